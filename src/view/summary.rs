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
        let mut tally = Tally::default();
        records
            .entities()
            .for_each(|entity| tally.n_entities += tally.add(&entity.label, &entity.provenance));
        records.events().for_each(|event| tally.n_events += tally.add(&event.label, &event.provenance));
        let document = session.structure();
        let Tally { n_entities, n_events, n_suggested, n_decided, doubt, types } = tally;
        Self {
            id: document.id.clone(),
            title: document.meta.title.clone().unwrap_or_else(|| beginning(&document.text)),
            status: records.properties().status,
            labels: records.properties().labels.clone(),
            has_notes: !records.properties().notes.trim().is_empty(),
            n_words: document.tokens.len(),
            n_entities,
            n_events,
            n_suggested,
            n_decided,
            doubt: (n_suggested > 0).then(|| doubt / n_suggested as f64),
            types: types.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// The first words of the first line, with an ellipsis where more follow.
fn beginning(text: &str) -> String {
    let line = text.trim_start().lines().next().unwrap_or_default().trim_end();
    match line.char_indices().nth(TITLE_CHARS) {
        Some((cut, _)) => {
            let words = line[..cut].rfind(' ').unwrap_or(cut);
            format!("{}\u{2026}", line[..words].trim_end())
        }
        None => line.to_owned(),
    }
}

/// What is counted of the marks, in one pass: a page waits for it after each change.
#[derive(Default)]
struct Tally<'a> {
    n_entities: usize,
    n_events: usize,
    n_suggested: usize,
    n_decided: usize,
    doubt: f64,
    types: BTreeSet<&'a str>,
}

impl<'a> Tally<'a> {
    /// Counts a mark; gives 1 for one that is kept and 0 for a rejected one.
    fn add(&mut self, label: &'a str, provenance: &Provenance) -> usize {
        if provenance.status == Status::Suggested {
            self.n_suggested += 1;
            self.doubt += 1.0 - provenance.score.unwrap_or(0.0);
        } else {
            self.n_decided += 1;
        }
        if provenance.status == Status::Rejected {
            return 0;
        }
        self.types.insert(label);
        1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_first_line_is_cut_between_words() {
        assert_eq!(beginning("\n حلب \nثانية"), "حلب");
        assert_eq!(beginning(""), "");
        let cut = beginning(&"كلمة ".repeat(20));
        assert_eq!(cut, format!("{}\u{2026}", ["كلمة"; 12].join(" ")));
        assert_eq!(beginning(&"ا".repeat(99)).chars().count(), TITLE_CHARS + 1);
    }
}
