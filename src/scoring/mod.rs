//! How well one annotation agrees with another: precision, recall, F1.
//!
//! Marks are compared one to one: a mark counts as right for one mark of the gold only. A report adds up
//! over documents, so the micro average is over marks, not over documents.

mod agreement;
mod coarse;
mod events;
mod habits;
mod joined;
mod segmentation;
mod spans;

pub use agreement::{
    Agreement, AgreementError, Categories, Confusion, Figures, LayerAgreement, OUTSIDE, TypeFigures,
    Unitising, agreement, documents_in_common,
};
pub use coarse::CoarseLabels;
pub use events::{EventReport, score_events, score_roles};
#[cfg(feature = "train")]
pub(crate) use habits::CoarseHabits;
pub use joined::join_sentences;
pub use segmentation::{
    Parts, SegmentationReport, WordTally, score_clitics, score_segmentation, score_sentences, score_tokens,
};
pub use spans::{LabelledSpan, Matching, n_matches, score_entities, score_spans};

use std::collections::BTreeMap;

/// Counts of marks and of agreement.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Marks of the gold.
    pub gold: usize,
    /// Marks of the annotation under test.
    pub found: usize,
    /// Marks on which both agree.
    pub right: usize,
}

impl Tally {
    /// The share of the found marks that are right; 0 where none was found.
    pub fn precision(self) -> f64 {
        share(self.right, self.found)
    }

    /// The share of the gold's marks that were found; 0 where there are none.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// The harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.gold + self.found)
    }

    /// Adds the counts of `other`.
    pub fn add(&mut self, other: Tally) {
        self.gold += other.gold;
        self.found += other.found;
        self.right += other.right;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Tallies by label.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// The tally of each label.
    pub labels: BTreeMap<String, Tally>,
}

impl Report {
    /// The tally over all labels.
    pub fn micro(&self) -> Tally {
        let mut micro = Tally::default();
        self.labels.values().for_each(|tally| micro.add(*tally));
        micro
    }

    /// The tally of `label`.
    pub fn of(&self, label: &str) -> Tally {
        self.labels.get(label).copied().unwrap_or_default()
    }

    /// Adds `tally` to that of `label`.
    pub fn add(&mut self, label: &str, tally: Tally) {
        self.labels.entry(label.to_owned()).or_default().add(tally);
    }

    /// Adds all tallies of `other`.
    pub fn merge(&mut self, other: &Report) {
        other.labels.iter().for_each(|(label, tally)| self.add(label, *tally));
    }
}

impl std::fmt::Display for Report {
    /// One line a label: label, precision, recall, F1, marks of the gold.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let micro = self.micro();
        let lines = self.labels.iter().map(|(label, tally)| (label.as_str(), tally));
        for (label, tally) in lines.chain([("micro", &micro)]) {
            writeln!(
                f,
                "{label:<12} P {:.3}  R {:.3}  F1 {:.3}  gold {:>5}  found {:>5}",
                tally.precision(),
                tally.recall(),
                tally.f1(),
                tally.gold,
                tally.found
            )?;
        }
        Ok(())
    }
}
