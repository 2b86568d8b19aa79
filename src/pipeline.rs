//! Text in, annotated document out: the one place that orders the stages.

use crate::{
    annotation::{Document, Meta, ParagraphKind},
    entities::{EntityFinder, chain_mentions, tagger::Tagger},
    events::EventFinder,
    lexicon::Lexicon,
    schema::Schema,
    segment::segment,
};

/// Annotates texts. Between them it only remembers what it has read of words.
#[derive(Debug, Clone)]
pub struct Annotator {
    lexicon: Lexicon,
    entities: EntityFinder,
    events: EventFinder,
    schema: Schema,
}

impl Annotator {
    /// An annotator with the built-in schema and the built-in tagger.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn new(lexicon: Lexicon) -> Self {
        Self::with_models(lexicon, Tagger::embedded().clone(), EventFinder::embedded().clone())
    }

    /// An annotator with the built-in schema.
    pub fn with_models(lexicon: Lexicon, tagger: Tagger, events: EventFinder) -> Self {
        let entities = EntityFinder::new(&lexicon, tagger);
        Self { lexicon, entities, events, schema: Schema::built_in() }
    }

    /// The label inventory that its marks use.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// Annotates `text`: structure, entities, events. Any text gives a document; a document without a
    /// title takes its headline for one.
    pub fn annotate(&self, id: impl Into<String>, text: impl Into<String>, meta: Meta) -> Document {
        let mut document = Document { id: id.into(), text: text.into(), meta, ..Document::default() };
        self.fill_structure(&mut document);
        document.entities = self.entities.find(&document);
        chain_mentions(&mut document, &self.lexicon);
        give_ids("e", document.entities.iter_mut().map(|entity| &mut entity.id));
        document.events = self.events.find(&document, &self.entities);
        document
    }

    /// Finds the tokens of a document that came without them, and the paragraphs and sentences that it
    /// lacks; what it has stays as it is.
    pub fn fill_structure(&self, document: &mut Document) {
        let segmentation = segment(&document.text, &self.lexicon);
        document.tokens = segmentation.tokens;
        if document.paragraphs.is_empty() {
            document.paragraphs = segmentation.paragraphs;
        }
        if document.sentences.is_empty() {
            document.sentences = segmentation.sentences;
        }
        if document.meta.title.is_none() {
            document.meta.title = headline(document);
        }
    }
}

/// Numbers marks in their order: `e1`, `e2`, …
fn give_ids<'a>(prefix: &str, ids: impl Iterator<Item = &'a mut String>) {
    ids.enumerate().for_each(|(index, id)| *id = format!("{prefix}{}", index + 1));
}

/// The text of the headline.
fn headline(document: &Document) -> Option<String> {
    let headline = document.paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Headline);
    headline.map(|paragraph| paragraph.span.slice(&document.text).to_owned())
}
