//! What is observed of a word or phrase, as hashes: a feature is a number, made without building a text.

use crate::entities::tagger::hash::{feature, fold, hash_text, mix};

/// Kind of the hash of a word that the program speaks of: a label, a class.
const NAME: u64 = 40;

/// What stands beyond the ends of a sentence.
pub(crate) const EDGE: u32 = 3;

/// More features than most words and pairs have.
const USUALLY: usize = 128;

/// Features in the order in which they were observed. Each call makes one feature of what it is given; the
/// place of the call among the others tells its features from theirs.
#[derive(Debug, Clone, Default)]
pub(crate) struct Features {
    /// The features.
    pub hashes: Vec<u32>,
    /// Whether each names the very word: in training these are now and then left out.
    #[cfg(feature = "train")]
    pub lexical: Vec<bool>,
    number: u64,
}

impl Features {
    /// Forgets all; what follows is for the judge number `judge`.
    pub fn begin(&mut self, judge: usize) {
        self.go_on((judge as u64 + 1) << 16);
        self.hashes.reserve(USUALLY);
    }

    /// Forgets what was observed so far, and goes on with the kind of features number `next`.
    pub fn go_on(&mut self, next: u64) {
        self.hashes.clear();
        #[cfg(feature = "train")]
        self.lexical.clear();
        self.number = next;
    }

    /// The number of the next kind of features.
    pub fn next(&self) -> u64 {
        self.number
    }

    /// Adds the feature with these parts; none where one of them is 0, which is "nothing".
    pub fn add<const N: usize>(&mut self, parts: [u32; N]) {
        self.push(parts, false);
        self.number += 1;
    }

    /// The same for a feature that names the very word.
    pub fn add_lexical<const N: usize>(&mut self, parts: [u32; N]) {
        self.push(parts, true);
        self.number += 1;
    }

    /// Adds one feature for each of `items`, all of one kind.
    pub fn add_each<const N: usize>(&mut self, items: impl IntoIterator<Item = [u32; N]>) {
        items.into_iter().for_each(|parts| self.push(parts, false));
        self.number += 1;
    }

    fn push<const N: usize>(&mut self, parts: [u32; N], _lexical: bool) {
        if parts.contains(&0) {
            return;
        }
        let hash = parts.iter().fold(self.number, |hash, part| mix(hash, u64::from(*part)));
        self.hashes.push(feature(hash, FEATURE_BITS));
        #[cfg(feature = "train")]
        self.lexical.push(_lexical);
    }
}

/// Bits of a feature: with fewer the model is smaller, and more features share their weights.
pub(crate) const FEATURE_BITS: u32 = 24;

/// 2 for yes, 1 for no.
pub(crate) fn flag(condition: bool) -> u32 {
    1 + u32::from(condition)
}

/// Where the number `n` falls: exact up to 3, then in widening steps; from 1.
pub(crate) fn step(n: usize) -> u32 {
    match n {
        0..=2 => n as u32 + 1,
        3 | 4 => 4,
        5..=7 => 5,
        8..=12 => 6,
        13..=20 => 7,
        _ => 8,
    }
}

/// The hash of a name; 0 of an empty one.
pub(crate) fn name_hash(name: &str) -> u32 {
    if name.is_empty() { 0 } else { hash_text(NAME, name) }
}

/// Two parts as one.
pub(crate) fn both(one: u32, other: u32) -> u32 {
    fold(mix(mix(1, one.into()), other.into()))
}
