//! What the core may not name: the world outside, ways to fail, file formats, words and labels.

use super::sources::{RustFile, assert_none, read, rust_files};

/// From text to a document: the layers that run on any string.
const TOTAL_LAYERS: [&str; 8] =
    ["text", "annotation", "lexicon", "segment", "schema", "entities", "events", "pipeline"];

/// Parts of the standard library that reach outside or look at a clock.
const OUTSIDE: [&str; 7] = ["env", "fs", "io", "net", "process", "thread", "time"];

/// Macros that write, or that end the program.
const MACROS: [&str; 12] = [
    "assert!",
    "assert_eq!",
    "assert_ne!",
    "dbg!",
    "eprint!",
    "eprintln!",
    "panic!",
    "print!",
    "println!",
    "todo!",
    "unimplemented!",
    "unreachable!",
];

/// Methods that end the program where there is no value.
const METHODS: [&str; 4] = [".unwrap()", ".expect(", ".unwrap_err()", ".expect_err("];

/// Files outside `dataset` that may name a format's crate, and why.
const FORMAT_EXCEPTIONS: [(&str, &str); 3] = [
    ("src/schema/", "data/schema.json is part of the program, read once at its start"),
    ("src/view/", "a journal entry is text that the page stores without reading it, no user's file"),
    ("src/wasm/", "the same entry, when the page gives it back"),
];

/// The crates that read or write files of some format.
const FORMAT_CRATES: [&str; 10] = [
    "csv",
    "dom_query",
    "dom_smoothie",
    "encoding_rs",
    "html5ever",
    "quick_xml",
    "serde_json",
    "toml",
    "yore",
    "zip",
];

#[test]
fn from_text_to_events_nothing_does_input_or_output_or_reads_a_clock() {
    let mut faults = Vec::new();
    for file in total_files() {
        for (line, name) in file.names_after("std") {
            if OUTSIDE.contains(&name.as_str()) {
                faults.push(format!("{}:{line} uses std::{name}", file.name));
            }
        }
    }
    assert_none(&faults, "these layers see only what they are given:");
}

#[test]
fn from_text_to_events_nothing_fails() {
    let mut faults = Vec::new();
    for file in total_files() {
        for word in MACROS.iter().chain(&METHODS) {
            // A parser's own `self.expect(…)` gives an error; that of the standard library has a value before it.
            let own = file.lines_with(&format!("self{word}"));
            let lines = file.lines_with(word).into_iter().filter(|line| !own.contains(line));
            faults.extend(lines.map(|line| format!("{}:{line} {word}", file.name)));
        }
    }
    assert_none(&faults, "any string gives a document:");
}

#[test]
fn only_dataset_knows_a_file_format() {
    let mut faults = Vec::new();
    let is_allowed = |file: &RustFile| {
        file.layer() == "dataset" || FORMAT_EXCEPTIONS.iter().any(|(start, _)| file.name.starts_with(start))
    };
    for file in rust_files("src").iter().filter(|file| !is_allowed(file)) {
        for name in FORMAT_CRATES {
            let uses = file.names_after(name);
            faults.extend(uses.iter().map(|(line, used)| format!("{}:{line} {name}::{used}", file.name)));
        }
    }
    assert_none(&faults, "files are read and written in src/dataset:");
}

#[test]
fn no_arabic_word_stands_in_the_code() {
    let mut faults = Vec::new();
    for file in rust_files("src") {
        for literal in &file.stripped.literals {
            if has_arabic_word(&literal.value) {
                faults.push(format!("{}:{} {:?}", file.name, literal.line, literal.value));
            }
        }
    }
    assert_none(&faults, "words belong in data/lexicon, letters in src/text/letters.rs:");
}

#[test]
fn no_label_name_stands_in_the_code() {
    let labels = label_ids();
    assert!(labels.len() > 10, "{labels:?}");
    let mut faults = Vec::new();
    // The command line has words of its own: DATE there is the name of an argument.
    for file in rust_files("src").iter().filter(|file| file.layer() != "bin") {
        for literal in file.stripped.literals.iter().filter(|literal| labels.contains(&literal.value)) {
            faults.push(format!("{}:{} {:?}", file.name, literal.line, literal.value));
        }
    }
    assert_none(&faults, "labels belong in data/:");
}

#[test]
fn a_word_is_two_arabic_letters_in_a_row() {
    assert!(has_arabic_word("في"));
    assert!(!has_arabic_word("و"));
    assert!(!has_arabic_word("ا ب"));
    assert!(!has_arabic_word("\u{640}\u{64b}"));
}

fn total_files() -> Vec<RustFile> {
    let mut files = rust_files("src");
    files.retain(|file| TOTAL_LAYERS.contains(&file.layer()));
    assert!(!files.is_empty());
    files
}

fn has_arabic_word(text: &str) -> bool {
    let is_letter =
        |c: char| matches!(c, '\u{620}'..='\u{63f}' | '\u{641}'..='\u{64a}' | '\u{671}'..='\u{6d3}');
    let letters: Vec<bool> = text.chars().map(is_letter).collect();
    letters.windows(2).any(|pair| pair == [true, true])
}

/// The ids of entity types, event types and roles.
fn label_ids() -> Vec<String> {
    let schema: serde_json::Value = serde_json::from_str(&read("data/schema.json")).unwrap();
    let ids = |list: &serde_json::Value| -> Vec<String> {
        let types = list.as_array().into_iter().flatten();
        types.filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
    };
    ["entities", "events", "roles"].iter().flat_map(|list| ids(&schema[list])).collect()
}

#[test]
fn the_exceptions_are_still_needed() {
    let files = rust_files("src");
    for (start, _) in FORMAT_EXCEPTIONS {
        let mut excepted = files.iter().filter(|file| file.name.starts_with(start));
        let is_needed =
            excepted.any(|file| FORMAT_CRATES.iter().any(|name| !file.names_after(name).is_empty()));
        assert!(is_needed, "{start} names no format: take it off the list");
    }
}
