//! A linear judge: observed features and weights from a table give probabilities of outcomes.

use std::collections::HashMap;

use crate::lexicon::Table;

/// Judges outcomes (roles, or whether a word is a trigger) by what was observed.
///
/// The table has one row for each feature and outcome, with its weight; it is learnt by
/// `cargo xtask harvest-events`. Each row is read once and remembered.
#[derive(Debug)]
pub struct Ranker<'a> {
    table: &'a Table,
    weights: HashMap<String, Vec<(&'a str, f64)>>,
}

impl<'a> Ranker<'a> {
    /// The judge with the weights of `table` (columns `outcome` and `weight`).
    pub fn new(table: &'a Table) -> Self {
        Self { table, weights: HashMap::new() }
    }

    /// The probability of each of `outcomes`; what is left to 1 is the probability of none of them.
    pub fn probabilities<S: AsRef<str>>(&mut self, features: &[S], outcomes: &[&str]) -> Vec<f64> {
        let mut scores = vec![0.0; outcomes.len()];
        for feature in features {
            for (outcome, weight) in self.weights(feature.as_ref()) {
                if let Some(index) = outcomes.iter().position(|other| other == outcome) {
                    scores[index] += weight;
                }
            }
        }
        let highest = scores.iter().copied().fold(0.0, f64::max);
        let none = (-highest).exp();
        scores.iter_mut().for_each(|score| *score = (*score - highest).exp());
        let total = none + scores.iter().sum::<f64>();
        scores.iter().map(|score| score / total).collect()
    }

    fn weights(&mut self, feature: &str) -> &[(&'a str, f64)] {
        if !self.weights.contains_key(feature) {
            let rows = self.table.get(feature).iter().filter_map(|row| {
                let weight = self.table.field(row, "weight").parse().ok()?;
                Some((self.table.field(row, "outcome"), weight))
            });
            self.weights.insert(feature.to_owned(), rows.collect());
        }
        &self.weights[feature]
    }
}
