//! Why a file is refused: with the place, for a person and for a program.

use serde::Serialize;
use thiserror::Error;

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
    /// It, or what is packed in it, is larger than can be read.
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
    /// It breaks the rules of its format.
    #[error("{place}: {reason}")]
    Malformed {
        /// File, line or element.
        place: String,
        /// Which rule.
        reason: String,
    },
    /// It does not say what it is.
    #[error("the format of this file is not known: name it")]
    UnknownFormat,
    /// The schema lacks a type or role.
    #[error("{field}: the schema has no {label}")]
    UnknownLabel {
        /// Path of the label.
        field: String,
        /// The type or role.
        label: String,
    },
}

impl ImportError {
    /// A file that breaks its format's rules at `place`.
    pub(super) fn malformed(place: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Malformed { place: place.into(), reason: reason.into() }
    }
}
