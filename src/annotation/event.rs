//! Events with their triggers and typed arguments.

use serde::{Deserialize, Serialize};

use super::{Attributes, Provenance};
use crate::text::Span;

/// Whether the text says that the event took place or that it did not.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Polarity {
    /// It did, or will, or might.
    #[default]
    Positive,
    /// It did not: «لم يجتمع».
    Negative,
}

/// How the text vouches for the event.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Modality {
    /// As a fact.
    #[default]
    Asserted,
    /// As something intended: «سيجتمع».
    Planned,
    /// As a condition, possibility or demand: «قد يجتمع».
    Hypothetical,
    /// As somebody else's word.
    Reported,
}

/// One filler of a role of an event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Argument<S = Span> {
    /// A role of the event's type: `Victim`.
    pub role: String,
    /// The filler: «26 عنصراً من قوات النظام السوري».
    pub span: S,
    /// The id of the entity that fills the role, where one does so alone.
    pub entity: Option<String>,
}

/// An event: a trigger with a type and its arguments.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "EventMention"))]
pub struct Event<S = Span> {
    /// Unique among the events of its document: `v3`.
    pub id: String,
    /// The id of an event type of the schema: `Ceasefire`.
    pub label: String,
    /// The shortest span that names the event: «وقف إطلاق النار».
    pub trigger: S,
    /// The fillers of its roles; a role may stand several times.
    pub arguments: Vec<Argument<S>>,
    /// Whether it took place.
    pub polarity: Polarity,
    /// How the text vouches for it.
    pub modality: Modality,
    /// The id of the event of saying that reports it: that of «أعلن» in «أعلن وقف العمليات».
    #[serde(default)]
    pub reported_by: Option<String>,
    /// What is said of it in the label set's own attributes.
    #[serde(default)]
    pub attributes: Attributes,
    /// Where it came from.
    #[serde(flatten)]
    pub provenance: Provenance,
}

impl<S: Copy> Argument<S> {
    /// The same argument with its span in another unit; `None` where it has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(S) -> Option<T>) -> Option<Argument<T>> {
        Some(Argument { role: self.role, span: convert(self.span)?, entity: self.entity })
    }
}

impl<S: Copy> Event<S> {
    /// An event that took place, as a fact, of which only its trigger tells yet.
    pub fn new(id: impl Into<String>, label: impl Into<String>, trigger: S, provenance: Provenance) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            trigger,
            arguments: Vec::new(),
            polarity: Polarity::default(),
            modality: Modality::default(),
            reported_by: None,
            attributes: Attributes::new(),
            provenance,
        }
    }

    /// The same event with its spans in another unit; `None` where one has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(S) -> Option<T>) -> Option<Event<T>> {
        let Event { id, label, trigger, arguments, polarity, modality, reported_by, attributes, provenance } =
            self;
        let arguments =
            arguments.into_iter().map(|argument| argument.map_spans(convert)).collect::<Option<_>>()?;
        let trigger = convert(trigger)?;
        Some(Event { id, label, trigger, arguments, polarity, modality, reported_by, attributes, provenance })
    }
}
