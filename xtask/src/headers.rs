//! The response headers of the site: the one place they are written, for the local server and for every real one.

pub mod nginx;

use std::fmt::{self, Display, Formatter, Write as _};
use std::str::FromStr;

use anyhow::{Error, ensure};

/// Who may show the page in a frame: nobody, unless somebody is named.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FramedBy(Vec<String>);

impl FromStr for FramedBy {
    type Err = Error;

    /// Reads origins with spaces between them, such as `https://www.example.gov.cn`.
    fn from_str(origins: &str) -> Result<FramedBy, Error> {
        let origins: Vec<String> = origins.split_whitespace().map(str::to_owned).collect();
        for origin in &origins {
            let host = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://")).unwrap_or_default();
            let is_plain = |letter: u8| letter.is_ascii_alphanumeric() || matches!(letter, b'.' | b'-' | b':' | b'*');
            ensure!(
                !host.is_empty() && host.bytes().all(is_plain),
                "`{origin}` is no origin; one looks like https://www.example.gov.cn, without a path"
            );
        }
        Ok(FramedBy(origins))
    }
}

impl Display for FramedBy {
    /// As `frame-ancestors` has it.
    fn fmt(&self, out: &mut Formatter) -> fmt::Result {
        if self.0.is_empty() { out.write_str("'none'") } else { out.write_str(&self.0.join(" ")) }
    }
}

/// What the page may do, from the first byte on, with who may frame it to be filled in. `boot.js` forbids the rest once everything is
/// loaded.
///
/// `'wasm-unsafe-eval'` allows WebAssembly and nothing else; kernels that do not know the word take the JavaScript twin.
/// With Trusted Types on and no policy allowed, no string can become script or markup.
///
/// The citizen's page has its style sheet within, as one more round trip would be a blank screen for so much longer. Which sheet that
/// is each page says itself, by its digest, in a policy of its own that lets no other in: here the digest would have to change with
/// the sheet, in the configuration of every server. A page without a sheet within says that it takes none.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; \
     form-action 'none'; frame-ancestors {framed-by}; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

/// Everything a browser could hand out, closed.
const PERMISSIONS_POLICY: &str = "accelerometer=(), browsing-topics=(), camera=(), clipboard-read=(), display-capture=(), \
     geolocation=(), gyroscope=(), hid=(), idle-detection=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), \
     payment=(), publickey-credentials-get=(), serial=(), usb=(), xr-spatial-tracking=()";

/// Where the page may connect or go at all: to its own site, and to the telephone.
///
/// Chromium 152 and newer hold to this for what a content security policy does not reach: leaving by a link, WebRTC,
/// prefetching, name look-ups. Without `tel:` a tap on a hotline number would end on an error page.
const CONNECTION_ALLOWLIST: &str = r#"(response-origin "tel:*")"#;

/// What keeps the page out of frames in kernels that do not know `frame-ancestors`. It cannot name anybody, so that whoever lets a
/// portal in goes without it.
const FRAME_OPTIONS: &str = "DENY";

/// Sent with every file; what is empty is not sent.
pub fn always(framed_by: &FramedBy) -> [(&'static str, String); 9] {
    let frame_options = if *framed_by == FramedBy::default() { FRAME_OPTIONS } else { "" };
    with_frames(&framed_by.to_string(), frame_options)
}

fn with_frames(framed_by: &str, frame_options: &str) -> [(&'static str, String); 9] {
    [
        ("Content-Security-Policy", &*CONTENT_SECURITY_POLICY.replace("{framed-by}", framed_by)),
        ("Connection-Allowlist", CONNECTION_ALLOWLIST),
        ("Permissions-Policy", PERMISSIONS_POLICY),
        ("Referrer-Policy", "no-referrer"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-DNS-Prefetch-Control", "off"),
        ("X-Frame-Options", frame_options),
    ]
    .map(|(name, value)| (name, value.to_owned()))
}

/// For names that change with their content.
pub const FOREVER: &str = "public, max-age=31536000, immutable";

/// For pages and lists, whose names never change.
pub const ASK_EACH_TIME: &str = "no-cache";

/// For what is not there: it may be there tomorrow.
pub const NEVER: &str = "no-store";

/// The page that is sent in the place of one that is not there.
pub const MISSING: &str = "404.html";

/// What the names of the offline edition begin with. It is there to be kept: shown by the site it would run under the site's policy,
/// which forbids what it carries.
pub const OFFLINE: &str = "offline";

/// What a browser is to do with a file, where that is not to show it.
pub fn disposition(name: &str) -> Option<&'static str> {
    name.starts_with(OFFLINE).then_some(KEEP)
}

/// To keep a file; its name is left to the link.
const KEEP: &str = "attachment";

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
pub fn as_headers_file(framed_by: &FramedBy) -> String {
    let mut text = String::from("/*\n");
    for (name, value) in always(framed_by).iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(text, "  {name}: {value}").expect("a String takes everything");
    }
    for (extension, content_type) in TYPES {
        let _ = write!(
            text,
            "/*.{extension}\n  Content-Type: {content_type}\n  Cache-Control: {}\n",
            cache_control(&named(extension))
        );
    }
    let _ = write!(text, "/\n  Cache-Control: {ASK_EACH_TIME}\n/{OFFLINE}*\n  Content-Disposition: {KEEP}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_that_is_let_in_is_not_kept_out_by_the_older_header() {
        let sent = |framed_by: &str| {
            let always = always(&framed_by.parse().unwrap());
            let value = |name: &str| always.iter().find(|(it, _)| *it == name).unwrap().1.clone();
            (value("Content-Security-Policy"), value("X-Frame-Options"))
        };
        let (policy, options) = sent("");
        assert!(policy.contains("; frame-ancestors 'none'; ") && options == "DENY", "{policy}");
        let (policy, options) = sent("https://www.example.gov.cn  https://*.example.cn:8443");
        assert!(
            policy.contains("; frame-ancestors https://www.example.gov.cn https://*.example.cn:8443; "),
            "{policy}"
        );
        assert!(options.is_empty());
    }

    #[test]
    fn nothing_but_origins_comes_into_the_policy() {
        for wrong in ["*", "www.example.gov.cn", "https://", "https://a.cn/portal", "https://a.cn;script-src", "'self'"]
        {
            let error = wrong.parse::<FramedBy>().expect_err(wrong);
            assert!(error.to_string().contains(wrong), "{error}");
        }
    }
}
