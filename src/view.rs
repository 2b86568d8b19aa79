//! What a page is shown of a session: plain data with spans in UTF-16 code units.
//!
//! The TypeScript types of the binding, `src/wasm/types.d.ts`, are generated from here and from the
//! types of the core by the test at the end: `UPDATE_EXPECT=1 cargo test typescript` writes them anew.

use serde::Serialize;

use crate::{
    annotation::{DocumentStatus, Entity, Event, Meta, Paragraph, Status, Token},
    session::{Change, Command, CommandError, Item, Session, Step},
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
    pub tokens: Vec<Token<Utf16Span>>,
    pub entities: Vec<Entity<Utf16Span>>,
    pub events: Vec<Event<Utf16Span>>,
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
        Self {
            id: document.id,
            meta: document.meta,
            paragraphs: paragraphs.filter_map(paragraph).collect(),
            sentences: document.sentences.into_iter().filter_map(&convert).collect(),
            tokens: document.tokens.into_iter().filter_map(|token| token.map_spans(&convert)).collect(),
            entities: document.entities.into_iter().filter_map(|entity| entity.map_spans(&convert)).collect(),
            events: document.events.into_iter().filter_map(|event| event.map_spans(&convert)).collect(),
            status: document.status,
            notes: document.notes,
            history: History::of(session),
            text: document.text.clone(),
        }
    }
}

/// A line of the list of documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DocumentSummary {
    /// Its id.
    pub id: String,
    /// Its title, or else the beginning of its text.
    pub title: String,
    /// How far a person has come with it.
    pub status: DocumentStatus,
    /// Entities that are not rejected.
    pub n_entities: usize,
    /// Events that are not rejected.
    pub n_events: usize,
    /// Entities and events that nobody has accepted or rejected.
    pub n_suggested: usize,
}

/// How much of a text without a title stands for it, in characters.
const TITLE_CHARS: usize = 60;

impl DocumentSummary {
    /// The summary of `session`.
    pub fn of(session: &Session) -> Self {
        let records = session.records();
        let statuses = || {
            let entities = records.entities().map(|entity| entity.provenance.status);
            entities.chain(records.events().map(|event| event.provenance.status))
        };
        let is_kept = |status: Status| status != Status::Rejected;
        let document = session.structure();
        let beginning =
            || document.text.trim_start().lines().next().unwrap_or_default().chars().take(TITLE_CHARS);
        Self {
            id: document.id.clone(),
            title: document.meta.title.clone().unwrap_or_else(|| beginning().collect()),
            status: records.properties().status,
            n_entities: records.entities().filter(|entity| is_kept(entity.provenance.status)).count(),
            n_events: records.events().filter(|event| is_kept(event.provenance.status)).count(),
            n_suggested: statuses().filter(|status| *status == Status::Suggested).count(),
        }
    }
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
    /// How far a person has come with the document.
    pub status: DocumentStatus,
    /// What a person wrote beside it.
    pub notes: String,
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
            status: properties.status,
            notes: properties.notes.clone(),
            history: History::of(session),
            // The entry has string keys and finite numbers, so writing it cannot fail.
            journal: serde_json::to_string(&step.entry).unwrap_or_default(),
        };
        for change in &step.applied.changes {
            view.add(change, &convert);
        }
        view
    }

    fn add(&mut self, change: &Change, convert: &impl Fn(Span) -> Option<Utf16Span>) {
        match (change.before(), change.after()) {
            (_, Some(Item::Entity(entity))) => self.entities.extend(entity.clone().map_spans(convert)),
            (_, Some(Item::Event(event))) => self.events.extend(event.clone().map_spans(convert)),
            (Some(Item::Entity(entity)), None) => self.removed_entities.push(entity.id.clone()),
            (Some(Item::Event(event)), None) => self.removed_events.push(event.id.clone()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect_file;
    use ts_rs::{Config, TS};

    use super::*;
    use crate::{annotation, schema, session};

    /// One exported declaration; generic types stand for their UTF-16 form.
    fn declaration<T: TS>(config: &Config) -> String {
        let concrete = T::decl_concrete(config);
        let (name, body) = concrete.split_once(" = ").unwrap();
        let name = name.split('<').next().unwrap();
        let body = body
            .replace("Array<Span>", "Span[]")
            .replace("<Span>", "")
            .replace("/**\n * ", "/** ")
            .replace("\n */", " */")
            .replace(" \n", "\n");
        format!("export {name} = {body}\n")
    }

    fn declarations() -> String {
        let config = Config::default();
        let mut out = String::from(
            "// Generated from the Rust types by `UPDATE_EXPECT=1 cargo test typescript`; do not edit.\n// Spans are UTF-16 code units, start inclusive, end exclusive, in logical order.\n\n",
        );
        out += &declaration::<Utf16Span>(&config);
        out += &declaration::<annotation::Origin>(&config);
        out += &declaration::<annotation::Status>(&config);
        out += &declaration::<annotation::Value>(&config);
        out += &declaration::<annotation::Entity<Utf16Span>>(&config);
        out += &declaration::<annotation::Polarity>(&config);
        out += &declaration::<annotation::Modality>(&config);
        out += &declaration::<annotation::Argument<Utf16Span>>(&config);
        out += &declaration::<annotation::Event<Utf16Span>>(&config);
        out += &declaration::<annotation::ParagraphKind>(&config);
        out += &declaration::<annotation::Paragraph<Utf16Span>>(&config);
        out += &declaration::<annotation::CliticKind>(&config);
        out += &declaration::<annotation::Clitic<Utf16Span>>(&config);
        out += &declaration::<annotation::Token<Utf16Span>>(&config);
        out += &declaration::<annotation::Meta>(&config);
        out += &declaration::<annotation::DocumentStatus>(&config);
        out += &declaration::<schema::Bilingual>(&config);
        out += &declaration::<schema::EntityType>(&config);
        out += &declaration::<schema::RoleSpec>(&config);
        out += &declaration::<schema::EventType>(&config);
        out += &declaration::<schema::Named>(&config);
        out += &declaration::<schema::Schema>(&config);
        out += &declaration::<session::Filler<Utf16Span>>(&config);
        out += &declaration::<session::Command<Utf16Span>>(&config);
        out += &declaration::<History>(&config);
        out += &declaration::<DocumentView>(&config);
        out += &declaration::<DocumentSummary>(&config);
        out += &declaration::<ChangeView>(&config);
        out
    }

    #[test]
    fn typescript_types_are_those_of_the_core() {
        expect_file!["wasm/types.d.ts"].assert_eq(&declarations());
    }
}
