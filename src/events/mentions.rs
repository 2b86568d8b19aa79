//! Entities as the event finder reads them.

use std::ops::Range;

use crate::{annotation::Document, text::push_normalized};

use super::{
    features::{both, name_hash},
    lexemes::Lexemes,
    reading::words_of,
};

/// What an entity is in a sentence (table `mention_kinds`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum MentionKind {
    /// A person.
    Person,
    /// A post.
    Title,
    /// A date or time.
    Time,
    /// A number, percentage, sum.
    Number,
    /// A rank: «الثالث».
    Rank,
    /// A people.
    Group,
    /// A named event: «حرب أكتوبر».
    Event,
    /// Any other name.
    Name,
}

impl MentionKind {
    fn named(name: &str) -> Self {
        match name {
            "person" => Self::Person,
            "title" => Self::Title,
            "time" => Self::Time,
            "number" => Self::Number,
            "rank" => Self::Rank,
            "group" => Self::Group,
            "event" => Self::Event,
            _ => Self::Name,
        }
    }
}

/// An entity in words.
#[derive(Debug, Clone)]
pub(crate) struct Mention {
    /// Its place in the document's list.
    pub entity: usize,
    /// Its label, hashed.
    pub label: u32,
    /// What it is in a sentence.
    pub kind: MentionKind,
    /// What features call a phrase that holds such a thing: `np-place`.
    pub phrase: u32,
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
    /// Whether no larger mention holds it.
    pub outermost: bool,
}

/// The mentions of the document's entities.
pub(super) fn read_mentions(document: &Document, lexemes: &Lexemes) -> Vec<Mention> {
    let mut label = String::new();
    let mut mentions: Vec<Mention> = Vec::with_capacity(document.entities.len());
    for (entity, marked) in document.entities.iter().enumerate() {
        let Range { start: first, end } = words_of(document, marked.span);
        label.clear();
        push_normalized(&marked.label, &mut label);
        let (kind, phrase) = lexemes
            .kinds
            .get(&label)
            .map_or((MentionKind::Name, 0), |(kind, phrase)| (MentionKind::named(kind), *phrase));
        if first < end {
            let label = name_hash(&label);
            mentions.push(Mention { entity, label, kind, phrase, first, end, outermost: true });
        }
    }
    mentions.sort_by_key(|mention| (mention.first, std::cmp::Reverse(mention.end), mention.entity));
    mentions
}

/// The hash of label and place in the mention: first word, or further.
pub(crate) fn placed(mention: &Mention, index: usize) -> u32 {
    both(mention.label, 1 + u32::from(index == mention.first))
}
