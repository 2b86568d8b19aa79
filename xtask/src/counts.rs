//! How many tests passed, failed and were skipped, read from what the test runners print.

use std::fmt;
use std::ops::AddAssign;

/// The result of one suite, or of all together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counts {
    /// Tests that ran and found what they expect.
    pub passed: usize,
    /// Tests that did not, or that could not run.
    pub failed: usize,
    /// Tests that were left out, with a reason.
    pub skipped: usize,
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

/// Which program's output is read.
#[derive(Clone, Copy)]
pub enum Runner {
    /// No test runner: the command counts as one check.
    None,
    /// `cargo test`, with `--show-output`.
    Cargo,
    /// `vitest run`.
    Vitest,
    /// `playwright test`.
    Playwright,
    /// `node --test`, reported as TAP.
    Node,
}

impl Runner {
    /// The counts of a command that printed `stdout`. One that failed has at least one failure, also
    /// where it did not get as far as to count.
    pub fn counts(self, stdout: &str, success: bool) -> Counts {
        let stdout = without_colours(stdout);
        let mut counts = match self {
            Self::None => Counts { passed: usize::from(success), ..Counts::default() },
            Self::Cargo => of_cargo(&stdout),
            Self::Vitest => of_vitest(&stdout),
            Self::Playwright => of_playwright(&stdout),
            Self::Node => of_node(&stdout),
        };
        if !success {
            counts.failed = counts.failed.max(1);
        }
        counts
    }
}

/// Sums lines like `test result: ok. 12 passed; 0 failed; 1 ignored; …`. A test that passed and
/// printed `skipped: …` (there is no reference data, say) did not test anything: it counts as skipped.
fn of_cargo(stdout: &str) -> Counts {
    let mut counts = Counts::default();
    for line in stdout.lines().filter(|line| line.starts_with("test result: ")) {
        counts.passed += number_before(line, "passed");
        counts.failed += number_before(line, "failed");
        counts.skipped += number_before(line, "ignored");
    }
    let n_without_data = shown_outputs(stdout).filter(|output| says_skipped(output)).count();
    counts.passed = counts.passed.saturating_sub(n_without_data);
    counts.skipped += n_without_data;
    counts
}

/// What each test printed: libtest sets it under a line `---- name stdout ----`.
fn shown_outputs(stdout: &str) -> impl Iterator<Item = &str> {
    stdout
        .split("\n---- ")
        .skip(1)
        .filter_map(|part| part.split_once(" stdout ----\n"))
        .map(|(_, output)| output)
}

fn says_skipped(output: &str) -> bool {
    output.lines().take_while(|line| !line.is_empty()).any(|line| line.starts_with("skipped: "))
}

/// Reads ` Tests  1 failed | 11 passed | 2 skipped (14)`.
fn of_vitest(stdout: &str) -> Counts {
    let line = stdout.lines().rfind(|line| line.trim_start().starts_with("Tests ")).unwrap_or_default();
    Counts {
        passed: number_before(line, "passed"),
        failed: number_before(line, "failed"),
        skipped: number_before(line, "skipped") + number_before(line, "todo"),
    }
}

/// Reads the last lines: `  2 failed`, `  1 flaky`, `  3 skipped`, `  1 did not run`, `  31 passed (1.2m)`.
/// A test that passed only when it was tried again has passed; the report names it.
fn of_playwright(stdout: &str) -> Counts {
    let mut counts = Counts::default();
    for line in stdout.lines() {
        let Some((number, words)) = line.trim().split_once(' ') else { continue };
        let Ok(number) = number.parse::<usize>() else { continue };
        match words.split(" (").next().unwrap_or_default() {
            "passed" => counts.passed += number,
            "flaky" => counts.passed += number,
            "failed" | "interrupted" => counts.failed += number,
            "skipped" => counts.skipped += number,
            "did not run" => counts.failed += number,
            _ => {}
        }
    }
    counts
}

/// Reads the last lines: `# pass 4`, `# fail 0`, `# skipped 1`.
fn of_node(stdout: &str) -> Counts {
    let count = |word: &str| {
        let lines = stdout.lines().rev().filter_map(|line| line.strip_prefix("# ")?.strip_prefix(word));
        lines.filter_map(|number| number.trim().parse().ok()).next().unwrap_or(0)
    };
    Counts {
        passed: count("pass"),
        failed: count("fail") + count("cancelled"),
        skipped: count("skipped") + count("todo"),
    }
}

/// The number in front of `word`; 0 where the word is not there.
fn number_before(line: &str, word: &str) -> usize {
    let words: Vec<&str> = line.split([' ', ';', '|']).filter(|word| !word.is_empty()).collect();
    let position = words.iter().position(|found| *found == word).unwrap_or(0);
    position.checked_sub(1).and_then(|before| words[before].parse().ok()).unwrap_or(0)
}

/// `text` without terminal escapes such as `\u{1b}[32m`.
pub fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut parts = text.split("\u{1b}[");
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.find(|c: char| c.is_ascii_alphabetic()).map_or(part.len(), |end| end + 1);
        plain.push_str(&part[end..]);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(passed: usize, failed: usize, skipped: usize) -> Counts {
        Counts { passed, failed, skipped }
    }

    #[test]
    fn cargo_test_results_are_summed_over_its_binaries() {
        let stdout = "\nrunning 3 tests\ntest a ... ok\n\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\n\
            test result: FAILED. 7 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out; finished in 2.41s\n";
        assert_eq!(Runner::Cargo.counts(stdout, false), counts(10, 2, 1));
    }

    #[test]
    fn a_test_without_its_reference_data_is_skipped() {
        let stdout = "\nsuccesses:\n\n---- a stdout ----\nskipped: no reference data\nskipped: no sample\n\n\
            ---- b stdout ----\nread 12 articles\n\n\nsuccesses:\n    a\n    b\n\n\
            test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";
        assert_eq!(Runner::Cargo.counts(stdout, true), counts(2, 0, 1));
    }

    #[test]
    fn vitest_counts_tests_and_not_files() {
        let stdout = "\n Test Files  1 failed | 3 passed (4)\n      \
            Tests  1 failed | 11 passed | 2 skipped | 1 todo (15)\n   Start at  10:00:00\n";
        assert_eq!(Runner::Vitest.counts(stdout, false), counts(11, 1, 3));
    }

    #[test]
    fn colours_do_not_hide_the_counts() {
        let stdout = "\u{1b}[2m      Tests \u{1b}[22m \u{1b}[1m\u{1b}[32m12 passed\u{1b}[39m\u{1b}[22m\u{1b}[90m (12)\u{1b}[39m\n";
        assert_eq!(Runner::Vitest.counts(stdout, true), counts(12, 0, 0));
    }

    #[test]
    fn playwright_counts_a_flaky_test_as_passed() {
        let stdout = "Running 37 tests using 2 workers\n  1 failed\n    journey.spec.ts:3:1 › a › b ───\n  \
            2 flaky\n  3 skipped\n  1 did not run\n  30 passed (1.2m)\n";
        assert_eq!(Runner::Playwright.counts(stdout, false), counts(32, 2, 3));
    }

    #[test]
    fn node_counts_stand_in_the_last_lines() {
        let stdout = "TAP version 13\n# Subtest: a\nok 1 - a\n1..1\n# tests 5\n# pass 3\n# fail 1\n# cancelled 0\n# skipped 1\n# todo 0\n";
        assert_eq!(Runner::Node.counts(stdout, false), counts(3, 1, 1));
    }

    #[test]
    fn a_command_that_fails_before_it_counts_is_one_failure() {
        assert_eq!(Runner::Cargo.counts("", false), counts(0, 1, 0));
        assert_eq!(Runner::Playwright.counts("", false), counts(0, 1, 0));
        assert_eq!(Runner::None.counts("", false), counts(0, 1, 0));
    }

    #[test]
    fn a_check_that_passes_is_one_test() {
        assert_eq!(Runner::None.counts("", true), counts(1, 0, 0));
    }

    #[test]
    fn the_summary_has_all_three_numbers() {
        assert_eq!(counts(3, 0, 1).to_string(), "3 passed, 0 failed, 1 skipped");
    }
}
