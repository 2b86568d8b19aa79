//! Triggers: the shortest spans that name events.

use std::ops::Range;

use super::{
    features::{EDGE, Features, both, flag, step},
    lexemes::{Pos, Sense, WordClass},
    model::{EventModel, HOPELESS, Judge, best, normalise},
    reading::{MentionKind, Reading, Word, placed},
};

/// How far around a trigger its context is looked at, in words.
const CONTEXT: usize = 6;

/// How far around a trigger words tell what the text is about.
const TOPIC_WINDOW: usize = 10;

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

    /// The triggers of `sentence`, in order, apart.
    pub fn find(&self, model: &EventModel, reading: &Reading<'_>, sentence: &Range<usize>) -> Vec<Trigger> {
        let mut found: Vec<Trigger> = Vec::new();
        let (mut features, mut scores, mut rows) = (Features::default(), Vec::new(), Vec::new());
        let surroundings = Surroundings::new(reading, sentence);
        let mut next = sentence.start;
        for index in sentence.clone() {
            if index < next || !may_be_trigger(reading, index) {
                continue;
            }
            match surroundings.framed.iter().find(|(at, _)| *at == index) {
                Some((_, Framed::Head(kind))) => {
                    found.push(Trigger {
                        first: index,
                        end: index + 1,
                        kind: *kind,
                        pos: Pos::Noun,
                        score: FRAMED,
                    });
                    continue;
                }
                Some((_, Framed::Follower)) => continue,
                None => {}
            }
            features.begin(self.number);
            let seen = Seen::new(reading, sentence, index);
            observe_word(&reading.words[index], seen.senses, &mut features);
            scores.clear();
            scores.resize(self.judge.outcomes.len(), 0.0);
            model.add(&features, &mut rows, &mut scores);
            if best(&scores, self.kinds.len()) < HOPELESS {
                continue;
            }
            features.go_on();
            observe_around(reading, sentence, &surroundings, index, &seen, &mut features);
            model.add(&features, &mut rows, &mut scores);
            EventModel::share(&mut scores);
            normalise(&mut scores);
            let likeliest = scores.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1));
            let Some((outcome, score)) =
                likeliest.filter(|(outcome, score)| **score >= self.judge.thresholds[*outcome])
            else {
                continue;
            };
            let trigger = trigger(reading, index, self.kinds[outcome], *score, sentence.end);
            next = trigger.end;
            found.push(trigger);
        }
        found.retain(|trigger| trigger.kind != u16::MAX);
        found
    }
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

/// What several words of a sentence need to know of it.
#[derive(Debug)]
pub(crate) struct Surroundings {
    /// Of each word from the start of the sentence the topics around it, each once.
    topics: Vec<(usize, u32)>,
    /// The words of phrases that their subject parts.
    pub framed: Vec<(usize, Framed)>,
}

/// What a word is in a phrase that its subject parts: «وقف الجيش العمليات» (table `trigger_frames`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Framed {
    /// Its first word, which names an event of this type.
    Head(u16),
    /// Its last word, which names none by itself.
    Follower,
}

/// How sure a parted phrase is.
const FRAMED: f32 = 0.8;

impl Surroundings {
    /// Those of `sentence`.
    pub fn new(reading: &Reading<'_>, sentence: &Range<usize>) -> Self {
        let words = sentence.clone().map(|index| (index, &reading.words[index]));
        let topics =
            words.clone().filter(|(_, word)| word.topic != 0).map(|(index, word)| (index, word.topic));
        let mut framed = Vec::new();
        for (index, word) in words.filter(|(_, word)| !word.frames.is_empty()) {
            let reach = index + 2..(index + CONTEXT).min(sentence.end);
            let follower = reach.take_while(|at| !reading.words[*at].mark).find_map(|at| {
                let whole = reading.words[at].whole;
                let frame = word.frames.iter().find(|(_, follower)| *follower == whole)?;
                Some((at, frame.0))
            });
            if let Some((at, kind)) = follower {
                framed.extend([(index, Framed::Head(kind)), (at, Framed::Follower)]);
            }
        }
        Self { topics: topics.collect(), framed }
    }
}

/// The word or phrase that would be the trigger.
struct Seen {
    /// What it may name, hashed; 0 is nothing.
    senses: u32,
    /// One past its last word.
    end: usize,
}

impl Seen {
    fn new(reading: &Reading<'_>, sentence: &Range<usize>, index: usize) -> Self {
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
fn observe_around(
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

fn observe_word(word: &Word<'_>, senses: u32, features: &mut Features) {
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
    let near = |at: &usize| at.abs_diff(index) <= TOPIC_WINDOW && *at != index;
    let mut topics: Vec<u32> =
        surroundings.topics.iter().filter(|(at, _)| near(at)).map(|(_, topic)| *topic).collect();
    topics.sort_unstable();
    topics.dedup();
    features.add_each(topics.iter().map(|topic| [*topic, senses]));
    features.add_each(topics.iter().map(|topic| [*topic, word.stem]));
    features.add([flag(reading.words[sentence.end - 1].mark), step(sentence.len()), senses]);
}
