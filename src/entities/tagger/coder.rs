//! Arithmetic coding: a number takes the fewer bits the less it surprises those who saw the numbers before it. A form is
//! described once, as a walk over its numbers with a [`Coder`]: an [`Encoder`] writes them, a [`Decoder`] puts in their place
//! what it reads.
//!
//! The coder without carries of Matt Mahoney's fpaq0 (interval of 32 bits), with chances that are counts of what was seen (the estimator of
//! Krichevsky and Trofimov, with a floor), and numbers as trees of bits, as in LZMA.

/// A chance of one half, in parts of 2¹⁶.
const EVEN: u16 = 1 << 15;

/// No chance is nearer to 0 or 1 than this.
const LEAST: u16 = 24;

/// What is newer than so many bits counts no less than what is older.
const MEMORY: usize = 254;

/// How far the n-th bit moves a chance, in parts of 2¹⁶.
const RATES: [u16; MEMORY + 1] = {
    let mut rates = [0; MEMORY + 1];
    let mut seen = 0;
    while seen <= MEMORY {
        rates[seen] = ((2 << 16) / (2 * seen as u32 + 3)) as u16;
        seen += 1;
    }
    rates
};

/// How likely the next bit is 1, learnt from those before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Chance {
    of_one: u16,
    seen: u8,
}

impl Chance {
    const UNKNOWN: Self = Self { of_one: EVEN, seen: 0 };

    #[inline(always)]
    fn learn(&mut self, bit: bool) {
        let rate = u32::from(RATES[usize::from(self.seen)]);
        // Without a choice: which bit comes is just what cannot be foreseen.
        let wanted = u32::from(LEAST) + u32::from(bit) * u32::from(u16::MAX - 2 * LEAST);
        let up = (wanted.saturating_sub(self.of_one.into()) * rate) >> 16;
        let down = (u32::from(self.of_one).saturating_sub(wanted) * rate) >> 16;
        self.of_one = (u32::from(self.of_one) + up - down) as u16;
        self.seen += u8::from(self.seen < MEMORY as u8);
    }
}

/// The interval that the bits so far leave.
#[derive(Debug, Clone, Copy)]
struct Interval {
    low: u32,
    high: u32,
}

impl Interval {
    const WHOLE: Self = Self { low: 0, high: u32::MAX };

    /// The last place of the part for 1.
    fn border(self, of_one: u16) -> u32 {
        self.low + ((u64::from(self.high - self.low) * u64::from(of_one)) >> 16) as u32
    }

    fn narrow(&mut self, border: u32, bit: bool) {
        let of_one = u32::from(bit).wrapping_neg();
        self.high = (border & of_one) | (self.high & !of_one);
        self.low = (self.low & of_one) | (border.wrapping_add(1) & !of_one);
    }

    /// Whether both ends begin with the same byte, which is then decided.
    fn is_decided(self) -> bool {
        (self.low ^ self.high) >> 24 == 0
    }

    fn shift(&mut self) {
        self.low <<= 8;
        self.high = self.high << 8 | 0xff;
    }
}

/// What walks over the numbers of a form.
pub(crate) trait Coder {
    /// The next bit, of which `of_one` is the chance: `bit` where one writes, another where one reads.
    fn plain_bit(&mut self, of_one: u16, bit: bool) -> bool;

    /// Whether what is read has ended before its numbers.
    fn is_cut_off(&self) -> bool {
        false
    }

    /// The next bit, from which `chance` learns.
    #[inline(always)]
    fn bit(&mut self, chance: &mut Chance, bit: bool) -> bool {
        let bit = self.plain_bit(chance.of_one, bit);
        chance.learn(bit);
        bit
    }

    /// The next `depth` bits, each with a chance of its own after those before it; `tree` has 2 to the power of `depth`.
    #[inline]
    fn leaf(&mut self, tree: &mut [Chance], depth: u32, number: u32) -> u32 {
        let mut node = 1usize;
        for place in (0..depth).rev() {
            let Some(chance) = tree.get_mut(node) else { return 0 };
            node = node << 1 | usize::from(self.bit(chance, number >> place & 1 == 1));
        }
        node as u32 & ((1 << depth) - 1)
    }

    /// The next number of `numbers`, where `context` is what is known before.
    fn number(&mut self, numbers: &mut Numbers, context: usize, number: u32) -> u32 {
        let Some((last, chance)) = numbers.last.get_mut(context) else {
            return self.new_number(numbers, context, number);
        };
        if self.bit(chance, number == *last) {
            return *last;
        }
        let number = self.new_number(numbers, context, number);
        numbers.last[context].0 = number;
        number
    }

    /// The same for a number that is not known to be the last one.
    fn new_number(&mut self, numbers: &mut Numbers, context: usize, number: u32) -> u32 {
        let rare = (1 << numbers.depth) - 1;
        let start = context << numbers.depth;
        let Some(tree) = numbers.trees.get_mut(start..start + (1 << numbers.depth)) else { return 0 };
        let leaf = self.leaf(tree, numbers.depth, number.min(rare));
        if leaf < rare {
            leaf
        } else {
            rare.saturating_add(self.rare(&mut numbers.rare, number.wrapping_sub(rare)))
        }
    }

    /// The next number of those without a leaf, as in the gamma code of Elias: how many bits it has, the first of them, then the others, which say nothing
    /// of each other. At most 2³² − 2.
    fn rare(&mut self, rare: &mut Rare, number: u32) -> u32 {
        let number = number.saturating_add(1);
        let length = self.leaf(&mut rare.lengths, LENGTH_BITS, number.ilog2());
        let n_first = length.min(FIRST_BITS);
        let n_others = length - n_first;
        let start = (length as usize) << FIRST_BITS;
        let first = rare.first.get_mut(start..start + (1 << FIRST_BITS));
        let first =
            first.map_or(0, |tree| self.leaf(tree, n_first, number >> n_others & ((1 << n_first) - 1)));
        let mut whole = 1 << n_first | first;
        for place in (0..n_others).rev() {
            whole = whole << 1 | u32::from(self.plain_bit(EVEN, number >> place & 1 == 1));
        }
        whole - 1
    }
}

/// The length of a number needs so many bits.
const LENGTH_BITS: u32 = 5;

/// So many bits after the first 1 of a number are learnt.
const FIRST_BITS: u32 = 3;

/// What was learnt of numbers of one kind.
#[derive(Debug, Clone)]
pub(crate) struct Numbers {
    depth: u32,
    trees: Vec<Chance>,
    rare: Rare,
    /// Of numbers that are often the same as the last in their context: that one, and how likely it comes again.
    last: Vec<(u32, Chance)>,
}

/// What was learnt of large numbers.
#[derive(Debug, Clone)]
pub(crate) struct Rare {
    lengths: [Chance; 1 << LENGTH_BITS],
    first: [Chance; 1 << (LENGTH_BITS + FIRST_BITS)],
}

impl Numbers {
    /// Numbers that are mostly smaller than 2 to the power of `depth` less one, in one of so many contexts.
    pub fn new(n_contexts: usize, depth: u32) -> Self {
        let rare = Rare {
            lengths: [Chance::UNKNOWN; 1 << LENGTH_BITS],
            first: [Chance::UNKNOWN; 1 << (LENGTH_BITS + FIRST_BITS)],
        };
        Self { depth, trees: vec![Chance::UNKNOWN; n_contexts << depth], rare, last: Vec::new() }
    }

    /// The same for numbers that are often the last one of their context: those take a single bit.
    pub fn that_stay(n_contexts: usize, depth: u32) -> Self {
        Self { last: vec![(0, Chance::UNKNOWN); n_contexts], ..Self::new(n_contexts, depth) }
    }
}

/// Writes numbers.
#[cfg(any(test, feature = "train"))]
#[derive(Debug)]
pub(crate) struct Encoder {
    interval: Interval,
    bytes: Vec<u8>,
}

#[cfg(any(test, feature = "train"))]
impl Encoder {
    /// One that has written nothing.
    pub fn new() -> Self {
        Self { interval: Interval::WHOLE, bytes: Vec::new() }
    }

    /// What was written.
    pub fn finish(mut self) -> Vec<u8> {
        self.bytes.extend(self.interval.low.to_be_bytes());
        self.bytes
    }
}

#[cfg(any(test, feature = "train"))]
impl Coder for Encoder {
    fn plain_bit(&mut self, of_one: u16, bit: bool) -> bool {
        self.interval.narrow(self.interval.border(of_one), bit);
        while self.interval.is_decided() {
            self.bytes.push((self.interval.low >> 24) as u8);
            self.interval.shift();
        }
        bit
    }
}

/// Reads numbers.
#[derive(Debug)]
pub(crate) struct Decoder<'b> {
    interval: Interval,
    window: u32,
    rest: &'b [u8],
    n_missing: u32,
}

impl<'b> Decoder<'b> {
    /// One that reads what an [`Encoder`] wrote.
    pub fn new(bytes: &'b [u8]) -> Self {
        let mut decoder = Self { interval: Interval::WHOLE, window: 0, rest: bytes, n_missing: 0 };
        (0..u32::BITS / u8::BITS).for_each(|_| decoder.take_byte());
        decoder
    }

    /// Whether all was read, and no more.
    pub fn is_at_end(&self) -> bool {
        self.rest.is_empty() && self.n_missing == 0
    }

    fn take_byte(&mut self) {
        let byte = match self.rest.split_first() {
            Some((byte, rest)) => {
                self.rest = rest;
                *byte
            }
            None => {
                self.n_missing += 1;
                0
            }
        };
        self.window = self.window << 8 | u32::from(byte);
    }
}

impl Coder for Decoder<'_> {
    #[inline(always)]
    fn plain_bit(&mut self, of_one: u16, _bit: bool) -> bool {
        let border = self.interval.border(of_one);
        let bit = self.window <= border;
        self.interval.narrow(border, bit);
        while self.interval.is_decided() {
            self.interval.shift();
            self.take_byte();
        }
        bit
    }

    fn is_cut_off(&self) -> bool {
        self.n_missing > 0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(numbers: &[(usize, u32)], mut seen: Numbers) -> Vec<u8> {
        let mut encoder = Encoder::new();
        numbers.iter().for_each(|(context, number)| {
            encoder.number(&mut seen, *context, *number);
        });
        encoder.finish()
    }

    fn read(bytes: &[u8], contexts: impl Iterator<Item = usize>, mut seen: Numbers) -> (Vec<u32>, bool) {
        let mut decoder = Decoder::new(bytes);
        let numbers = contexts.map(|context| decoder.number(&mut seen, context, 0)).collect();
        (numbers, decoder.is_at_end())
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            numbers in prop::collection::vec((0..4usize, prop_oneof![0..9u32, 0..u32::MAX - 1]), 0..300),
            depth in 0..6u32,
        ) {
            for kind in [Numbers::new, Numbers::that_stay] {
                let bytes = written(&numbers, kind(4, depth));
                let (read, is_at_end) = read(&bytes, numbers.iter().map(|(context, _)| *context), kind(4, depth));
                prop_assert_eq!(read, numbers.iter().map(|(_, number)| *number).collect::<Vec<_>>());
                prop_assert!(is_at_end);
            }
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..40)) {
            read(&bytes, (0..200).map(|number| number % 4), Numbers::that_stay(4, 3));
        }
    }

    #[test]
    fn numbers_that_do_not_surprise_take_no_room() {
        assert!(written(&[(1, 5); 4000], Numbers::new(4, 4)).len() < 40);
    }

    #[test]
    fn what_is_cut_off_is_known() {
        let bytes = written(&[(0, 1_000_000); 30], Numbers::new(4, 2));
        let mut decoder = Decoder::new(&bytes[..bytes.len() - 1]);
        let mut seen = Numbers::new(4, 2);
        (0..30).for_each(|_| {
            decoder.number(&mut seen, 0, 0);
        });
        assert!(decoder.is_cut_off() && !decoder.is_at_end());
    }
}
