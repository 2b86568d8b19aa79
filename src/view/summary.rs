//! A line of the list of documents.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    annotation::{DocumentStatus, Provenance, Status},
    session::Session,
};

/// A line of the list of documents.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DocumentSummary {
    /// Its id.
    pub id: String,
    /// Its title, or else the beginning of its text.
    pub title: String,
    /// How far a person has come with it.
    pub status: DocumentStatus,
    /// Its labels as a whole.
    pub labels: Vec<String>,
    /// Whether somebody wrote something beside it.
    pub has_notes: bool,
    /// Number of tokens.
    pub n_words: usize,
    /// Entities that are not rejected.
    pub n_entities: usize,
    /// Events that are not rejected.
    pub n_events: usize,
    /// Entities and events that nobody has accepted or rejected.
    pub n_suggested: usize,
    /// Entities and events that a person has accepted, made or rejected.
    pub n_decided: usize,
    /// Mean doubt of its suggestions, 1 less their score, from 0 to 1; none without a suggestion.
    pub doubt: Option<f64>,
    /// The types of its entities and events that are not rejected, each once.
    pub types: Vec<String>,
}

/// How much of a text without a title stands for it, in characters.
const TITLE_CHARS: usize = 60;

impl DocumentSummary {
    /// The summary of `session`.
    pub fn of(session: &Session) -> Self {
        let records = session.records();
        let marks = || {
            let entities = records.entities().map(|entity| (&entity.label, &entity.provenance));
            entities.chain(records.events().map(|event| (&event.label, &event.provenance)))
        };
        let is_kept = |provenance: &Provenance| provenance.status != Status::Rejected;
        let suggested = || marks().filter(|(_, provenance)| provenance.status == Status::Suggested);
        let n_suggested = suggested().count();
        let doubt: f64 = suggested().map(|(_, provenance)| 1.0 - provenance.score.unwrap_or(0.0)).sum();
        let types: BTreeSet<&String> =
            marks().filter(|(_, provenance)| is_kept(provenance)).map(|(label, _)| label).collect();
        let document = session.structure();
        let beginning =
            || document.text.trim_start().lines().next().unwrap_or_default().chars().take(TITLE_CHARS);
        Self {
            id: document.id.clone(),
            title: document.meta.title.clone().unwrap_or_else(|| beginning().collect()),
            status: records.properties().status,
            labels: records.properties().labels.clone(),
            has_notes: !records.properties().notes.trim().is_empty(),
            n_words: document.tokens.len(),
            n_entities: records.entities().filter(|entity| is_kept(&entity.provenance)).count(),
            n_events: records.events().filter(|event| is_kept(&event.provenance)).count(),
            n_suggested,
            n_decided: marks().count() - n_suggested,
            doubt: (n_suggested > 0).then(|| doubt / n_suggested as f64),
            types: types.into_iter().cloned().collect(),
        }
    }
}
