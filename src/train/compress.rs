//! Learnt weights → the model file: small ones are left out, the others become whole numbers of 8 bits.

use super::learn::Learnt;
use crate::entities::tagger::{
    facts::FactTable,
    form::Weights,
    hash::{FEATURE_BITS, few, widened},
    model::{Layer, Model, rows},
};

/// What one unit of a weight is worth: so coarse that few different numbers occur, and the file packs well.
const SCALE: f32 = 0.08;

/// Weights that are smaller than this as whole numbers are left out.
const LEAST: f32 = 2.0;

/// The model of `layers`, with weights for the `features`; `None` where they have more columns than a model holds.
///
/// `damping`: by what the steps of each layer are multiplied.
pub fn compress(
    layers: Vec<Layer>,
    damping: &[f32],
    learnt: &[Learnt],
    features: &[u32],
    facts: FactTable,
) -> Option<Model> {
    let mut kept = Weights { starts: vec![0], ..Weights::default() };
    for (number, feature) in features.iter().enumerate().filter(|(_, feature)| is_of_all(**feature)) {
        let mut column = 0u8;
        let before = kept.weights.len();
        for learnt in learnt {
            let n = learnt.chain.n_tags;
            for weight in &learnt.weights[number * n..(number + 1) * n] {
                let rounded = (weight / SCALE).round().clamp(-127.0, 127.0);
                if rounded.abs() >= LEAST {
                    kept.weights.push([column, rounded as i8 as u8]);
                }
                column += 1;
            }
        }
        if kept.weights.len() > before {
            kept.features.push(*feature);
            kept.starts.push(kept.weights.len() as u32);
        }
    }
    let layers = layers.into_iter().zip(learnt).zip(damping).map(|((layer, learnt), damping)| {
        let mut chain = learnt.chain.clone();
        chain.transitions.iter_mut().for_each(|step| *step *= damping);
        layer.with_steps(chain)
    });
    let layers: Vec<Layer> = layers.collect();
    let rows = rows(&kept, &layers)?;
    Some(Model { layers, scale: SCALE, weights: kept, rows, facts })
}

/// Whether `feature` is one of those that all sources share: those of one source alone have other low bits.
fn is_of_all(feature: u32) -> bool {
    widened(few(feature, FEATURE_BITS), FEATURE_BITS) == feature
}
