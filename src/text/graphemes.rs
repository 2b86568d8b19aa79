//! Grapheme clusters (UAX #29): what a reader takes for one letter, marks included.

use unicode_segmentation::GraphemeCursor;

use super::Span;

/// Whether a span may start or end at `byte` of `text`: not inside a letter with its marks.
///
/// In «قُتِلَ» byte 2 lies between ق and its damma, so no.
pub fn is_grapheme_boundary(text: &str, byte: usize) -> bool {
    if byte > text.len() || !text.is_char_boundary(byte) {
        return false;
    }
    is_plain_boundary(text.as_bytes(), byte)
        || GraphemeCursor::new(byte, text.len(), true).is_boundary(text, 0).unwrap_or(false)
}

/// Whether an Arabic letter stands at `byte`, after a letter, a mark, a space or a line break, or a line break or the end of
/// the text does: always a boundary, and told without the tables.
fn is_plain_boundary(bytes: &[u8], byte: usize) -> bool {
    let Some(before) = byte.checked_sub(2) else { return byte == bytes.len() };
    let before = &bytes[before..byte];
    match bytes[byte..] {
        [] => true,
        [b'\n', ..] => before[1] != b'\r',
        [0xd8, 0xa0..=0xbf, ..] | [0xd9, 0x80..=0x8a, ..] => {
            matches!(before, [0xd8, 0xa0..=0xbf] | [0xd9, 0x80..=0x9f] | [_, b' ' | b'\n'])
        }
        _ => false,
    }
}

/// The smallest span on grapheme boundaries that holds `span`; cut to the text where it is too long.
pub fn snap_to_graphemes(text: &str, span: Span) -> Span {
    let start = floor_char_boundary(text, span.start);
    let end = ceil_char_boundary(text, span.end);
    Span::new(previous_boundary(text, start), next_boundary(text, end))
}

fn floor_char_boundary(text: &str, byte: usize) -> usize {
    (0..=byte.min(text.len())).rev().find(|&b| text.is_char_boundary(b)).unwrap_or(0)
}

fn ceil_char_boundary(text: &str, byte: usize) -> usize {
    (byte..text.len()).find(|&b| text.is_char_boundary(b)).unwrap_or(text.len())
}

/// The last boundary at or before `byte`, a character boundary.
fn previous_boundary(text: &str, byte: usize) -> usize {
    if is_grapheme_boundary(text, byte) {
        return byte;
    }
    GraphemeCursor::new(byte, text.len(), true).prev_boundary(text, 0).ok().flatten().unwrap_or(0)
}

/// The first boundary at or after `byte`, a character boundary.
fn next_boundary(text: &str, byte: usize) -> usize {
    if is_grapheme_boundary(text, byte) {
        return byte;
    }
    GraphemeCursor::new(byte, text.len(), true).next_boundary(text, 0).ok().flatten().unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_letter_keeps_its_marks() {
        let text = "ق\u{64f}ت\u{650}ل\u{64e}";
        assert!(!is_grapheme_boundary(text, 2));
        assert!(is_grapheme_boundary(text, 4));
        assert_eq!(snap_to_graphemes(text, Span::new(2, 6)), Span::new(0, 8));
    }

    #[test]
    fn a_family_emoji_is_one_unit() {
        let text = "👨\u{200d}👩\u{200d}👧 حلب";
        assert_eq!(snap_to_graphemes(text, Span::new(4, 5)), Span::new(0, 18));
    }

    proptest! {
        #[test]
        fn plain_letters_are_told_as_the_tables_would(text in "[\u{600}-\u{6ff}\u{8a0}-\u{8ff}\u{200c}-\u{200f} a\n]{0,12}") {
            for (byte, _) in text.char_indices() {
                let by_tables = GraphemeCursor::new(byte, text.len(), true).is_boundary(&text, 0).unwrap();
                prop_assert_eq!(is_grapheme_boundary(&text, byte), by_tables);
            }
        }

        #[test]
        fn snapping_gives_boundaries_and_covers(text in "\\PC{0,80}", a in 0usize..200, b in 0usize..200) {
            let span = Span::new(a.min(b).min(text.len()), a.max(b).min(text.len()));
            let snapped = snap_to_graphemes(&text, span);
            prop_assert!(snapped.contains(span));
            prop_assert!(is_grapheme_boundary(&text, snapped.start));
            prop_assert!(is_grapheme_boundary(&text, snapped.end));
        }
    }
}
