//! Word boundaries of UAX #29 (Unicode text segmentation, section 4).
//!
//! News is nearly all letters, digits and common marks, for which the rules come down to a table and a
//! look at the next letter; that is done here, many times faster than by the general algorithm. A run
//! that holds anything else goes through unicode-segmentation. A property test holds the two together.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::letters;

/// What a character does to word boundaries: the Word_Break classes that common text has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// ALetter.
    Letter,
    /// Numeric.
    Digit,
    /// Extend: a mark over or under a letter.
    Mark,
    /// MidLetter, between letters only: the colon.
    MidLetter,
    /// MidNum, between digits only: «10,5», «10،5».
    MidDigit,
    /// MidNumLet and the single quote: the full stop.
    MidBoth,
    /// ExtendNumLet: the underscore.
    Joiner,
    /// Stands alone: «, », !, ؟ and their like.
    Alone,
    /// Left to unicode-segmentation.
    Other,
}

static ASCII: [Class; 128] = ascii_classes();
static ARABIC: [Class; 256] = arabic_classes();

const fn ascii_classes() -> [Class; 128] {
    let mut classes = [Class::Alone; 128];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'0'..=b'9' => Class::Digit,
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b':' => Class::MidLetter,
            b',' | b';' => Class::MidDigit,
            b'.' | b'\'' => Class::MidBoth,
            b'_' => Class::Joiner,
            0..=b' ' | 0x7f | b'#' | b'@' => Class::Other,
            _ => Class::Alone,
        };
        byte += 1;
    }
    classes
}

/// Classes of the block U+0600–U+06FF.
const fn arabic_classes() -> [Class; 256] {
    let mut classes = [Class::Other; 256];
    let mut index = 0;
    while index < 256 {
        classes[index] = match index {
            0x20..=0x4a | 0x71..=0x73 | 0x7e | 0x86 | 0x98 | 0xa4 | 0xa9 | 0xaf | 0xbe | 0xc1 | 0xcc => {
                Class::Letter
            }
            0x4b..=0x5f | 0x70 => Class::Mark,
            0x60..=0x69 | 0x6b | 0xf0..=0xf9 => Class::Digit,
            0x0c | 0x6c => Class::MidDigit,
            0x1b | 0x1f | 0x6a => Class::Alone,
            _ => Class::Other,
        };
        index += 1;
    }
    classes
}

/// The class and length in bytes of the character at `at`.
fn class_at(bytes: &[u8], at: usize) -> (Class, usize) {
    let second = |at: usize| bytes.get(at).copied().unwrap_or(0);
    match bytes[at] {
        byte @ 0..=0x7f => (ASCII[byte as usize], 1),
        lead @ 0xd8..=0xdb => (ARABIC[(lead as usize - 0xd8) * 64 + (second(at + 1) as usize & 63)], 2),
        // « and ».
        0xc2 if matches!(second(at + 1), 0xab | 0xbb) => (Class::Alone, 2),
        // – — “ ” …
        0xe2 if second(at + 1) == 0x80 && matches!(second(at + 2), 0x93 | 0x94 | 0x9c | 0x9d | 0xa6) => {
            (Class::Alone, 3)
        }
        _ => (Class::Other, 1),
    }
}

/// Calls `emit` with the range of each word segment of the run at `start`, and whether a mark stands in the
/// middle of it, up to white space or the end; gives the end of the run. `None` where the run holds a
/// character of another kind; then `emit` may have been called for its beginning.
pub(super) fn plain_words(
    text: &str,
    start: usize,
    mut emit: impl FnMut(Range<usize>, bool),
) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut word, mut at) = (start, start);
    let mut has_middle = false;
    // The class of the last character that is no mark; what a middle mark may join.
    let mut before = Class::Alone;
    while at < bytes.len() {
        if before == Class::Letter {
            at = end_of_letters(bytes, at);
        }
        if at == bytes.len() {
            break;
        }
        let (class, length) = class_at(bytes, at);
        let joined = match class {
            Class::Letter | Class::Digit | Class::Joiner => {
                matches!(before, Class::Letter | Class::Digit | Class::Joiner)
            }
            // A mark after white space belongs to it.
            Class::Mark if at == start => return None,
            Class::Mark => true,
            Class::Other => break,
            _ => at > start && joins(before, class, bytes, at, length),
        };
        if !joined && word < at {
            emit(word..at, has_middle);
            word = at;
            has_middle = false;
        }
        match class {
            Class::Mark => {}
            // What stands in the middle leaves the word as it was: the next letter is joined.
            Class::MidLetter | Class::MidDigit | Class::MidBoth if joined => has_middle = true,
            other => before = other,
        }
        at += length;
    }
    let is_end = bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\n'));
    if is_end && word < at {
        emit(word..at, has_middle);
    }
    is_end.then_some(at)
}

/// The end of the Arabic letters at `at`, those that most words are made of.
fn end_of_letters(bytes: &[u8], at: usize) -> usize {
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

/// Whether a mark of class `class` at `at` stands in the middle of the word whose last character was of class
/// `before`.
fn joins(before: Class, class: Class, bytes: &[u8], at: usize, length: usize) -> bool {
    let is_word = |class| matches!(class, Class::Letter | Class::Digit);
    match class {
        Class::MidLetter => before == Class::Letter && next_class(bytes, at + length) == Class::Letter,
        Class::MidDigit => before == Class::Digit && next_class(bytes, at + length) == Class::Digit,
        Class::MidBoth => is_word(before) && next_class(bytes, at + length) == before,
        _ => false,
    }
}

/// The class of the next character that is no mark.
fn next_class(bytes: &[u8], mut at: usize) -> Class {
    while at < bytes.len() {
        let (class, length) = class_at(bytes, at);
        if class != Class::Mark {
            return class;
        }
        at += length;
    }
    Class::Other
}

/// The word boundaries of UAX #29 in `text`, as byte offsets in order, 0 and the length included; none for
/// an empty text. No correction of [`super::segment`] is in them.
///
/// ```
/// let bounds: Vec<usize> = hashiya::segment::word_bounds("في حلب").collect();
/// assert_eq!(bounds, [0, 4, 5, 11]);
/// ```
pub fn word_bounds(text: &str) -> impl Iterator<Item = usize> {
    let mut bounds = Vec::new();
    let mut at = 0;
    while at < text.len() {
        bounds.push(at);
        let first = bounds.len();
        match plain_words(text, at, |word, _| bounds.push(word.end)) {
            Some(end) if end > at => at = end,
            _ => {
                bounds.truncate(first);
                let end = end_of_region(text, at);
                bounds.extend(
                    text[at..end].split_word_bound_indices().map(|(offset, word)| at + offset + word.len()),
                );
                at = end;
            }
        }
        bounds.pop();
    }
    if !text.is_empty() {
        bounds.push(text.len());
    }
    bounds.into_iter()
}

/// The end of the region at `start` that unicode-segmentation must see whole: up to the next word of plain
/// letters or marks after white space. White space may carry marks, and its runs are kept together.
fn end_of_region(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let pairs = rest.char_indices().zip(rest.chars().skip(1));
    let mut words = pairs.filter(|((_, c), next)| c.is_ascii_whitespace() && is_plain_start(*next));
    words.next().map_or(text.len(), |((at, c), _)| start + at + c.len_utf8())
}

/// Whether a character belongs to no white space before it.
fn is_plain_start(c: char) -> bool {
    c.is_ascii_graphic() || letters::is_arabic_letter(c) && !letters::is_presentation_form(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn by_the_standard(text: &str) -> Vec<usize> {
        let ends = text.split_word_bound_indices().map(|(start, word)| start + word.len());
        let mut bounds: Vec<usize> = if text.is_empty() { vec![] } else { vec![0] };
        bounds.extend(ends);
        bounds
    }

    #[track_caller]
    fn check(text: &str) {
        assert_eq!(word_bounds(text).collect::<Vec<_>>(), by_the_standard(text), "{text:?}");
    }

    #[test]
    fn common_text_is_cut_as_the_standard_says() {
        check("");
        check("قال 10.5 و10،5 «أ.ف.ب»: a:b 1:2 _x_ ال57، ق\u{64f}تل... \u{64b}");
        check("a.\u{64b}b 1.\u{64b}2 a'b ':' 5%؟!");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn any_common_text_is_cut_as_the_standard_says(text in "[ \naب1٣.,:;'_\"،؛؟«»\u{64b}\u{670}\u{640}…“%-]{0,14}") {
            prop_assert_eq!(word_bounds(&text).collect::<Vec<_>>(), by_the_standard(&text));
        }

        #[test]
        fn any_text_is_cut_as_the_standard_says(text in "(\\PC|[ \n\u{200d}\u{200f}\u{a0}\u{600}-\u{6ff}😀🇸🇾]){0,24}") {
            prop_assert_eq!(word_bounds(&text).collect::<Vec<_>>(), by_the_standard(&text));
        }
    }
}
