//! From which probability an outcome is taken: what gives the best F1 on articles that were held out.

use std::collections::BTreeMap;

use super::School;
use crate::{
    annotation::Document,
    events::{EventFinder, JUDGES, model::Judge, triggers::OwnMemory},
    scoring::Matching,
};

/// An argument is right where it shares this much with the annotated one.
const OVERLAP: Matching = Matching::Overlap(0.5);

/// Probabilities are tried in so many steps.
const STEPS: usize = 100;

/// An outcome with fewer annotated ones goes by those of all outcomes.
const FEWEST: usize = 60;

/// Triggers that are less probable than this have no part in the thresholds of arguments.
const TYPICAL: f32 = 0.35;

/// How much each set of articles has to say on the threshold of triggers: what was held out of those that are learnt from, which
/// several readers annotated in one go, and the development articles, which were read with more care.
const SHARES: [f64; 2] = [1.0, 2.0];

/// The lowest probabilities that are looked at.
pub const LOWEST: f32 = 0.12;

/// What was found with which probability, and whether it was right; and how much there was to find.
#[derive(Debug, Clone, Default)]
struct Trials {
    found: Vec<(f32, bool)>,
    gold: usize,
}

impl Trials {
    /// F1 where what is less probable than `threshold` is left out.
    fn f1(&self, threshold: f32) -> f64 {
        let taken = self.found.iter().filter(|(score, _)| *score >= threshold);
        let (mut found, mut right) = (0, 0);
        taken.for_each(|(_, is_right)| {
            found += 1;
            right += usize::from(*is_right);
        });
        2.0 * right as f64 / (found + self.gold).max(1) as f64
    }

    /// What those from `threshold` on are worth, where each costs `price` and a right one gives 1.
    fn worth(&self, threshold: f32, price: f64) -> f64 {
        let taken = self.found.iter().filter(|(score, _)| *score >= threshold);
        taken.map(|(_, is_right)| f64::from(u8::from(*is_right)) - price).sum()
    }

    /// The best threshold by `value`.
    fn best(value: impl Fn(f32) -> f64) -> f32 {
        let steps = (0..STEPS).map(|step| LOWEST + (0.9 - LOWEST) * step as f32 / STEPS as f32);
        steps.max_by(|one, other| value(*one).total_cmp(&value(*other))).unwrap_or(0.5)
    }
}

/// The trials of triggers and of arguments, by role.
#[derive(Debug, Clone, Default)]
pub struct Thresholds {
    triggers: Vec<Trials>,
    roles: BTreeMap<String, Trials>,
}

impl Thresholds {
    /// Adds what `finder`, which takes nearly everything, finds in the articles of the set number `set`, which it has
    /// not learnt from.
    pub fn add(&mut self, school: &School, finder: &EventFinder, set: usize, articles: &[&Document]) {
        for article in articles {
            self.add_triggers(school, finder, set, article);
            self.add_arguments(school, finder, article);
        }
    }

    fn add_triggers(&mut self, school: &School, finder: &EventFinder, set: usize, article: &Document) {
        self.triggers.resize(self.triggers.len().max(set + 1), Trials::default());
        let trials = &mut self.triggers[set];
        trials.gold += article.events.len();
        for own in finder.find(article, &school.entities) {
            let is_right =
                article.events.iter().any(|gold| gold.trigger == own.trigger && gold.label == own.label);
            trials.found.push((own.provenance.score.unwrap_or(0.0) as f32, is_right));
        }
    }

    /// Arguments of the triggers that are likely enough to be found.
    fn add_arguments(&mut self, school: &School, finder: &EventFinder, article: &Document) {
        for event in &article.events {
            for argument in &event.arguments {
                self.roles.entry(argument.role.clone()).or_default().gold += 1;
            }
        }
        let reading = school.reading(article);
        for sentence in &reading.sentences {
            let memory = &mut OwnMemory::default();
            let mut triggers = finder.judges.triggers.find(&finder.model, &reading, sentence, memory);
            triggers.retain(|trigger| trigger.score >= TYPICAL);
            for (event, scores) in finder.find_in(&reading, sentence, &triggers) {
                for (own, score) in event.arguments.iter().zip(scores) {
                    let same = |gold: &crate::annotation::Argument| {
                        gold.role == own.role && OVERLAP.matches(gold.span, own.span)
                    };
                    let is_right = article
                        .events
                        .iter()
                        .any(|gold| gold.label == event.label && gold.arguments.iter().any(same));
                    self.roles.entry(own.role.clone()).or_default().found.push((score, is_right));
                }
            }
        }
    }

    /// Gives the judges the best thresholds.
    pub fn set(&self, judges: &mut [Judge]) {
        let threshold = Trials::best(|threshold| {
            self.triggers.iter().zip(SHARES).map(|(trials, share)| share * trials.f1(threshold)).sum()
        });
        let mut all = Trials::default();
        for trials in self.roles.values() {
            all.found.extend(&trials.found);
            all.gold += trials.gold;
        }
        let common = Trials::best(|threshold| all.f1(threshold));
        // One more is worth its while where it is right more often than half of F1.
        let price = all.f1(common) / 2.0;
        for judge in judges {
            for (outcome, own) in judge.outcomes.iter().zip(&mut judge.thresholds) {
                if judge.name == JUDGES[0] {
                    *own = threshold;
                } else if judge.name == JUDGES[1] {
                    let trials = self.roles.get(outcome).filter(|trials| trials.gold >= FEWEST);
                    *own = trials
                        .map_or(common, |trials| Trials::best(|threshold| trials.worth(threshold, price)));
                }
            }
        }
    }
}
