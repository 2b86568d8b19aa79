//! `cargo xtask serve`: everything from a fresh clone to the open page.

use std::process::{Command, Stdio};

use anyhow::Result;

use crate::site::Site;
use crate::{Project, build};

/// Where no port is asked for. One that is taken is passed over then.
const USUAL_PORT: u16 = 8080;

/// Builds the site, serves it until the process ends, and opens it where there is a screen.
pub fn serve(project: &Project, port: Option<u16>, open: bool) -> Result<()> {
    build::build(project)?;
    let folder = project.site_dir();
    let site = match port {
        Some(port) => Site::listen(&folder, port)?,
        None => Site::listen(&folder, USUAL_PORT).or_else(|_| Site::listen(&folder, 0))?,
    };
    let address = site.address();
    println!("\nHashiya is at {address} (Ctrl+C stops it)");
    if open && has_screen() {
        show(&address);
    }
    site.answer();
    Ok(())
}

fn has_screen() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(windows, target_os = "macos")) || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Opens the browser. The address is printed already, so a failure costs the reader one click.
fn show(address: &str) {
    let (program, arguments): (&str, &[&str]) = if cfg!(windows) {
        ("cmd", &["/C", "start", ""])
    } else if cfg!(target_os = "macos") {
        ("open", &[])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    if let Err(error) = command.spawn() {
        println!("The browser did not open by itself ({program}: {error}).");
    }
}
