//! Documents and files: one module a format.
//!
//! Reading is all or nothing: a file gives all its documents or an [`ImportError`] that says where it
//! is wrong. Here, and only here, a file format is known.

#[cfg(feature = "train")]
mod labelled;
mod native;
mod plain;
mod word_list;

use std::collections::BTreeSet;

use serde::Serialize;
use sha2::{Digest, Sha256};
use thiserror::Error;

#[cfg(feature = "train")]
pub use labelled::{LabelledSentence, read_labelled};
pub use native::{to_json, to_jsonl, to_jsonl_line};
pub use plain::decode;
pub use word_list::read_word_list;

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

/// Why a file was not read. Nothing of it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum ImportError {
    /// It holds no text.
    #[error("the file holds no text")]
    Empty,
    /// It is a picture, a program, an archive …
    #[error("the file is not a text")]
    Binary,
    /// It is larger than [`MAX_BYTES`].
    #[error("the file has {bytes} bytes; {limit} can be read")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The largest size.
        limit: usize,
    },
    /// It is broken JSON, or cut off.
    #[error("line {line}, column {column}: this is not JSON: {reason}")]
    JsonSyntax {
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
        /// What the JSON reader says.
        reason: String,
    },
    /// It is JSON, but not a Hashiya data set.
    #[error("this JSON file is not a Hashiya data set")]
    NotNative,
    /// It was written by a later version of the format.
    #[error("the file has version {version} of the format; this program reads version 1")]
    NewerVersion {
        /// The version it says.
        version: u64,
    },
    /// A field is missing or of the wrong kind.
    #[error("{field}: {reason}")]
    Field {
        /// Path of the field: `documents[0].entities[2].start`.
        field: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A span leaves its text or cuts a letter from its marks.
    #[error("{field}: the span lies outside the text or inside a letter")]
    SpanOutside {
        /// Path of the span's owner.
        field: String,
    },
    /// The text of a span is not the text at its offsets.
    #[error("{field}: the text there is {found:?}, not {expected:?}")]
    TextMismatch {
        /// Path of the span's owner.
        field: String,
        /// What the file says.
        expected: String,
        /// What stands in the text.
        found: String,
    },
    /// The text is not the one that its hash was taken of.
    #[error("{field}: the text has been changed since the file was written")]
    HashMismatch {
        /// Path of the hash.
        field: String,
    },
    /// An id stands twice, or an argument names an entity that is not there.
    #[error("{field}: the id {id} stands twice or is not there")]
    DuplicateId {
        /// Path of the id.
        field: String,
        /// The id.
        id: String,
    },
    /// The schema lacks a type or role.
    #[error("{field}: the schema has no {label}")]
    UnknownLabel {
        /// Path of the label.
        field: String,
        /// The type or role.
        label: String,
    },
}

/// Reads a file: native JSON and JSONL by the ending of `file_name`, anything else as plain text.
///
/// # Errors
/// [`ImportError`], with the place where the file is wrong.
pub fn read(bytes: &[u8], file_name: &str, schema: &Schema) -> Result<Imported, ImportError> {
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    let text = plain::decode(bytes)?;
    let ending = file_name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    match ending.as_deref() {
        Some("json") => native::read_json(&text, schema).map(Imported::Documents),
        Some("jsonl" | "ndjson") => native::read_jsonl(&text, schema).map(Imported::Documents),
        _ => Ok(Imported::Text(text)),
    }
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
