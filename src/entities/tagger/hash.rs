//! Hashes of words and of what is known of them: a feature is a number, made without building a text.

/// Where the hash of a text begins (FNV-1a, 64 bits).
const TEXT_SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// By what each byte of a text multiplies it.
const TEXT_PRIME: u64 = 0x0000_0100_0000_01b3;

/// By what each part of a feature multiplies it: 2⁶⁴ divided by the golden ratio.
const PART_PRIME: u64 = 0x9e37_79b9_7f4a_7c15;

/// A hash that grows letter by letter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TextHash(u64);

impl TextHash {
    /// The hash of no letters, of the kind `kind`: prefixes are not suffixes.
    pub fn new(kind: u64) -> Self {
        Self(mix(TEXT_SEED, kind))
    }

    /// The hash with one more letter.
    pub fn with(self, letter: char) -> Self {
        let mut hash = self.0 ^ u64::from(letter as u32 & 0xff);
        hash = hash.wrapping_mul(TEXT_PRIME) ^ u64::from(letter as u32 >> 8);
        Self(hash.wrapping_mul(TEXT_PRIME))
    }

    /// The hash so far; never 0.
    pub fn get(self) -> u32 {
        fold(self.0.wrapping_mul(PART_PRIME))
    }
}

/// The hash of `text`, of the kind `kind`.
pub(crate) fn hash_text(kind: u64, text: &str) -> u32 {
    text.chars().fold(TextHash::new(kind), TextHash::with).get()
}

/// `hash` with one more part.
pub(crate) fn mix(hash: u64, part: u64) -> u64 {
    (hash.rotate_left(29) ^ part).wrapping_mul(PART_PRIME)
}

/// The 32 best bits; 0 is kept for "nothing".
pub(crate) fn fold(hash: u64) -> u32 {
    ((hash >> 32) as u32).max(1)
}

/// Bits of a feature of the tagger: with fewer the model is smaller, and more features share their weights.
pub(crate) const FEATURE_BITS: u32 = 26;

/// The feature of `bits` bits with the hash `hash`; never 0.
pub(crate) fn feature(hash: u64, bits: u32) -> u32 {
    widened(few(fold(hash), bits).max(1), bits)
}

/// A feature of `bits` bits, which stand first among all bits.
pub(crate) fn widened(few: u32, bits: u32) -> u32 {
    few << (u32::BITS - bits)
}

/// The `bits` first bits of a hash, or of a feature that has so many.
pub(crate) fn few(feature: u32, bits: u32) -> u32 {
    feature >> (u32::BITS - bits)
}

/// Two small facts as one.
pub(crate) fn pair(kind: u64, fact: u64) -> u32 {
    fold(mix(mix(TEXT_SEED, kind), fact))
}
