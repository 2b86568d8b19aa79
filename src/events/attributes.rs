//! Polarity and modality of an event, by what stands before its trigger.

use std::ops::Range;

use crate::{
    annotation::{Modality, Polarity},
    lexicon::{Lexicon, Table},
    text::letters::{NOON, TEH, YEH},
};

use super::{Ranker, Reading, Trigger, observe::{Features, clitic_name, flag, name_of, step}};

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
        let features = self.features(reading, sentence, triggers, index);
        let negative = self.ranker.probabilities(&features, &ATTRIBUTES[..1])[0] >= 0.5;
        let modal = self.ranker.probabilities(&features, &ATTRIBUTES[1..]);
        let likeliest = [Modality::Planned, Modality::Hypothetical, Modality::Reported]
            .into_iter()
            .zip(modal.iter().copied())
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let asserted = 1.0 - modal.iter().sum::<f64>();
        let modality = likeliest
            .filter(|(_, probability)| *probability > asserted)
            .map_or(Modality::Asserted, |(modality, _)| modality);
        let polarity = if negative { Polarity::Negative } else { Polarity::Positive };
        (polarity, modality)
    }

    /// What is observed of the trigger `index` for its attributes.
    pub fn features(
        &self,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        triggers: &[Trigger],
        index: usize,
    ) -> Vec<String> {
        let trigger = &triggers[index];
        let label = trigger.label.to_lowercase();
        let word = &reading.words[trigger.first];
        let mut features = Features::default();
        let statement = trigger.pos.as_str();
        features.add(&["t", &label]);
        features.add(&["t", &label, statement]);
        features.add(&["future", flag(word.future)]);
        features.add(&["clitic", clitic_name(word), statement]);
        let imperfect = word.verb && word.core.starts_with([YEH, TEH, NOON]);
        features.add(&["tense", flag(imperfect), statement, &label]);
        for back in 1..=2 {
            let at = trigger.first.checked_sub(back).filter(|at| sentence.contains(at));
            features.add(&["prev", step(back), name_of(reading, at)]);
        }
        self.add_cues(reading, sentence, trigger, &mut features);
        add_governor(reading, triggers, index, &mut features);
        features.into_names()
    }

    /// Adds the cue words before the trigger, nearest first, each attribute once.
    fn add_cues(
        &self,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        trigger: &Trigger,
        features: &mut Features,
    ) {
        let start = trigger.first.saturating_sub(REACH).max(sentence.start);
        let mut seen: Vec<&str> = Vec::new();
        for at in (start..trigger.first).rev() {
            let word = &reading.words[at];
            let rows = [&word.bare, &word.core, &word.stem].map(|form| self.cues.get(form));
            let Some(row) = rows.iter().find_map(|rows| rows.first()) else { continue };
            let attribute = self.cues.field(row, "attribute");
            if !seen.contains(&attribute) {
                seen.push(attribute);
                features.add(&["cue", attribute, step(trigger.first - at)]);
                features.add(&["cue", attribute, &trigger.pos]);
                features.add(&["cue", &word.stem, flag(trigger.first - at <= 2)]);
            }
        }
    }
}

/// Adds the event before this one, which may report, demand or plan it.
fn add_governor(reading: &Reading<'_>, triggers: &[Trigger], index: usize, features: &mut Features) {
    let trigger = &triggers[index];
    let Some(governor) = index.checked_sub(1).map(|before| &triggers[before]) else {
        features.add(&["gov", "-"]);
        return;
    };
    let between = governor.end..trigger.first;
    let distance = between.len();
    let says = between.clone().take(20).any(|at| reading.words[at].key == "that");
    let mark = between.clone().take(20).any(|at| reading.words[at].mark);
    let label = governor.label.to_lowercase();
    features.add(&["gov", &label, step(distance), flag(says)]);
    features.add(&["gov", &label, flag(says), flag(mark), &trigger.label.to_lowercase()]);
    features.add(&["gov", &reading.words[governor.first].stem, step(distance)]);
    let statement = triggers[..index].iter().rev().take(4).find(|other| {
        (other.end..trigger.first).take(40).any(|at| reading.words[at].key == "that")
    });
    features.add(&["that", statement.map_or("-", |other| other.pos.as_str()), &trigger.label.to_lowercase()]);
}
