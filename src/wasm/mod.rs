//! The browser's binding: the only module that names `wasm_bindgen`, `js_sys`, `web_sys` and
//! `serde_wasm_bindgen`.
//!
//! Each method decodes, calls, encodes. Spans cross the border in UTF-16 code units. Errors are real
//! `Error`s with a `code` and `details` for the page's own words. The TypeScript types in `types.d.ts`
//! are generated from the Rust types (see `src/view/`).

mod adjudication;
mod errors;
mod files;
mod timing;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, de::DeserializeOwned};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

use crate::{
    adjudication::Adjudication,
    annotation::{Document, Meta},
    dataset::{self, Imported},
    entities::tagger::Tagger,
    events::EventFinder,
    lexicon::Lexicon,
    pipeline::Annotator,
    schema::Schema,
    session::{Command, JournalEntry, LabelMapping, Likeness, Pattern, Session, Step, Words},
    text::Utf16Span,
    view::{ChangeView, DocumentSummary, DocumentView, Statistics, Viewer, hits},
};
use errors::{WorkspaceError, js_error};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

type Js<T> = Result<T, JsValue>;

/// Maps as plain objects, `None` as `null`.
const SERIALIZER: Serializer =
    Serializer::new().serialize_missing_as_null(true).serialize_maps_as_objects(true);

fn encode(value: &impl Serialize) -> Js<JsValue> {
    value
        .serialize(&SERIALIZER)
        .map_err(|error| js_error(&WorkspaceError::Argument { reason: error.to_string() }))
}

fn decode<T: DeserializeOwned>(value: JsValue) -> Js<T> {
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| js_error(&WorkspaceError::Argument { reason: error.to_string() }))
}

/// Shows panics of the core in the console; called once, when the module is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// The open documents with their histories, and the annotator that reads new ones.
#[wasm_bindgen]
pub struct Workspace {
    annotator: Annotator,
    /// The label inventory that people use; it begins as the annotator's.
    schema: Schema,
    open: BTreeMap<String, OpenDocument>,
    /// What annotators' files are made one in.
    adjudication: Option<Adjudication>,
}

struct OpenDocument {
    session: Session,
    viewer: Viewer,
    /// The document as it was opened, native JSON.
    base: String,
}

#[wasm_bindgen]
impl Workspace {
    /// A workspace without documents. `lexicon` is the content of `lexicon.pack`, `entities` that of
    /// `entities.model`, `events` that of `events.model`.
    #[wasm_bindgen(constructor)]
    pub fn new(lexicon: &[u8], entities: &[u8], events: &[u8]) -> Js<Workspace> {
        let lexicon = Lexicon::from_pack(lexicon)
            .map_err(|error| js_error(&WorkspaceError::Pack { reason: error.to_string() }))?;
        let tagger = Tagger::from_model(entities, &lexicon)
            .map_err(|error| js_error(&WorkspaceError::Pack { reason: error.to_string() }))?;
        let events = EventFinder::from_model(events, &lexicon, &Schema::built_in())
            .map_err(|error| js_error(&WorkspaceError::Pack { reason: error.to_string() }))?;
        let annotator = Annotator::with_models(lexicon, tagger, events);
        Ok(Workspace {
            schema: annotator.schema().clone(),
            annotator,
            open: BTreeMap::new(),
            adjudication: None,
        })
    }

    /// The label inventory.
    #[wasm_bindgen(unchecked_return_type = "Schema")]
    pub fn schema(&self) -> Js<JsValue> {
        encode(&self.schema)
    }

    /// Annotates a text and opens it; gives the new document's id.
    pub fn annotate(
        &mut self,
        text: String,
        #[wasm_bindgen(unchecked_param_type = "Meta")] meta: JsValue,
    ) -> Js<String> {
        let meta: Meta = decode(meta)?;
        self.annotate_text(text, meta)
    }

    /// Opens what a file holds, a data set by its ending `.json` or `.jsonl`, else a text, which is
    /// annotated; gives the ids of the opened documents. A refused file opens nothing.
    pub fn import(&mut self, bytes: &[u8], file_name: &str) -> Js<Vec<String>> {
        let imported = dataset::read(bytes, file_name, &self.schema)
            .map_err(|error| js_error(&WorkspaceError::Import(error)))?;
        match imported {
            Imported::Text(text) => {
                let meta = Meta { source: Some(file_name.to_owned()), ..Meta::default() };
                Ok(vec![self.annotate_text(text, meta)?])
            }
            Imported::Documents(documents) => {
                documents.into_iter().map(|document| self.open_imported(document)).collect()
            }
        }
    }

    /// The open documents, by id.
    #[wasm_bindgen(unchecked_return_type = "DocumentSummary[]")]
    pub fn documents(&self) -> Js<JsValue> {
        let summaries: Vec<_> = self.open.values().map(|open| DocumentSummary::of(&open.session)).collect();
        encode(&summaries)
    }

    /// All of a document that the page shows.
    #[wasm_bindgen(unchecked_return_type = "DocumentView")]
    pub fn view(&self, id: &str) -> Js<JsValue> {
        let open = self.get(id)?;
        encode(&DocumentView::of(&open.session, &open.viewer))
    }

    /// The same as JSON: a page gets a large document sooner as one text than as a hundred thousand objects.
    #[wasm_bindgen(js_name = viewJson)]
    pub fn view_json(&self, id: &str) -> Js<String> {
        let open = self.get(id)?;
        serde_json::to_string(&DocumentView::of(&open.session, &open.viewer))
            .map_err(|error| js_error(&WorkspaceError::Argument { reason: error.to_string() }))
    }

    /// Carries out a command.
    #[wasm_bindgen(unchecked_return_type = "Change")]
    pub fn apply(
        &mut self,
        id: &str,
        #[wasm_bindgen(unchecked_param_type = "Command")] command: JsValue,
    ) -> Js<JsValue> {
        let command: Command<Utf16Span> = decode(command)?;
        let open = self.open.get_mut(id).ok_or_else(|| unknown_document(id))?;
        let command = open.viewer.to_bytes(&open.session.structure().text, command);
        let step = command.and_then(|command| open.session.apply(command, &self.schema));
        let step = step.map_err(|error| js_error(&WorkspaceError::Command(error)))?;
        open.change(&step)
    }

    /// Takes the last step back.
    #[wasm_bindgen(unchecked_return_type = "Change | undefined")]
    pub fn undo(&mut self, id: &str) -> Js<JsValue> {
        self.step(id, Session::undo)
    }

    /// Does the step again that was taken back last.
    #[wasm_bindgen(unchecked_return_type = "Change | undefined")]
    pub fn redo(&mut self, id: &str) -> Js<JsValue> {
        self.step(id, Session::redo)
    }

    /// The places in the documents `ids` that have the words looked for; a span is one of the document `from`.
    #[wasm_bindgen(unchecked_return_type = "Hit[]")]
    pub fn find(
        &self,
        ids: Vec<String>,
        from: &str,
        #[wasm_bindgen(unchecked_param_type = "Words")] words: JsValue,
        #[wasm_bindgen(unchecked_param_type = "Likeness")] likeness: JsValue,
    ) -> Js<JsValue> {
        let (words, likeness): (Words<Utf16Span>, Likeness) = (decode(words)?, decode(likeness)?);
        let source = self.get(from)?;
        let words = source.viewer.words_to_bytes(&source.session.structure().text, words);
        let words = words.map_err(|error| js_error(&WorkspaceError::Command(error)))?;
        let pattern = Pattern::new(source.session.structure(), words, likeness);
        let mut found = Vec::new();
        for id in &ids {
            let open = self.get(id)?;
            found.extend(hits(&open.session, &open.viewer, &pattern));
        }
        encode(&found)
    }

    /// What was suggested in the documents `ids` and what people made of it.
    #[wasm_bindgen(unchecked_return_type = "Statistics")]
    pub fn statistics(&self, ids: Vec<String>) -> Js<JsValue> {
        let sessions = ids.iter().map(|id| Ok(&self.get(id)?.session)).collect::<Js<Vec<_>>>()?;
        encode(&Statistics::of(sessions.into_iter()))
    }

    /// Changes the label inventory. `mapping` gives all marks a label and a role that `schema` has; where one would
    /// lack them, nothing is changed. Gives the ids of the documents that are not as they were: what storage keeps of
    /// them is to be replaced by `base` and `journal`. Their histories get the new labels too; only a history that
    /// knows a label without a new name begins anew.
    #[wasm_bindgen(js_name = changeSchema)]
    pub fn change_schema(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "Schema")] schema: JsValue,
        #[wasm_bindgen(unchecked_param_type = "LabelMapping")] mapping: JsValue,
    ) -> Js<Vec<String>> {
        let (schema, mapping): (Schema, LabelMapping) = (decode(schema)?, decode(mapping)?);
        schema.check().map_err(|error| js_error(&WorkspaceError::Schema(error)))?;
        let mut changed = Vec::new();
        for open in self.open.values() {
            let mut session = open.session.clone();
            let step = session.apply(Command::MapLabels(mapping.clone()), &schema);
            step.map_err(|error| js_error(&WorkspaceError::Command(error)))?;
            let relabelled = open.session.relabelled(&mapping, &schema);
            changed.push(relabelled.unwrap_or_else(|| Session::new(session.to_document())));
        }
        let keeps_all = schema.has_all_of(&self.schema);
        self.schema = schema;
        if keeps_all {
            return Ok(Vec::new());
        }
        for (open, session) in self.open.values_mut().zip(changed) {
            open.base = dataset::to_jsonl_line(&session.base());
            open.session = session;
        }
        Ok(self.open.keys().cloned().collect())
    }

    /// Closes a document; one that is not open is none to close.
    pub fn close(&mut self, id: &str) {
        self.open.remove(id);
    }

    /// The documents as they are now, in the native format: `json` (with the schema) or `jsonl`.
    pub fn export(
        &self,
        ids: Vec<String>,
        #[wasm_bindgen(unchecked_param_type = "\"json\" | \"jsonl\"")] format: &str,
    ) -> Js<String> {
        let documents = ids.iter().map(|id| Ok(self.get(id)?.session.to_document()));
        let documents: Vec<Document> = documents.collect::<Js<_>>()?;
        Ok(match format {
            "jsonl" => dataset::to_jsonl(&documents),
            _ => dataset::to_json(&documents, &self.schema),
        })
    }

    /// The document as it was opened, in the native format.
    pub fn base(&self, id: &str) -> Js<String> {
        Ok(self.get(id)?.base.clone())
    }

    /// The steps that lead from `base` to the document as it is, as `restore` takes them.
    pub fn journal(&self, id: &str) -> Js<Vec<String>> {
        let entries = self.get(id)?.session.journal();
        // Entries have string keys and finite numbers, so writing them cannot fail.
        Ok(entries.iter().map(|entry| serde_json::to_string(entry).unwrap_or_default()).collect())
    }

    /// Opens a document again from what storage kept: `base` and the `journal` texts of its changes, in order.
    pub fn restore(&mut self, base: &str, journal: Vec<String>) -> Js<String> {
        let restored = dataset::read(base.as_bytes(), "base.jsonl", &self.schema);
        let Ok(Imported::Documents(documents)) = restored else {
            return Err(js_error(&WorkspaceError::Base));
        };
        let document = documents.into_iter().next().ok_or_else(|| js_error(&WorkspaceError::Base))?;
        let entries = parse_journal(&journal)?;
        let mut open = OpenDocument::new(document);
        open.session.replay(&entries).map_err(|error| js_error(&WorkspaceError::Restore(error)))?;
        let id = open.session.structure().id.clone();
        self.open.insert(id.clone(), open);
        Ok(id)
    }
}

fn parse_journal(journal: &[String]) -> Js<Vec<JournalEntry>> {
    let entries = journal.iter().enumerate().map(|(entry, json)| {
        serde_json::from_str(json)
            .map_err(|_| js_error(&WorkspaceError::Restore(crate::session::JournalError::Journal { entry })))
    });
    entries.collect()
}

fn unknown_document(id: &str) -> JsValue {
    js_error(&WorkspaceError::UnknownDocument { id: id.to_owned() })
}

impl Workspace {
    fn get(&self, id: &str) -> Js<&OpenDocument> {
        self.open.get(id).ok_or_else(|| unknown_document(id))
    }

    fn annotate_text(&mut self, text: String, meta: Meta) -> Js<String> {
        if text.trim().is_empty() {
            return Err(js_error(&WorkspaceError::Import(dataset::ImportError::Empty)));
        }
        let id = dataset::document_id(&text, &self.ids());
        let mut document = timing::measure("hashiya:annotate", || self.annotator.annotate(id, text, meta));
        // What people have taken out of the label set is not suggested either.
        document.entities.retain(|entity| self.schema.entity_type(&entity.label).is_some());
        document.events.retain(|event| self.schema.event_type(&event.label).is_some());
        Ok(self.insert(document))
    }

    /// Opens a document of a file; one whose id is taken gets a new one.
    fn open_imported(&mut self, mut document: Document) -> Js<String> {
        if document.tokens.is_empty() {
            self.annotator.fill_structure(&mut document);
        }
        if self.open.contains_key(&document.id) {
            document.id = dataset::document_id(&document.text, &self.ids());
        }
        Ok(self.insert(document))
    }

    fn insert(&mut self, document: Document) -> String {
        let id = document.id.clone();
        self.open.insert(id.clone(), OpenDocument::new(document));
        id
    }

    fn ids(&self) -> BTreeSet<String> {
        self.open.keys().cloned().collect()
    }

    fn step(&mut self, id: &str, go: impl FnOnce(&mut Session) -> Option<Step>) -> Js<JsValue> {
        let open = self.open.get_mut(id).ok_or_else(|| unknown_document(id))?;
        match go(&mut open.session) {
            Some(step) => open.change(&step),
            None => Ok(JsValue::UNDEFINED),
        }
    }
}

impl OpenDocument {
    fn new(document: Document) -> Self {
        let base = dataset::to_jsonl_line(&document);
        let viewer = Viewer::new(&document.text);
        Self { session: Session::new(document), viewer, base }
    }

    fn change(&self, step: &Step) -> Js<JsValue> {
        encode(&ChangeView::of(step, &self.session, &self.viewer))
    }
}
