//! Any bytes, read as any format, give documents or a reason. The first byte chooses the format; a second file beside the
//! first begins at a NUL.
#![no_main]

use std::sync::LazyLock;

use hashiya::{
    dataset::{File, Format, Import, LabelMap, detect},
    schema::Schema,
};
use libfuzzer_sys::fuzz_target;

static SCHEMA: LazyLock<Schema> = LazyLock::new(Schema::built_in);

fuzz_target!(|data: &[u8]| {
    let Some((choice, rest)) = data.split_first() else { return };
    let formats: Vec<&Format> = Format::all().filter(|format| format.is_read()).collect();
    let format = formats[usize::from(*choice) % formats.len()];
    let mut parts = rest.splitn(2, |byte| *byte == 0);
    let ending = format.ending;
    let mut files = Vec::new();
    for (name, bytes) in [format!("a.{ending}"), "a.txt".to_owned()].into_iter().zip(parts.by_ref()) {
        files.push(File { name, bytes: bytes.to_vec() });
    }
    let _ = detect(&files);
    let map = LabelMap::default();
    let _ = Import::new(format, &SCHEMA, &map).read(&files);
});
