//! What holds for any bytes that are read as a file of some format. Shared with the target `import` of `fuzz/`.

use hashiya::{
    annotation::Document,
    dataset::{ExportOptions, File, Format, Import, LabelMap, detect, export, preview, unpack},
    schema::Schema,
};

use super::invariants::{check_marks, check_written};

/// What stands for the formats when bytes are to be read as an archive, whose files tell their format.
pub const ARCHIVE: &str = "zip";

/// The formats that are read, and archives.
pub fn formats() -> impl Iterator<Item = &'static str> {
    Format::all().filter(|format| format.is_read()).map(|format| format.id).chain([ARCHIVE])
}

/// Bytes read as a file of the format `id` are refused with a reason, or give documents whose invariants hold, and which
/// can be written. A text that belongs to the file, as in brat, begins behind the first NUL.
pub fn check_import(id: &str, bytes: &[u8], schema: &Schema) {
    if id == ARCHIVE {
        check_archive(bytes, schema);
        return;
    }
    let format = Format::named(id).filter(|format| format.is_read()).unwrap();
    let n_files = if format.is_apart() { 2 } else { 1 };
    let names = [format!("a.{}", format.ending), "a.txt".to_owned()];
    let parts = bytes.splitn(n_files, |byte| *byte == 0);
    let files: Vec<File> =
        names.into_iter().zip(parts).map(|(name, bytes)| File { name, bytes: bytes.to_vec() }).collect();
    check_files(format, &files, schema);
}

fn check_archive(bytes: &[u8], schema: &Schema) {
    let Ok(files) = unpack(bytes) else { return };
    if let Some(format) = detect(&files) {
        check_files(format, &files, schema);
    }
}

fn check_files(format: &'static Format, files: &[File], schema: &Schema) {
    let _ = detect(files);
    let map = LabelMap::default();
    let _ = preview(files, format, schema, None);
    let documents = Import::new(format, schema, &map).read(files).unwrap_or_default();
    documents.iter().for_each(|document| check_read(document, format, schema));
}

fn check_read(document: &Document, format: &'static Format, schema: &Schema) {
    check_marks(document);
    check_written(document, schema);
    if format.is_written() {
        let _ = export([document], format, schema, ExportOptions::default());
    }
}
