//! The tables that linguists edit.
//!
//! The rule for `data/lexicon/*.tsv`: the first line is a header whose first field is `form`. Every
//! other line is empty, a comment that begins with `#`, or a row with as many fields as the header,
//! none of them with white space around it, the form not empty. Comments and empty lines part the
//! rows into blocks; within a block the rows stand in order of their code points. No row stands
//! twice in a file.

use std::collections::HashSet;

use super::sources::{assert_none, file_names, read};

#[test]
fn every_lexicon_table_has_a_header_and_sorted_rows() {
    let names = file_names("data/lexicon", &["tsv"]);
    assert!(!names.is_empty());
    let faults: Vec<String> = names.iter().flat_map(|name| faults_of(name, &read(name))).collect();
    assert_none(&faults, "`cargo xtask sort` puts rows in order; the rest is for you:");
}

#[test]
fn a_sound_table_has_no_faults() {
    assert_eq!(faults_of("t", "form\tkind\n# Towns.\nأ\tx\nب\tx\n\n# Rivers.\nأ\ty\n"), Vec::<String>::new());
}

#[test]
fn each_fault_of_a_table_is_found() {
    let faults = faults_of("t", "word\nب\nأ\nت \nت\tx\n\n\t\nب\n");
    let expected = [
        "t:1 the first field of the header must be `form`",
        "t:3 \"أ\" stands after \"ب\"",
        "t:4 white space around a field",
        "t:5 2 fields, the header has 1",
        "t:5 \"ت\\tx\" stands after \"ت \"",
        "t:7 2 fields, the header has 1",
        "t:7 the form is empty",
        "t:8 \"ب\" stands twice",
    ];
    assert_eq!(faults, expected);
}

fn faults_of(name: &str, table: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut lines = (1..).zip(table.lines());
    let header = lines.next().map_or("", |(_, header)| header);
    if header.split('\t').next() != Some("form") {
        faults.push(format!("{name}:1 the first field of the header must be `form`"));
    }
    let mut seen = HashSet::new();
    let mut before = "";
    for (number, line) in lines {
        if line.is_empty() || line.starts_with('#') {
            before = "";
            continue;
        }
        let mut row_faults = faults_of_row(line, header);
        if line < before {
            row_faults.push(format!("{line:?} stands after {before:?}"));
        }
        if !seen.insert(line) {
            row_faults.push(format!("{line:?} stands twice"));
        }
        faults.extend(row_faults.iter().map(|fault| format!("{name}:{number} {fault}")));
        before = line;
    }
    faults
}

fn faults_of_row(row: &str, header: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let fields: Vec<&str> = row.split('\t').collect();
    let n_columns = header.split('\t').count();
    if fields.len() != n_columns {
        faults.push(format!("{} fields, the header has {n_columns}", fields.len()));
    }
    if fields.iter().any(|field| field.trim() != *field) {
        faults.push("white space around a field".to_owned());
    }
    if fields[0].is_empty() {
        faults.push("the form is empty".to_owned());
    }
    faults
}
