//! Triggers: the shortest spans that name events.

use std::ops::Range;

use crate::{
    lexicon::{Lexicon, Row},
    text::normalize_word,
};

use super::{
    Observer, Ranker, Reading, Word, WordClass,
    light::is_carried,
    observe::{clitic_name, flag, name_of, step},
};

/// The probability from which a word counts as a trigger.
const THRESHOLD: f64 = 0.5;

/// The outcome that the weights of triggers speak of.
const TRIGGER: &str = "trigger";

/// How far around a trigger its context is looked at, in words.
const CONTEXT: usize = 6;

/// How far around a trigger words tell what the text is about.
const TOPIC_WINDOW: usize = 10;

/// A word or fixed phrase that names an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Trigger {
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
    /// The id of the event type.
    pub label: String,
    /// `verb`, `noun`, `participle` or `phrase` (column `pos` of `triggers`).
    pub pos: String,
    /// How sure; of a candidate, how often its form is a trigger.
    pub score: f64,
}

impl Trigger {
    /// Whether it names the event as a noun does.
    pub fn is_noun(&self) -> bool {
        matches!(self.pos.as_str(), "noun" | "phrase" | "other")
    }
}

/// The triggers of `sentence`, in order, apart.
pub fn find_triggers(
    reading: &Reading<'_>,
    sentence: Range<usize>,
    lexicon: &Lexicon,
    ranker: &mut Ranker<'_>,
) -> Vec<Trigger> {
    let mut found: Vec<Trigger> = Vec::new();
    let framed = framed_triggers(reading, &sentence, lexicon);
    for mut candidate in trigger_candidates(reading, sentence.clone(), lexicon) {
        let near = framed.partition_point(|(trigger, _)| trigger.first + CONTEXT < candidate.first);
        let mut near = framed[near..].iter().take_while(|(trigger, _)| trigger.first <= candidate.first);
        if near.any(|(trigger, follower)| {
            candidate.first == *follower || candidate.first == trigger.first && candidate.end == trigger.end
        }) {
            continue;
        }
        candidate.score = ranker.probabilities(&[(TRIGGER, "")], |observer| {
            observe_trigger(reading, &sentence, &candidate, lexicon, observer);
        })[0];
        if candidate.score < THRESHOLD {
            continue;
        }
        // Of readings that share a word, the likeliest stands; candidates come in order.
        match found.last_mut().filter(|last| candidate.first < last.end) {
            Some(last) if candidate.score > last.score => *last = candidate,
            Some(_) => {}
            None => found.push(candidate),
        }
    }
    let apart = |(trigger, _): &(Trigger, usize)| {
        let near = found.partition_point(|other| other.end <= trigger.first);
        found.get(near).is_none_or(|other| trigger.end <= other.first)
    };
    let framed: Vec<Trigger> =
        framed.iter().filter(|framed| apart(framed)).map(|(trigger, _)| trigger.clone()).collect();
    found.extend(framed);
    found.sort_by_key(|trigger| trigger.first);
    let carried: Vec<bool> =
        (0..found.len()).map(|index| is_carried(reading, &found, index, lexicon)).collect();
    let mut carried = carried.into_iter();
    found.retain(|_| !carried.next().unwrap_or_default());
    found
}

/// All that the table `triggers` knows in `sentence`, whatever its context. A phrase shuts out its words.
pub fn trigger_candidates(reading: &Reading<'_>, sentence: Range<usize>, lexicon: &Lexicon) -> Vec<Trigger> {
    let mut candidates = Vec::new();
    let mut next = sentence.start;
    for first in sentence.clone() {
        if first < next {
            continue;
        }
        let (n_words, rows) = entry(reading, first..sentence.end, lexicon);
        let table = lexicon.table("triggers");
        candidates.extend(rows.iter().map(|row| Trigger {
            first,
            end: first + n_words,
            label: table.field(row, "type").to_owned(),
            pos: table.field(row, "pos").to_owned(),
            score: table.field(row, "score").parse().unwrap_or_default(),
        }));
        next = first + n_words;
    }
    candidates
}

/// The triggers of `sentence` that the table `trigger_frames` knows, each with its follower.
fn framed_triggers(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    lexicon: &Lexicon,
) -> Vec<(Trigger, usize)> {
    let table = lexicon.table("trigger_frames");
    let mut framed = Vec::new();
    for first in sentence.clone() {
        let Some(rows) =
            forms(&reading.words[first]).map(|form| table.get(form)).find(|rows| !rows.is_empty())
        else {
            continue;
        };
        // Next to each other they are a phrase of the table `triggers`.
        let reach = first + 2..(first + CONTEXT).min(sentence.end);
        let follower = reach.take_while(|index| !reading.words[*index].mark).find_map(|index| {
            let word = &reading.words[index].full;
            let row = rows.iter().find(|row| normalize_word(table.field(row, "follower")) == *word);
            row.map(|row| (index, row))
        });
        framed.extend(follower.map(|(follower, row)| {
            let trigger = Trigger {
                first,
                end: first + 1,
                label: table.field(row, "type").to_owned(),
                pos: "noun".to_owned(),
                score: table.field(row, "score").parse().unwrap_or(THRESHOLD),
            };
            (trigger, follower)
        }));
    }
    framed
}

/// The longest entry of `triggers` at the first word of `range`, in any of that word's forms.
fn entry<'a>(reading: &Reading<'_>, range: Range<usize>, lexicon: &'a Lexicon) -> (usize, &'a [Row]) {
    let table = lexicon.table("triggers");
    let word = &reading.words[range.start];
    let rest = &reading.words[range.start + 1..range.end];
    let phrase = forms(word).filter_map(|form| {
        let words = std::iter::once(form).chain(rest.iter().map(|word| word.full.as_str()));
        table.phrases(words).filter(|(n_words, _)| *n_words > 1).last()
    });
    if let Some(phrase) = phrase.max_by_key(|(n_words, _)| *n_words) {
        return phrase;
    }
    let rows = forms(word).map(|form| table.get(form)).find(|rows| !rows.is_empty());
    (1, rows.unwrap_or_default())
}

/// The forms under which a table may hold `word`, fullest first.
fn forms<'a>(word: &'a Word<'_>) -> impl Iterator<Item = &'a str> {
    [&word.bare, &word.core, &word.stem].into_iter().map(String::as_str)
}

/// Tells `observer` what is observed of the candidate `trigger` in its sentence.
pub fn observe_trigger(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    trigger: &Trigger,
    lexicon: &Lexicon,
    features: &mut impl Observer,
) {
    let label = trigger.label.to_lowercase();
    let (label, pos) = (label.as_str(), trigger.pos.as_str());
    let word = &reading.words[trigger.first];
    let inside = |index: usize| sentence.contains(&index).then_some(index);
    let previous = trigger.first.checked_sub(1).and_then(inside);
    let next = inside(trigger.end);
    features.observe(&["p", prior(trigger.score)]);
    features.observe(&["p", prior(trigger.score), pos, flag(word.article)]);
    features.observe(&["t", label]);
    features.observe(&["t", label, pos]);
    features.observe(&["t", label, "p", prior(trigger.score)]);
    features.observe(&["f", label, &word.stem, flag(word.article), clitic_name(word)]);
    features.observe(&["f", label, &word.stem]);
    for (place, index) in [("next", next), ("prev", previous)] {
        let name = name_of(reading, index);
        features.observe(&[place, name, pos]);
        features.observe(&[place, name, label]);
        features.observe(&[place, name, label, &word.stem]);
    }
    let second = name_of(reading, next.and_then(|next| inside(next + 1)));
    features.observe(&["next2", second, label]);
    let holder = reading.mention(trigger.first);
    let holder_name = holder.map_or("-", |mention| mention.label.as_str());
    let at_head = holder.is_some_and(|mention| mention.first == trigger.first);
    features.observe(&["in", holder_name, pos]);
    features.observe(&["in", holder_name, flag(at_head), label]);
    features.observe(&["clitic", clitic_name(word), flag(word.article), flag(word.future), label, pos]);
    observe_context(reading, sentence, trigger, lexicon, features);
}

/// Tells what stands a little farther off: who may speak, what is said, a light verb.
fn observe_context(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    trigger: &Trigger,
    lexicon: &Lexicon,
    features: &mut impl Observer,
) {
    let label = trigger.label.to_lowercase();
    let pos = trigger.pos.as_str();
    let after = trigger.end..(trigger.end + CONTEXT).min(sentence.end);
    let before = trigger.first.saturating_sub(CONTEXT).max(sentence.start)..trigger.first;
    let says = after.clone().find(|index| {
        reading.words[*index].key == "that" || matches!(reading.words[*index].full.as_str(), ":" | "«" | "\"")
    });
    let person = |index: &usize| {
        reading.mention(*index).is_some_and(|mention| matches!(mention.kind, "person" | "title"))
    };
    for class in topics(reading, sentence, trigger, lexicon) {
        features.observe(&["topic", class, &label]);
        features.observe(&["topic", class, &label, &reading.words[trigger.first].stem]);
    }
    let light = lexicon.table("light_verbs");
    let carried = before.clone().any(|index| light.has(&reading.words[index].core));
    features.observe(&["that", says.map_or("-", |at| step(at - trigger.end)), &label]);
    features.observe(&[
        "person",
        flag(after.clone().any(|i| person(&i))),
        flag(before.clone().any(|i| person(&i))),
        &label,
    ]);
    features.observe(&["light", flag(carried), &label, pos]);
    features.observe(&["first", step(trigger.first - sentence.start), pos]);
    let verb_near = before.clone().rev().take(3).any(|index| reading.words[index].verb);
    features.observe(&["verb-before", flag(verb_near), pos]);
    let negated = before.clone().rev().take(2).any(|i| reading.class(i) == Some(WordClass::Negation));
    features.observe(&["negated", flag(negated), &label]);
    let number = after.clone().take(2).any(|i| reading.mention(i).is_some_and(|m| m.kind == "number"));
    features.observe(&["number", flag(number), &label]);
}

/// What the words around the trigger are about (table `topic_words`), each class once.
fn topics<'a>(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    trigger: &Trigger,
    lexicon: &'a Lexicon,
) -> Vec<&'a str> {
    let table = lexicon.table("topic_words");
    let around = trigger.first.saturating_sub(TOPIC_WINDOW).max(sentence.start)
        ..(trigger.end + TOPIC_WINDOW).min(sentence.end);
    let mut classes = Vec::new();
    for index in around.filter(|index| !(trigger.first..trigger.end).contains(index)) {
        let word = &reading.words[index];
        let rows = [&word.core, &word.stem].into_iter().find_map(|form| table.get(form).first());
        classes.extend(rows.map(|row| table.field(row, "class")));
    }
    classes.sort_unstable();
    classes.dedup();
    classes
}

/// Where the share `score` falls on a scale that is finer towards its ends.
fn prior(score: f64) -> &'static str {
    const STEPS: [(f64, &str); 9] = [
        (0.05, "0"),
        (0.12, "1"),
        (0.22, "2"),
        (0.35, "3"),
        (0.5, "4"),
        (0.65, "5"),
        (0.8, "6"),
        (0.9, "7"),
        (0.96, "8"),
    ];
    STEPS.iter().find(|(limit, _)| score < *limit).map_or("9", |(_, name)| name)
}
