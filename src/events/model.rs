//! The event model: judges, each with its outcomes, and the weights of all their features
//! (`data/model/events.model`).
//!
//! [`MAGIC`], SHA-256 of the rest, then the payload, in the same kinds of numbers as the tagger's model: number of judges, then
//! for each its name and its outcomes, each with the probability from which it is taken; the scale of the weights; then, coded as
//! there, the features with their weights.

use crate::entities::tagger::{
    ModelError,
    coder::Decoder,
    form::Weights,
    index::Rows,
    model::{Reader, read_weights, unseal},
};
#[cfg(feature = "train")]
use crate::entities::tagger::{
    coder::Encoder,
    model::{push_number, push_text, push_weights, seal},
};

use super::features::FEATURE_BITS;

/// First bytes of every event model: name and version of the form.
pub const MAGIC: &[u8; 16] = b"HASHIYA EVENTS02";

/// The last outcome of a judge, which all others share: what speaks for or against any of them.
#[cfg(feature = "train")]
pub(crate) const ANY: &str = "any";

/// Judges outcomes by features; what is none of them has the score 0.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Judge {
    /// Its name.
    pub name: String,
    /// The outcomes, by number.
    pub outcomes: Vec<String>,
    /// The probability from which each is taken.
    pub thresholds: Vec<f32>,
}

/// A trained event model.
#[derive(Debug, Clone, Default)]
pub(crate) struct EventModel {
    /// The judges.
    pub judges: Vec<Judge>,
    /// What one unit of a weight is worth.
    pub scale: f32,
    rows: Rows,
}

impl EventModel {
    /// The model of these judges and weights; `None` where they do not fit.
    pub fn new(judges: Vec<Judge>, scale: f32, weights: &Weights) -> Option<Self> {
        Some(Self { judges, scale, rows: weights.rows()? })
    }

    /// Reads a model file.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        read_payload(unseal(bytes, MAGIC)?).ok_or(ModelError::Damaged)
    }

    /// The judge `name`, with its number; an empty one where there is none.
    pub fn judge(&self, name: &str) -> (usize, Judge) {
        let number = self.judges.iter().position(|judge| judge.name == name);
        number.map_or((0, Judge::default()), |number| (number, self.judges[number].clone()))
    }

    /// Adds to `sums` what `features` say of each outcome, in units of the scale.
    pub fn add(&self, features: &[u32], room: &mut Room, sums: &mut [i32]) {
        let Room { keys, places } = room;
        keys.clear();
        keys.resize(features.len(), 0);
        let mut n_found = 0;
        for feature in features {
            // Written in any case and counted if it fits: a guess which it will be would often be wrong.
            keys[n_found] = *feature;
            n_found += usize::from(self.rows.may_have(*feature));
        }
        self.rows.find_all(&keys[..n_found], places, |weights| {
            for [outcome, weight] in weights {
                if let Some(sum) = sums.get_mut(usize::from(*outcome)) {
                    *sum += i32::from(*weight as i8);
                }
            }
        });
    }

    /// The scores of the outcomes with these sums, of which the last is what all the others share.
    pub fn scores(&self, sums: &[i32], scores: &mut Vec<f32>) {
        scores.clear();
        if let Some((any, own)) = sums.split_last() {
            scores.extend(own.iter().map(|sum| (sum + any) as f32 * self.scale));
        }
    }

    /// Whether all outcomes with these sums, of which the last is what all the others share, have a score below `least`.
    pub fn is_hopeless(&self, sums: &[i32], least: f32) -> bool {
        let best = sums.split_last().and_then(|(any, own)| own.iter().max().map(|best| best + any));
        best.is_some_and(|best| (best as f32) * self.scale < least)
    }
}

/// Room to work in, used again for each judgement.
#[derive(Debug, Default)]
pub(crate) struct Room {
    keys: Vec<u32>,
    places: Vec<(u32, u32)>,
}

/// The file of a model.
#[cfg(feature = "train")]
pub(crate) fn write(judges: &[Judge], scale: f32, weights: &Weights) -> Vec<u8> {
    let mut payload = Vec::new();
    push_number(&mut payload, judges.len());
    for judge in judges {
        push_text(&mut payload, &judge.name);
        push_number(&mut payload, judge.outcomes.len());
        for (outcome, threshold) in judge.outcomes.iter().zip(&judge.thresholds) {
            push_text(&mut payload, outcome);
            payload.extend(threshold.to_le_bytes());
        }
    }
    payload.extend(scale.to_le_bytes());
    let mut coder = Encoder::new();
    push_weights(&mut coder, weights, FEATURE_BITS);
    payload.extend(coder.finish());
    seal(MAGIC, &payload)
}

fn read_payload(payload: &[u8]) -> Option<EventModel> {
    let mut reader = Reader { rest: payload };
    let judges: Vec<Judge> = (0..reader.number()?).map(|_| read_judge(&mut reader)).collect::<Option<_>>()?;
    let scale = reader.float()?;
    let mut coder = Decoder::new(reader.rest);
    let weights = read_weights(&mut coder, FEATURE_BITS)?;
    coder.is_at_end().then(|| EventModel::new(judges, scale, &weights)).flatten()
}

fn read_judge(reader: &mut Reader<'_>) -> Option<Judge> {
    let mut judge = Judge { name: reader.text()?, ..Judge::default() };
    for _ in 0..reader.number()? {
        judge.outcomes.push(reader.text()?);
        judge.thresholds.push(reader.float()?);
    }
    Some(judge)
}

/// Turns scores into probabilities, of which what is left to 1 is that of none.
pub(crate) fn normalise(scores: &mut [f32]) {
    let highest = scores.iter().copied().fold(0.0, f32::max);
    scores.iter_mut().for_each(|score| *score = (*score - highest).exp());
    let total = (-highest).exp() + scores.iter().sum::<f32>();
    scores.iter_mut().for_each(|score| *score /= total);
}
