//! Rust source without what does not count: comments, the contents of literals, and the parts that
//! only tests see. A small lexer, because `"use crate::wasm"` in a string breaks no rule.

use std::ops::Range;

/// A source file as the tests look at it.
#[derive(Debug, Default)]
pub struct Stripped {
    /// As long as the source, line by line; comments, literals and test parts are blanks.
    pub code: String,
    /// The string literals outside comments and test parts.
    pub literals: Vec<Literal>,
    /// Names of the modules that are declared `#[cfg(test)] mod name;`.
    pub test_modules: Vec<String>,
}

/// A string literal, with its escapes decoded.
#[derive(Debug, PartialEq)]
pub struct Literal {
    pub line: usize,
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Comment,
    Text,
    RawText,
    Character,
}

/// Strips comments, literals and test parts from `source`.
pub fn strip(source: &str) -> Stripped {
    let pieces = pieces(source);
    let mut code = source.as_bytes().to_vec();
    pieces.iter().for_each(|(_, range)| blank(&mut code, range));
    let (test_parts, test_modules) = test_parts(&String::from_utf8_lossy(&code));
    test_parts.iter().for_each(|range| blank(&mut code, range));
    let in_test = |at: usize| test_parts.iter().any(|part| part.contains(&at));
    let literals = pieces
        .iter()
        .filter(|(kind, range)| matches!(kind, Kind::Text | Kind::RawText) && !in_test(range.start))
        .map(|(kind, range)| Literal {
            line: line_at(source, range.start),
            value: value(*kind, &source[range.clone()]),
        })
        .collect();
    Stripped { code: String::from_utf8_lossy(&code).into_owned(), literals, test_modules }
}

/// Line number of the byte `at`, from 1.
pub fn line_at(source: &str, at: usize) -> usize {
    source.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// Where the bracket that opens at `open` closes: the byte behind it.
pub fn behind_closing(code: &str, open: usize) -> usize {
    let mut depth = 0;
    for (at, byte) in code.bytes().enumerate().skip(open) {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + 1;
        }
    }
    code.len()
}

fn blank(code: &mut [u8], range: &Range<usize>) {
    code[range.clone()].iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
}

/// Comments and literals, in order.
fn pieces(source: &str) -> Vec<(Kind, Range<usize>)> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(next) = source[at..].chars().next() {
        let in_word = source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        match piece(&source[at..], in_word) {
            Some((kind, len)) => {
                pieces.push((kind, at..at + len));
                at += len;
            }
            None => at += next.len_utf8(),
        }
    }
    pieces
}

/// The comment or literal that `rest` begins with, and its length.
fn piece(rest: &str, in_word: bool) -> Option<(Kind, usize)> {
    if rest.starts_with("//") {
        return Some((Kind::Comment, rest.find('\n').unwrap_or(rest.len())));
    }
    if rest.starts_with("/*") {
        return Some((Kind::Comment, block_comment(rest)));
    }
    if rest.starts_with('\'') {
        return character(rest).map(|len| (Kind::Character, len));
    }
    let prefix = ["br", "cr", "b", "c", "r", ""].into_iter().find(|prefix| {
        let quoted = rest.strip_prefix(prefix).map(|rest| rest.trim_start_matches('#'));
        quoted.is_some_and(|quoted| quoted.starts_with('"')) && (prefix.is_empty() || !in_word)
    })?;
    let after = &rest[prefix.len()..];
    if prefix.ends_with('r') {
        Some((Kind::RawText, prefix.len() + raw_text(after)))
    } else {
        after.starts_with('"').then(|| (Kind::Text, prefix.len() + text(after)))
    }
}

/// Block comments nest in Rust.
fn block_comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        if rest.as_bytes()[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.as_bytes()[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
        } else {
            at += 1;
        }
        if depth == 0 {
            return at;
        }
    }
    rest.len()
}

/// Length of a character literal; nothing where the quote begins a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        chars.next()?;
        return chars.find(|(_, c)| *c == '\'').map(|(at, _)| at + 1);
    }
    chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
}

fn text(rest: &str) -> usize {
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => drop(chars.next()),
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

fn raw_text(rest: &str) -> usize {
    let n_hashes = rest.len() - rest.trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(n_hashes));
    rest[n_hashes + 1..].find(&end).map_or(rest.len(), |at| n_hashes + 1 + at + end.len())
}

/// What is only compiled for tests, and the test modules that lie in files of their own.
fn test_parts(code: &str) -> (Vec<Range<usize>>, Vec<String>) {
    let mut parts = Vec::new();
    let mut modules = Vec::new();
    if code.contains("#![cfg(test)]") {
        parts.push(0..code.len());
        return (parts, modules);
    }
    for (start, _) in code.match_indices("#[cfg(") {
        let attribute = behind_closing(code, start + 1);
        let condition: String = code[start..attribute].split_whitespace().collect();
        if condition.starts_with("#[cfg(test)") || condition.starts_with("#[cfg(all(test,") {
            let end = item_end(code, attribute);
            modules.extend(module_name(&code[attribute..end]));
            parts.push(start..end);
        }
    }
    (parts, modules)
}

/// The end of the item that follows `at`: its semicolon, or the brace that closes its body.
fn item_end(code: &str, at: usize) -> usize {
    let mut at = at;
    while let Some(byte) = code.as_bytes().get(at) {
        match byte {
            b';' => return at + 1,
            b'{' => return behind_closing(code, at),
            b'(' | b'[' => at = behind_closing(code, at),
            _ => at += 1,
        }
    }
    code.len()
}

fn module_name(item: &str) -> Option<String> {
    let words: Vec<&str> = item.strip_suffix(';')?.split_whitespace().collect();
    let position = words.iter().position(|word| *word == "mod")?;
    words.get(position + 1).map(|name| (*name).to_owned())
}

fn value(kind: Kind, literal: &str) -> String {
    let inner = literal.trim_start_matches(['b', 'c', 'r']).trim_matches('#');
    let inner = inner.strip_prefix('"').and_then(|inner| inner.strip_suffix('"')).unwrap_or(inner);
    if kind == Kind::RawText { inner.to_owned() } else { unescape(inner) }
}

fn unescape(text: &str) -> String {
    let mut plain = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            plain.push(c);
            continue;
        }
        match chars.next() {
            Some('u') => {
                let digits: String = chars.by_ref().skip(1).take_while(|c| *c != '}').collect();
                let code_point = u32::from_str_radix(&digits.replace('_', ""), 16);
                plain.extend(code_point.ok().and_then(char::from_u32));
            }
            Some('n') => plain.push('\n'),
            Some('t') => plain.push('\t'),
            Some(other) => plain.push(other),
            None => {}
        }
    }
    plain
}

mod tests {
    use super::*;

    #[track_caller]
    fn check_code(source: &str, expected: &[&str]) {
        let stripped = strip(source);
        assert_eq!(stripped.code.len(), source.len());
        assert_eq!(stripped.code.split_whitespace().collect::<Vec<_>>(), expected);
    }

    #[track_caller]
    fn check_literals(source: &str, expected: &[&str]) {
        let values: Vec<String> = strip(source).literals.into_iter().map(|literal| literal.value).collect();
        assert_eq!(values, expected);
    }

    #[test]
    fn comments_are_blank_and_nest() {
        check_code("a // b\nc /* d /* e */ f */ g /// h", &["a", "c", "g"]);
    }

    #[test]
    fn a_comment_sign_in_a_string_begins_no_comment() {
        check_code(r#"a("//"); b"#, &["a(", ");", "b"]);
        check_literals(r#"a("// x")"#, &["// x"]);
    }

    #[test]
    fn a_quote_in_a_comment_begins_no_string() {
        check_code("// it's \"so\nb", &["b"]);
    }

    #[test]
    fn escapes_are_decoded() {
        check_literals(r#""a\"b" "\u{623}\u{62D}" "\\""#, &["a\"b", "أح", "\\"]);
    }

    #[test]
    fn raw_strings_end_with_their_hashes() {
        check_literals(r###"r#"a "b" c"# r"\n" br##"d"# e"##"###, &["a \"b\" c", "\\n", "d\"# e"]);
    }

    #[test]
    fn a_raw_identifier_is_no_string() {
        check_code("r#type = 1", &["r#type", "=", "1"]);
    }

    #[test]
    fn lifetimes_are_code_and_characters_are_not() {
        check_code(
            "f::<'a>('b', '\\'', '\"', b'c', '\\u{627}')",
            &["f::<'a>(", ",", ",", ",", "b", ",", ")"],
        );
    }

    #[test]
    fn test_modules_are_blank() {
        check_code("a\n#[cfg(test)]\n#[allow(x)]\nmod tests { fn f() { \"}\" } }\nb", &["a", "b"]);
        check_literals("#[cfg(test)] mod tests { const A: &str = \"x\"; }", &[]);
    }

    #[test]
    fn a_test_module_in_its_own_file_is_named() {
        let stripped = strip("#[cfg(test)]\npub(crate) mod samples;\nmod real;");
        assert_eq!(stripped.test_modules, ["samples"]);
        assert_eq!(stripped.code.trim(), "mod real;");
    }

    #[test]
    fn test_functions_and_imports_are_blank() {
        check_code(
            "#[cfg(test)] use a::{b, c}; d #[cfg(all(test, unix))] fn e(f: [u8; 2]) {} g",
            &[";", "d", "g"],
        );
    }

    #[test]
    fn code_that_is_not_for_tests_stays() {
        check_code("#[cfg(not(test))] fn a() {}", &["#[cfg(not(test))]", "fn", "a()", "{}"]);
    }

    #[test]
    fn a_literal_knows_its_line() {
        assert_eq!(strip("\n\n \"a\"").literals[0].line, 3);
    }
}
