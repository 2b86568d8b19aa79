//! A static web server for one folder, for this machine only.

use std::fs::File;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

use anyhow::{Result, anyhow};
use tiny_http::{Header, Request, Response, Server};

/// The address is written in numbers: `localhost` may mean another one first.
const LOOPBACK: &str = "127.0.0.1";

/// What a request gets.
#[derive(Debug, PartialEq)]
enum Reply {
    File(PathBuf),
    /// The folder's address needs a slash at its end, or relative links would miss it.
    Folder,
    Missing,
}

/// A server that listens and does not answer yet.
pub struct Site {
    server: Server,
    folder: PathBuf,
}

impl Site {
    /// Listens on `port`, to serve `folder`.
    pub fn listen(folder: &Path, port: u16) -> Result<Self> {
        let server = Server::http((LOOPBACK, port))
            .map_err(|error| anyhow!("cannot listen on port {port}: {error}"))?;
        Ok(Self { server, folder: folder.to_owned() })
    }

    /// The address of the page.
    pub fn address(&self) -> String {
        format!("http://{}/", self.server.server_addr())
    }

    /// Answers requests until the process ends.
    pub fn answer(&self) {
        for request in self.server.incoming_requests() {
            // A browser that hangs up in the middle is none of our business.
            let _ = self.reply(request);
        }
    }

    fn reply(&self, request: Request) -> std::io::Result<()> {
        let path = request.url().split(['?', '#']).next().unwrap_or_default().to_owned();
        match find(&self.folder, &path) {
            Reply::File(file) => {
                let mut response = Response::from_file(File::open(&file)?);
                set(&mut response, "Content-Type", content_type(&file));
                // A new build must show at once.
                set(&mut response, "Cache-Control", "no-cache");
                set(&mut response, "X-Content-Type-Options", "nosniff");
                request.respond(response)
            }
            Reply::Folder => {
                let mut response = Response::empty(301);
                set(&mut response, "Location", &format!("{path}/"));
                request.respond(response)
            }
            Reply::Missing => request.respond(Response::from_string("not found\n").with_status_code(404)),
        }
    }
}

/// Adds a header. A value that is not ASCII is left out: only an address that no browser sends gives
/// one.
fn set<R: Read>(response: &mut Response<R>, name: &str, value: &str) {
    if let Ok(header) = Header::from_bytes(name, value) {
        response.add_header(header);
    }
}

/// What lies at the address `path` of the site in `folder`. Nothing outside the folder is found.
fn find(folder: &Path, path: &str) -> Reply {
    let Some(relative) = decode(path) else { return Reply::Missing };
    let relative = Path::new(relative.trim_start_matches('/'));
    if !relative.components().all(|component| matches!(component, Component::Normal(_))) {
        return Reply::Missing;
    }
    let found = folder.join(relative);
    match (found.is_dir(), path.ends_with('/')) {
        (true, true) => existing(found.join("index.html")),
        (true, false) => Reply::Folder,
        (false, _) => existing(found),
    }
}

fn existing(file: PathBuf) -> Reply {
    if file.is_file() { Reply::File(file) } else { Reply::Missing }
}

/// `path` with `%41` and the like decoded; nothing where that gives no UTF-8.
fn decode(path: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        if first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

/// Browsers compile a module while it loads only where it comes as `application/wasm`.
fn content_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root() -> PathBuf {
        crate::project_root().join("xtask")
    }

    #[test]
    fn a_file_is_found_by_its_address() {
        assert_eq!(find(&root(), "/src/site.rs"), Reply::File(root().join("src/site.rs")));
        assert_eq!(find(&root(), "/src/s%69te.rs"), Reply::File(root().join("src/site.rs")));
    }

    #[test]
    fn a_folder_without_a_slash_is_sent_to_the_one_with() {
        assert_eq!(find(&root(), "/src"), Reply::Folder);
    }

    #[test]
    fn a_folder_without_an_index_is_missing() {
        assert_eq!(find(&root(), "/"), Reply::Missing);
    }

    #[test]
    fn nothing_outside_the_folder_is_found() {
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/src/../../Cargo.toml", "//etc/hostname/.."] {
            assert_eq!(find(&root(), path), Reply::Missing, "{path}");
        }
    }

    #[test]
    fn a_broken_escape_is_missing() {
        for path in ["/%", "/%4", "/%zz", "/%ff"] {
            assert_eq!(find(&root(), path), Reply::Missing, "{path}");
        }
    }

    #[test]
    fn a_module_is_served_as_webassembly() {
        assert_eq!(content_type(Path::new("assets/hashiya_bg-1.wasm")), "application/wasm");
    }
}
