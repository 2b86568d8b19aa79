//! What must be there before anything can be built: the WebAssembly target, Node and its packages,
//! Cargo's components. Installs what it can, and says plainly what it cannot.

use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use anyhow::{Context, Result, bail, ensure};

use crate::process;

/// The target that browsers run.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// The oldest Node that the page's build runs on: what Vite asks for.
const LEAST_NODE: (u32, u32) = (20, 19);

/// Adds the WebAssembly target to the toolchain if it is not there.
pub fn ensure_wasm_target() -> Result<()> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let folder =
        process::answer(Command::new(rustc).args(["--print", "target-libdir", "--target", WASM_TARGET]));
    if folder.is_some_and(|folder| Path::new(&folder).is_dir()) {
        return Ok(());
    }
    rustup(&["target", "add", WASM_TARGET]).with_context(|| {
        format!("the Rust target {WASM_TARGET} is missing; install it with your system's Rust packages or use rustup")
    })
}

/// Adds rustfmt and clippy to the toolchain if they are not there.
pub fn ensure_components(root: &Path) -> Result<()> {
    for (verb, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if process::answer(process::cargo(root).args([verb, "--version"])).is_none() {
            rustup(&["component", "add", component]).with_context(|| format!("`cargo {verb}` is missing"))?;
        }
    }
    Ok(())
}

/// Checks Node and installs the packages of `package-lock.json` where they are not up to date.
pub fn ensure_node_packages(root: &Path) -> Result<()> {
    ensure_node()?;
    if packages_are_current(root) {
        return Ok(());
    }
    process::run(process::npm(root).args(["ci", "--no-audit", "--no-fund"]))
}

fn rustup(arguments: &[&str]) -> Result<()> {
    if version("rustup").is_none() {
        bail!("rustup is not installed: get it from https://rustup.rs");
    }
    process::run(Command::new("rustup").args(arguments))
}

fn ensure_node() -> Result<()> {
    let (major, minor) = LEAST_NODE;
    let advice = format!(
        "install Node {major}.{minor} or newer with npm, from https://nodejs.org or your system's packages"
    );
    let Some(answer) = version("node") else {
        bail!("Node is not installed: {advice}");
    };
    let found = parse_version(&answer).with_context(|| format!("`node --version` says {answer:?}"))?;
    ensure!(found >= LEAST_NODE, "Node {answer} is too old: {advice}");
    ensure!(version(&process::node_script("npm")).is_some(), "npm is not installed: {advice}");
    Ok(())
}

fn version(program: &str) -> Option<String> {
    process::answer(Command::new(program).arg("--version"))
}

/// npm writes the hidden lock file last, so it is older than `package-lock.json` exactly where the
/// packages are.
fn packages_are_current(root: &Path) -> bool {
    let installed = modified(&root.join("node_modules/.package-lock.json"));
    let wanted = modified(&root.join("package-lock.json"));
    matches!((installed, wanted), (Some(installed), Some(wanted)) if installed >= wanted)
}

fn modified(path: &Path) -> Option<SystemTime> {
    path.metadata().and_then(|metadata| metadata.modified()).ok()
}

/// Major and minor number of the first version in `text`: `v20.19.0`, `>=20.19`, `^22`.
fn parse_version(text: &str) -> Option<(u32, u32)> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let end = text[start..].find(|c: char| !c.is_ascii_digit() && c != '.').map_or(text.len(), |n| start + n);
    let mut numbers = text[start..end].split('.').map(str::parse);
    let major = numbers.next()?.ok()?;
    let minor = numbers.next().and_then(Result::ok).unwrap_or(0);
    Some((major, minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_its_first_two_numbers() {
        assert_eq!(parse_version("v20.20.2"), Some((20, 20)));
        assert_eq!(parse_version(">=20.19 <21 || >=22.12"), Some((20, 19)));
        assert_eq!(parse_version("^22"), Some((22, 0)));
        assert_eq!(parse_version("latest"), None);
    }
}
