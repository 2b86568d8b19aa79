//! Boundaries of words and of grapheme clusters by UAX #29, in bytes, UTF-16 code units and code points.
//!
//! The lines of `tests/conformance/*.txt` have the form of Unicode's own test files: `÷` is a boundary, `×`
//! is none, `#` begins a comment.
#![allow(clippy::unwrap_used)]

use hashiya::{
    annotation::Document,
    lexicon::Lexicon,
    pipeline::Annotator,
    segment,
    text::{CodePointSpan, OffsetIndex, Span, Utf16Span, is_grapheme_boundary},
};

/// Breaks lines, and stays apart from whatever stands beside it.
const SEPARATOR: &str = "\u{2029}";

/// A text and where it has boundaries, its start and end included.
#[derive(Debug)]
struct Line {
    /// The line as it stands in its file.
    source: String,
    text: String,
    boundaries: Vec<Boundary>,
}

/// A boundary in the three units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Boundary {
    byte: usize,
    utf16: usize,
    code_point: usize,
}

fn read_lines(file: &str) -> Vec<Line> {
    let lines = file.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    lines.filter(|line| !line.is_empty()).map(read_line).collect()
}

/// Reads `÷ 0646 × 064E ÷`, and counts each unit for itself.
fn read_line(source: &str) -> Line {
    let mut at = Boundary { byte: 0, utf16: 0, code_point: 0 };
    let (mut text, mut boundaries) = (String::new(), Vec::new());
    for field in source.split_whitespace() {
        match field {
            "÷" => boundaries.push(at),
            "×" => {}
            hex => {
                let c = char::from_u32(u32::from_str_radix(hex, 16).unwrap()).unwrap();
                text.push(c);
                at.byte += c.len_utf8();
                at.utf16 += c.len_utf16();
                at.code_point += 1;
            }
        }
    }
    Line { source: source.to_owned(), text, boundaries }
}

impl Line {
    /// The same line within a text of several paragraphs, longer than the steps of an [`OffsetIndex`].
    fn inside_a_text(&self) -> Self {
        let before = format!("{}😭{SEPARATOR}", "حلب ".repeat(50));
        let text = format!("{before}{}{SEPARATOR}.", self.text);
        let moved = |boundary: &Boundary| Boundary {
            byte: boundary.byte + before.len(),
            utf16: boundary.utf16 + before.encode_utf16().count(),
            code_point: boundary.code_point + before.chars().count(),
        };
        let boundaries = self.boundaries.iter().map(moved).collect();
        Self { source: self.source.clone(), text, boundaries }
    }

    fn bytes(&self) -> Vec<usize> {
        self.boundaries.iter().map(|boundary| boundary.byte).collect()
    }
}

/// The boundaries of words by UAX #29.
fn word_bounds(text: &str) -> Vec<usize> {
    segment::word_bounds(text).collect()
}

fn grapheme_bounds(text: &str) -> Vec<usize> {
    (0..=text.len()).filter(|&byte| is_grapheme_boundary(text, byte)).collect()
}

/// Checks each line alone and inside a longer text: `bounds` gives its boundaries, and each of them is the same
/// place in all three units.
#[track_caller]
fn check(files: &[&str], bounds: impl Fn(&str) -> Vec<usize>, at_least: usize) {
    let mut faults = Vec::new();
    let lines: Vec<Line> = files.iter().flat_map(|file| read_lines(file)).collect();
    assert!(lines.len() >= at_least, "{} lines", lines.len());
    for line in lines.iter().flat_map(|line| [line.inside_a_text(), read_line(&line.source)]) {
        let (first, last) = (line.boundaries[0].byte, line.boundaries[line.boundaries.len() - 1].byte);
        let found: Vec<usize> =
            bounds(&line.text).into_iter().filter(|byte| (first..=last).contains(byte)).collect();
        if found != line.bytes() {
            faults.push(format!("{}\n    expected {:?}, found {found:?}", line.source, line.bytes()));
        }
        faults.extend(conversion_faults(&line));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// The boundaries of `line` that are not the same place in another unit, there or back.
fn conversion_faults(line: &Line) -> Vec<String> {
    let offsets = OffsetIndex::new(&line.text);
    let is_wrong = |Boundary { byte, utf16, code_point }: &Boundary| {
        let bytes = Span::new(*byte, *byte);
        let utf16 = Utf16Span { start: *utf16, end: *utf16 };
        let code_points = CodePointSpan { start: *code_point, end: *code_point };
        offsets.to_utf16(&line.text, bytes) != Some(utf16)
            || offsets.to_code_points(&line.text, bytes) != Some(code_points)
            || offsets.utf16_to_bytes(&line.text, utf16) != Some(bytes)
            || offsets.code_points_to_bytes(&line.text, code_points) != Some(bytes)
    };
    let wrong = line.boundaries.iter().filter(|boundary| is_wrong(boundary));
    wrong.map(|boundary| format!("{}\n    {boundary:?}", line.source)).collect()
}

#[test]
fn words_of_the_official_lines() {
    let files =
        [include_str!("conformance/word_break.txt"), include_str!("conformance/word_break_in_arabic.txt")];
    check(&files, word_bounds, 960);
}

#[test]
fn words_of_our_own_lines() {
    check(&[include_str!("conformance/own_words.txt")], word_bounds, 80);
}

#[test]
fn grapheme_clusters_of_the_official_lines() {
    check(&[include_str!("conformance/grapheme_break.txt")], grapheme_bounds, 77);
}

#[test]
fn grapheme_clusters_of_our_own_lines() {
    check(&[include_str!("conformance/own_graphemes.txt")], grapheme_bounds, 30);
}

/// Only as far as news has them: abbreviations and quotes keep a sentence together here, by intent, where
/// UAX #29 parts it.
#[test]
fn sentences_of_the_official_lines() {
    let annotator = Annotator::new(Lexicon::embedded().clone());
    for line in read_lines(include_str!("conformance/sentence_break.txt")) {
        let mut document = Document { text: line.text.clone(), ..Document::default() };
        annotator.fill_structure(&mut document);
        assert_eq!(document.sentences.len() + 1, line.boundaries.len(), "{}", line.source);
        assert_eq!(conversion_faults(&line), Vec::<String>::new());
    }
}

#[test]
fn a_line_is_counted_in_three_units() {
    let line = read_line("÷ 1F62D × 064E ÷ 0646 ÷");
    assert_eq!(line.text, "😭\u{64e}ن");
    let at = |byte, utf16, code_point| Boundary { byte, utf16, code_point };
    assert_eq!(line.boundaries, [at(0, 0, 0), at(6, 3, 2), at(8, 4, 3)]);
}
