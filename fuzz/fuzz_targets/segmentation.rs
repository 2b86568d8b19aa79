//! Any text has its parts, and their invariants hold.
#![no_main]

use libfuzzer_sys::fuzz_target;

#[path = "../../tests/hostile/invariants.rs"]
#[allow(dead_code)] // The other target checks the rest.
mod invariants;

fuzz_target!(|text: &str| invariants::check_segmentation(text));
