//! Any bytes, read as any format, give documents, which can be written and read again, or a reason. The first byte chooses the
//! format; where each document has files of its own, the second begins at a NUL.
#![no_main]

use std::sync::LazyLock;

use hashiya::{
    dataset::{File, Format, Import, LabelMap, detect},
    schema::Schema,
};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/hostile/invariants.rs"]
#[allow(dead_code)] // The other targets check the rest.
mod invariants;

static SCHEMA: LazyLock<Schema> = LazyLock::new(Schema::built_in);
static FORMATS: LazyLock<Vec<&'static Format>> =
    LazyLock::new(|| Format::all().filter(|format| format.is_read()).collect());

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else { return };
    let format = FORMATS[usize::from(*choice) % FORMATS.len()];
    let n_files = if format.is_apart() { 2 } else { 1 };
    let names = [format!("a.{}", format.ending), "a.txt".to_owned()];
    let parts = bytes.splitn(n_files, |byte| *byte == 0);
    let files: Vec<File> =
        names.into_iter().zip(parts).map(|(name, bytes)| File { name, bytes: bytes.to_vec() }).collect();
    let _ = detect(&files);
    let map = LabelMap::default();
    let documents = Import::new(format, &SCHEMA, &map).read(&files).unwrap_or_default();
    documents.iter().for_each(|document| invariants::check_written(document, &SCHEMA));
});
