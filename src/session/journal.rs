//! The journal: what storage keeps of a session after its first document.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Transaction;

/// One step of a session, as it is stored. Offsets inside are bytes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalEntry {
    /// A transaction was applied.
    Apply(Transaction),
    /// The last step was taken back.
    Undo,
    /// The last undone step was done again.
    Redo,
}

/// Why a journal cannot be replayed.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum JournalError {
    /// An entry does not fit what stands before it.
    #[error("entry {entry} of the journal does not fit the document")]
    Journal {
        /// Its number, from 0.
        entry: usize,
    },
}
