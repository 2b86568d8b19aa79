//! Sentences of our own, one for each mechanism. Entities are marked in the sentence itself:
//! `[وزير الخارجية الفرنسي|OCC]`.

use proptest::prelude::*;

use super::*;
use crate::{
    annotation::{Entity, Modality, Polarity},
    segment::segment,
    text::{Span, is_grapheme_boundary},
};

/// The document of a sentence with marked entities.
fn document(marked: &str) -> Document {
    let mut document = Document::default();
    let mut rest = marked;
    while let Some((before, after)) = rest.split_once('[') {
        document.text += before;
        let (entity, after) = after.split_once(']').unwrap();
        let (text, label) = entity.split_once('|').unwrap();
        let start = document.text.len();
        document.text += text;
        let span = Span::new(start, document.text.len());
        document.entities.push(Entity {
            id: format!("e{}", document.entities.len() + 1),
            label: label.to_owned(),
            span,
            core: span,
            provenance: Provenance::person(),
            value: None,
            chain: None,
        });
        rest = after;
    }
    document.text += rest;
    let parts = segment(&document.text, Lexicon::embedded());
    document.sentences = parts.sentences;
    document.tokens = parts.tokens;
    document
}

fn events_of(document: &Document) -> Vec<Event> {
    find_events(document, Lexicon::embedded(), &Schema::built_in())
}

/// The events of a sentence as lines: `Kill قتل Victim=26 جنديا`.
fn lines(marked: &str) -> Vec<String> {
    let document = document(marked);
    let line = |event: &Event| {
        let arguments: String = event
            .arguments
            .iter()
            .map(|argument| format!(" {}={}", argument.role, argument.span.slice(&document.text)))
            .collect();
        format!("{} {}{arguments}", event.label, event.trigger.slice(&document.text))
    };
    events_of(&document).iter().map(line).collect()
}

#[track_caller]
fn check(marked: &str, expected: &[&str]) {
    assert_eq!(lines(marked), expected, "{marked}");
}

/// The triggers alone: `Kill قتل`.
#[track_caller]
fn check_triggers(marked: &str, expected: &[&str]) {
    let document = document(marked);
    let found: Vec<String> = events_of(&document)
        .iter()
        .map(|event| format!("{} {}", event.label, event.trigger.slice(&document.text)))
        .collect();
    assert_eq!(found, expected, "{marked}");
}
