//! Polarity and modality of an event, by what stands before its trigger.

use std::ops::Range;

use crate::annotation::{Modality, Polarity};

use super::{
    features::{EDGE, Features, both, flag, name_hash, step},
    model::{EventModel, Room},
    reading::Reading,
    triggers::Trigger,
};

/// How many words before a trigger its cues are looked for.
const REACH: usize = 8;

/// The outcomes of the judge; none of them is a positive, asserted event.
pub(crate) const ATTRIBUTES: [&str; 4] = ["negative", "planned", "hypothetical", "reported"];

/// The judge of attributes.
#[derive(Debug, Clone, Default)]
pub(crate) struct AttributeJudge {
    /// Its number in the model.
    pub number: usize,
    /// The attributes' names, hashed.
    names: [u32; 4],
}

impl AttributeJudge {
    /// The judge `name` of `model`.
    pub fn new(model: &EventModel, name: &str) -> Self {
        let (number, _) = model.judge(name);
        Self { number, names: ATTRIBUTES.map(name_hash) }
    }

    /// The attributes of the trigger `index`.
    pub fn find(
        &self,
        model: &EventModel,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        triggers: &[Trigger],
        index: usize,
    ) -> (Polarity, Modality) {
        let (mut features, mut sums) = (Features::default(), [0; ATTRIBUTES.len()]);
        features.begin(self.number);
        observe_attributes(reading, sentence, triggers, index, &mut features);
        model.add(&features.hashes, &mut Room::default(), &mut sums);
        let sure = self.sure_cues(reading, sentence, &triggers[index]);
        let negative = sums[0] > 0 || sure.contains(&0);
        let likeliest =
            (1..ATTRIBUTES.len()).filter(|outcome| sums[*outcome] > 0).max_by_key(|outcome| sums[*outcome]);
        let modality = match sure.iter().copied().find(|outcome| *outcome > 0).or(likeliest) {
            Some(1) => Modality::Planned,
            Some(2) => Modality::Hypothetical,
            Some(_) => Modality::Reported,
            None => Modality::Asserted,
        };
        (if negative { Polarity::Negative } else { Polarity::Positive }, modality)
    }

    /// The attributes that a cue close before the trigger decides alone (column `sure`), nearest first.
    fn sure_cues(&self, reading: &Reading<'_>, sentence: &Range<usize>, trigger: &Trigger) -> Vec<usize> {
        let start = trigger.first.saturating_sub(REACH).max(sentence.start);
        let cue = |at: usize| {
            let cue = reading.words[at].cue;
            let is_near = cue.attribute != 0 && trigger.first - at <= cue.reach;
            is_near.then(|| self.names.iter().position(|name| *name == cue.attribute)).flatten()
        };
        (start..trigger.first).rev().filter_map(cue).collect()
    }
}

/// What is observed of the trigger `index` for its attributes.
pub(crate) fn observe_attributes(
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    triggers: &[Trigger],
    index: usize,
    features: &mut Features,
) {
    let trigger = &triggers[index];
    let word = &reading.words[trigger.first];
    let (kind, pos) = (u32::from(trigger.kind) + 1, trigger.pos.number());
    features.add([1]);
    features.add([kind]);
    features.add([kind, pos]);
    features.add([flag(word.future), 1]);
    features.add([word.clitics, pos]);
    features.add([flag(word.imperfect), pos, kind]);
    features.add([flag(word.verb), flag(word.imperfect), 2]);
    features.add_lexical([word.stem]);
    for back in 1..=3 {
        let at = trigger.first.checked_sub(back).filter(|at| sentence.contains(at));
        let name = at.map_or(EDGE, |at| reading.name(at));
        features.add([name, back as u32]);
        features.add([name, back as u32, pos]);
        features.add([at.map_or(EDGE, |at| reading.words[at].classes[1]), back as u32]);
    }
    let next = Some(trigger.end).filter(|at| sentence.contains(at));
    features.add([next.map_or(EDGE, |at| reading.name(at)), 4]);
    observe_cues(reading, sentence, trigger, features);
    observe_governor(reading, triggers, index, features);
}

/// Tells the cue words before the trigger, nearest first, each attribute once.
fn observe_cues(reading: &Reading<'_>, sentence: &Range<usize>, trigger: &Trigger, features: &mut Features) {
    let start = trigger.first.saturating_sub(REACH).max(sentence.start);
    let pos = trigger.pos.number();
    let mut seen: Vec<(u32, usize, u32)> = Vec::new();
    let mut will = 0;
    for at in (start..trigger.first).rev() {
        let word = &reading.words[at];
        if word.future && will == 0 {
            will = step(trigger.first - at);
        }
        let attribute = word.cue.attribute;
        if attribute != 0 && seen.iter().all(|(other, ..)| *other != attribute) {
            seen.push((attribute, trigger.first - at, word.stem));
        }
    }
    features.add([will, pos]);
    features.add_each(seen.iter().map(|(attribute, distance, _)| [*attribute, step(*distance)]));
    features.add_each(seen.iter().map(|(attribute, ..)| [*attribute, pos]));
    features.add_each(seen.iter().map(|(_, distance, stem)| [*stem, flag(*distance <= 2)]));
    let stems = (start..trigger.first).rev().take(5).map(|at| [reading.words[at].stem]);
    features.add_each(stems);
}

/// Tells of the event before this one, which may report, demand or plan it.
fn observe_governor(reading: &Reading<'_>, triggers: &[Trigger], index: usize, features: &mut Features) {
    let trigger = &triggers[index];
    let kind = u32::from(trigger.kind) + 1;
    let Some(governor) = index.checked_sub(1).map(|before| &triggers[before]) else {
        features.add([1, 1]);
        return;
    };
    let between = governor.end..trigger.first;
    let distance = step(between.len());
    let says = flag(between.clone().take(20).any(|at| reading.words[at].says));
    let mark = flag(between.clone().take(20).any(|at| reading.words[at].mark));
    let above = u32::from(governor.kind) + 2;
    let form = reading.words[governor.first].base;
    features.add([above, distance, says]);
    features.add([above, says, both(mark, kind)]);
    features.add([form, distance]);
    features.add([form, says]);
    let statement = triggers[..index]
        .iter()
        .rev()
        .take(4)
        .find(|other| (other.end..trigger.first).take(40).any(|at| reading.words[at].says));
    features.add([statement.map_or(1, |other| 1 + other.pos.number()), kind]);
}
