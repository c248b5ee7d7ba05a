//! Writes `deploy/nginx.conf` with the same headers, for an nginx as any distribution ships it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::{
    ASK_EACH_TIME, FOREVER, FRAME_OPTIONS, KEEP, MISSING, NEVER, OFFLINE, TYPES, cache_control, named, with_frames,
};

const HEAD: &str = r#"# Serves dist/ with the right headers. Written by `cargo xtask build` from xtask/src/headers.rs; change it there.
# Include it inside `http { … }` and set `root`; README.md beside this file says how.

# Who may show the page in a frame: nobody, or the portals that are named here, as in "https://www.example.gov.cn".
map $host $selfcheck_framed_by {
    default    "'none'";
}

# An older header that cannot name anybody; it is sent for as long as nobody is let in.
map $selfcheck_framed_by $selfcheck_frame_options {
    default    "";
    "'none'"   {frame-options};
}

# The offline edition is there to be kept, not to be shown.
map $uri $selfcheck_disposition {
    default         "";
    "~^/{offline}"   {keep};
}

# The compressed copy that lies beside each file; no module beyond nginx's own is needed. Part of a file is part of the file
# as it is: half a compressed copy would be of use to nobody.
map "$http_range $http_accept_encoding" $selfcheck_copy {
    default                                                  "";
    "~*^ (.*[ ,])?br(?![^ ,;])(?! *; *q=0(\.0*)? *(,|$))"     .br;
    "~*^ (.*[ ,])?gzip(?![^ ,;])(?! *; *q=0(\.0*)? *(,|$))"   .gz;
}

# A copy is sent for what was asked for, or for the page that says that there is no such file; other answers have none.
map "$status $uri" $selfcheck_encoding {
    default                  "";
    "~^(200|404) .*\.br$"    br;
    "~^(200|404) .*\.gz$"    gzip;
}

"#;

const SERVER: &str = r#"
map $status $selfcheck_allow {
    default    "";
    405        "GET, HEAD";
}

map $https $selfcheck_transport {
    default    "";
    on         "max-age=31536000";
}

server {
    listen 80;
    root /var/www/selfcheck;
    server_tokens off;
    max_ranges 1;

    # Distributions switch this on for all servers; what is compressed already would be compressed once more.
    gzip off;

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
    let mut text = HEAD.replace("{frame-options}", FRAME_OPTIONS).replace("{offline}", OFFLINE).replace("{keep}", KEEP);
    let asked =
        TYPES.map(|(extension, _)| extension).into_iter().filter(|it| cache_control(&named(it)) == ASK_EACH_TIME);
    let asked = asked.collect::<Vec<_>>().join("|");
    let lines = [
        "map $uri $selfcheck_kept {".to_owned(),
        format!("    default                         \"{FOREVER}\";"),
        format!("    \"~\\.({asked})(\\.br|\\.gz)?$\"    \"{ASK_EACH_TIME}\";"),
        "}\n".to_owned(),
        "# What is not there today may be there tomorrow; so may a part of a file.".to_owned(),
        "map \"$status $http_range\" $selfcheck_keep {".to_owned(),
        format!("    default          \"{NEVER}\";"),
        "    \"~^(200|304) $\"  $selfcheck_kept;".to_owned(),
        "}\n".to_owned(),
    ];
    text.push_str(&lines.join("\n"));
    text.push_str(SERVER);
    let mut header = |name: &str, value: &str| {
        writeln!(text, "    add_header {name} \"{}\" always;", value.replace('"', "\\\""))
            .expect("a String takes everything");
    };
    for (name, value) in with_frames("$selfcheck_framed_by", "$selfcheck_frame_options") {
        header(name, &value);
    }
    header("Content-Encoding", "$selfcheck_encoding");
    header("Content-Disposition", "$selfcheck_disposition");
    header("Strict-Transport-Security", "$selfcheck_transport");
    header("Vary", "Accept-Encoding");
    header("Cache-Control", "$selfcheck_keep");
    header("Allow", "$selfcheck_allow");
    text.push_str("\n    if ($request_method !~ ^(GET|HEAD)$) {\n        return 405;\n    }\n\n");
    writeln!(text, "    error_page 404 /{MISSING};\n").expect("a String takes everything");
    text.push_str("    location ~ /[._] {\n        return 404;\n    }\n\n");
    let mut location = |pattern: &str, file: &str, content_type: &str, more: &[&str]| {
        writeln!(text, "    location {pattern} {{").expect("a String takes everything");
        let lines = [
            "types { }",
            &format!("default_type \"{content_type}\";"),
            &format!("try_files {file}$selfcheck_copy {file} =404;"),
        ];
        for line in more.iter().chain(&lines) {
            writeln!(text, "        {line}").expect("a String takes everything");
        }
        text.push_str("    }\n\n");
    };
    for (extension, content_type) in TYPES {
        if extension == "html" {
            location("= /", "/index.html", content_type, &[]);
            location(&format!("= /{MISSING}"), "$uri", content_type, &["internal;"]);
        }
        location(&format!(r"~ \.{extension}$"), "$uri", content_type, &[]);
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
