//! Which words of a text stand in the curated tables of the lexicon, as one word or inside a phrase.
//!
//! The tables are read once into one map from the hash of a phrase's beginning, so that an entry that a
//! linguist adds counts at once, without new training.

use std::collections::HashMap;

use super::hash::{fold, hash_text, mix, pair};
use crate::{entities::words::Word, lexicon::Lexicon};

/// The kind of hash that words of phrases have.
pub(crate) const FORM: u64 = 1;

/// Kind of the hash of what a table says.
const ENTRY: u64 = 2;

/// The tables, and the columns that tell their rows apart. Tables that were harvested from the very
/// labels that the model learns from are left out: they would be trusted too much.
const TABLES: &[(&str, &[&str])] = &[
    ("organisations", &["label"]),
    ("regions", &["label"]),
    ("heads", &["label", "kind"]),
    ("body_adjectives", &[]),
    ("posts", &["kind"]),
    ("post_adjectives", &[]),
    ("name_particles", &["place"]),
    ("groups", &["kind"]),
    ("weapons", &[]),
    ("websites", &[]),
    ("languages", &[]),
    ("named_events", &[]),
    ("months", &[]),
    ("weekdays", &[]),
    ("relative_days", &[]),
    ("day_parts", &[]),
    ("time_units", &[]),
    ("number_words", &["kind"]),
    ("ordinals", &[]),
    ("units", &[]),
    ("currencies", &[]),
    ("never_names", &[]),
    ("nisba", &["number", "definite"]),
    ("verb_forms", &[]),
    ("light_verbs", &[]),
];

/// The tables that were harvested from labelled news. In training each text is read with tables that were made
/// without it.
const SEEN: &[(&str, &[&str])] = &[
    ("names", &["rel", "given"]),
    ("places", &["label", "rel"]),
    ("known", &["label", "rel"]),
    ("heads_seen", &["label", "rel"]),
    ("followers", &["label", "rel"]),
];

/// A table of which only phrases of several words count: single ones are in the model's own list.
const PHRASES_ONLY: &str = "places";

/// Most tables that are kept of one word.
pub(crate) const MAX_TAGS: usize = 4;

/// Longest phrase, in words.
const MAX_PHRASE: usize = 7;

/// What the tables say of one word: entry and place in the phrase, hashed; 0 where there is no more.
pub(crate) type Tags = [u32; MAX_TAGS];

#[derive(Debug, Clone, Default)]
struct Node {
    goes_on: bool,
    entries: Vec<u32>,
    seen: Vec<u32>,
}

/// The phrases of the curated tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrases {
    nodes: HashMap<u32, Node>,
}

impl Phrases {
    /// The phrases of `lexicon`.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut phrases = Self::default();
        for (is_seen, (name, columns)) in
            TABLES.iter().map(|table| (false, table)).chain(SEEN.iter().map(|table| (true, table)))
        {
            let table = lexicon.table(name);
            for (form, rows) in table.forms() {
                for row in rows {
                    let facts = columns.iter().map(|column| hash_text(ENTRY, table.field(row, column)));
                    let entry =
                        facts.fold(u64::from(hash_text(ENTRY, name)), |entry, fact| mix(entry, fact.into()));
                    phrases.add(&form, fold(mix(entry, 0)), is_seen);
                }
            }
        }
        for (form, _) in lexicon.table(PHRASES_ONLY).forms().filter(|(form, _)| form.contains(' ')) {
            phrases.add(&form, hash_text(ENTRY, PHRASES_ONLY), false);
        }
        phrases
    }

    fn add(&mut self, form: &str, entry: u32, is_seen: bool) {
        let mut words = form.split(' ').peekable();
        let mut key = 0;
        while let Some(word) = words.next() {
            key = longer(key, hash_text(FORM, word));
            let node = self.nodes.entry(key).or_default();
            if words.peek().is_some() {
                node.goes_on = true;
                continue;
            }
            let entries = if is_seen { &mut node.seen } else { &mut node.entries };
            if !entries.contains(&entry) {
                entries.push(entry);
            }
        }
    }

    /// What the tables say of each of `words`: the curated ones apart, those of labelled news together.
    pub(in crate::entities) fn tags(&self, words: &[Word]) -> (Vec<Tags>, Vec<u32>) {
        let forms: Vec<u32> = words.iter().map(|word| hash_text(FORM, word.form())).collect();
        let mut tags = vec![[0; MAX_TAGS]; words.len()];
        let mut seen = vec![0; words.len()];
        for (first, word) in words.iter().enumerate() {
            for reading in word.readings.iter().filter(|reading| !reading.guess) {
                let own = if reading.stripped { hash_text(FORM, &reading.form) } else { forms[first] };
                self.follow(own, first, &forms, &mut tags, &mut seen);
            }
        }
        (tags, seen)
    }

    fn follow(&self, own: u32, first: usize, forms: &[u32], tags: &mut [Tags], seen: &mut [u32]) {
        let mut key = longer(0, own);
        for end in first + 1..=forms.len().min(first + MAX_PHRASE) {
            let Some(node) = self.nodes.get(&key) else { return };
            for &entry in &node.entries {
                mark(&mut tags[first..end], entry);
            }
            for &entry in &node.seen {
                let places = seen[first..end].iter_mut().enumerate();
                places.for_each(|(place, seen)| {
                    *seen = seen.wrapping_add(pair(place.min(2) as u64, entry.into()))
                });
            }
            if !node.goes_on || end == forms.len() {
                return;
            }
            key = longer(key, forms[end]);
        }
    }
}

/// The key of the phrase `key` with one more word.
fn longer(key: u32, word: u32) -> u32 {
    fold(mix(u64::from(key), u64::from(word)))
}

/// Writes the place in the phrase to each of its words.
fn mark(tags: &mut [Tags], entry: u32) {
    let n_words = tags.len();
    for (place, slots) in tags.iter_mut().enumerate() {
        let place = match (place, n_words) {
            (_, 1) => 0,
            (0, _) => 1,
            (place, n_words) if place + 1 == n_words => 3,
            _ => 2,
        };
        let tag = pair(place, entry.into());
        if slots.contains(&tag) {
            continue;
        }
        if let Some(free) = slots.iter_mut().find(|slot| **slot == 0) {
            *free = tag;
        }
    }
}
