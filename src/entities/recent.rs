//! A map of bounded size that forgets what was not asked for lately.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
};

use crate::text::hash_bytes;

/// A map whose keys are hashes themselves.
pub(crate) type ByHash<T> = HashMap<u64, T, BuildHasherDefault<Hashed>>;

/// How many word forms a generation remembers from one text to the next. What is known of a form takes some hundred bytes; a browser
/// is given less of them. More than a window has words.
pub(crate) const GENERATION: usize = if cfg!(target_arch = "wasm32") { 4096 } else { 16_384 };

/// Values by the hash of a word form: those met lately, and those met before these.
///
/// A value that is asked for moves to the younger ones; once there are `limit` of those, the older ones are
/// forgotten. So at most twice `limit` are kept, and a frequent word stays.
#[derive(Debug)]
pub(crate) struct Recent<T> {
    young: ByHash<T>,
    old: ByHash<T>,
    limit: usize,
}

impl<T> Recent<T> {
    /// An empty map whose generations hold `limit` values each.
    pub fn new(limit: usize) -> Self {
        Self { young: ByHash::default(), old: ByHash::default(), limit }
    }

    /// The value of `key`, `make` where there is none.
    pub fn get_or_make(&mut self, key: u64, make: impl FnOnce() -> T) -> &mut T {
        if self.young.len() >= self.limit && !self.young.contains_key(&key) {
            std::mem::swap(&mut self.young, &mut self.old);
            self.young.clear();
        }
        let old = &mut self.old;
        self.young.entry(key).or_insert_with(|| old.remove(&key).unwrap_or_else(make))
    }

    /// The value of `key`; it gets no younger.
    pub fn get(&self, key: u64) -> Option<&T> {
        self.young.get(&key).or_else(|| self.old.get(&key))
    }
}

/// For keys that are hashes themselves.
#[derive(Debug, Default)]
pub(crate) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= hash_bytes(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        // The map chooses by the low bits and tells apart by the high ones: all bits count in both.
        let product = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_again_and_again_is_kept() {
        let mut recent = Recent::new(3);
        recent.get_or_make(0, || "kept");
        for key in 1..50 {
            assert_eq!(*recent.get_or_make(0, || "made anew"), "kept");
            recent.get_or_make(key, || "once");
        }
    }

    #[test]
    fn at_most_twice_the_limit_is_kept() {
        let mut recent = Recent::new(10);
        (0..1000).for_each(|key| _ = recent.get_or_make(key, || key));
        assert_eq!((0..1000).filter(|key| recent.get(*key).is_some()).count(), 20);
        assert_eq!(recent.get(999), Some(&999));
    }
}
