//! The browser of the end-to-end tests: one that is installed, or else one that can be.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// The environment variable that names the browser to the end-to-end tests
/// (`tests/e2e/playwright.config.ts`). A person may set it to test with another one.
pub const VARIABLE: &str = "CHROMIUM";

/// The names under which systems install Chromium or a browser made of it.
const PROGRAMS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Where macOS keeps the same browsers.
const APPLICATIONS: [&str; 2] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/// Path of a browser; installs one where none is there and this system's way is known.
pub fn ensure() -> Result<PathBuf> {
    if let Some(browser) = chosen().or_else(installed) {
        return Ok(browser);
    }
    println!("\nChromium is not installed; the end-to-end tests need it");
    if install()
        && let Some(browser) = installed()
    {
        return Ok(browser);
    }
    bail!(
        "no Chromium for the end-to-end tests: install Chromium or Google Chrome \
         (Debian: `apt-get install chromium`), or set {VARIABLE} to the path of one"
    )
}

fn chosen() -> Option<PathBuf> {
    std::env::var_os(VARIABLE).map(PathBuf::from).filter(|path| path.is_file())
}

fn installed() -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
    let on_path = PROGRAMS.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    on_path.chain(APPLICATIONS.iter().map(PathBuf::from)).find(|path| path.is_file())
}

/// Installs Chromium with apt-get; says whether that ended well.
fn install() -> bool {
    let Some(prefix) = apt_get() else { return false };
    // The package lists of a fresh container are empty, and elsewhere they may be old.
    let update = apt_command(&prefix, &["update"]);
    let install = apt_command(&prefix, &["install", "--yes", "--no-install-recommends", "chromium"]);
    [update, install].into_iter().all(|mut command| match process::run(&mut command) {
        Ok(()) => true,
        Err(error) => {
            println!("{error:#}");
            false
        }
    })
}

/// The words that start an apt-get of one who may install, without a question asked.
fn apt_get() -> Option<Vec<&'static str>> {
    if !Path::new("/usr/bin/apt-get").exists() {
        None
    } else if process::answer(Command::new("id").arg("-u")).as_deref() == Some("0") {
        Some(vec!["apt-get"])
    } else {
        process::answer(Command::new("sudo").args(["-n", "true"])).map(|_| vec!["sudo", "-n", "apt-get"])
    }
}

fn apt_command(prefix: &[&str], arguments: &[&str]) -> Command {
    let mut command = Command::new(prefix[0]);
    command.args(&prefix[1..]).args(arguments).env("DEBIAN_FRONTEND", "noninteractive");
    command
}
