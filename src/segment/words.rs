//! Word boundaries of UAX #29 (Unicode text segmentation, section 4).
//!
//! News is nearly all letters, digits and common marks, for which the rules come down to a table and a
//! look at the next letter; that is done here, many times faster than by the general algorithm. A run
//! that holds anything else goes through unicode-segmentation. A property test holds the two together.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::blocks::end_of_letters;
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
    // Nearly all runs are letters and nothing else.
    let letters_end = end_of_letters(bytes, start);
    if start < letters_end && ends_run(bytes, letters_end) {
        emit(start..letters_end, false);
        return Some(letters_end);
    }
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
    let is_end = ends_run(bytes, at);
    if is_end && word < at {
        emit(word..at, has_middle);
    }
    is_end.then_some(at)
}

/// Whether the text, the line or the run ends at `at`.
fn ends_run(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_none_or(|byte| matches!(byte, b' ' | b'\n'))
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

/// The end of the mark at `at`, if it stands apart from the letters before it and from what comes after it, whatever
/// addresses there are around.
pub(super) fn end_of_lone_mark(bytes: &[u8], at: usize) -> Option<usize> {
    let (class, length) = class_at(bytes, at);
    let end = at + length;
    let is_before_space = bytes.get(end) == Some(&b' ');
    let is_apart = match class {
        Class::Alone if is_before_space => true,
        // An e-mail address may begin with these two.
        Class::Alone if matches!(bytes[at], b'-' | b'+') => false,
        Class::Alone => end < bytes.len() && !matches!(class_at(bytes, end).0, Class::Mark | Class::Other),
        Class::MidLetter | Class::MidDigit | Class::MidBoth => is_before_space,
        _ => false,
    };
    is_apart.then_some(end)
}

/// Whether the character at `at` may be a mark that belongs to the space before it.
pub(super) fn may_be_mark(bytes: &[u8], at: usize) -> bool {
    let is_letter = matches!(bytes.get(at..at + 2), Some([0xd8, 0xa0..=0xbf] | [0xd9, 0x80..=0x8a]));
    !is_letter && at < bytes.len() && matches!(class_at(bytes, at).0, Class::Mark | Class::Other)
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
        if is_lone_space(text.as_bytes(), at) {
            at += 1;
            continue;
        }
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

/// Whether a space stands at `at`, with no other and no mark after it, which would belong to it.
fn is_lone_space(bytes: &[u8], at: usize) -> bool {
    bytes[at] == b' ' && at + 1 < bytes.len() && !may_be_mark(bytes, at + 1)
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
