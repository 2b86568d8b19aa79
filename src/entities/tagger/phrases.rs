//! Which words of a text stand in the curated tables of the lexicon, as one word or inside a phrase.
//!
//! An entry that a linguist adds counts at once, without new training. What the tables say of a word form by
//! itself is found once for each form.

use std::sync::Arc;

use super::hash::{fold, hash_text, mix, pair};
use crate::{
    entities::words::{Word, WordForm},
    lexicon::{FormNumber, Lexicon},
};

/// The kind of hash that words of phrases have.
pub(crate) const FORM: u64 = 1;

/// Kind of the hash of what a table says.
const ENTRY: u64 = 2;

/// The tables, and the columns that tell their rows apart. Tables that were harvested from the very
/// labels that the model learns from are left out: they would be trusted too much.
const TABLES: &[(&str, &[&str])] = &[
    ("organisations", &["kind", "rel"]),
    ("well_known", &["label", "kind", "rel"]),
    ("regions", &["label", "rel"]),
    ("heads", &["label", "kind"]),
    ("body_adjectives", &[]),
    ("posts", &["kind"]),
    ("post_adjectives", &[]),
    ("name_particles", &["place"]),
    ("groups", &["kind"]),
    ("weapons", &["rel"]),
    ("websites", &[]),
    ("languages", &[]),
    ("named_events", &["kind", "rel"]),
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

/// The hashes of one table.
#[derive(Debug, Clone)]
struct TagTable {
    /// Its place among the tables.
    rank: usize,
    /// Whether it was harvested from labelled news.
    is_seen: bool,
    /// For each entry the hashes of its rows, each once.
    entries: Vec<Vec<u32>>,
}

/// What the tables say of a form as one word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::entities) struct OwnTags {
    tags: Tags,
    seen: u32,
}

/// The phrases of the curated tables.
#[derive(Debug, Clone, Default)]
pub(crate) struct Phrases {
    lexicon: Lexicon,
    /// By number of the table in the pack.
    tables: Arc<Vec<Option<TagTable>>>,
}

impl Phrases {
    /// The phrases of `lexicon`.
    pub fn new(lexicon: &Lexicon) -> Self {
        let mut tables = vec![None; usize::from(u8::MAX) + 1];
        let all = TABLES.iter().map(|table| (false, table)).chain(SEEN.iter().map(|table| (true, table)));
        for (rank, (is_seen, (name, columns))) in all.enumerate() {
            let table = lexicon.table(name);
            let Some(number) = table.number_in_pack() else { continue };
            let hash = |row| {
                let facts = columns.iter().map(|column| hash_text(ENTRY, table.field(row, column)));
                let entry =
                    facts.fold(u64::from(hash_text(ENTRY, name)), |entry, fact| mix(entry, fact.into()));
                fold(mix(entry, 0))
            };
            let entries = table.entries().iter().map(|rows| {
                let mut hashes: Vec<u32> = Vec::new();
                for hash in rows.iter().map(hash) {
                    if !hashes.contains(&hash) {
                        hashes.push(hash);
                    }
                }
                hashes
            });
            tables[usize::from(number)] = Some(TagTable { rank, is_seen, entries: entries.collect() });
        }
        Self { lexicon: lexicon.clone(), tables: Arc::new(tables) }
    }

    /// What the tables say of each of `words`: the curated ones apart, those of labelled news together.
    pub(in crate::entities) fn tags(&self, words: &[Word]) -> (Vec<Tags>, Vec<u32>) {
        let mut tags = vec![[0; MAX_TAGS]; words.len()];
        let mut seen = vec![0u32; words.len()];
        let mut phrase = String::new();
        for (first, word) in words.iter().enumerate() {
            if word.readings.iter().all(|reading| reading.guess || reading.number.is_none()) {
                continue;
            }
            if word.seen.continued.is_empty() {
                let own = word.own_tags.get_or_init(|| self.own_tags(word));
                own.tags.iter().filter(|tag| **tag != 0).for_each(|tag| push(&mut tags[first], *tag));
                seen[first] = seen[first].wrapping_add(own.seen);
                continue;
            }
            for reading in word.readings.iter().filter(|reading| !reading.guess) {
                let Some(mut form) = reading.number else { continue };
                phrase.clone_from(&reading.form);
                for end in first + 1..=words.len().min(first + MAX_PHRASE) {
                    self.mark(form, &mut tags[first..end], &mut seen[first..end]);
                    if end == words.len() || !self.lexicon.forms().goes_on(form) {
                        break;
                    }
                    phrase.push(' ');
                    phrase.push_str(words[end].form());
                    let Some(longer) = self.lexicon.forms().find(phrase.as_bytes()) else { break };
                    form = longer;
                }
            }
        }
        (tags, seen)
    }

    fn own_tags(&self, word: &WordForm) -> OwnTags {
        let (mut tags, mut seen) = ([[0; MAX_TAGS]], [0]);
        let readings = word.readings.iter().filter(|reading| !reading.guess);
        readings.filter_map(|reading| reading.number).for_each(|form| self.mark(form, &mut tags, &mut seen));
        OwnTags { tags: tags[0], seen: seen[0] }
    }

    /// Writes what the tables say of `form` to its words.
    fn mark(&self, form: FormNumber, tags: &mut [Tags], seen: &mut [u32]) {
        let mut found: Vec<(usize, bool, &[u32])> = Vec::new();
        for posting in self.lexicon.forms().postings(form) {
            if let Some(Some(table)) = self.tables.get(usize::from(posting.table)) {
                let entries = table.entries.get(posting.entry as usize).map_or(&[][..], Vec::as_slice);
                found.push((table.rank, table.is_seen, entries));
            }
        }
        found.sort_unstable_by_key(|(rank, ..)| *rank);
        for (_, is_seen, entries) in &found {
            for &entry in *entries {
                if *is_seen {
                    add_seen(seen, entry);
                } else {
                    mark(tags, entry);
                }
            }
        }
        let is_place =
            |rank: usize| SEEN.get(rank - TABLES.len()).is_some_and(|(name, _)| *name == PHRASES_ONLY);
        if tags.len() > 1 && found.iter().any(|(rank, is_seen, _)| *is_seen && is_place(*rank)) {
            mark(tags, hash_text(ENTRY, PHRASES_ONLY));
        }
    }
}

/// Adds the place in the phrase of labelled news to each of its words.
fn add_seen(seen: &mut [u32], entry: u32) {
    let places = seen.iter_mut().enumerate();
    places.for_each(|(place, seen)| *seen = seen.wrapping_add(pair(place.min(2) as u64, entry.into())));
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
        push(slots, tag);
    }
}

/// Adds `tag` where there is room.
fn push(slots: &mut Tags, tag: u32) {
    if !slots.contains(&tag)
        && let Some(free) = slots.iter_mut().find(|slot| **slot == 0)
    {
        *free = tag;
    }
}
