//! Files and functions short enough to read.

use super::lexer::{behind_closing, line_at, strip};
use super::sources::{assert_none, file_names, read};

/// The most lines that a file may have, tests included.
const MOST_LINES_IN_FILE: usize = 500;

/// The most lines that a function may have, signature and braces included.
const MOST_LINES_IN_FUNCTION: usize = 60;

/// A function and how many lines it has.
#[derive(Debug, PartialEq)]
struct Function {
    name: String,
    line: usize,
    n_lines: usize,
}

#[test]
fn no_file_is_longer_than_500_lines() {
    let mut names = rust_names();
    names.extend(file_names("www/src", &["ts", "css"]));
    names.extend(file_names("tests", &["ts"]));
    let with_lines = names.into_iter().map(|name| (read(&name).lines().count(), name));
    let long = with_lines.filter(|(n_lines, _)| *n_lines > MOST_LINES_IN_FILE);
    let faults: Vec<String> = long.map(|(n_lines, name)| format!("{name} has {n_lines} lines")).collect();
    assert_none(&faults, "split it by what it does:");
}

#[test]
fn no_function_is_longer_than_60_lines() {
    let mut faults = Vec::new();
    for name in rust_names() {
        let long =
            functions(&read(&name)).into_iter().filter(|function| function.n_lines > MOST_LINES_IN_FUNCTION);
        faults.extend(long.map(|Function { name: function, line, n_lines }| {
            format!("{name}:{line} {function} has {n_lines} lines")
        }));
    }
    assert_none(&faults, "split it by what it does:");
}

#[test]
fn the_lines_of_a_function_are_counted_from_its_name_to_its_last_brace() {
    let source = "fn a() {\n    b(\"}\"); // }\n}\n\nimpl X {\n    fn b<const N: usize>(c: [u8; 2]) -> fn(u8) -> u8\n    \
        where\n        A: B,\n    {\n    }\n}\ntrait C {\n    fn d(&self);\n}\n";
    let found: Vec<(String, usize, usize)> = functions(source)
        .into_iter()
        .map(|function| (function.name, function.line, function.n_lines))
        .collect();
    assert_eq!(found, [("a".to_owned(), 1, 3), ("b".to_owned(), 6, 5)]);
}

fn rust_names() -> Vec<String> {
    ["src", "tests", "xtask", "benches", "fuzz"]
        .iter()
        .flat_map(|folder| file_names(folder, &["rs"]))
        .collect()
}

/// The functions of `source` that have a body and are not only for tests.
fn functions(source: &str) -> Vec<Function> {
    let code = strip(source).code;
    code.match_indices("fn ").filter_map(|(at, _)| function(&code, at)).collect()
}

fn function(code: &str, at: usize) -> Option<Function> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let rest = &code[at + "fn ".len()..];
    let name: String = rest.chars().take_while(|c| is_name(*c)).collect();
    if name.is_empty() || code[..at].ends_with(is_name) {
        return None;
    }
    let open = body(code, at)?;
    let end = behind_closing(code, open);
    let line = line_at(code, at);
    Some(Function { name, line, n_lines: line_at(code, end) - line + 1 })
}

/// The brace that opens the body of the function at `at`; nothing where it has none.
fn body(code: &str, at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        match code.as_bytes().get(at)? {
            b'{' => return Some(at),
            b';' => return None,
            b'(' | b'[' => at = behind_closing(code, at),
            _ => at += 1,
        }
    }
}
