//! Any text gives a document, whose invariants hold, and which can be written and read.
#![no_main]

use std::sync::LazyLock;

use hashiya::{lexicon::Lexicon, pipeline::Annotator};
use libfuzzer_sys::fuzz_target;

#[path = "../../tests/hostile/invariants.rs"]
#[allow(dead_code)] // The other target checks the rest.
mod invariants;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new(Lexicon::embedded().clone()));

fuzz_target!(|text: &str| invariants::check_document(text, &ANNOTATOR));
