//! Many bytes told at once: which of them belong to the letters that most words are made of.

/// Bytes that are told at once.
pub(super) const BLOCK: usize = u64::BITS as usize;

/// Which bytes of the block at `at` begin an Arabic letter, U+0620–U+064A, the first by the lowest bit.
pub(super) fn letter_starts(bytes: &[u8], at: usize) -> u64 {
    let rest = &bytes[at..];
    if let Some(block) = rest.first_chunk() {
        return starts_in_block(block);
    }
    let mut block = [0; BLOCK + 1];
    block[..rest.len()].copy_from_slice(rest);
    starts_in_block(&block)
}

fn starts_in_block(block: &[u8; BLOCK + 1]) -> u64 {
    let flags = flags_of_starts(block);
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| bits << 8 | first_bits(u64::from_le_bytes(*eight)))
}

/// For each byte of the block 255 if a letter begins there, else 0. No branch is taken, so that the compiler compares
/// many at once.
fn flags_of_starts(block: &[u8; BLOCK + 1]) -> [u8; BLOCK] {
    let mut flags = [0; BLOCK];
    for (at, flag) in flags.iter_mut().enumerate() {
        let (lead, second) = (block[at], block[at + 1]);
        let is_first_half = (lead == 0xd8) & (second >= 0xa0) & (second <= 0xbf);
        let is_second_half = (lead == 0xd9) & (second >= 0x80) & (second <= 0x8a);
        *flag = 0u8.wrapping_sub(u8::from(is_first_half | is_second_half));
    }
    flags
}

/// One bit of each of the eight bytes of `flags`, which are 0 or 255.
fn first_bits(flags: u64) -> u64 {
    // A bit of each byte, another in each; the product adds them up in its highest byte.
    (flags & 0x8040_2010_0804_0201).wrapping_mul(0x0101_0101_0101_0101) >> 56
}

/// The end of the Arabic letters at `at`.
pub(super) fn end_of_letters(bytes: &[u8], at: usize) -> usize {
    let mut rest = &bytes[at..];
    while let Some((four, after)) = rest.split_first_chunk::<8>() {
        let n_letters = n_letters_of_four(u64::from_le_bytes(*four));
        if n_letters < 4 {
            return bytes.len() - rest.len() + 2 * n_letters;
        }
        rest = after;
    }
    while let [0xd8, 0xa0..=0xbf, after @ ..] | [0xd9, 0x80..=0x8a, after @ ..] = rest {
        rest = after;
    }
    bytes.len() - rest.len()
}

/// How many of the four pairs of bytes, from the lowest, are letters of U+0620–U+064A before another character:
/// all pairs are told at once, each in sixteen bits, of which the highest says that it is one.
fn n_letters_of_four(pairs: u64) -> usize {
    const EACH: u64 = 0x0001_0001_0001_0001;
    const HIGHEST: u64 = 0x8000 * EACH;
    // Zero where the first byte of the pair is 0xd8 or 0xd9.
    let lead = (pairs & (0xfe * EACH)) ^ (0xd8 * EACH);
    // The letter's number in the block U+0600; the second byte is a continuation where the first is right.
    let number = ((pairs & EACH) << 6) | ((pairs >> 8) & (0x3f * EACH));
    let is_other_lead = lead + 0x7fff * EACH;
    let is_from_first = number + (0x8000 - 0x20) * EACH;
    let is_after_last = number + (0x8000 - 0x4b) * EACH;
    let is_letter = is_from_first & !is_after_last & !is_other_lead & HIGHEST;
    (is_letter ^ HIGHEST).trailing_zeros() as usize / 16
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn is_letter(c: char) -> bool {
        matches!(c, '\u{620}'..='\u{64a}')
    }

    proptest! {
        #[test]
        fn letters_are_those_of_the_text(text in "([\u{61e}-\u{64c}]|[ a،\u{5e0}\u{6a0}\u{2640}😀]){0,90}") {
            let starts = letter_starts(text.as_bytes(), 0);
            for (at, c) in text.char_indices().filter(|(at, _)| *at < BLOCK) {
                prop_assert_eq!(starts >> at & 1 == 1, is_letter(c), "{} at {}", c, at);
            }
            let n_letters = text.char_indices().filter(|(at, c)| *at < BLOCK && is_letter(*c)).count();
            prop_assert_eq!(starts.count_ones() as usize, n_letters);
        }

        #[test]
        fn letters_end_before_the_first_other_character(text in "[\u{620}-\u{64c} ،]{0,30}") {
            let end = text.find(|c| !is_letter(c)).unwrap_or(text.len());
            prop_assert_eq!(end_of_letters(text.as_bytes(), 0), end);
        }
    }
}
