//! Learning of a judge: multinomial logistic regression, step by step (AdaGrad) with a pull towards zero, the average
//! of all rounds of several learners that see the examples in different orders. Everything is in a fixed order, so that the same data give the same weights.

use std::collections::HashMap;

use crate::{events::features::Features, train::chance::Chance};

/// How the learning of a judge goes.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Rounds over all examples.
    pub rounds: usize,
    /// Length of a step.
    pub rate: f32,
    /// Pull of weights towards zero, the first time and the second.
    pub decay: [f32; 2],
    /// How often, of 100, the features that name the very word are left out.
    pub dropout: u64,
    /// Fewest examples that have a feature.
    pub min_count: u32,
    /// Weights nearer to zero than this after the first time are not learnt the second time.
    pub least: f32,
}

/// The first seed of chance, and how far the others are apart.
const SEED: u64 = 20_161_209;
const SEED_STEP: u64 = 0x9e37_79b9;

/// A difference smaller than this is no reason for a step.
const LEAST_DELTA: f32 = 1e-3;

/// What the sum of squares begins with.
const LEAST_SQUARE: f32 = 1e-6;

/// The outcomes that an example may have: of each the columns whose weights it adds up.
pub type Options = Vec<Vec<usize>>;

#[derive(Debug, Clone, Copy)]
struct Row {
    start: usize,
    end: usize,
    options: usize,
    outcome: Option<usize>,
    weight: f32,
}

/// What a judge learns from.
#[derive(Debug, Clone, Default)]
pub struct Examples {
    features: Vec<u32>,
    lexical: Vec<bool>,
    rows: Vec<Row>,
    options: Vec<Options>,
}

impl Examples {
    /// Adds an example: what was observed, what it could be, what it was; none of them is `None`.
    pub fn push(&mut self, features: &Features, options: &Options, outcome: Option<usize>, weight: f32) {
        let start = self.features.len();
        self.features.extend(&features.hashes);
        self.lexical.extend(&features.lexical);
        let known = self.options.iter().rposition(|other| other == options);
        let options = known.unwrap_or_else(|| {
            self.options.push(options.clone());
            self.options.len() - 1
        });
        self.rows.push(Row { start, end: self.features.len(), options, outcome, weight });
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: &Examples) {
        let offset = self.features.len();
        self.features.extend(&other.features);
        self.lexical.extend(&other.lexical);
        let mut numbers = Vec::new();
        for options in &other.options {
            let known = self.options.iter().position(|own| own == options);
            numbers.push(known.unwrap_or(self.options.len()));
            if known.is_none() {
                self.options.push(options.clone());
            }
        }
        self.rows.extend(other.rows.iter().map(|row| Row {
            start: row.start + offset,
            end: row.end + offset,
            options: numbers[row.options],
            ..*row
        }));
    }

    /// The features that are frequent enough, rising; the examples then hold their numbers.
    fn number_features(&mut self, min_count: u32) -> Vec<u32> {
        let mut all = self.features.clone();
        all.sort_unstable();
        let frequent = all.chunk_by(|one, other| one == other).filter(|run| run.len() >= min_count as usize);
        let features: Vec<u32> = frequent.map(|run| run[0]).collect();
        let numbers: HashMap<u32, u32> =
            features.iter().enumerate().map(|(number, feature)| (*feature, number as u32)).collect();
        let (mut kept, mut lexical) = (Vec::new(), Vec::new());
        for row in &mut self.rows {
            let start = kept.len();
            for at in row.start..row.end {
                if let Some(number) = numbers.get(&self.features[at]) {
                    kept.push(*number);
                    lexical.push(self.lexical[at]);
                }
            }
            (row.start, row.end) = (start, kept.len());
        }
        (self.features, self.lexical) = (kept, lexical);
        features
    }
}

/// Learnt weights: a row of columns for each feature.
#[derive(Debug, Clone, Default)]
pub struct Learnt {
    /// The features, rising.
    pub features: Vec<u32>,
    /// Their weights.
    pub weights: Vec<f32>,
    /// Number of columns.
    pub n_columns: usize,
}

struct Learner<'e> {
    examples: &'e Examples,
    settings: Settings,
    decay: f32,
    n_columns: usize,
    weights: Vec<f32>,
    squares: Vec<f32>,
    /// Which weights are learnt; all where this is empty.
    chosen: &'e [bool],
    /// Which features have a weight that is learnt; all where this is empty.
    speaks: &'e [bool],
    chance: Chance,
    used: Vec<u32>,
}

/// Learns from `examples`, twice: the second time only the weights that were worth keeping the first time, so that these
/// learn to do without the others. Each time it is done with `n_seeds` seeds of chance, and the mean is kept.
pub fn learn(mut examples: Examples, n_columns: usize, settings: Settings, n_seeds: u64) -> Learnt {
    let features = examples.number_features(settings.min_count);
    let mut chosen: Vec<bool> = Vec::new();
    let mut mean: Vec<f32> = Vec::new();
    for (time, decay) in (0..).zip(settings.decay) {
        let speaks: Vec<bool> = chosen.chunks_exact(n_columns).map(|row| row.contains(&true)).collect();
        mean = vec![0.0; features.len() * n_columns];
        for seed in 0..n_seeds {
            let learner = Learner {
                examples: &examples,
                settings,
                decay,
                n_columns,
                weights: vec![0.0; mean.len()],
                squares: vec![LEAST_SQUARE; mean.len()],
                chosen: &chosen,
                speaks: &speaks,
                chance: Chance::new(SEED + time + SEED_STEP * seed),
                used: Vec::new(),
            };
            learner.add_to(&mut mean, 1.0 / (settings.rounds as f32 * n_seeds as f32));
        }
        chosen = mean.iter().map(|weight| weight.abs() >= settings.least).collect();
    }
    Learnt { features, weights: mean, n_columns }
}

impl Learner<'_> {
    /// Learns, and adds the weights after each round to `mean`, each time `share` of them.
    fn add_to(mut self, mean: &mut [f32], share: f32) {
        let mut order: Vec<usize> = (0..self.examples.rows.len()).collect();
        for _ in 0..self.settings.rounds {
            self.chance.shuffle(&mut order);
            order.iter().for_each(|index| self.step(*index));
            mean.iter_mut().zip(&self.weights).for_each(|(mean, weight)| *mean += weight * share);
        }
    }

    fn step(&mut self, index: usize) {
        let row = self.examples.rows[index];
        let options = &self.examples.options[row.options];
        self.choose(row);
        let n = self.n_columns;
        let mut columns = vec![0.0f32; n];
        for feature in &self.used {
            let weights = &self.weights[*feature as usize * n..(*feature as usize + 1) * n];
            columns.iter_mut().zip(weights).for_each(|(score, weight)| *score += weight);
        }
        let scores: Vec<f32> =
            options.iter().map(|option| option.iter().map(|column| columns[*column]).sum()).collect();
        let highest = scores.iter().copied().fold(0.0, f32::max);
        let total = (-highest).exp() + scores.iter().map(|score| (score - highest).exp()).sum::<f32>();
        let mut deltas = vec![0.0f32; n];
        for (number, option) in options.iter().enumerate() {
            let was = if row.outcome == Some(number) { 1.0 } else { 0.0 };
            let error = was - (scores[number] - highest).exp() / total;
            option.iter().for_each(|column| deltas[*column] += error * row.weight);
        }
        let moved: Vec<(usize, f32)> =
            deltas.into_iter().enumerate().filter(|(_, delta)| delta.abs() >= LEAST_DELTA).collect();
        if !moved.is_empty() {
            self.update(&moved);
        }
    }

    fn update(&mut self, moved: &[(usize, f32)]) {
        let (rate, decay) = (self.settings.rate, self.decay);
        for feature in &self.used {
            let start = *feature as usize * self.n_columns;
            for (column, delta) in moved {
                let at = start + column;
                if self.chosen.get(at) == Some(&false) {
                    continue;
                }
                let square = &mut self.squares[at];
                *square += delta * delta;
                let step = rate / square.sqrt();
                let next = self.weights[at] + step * delta;
                // What hardly speaks is silent: small weights become 0, the others a little smaller.
                self.weights[at] = next.signum() * (next.abs() - step * decay).max(0.0);
            }
        }
    }

    /// The features of the example that are learnt, now and then without those that name its word.
    fn choose(&mut self, row: Row) {
        let drops = self.chance.percent(self.settings.dropout);
        self.used.clear();
        for at in row.start..row.end {
            let feature = self.examples.features[at];
            let speaks = self.speaks.get(feature as usize) != Some(&false);
            if speaks && !(drops && self.examples.lexical[at]) {
                self.used.push(feature);
            }
        }
    }
}
