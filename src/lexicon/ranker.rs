//! A linear judge: observed features and weights from a table give probabilities of outcomes.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::Table;

/// Takes what is observed, feature by feature. The name of a feature is its parts joined by `|`, as the
/// tables of weights write it: `l|kill|verb|after|-`.
pub trait Observer {
    /// Takes the feature with these parts.
    fn observe(&mut self, parts: &[&str]);
}

/// Collects the names; learning needs them.
impl Observer for Vec<String> {
    fn observe(&mut self, parts: &[&str]) {
        self.push(parts.join("|"));
    }
}

/// Judges outcomes (roles, attributes, or whether a word is a trigger) by what was observed.
///
/// The table has one row for each feature and outcome, with its weight; it is learnt by
/// `cargo xtask harvest`. Each row is read once and remembered under a hash of its name, so that
/// judging builds no strings.
#[derive(Debug)]
pub struct Ranker<'a> {
    table: &'a Table,
    outcomes: HashMap<&'a str, usize>,
    weights: HashMap<u64, Vec<(usize, f64)>, BuildHasherDefault<AlreadyHashed>>,
    scores: Vec<f64>,
}

impl<'a> Ranker<'a> {
    /// The judge with the weights of `table` (columns `outcome` and `weight`).
    pub fn new(table: &'a Table) -> Self {
        Self { table, outcomes: HashMap::new(), weights: HashMap::default(), scores: Vec::new() }
    }

    /// The probability of each of `outcomes`, given what `observation` reports; what is left to 1 is the
    /// probability of none of them. An outcome is a name and the name of its class, which share what is
    /// known: that of Attackers in general and that of all who act.
    pub fn probabilities(
        &mut self,
        outcomes: &[(&str, &str)],
        observation: impl FnOnce(&mut Self),
    ) -> Vec<f64> {
        self.scores.fill(0.0);
        observation(self);
        let score = |name| self.outcomes.get(name).map_or(0.0, |id| self.scores[*id]);
        let mut scores: Vec<f64> = outcomes.iter().map(|(name, class)| score(name) + score(class)).collect();
        let highest = scores.iter().copied().fold(0.0, f64::max);
        scores.iter_mut().for_each(|score| *score = (*score - highest).exp());
        let total = (-highest).exp() + scores.iter().sum::<f64>();
        scores.iter_mut().for_each(|score| *score /= total);
        scores
    }

    /// Reads the rows of the feature.
    fn read(&mut self, name: &str) -> Vec<(usize, f64)> {
        let table = self.table;
        let mut weights = Vec::new();
        for row in table.get(name) {
            let Ok(weight) = table.field(row, "weight").parse() else { continue };
            let next = self.outcomes.len();
            let id = *self.outcomes.entry(table.field(row, "outcome")).or_insert(next);
            self.scores.resize(self.outcomes.len(), 0.0);
            weights.push((id, weight));
        }
        weights
    }
}

impl Observer for Ranker<'_> {
    fn observe(&mut self, parts: &[&str]) {
        let hash = hash(parts);
        if let Some(weights) = self.weights.get(&hash) {
            weights.iter().for_each(|(outcome, weight)| self.scores[*outcome] += weight);
            return;
        }
        let weights = self.read(&parts.join("|"));
        weights.iter().for_each(|(outcome, weight)| self.scores[*outcome] += weight);
        self.weights.insert(hash, weights);
    }
}

/// FNV-1a, 64 bits.
fn hash(parts: &[&str]) -> u64 {
    const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x100_0000_01b3;
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(PRIME);
    parts.iter().fold(OFFSET, |hash, part| part.bytes().chain([b'|']).fold(hash, mix))
}

/// For keys that are hashes themselves.
#[derive(Debug, Default)]
struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |hash, byte| hash.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
