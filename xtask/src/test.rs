//! `cargo xtask test`: installs what the tests need and runs all of them.

use std::path::Path;
use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::chromium;
use crate::counts::Runner;
use crate::suite::Report;
use crate::{Project, build, check, process, toolchain};

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
    } else {
        for name in ["site and its size", "types", "page units", "end to end"] {
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

fn end_to_end(report: &mut Report, root: &Path, is_built: bool) {
    let browser = chromium::ensure();
    match browser {
        Ok(browser) if is_built => {
            let mut command = process::npm(root);
            command.args(["run", "e2e"]).env(chromium::VARIABLE, browser);
            report.run("end to end", Runner::Playwright, command);
        }
        Ok(_) => report.miss("end to end"),
        Err(error) => {
            report.step("end to end", || Err(error));
        }
    }
}
