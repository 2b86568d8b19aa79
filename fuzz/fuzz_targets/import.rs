//! Any bytes, read as a file of the formats that `HASHIYA_FUZZ_FORMATS` names, parted by commas, give documents, which can
//! be written and read again, or a reason. Without it, they are read as a file of every format.
#![no_main]

use std::sync::LazyLock;

use hashiya::schema::Schema;
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/hostile/imports.rs"]
mod imports;
#[path = "../../tests/hostile/invariants.rs"]
#[allow(dead_code)] // The other targets check the rest.
mod invariants;

static SCHEMA: LazyLock<Schema> = LazyLock::new(Schema::built_in);
static FORMATS: LazyLock<Vec<String>> = LazyLock::new(|| match std::env::var("HASHIYA_FUZZ_FORMATS") {
    Ok(named) => named.split(',').map(str::to_owned).collect(),
    Err(_) => imports::formats().map(str::to_owned).collect(),
});

fuzz_target!(|data: &[u8]| FORMATS.iter().for_each(|format| imports::check_import(format, data, &SCHEMA)));
