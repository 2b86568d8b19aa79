//! What was suggested and what people made of it, counted.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    annotation::{Origin, Provenance, Status},
    schema::MarkKind,
    session::{Change, Item, Session},
};

/// The marks of one type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LabelCount {
    /// Entities or events.
    pub kind: MarkKind,
    /// The type.
    pub label: String,
    /// Nobody has decided on them.
    pub suggested: usize,
    /// Suggestions that a person accepted as they were.
    pub accepted: usize,
    /// Suggestions that a person rejected.
    pub rejected: usize,
    /// Made or corrected by a person.
    pub by_person: usize,
}

/// Counts over documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Statistics {
    /// By type; only types that occur.
    pub labels: Vec<LabelCount>,
    /// Suggestions that a person changed: another type, other bounds, other roles.
    pub n_corrected: usize,
    /// Suggestions that a person deleted.
    pub n_removed: usize,
    /// Marks that a person made.
    pub n_added: usize,
}

impl Statistics {
    /// The counts over `sessions`.
    pub fn of<'a>(sessions: impl Iterator<Item = &'a Session>) -> Self {
        let mut counts: BTreeMap<(MarkKind, String), LabelCount> = BTreeMap::new();
        let mut statistics = Self::default();
        for session in sessions {
            for entity in session.records().entities() {
                count(&mut counts, MarkKind::Entity, &entity.label, &entity.provenance);
            }
            for event in session.records().events() {
                count(&mut counts, MarkKind::Event, &event.label, &event.provenance);
            }
            let changes = session.steps().iter().flat_map(|step| &step.changes);
            changes.for_each(|change| statistics.add(change));
        }
        statistics.labels = counts.into_values().collect();
        statistics
    }

    fn add(&mut self, change: &Change) {
        let is_persons = |item: Option<&Item>| match item {
            Some(Item::Entity(entity)) => Some(entity.provenance.origin == Origin::Person),
            Some(Item::Event(event)) => Some(event.provenance.origin == Origin::Person),
            _ => None,
        };
        match (is_persons(change.before()), is_persons(change.after())) {
            (Some(false), Some(true)) => self.n_corrected += 1,
            (Some(false), None) => self.n_removed += 1,
            (None, Some(true)) => self.n_added += 1,
            _ => {}
        }
    }
}

fn count(
    counts: &mut BTreeMap<(MarkKind, String), LabelCount>,
    kind: MarkKind,
    label: &str,
    provenance: &Provenance,
) {
    let empty =
        || LabelCount { kind, label: label.to_owned(), suggested: 0, accepted: 0, rejected: 0, by_person: 0 };
    let counted = counts.entry((kind, label.to_owned())).or_insert_with(empty);
    match (provenance.origin, provenance.status) {
        (_, Status::Rejected) => counted.rejected += 1,
        (Origin::Person, _) => counted.by_person += 1,
        (_, Status::Suggested) => counted.suggested += 1,
        (_, Status::Accepted) => counted.accepted += 1,
    }
}
