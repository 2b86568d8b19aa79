//! What an adjudicator decided where annotators of one text differ.

use serde::{Deserialize, Serialize};

use super::{Argument, Entity, Event};
use crate::text::Span;

/// What annotators differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DifferenceKind {
    /// Whether there is an entity, where it ends, or what it is.
    Entity,
    /// The same of an event.
    Event,
    /// Whether something fills a role of an event that all have, or which role.
    Argument,
    /// Polarity or modality of an event that all have.
    Attributes,
    /// Whether there is a relation between two entities, which one, or which way it leads.
    Relation,
}

/// The marks that one or several annotators have in a place where others have none, or others.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Reading<S = Span> {
    /// Whose it is; nobody's where the adjudicator marked anew.
    pub annotators: Vec<String>,
    /// Their entities: «وزارة الدفاع الروسية» of one, «وزارة الدفاع» of another.
    pub entities: Vec<Entity<S>>,
    /// Their events. Where only polarity or modality is in question, the event without its arguments.
    pub events: Vec<Event<S>>,
    /// Their fillers of roles.
    pub arguments: Vec<Argument<S>>,
    /// Their relations between entities.
    pub relations: Vec<RelationName<S>>,
}

// Written out: `derive` would ask the same of `S`.
impl<S> Default for Reading<S> {
    fn default() -> Self {
        let (annotators, entities, events, arguments) = Default::default();
        Self { annotators, entities, events, arguments, relations: Vec::new() }
    }
}

impl<S: Copy> Reading<S> {
    /// Whether it has no marks.
    pub fn is_empty(&self) -> bool {
        let has_marks = !self.entities.is_empty() || !self.events.is_empty();
        !has_marks && self.arguments.is_empty() && self.relations.is_empty()
    }

    /// The same reading with its spans in another unit; `None` where one has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(S) -> Option<T>) -> Option<Reading<T>> {
        let Self { annotators, entities, events, arguments, relations } = self;
        Some(Reading {
            annotators,
            entities: entities.into_iter().map(|entity| entity.map_spans(convert)).collect::<Option<_>>()?,
            events: events.into_iter().map(|event| event.map_spans(convert)).collect::<Option<_>>()?,
            arguments: arguments
                .into_iter()
                .map(|argument| argument.map_spans(convert))
                .collect::<Option<_>>()?,
            relations: relations
                .into_iter()
                .map(|relation| relation.map_spans(convert))
                .collect::<Option<_>>()?,
        })
    }
}

/// A relation by what and where its entities are: the ids of one annotator's file mean other entities in another's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RelationName<S = Span> {
    /// Its type: `WorksFor`.
    pub label: String,
    /// The entity that it goes out from: «لافروف».
    pub from: EntityName<S>,
    /// The entity that it leads to: «روسيا».
    pub to: EntityName<S>,
}

impl<S: Copy> RelationName<S> {
    /// The same relation with its spans in another unit; `None` where one has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(S) -> Option<T>) -> Option<RelationName<T>> {
        let Self { label, from, to } = self;
        let end = |end: EntityName<S>| Some(EntityName { span: convert(end.span)?, label: end.label });
        Some(RelationName { label, from: end(from)?, to: end(to)? })
    }
}

/// An entity by its type and place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EntityName<S = Span> {
    /// Its type.
    pub label: String,
    /// Where it stands.
    pub span: S,
}

/// The event whose arguments or attributes are in question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EventName<S = Span> {
    /// Its type.
    pub label: String,
    /// Its trigger.
    pub trigger: S,
}

/// A decision between readings: who made it, what was chosen, against what.
#[derive(Debug, Clone, PartialEq)]
pub struct Decision {
    /// What was in question.
    pub kind: DifferenceKind,
    /// The adjudicator.
    pub by: String,
    /// The event, where only a part of it was in question.
    pub event: Option<EventName>,
    /// What was chosen; without marks where nothing is to be marked.
    pub chosen: Reading,
    /// What was not, or not alone.
    pub against: Vec<Reading>,
}
