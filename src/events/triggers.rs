//! Triggers: the shortest spans that name events.

use std::ops::Range;

use crate::lexicon::{Lexicon, Row};

use super::{
    Ranker, Reading, Word, WordClass,
    light::is_carried,
    observe::{Features, clitic_name, flag, name_of, step},
};

/// The probability from which a word counts as a trigger.
const THRESHOLD: f64 = 0.43;

/// How far around a trigger its context is looked at, in words.
const CONTEXT: usize = 6;

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
    for mut candidate in trigger_candidates(reading, sentence.clone(), lexicon) {
        let features = trigger_features(reading, &sentence, &candidate, lexicon);
        candidate.score = ranker.probabilities(&features, &["trigger"])[0];
        if candidate.score < tune("TT",THRESHOLD) {
            continue;
        }
        // Of readings that share a word, the likeliest stands; candidates come in order.
        match found.last_mut().filter(|last| candidate.first < last.end) {
            Some(last) if candidate.score > last.score => *last = candidate,
            Some(_) => {}
            None => found.push(candidate),
        }
    }
    let carried: Vec<bool> =
        (0..found.len()).map(|index| is_carried(reading, &found, index, lexicon)).collect();
    let mut carried = carried.into_iter();
    found.retain(|_| !carried.next().unwrap_or_default());
    found
}

/// All that the table `triggers` knows in `sentence`, whatever its context. A phrase shuts out its words.
pub fn trigger_candidates(
    reading: &Reading<'_>,
    sentence: Range<usize>,
    lexicon: &Lexicon,
) -> Vec<Trigger> {
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

/// What is observed of the candidate `trigger` in its sentence.
pub fn trigger_features(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    trigger: &Trigger,
    lexicon: &Lexicon,
) -> Vec<String> {
    let label = trigger.label.to_lowercase();
    let (label, pos) = (label.as_str(), trigger.pos.as_str());
    let word = &reading.words[trigger.first];
    let inside = |index: usize| sentence.contains(&index).then_some(index);
    let previous = trigger.first.checked_sub(1).and_then(inside);
    let next = inside(trigger.end);
    let mut features = Features::default();
    features.add(&["p", prior(trigger.score)]);
    features.add(&["p", prior(trigger.score), pos, flag(word.article)]);
    features.add(&["t", label]);
    features.add(&["t", label, pos]);
    features.add(&["t", label, "p", prior(trigger.score)]);
    features.add(&["f", label, &word.stem, flag(word.article), clitic_name(word)]);
    features.add(&["f", label, &word.stem]);
    for (place, index) in [("next", next), ("prev", previous)] {
        let name = name_of(reading, index);
        features.add(&[place, name, pos]);
        features.add(&[place, name, label]);
        features.add(&[place, name, label, &word.stem]);
    }
    let second = name_of(reading, next.and_then(|next| inside(next + 1)));
    features.add(&["next2", second, label]);
    let holder = reading.mention(trigger.first);
    let holder_name = holder.map_or("-", |mention| mention.label.as_str());
    let at_head = holder.is_some_and(|mention| mention.first == trigger.first);
    features.add(&["in", holder_name, pos]);
    features.add(&["in", holder_name, flag(at_head), label]);
    features.add(&["clitic", clitic_name(word), flag(word.article), flag(word.future), label, pos]);
    add_context(reading, sentence, trigger, lexicon, &mut features);
    features.into_names()
}

/// Adds what stands a little farther off: who may speak, what is said, a light verb.
fn add_context(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    trigger: &Trigger,
    lexicon: &Lexicon,
    features: &mut Features,
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
    let light = lexicon.table("light_verbs");
    let carried = before.clone().any(|index| light.has(&reading.words[index].core));
    features.add(&["that", says.map_or("-", |at| step(at - trigger.end)), &label]);
    features.add(&["person", flag(after.clone().any(|i| person(&i))), flag(before.clone().any(|i| person(&i))), &label]);
    features.add(&["light", flag(carried), &label, pos]);
    features.add(&["first", step(trigger.first - sentence.start), pos]);
    let verb_near = before.clone().rev().take(3).any(|index| reading.words[index].verb);
    features.add(&["verb-before", flag(verb_near), pos]);
    let negated = before.clone().rev().take(2).any(|i| reading.class(i) == Some(WordClass::Negation));
    features.add(&["negated", flag(negated), &label]);
    let number = after.clone().take(2).any(|i| reading.mention(i).is_some_and(|m| m.kind == "number"));
    features.add(&["number", flag(number), &label]);
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

pub(super) fn tune(n:&str,d:f64)->f64{std::env::var(n).ok().and_then(|x|x.parse().ok()).unwrap_or(d)}
