//! Chance that goes the same way each time.

/// Numbers that look as if chance had drawn them (xorshift, Marsaglia 2003): the same seed gives the same numbers.
#[derive(Debug, Clone)]
pub struct Chance(u64);

impl Chance {
    /// The numbers of `seed`, which is not 0.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub fn draw(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Yes, so many times of a hundred.
    pub fn percent(&mut self, share: u64) -> bool {
        self.draw() % 100 < share
    }

    /// Puts `order` into another order.
    pub fn shuffle<T>(&mut self, order: &mut [T]) {
        for index in (1..order.len()).rev() {
            let other = (self.draw() % (index as u64 + 1)) as usize;
            order.swap(index, other);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_gives_one_order() {
        let order = |seed| {
            let mut order: Vec<usize> = (0..100).collect();
            Chance::new(seed).shuffle(&mut order);
            order
        };
        assert_eq!(order(7), order(7));
        assert_ne!(order(7), order(8));
        let mut sorted = order(7);
        sorted.sort_unstable();
        assert!(sorted.into_iter().eq(0..100));
    }

    #[test]
    fn a_share_of_a_hundred_is_about_that() {
        let mut chance = Chance::new(20_161_209);
        let n_yes = (0..10_000).filter(|_| chance.percent(15)).count();
        assert!((1_350..1_650).contains(&n_yes), "{n_yes}");
    }
}
