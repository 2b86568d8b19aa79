//! What of a failed suite's output tells which tests failed and why. It is shown once more under the
//! output of all suites, where the reader of a long run (or of its kept end) looks first.

use crate::counts::{Runner, without_colours};

/// No more lines than these are shown of one failure.
const LINES_OF_ONE: usize = 14;

/// No more letters than these are shown of a line.
const LETTERS_OF_LINE: usize = 200;

/// No more lines than these are shown of one suite.
const LINES_OF_ALL: usize = 60;

/// The lines of `stdout` about tests that failed; none where the runner has no such part.
pub fn failures(runner: Runner, stdout: &str) -> Vec<String> {
    let stdout = without_colours(stdout);
    let lines: Vec<&str> = stdout.lines().collect();
    let begins: fn(&str) -> bool = match runner {
        Runner::None => return Vec::new(),
        Runner::Cargo => {
            |line| line.starts_with("test ") && line.ends_with(" FAILED") || line.contains("panicked at ")
        }
        Runner::Vitest => |line| line.trim_start().starts_with("FAIL "),
        Runner::Playwright => is_numbered,
        Runner::Node => |line| line.trim_start().starts_with("not ok "),
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|&at| begins(lines[at])).collect();
    let parts = starts.iter().enumerate().flat_map(|(at, &start)| {
        let next = starts.get(at + 1).copied().unwrap_or(lines.len());
        part_of(&lines[start..next], runner)
    });
    parts.take(LINES_OF_ALL).map(|line| line.chars().take(LETTERS_OF_LINE).collect()).collect()
}

/// The first lines of one failure. A result of `cargo test` is one line: others' results follow it.
fn part_of<'a>(lines: &'a [&'a str], runner: Runner) -> impl Iterator<Item = &'a str> {
    let is_one_line = matches!(runner, Runner::Cargo) && lines[0].ends_with(" FAILED");
    let n_lines = if is_one_line { 1 } else { LINES_OF_ONE };
    lines.iter().copied().filter(|line| !line.trim().is_empty() && !is_of_browser(line)).take(n_lines)
}

/// Whether the browser itself says this: which bus it misses, which driver.
fn is_of_browser(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("[pid=") || line.starts_with("<launch") || line.starts_with("Browser logs:")
}

/// Playwright heads a failure with `  1) journey.spec.ts:3:1 › …`.
fn is_numbered(line: &str) -> bool {
    line.trim_start().split_once(") ").is_some_and(|(number, rest)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) && rest.contains(".spec.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(runner: Runner, stdout: &str, expected: &[&str]) {
        assert_eq!(failures(runner, stdout), expected);
    }

    #[test]
    fn playwright_tells_test_and_error() {
        let stdout = "Running 2 tests using 2 workers\n  ok 1 a.spec.ts:3:1 › a (1s)\n  x  2 b.spec.ts:9:1 › b (20s)\n\n\n  \
            1) b.spec.ts:9:1 › b ─────\n\n    Error: expect(locator).toBeVisible() failed\n    [pid=7][err] no bus\n\n  1 failed\n";
        let expected =
            ["  1) b.spec.ts:9:1 › b ─────", "    Error: expect(locator).toBeVisible() failed", "  1 failed"];
        check(Runner::Playwright, stdout, &expected);
    }

    #[test]
    fn cargo_tells_names_and_panics() {
        let stdout = "test a ... ok\ntest b ... FAILED\ntest c ... ok\n\nfailures:\n\n---- b stdout ----\n\n\
            thread 'b' (7) panicked at src/b.rs:3:5:\nassertion failed: false\n";
        let expected =
            ["test b ... FAILED", "thread 'b' (7) panicked at src/b.rs:3:5:", "assertion failed: false"];
        check(Runner::Cargo, stdout, &expected);
    }

    #[test]
    fn the_others_tell_from_the_mark_of_the_failure_on() {
        check(
            Runner::Vitest,
            " ✓ a\n FAIL  test/b.test.ts > b\nAssertionError: 1\n",
            &[" FAIL  test/b.test.ts > b", "AssertionError: 1"],
        );
        check(Runner::Node, "ok 1 - a\nnot ok 2 - b\n", &["not ok 2 - b"]);
        check(Runner::None, "anything\n", &[]);
    }
}
