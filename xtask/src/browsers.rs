//! The browsers of the end-to-end tests: those that are installed, or else those that can be.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// A browser that tests need, and where systems have it.
struct Browser {
    name: &'static str,
    /// The environment variable that names it to the end-to-end tests (`tests/e2e/playwright.config.ts`). A
    /// person may set it to test with another one.
    variable: &'static str,
    /// The names under which systems install it, or a browser made of it.
    programs: &'static [&'static str],
    /// Where macOS keeps the same browsers.
    applications: &'static [&'static str],
    /// Debian's package.
    package: &'static str,
}

/// The environment variable that names Chromium.
pub const CHROMIUM: &str = "CHROMIUM";

/// The environment variable that names Firefox.
pub const FIREFOX: &str = "FIREFOX";

const CHROMIUM_BROWSER: Browser = Browser {
    name: "Chromium",
    variable: CHROMIUM,
    programs: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    applications: &[
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
    ],
    package: "chromium",
};

const FIREFOX_BROWSER: Browser = Browser {
    name: "Firefox",
    variable: FIREFOX,
    programs: &["firefox-esr", "firefox"],
    applications: &["/Applications/Firefox.app/Contents/MacOS/firefox"],
    package: "firefox-esr",
};

/// Path of Chromium; installs it where none is there and this system's way is known.
pub fn ensure_chromium() -> Result<PathBuf> {
    match CHROMIUM_BROWSER.ensure() {
        Some(browser) => Ok(browser),
        None => bail!(
            "no Chromium for the end-to-end tests: install Chromium or Google Chrome \
             (Debian: `apt-get install chromium`), or set {CHROMIUM} to the path of one"
        ),
    }
}

/// Path of Firefox, installed where that can be; none where it cannot: the tests in it then say that they
/// are skipped.
pub fn ensure_firefox() -> Option<PathBuf> {
    FIREFOX_BROWSER.ensure()
}

impl Browser {
    fn ensure(&self) -> Option<PathBuf> {
        self.chosen().or_else(|| self.installed()).or_else(|| {
            println!("\n{} is not installed; the end-to-end tests need it", self.name);
            if install(self.package) { self.installed() } else { None }
        })
    }

    fn chosen(&self) -> Option<PathBuf> {
        std::env::var_os(self.variable).map(PathBuf::from).filter(|path| path.is_file())
    }

    fn installed(&self) -> Option<PathBuf> {
        let folders = std::env::var_os("PATH").unwrap_or_default();
        let folders: Vec<PathBuf> = std::env::split_paths(&folders).collect();
        let on_path =
            self.programs.iter().flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
        on_path.chain(self.applications.iter().map(PathBuf::from)).find(|path| path.is_file())
    }
}

/// Installs a package with apt-get; says whether that ended well.
fn install(package: &str) -> bool {
    let Some(prefix) = apt_get() else { return false };
    // The package lists of a fresh container are empty, and elsewhere they may be old.
    let update = apt_command(&prefix, &["update"]);
    let install = apt_command(&prefix, &["install", "--yes", "--no-install-recommends", package]);
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
