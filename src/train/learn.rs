//! Learning: partly labelled sequences, step by step (AdaGrad), the average of the last rounds.
//!
//! What a source does not label is summed over: the gradient is the difference of what is expected with
//! and without its labels. Everything is in a fixed order, so that the same data give the same weights.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::{chance::Chance, examples::Example};
use crate::entities::tagger::{
    chain::{Chain, may_follow},
    lattice::Lattice,
    model::Layer,
};

/// How the learning goes.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Rounds over all sentences the first time, to find the weights that are worth keeping.
    pub trial_rounds: usize,
    /// Rounds over all sentences the second time; their mean is what is learnt.
    pub rounds: usize,
    /// Weights nearer to zero than this after the first time are not learnt the second time.
    pub least: f32,
    /// Length of a step.
    pub rate: f32,
    /// Pull of weights towards zero.
    pub decay: f32,
    /// How often, of 100, the features that name the very word are left out.
    pub dropout: u64,
    /// How often, of 100, any feature is left out, so that none relies on its neighbours.
    pub silence: u64,
    /// Fewest words that have a feature.
    pub min_count: u32,
    /// The seed of chance.
    pub seed: u64,
    /// How many learners there are, each with other chance; their mean is what is learnt.
    pub n_learners: u64,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            trial_rounds: 2,
            rounds: 5,
            least: 0.17,
            rate: 0.1,
            decay: 2e-3,
            dropout: 25,
            silence: 35,
            min_count: 3,
            seed: 20_161_209,
            n_learners: 4,
        }
    }
}

/// A difference smaller than this is no reason for a step.
const LEAST_DELTA: f32 = 1e-3;

/// What the sum of squares begins with.
const LEAST_SQUARE: f32 = 1e-6;

/// The features by number; the examples then hold numbers.
pub fn number_features(examples: &mut [Example], min_count: u32) -> Vec<u32> {
    let mut all: Vec<u32> = examples.iter().flat_map(|example| example.features.iter().copied()).collect();
    all.sort_unstable();
    let frequent = all.chunk_by(|one, other| one == other).filter(|run| run.len() >= min_count as usize);
    let features: Vec<u32> = frequent.map(|run| run[0]).collect();
    drop(all);
    for example in examples {
        let (mut kept, mut lexical, mut starts) = (Vec::new(), Vec::new(), vec![0]);
        for at in 0..example.len() {
            for index in example.starts[at]..example.starts[at + 1] {
                if let Ok(number) = features.binary_search(&example.features[index]) {
                    kept.push(number as u32);
                    lexical.push(example.lexical[index]);
                }
            }
            starts.push(kept.len());
        }
        kept.shrink_to_fit();
        (example.features, example.lexical, example.starts) = (kept, lexical, starts);
    }
    features
}

/// The weights of one layer: a row of tags for each feature.
pub struct Learnt {
    /// Weights.
    pub weights: Vec<f32>,
    /// Steps.
    pub chain: Chain,
}

struct Learner<'c> {
    settings: Settings,
    n_tags: usize,
    weights: Vec<f32>,
    squares: Vec<f32>,
    chain: Chain,
    chain_squares: Vec<f32>,
    chance: Chance,
    /// Which weights are learnt; all where this is empty.
    chosen: &'c [bool],
    /// Which features have a weight that is learnt; all where this is empty.
    speaks: &'c [bool],
}

/// How far apart the seeds of two learners are.
const SEED_STEP: u64 = 1000;

/// Learns the layer number `number` from all examples that speak of it: twice, the second time only the weights that
/// were worth keeping the first time, so that these learn to do without the others. Each time several learners see the
/// examples in different orders and leave out different features, and the mean is kept.
pub fn learn(
    examples: &[Example],
    number: usize,
    layer: &Layer,
    n_features: usize,
    settings: Settings,
) -> Learnt {
    let n_tags = 2 * layer.labels.len() + 1;
    let n_learners = settings.n_learners.max(1);
    let has_layer = |index: &usize| examples[*index].allowed.get(number).is_some_and(Option::is_some);
    let mut chosen: Vec<bool> = Vec::new();
    let mut mean = Learnt { weights: Vec::new(), chain: Chain::default() };
    let order: Vec<usize> = (0..examples.len()).filter(has_layer).collect();
    let nothing =
        || Learnt { weights: vec![0.0; n_features * n_tags], chain: Chain::new(layer.labels.len()) };
    for (time, rounds) in (0..).zip([settings.trial_rounds, settings.rounds]) {
        let speaks: Vec<bool> = chosen.chunks_exact(n_tags).map(|row| row.contains(&true)).collect();
        let learn_once = |index: u64| {
            let (mut learnt, mut order) = (nothing(), order.clone());
            let seed = settings.seed.wrapping_add(time).wrapping_add(SEED_STEP.wrapping_mul(index));
            let mut learner = Learner::new(layer, n_features, settings, seed, (&chosen, &speaks));
            for _ in 0..rounds {
                learner.chance.shuffle(&mut order);
                order.iter().for_each(|index| learner.step(&examples[*index], number));
                learnt.add(&learner.weights, &learner.chain, 1.0 / rounds as f32);
            }
            learnt
        };
        let all: Vec<Learnt> = (0..n_learners).into_par_iter().map(learn_once).collect();
        mean = nothing();
        // In the order of their seeds, so that the sums are always the same.
        all.iter().for_each(|learnt| mean.add(&learnt.weights, &learnt.chain, 1.0 / n_learners as f32));
        chosen = mean.weights.iter().map(|weight| weight.abs() >= settings.least).collect();
    }
    mean
}

impl Learnt {
    /// Adds `weights` and the steps of `chain`, with the weight `share`.
    fn add(&mut self, weights: &[f32], chain: &Chain, share: f32) {
        self.weights.iter_mut().zip(weights).for_each(|(mean, weight)| *mean += weight * share);
        let steps = self.chain.transitions.iter_mut().zip(&chain.transitions);
        steps.for_each(|(mean, weight)| *mean += weight * share);
    }
}

impl<'c> Learner<'c> {
    /// One that knows nothing.
    fn new(
        layer: &Layer,
        n_features: usize,
        settings: Settings,
        seed: u64,
        (chosen, speaks): (&'c [bool], &'c [bool]),
    ) -> Self {
        let chain = Chain::new(layer.labels.len());
        let n = chain.n_tags;
        Self {
            settings,
            n_tags: n,
            weights: vec![0.0; n_features * n],
            squares: vec![LEAST_SQUARE; n_features * n],
            chain_squares: vec![LEAST_SQUARE; n * n],
            chain,
            chance: Chance::new(seed),
            chosen,
            speaks,
        }
    }

    /// One step: a sentence.
    fn step(&mut self, example: &Example, number: usize) {
        let Some(Some(allowed)) = example.allowed.get(number) else { return };
        let used = self.choose(example);
        let n = self.n_tags;
        let mut scores = vec![0.0f32; example.len() * n];
        for (at, row) in scores.chunks_exact_mut(n).enumerate() {
            for feature in &used[at] {
                let weights = &self.weights[*feature as usize * n..(*feature as usize + 1) * n];
                row.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
            }
        }
        let steps = self.chain.steps(1.0);
        let free = Lattice::new(&steps, steps.rows(&scores, |_, _| true));
        let bound = Lattice::new(&steps, steps.rows(&scores, |index, tag| allowed[index] >> tag & 1 == 1));
        if !bound.is_possible() || !free.is_possible() {
            return;
        }
        let Settings { rate, decay, .. } = self.settings;
        for (at, features) in used.iter().enumerate() {
            let delta: Vec<f32> = (0..n)
                .map(|tag| (bound.probability(at, tag) - free.probability(at, tag)) * example.weight)
                .collect();
            if delta.iter().all(|delta| delta.abs() < LEAST_DELTA) {
                continue;
            }
            for feature in features {
                let row = *feature as usize * n..(*feature as usize + 1) * n;
                let chosen = self.chosen.get(row.clone()).unwrap_or_default();
                let weights = self.weights[row.clone()].iter_mut().zip(&mut self.squares[row]);
                for (tag, ((weight, square), delta)) in weights.zip(&delta).enumerate() {
                    if chosen.get(tag) == Some(&false) {
                        continue;
                    }
                    *square += delta * delta;
                    let step = rate / square.sqrt();
                    let moved = *weight + step * delta;
                    // What hardly speaks is silent: small weights become 0, the others a little smaller.
                    *weight = moved.signum() * (moved.abs() - step * decay).max(0.0);
                }
            }
        }
        self.step_chain(&free, &bound, example.weight);
    }

    fn step_chain(&mut self, free: &Lattice<'_>, bound: &Lattice<'_>, weight: f32) {
        let n = self.n_tags;
        for before in 0..n {
            for tag in (0..n).filter(|tag| may_follow(before, *tag)) {
                let words = 0..free.len().saturating_sub(1);
                let difference =
                    |at| bound.step_probability(at, before, tag) - free.step_probability(at, before, tag);
                let delta: f32 = words.map(difference).sum::<f32>() * weight;
                let square = &mut self.chain_squares[before * n + tag];
                *square += delta * delta;
                self.chain.transitions[before * n + tag] += self.settings.rate * delta / square.sqrt();
            }
        }
    }

    /// Whether `feature` is learnt, and is not left out this time.
    fn is_heard(&mut self, feature: u32) -> bool {
        let speaks = self.speaks.get(feature as usize).copied().unwrap_or(true);
        speaks && !self.chance.percent(self.settings.silence)
    }

    /// The features of each word, now and then without those that name it.
    fn choose(&mut self, example: &Example) -> Vec<Vec<u32>> {
        (0..example.len())
            .map(|at| {
                let drops = self.chance.percent(self.settings.dropout);
                let range = example.starts[at]..example.starts[at + 1];
                let kept = range.filter(|index| !(drops && example.lexical[*index]));
                let features = kept.map(|index| example.features[index]);
                features.filter(|feature| self.is_heard(*feature)).collect()
            })
            .collect()
    }
}

/// How many sentences speak of each layer.
pub fn counts(examples: &[Example], layers: &[Layer]) -> BTreeMap<String, usize> {
    let count = |number: usize| {
        examples.iter().filter(|example| example.allowed.get(number).is_some_and(Option::is_some)).count()
    };
    layers.iter().enumerate().map(|(number, layer)| (layer.name.clone(), count(number))).collect()
}
