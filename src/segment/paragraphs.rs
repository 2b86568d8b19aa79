//! Paragraphs and what they are for.

use crate::{
    annotation::{Paragraph, ParagraphKind, Token},
    lexicon::Lexicon,
    text::{Span, letters, normalize_word, snap_to_graphemes},
};

/// A heading is a short line without an end mark. In the news articles of the development data the
/// longest headline has 16 words.
const MAX_HEADING_TOKENS: usize = 18;

/// Longest line that can be a byline: name, place, agency.
const MAX_BYLINE_TOKENS: usize = 10;

/// Line separators of Unicode, besides CR and LF.
fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The runs of text between line breaks, without the white space around them.
pub(super) fn paragraph_spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive(is_line_break) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let indent = line.len() - line.trim_start().len();
            let span = Span::new(start + indent, start + indent + trimmed.len());
            spans.push(snap_to_graphemes(text, span));
        }
        start += line.len();
    }
    spans
}

/// What a paragraph is, seen by itself.
pub(super) fn kind_alone(text: &str, tokens: &[Token], lexicon: &Lexicon) -> ParagraphKind {
    let words = || tokens.iter().map(|token| normalize_word(token.span.slice(text)));
    let has_arabic = tokens.iter().any(|token| token.span.slice(text).chars().any(letters::is_arabic_letter));
    let whole_line =
        lexicon.table("boilerplate").phrases(words()).any(|(n_words, _)| n_words == tokens.len());
    if whole_line || (!has_arabic && tokens.len() <= 3) {
        return ParagraphKind::Boilerplate;
    }
    let is_byline = lexicon.table("bylines").phrases(words()).next().is_some();
    if is_byline && tokens.len() <= MAX_BYLINE_TOKENS {
        return ParagraphKind::Byline;
    }
    if tokens.len() <= MAX_HEADING_TOKENS && !has_end_mark(text, tokens) {
        return ParagraphKind::Heading;
    }
    ParagraphKind::Body
}

fn has_end_mark(text: &str, tokens: &[Token]) -> bool {
    let closes = |word: &str| matches!(word, "»" | "”" | "\"" | ")");
    let last = tokens.iter().rev().map(|token| token.span.slice(text)).find(|word| !closes(word));
    last.is_some_and(|word| matches!(word, "." | "!" | "?" | "…" | ":" | "،" | "؛" | "؟" | "۔"))
}

/// The first heading is the headline if nothing of the article stands before it; a lone line is body.
pub(super) fn find_headline(paragraphs: &mut [Paragraph]) {
    let is_content =
        |kind: ParagraphKind| !matches!(kind, ParagraphKind::Boilerplate | ParagraphKind::Byline);
    let mut content = paragraphs.iter_mut().filter(|paragraph| is_content(paragraph.kind));
    let Some(first) = content.next().filter(|first| first.kind == ParagraphKind::Heading) else {
        return;
    };
    first.kind = if content.next().is_some() { ParagraphKind::Headline } else { ParagraphKind::Body };
}
