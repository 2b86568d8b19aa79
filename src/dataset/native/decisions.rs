//! Decisions of an adjudicator, in the native format.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    file::{ArgumentFile, EntityFile, EventFile, QuoteFile},
    read::Reader,
};
use crate::{
    annotation::{Decision, DifferenceKind, EntityName, EventName, Reading, RelationName},
    dataset::draft::Read,
};

/// A decision between readings: who made it, what was chosen, against what.
#[derive(Debug, Serialize, Deserialize)]
pub struct DecisionFile {
    pub kind: DifferenceKind,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<EventNameFile>,
    pub chosen: ReadingFile,
    #[serde(default)]
    pub against: Vec<ReadingFile>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct EventNameFile {
    pub label: String,
    pub trigger: QuoteFile,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct ReadingFile {
    #[serde(default)]
    pub annotators: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<EntityFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arguments: Vec<ArgumentFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationNameFile>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct RelationNameFile {
    pub label: String,
    pub from: EntityNameFile,
    pub to: EntityNameFile,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct EntityNameFile {
    pub label: String,
    #[serde(flatten)]
    pub quote: QuoteFile,
}

impl Reader<'_> {
    pub fn decision(&mut self, path: &str, file: DecisionFile) -> Read<Decision> {
        let DecisionFile { kind, by, event, chosen, against } = file;
        let event = event.map(|event| {
            let trigger = self.quote(&format!("{path}.event.trigger"), &event.trigger)?;
            Ok(EventName { label: event.label, trigger })
        });
        let against = against.into_iter().enumerate();
        let against = against.map(|(index, file)| self.reading(&format!("{path}.against[{index}]"), file));
        Ok(Decision {
            kind,
            by,
            event: event.transpose()?,
            against: against.collect::<Read<_>>()?,
            chosen: self.reading(&format!("{path}.chosen"), chosen)?,
        })
    }

    /// The marks of a reading have ids of their own.
    fn reading(&self, path: &str, file: ReadingFile) -> Read<Reading> {
        let (path, ids) = (path.to_owned(), BTreeSet::new());
        let mut reader = Reader { path, ids, is_record: true, ..*self };
        let ReadingFile { annotators, entities, events, arguments, relations } = file;
        let none = BTreeSet::new();
        Ok(Reading {
            annotators,
            entities: reader.each("entities", entities, Reader::entity)?,
            events: reader.each("events", events, |reader, path, event| reader.event(path, event, &none))?,
            arguments: reader.each("arguments", arguments, |reader, path, file| {
                reader.argument(path, file, None, &none)
            })?,
            relations: reader.each("relations", relations, |reader, path, file| {
                let RelationNameFile { label, from, to } = file;
                let (from, to) =
                    (reader.entity_name(path, "from", from)?, reader.entity_name(path, "to", to)?);
                Ok(RelationName { label, from, to })
            })?,
        })
    }

    fn entity_name(&self, path: &str, end: &str, file: EntityNameFile) -> Read<EntityName> {
        Ok(EntityName { span: self.quote(&format!("{path}.{end}"), &file.quote)?, label: file.label })
    }
}
