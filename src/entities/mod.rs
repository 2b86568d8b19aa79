//! The entity recogniser: who, where, when, how many.
//!
//! 1. Each token is read: its spellings with and without proclitics, its count in news ([`words`]).
//! 2. Rules of `data/rules/entities` propose candidates, stage by stage: numbers, dates and names of
//!    places first, then bodies that hold them, then posts, then persons ([`rules`], [`pattern`]).
//! 3. What the article says elsewhere proposes more ([`evidence`]).
//! 4. Candidates compete; the winners are the entities ([`compete`]).
//!
//! Labels and words are in `data/`, not here. A trained tagger can take the place of steps 2 to 4 for
//! names, by proposing [`candidate::Candidate`]s with its own scores.

mod candidate;
mod chains;
mod combine;
mod compete;
mod evidence;
mod numerals;
mod pattern;
mod places;
mod propose;
mod rules;
pub mod tagger;
mod timex;
mod values;
mod words;

use crate::{
    annotation::{Document, Entity, Provenance},
    lexicon::Lexicon,
    text::Span,
};
use candidate::Candidate;
pub use chains::chain_mentions;
use tagger::{Tagger, sight::Sight};
#[cfg(feature = "train")]
use tagger::{model::Model, phrases::Phrases};
use words::{Word, read_word};

/// The entities of `document`, whose text is cut into tokens and sentences; in the order of the text,
/// outer before inner, still without ids.
pub fn find_entities(document: &Document, lexicon: &Lexicon, tagger: &Tagger) -> Vec<Entity> {
    let words = read_words(document, lexicon);
    let date = document.meta.date.as_deref();
    let candidates = propose::candidates(document, &words, lexicon, date);
    let winners = winners(&candidates, &words, lexicon);
    let winners = if tagger.is_empty() {
        winners
    } else {
        // A tagger that knows nothing changes nothing.
        let sight = Sight::new(document, &words, &candidates, &winners, &tagger.phrases, &tagger.model);
        combine::combine(&tagger.tag(&sight), &candidates, winners, &words, tagger, lexicon)
    };
    let mut winners = winners;
    places::add_places(&mut winners, &words, lexicon);
    winners.into_iter().map(|winner| entity(winner, &words)).collect()
}

/// The best of the rules' `candidates` that fit together, and the further mentions of what they name.
fn winners(candidates: &[Candidate], words: &[Word], lexicon: &Lexicon) -> Vec<Candidate> {
    let nesting = lexicon.table("nesting");
    let winners = compete::compete(candidates.to_vec(), nesting);
    let repeated = evidence::repeated_mentions(&winners, words, lexicon.table("repeatable"));
    if repeated.is_empty() {
        return winners;
    }
    compete::compete(candidates.iter().cloned().chain(repeated).collect(), nesting)
}

/// A document read by the rules: what a tagger starts from.
#[cfg(feature = "train")]
pub(crate) struct Prepared {
    words: Vec<Word>,
    candidates: Vec<Candidate>,
    winners: Vec<Candidate>,
}

/// Reads `document` by the rules.
#[cfg(feature = "train")]
pub(crate) fn prepare(document: &Document, lexicon: &Lexicon) -> Prepared {
    let words = read_words(document, lexicon);
    let candidates = propose::candidates(document, &words, lexicon, document.meta.date.as_deref());
    let winners = winners(&candidates, &words, lexicon);
    Prepared { words, candidates, winners }
}

#[cfg(feature = "train")]
impl Prepared {
    /// What a tagger with `phrases` and `model` sees of it.
    pub fn sight(&self, document: &Document, phrases: &Phrases, model: &Model) -> Sight {
        Sight::new(document, &self.words, &self.candidates, &self.winners, phrases, model)
    }
}

fn read_words(document: &Document, lexicon: &Lexicon) -> Vec<Word> {
    document.tokens.iter().map(|token| read_word(token, &document.text, lexicon)).collect()
}

fn entity(winner: Candidate, words: &[Word]) -> Entity {
    let start = words[winner.first].span.start;
    let end = words[winner.end - 1].span.end;
    let provenance = match winner.source {
        combine::SOURCE => Provenance::model(winner.source, winner.score.min(1.0)),
        rule => Provenance::rule(rule, winner.score.min(1.0)),
    };
    Entity {
        id: String::new(),
        label: winner.label,
        span: Span::new(start, end),
        core: Span::new(winner.core_start.max(start), end),
        parts: Vec::new(),
        provenance,
        value: winner.value,
        chain: None,
    }
}

#[cfg(test)]
mod tests;
