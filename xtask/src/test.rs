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
        check::page_checks(&mut report, root);
        let is_built = report.step("site and its size", || build::build(project));
        end_to_end(&mut report, root, is_built);
    } else {
        ["types", "page units", "site and its size", "end to end"].map(|name| report.miss(name));
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
