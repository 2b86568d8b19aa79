//! What the command line does where its surroundings are not as usual.

#![allow(clippy::unwrap_used)]

use std::process::Command;

/// Documents of the repository.
const DOCUMENTS: &str = "tests/formats/documents.jsonl";

/// Runs `arguments` with a standard output that nobody reads.
#[track_caller]
fn check_unread(arguments: &[&str]) {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = Command::new(env!("CARGO_BIN_EXE_hashiya")).args(arguments).stdout(writer).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{arguments:?}");
    assert!(output.status.success(), "{arguments:?}: {}", output.status);
}

#[test]
fn that_nobody_reads_what_is_printed_is_no_error() {
    check_unread(&["check", DOCUMENTS]);
    check_unread(&["agree", DOCUMENTS, DOCUMENTS]);
    check_unread(&["score", "entities", "--gold", DOCUMENTS]);
    check_unread(&["annotate", DOCUMENTS]);
}
