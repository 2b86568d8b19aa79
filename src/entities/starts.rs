//! Where a rule can begin: each pattern says of what kind its first word is, so that most words start no rule.

use super::{
    labels::Label,
    pattern::{Class, Names, Step},
    rules::RuleSet,
    words::WordForm,
};

/// Bits of one number.
pub(super) const WIDTH: usize = u64::BITS as usize;

/// A set of rules. Those of a stage begin with a number of their own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RuleBits(Vec<u64>);

impl RuleBits {
    /// Adds all of `other`.
    pub fn add(&mut self, other: &RuleBits) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    fn insert(&mut self, place: usize) {
        let index = place / WIDTH;
        if self.0.len() <= index {
            self.0.resize(index + 1, 0);
        }
        self.0[index] |= 1 << (place % WIDTH);
    }

    /// The set as bits: number `index` of the stage whose first rule is at `place`.
    pub fn bits(&self, place: usize, index: usize) -> u64 {
        self.0.get(place / WIDTH + index).copied().unwrap_or(0)
    }
}

/// The places of the ones of `bits`.
pub(super) fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = (bits != 0).then(|| bits.trailing_zeros() as usize)?;
        bits &= bits - 1;
        Some(bit)
    })
}

/// The rules by what their first word is.
#[derive(Debug, Clone, Default)]
pub(super) struct Starts {
    always: RuleBits,
    literals: Vec<RuleBits>,
    tokens: Vec<RuleBits>,
    classes: Vec<RuleBits>,
    conditions: Vec<RuleBits>,
    digits: RuleBits,
    numbers: RuleBits,
    labels: Vec<RuleBits>,
    stages: Vec<usize>,
}

impl Starts {
    /// The first words of `rules`.
    pub fn new(rules: &RuleSet) -> Self {
        let Names { literals, tokens, conditions, labels, .. } = &rules.names;
        let none = |length| vec![RuleBits::default(); length];
        let mut starts = Self {
            literals: none(literals.len()),
            tokens: none(tokens.len()),
            classes: none(Class::ALL.len()),
            conditions: none(conditions.len()),
            labels: none(labels.names().len()),
            ..Self::default()
        };
        let mut place = 0;
        for stage in &rules.stages {
            starts.stages.push(place);
            for (number, rule) in stage.iter().enumerate() {
                starts.add(&rule.program.firsts, place + number);
            }
            place += stage.len().next_multiple_of(WIDTH);
        }
        starts
    }

    fn add(&mut self, firsts: &[Step], place: usize) {
        if firsts.is_empty() {
            self.always.insert(place);
        }
        for first in firsts {
            match first {
                Step::Literal(literal, _) => self.literals[*literal as usize].insert(place),
                Step::Exact(token) => self.tokens[*token as usize].insert(place),
                Step::Class(class, _) => self.classes[*class as usize].insert(place),
                Step::Table(condition, _) => self.conditions[*condition].insert(place),
                Step::Digits(..) => self.digits.insert(place),
                Step::Number(..) => self.numbers.insert(place),
                Step::Candidate(labels, _) => {
                    labels.iter().for_each(|label| self.labels[label.index()].insert(place));
                }
                _ => self.always.insert(place),
            }
        }
    }

    /// The place of the first rule of the stage `stage`.
    pub fn stage(&self, stage: usize) -> usize {
        self.stages.get(stage).copied().unwrap_or(0)
    }

    /// The rules that may begin with a word of `form`, apart from those that begin with a phrase or a proposal.
    pub fn of_form(&self, form: &WordForm) -> RuleBits {
        let mut starts = self.always.clone();
        let literals = form.seen.literals.iter().filter_map(|literal| self.literals.get(*literal as usize));
        literals.for_each(|rules| starts.add(rules));
        if let Some(rules) = form.seen.token.and_then(|token| self.tokens.get(token as usize)) {
            starts.add(rules);
        }
        for (class, rules) in Class::ALL.iter().zip(&self.classes) {
            if form.seen.classes & class.bit() != 0 {
                starts.add(rules);
            }
        }
        if form.digits.is_some() {
            starts.add(&self.digits);
        }
        if form.digits.is_some() || form.seen.number_word.is_some() {
            starts.add(&self.numbers);
        }
        starts
    }

    /// The rules that begin with a phrase that meets the condition.
    pub fn of_condition(&self, condition: usize) -> Option<&RuleBits> {
        self.conditions.get(condition)
    }

    /// The rules that begin with what an earlier stage calls `label`.
    pub fn of_label(&self, label: Label) -> Option<&RuleBits> {
        self.labels.get(label.index())
    }
}
