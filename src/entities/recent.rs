//! A map of bounded size that forgets what was not asked for lately.

use super::memory::ByHash;

/// Values by the hash of a word form: those met lately, and those met before these.
///
/// A value that is asked for moves to the younger ones; once there are `limit` of those, the older ones are
/// forgotten. So at most twice `limit` are kept, and a frequent word stays.
#[derive(Debug)]
pub(super) struct Recent<T> {
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
