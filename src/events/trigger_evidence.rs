//! What is observed of a word as a trigger: its form, the words beside it, what stands around it.

use std::{collections::BTreeMap, ops::Range};

use super::{
    features::{EDGE, Features, both, flag, step},
    lexemes::{Sense, WordClass},
    reading::{MentionKind, Reading, Word, placed},
};

/// How far around a trigger its context is looked at, in words.
const CONTEXT: usize = 6;

/// How far around a trigger words tell what the text is about.
const TOPIC_WINDOW: usize = 10;

/// What several words of a sentence need to know of it.
#[derive(Debug)]
pub(crate) struct Surroundings {
    /// Of each word from the start of the sentence the topics around it, each once.
    topics: Vec<(usize, u32)>,
    /// The words of phrases that their subject parts.
    pub framed: BTreeMap<usize, Framed>,
}

/// What a word is in a phrase that its subject parts: «وقف الجيش العمليات» (table `trigger_frames`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framed {
    /// Its first word, which names an event of this type.
    Head(u16),
    /// Its last word, which names none by itself.
    Follower,
}

impl Surroundings {
    /// Those of `sentence`.
    pub fn new(reading: &Reading<'_>, sentence: &Range<usize>) -> Self {
        let words = sentence.clone().map(|index| (index, &reading.words[index]));
        let topics =
            words.clone().filter(|(_, word)| word.topic != 0).map(|(index, word)| (index, word.topic));
        let mut framed = BTreeMap::new();
        for (index, word) in words.filter(|(_, word)| !word.frames.is_empty()) {
            let reach = index + 2..(index + CONTEXT).min(sentence.end);
            let follower = reach.take_while(|at| !reading.words[*at].mark).find_map(|at| {
                let whole = reading.words[at].whole;
                let frame = word.frames.iter().find(|(_, follower)| *follower == whole)?;
                Some((at, frame.0))
            });
            if let Some((at, kind)) = follower {
                // A word that is in two frames is in the first.
                framed.entry(index).or_insert(Framed::Head(kind));
                framed.entry(at).or_insert(Framed::Follower);
            }
        }
        Self { topics: topics.collect(), framed }
    }
}

/// The word or phrase that would be the trigger.
pub(super) struct Seen {
    /// What it may name, hashed; 0 is nothing.
    pub senses: u32,
    /// One past its last word.
    end: usize,
}

impl Seen {
    /// That of the word `index`.
    pub fn new(reading: &Reading<'_>, sentence: &Range<usize>, index: usize) -> Self {
        let word = &reading.words[index];
        match word.phrase.filter(|(n_words, _)| index + n_words <= sentence.end) {
            Some((n_words, lexeme)) => {
                Self { senses: both(lexeme.senses_hash, n_words as u32), end: index + n_words }
            }
            None => Self { senses: word.senses_hash, end: index + 1 },
        }
    }
}

/// What is observed of the word `index` as a trigger.
#[cfg(feature = "train")]
pub(crate) fn observe_trigger(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    surroundings: &Surroundings,
    index: usize,
    features: &mut Features,
) {
    let seen = Seen::new(reading, sentence, index);
    observe_word(&reading.words[index], seen.senses, features);
    observe_around(reading, sentence, surroundings, index, &seen, features);
}

/// What stands beside the word and around it.
pub(super) fn observe_around(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    surroundings: &Surroundings,
    index: usize,
    seen: &Seen,
    features: &mut Features,
) {
    let Seen { senses, end } = *seen;
    observe_neighbours(reading, sentence, index, end, senses, features);
    observe_mention(reading, index, senses, features);
    observe_context(reading, sentence, surroundings, index, end, senses.max(1), features);
}

/// What the word is by itself.
pub(super) fn observe_word(word: &Word<'_>, senses: u32, features: &mut Features) {
    let [class_64, class_256, class_1024] = word.classes;
    features.add([1]);
    features.add_lexical([word.whole]);
    features.add_lexical([word.core]);
    features.add_lexical([word.stem]);
    features.add_lexical([word.base]);
    features.add_lexical([word.stem, word.clitics]);
    features.add_lexical([word.root]);
    features.add_lexical([word.root, word.clitics]);
    features.add_lexical([word.root, word.suffixes[0]]);
    features.add_lexical([word.root, senses.max(1)]);
    features.add([word.prefixes[0]]);
    features.add([word.prefixes[1]]);
    features.add([word.suffixes[0]]);
    features.add([word.suffixes[1]]);
    features.add([word.suffixes[2]]);
    features.add([word.prefixes[0], word.suffixes[1]]);
    features.add([word.clitics]);
    features.add([class_64]);
    features.add([class_256]);
    features.add([class_1024]);
    features.add([class_64, word.clitics]);
    features.add([class_256, word.suffixes[0]]);
    features.add([senses]);
    features.add([senses, word.clitics]);
    features.add([senses, class_64]);
    let one = |sense: &Sense| [u32::from(sense.kind) + 1];
    features.add_each(word.senses.iter().map(one));
    let with_pos = |sense: &Sense| [u32::from(sense.kind) + 1, sense.pos.number()];
    features.add_each(word.senses.iter().map(with_pos));
    features.add([flag(word.verb), word.suffixes[0], word.clitics]);
    features.add([flag(word.light), word.stem]);
}

/// The words beside it, by name, class and what they may name.
fn observe_neighbours(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    index: usize,
    end: usize,
    senses: u32,
    features: &mut Features,
) {
    let word = &reading.words[index];
    let back = |n: usize| index.checked_sub(n).filter(|at| sentence.contains(at));
    let on = |n: usize| Some(end - 1 + n).filter(|at| sentence.contains(at));
    for (place, at) in [(1, back(1)), (2, on(1)), (3, back(2)), (4, on(2))] {
        let name = at.map_or(EDGE, |at| reading.name(at));
        let [class_64, class_256, class_1024] = at.map_or([EDGE; 3], |at| reading.words[at].classes);
        let sense = at.map_or(EDGE, |at| reading.words[at].senses_hash);
        let place = both(place, 7);
        features.add_each([[place, name]]);
        features.add_each([[place, name, senses]]);
        features.add_each([[place, class_64]]);
        features.add_each([[place, class_256]]);
        features.add_each([[place, sense]]);
        features.add_each([[place, class_64, senses]]);
        features.add_each([[place, class_64, word.classes[0]]]);
        features.add_each([[place, sense, senses]]);
        if at.is_none_or(|at| at + 1 == index || at == end) {
            features.add_each([[place, class_1024]]);
            features.add_each([[place, name, word.stem]]);
            features.add_each([[place, name, word.root, 1]]);
            features.add_each([[place, at.map_or(EDGE, |at| reading.words[at].root)]]);
            features.add_each([[place, class_64, word.root, 2]]);
            features.add_each([[place, class_256, word.stem]]);
            features.add_each([[place, class_256, word.classes[1]]]);
            features.add_each([[place, at.map_or(EDGE, |at| reading.words[at].clitics), word.clitics]]);
        }
    }
    let name = |at: Option<usize>| at.map_or(EDGE, |at| reading.name(at));
    features.add([name(back(2)), name(back(1))]);
    features.add([name(on(1)), name(on(2))]);
    features.add([name(back(1)), name(on(1))]);
    features.add([name(back(1)), senses, name(on(1))]);
}

fn observe_mention(reading: &Reading<'_>, index: usize, senses: u32, features: &mut Features) {
    let word = &reading.words[index];
    let place = reading.mention(index).map_or(1, |mention| placed(mention, index));
    features.add([place, word.stem]);
    features.add([place, senses]);
    features.add([place, word.classes[0]]);
    features.add([place]);
}

/// What stands a little farther off: who may speak, what is said, a light verb, what the text is about.
fn observe_context(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    surroundings: &Surroundings,
    index: usize,
    end: usize,
    senses: u32,
    features: &mut Features,
) {
    let word = &reading.words[index];
    let after = end..(end + CONTEXT).min(sentence.end);
    let before = index.saturating_sub(CONTEXT).max(sentence.start)..index;
    let says = after.clone().find(|at| reading.words[*at].says || reading.words[*at].quote);
    let says = says.map_or(9, |at| step(at - end));
    features.add([says, senses]);
    features.add([says, word.root]);
    let person = |range: Range<usize>| {
        let kinds = [MentionKind::Person, MentionKind::Title];
        flag(range.into_iter().any(|at| reading.mention(at).is_some_and(|m| kinds.contains(&m.kind))))
    };
    let people = both(person(after.clone()), person(before.clone()));
    features.add([people, senses]);
    features.add([people, word.classes[0]]);
    let nearest = |mut range: Box<dyn Iterator<Item = usize>>| {
        range.find_map(|at| reading.mention(at)).map_or(1, |mention| mention.label)
    };
    let next = nearest(Box::new(after.clone()));
    let last = nearest(Box::new(before.clone().rev()));
    features.add([next, senses, 1]);
    features.add([last, senses, 2]);
    features.add([next, word.root, 1]);
    let light = before.clone().rev().find(|at| reading.words[*at].light);
    features.add([light.map_or(1, |at| reading.words[at].stem), senses]);
    features.add([light.map_or(1, |at| step(index - at)), senses]);
    let light_after = flag(after.clone().any(|at| reading.words[at].light));
    features.add([light_after, senses]);
    let event_after = after.clone().find(|at| !reading.words[*at].senses.is_empty());
    let event_before = before.clone().rev().find(|at| !reading.words[*at].senses.is_empty());
    let sense = |at: Option<usize>| at.map_or(1, |at| reading.words[at].senses_hash);
    features.add([sense(event_after), senses, 1]);
    features.add([sense(event_before), senses, 2]);
    features.add([event_after.map_or(9, |at| step(at - end)), flag(word.light), senses]);
    features.add([step(index - sentence.start), senses]);
    let verb = flag(before.clone().rev().take(3).any(|at| reading.words[at].verb));
    features.add([verb, senses]);
    features.add([verb, word.classes[0], word.clitics]);
    let negated = before.clone().rev().take(2).any(|at| reading.class(at) == Some(WordClass::Negation));
    features.add([flag(negated), senses]);
    let number = after
        .clone()
        .take(2)
        .any(|at| reading.mention(at).is_some_and(|mention| mention.kind == MentionKind::Number));
    features.add([flag(number), senses]);
    let preposition = after.clone().find(|at| reading.class(*at) == Some(WordClass::Preposition));
    let preposition = preposition.map_or(1, |at| reading.words[at].key);
    features.add([preposition, senses]);
    features.add([preposition, word.root]);
    observe_topics(reading, sentence, surroundings, index, senses, features);
}

/// What the text around is about, and what kind of sentence it is.
fn observe_topics(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    surroundings: &Surroundings,
    index: usize,
    senses: u32,
    features: &mut Features,
) {
    let word = &reading.words[index];
    // They stand in order: the others of a long sentence are not looked at.
    let from = surroundings.topics.partition_point(|(at, _)| at + TOPIC_WINDOW < index);
    let near = surroundings.topics[from..].iter().take_while(|(at, _)| *at <= index + TOPIC_WINDOW);
    let mut topics: Vec<u32> = near.filter(|(at, _)| *at != index).map(|(_, topic)| *topic).collect();
    topics.sort_unstable();
    topics.dedup();
    features.add_each(topics.iter().map(|topic| [*topic, senses]));
    features.add_each(topics.iter().map(|topic| [*topic, word.stem]));
    features.add([flag(reading.words[sentence.end - 1].mark), step(sentence.len()), senses]);
}
