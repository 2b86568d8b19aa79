//! The native format: JSON with offsets in code points, every span with its text, every text with its
//! hash. `data/hashiya.schema.json` describes it for other programs.
//!
//! `.json` is one data set with its label schema; `.jsonl` is one document a line.

mod decisions;
mod file;
mod label_set;
mod read;
mod write;

pub use label_set::read_schema;
pub(super) use read::{parse, read_json, read_jsonl, read_line};
pub(super) use write::{data_set_head, document_json};
pub use write::{to_json, to_jsonl, to_jsonl_line};

#[cfg(test)]
mod tests;
