//! A small static server with the production headers: GET and HEAD, compressed copies, a log that tests read. For one's own machine only.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Read as _, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::headers::{self, FramedBy};

/// The longest head of a request that is read.
const HEAD_LIMIT: usize = 16 * 1024;

/// How long a connection may stay silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// How to serve.
pub struct Options {
    /// The port; 0 lets the system choose.
    pub port: u16,
    /// A file that gets one line per request: method, target, status.
    pub log: Option<PathBuf>,
    /// Who may show the page in a frame.
    pub framed_by: FramedBy,
}

struct Site {
    folder: PathBuf,
    framed_by: FramedBy,
    log: Option<Mutex<File>>,
}

/// Serves the folder on this machine's loopback address until the process ends.
///
/// # Errors
/// When the folder has no page or the port is taken.
pub fn serve(folder: &Path, options: &Options) -> Result<()> {
    ensure!(
        folder.join("index.html").is_file(),
        "{} has no index.html; `cargo xtask build` makes it",
        folder.display()
    );
    let log = match &options.log {
        Some(file) => {
            let open = OpenOptions::new().create(true).append(true).open(file);
            Some(Mutex::new(open.with_context(|| format!("opening {}", file.display()))?))
        }
        None => None,
    };
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, options.port))
        .with_context(|| format!("port {} is taken; choose another with --port", options.port))?;
    println!("serving {} at http://{}/ (Ctrl-C ends)", folder.display(), listener.local_addr()?);
    io::stdout().flush()?;
    let site = Arc::new(Site { folder: folder.to_path_buf(), framed_by: options.framed_by.clone(), log });
    for stream in listener.incoming() {
        let Ok(stream) = stream else { continue };
        let site = Arc::clone(&site);
        // A browser that hangs up in the middle is its own affair.
        thread::spawn(move || site.talk(stream).ok());
    }
    Ok(())
}

/// What was asked for, as far as this server cares.
struct Request {
    method: String,
    target: String,
    accept_encoding: String,
    keep_alive: bool,
}

impl Site {
    /// Answers the requests of one connection, one after the other.
    fn talk(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let mut unread = Vec::new();
        while let Some(request) = read_request(&mut stream, &mut unread)? {
            let (status, file) = self.find(&request);
            if let Some(log) = &self.log {
                let mut log = log.lock().expect("no thread panics while it writes a line");
                writeln!(log, "{} {} {status}", request.method, request.target)?;
            }
            self.respond(&mut stream, &request, status, file)?;
            if !request.keep_alive {
                break;
            }
        }
        Ok(())
    }

    /// The status and the file that answer the request.
    fn find(&self, request: &Request) -> (u16, Option<Found>) {
        if request.method != "GET" && request.method != "HEAD" {
            return (405, None);
        }
        let path = request.target.split(['?', '#']).next().unwrap_or_default();
        let name = match path.strip_prefix('/') {
            Some("") => "index.html",
            Some(name) => name,
            None => return (400, None),
        };
        let asked = Some(name).filter(|name| is_plain(name) && *name != headers::MISSING);
        if let Some(found) = asked.and_then(|name| self.copy(name, request)) {
            return (200, Some(found));
        }
        let page = self.copy(headers::MISSING, request);
        (404, page.map(|page| Found { cache_control: headers::NEVER, ..page }))
    }

    /// The file of this name in the best form that the browser takes.
    fn copy(&self, name: &str, request: &Request) -> Option<Found> {
        let content_type = headers::content_type(name)?;
        let accepts = |coding: &str| {
            request.accept_encoding.split(',').any(|it| {
                let mut words = it.split(';').map(str::trim);
                words.next().is_some_and(|word| word.eq_ignore_ascii_case(coding))
                    && !words.any(|word| matches!(word, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
            })
        };
        for (coding, extension) in [(Some("br"), ".br"), (Some("gzip"), ".gz"), (None, "")] {
            if !coding.is_none_or(accepts) {
                continue;
            }
            if let Ok(bytes) = fs::read(self.folder.join(format!("{name}{extension}"))) {
                let (cache_control, disposition) = (headers::cache_control(name), headers::disposition(name));
                return Some(Found { content_type, cache_control, disposition, coding, bytes });
            }
        }
        None
    }

    fn respond(&self, stream: &mut TcpStream, request: &Request, status: u16, found: Option<Found>) -> io::Result<()> {
        let reason = match status {
            200 => "OK",
            400 => "Bad Request",
            404 => "Not Found",
            _ => "Method Not Allowed",
        };
        let mut out = BufWriter::new(stream);
        write!(out, "HTTP/1.1 {status} {reason}\r\n")?;
        for (name, value) in headers::always(&self.framed_by).iter().filter(|(_, value)| !value.is_empty()) {
            write!(out, "{name}: {value}\r\n")?;
        }
        if status == 405 {
            write!(out, "Allow: GET, HEAD\r\n")?;
        }
        if !request.keep_alive {
            write!(out, "Connection: close\r\n")?;
        }
        let body = match found {
            Some(found) => {
                write!(
                    out,
                    "Content-Type: {}\r\nCache-Control: {}\r\nVary: Accept-Encoding\r\n",
                    found.content_type, found.cache_control
                )?;
                if let Some(disposition) = found.disposition {
                    write!(out, "Content-Disposition: {disposition}\r\n")?;
                }
                if let Some(coding) = found.coding {
                    write!(out, "Content-Encoding: {coding}\r\n")?;
                }
                found.bytes
            }
            None => {
                write!(out, "Content-Type: text/plain; charset=utf-8\r\nCache-Control: {}\r\n", headers::NEVER)?;
                format!("{reason}\n").into_bytes()
            }
        };
        write!(out, "Content-Length: {}\r\n\r\n", body.len())?;
        if request.method != "HEAD" {
            out.write_all(&body)?;
        }
        out.flush()
    }
}

/// A file to send.
struct Found {
    content_type: &'static str,
    cache_control: &'static str,
    disposition: Option<&'static str>,
    coding: Option<&'static str>,
    bytes: Vec<u8>,
}

/// True for paths that cannot leave the folder: plain names, none of them beginning with a dot.
fn is_plain(path: &str) -> bool {
    let plain = |part: &str| {
        !part.is_empty()
            && !part.starts_with(['.', '_'])
            && part.bytes().all(|it| it.is_ascii_alphanumeric() || matches!(it, b'-' | b'_' | b'.'))
    };
    path.split('/').all(plain)
}

/// Reads the head of the next request; `None` when the other side has hung up or talks nonsense.
fn read_request(stream: &mut TcpStream, unread: &mut Vec<u8>) -> io::Result<Option<Request>> {
    loop {
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut head = httparse::Request::new(&mut headers);
        match head.parse(unread) {
            Ok(httparse::Status::Complete(length)) => {
                let header = |name: &str| {
                    let found = head.headers.iter().find(|it| it.name.eq_ignore_ascii_case(name));
                    found.and_then(|it| std::str::from_utf8(it.value).ok()).unwrap_or_default()
                };
                // A body is not wanted and not read, so what follows it cannot be told apart: hang up afterwards.
                let has_body = !header("content-length").is_empty() || !header("transfer-encoding").is_empty();
                let closes = header("connection").eq_ignore_ascii_case("close") || head.version == Some(0);
                let request = Request {
                    method: head.method.unwrap_or_default().to_owned(),
                    target: head.path.unwrap_or_default().to_owned(),
                    accept_encoding: header("accept-encoding").to_owned(),
                    keep_alive: !has_body && !closes,
                };
                unread.drain(..length);
                return Ok(Some(request));
            }
            Ok(httparse::Status::Partial) if unread.len() < HEAD_LIMIT => {
                let mut chunk = [0; 4096];
                let length = stream.read(&mut chunk)?;
                if length == 0 {
                    return Ok(None);
                }
                unread.extend_from_slice(&chunk[..length]);
            }
            _ => return Ok(None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(test: &str, method: &str, target: &str, accept_encoding: &str) -> (u16, Option<Found>) {
        let folder = std::env::temp_dir().join(format!("{test}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        for (name, text) in
            [("index.html", "plain"), ("index.html.br", "packed"), ("secret", "no type"), ("_headers", "")]
        {
            fs::write(folder.join(name), text).unwrap();
        }
        let request = Request {
            method: method.to_owned(),
            target: target.to_owned(),
            accept_encoding: accept_encoding.to_owned(),
            keep_alive: true,
        };
        Site { folder, framed_by: FramedBy::default(), log: None }.find(&request)
    }

    #[test]
    fn the_best_copy_that_the_browser_takes_is_sent() {
        for (accepts, coding, text) in [
            ("gzip, deflate, br", Some("br"), "packed"),
            ("BR", Some("br"), "packed"),
            ("br;q=0, gzip", None, "plain"),
            ("", None, "plain"),
        ] {
            let found = asked("copies", "GET", "/?from=mini-program#top", accepts).1.unwrap();
            assert_eq!((found.coding, found.bytes.as_slice()), (coding, text.as_bytes()), "{accepts}");
        }
    }

    #[test]
    fn nothing_outside_the_folder_and_nothing_without_a_type_is_sent() {
        for target in
            ["/secret", "/_headers", "/../Cargo.toml", "/%2e%2e/Cargo.toml", "/.env", "//etc/passwd", "/a\\b.html"]
        {
            assert_eq!(asked("limits", "GET", target, "").0, 404, "{target}");
        }
        assert_eq!(asked("limits", "GET", "index.html", "").0, 400);
        assert_eq!(asked("limits", "POST", "/", "").0, 405);
    }
}
