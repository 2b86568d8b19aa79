//! `cargo xtask test`: installs what the tests need and runs all of them.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::browsers;
use crate::counts::Runner;
use crate::suite::Report;
use crate::{Project, build, check, formats, process, toolchain};

/// What the suite of independent readers is called.
const READERS: &str = "format readers, Python";

/// Runs everything; the exit code says whether all of it passed.
pub fn test(project: &Project) -> Result<ExitCode> {
    let root = &project.root;
    let mut report = Report::default();
    check::rust_checks(&mut report, root);
    report.run("cargo test", Runner::Cargo, cargo_test(root));
    if report.step("npm packages", || toolchain::ensure_node_packages(root)) {
        // First the build: the page's types need the package.
        let is_built = report.step("site and its size", || build::build(project));
        check::page_checks(&mut report, root);
        end_to_end(&mut report, root, is_built);
        readers(&mut report, root);
    } else {
        for name in ["site and its size", "types", "page units", "end to end", READERS] {
            report.miss(name);
        }
    }
    Ok(report.finish())
}

/// All tests of the workspace. Their output is shown, for those that say they skipped something.
fn cargo_test(root: &Path) -> Command {
    let mut command = process::cargo(root);
    command.args(["test", "--workspace", "--no-fail-fast", "--", "--show-output"]);
    command
}

/// Exports, read by programs that no one here wrote.
fn readers(report: &mut Report, root: &Path) {
    let program = match formats::build_program(root) {
        Ok(program) => program,
        Err(error) => {
            report.step(READERS, || Err(error));
            return;
        }
    };
    report.run("format readers, Node", Runner::Node, formats::node_readers(root, &program));
    match formats::ensure_python(root) {
        Ok(python) => report.run(READERS, Runner::Cargo, formats::python_readers(root, &python, &program)),
        Err(error) => {
            report.step(READERS, || Err(error));
        }
    }
}

fn end_to_end(report: &mut Report, root: &Path, is_built: bool) {
    let browser = browsers::ensure_chromium();
    match browser {
        Ok(browser) if is_built => {
            let mut command = process::npm(root);
            command.args(["run", "e2e"]).env(browsers::CHROMIUM, browser);
            if let Some(firefox) = browsers::ensure_firefox() {
                command.env(browsers::FIREFOX, firefox);
            }
            report.run("end to end", Runner::Playwright, command);
        }
        Ok(_) => report.miss("end to end"),
        Err(error) => {
            report.step("end to end", || Err(error));
        }
    }
}
