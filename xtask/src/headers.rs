//! The response headers of the site: the one place they are written, for the local server and for every real one.

pub mod nginx;

use std::fmt::Write as _;

/// What the page may do, from the first byte on. `boot.js` forbids the rest once everything is loaded.
///
/// `'wasm-unsafe-eval'` allows WebAssembly and nothing else; kernels that do not know the word take the JavaScript twin.
/// With Trusted Types on and no policy allowed, no string can become script or markup.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
     img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Everything a browser could hand out, closed.
const PERMISSIONS_POLICY: &str = "accelerometer=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(), \
     geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
     payment=(), publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()";

/// Where the page may connect or go at all: to its own site, and to the telephone.
///
/// Chromium 152 and newer hold to this for what a content security policy does not reach: leaving by a link, WebRTC,
/// prefetching, name look-ups. Without `tel:` a tap on a hotline number would end on an error page.
const CONNECTION_ALLOWLIST: &str = r#"(response-origin "tel:*")"#;

/// Sent with every file.
pub const ALWAYS: [(&str, &str); 9] = [
    ("Content-Security-Policy", CONTENT_SECURITY_POLICY),
    ("Connection-Allowlist", CONNECTION_ALLOWLIST),
    ("Permissions-Policy", PERMISSIONS_POLICY),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-DNS-Prefetch-Control", "off"),
    ("X-Frame-Options", "DENY"),
];

/// For names that change with their content.
pub const FOREVER: &str = "public, max-age=31536000, immutable";

/// For pages and lists, whose names never change.
pub const ASK_EACH_TIME: &str = "no-cache";

/// For what is not there: it may be there tomorrow.
pub const NEVER: &str = "no-store";

/// The page that is sent in the place of one that is not there.
pub const MISSING: &str = "404.html";

/// The extensions served and their types.
pub const TYPES: [(&str, &str); 10] = [
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("bin", "application/octet-stream"),
    ("json", "application/json"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("ttf", "font/ttf"),
    ("txt", "text/plain; charset=utf-8"),
];

/// The type of a file by its name.
pub fn content_type(name: &str) -> Option<&'static str> {
    let extension = name.rsplit_once('.')?.1;
    TYPES.iter().find(|(it, _)| *it == extension).map(|(_, content_type)| *content_type)
}

/// How long a file may be kept, by its name.
pub fn cache_control(name: &str) -> &'static str {
    if name.ends_with(".html") || name.ends_with(".txt") { ASK_EACH_TIME } else { FOREVER }
}

/// Some file with the extension.
fn named(extension: &str) -> String {
    format!("x.{extension}")
}

/// The headers in the form that several static hosts read from a file named `_headers`.
pub fn as_headers_file() -> String {
    let mut text = String::from("/*\n");
    for (name, value) in ALWAYS {
        writeln!(text, "  {name}: {value}").expect("a String takes everything");
    }
    for (extension, content_type) in TYPES {
        let _ = write!(
            text,
            "/*.{extension}\n  Content-Type: {content_type}\n  Cache-Control: {}\n",
            cache_control(&named(extension))
        );
    }
    let _ = write!(text, "/\n  Cache-Control: {ASK_EACH_TIME}\n");
    text
}
