//! What a rule proposes, before the competition.

use std::sync::Arc;

use super::labels::Label;
use crate::annotation::Value;

/// A labelled run of words with what speaks for it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    /// Its first word, counted from the start of the document.
    pub first: usize,
    /// One past its last word.
    pub end: usize,
    /// The byte where its core begins.
    pub core_start: usize,
    /// An entity type of the schema.
    pub label: Label,
    /// How sure its rule is, from 0 to 1.
    pub score: f64,
    /// The file of the rule.
    pub source: &'static str,
    /// What it stands for.
    pub value: Option<Arc<Value>>,
    /// Whether و or ف stands before its core.
    pub conjunction: bool,
    /// Whether any proclitic stands before its core.
    pub proclitic: bool,
}

impl Candidate {
    /// Number of words.
    pub fn len(&self) -> usize {
        self.end - self.first
    }

    /// Whether `other` lies inside (the same words count).
    pub fn contains(&self, other: &Candidate) -> bool {
        self.first <= other.first && other.end <= self.end
    }

    /// Whether the two share a word.
    pub fn overlaps(&self, other: &Candidate) -> bool {
        self.first < other.end && other.first < self.end
    }
}
