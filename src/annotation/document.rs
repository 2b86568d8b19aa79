//! A document: its text, its parts, its marks.

use serde::{Deserialize, Serialize};

use super::{Decision, Entity, Event, Paragraph, Relation, Sentence, Token};

/// How far a person has come with a document.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DocumentStatus {
    /// Not begun.
    #[default]
    New,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Set aside for a question.
    Flagged,
}

/// What is known of a text besides its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Meta {
    /// Its title; for a new text its headline.
    pub title: Option<String>,
    /// The day it appeared, ISO 8601: `2016-12-09`.
    pub date: Option<String>,
    /// Where it appeared, or the name of its file.
    pub source: Option<String>,
    /// BCP 47 tag of its language.
    pub language: Option<String>,
}

/// Mentions of one person, place or thing in a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Chain {
    /// Unique among the chains of its document: `c1`.
    pub id: String,
    /// The fullest mention, or a name that a person gave.
    pub name: String,
}

/// An annotated article. Spans are in bytes of `text`, on grapheme boundaries.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Document {
    /// Unique in its data set.
    pub id: String,
    /// The text as it came; never changed.
    pub text: String,
    /// What is known of it.
    pub meta: Meta,
    /// Its paragraphs, in order, apart.
    pub paragraphs: Vec<Paragraph>,
    /// Its sentences, in order, apart, each inside a paragraph.
    pub sentences: Vec<Sentence>,
    /// Its tokens, in order, apart; between them only white space and invisible characters.
    pub tokens: Vec<Token>,
    /// Its entities, in the order of the text, outer before inner.
    pub entities: Vec<Entity>,
    /// Its events, in the order of their triggers.
    pub events: Vec<Event>,
    /// What it says of its entities two by two, by their numbers.
    pub relations: Vec<Relation>,
    /// Its chains of mentions.
    pub chains: Vec<Chain>,
    /// Labels of the document as a whole.
    pub labels: Vec<String>,
    /// How far a person has come with it.
    pub status: DocumentStatus,
    /// What a person wrote beside it.
    pub notes: String,
    /// What was decided where its annotators differed.
    pub decisions: Vec<Decision>,
}
