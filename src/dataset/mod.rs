//! Documents and files: one module a format.
//!
//! Reading is all or nothing: a file gives all its documents or an [`ImportError`] that says where it
//! is wrong. Here, and only here, a file format is known.

mod archive;
mod chains;
mod check;
mod detect;
mod draft;
mod error;
mod export;
mod format;
mod formats;
mod graph;
mod holds;
mod import;
#[cfg(not(target_arch = "wasm32"))]
mod labelled;
mod losses;
mod native;
mod options;
mod plain;
mod preview;
mod reduce;
mod resolve;
mod scheme;
mod spans;
mod word_list;
mod words;
mod xml;

use std::collections::BTreeSet;

use sha2::{Digest, Sha256};

pub use archive::{Archive, is_archive, pack, unpack};
pub use check::{Fault, check};
pub use detect::{archived_pages, detect, detect_head};
pub use draft::LabelMap;
pub use error::ImportError;
pub use export::{Export, export};
pub use format::{File, Format, Uses};
pub use import::{Import, MAX_LINE};
#[cfg(feature = "train")]
pub use labelled::{JudgedSentence, read_judged};
#[cfg(not(target_arch = "wasm32"))]
pub use labelled::{LabelledSentence, joined, read_labelled};
pub use losses::{Example, Loss, LossKind, Losses};
pub use native::{read_schema, to_json, to_jsonl, to_jsonl_line};
pub use options::{Clitics, ExportOptions, Marks, OffsetUnit, Split, TagScheme};
pub use plain::decode;
pub use preview::{LabelUse, Preview, preview};
pub use resolve::ImportNotes;
pub use word_list::read_word_list;

#[cfg(test)]
mod tests;

use crate::{annotation::Document, schema::Schema};

/// Largest file that is read: beyond it a browser tab runs out of memory.
pub const MAX_BYTES: usize = 256 * 1024 * 1024;

/// What a file held.
#[derive(Debug, Clone, PartialEq)]
pub enum Imported {
    /// A text that nobody has annotated.
    Text(String),
    /// Annotated documents.
    Documents(Vec<Document>),
}

/// Reads a file: native JSON and JSONL by the ending of `file_name`, anything else as plain text.
///
/// # Errors
/// [`ImportError`], with the place where the file is wrong.
pub fn read(bytes: &[u8], file_name: &str, schema: &Schema) -> Result<Imported, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let documents = match ending.as_deref() {
        Some("json") => native::read_json(&plain::decode_json(bytes)?, schema, &LabelMap::default()),
        Some("jsonl" | "ndjson") => native::read_jsonl(&plain::decode_json(bytes)?, schema),
        _ => return plain::decode(bytes).map(Imported::Text),
    };
    documents.map(Imported::Documents)
}

/// Figures as JSON, for programs.
pub fn to_report_json(figures: &impl serde::Serialize) -> String {
    serde_json::to_string_pretty(figures).unwrap_or_default()
}

/// Hexadecimal SHA-256 of a text.
pub fn sha256(text: &str) -> String {
    sha256_of(text.as_bytes())
}

/// Hexadecimal SHA-256 of bytes.
pub fn sha256_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An id for a new document: from its text, so that the same text gets the same id on every machine.
/// Where `taken` has it already, a number follows.
pub fn document_id(text: &str, taken: &BTreeSet<String>) -> String {
    let stem = sha256(text)[..12].to_owned();
    let numbered = (2u64..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.clone()).chain(numbered).find(|id| !taken.contains(id)).unwrap_or(stem)
}
