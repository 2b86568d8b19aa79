//! What a page is shown of a session: plain data with spans in UTF-16 code units.
//!
//! The TypeScript types of the binding, `src/wasm/types.d.ts`, are generated from here and from the
//! types of the core by the test at the end: `UPDATE_EXPECT=1 cargo test typescript` writes them anew.

mod adjudication;
mod files;
mod hits;
mod statistics;
mod summary;

pub use adjudication::{AdjudicationView, ChoicesView, ChosenView, ComparedDocument, DifferenceView};
pub use files::{FormatView, LossView, PreviewView};
pub use hits::{Hit, HitMark, hits};
pub use statistics::{LabelCount, Statistics};
pub use summary::DocumentSummary;

use serde::Serialize;

use crate::{
    annotation::{Chain, DocumentStatus, Entity, Event, Meta, Paragraph, Relation, Token},
    session::{Change, Command, CommandError, Item, Session, Step, Words},
    text::{OffsetIndex, Span, Utf16Span},
};

/// Converts spans of one document between the session and the page.
#[derive(Debug, Clone)]
pub struct Viewer {
    offsets: OffsetIndex,
}

impl Viewer {
    /// The viewer of a document with this text.
    pub fn new(text: &str) -> Self {
        Self { offsets: OffsetIndex::new(text) }
    }

    /// The command with its spans in bytes.
    ///
    /// # Errors
    /// [`CommandError::OutsideText`] where a span leaves the text or cuts a surrogate pair.
    pub fn to_bytes(&self, text: &str, command: Command<Utf16Span>) -> Result<Command, CommandError> {
        command.map_spans(&|span| self.offsets.utf16_to_bytes(text, span)).ok_or(CommandError::OutsideText)
    }

    /// The words to look for, with their span in bytes.
    ///
    /// # Errors
    /// [`CommandError::OutsideText`] where the span leaves the text or cuts a surrogate pair.
    pub fn words_to_bytes(&self, text: &str, words: Words<Utf16Span>) -> Result<Words, CommandError> {
        match words {
            Words::Text(typed) => Ok(Words::Text(typed)),
            Words::Span(span) => {
                let span = self.offsets.utf16_to_bytes(text, span).ok_or(CommandError::OutsideText)?;
                Ok(Words::Span(span))
            }
        }
    }

    /// A converter to UTF-16. Spans of a document lie on character boundaries, so none is lost.
    fn to_utf16<'a>(&'a self, text: &'a str) -> impl Fn(Span) -> Option<Utf16Span> + 'a {
        move |span| self.offsets.to_utf16(text, span)
    }
}

/// What undo and redo would act on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct History {
    /// Id of the command that undo would take back: `entity.relabel`.
    pub undo: Option<String>,
    /// Id of the command that redo would do again.
    pub redo: Option<String>,
}

impl History {
    fn of(session: &Session) -> Self {
        Self {
            undo: session.undo_command().map(str::to_owned),
            redo: session.redo_command().map(str::to_owned),
        }
    }
}

/// All of a document that the page shows.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[allow(missing_docs)] // As in `annotation::Document`.
pub struct DocumentView {
    pub id: String,
    pub text: String,
    pub meta: Meta,
    pub paragraphs: Vec<Paragraph<Utf16Span>>,
    pub sentences: Vec<Utf16Span>,
    /// Start and end of each token, one after another: a hundred thousand objects would take a page too long.
    pub tokens: Vec<usize>,
    /// Start and end of each clitic, in the same form.
    pub clitics: Vec<usize>,
    pub entities: Vec<Entity<Utf16Span>>,
    pub events: Vec<Event<Utf16Span>>,
    pub relations: Vec<Relation>,
    pub chains: Vec<Chain>,
    pub labels: Vec<String>,
    pub status: DocumentStatus,
    pub notes: String,
    pub history: History,
}

impl DocumentView {
    /// The view of `session`, marks in the order of the text.
    pub fn of(session: &Session, viewer: &Viewer) -> Self {
        let document = session.to_document();
        let convert = viewer.to_utf16(&document.text);
        let paragraphs = document.paragraphs.iter();
        let paragraph = |paragraph: &Paragraph| paragraph.map_spans(&convert);
        let clitics = document.tokens.iter().flat_map(|token| token.clitics.iter().map(|clitic| clitic.span));
        Self {
            tokens: flat(document.tokens.iter().map(|token: &Token| token.span), &convert),
            clitics: flat(clitics, &convert),
            id: document.id,
            meta: document.meta,
            paragraphs: paragraphs.filter_map(paragraph).collect(),
            sentences: document.sentences.into_iter().filter_map(&convert).collect(),
            entities: document.entities.into_iter().filter_map(|entity| entity.map_spans(&convert)).collect(),
            events: document.events.into_iter().filter_map(|event| event.map_spans(&convert)).collect(),
            relations: document.relations,
            chains: document.chains,
            labels: document.labels,
            status: document.status,
            notes: document.notes,
            history: History::of(session),
            text: document.text.clone(),
        }
    }
}

/// Start and end of each span, one after another.
fn flat(spans: impl Iterator<Item = Span>, convert: &impl Fn(Span) -> Option<Utf16Span>) -> Vec<usize> {
    spans.filter_map(convert).flat_map(|span| [span.start, span.end]).collect()
}

/// What one step changed.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "Change"))]
pub struct ChangeView {
    /// Entities that are new or different.
    pub entities: Vec<Entity<Utf16Span>>,
    /// Ids of entities that are gone.
    pub removed_entities: Vec<String>,
    /// Events that are new or different.
    pub events: Vec<Event<Utf16Span>>,
    /// Ids of events that are gone.
    pub removed_events: Vec<String>,
    /// Relations that are new or different.
    pub relations: Vec<Relation>,
    /// Ids of relations that are gone.
    pub removed_relations: Vec<String>,
    /// The chains of mentions, where they changed.
    pub chains: Option<Vec<Chain>>,
    /// The labels of the document as a whole.
    pub labels: Vec<String>,
    /// How far a person has come with the document.
    pub status: DocumentStatus,
    /// What a person wrote beside it.
    pub notes: String,
    /// The document's line in the list.
    pub summary: DocumentSummary,
    /// What undo and redo would act on now.
    pub history: History,
    /// Opaque: what storage must keep, in order, so that `restore` gives the step back.
    pub journal: String,
}

impl ChangeView {
    /// What `step` changed in `session`, seen after it.
    pub fn of(step: &Step, session: &Session, viewer: &Viewer) -> Self {
        let convert = viewer.to_utf16(&session.structure().text);
        let properties = session.records().properties();
        let mut view = Self {
            entities: Vec::new(),
            removed_entities: Vec::new(),
            events: Vec::new(),
            removed_events: Vec::new(),
            relations: Vec::new(),
            removed_relations: Vec::new(),
            chains: None,
            labels: properties.labels.clone(),
            status: properties.status,
            notes: properties.notes.clone(),
            summary: DocumentSummary::of(session),
            history: History::of(session),
            // The entry has string keys and finite numbers, so writing it cannot fail.
            journal: serde_json::to_string(&step.entry).unwrap_or_default(),
        };
        for change in &step.applied.changes {
            view.add(change, &convert);
        }
        let is_chain = |change: &Change| matches!(change.after().or(change.before()), Some(Item::Chain(_)));
        if step.applied.changes.iter().any(is_chain) {
            view.chains = Some(session.records().chains());
        }
        view
    }

    fn add(&mut self, change: &Change, convert: &impl Fn(Span) -> Option<Utf16Span>) {
        match (change.before(), change.after()) {
            (_, Some(Item::Entity(entity))) => self.entities.extend(entity.clone().map_spans(convert)),
            (_, Some(Item::Event(event))) => self.events.extend(event.clone().map_spans(convert)),
            (_, Some(Item::Relation(relation))) => self.relations.push(relation.clone()),
            (Some(Item::Entity(entity)), None) => self.removed_entities.push(entity.id.clone()),
            (Some(Item::Event(event)), None) => self.removed_events.push(event.id.clone()),
            (Some(Item::Relation(relation)), None) => self.removed_relations.push(relation.id.clone()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
