//! The one converter between byte, UTF-16 and code-point offsets.

use super::{CodePointSpan, Span, Utf16Span};

/// Bytes between two entries of the table: small enough that a conversion reads one cache line or
/// two, large enough that the table is a sixth of the text.
const STRIDE: usize = 128;

/// How many of each unit lie before a character boundary of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Position {
    byte: usize,
    utf16: usize,
    code_point: usize,
}

impl Position {
    fn past(self, c: char) -> Self {
        Self {
            byte: self.byte + c.len_utf8(),
            utf16: self.utf16 + c.len_utf16(),
            code_point: self.code_point + 1,
        }
    }
}

/// Converts offsets of one text between bytes, UTF-16 code units and code points.
///
/// Building it reads the text once; a conversion reads at most [`STRIDE`] bytes. An offset that
/// lies outside the text or inside a character has no counterpart and gives `None`.
///
/// ```
/// use hashiya::text::{OffsetIndex, Span, Utf16Span};
/// let text = "😭 حلب";
/// let offsets = OffsetIndex::new(text);
/// let span = Span::new(5, 11);
/// assert_eq!(span.slice(text), "حلب");
/// assert_eq!(offsets.to_utf16(text, span), Some(Utf16Span { start: 3, end: 6 }));
/// ```
#[derive(Debug, Clone)]
pub struct OffsetIndex {
    /// The first character boundary at or after each multiple of [`STRIDE`] bytes.
    checkpoints: Vec<Position>,
    end: Position,
}

impl OffsetIndex {
    /// The index of `text`. Conversions must be given the same text.
    pub fn new(text: &str) -> Self {
        let mut checkpoints = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut position = Position { byte: 0, utf16: 0, code_point: 0 };
        for c in text.chars() {
            if position.byte >= checkpoints.len() * STRIDE {
                checkpoints.push(position);
            }
            position = position.past(c);
        }
        Self { checkpoints, end: position }
    }

    /// The span in UTF-16 code units.
    pub fn to_utf16(&self, text: &str, span: Span) -> Option<Utf16Span> {
        Some(Utf16Span {
            start: self.find(text, span.start, |p| p.byte)?.utf16,
            end: self.find(text, span.end, |p| p.byte)?.utf16,
        })
    }

    /// The span in code points.
    pub fn to_code_points(&self, text: &str, span: Span) -> Option<CodePointSpan> {
        Some(CodePointSpan {
            start: self.find(text, span.start, |p| p.byte)?.code_point,
            end: self.find(text, span.end, |p| p.byte)?.code_point,
        })
    }

    /// The byte span of a UTF-16 span; `None` where it is reversed, too long, or cuts a surrogate pair.
    pub fn utf16_to_bytes(&self, text: &str, span: Utf16Span) -> Option<Span> {
        let start = self.find(text, span.start, |p| p.utf16)?.byte;
        let end = self.find(text, span.end, |p| p.utf16)?.byte;
        (start <= end).then_some(Span { start, end })
    }

    /// The byte span of a code-point span; `None` where it is reversed or too long.
    pub fn code_points_to_bytes(&self, text: &str, span: CodePointSpan) -> Option<Span> {
        let start = self.find(text, span.start, |p| p.code_point)?.byte;
        let end = self.find(text, span.end, |p| p.code_point)?.byte;
        (start <= end).then_some(Span { start, end })
    }

    /// The length of the text in code points.
    pub fn n_code_points(&self) -> usize {
        self.end.code_point
    }

    /// The position whose `unit` is exactly `offset`.
    fn find(&self, text: &str, offset: usize, unit: impl Fn(&Position) -> usize) -> Option<Position> {
        if offset == unit(&self.end) {
            return Some(self.end);
        }
        let after = self.checkpoints.partition_point(|checkpoint| unit(checkpoint) <= offset);
        let mut position = *self.checkpoints.get(after.checked_sub(1)?)?;
        let mut rest = text.get(position.byte..)?.chars();
        while unit(&position) < offset {
            position = position.past(rest.next()?);
        }
        (unit(&position) == offset).then_some(position)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_offset_inside_a_character_has_no_counterpart() {
        let text = "😭 حلب";
        let offsets = OffsetIndex::new(text);
        assert_eq!(offsets.to_utf16(text, Span { start: 1, end: 4 }), None);
        assert_eq!(offsets.utf16_to_bytes(text, Utf16Span { start: 1, end: 2 }), None);
        assert_eq!(offsets.code_points_to_bytes(text, CodePointSpan { start: 0, end: 6 }), None);
    }

    #[test]
    fn a_reversed_span_is_refused() {
        let text = "حلب";
        let offsets = OffsetIndex::new(text);
        assert_eq!(offsets.utf16_to_bytes(text, Utf16Span { start: 2, end: 1 }), None);
        assert_eq!(offsets.code_points_to_bytes(text, CodePointSpan { start: 2, end: 1 }), None);
    }

    proptest! {
        #[test]
        fn every_character_boundary_converts_there_and_back(text in "(\\PC|[\u{600}-\u{6ff}]|😭){0,400}") {
            let offsets = OffsetIndex::new(&text);
            let boundaries = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
            for (n_before, byte) in boundaries.enumerate() {
                let span = Span { start: byte, end: text.len() };
                let utf16 = offsets.to_utf16(&text, span).unwrap();
                let code_points = offsets.to_code_points(&text, span).unwrap();
                prop_assert_eq!(utf16.start, text[..byte].encode_utf16().count());
                prop_assert_eq!(code_points.start, n_before);
                prop_assert_eq!(offsets.utf16_to_bytes(&text, utf16), Some(span));
                prop_assert_eq!(offsets.code_points_to_bytes(&text, code_points), Some(span));
            }
        }
    }
}
