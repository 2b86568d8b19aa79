//! Annotated articles of the reference data, as far as learning needs them.

use std::{fs, io, ops::Range, path::Path};

use hashiya::{
    annotation::{Document, Entity, Provenance},
    events::Reading,
    lexicon::Lexicon,
    segment::segment,
    text::Span,
};
use serde::Deserialize;

/// An annotated article.
pub struct Article {
    /// Text, tokens, sentences and the annotated entities.
    pub document: Document,
    /// The annotated events.
    pub events: Vec<GoldEvent>,
}

/// An annotated event, its spans in bytes.
pub struct GoldEvent {
    /// Its type.
    pub label: String,
    /// Its trigger.
    pub trigger: Span,
    /// Role and span of its arguments.
    pub arguments: Vec<(String, Span)>,
    /// `negative` and the modality, where they are not the usual ones.
    pub attributes: Vec<String>,
}

impl GoldEvent {
    /// The words that the trigger covers.
    pub fn trigger_words(&self, reading: &Reading<'_>) -> Range<usize> {
        words_of(reading, self.trigger)
    }
}

/// The words that `span` touches.
pub fn words_of(reading: &Reading<'_>, span: Span) -> Range<usize> {
    let tokens = &reading.document.tokens;
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    first..end.max(first)
}

#[derive(Deserialize)]
struct RawSpan {
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct RawEntity {
    id: String,
    label: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct RawArgument {
    role: String,
    start: usize,
    end: usize,
}

#[derive(Deserialize)]
struct RawEvent {
    label: String,
    trigger: RawSpan,
    arguments: Vec<RawArgument>,
    polarity: String,
    modality: String,
}

#[derive(Deserialize)]
struct RawDocument {
    text: String,
    entities: Vec<RawEntity>,
    events: Vec<RawEvent>,
}

/// The articles of the files `paths`, in order.
pub fn read(paths: &[&Path], lexicon: &Lexicon) -> io::Result<Vec<Article>> {
    let mut articles = Vec::new();
    for path in paths {
        for line in fs::read_to_string(path)?.lines() {
            articles.push(article(serde_json::from_str(line)?, lexicon));
        }
    }
    Ok(articles)
}

fn article(raw: RawDocument, lexicon: &Lexicon) -> Article {
    let mut bytes: Vec<usize> = raw.text.char_indices().map(|(byte, _)| byte).collect();
    bytes.push(raw.text.len());
    let byte = |code_point: usize| bytes[code_point.min(bytes.len() - 1)];
    let span = |start, end| Span::new(byte(start), byte(end));
    let entities = raw.entities.into_iter().map(|entity| Entity {
        id: entity.id,
        label: entity.label,
        span: span(entity.start, entity.end),
        core: span(entity.start, entity.end),
        parts: Vec::new(),
        provenance: Provenance::person(),
        value: None,
        chain: None,
    });
    let entities = entities.collect();
    let events = raw.events.into_iter().map(|event| GoldEvent {
        label: event.label,
        trigger: span(event.trigger.start, event.trigger.end),
        arguments: event
            .arguments
            .into_iter()
            .map(|argument| (argument.role, span(argument.start, argument.end)))
            .collect(),
        attributes: [event.polarity, event.modality]
            .into_iter()
            .filter(|attribute| attribute != "positive" && attribute != "asserted")
            .collect(),
    });
    let events = events.collect();
    let parts = segment(&raw.text, lexicon);
    let document = Document {
        text: raw.text,
        paragraphs: parts.paragraphs,
        sentences: parts.sentences,
        tokens: parts.tokens,
        entities,
        ..Document::default()
    };
    Article { document, events }
}
