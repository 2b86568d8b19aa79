//! `cargo xtask check`: what is quick enough to run before every commit.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::counts::Runner;
use crate::suite::Report;
use crate::toolchain::{self, WASM_TARGET};
use crate::{Project, engine, process};

/// Format, lints, types, unit tests and architecture; the exit code says whether all passed.
pub fn check(project: &Project) -> Result<ExitCode> {
    let root = &project.root;
    let mut report = Report::default();
    rust_checks(&mut report, root);
    report.run(
        "unit tests",
        Runner::Cargo,
        cargo(root, &["test", "--workspace", "--lib", "--bins", "--", "--show-output"]),
    );
    report.run(
        "architecture",
        Runner::Cargo,
        cargo(root, &["test", "--test", "architecture", "--", "--show-output"]),
    );
    if report.step("npm packages", || toolchain::ensure_node_packages(root)) {
        report.step("types of the package", || engine::ensure_types(project));
        page_checks(&mut report, root);
    }
    Ok(report.finish())
}

/// The checks of the Rust code that are not tests.
pub fn rust_checks(report: &mut Report, root: &Path) {
    if !report.step("Rust toolchain", || {
        toolchain::ensure_wasm_target().and_then(|()| toolchain::ensure_components(root))
    }) {
        return;
    }
    report.run("format", Runner::None, cargo(root, &["fmt", "--all", "--check"]));
    let native = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    report.run("clippy", Runner::None, cargo(root, &native));
    let packages = ["clippy", "--package", "hashiya", "--package", "bench-engine"];
    let browser = [&packages[..], &["--lib", "--target", WASM_TARGET, "--", "-D", "warnings"]].concat();
    report.run("clippy for the browser", Runner::None, cargo(root, &browser));
}

/// The checks of the page that need no browser.
pub fn page_checks(report: &mut Report, root: &Path) {
    report.run("types", Runner::None, npm(root, &["run", "check"]));
    report.run("page units", Runner::Vitest, npm(root, &["test"]));
}

fn cargo(root: &Path, arguments: &[&str]) -> Command {
    let mut command = process::cargo(root);
    command.args(arguments);
    command
}

fn npm(root: &Path, arguments: &[&str]) -> Command {
    let mut command = process::npm(root);
    command.args(arguments);
    command
}
