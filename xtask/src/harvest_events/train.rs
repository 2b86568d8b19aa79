//! Multinomial logistic regression with an L1 penalty, so that few features keep a weight.
//!
//! Stochastic gradient descent with the cumulative penalty of Tsuruoka, Tsujii and Ananiadou (2009).
//! Deterministic: one fixed order of examples, no threads.

use std::collections::{BTreeMap, HashMap};

/// One observation: what was observed, which outcomes it could have, which it had.
pub struct Example {
    /// Names of features.
    pub features: Vec<String>,
    /// The possible outcomes, each with the name of its class (or an empty one); none of them is one more.
    pub outcomes: Vec<(String, String)>,
    /// The outcome it had.
    pub outcome: Option<usize>,
    /// How much it counts.
    pub weight: f64,
}

/// How to learn.
pub struct Settings {
    /// Passes over the examples.
    pub n_epochs: usize,
    /// Strength of the penalty, for the whole of the examples.
    pub penalty: f64,
    /// Features seen less often are left out.
    pub min_count: usize,
}

/// Weights nearer to zero are left out.
const LEAST_WEIGHT: f64 = 0.03;

/// A feature, an outcome and the weight.
pub type Weight = (String, String, f64);

struct Indexed {
    features: Vec<usize>,
    /// Of each outcome its name and its class.
    outcomes: Vec<Vec<usize>>,
    outcome: Option<usize>,
    weight: f64,
}

/// Learns the weights, ordered by feature and outcome.
pub fn train(examples: &[Example], settings: &Settings) -> Vec<Weight> {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for feature in examples.iter().flat_map(|example| &example.features) {
        *counts.entry(feature).or_default() += 1;
    }
    counts.retain(|_, count| *count >= settings.min_count);
    let mut names: Vec<&str> = counts.into_keys().collect();
    names.sort_unstable();
    let ids: HashMap<&str, usize> = names.iter().enumerate().map(|(id, name)| (*name, id)).collect();
    let mut outcomes: BTreeMap<&str, usize> =
        examples.iter().flat_map(|example| &example.outcomes).flat_map(parts).map(|name| (name, 0)).collect();
    outcomes.values_mut().enumerate().for_each(|(id, value)| *value = id);
    let mut indexed: Vec<Indexed> = examples
        .iter()
        .map(|example| Indexed {
            features: example.features.iter().filter_map(|name| ids.get(name.as_str()).copied()).collect(),
            outcomes: example
                .outcomes
                .iter()
                .map(|outcome| parts(outcome).map(|name| outcomes[name]).collect())
                .collect(),
            outcome: example.outcome,
            weight: example.weight,
        })
        .collect();
    let weights = descend(&mut indexed, names.len(), outcomes.len(), settings);
    let outcome_names: Vec<&str> = outcomes.into_keys().collect();
    let named =
        weights.iter().enumerate().filter(|(_, weight)| weight.abs() >= LEAST_WEIGHT).map(|(at, weight)| {
            let (feature, outcome) = (at / outcome_names.len(), at % outcome_names.len());
            (names[feature].to_owned(), outcome_names[outcome].to_owned(), *weight)
        });
    named.collect()
}

/// The names whose weights an outcome adds up.
fn parts((name, class): &(String, String)) -> impl Iterator<Item = &str> {
    [name.as_str(), class.as_str()].into_iter().filter(|name| !name.is_empty())
}

fn descend(examples: &mut [Indexed], n_features: usize, n_outcomes: usize, settings: &Settings) -> Vec<f64> {
    let mut weights = vec![0.0; n_features * n_outcomes];
    let mut paid = vec![0.0; weights.len()];
    let (mut owed, mut random, mut n_steps) = (0.0, 0x2545_f491_4f6c_dd1d_u64, 0.0);
    let n_examples = examples.len() as f64;
    // The mean over the later passes wavers less than the weights after the last step.
    let n_averaged = settings.n_epochs.div_ceil(2);
    let mut sums = vec![0.0; weights.len()];
    for epoch in 0..settings.n_epochs {
        shuffle(examples, &mut random);
        for example in examples.iter() {
            let rate = 0.2 / (1.0 + n_steps / n_examples / 3.0);
            n_steps += 1.0;
            owed += rate * settings.penalty / n_examples;
            let errors = errors(example, &weights, n_outcomes);
            for feature in &example.features {
                for (names, error) in example.outcomes.iter().zip(&errors) {
                    for name in names {
                        let at = feature * n_outcomes + name;
                        weights[at] += rate * example.weight * error;
                        pay(&mut weights[at], &mut paid[at], owed);
                    }
                }
            }
        }
        if epoch + n_averaged >= settings.n_epochs {
            sums.iter_mut().zip(&weights).for_each(|(sum, weight)| *sum += weight);
        }
    }
    sums.iter_mut().for_each(|sum| *sum /= n_averaged as f64);
    sums
}

/// For each possible outcome, what it was less what was expected.
fn errors(example: &Indexed, weights: &[f64], n_outcomes: usize) -> Vec<f64> {
    let score = |names: &Vec<usize>| {
        let weight =
            |feature: &usize| names.iter().map(|name| weights[feature * n_outcomes + name]).sum::<f64>();
        example.features.iter().map(weight).sum::<f64>()
    };
    let scores: Vec<f64> = example.outcomes.iter().map(score).collect();
    let highest = scores.iter().copied().fold(0.0, f64::max);
    let exponentials: Vec<f64> = scores.iter().map(|score| (score - highest).exp()).collect();
    let total = (-highest).exp() + exponentials.iter().sum::<f64>();
    let was = |index| if example.outcome == Some(index) { 1.0 } else { 0.0 };
    exponentials.iter().enumerate().map(|(index, value)| was(index) - value / total).collect()
}

/// Draws the weight towards zero by what it still owes of the penalty.
fn pay(weight: &mut f64, paid: &mut f64, owed: f64) {
    let before = *weight;
    if *weight > 0.0 {
        *weight = (*weight - (owed + *paid)).max(0.0);
    } else if *weight < 0.0 {
        *weight = (*weight + (owed - *paid)).min(0.0);
    }
    *paid += *weight - before;
}

/// A fixed shuffle (xorshift and Fisher–Yates).
fn shuffle(examples: &mut [Indexed], random: &mut u64) {
    for last in (1..examples.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        examples.swap(last, (*random % (last as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feature_that_tells_gets_its_weight_and_noise_gets_none() {
        let example = |feature: &str, outcome| Example {
            features: vec![feature.to_owned(), "always".to_owned()],
            outcomes: vec![("yes".to_owned(), String::new())],
            outcome,
            weight: 1.0,
        };
        let examples: Vec<_> = (0..100)
            .map(|n| if n % 2 == 0 { example("good", Some(0)) } else { example("bad", None) })
            .collect();
        let weights = train(&examples, &Settings { n_epochs: 20, penalty: 1.0, min_count: 2 });
        let weight = |name: &str| weights.iter().find(|row| row.0 == name).map_or(0.0, |row| row.2);
        assert!(weight("good") > 1.0 && weight("bad") < -1.0 && weight("always").abs() < 0.5);
    }
}
