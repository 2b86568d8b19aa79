//! A window (a sentence, or a piece of a very long one) with the phrases that tables have at each of its words.

use std::borrow::Cow;

use super::{knowledge::Knowledge, starts::RuleBits, words::Word};

/// Longest phrase, in words, that is looked up in a table.
const MAX_PHRASE: usize = 10;

/// A phrase of a table that stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hit {
    /// Which of the tables that rules name.
    pub table: u8,
    /// Number of words.
    pub n_words: u8,
    /// Which reading of its first word fits.
    pub reading: u8,
    /// Number of the table's entry.
    pub entry: u32,
}

impl Hit {
    /// Hits are kept by table, longest first, then by reading.
    pub fn order(&self) -> (u8, std::cmp::Reverse<u8>, u8) {
        (self.table, std::cmp::Reverse(self.n_words), self.reading)
    }
}

/// Phrases of several words that begin at a word.
#[derive(Debug)]
struct Longer {
    /// All hits of the word.
    hits: Vec<Hit>,
    /// The rules that may begin with one.
    starts: RuleBits,
}

/// The words of a window.
#[derive(Debug)]
pub(super) struct Window<'a> {
    /// The words.
    pub words: &'a [Word],
    /// What is known.
    pub knowledge: &'a Knowledge,
    longer: Vec<Option<Box<Longer>>>,
}

impl<'a> Window<'a> {
    /// A window over `words`.
    pub fn new(words: &'a [Word], knowledge: &'a Knowledge) -> Self {
        let longer = (0..words.len()).map(|first| longer(words, first, knowledge)).collect();
        Self { words, knowledge, longer }
    }

    /// The phrases of table number `table` that begin with the word `first`, longest first.
    pub fn hits(&self, table: u8, first: usize) -> &[Hit] {
        let hits = match &self.longer[first] {
            Some(longer) => &longer.hits,
            None => &self.words[first].seen.hits,
        };
        let start = hits.iter().position(|hit| hit.table == table).unwrap_or(hits.len());
        let n_hits = hits[start..].iter().take_while(|hit| hit.table == table).count();
        &hits[start..start + n_hits]
    }

    /// The rules that may begin with the word `first`, apart from those that begin with a proposal.
    pub fn starts(&self, first: usize) -> Cow<'a, RuleBits> {
        let words: &'a [Word] = self.words;
        let own = &words[first].seen.starts;
        match &self.longer[first] {
            Some(longer) => {
                let mut starts = own.clone();
                starts.add(&longer.starts);
                Cow::Owned(starts)
            }
            None => Cow::Borrowed(own),
        }
    }
}

/// The phrases of several words at the word `first`, if there are any.
fn longer(words: &[Word], first: usize, knowledge: &Knowledge) -> Option<Box<Longer>> {
    let seen = &words[first].seen;
    let mut hits: Vec<Hit> = Vec::new();
    for &reading in &seen.continued {
        let mut phrase = words[first].readings[usize::from(reading)].form.clone();
        for (n_words, word) in (2..=MAX_PHRASE as u8).zip(&words[first + 1..]) {
            phrase.push(' ');
            phrase.push_str(word.form());
            let Some(form) = knowledge.forms().find(phrase.as_bytes()) else { break };
            hits.extend(knowledge.hits(form, n_words, reading));
            if !knowledge.forms().goes_on(form) {
                break;
            }
        }
    }
    if hits.is_empty() {
        return None;
    }
    let mut starts = RuleBits::default();
    hits.iter().for_each(|hit| knowledge.add_starts(hit, &mut starts));
    hits.extend_from_slice(&seen.hits);
    hits.sort_by_key(Hit::order);
    Some(Box::new(Longer { hits, starts }))
}
