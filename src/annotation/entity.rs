//! Entities and where a mark came from.

use serde::{Deserialize, Serialize};

use super::{Attributes, Value};
use crate::text::Span;

/// Who made a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Origin {
    /// A trained model.
    Model,
    /// A rule or a lexicon entry.
    Rule,
    /// A person.
    Person,
    /// A file that was read in.
    Import,
}

/// What a person has said of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Status {
    /// Nothing yet.
    Suggested,
    /// It is right.
    Accepted,
    /// It is wrong; kept so that it is not suggested again.
    Rejected,
}

/// Where a mark came from, how sure its maker was, and what a person has said of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Provenance {
    /// Who made it.
    pub origin: Origin,
    /// The rule, model or annotator, as `lexicon:places` or `person`.
    pub source: String,
    /// How sure, from 0 to 1; none for a person's mark.
    pub score: Option<f64>,
    /// What a person has said of it.
    pub status: Status,
}

impl Provenance {
    /// A suggestion of the rule or lexicon `source`.
    pub fn rule(source: impl Into<String>, score: f64) -> Self {
        Self { origin: Origin::Rule, source: source.into(), score: Some(score), status: Status::Suggested }
    }

    /// A suggestion of the trained model `source`.
    pub fn model(source: impl Into<String>, score: f64) -> Self {
        Self { origin: Origin::Model, ..Self::rule(source, score) }
    }

    /// A mark that was confirmed elsewhere and came in a file of the format `source`.
    pub fn import(source: impl Into<String>) -> Self {
        Self { origin: Origin::Import, source: source.into(), score: None, status: Status::Accepted }
    }

    /// A mark that a person made, and so confirmed.
    pub fn person() -> Self {
        Self { origin: Origin::Person, source: "person".to_owned(), score: None, status: Status::Accepted }
    }
}

/// A named entity: «حلب» as a GPE.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Entity<S = Span> {
    /// Unique among the entities of its document: `e12`.
    pub id: String,
    /// The id of an entity type of the schema: `GPE`.
    pub label: String,
    /// The marked text by the guidelines, proclitics inside: «وبحلب».
    pub span: S,
    /// The same without proclitics: «حلب».
    pub core: S,
    /// The pieces of a mark that other words interrupt, in order and apart: «رئيسا» and «روسيا» in «رئيسا فرنسا
    /// وروسيا». `span` goes from the first to the last. Empty for a mark in one piece.
    #[serde(default = "Vec::new")]
    pub parts: Vec<S>,
    /// Where it came from.
    #[serde(flatten)]
    pub provenance: Provenance,
    /// What it stands for, where a rule could tell.
    pub value: Option<Value>,
    /// The id of the chain of mentions that it belongs to.
    pub chain: Option<String>,
    /// What is said of it in the label set's own attributes.
    #[serde(default)]
    pub attributes: Attributes,
}

impl<S: Copy> Entity<S> {
    /// An entity in one piece of which nothing more is said yet; its core is all of it.
    pub fn new(id: impl Into<String>, label: impl Into<String>, span: S, provenance: Provenance) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            span,
            core: span,
            parts: Vec::new(),
            provenance,
            value: None,
            chain: None,
            attributes: Attributes::new(),
        }
    }

    /// The same entity with its spans in another unit; `None` where one has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(S) -> Option<T>) -> Option<Entity<T>> {
        let Entity { id, label, span, core, parts, provenance, value, chain, attributes } = self;
        let parts = parts.into_iter().map(convert).collect::<Option<_>>()?;
        Some(Entity {
            id,
            label,
            span: convert(span)?,
            core: convert(core)?,
            parts,
            provenance,
            value,
            chain,
            attributes,
        })
    }
}
