//! The entity recogniser: who, where, when, how many.
//!
//! 1. Each token is read: its spellings with and without proclitics, its count in news ([`words`]), what
//!    tables say of it and which rules may begin with it ([`knowledge`]), once for each form ([`memory`]).
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
mod interpret;
mod knowledge;
mod labels;
pub(crate) mod memory;
mod numerals;
mod pattern;
mod places;
mod propose;
pub(crate) mod recent;
mod rules;
mod starts;
pub mod tagger;
mod timex;
mod titles;
mod values;
mod windows;
mod words;

use std::sync::{Arc, Mutex, PoisonError};

use crate::{
    annotation::{Attributes, Document, Entity, Provenance},
    lexicon::Lexicon,
    text::Span,
};
use candidate::Candidate;
pub use chains::chain_mentions;
use knowledge::Knowledge;
use labels::Labels;
use memory::{Memory, read_words};
#[cfg(feature = "train")]
use tagger::phrases::Phrases;
use tagger::{Tagger, facts::FactTable, model::Model, sight::Sight};
use values::ValueKind;
use words::Word;

/// Finds entities. Clones share what they know, and what they remember of words.
#[derive(Debug, Clone)]
pub struct EntityFinder {
    knowledge: Arc<Knowledge>,
    tagger: Tagger,
    /// As many memories as texts were ever read at once.
    memories: Arc<Mutex<Vec<Memory>>>,
}

impl EntityFinder {
    /// A finder with the words of `lexicon` and the names that `tagger` has learnt.
    pub fn new(lexicon: &Lexicon, tagger: Tagger) -> Self {
        let knowledge = Knowledge::new(lexicon, tagger.labels());
        Self { knowledge: Arc::new(knowledge), tagger, memories: Arc::default() }
    }

    /// What the tagger has learnt, with what lists without labels say of words.
    pub(crate) fn model(&self) -> &Arc<Model> {
        &self.tagger.model
    }

    /// What lists without labels say of words.
    pub(crate) fn facts(&self) -> &FactTable {
        &self.tagger.model.facts
    }

    /// The same finder, which has read nothing yet.
    pub fn forgetful(&self) -> Self {
        Self { memories: Arc::default(), tagger: self.tagger.forgetful(), ..self.clone() }
    }

    /// The entities of `document`, whose text is cut into tokens and sentences; in the order of the text,
    /// outer before inner, still without ids.
    pub fn find(&self, document: &Document) -> Vec<Entity> {
        let Prepared { words, candidates, winners } = self.prepare(document);
        let knowledge = &self.knowledge;
        let winners = if self.tagger.is_empty() {
            winners
        } else {
            // A tagger that knows nothing changes nothing.
            let Tagger { phrases, model, .. } = &self.tagger;
            let sight =
                Sight::new(document, &words, &candidates, &winners, &knowledge.labels, phrases, model);
            combine::combine(&self.tagger.tag(&sight), &candidates, winners, &words, &self.tagger, knowledge)
        };
        let mut winners = winners;
        self.add_values(&mut winners, &words, document.meta.date.as_deref());
        places::add_places(&mut winners, &words, knowledge);
        winners.into_iter().map(|winner| entity(winner, &words, &knowledge.labels)).collect()
    }

    /// Reads the values of times, and of what else has none yet, from all words of the mark.
    fn add_values(&self, entities: &mut [Candidate], words: &[Word], date: Option<&str>) {
        for entity in entities {
            let kind = self.knowledge.value_kind(entity.label);
            if entity.value.is_none() || kind == ValueKind::Time {
                let own = &words[entity.first..entity.end];
                let value = interpret::interpret(kind, own, &self.knowledge, date).map(Arc::new);
                entity.value = value.or(entity.value.take());
            }
        }
    }

    /// Reads `document` by the rules: what a tagger starts from.
    pub(crate) fn prepare(&self, document: &Document) -> Prepared {
        let mut memory =
            self.memories.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let words = read_words(document, &self.knowledge, &mut memory);
        self.memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        let candidates =
            propose::candidates(document, &words, &self.knowledge, document.meta.date.as_deref());
        let winners = winners(&candidates, &words, &self.knowledge);
        Prepared { words, candidates, winners }
    }

    /// What a tagger with `phrases` and `model` sees of `document`.
    #[cfg(feature = "train")]
    pub(crate) fn sight(&self, document: &Document, phrases: &Phrases, model: &Model) -> Sight {
        let Prepared { words, candidates, winners } = self.prepare(document);
        Sight::new(document, &words, &candidates, &winners, &self.knowledge.labels, phrases, model)
    }
}

/// A document read by the rules.
pub(crate) struct Prepared {
    words: Vec<Word>,
    candidates: Vec<Candidate>,
    winners: Vec<Candidate>,
}

/// The best of the rules' `candidates` that fit together, and the further mentions of what they name.
fn winners(candidates: &[Candidate], words: &[Word], knowledge: &Knowledge) -> Vec<Candidate> {
    let winners = compete::compete(candidates.to_vec(), knowledge);
    let repeated = evidence::repeated_mentions(&winners, words, knowledge);
    if repeated.is_empty() {
        return winners;
    }
    compete::compete(candidates.iter().cloned().chain(repeated).collect(), knowledge)
}

fn entity(winner: Candidate, words: &[Word], labels: &Labels) -> Entity {
    let first = &words[winner.first];
    // A proclitic is a part of the mark, as it is of the word, but no part of a number: «و70».
    let start = if first.digits.is_some() { winner.core_start } else { first.span.start };
    let start = start.max(first.span.start);
    let end = words[winner.end - 1].span.end;
    let provenance = match winner.source {
        combine::SOURCE => Provenance::model(winner.source, winner.score.min(1.0)),
        rule => Provenance::rule(rule, winner.score.min(1.0)),
    };
    Entity {
        id: String::new(),
        label: labels.name(winner.label).to_owned(),
        span: Span::new(start, end),
        core: Span::new(winner.core_start.max(start), end),
        provenance,
        parts: Vec::new(),
        value: winner.value.map(Arc::unwrap_or_clone),
        chain: None,
        attributes: Attributes::new(),
    }
}

#[cfg(test)]
mod tests;
