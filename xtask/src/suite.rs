//! Suites: commands that are run one after the other and counted. One that fails does not keep the
//! next from running, so that one run tells everything.

use std::process::{Command, ExitCode};

use anyhow::Result;

use crate::counts::{Counts, Runner};
use crate::failures::failures;
use crate::process;

/// Suites that have run, with their counts, in order.
#[derive(Default)]
pub struct Report {
    results: Vec<(String, Counts)>,
    failures: Vec<String>,
}

impl Report {
    /// Runs `command` and counts it under `name`.
    pub fn run(&mut self, name: &str, runner: Runner, mut command: Command) {
        let counts = match process::record(&mut command) {
            Ok(recording) => {
                // A test that passed when it was tried again is told too.
                if !recording.success || matches!(runner, Runner::Playwright) {
                    self.failures.extend(failures(runner, &recording.stdout));
                }
                runner.counts(&recording.stdout, recording.success)
            }
            Err(error) => failure(&error),
        };
        self.add(name, counts);
    }

    /// Counts a step of this program itself as one check; says whether it ended well.
    pub fn step(&mut self, name: &str, step: impl FnOnce() -> Result<()>) -> bool {
        let result = step();
        let counts = match &result {
            Ok(()) => Counts { passed: 1, ..Counts::default() },
            Err(error) => failure(error),
        };
        self.add(name, counts);
        result.is_ok()
    }

    /// Counts a suite that cannot run because an earlier step failed.
    pub fn miss(&mut self, name: &str) {
        self.add(name, Counts { failed: 1, ..Counts::default() });
    }

    /// Prints what failed, a line for each suite and, as the last line, the sum.
    pub fn finish(self) -> ExitCode {
        let mut total = Counts::default();
        println!();
        for line in &self.failures {
            println!("{line}");
        }
        for (name, counts) in self.results {
            println!("{name:<24} {counts}");
            total += counts;
        }
        println!("{total}");
        if total.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }

    fn add(&mut self, name: &str, counts: Counts) {
        self.results.push((name.to_owned(), counts));
    }
}

fn failure(error: &anyhow::Error) -> Counts {
    println!("error: {error:#}");
    Counts { failed: 1, ..Counts::default() }
}
