//! Writes `deploy/nginx.conf` with the same headers, for an nginx as any distribution ships it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{ALWAYS, ASK_EACH_TIME, FOREVER, TYPES};

const HEAD: &str = r#"# Serves dist/ with the right headers. Written by `cargo xtask build` from xtask/src/headers.rs; change it there.
# Include it inside `http { … }`, set `root`, and add the lines for TLS or leave TLS to the gateway in front.

# The compressed copy that lies beside each file; no module beyond nginx's own is needed.
map $http_accept_encoding $selfcheck_copy {
    default        "";
    "~*\bbr\b"     .br;
    "~*\bgzip\b"   .gz;
}

map $uri $selfcheck_encoding {
    default    "";
    "~\.br$"   br;
    "~\.gz$"   gzip;
}

map $https $selfcheck_transport {
    default    "";
    on         "max-age=31536000";
}

server {
    listen 80;
    root /var/www/selfcheck;
    server_tokens off;

    # Whoever reads an access log learns who asked for help and when. The error log stays on.
    access_log off;

"#;

/// Writes the file if it is not already as it should be.
///
/// # Errors
/// When it cannot be written.
pub fn write(root: &Path) -> Result<()> {
    let file = root.join("deploy/nginx.conf");
    let text = configuration();
    if fs::read_to_string(&file).is_ok_and(|it| it == text) {
        return Ok(());
    }
    fs::create_dir_all(root.join("deploy"))?;
    fs::write(&file, text).with_context(|| format!("writing {}", file.display()))
}

/// The whole configuration.
fn configuration() -> String {
    let mut text = HEAD.to_owned();
    let mut header = |name: &str, value: &str| {
        writeln!(text, "    add_header {name} \"{}\" always;", value.replace('"', "\\\""))
            .expect("a String takes everything");
    };
    for (name, value) in ALWAYS {
        header(name, value);
    }
    header("Content-Encoding", "$selfcheck_encoding");
    header("Strict-Transport-Security", "$selfcheck_transport");
    header("Vary", "Accept-Encoding");
    header("Cache-Control", "$selfcheck_keep");
    text.push_str("\n    if ($request_method !~ ^(GET|HEAD)$) {\n        return 405;\n    }\n\n");
    // The variable is set before any location is chosen, so that a header above can use it everywhere.
    writeln!(text, "    set $selfcheck_keep \"{ASK_EACH_TIME}\";\n").expect("a String takes everything");
    let mut location = |pattern: &str, file: &str, content_type: &str, keep: &str| {
        let lines = [
            format!("    location {pattern} {{"),
            "        types { }".to_owned(),
            format!("        default_type \"{content_type}\";"),
            format!("        set $selfcheck_keep \"{keep}\";"),
            format!("        try_files {file}$selfcheck_copy {file} =404;"),
            "    }\n\n".to_owned(),
        ];
        text.push_str(&lines.join("\n"));
    };
    for (extension, content_type) in TYPES {
        if extension == "html" {
            location("= /", "/index.html", content_type, ASK_EACH_TIME);
            location(r"~ \.html$", "$uri", content_type, ASK_EACH_TIME);
        } else {
            location(&format!(r"~ \.{extension}$"), "$uri", content_type, FOREVER);
        }
    }
    text.push_str("    location / {\n        return 404;\n    }\n}\n");
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_in_the_work_tree_is_up_to_date() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../deploy/nginx.conf");
        let text = fs::read_to_string(&file).unwrap_or_default();
        assert!(text == configuration(), "`cargo xtask build` writes {}; commit it", file.display());
    }
}
