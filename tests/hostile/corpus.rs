//! Files that `fuzz/` found, an archive an importer, each of which took its importer another way: whatever they are read
//! as, the invariants hold.

use std::path::Path;

use hashiya::{
    dataset::{File, unpack},
    schema::Schema,
};

use super::imports::{check_import, formats};

/// The files that were found for the importer of `format`.
fn files(format: &str) -> Vec<File> {
    let name = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/hostile/files/{format}.zip"));
    unpack(&std::fs::read(&name).unwrap_or_else(|error| panic!("{}: {error}", name.display()))).unwrap()
}

#[test]
fn files_that_fuzzing_found_give_documents_or_an_error() {
    let schema = Schema::built_in();
    for format in formats() {
        let files = files(format);
        assert!(!files.is_empty(), "{format}");
        files.iter().for_each(|file| check_import(format, &file.bytes, &schema));
    }
}

/// A name may lie, and a program may take one format for another.
#[test]
fn files_of_one_format_give_documents_or_an_error_in_all_others() {
    let schema = Schema::built_in();
    for file in formats().flat_map(|format| files(format).into_iter().take(20)) {
        formats().for_each(|format| check_import(format, &file.bytes, &schema));
    }
}
