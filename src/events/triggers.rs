//! Triggers: the shortest spans that name events.

use std::ops::Range;

use crate::entities::{
    recent::{GENERATION, Recent},
    tagger::hash::mix,
};

use super::{
    features::Features,
    lexemes::{Pos, Sense},
    model::{EventModel, Judge, Room, normalise},
    reading::{MentionKind, Reading, Word},
    trigger_evidence::{Framed, Seen, Surroundings, observe_around, observe_word},
};

/// Where what a word says by itself leaves the best type below this, what stands around it is not looked at.
const HOPELESS: f32 = -3.0;

/// How sure a parted phrase is.
const FRAMED: f32 = 0.8;

/// A word or fixed phrase that names an event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trigger {
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
    /// The number of the event type in the schema.
    pub kind: u16,
    /// As what it names it.
    pub pos: Pos,
    /// How sure.
    pub score: f32,
}

/// The judge of triggers, with what it needs in each call.
#[derive(Debug, Clone, Default)]
pub(crate) struct TriggerJudge {
    /// Its number in the model.
    pub number: usize,
    judge: Judge,
    /// For each outcome the number of the event type.
    kinds: Vec<u16>,
}

impl TriggerJudge {
    /// The judge `name` of `model`, whose outcomes are event types; `kind` gives their numbers.
    pub fn new(model: &EventModel, name: &str, kind: impl Fn(&str) -> Option<u16>) -> Self {
        let (number, judge) = model.judge(name);
        let kinds = judge.outcomes.iter().map(|outcome| kind(outcome).unwrap_or(u16::MAX)).collect();
        Self { number, judge, kinds }
    }

    /// The triggers of `sentence`, in order, apart; `memory` has what words say by themselves.
    pub fn find(
        &self,
        model: &EventModel,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        memory: &mut OwnMemory,
    ) -> Vec<Trigger> {
        let mut found: Vec<Trigger> = Vec::new();
        let mut desk = Desk::default();
        let surroundings = Surroundings::new(reading, sentence);
        let mut next = sentence.start;
        for index in sentence.clone() {
            if index < next || !may_be_trigger(reading, index) {
                continue;
            }
            match surroundings.framed.get(&index) {
                Some(Framed::Head(kind)) => {
                    let (first, end) = (index, index + 1);
                    found.push(Trigger { first, end, kind: *kind, pos: Pos::Noun, score: FRAMED });
                    continue;
                }
                Some(Framed::Follower) => continue,
                None => {}
            }
            let seen = Seen::new(reading, sentence, index);
            let own = self.own(model, &reading.words[index], &seen, &mut desk, memory);
            let Some(own) = own else { continue };
            desk.features.go_on(own.next);
            observe_around(reading, sentence, &surroundings, index, &seen, &mut desk.features);
            let Some((kind, score)) = self.decide(model, &own.sums, &mut desk) else { continue };
            let trigger = trigger(reading, index, kind, score, sentence.end);
            next = trigger.end;
            found.push(trigger);
        }
        found.retain(|trigger| trigger.kind != u16::MAX);
        found
    }

    /// What the word says by itself; `None` where it has no chance to be a trigger.
    fn own<'m>(
        &self,
        model: &EventModel,
        word: &Word<'_>,
        seen: &Seen,
        desk: &mut Desk,
        memory: &'m mut OwnMemory,
    ) -> Option<&'m Own> {
        let judge = || {
            let Desk { features, room, .. } = desk;
            features.begin(self.number);
            observe_word(word, seen.senses, features);
            let mut sums = vec![0; self.judge.outcomes.len()];
            model.add(&features.hashes, room, &mut sums);
            let next = features.next();
            (!model.is_hopeless(&sums, HOPELESS)).then(|| Own { sums: sums.into(), next })
        };
        memory.0.get_or_make(mix(word.own, seen.senses.into()), judge).as_ref()
    }

    /// The likeliest type with its probability, where that is enough, by what the word says by itself and what was observed
    /// around it.
    fn decide(&self, model: &EventModel, own: &[i32], desk: &mut Desk) -> Option<(u16, f32)> {
        let Desk { features, room, sums, scores } = desk;
        sums.clear();
        sums.extend_from_slice(own);
        model.add(&features.hashes, room, sums);
        model.scores(sums, scores);
        normalise(scores);
        let likeliest = scores.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1));
        let (outcome, score) =
            likeliest.filter(|(outcome, score)| **score >= self.judge.thresholds[*outcome])?;
        Some((self.kinds[outcome], *score))
    }
}

/// What is used again for each word.
#[derive(Debug, Default)]
struct Desk {
    features: Features,
    room: Room,
    sums: Vec<i32>,
    scores: Vec<f32>,
}

/// What words say by themselves of the events that they may name, of those met lately: most words of news name none, and that is
/// known by their form.
#[derive(Debug)]
pub(crate) struct OwnMemory(Recent<Option<Own>>);

impl Default for OwnMemory {
    fn default() -> Self {
        Self(Recent::new(GENERATION))
    }
}

/// What a word says by itself.
#[derive(Debug)]
struct Own {
    /// Of each type, in units of the model's scale.
    sums: Box<[i32]>,
    /// The number of the kind of features that comes next.
    next: u64,
}

/// The trigger that begins with the word `first`: the phrase of the tables for this type, or the word alone.
pub(crate) fn trigger(reading: &Reading<'_>, first: usize, kind: u16, score: f32, limit: usize) -> Trigger {
    let word = &reading.words[first];
    let of_kind = |senses: &[Sense]| senses.iter().find(|sense| sense.kind == kind).map(|sense| sense.pos);
    if let Some((n_words, pos)) =
        word.phrase.and_then(|(n_words, lexeme)| Some((n_words, of_kind(&lexeme.senses)?)))
        && first + n_words <= limit
    {
        return Trigger { first, end: first + n_words, kind, pos, score };
    }
    let any = word.senses.first().map(|sense| sense.pos);
    let pos = of_kind(word.senses).or(any).unwrap_or(if word.verb { Pos::Verb } else { Pos::Noun });
    Trigger { first, end: first + 1, kind, pos, score }
}

/// Whether the word may name an event at all: marks, figures and closed-class words do not, unless a table says so, and
/// words of a name do not: «تدمر» is a town. Of 7,019 annotated triggers 24 stand in an entity, 19 of these in a named event.
pub(crate) fn may_be_trigger(reading: &Reading<'_>, index: usize) -> bool {
    let word = &reading.words[index];
    if word.mark || word.number || is_in_name(reading, index) {
        return false;
    }
    word.class.is_none() || !word.senses.is_empty() || word.phrase.is_some() || !word.frames.is_empty()
}

fn is_in_name(reading: &Reading<'_>, index: usize) -> bool {
    reading.mention(index).is_some_and(|mention| mention.kind != MentionKind::Event)
}
