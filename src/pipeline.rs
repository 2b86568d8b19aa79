//! Text in, annotated document out: the one place that orders the stages.

use crate::{
    annotation::{Document, Meta, ParagraphKind},
    lexicon::Lexicon,
    schema::Schema,
    segment::segment,
};

/// Annotates texts. Holds no state between them.
#[derive(Debug, Clone)]
pub struct Annotator {
    lexicon: Lexicon,
    schema: Schema,
}

impl Annotator {
    /// An annotator with the built-in schema.
    pub fn new(lexicon: Lexicon) -> Self {
        Self { lexicon, schema: Schema::built_in() }
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
        document
    }

    /// Finds the paragraphs, sentences and tokens of a document that came without tokens.
    pub fn fill_structure(&self, document: &mut Document) {
        let segmentation = segment(&document.text, &self.lexicon);
        document.paragraphs = segmentation.paragraphs;
        document.sentences = segmentation.sentences;
        document.tokens = segmentation.tokens;
        if document.meta.title.is_none() {
            document.meta.title = headline(document);
        }
    }
}

/// The text of the headline.
fn headline(document: &Document) -> Option<String> {
    let headline = document.paragraphs.iter().find(|paragraph| paragraph.kind == ParagraphKind::Headline);
    headline.map(|paragraph| paragraph.span.slice(&document.text).to_owned())
}
