//! Polarity and modality of an event, by what stands before its trigger.

use std::ops::Range;

use crate::{
    annotation::{Modality, Polarity},
    lexicon::{Lexicon, Table},
    text::letters::{NOON, TEH, YEH},
};

use super::{
    Observer, Ranker, Reading, Trigger,
    observe::{clitic_name, flag, name_of, step},
};

/// How many words before a trigger its cues are looked for.
const REACH: usize = 8;

/// Finds cues of polarity and modality (tables `attribute_cues` and `attribute_weights`).
#[derive(Debug)]
pub struct Cues<'a> {
    cues: &'a Table,
    ranker: Ranker<'a>,
}

/// The outcomes that the weights speak of; none of them is a positive, asserted event.
pub const ATTRIBUTES: [&str; 4] = ["negative", "planned", "hypothetical", "reported"];

impl<'a> Cues<'a> {
    /// The cues of `lexicon`.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            cues: lexicon.table("attribute_cues"),
            ranker: Ranker::new(lexicon.table("attribute_weights")),
        }
    }

    /// The attributes of the trigger `index`.
    pub fn attributes(
        &mut self,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        triggers: &[Trigger],
        index: usize,
    ) -> (Polarity, Modality) {
        let Self { cues, ranker } = self;
        let mut judge = |names: &[&'static str]| {
            let outcomes: Vec<_> = names.iter().map(|name| (*name, "")).collect();
            ranker.probabilities(&outcomes, |observer| {
                observe_attributes(cues, reading, sentence, triggers, index, observer);
            })
        };
        let negative = judge(&ATTRIBUTES[..1])[0] >= 0.5;
        let modal = judge(&ATTRIBUTES[1..]);
        let likeliest = [Modality::Planned, Modality::Hypothetical, Modality::Reported]
            .into_iter()
            .zip(modal.iter().copied())
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let asserted = 1.0 - modal.iter().sum::<f64>();
        let modality = likeliest
            .filter(|(_, probability)| *probability > asserted)
            .map_or(Modality::Asserted, |(modality, _)| modality);
        let sure = sure_cues(self.cues, reading, sentence, &triggers[index]);
        let negative = negative || sure.contains(&ATTRIBUTES[0]);
        let modality =
            match sure.iter().find_map(|name| ATTRIBUTES[1..].iter().position(|other| other == name)) {
                Some(0) => Modality::Planned,
                Some(1) => Modality::Hypothetical,
                Some(_) => Modality::Reported,
                None => modality,
            };
        let polarity = if negative { Polarity::Negative } else { Polarity::Positive };
        (polarity, modality)
    }

    /// Tells `observer` what is observed of the trigger `index` for its attributes.
    pub fn observe(
        &self,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        triggers: &[Trigger],
        index: usize,
        observer: &mut impl Observer,
    ) {
        observe_attributes(self.cues, reading, sentence, triggers, index, observer);
    }
}

fn observe_attributes(
    cues: &Table,
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    triggers: &[Trigger],
    index: usize,
    features: &mut impl Observer,
) {
    let trigger = &triggers[index];
    let label = trigger.label.to_lowercase();
    let word = &reading.words[trigger.first];
    let pos = trigger.pos.as_str();
    features.observe(&["t", &label]);
    features.observe(&["t", &label, pos]);
    features.observe(&["future", flag(word.future)]);
    features.observe(&["clitic", clitic_name(word), pos]);
    let imperfect = word.verb && word.core.starts_with([YEH, TEH, NOON]);
    features.observe(&["tense", flag(imperfect), pos, &label]);
    for back in 1..=2 {
        let at = trigger.first.checked_sub(back).filter(|at| sentence.contains(at));
        features.observe(&["prev", step(back), name_of(reading, at)]);
    }
    observe_cues(cues, reading, sentence, trigger, features);
    observe_governor(reading, triggers, index, features);
}

/// Tells the cue words before the trigger, nearest first, each attribute once.
fn observe_cues(
    cues: &Table,
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    trigger: &Trigger,
    features: &mut impl Observer,
) {
    let start = trigger.first.saturating_sub(REACH).max(sentence.start);
    let mut seen: Vec<&str> = Vec::new();
    for at in (start..trigger.first).rev() {
        let word = &reading.words[at];
        let distance = trigger.first - at;
        if word.future {
            features.observe(&["will", step(distance), &trigger.pos]);
        }
        let rows = [&word.bare, &word.core, &word.stem].map(|form| cues.get(form));
        let Some(row) = rows.iter().find_map(|rows| rows.first()) else { continue };
        let attribute = cues.field(row, "attribute");
        if !seen.contains(&attribute) {
            seen.push(attribute);
            features.observe(&["cue", attribute, step(distance)]);
            features.observe(&["cue", attribute, &trigger.pos]);
            features.observe(&["cue", &word.stem, flag(distance <= 2)]);
        }
    }
}

/// The attributes that a cue close before the trigger decides alone (column `sure`), nearest first.
fn sure_cues<'a>(
    cues: &'a Table,
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    trigger: &Trigger,
) -> Vec<&'a str> {
    let start = trigger.first.saturating_sub(REACH).max(sentence.start);
    let cue = |at: usize| {
        let row = cues.get(&reading.words[at].core).first()?;
        let reach: usize = cues.field(row, "sure").parse().ok()?;
        (trigger.first - at <= reach).then(|| cues.field(row, "attribute"))
    };
    (start..trigger.first).rev().filter_map(cue).collect()
}

/// Tells of the event before this one, which may report, demand or plan it.
fn observe_governor(reading: &Reading<'_>, triggers: &[Trigger], index: usize, features: &mut impl Observer) {
    let trigger = &triggers[index];
    let Some(governor) = index.checked_sub(1).map(|before| &triggers[before]) else {
        features.observe(&["gov", "-"]);
        return;
    };
    let between = governor.end..trigger.first;
    let distance = between.len();
    let says = between.clone().take(20).any(|at| reading.words[at].key == "that");
    let mark = between.clone().take(20).any(|at| reading.words[at].mark);
    let label = governor.label.to_lowercase();
    features.observe(&["gov", &label, step(distance), flag(says)]);
    features.observe(&["gov", &label, flag(says), flag(mark), &trigger.label.to_lowercase()]);
    features.observe(&["gov", &reading.words[governor.first].stem, step(distance)]);
    let statement = triggers[..index]
        .iter()
        .rev()
        .take(4)
        .find(|other| (other.end..trigger.first).take(40).any(|at| reading.words[at].key == "that"));
    features.observe(&[
        "that",
        statement.map_or("-", |other| other.pos.as_str()),
        &trigger.label.to_lowercase(),
    ]);
}
