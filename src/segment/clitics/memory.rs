//! What was found for words met before: most words of a text come again, and looking one up in a list takes longer
//! than reading it.

use crate::{
    annotation::{Clitic, CliticKind},
    text::{Span, hash_bytes},
};

/// Most clitics of a word: conjunction, preposition or future marker, article, pronoun.
const MOST_CLITICS: usize = 4;

/// Longer words are not remembered, so that their places fit into a byte.
const LONGEST_WORD: usize = u8::MAX as usize;

/// Slots for a text: so many bytes for each, within these bounds.
const BYTES_PER_SLOT: usize = 32;
const FEWEST_SLOTS: usize = 64;
const MOST_SLOTS: usize = 8192;

/// The clitics of words of one text, by spelling. A word takes the slot of another that has the same.
#[derive(Debug)]
pub(super) struct Memory {
    slots: Vec<Slot>,
}

/// A word and where its clitics lie in it.
#[derive(Debug, Clone, Copy)]
struct Slot {
    /// Where the word stood; empty for none.
    word: Span,
    n_clitics: u8,
    /// Kind, start and end from the start of the word.
    clitics: [(CliticKind, u8, u8); MOST_CLITICS],
}

impl Memory {
    /// A memory for a text of so many bytes.
    pub fn new(n_bytes: usize) -> Self {
        let n_slots = (n_bytes / BYTES_PER_SLOT).next_power_of_two().clamp(FEWEST_SLOTS, MOST_SLOTS);
        let empty = (CliticKind::Conjunction, 0, 0);
        let slot = Slot { word: Span::new(0, 0), n_clitics: 0, clitics: [empty; MOST_CLITICS] };
        Self { slots: vec![slot; n_slots] }
    }

    /// The slot of `word`.
    pub fn slot(&self, word: &str) -> usize {
        hash_bytes(word.as_bytes()) as usize & (self.slots.len() - 1)
    }

    /// The clitics of the word of `text` at `span`, if `slot` holds that word.
    pub fn recall(&self, text: &str, span: Span, slot: usize) -> Option<Vec<Clitic>> {
        let known = &self.slots[slot];
        let is_known = known.word.len() == span.len() && known.word.slice(text) == span.slice(text);
        let clitic = |(kind, start, end): &(CliticKind, u8, u8)| {
            let place = Span::new(span.start + usize::from(*start), span.start + usize::from(*end));
            Clitic { span: place, kind: *kind }
        };
        is_known.then(|| known.clitics.iter().take(usize::from(known.n_clitics)).map(clitic).collect())
    }

    /// Remembers that the word at `span` has `clitics`.
    pub fn remember(&mut self, span: Span, clitics: &[Clitic], slot: usize) {
        if span.len() > LONGEST_WORD || clitics.len() > MOST_CLITICS {
            return;
        }
        let slot = &mut self.slots[slot];
        (slot.word, slot.n_clitics) = (span, clitics.len() as u8);
        for (place, clitic) in slot.clitics.iter_mut().zip(clitics) {
            *place =
                (clitic.kind, (clitic.span.start - span.start) as u8, (clitic.span.end - span.start) as u8);
        }
    }
}
