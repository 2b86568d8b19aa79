//! Lines, the paragraphs in them, and what those are for.

use std::ops::Range;

use super::sentences::{Border, Shown};
use crate::{
    annotation::{CliticKind, Paragraph, ParagraphKind, Token},
    lexicon::{Forms, Lexicon, Table},
    text::{Span, letters, normalize_word, snap_to_graphemes},
};

/// A heading is a short line without an end mark. In the news articles of the development data the
/// longest headline has 16 words.
const MAX_HEADING_TOKENS: usize = 18;

/// Longest heading that is believed at the end of a paragraph.
const MAX_GLUED_HEADING_TOKENS: usize = 9;

/// Longest headline that is believed at the start of one.
const MAX_GLUED_HEADLINE_TOKENS: usize = 30;

/// Longest line that can be a byline: name, place, agency.
const MAX_BYLINE_TOKENS: usize = 10;

/// The runs of text between line breaks, without the white space around them. Unicode's line and paragraph
/// separators break lines too.
pub(super) fn line_spans(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut spans = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(found) = next_break(&bytes[at..]) {
        at += found;
        let is_break = match bytes[at] {
            0xc2 => bytes.get(at + 1) == Some(&0x85),
            0xe2 => matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xa8 | 0xa9])),
            _ => true,
        };
        if is_break {
            push_line(text, start, at, &mut spans);
            start = at;
        }
        at += 1;
    }
    push_line(text, start, text.len(), &mut spans);
    spans
}

/// Where the next byte stands that a line break may begin with.
fn next_break(bytes: &[u8]) -> Option<usize> {
    // LF, VT, FF, CR, or the first byte of NEL, LS or PS.
    let is_one = |byte: &u8| matches!(byte, b'\n'..=b'\r' | 0xc2 | 0xe2);
    // All bytes of a chunk are asked, and no branch taken, so that the compiler asks many at once.
    let (chunks, _) = bytes.as_chunks::<32>();
    let has_one = |chunk: &[u8; 32]| chunk.iter().fold(false, |found, byte| found | is_one(byte));
    let at = 32 * chunks.iter().take_while(|chunk| !has_one(chunk)).count();
    bytes[at..].iter().position(is_one).map(|found| at + found)
}

/// Appends the line between two places, unless it is blank. A break at its start is white space.
fn push_line(text: &str, start: usize, end: usize, spans: &mut Vec<Span>) {
    let line = &text[start..end];
    let trimmed = line.trim();
    if !trimmed.is_empty() {
        let start = start + line.len() - line.trim_start().len();
        spans.push(snap_to_graphemes(text, Span::new(start, start + trimmed.len())));
    }
}

/// What is known of lines that are no part of the text.
#[derive(Debug)]
pub(super) struct LineTables<'a> {
    boilerplate: &'a Table,
    bylines: &'a Table,
    agencies: &'a Table,
    forms: &'a Forms,
}

impl<'a> LineTables<'a> {
    /// The tables `boilerplate`, `bylines` and `agencies` of `lexicon`.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            boilerplate: lexicon.table("boilerplate"),
            bylines: lexicon.table("bylines"),
            agencies: lexicon.table("agencies"),
            forms: lexicon.forms(),
        }
    }
}

/// A line of text with what was found in it.
#[derive(Debug)]
pub(super) struct Line<'a> {
    pub text: &'a str,
    pub span: Span,
    pub tokens: &'a [Token],
    pub borders: &'a [Border],
    pub datelines: &'a [Range<usize>],
    /// Whether a line follows.
    pub has_next: bool,
    pub tables: &'a LineTables<'a>,
}

impl Line<'_> {
    /// Appends the paragraphs of the line: mostly one, perhaps with a headline before or a heading after it.
    pub fn push_paragraphs(&self, paragraphs: &mut Vec<Paragraph>) {
        let n_tokens = self.tokens.len();
        let headline_end = self.glued_headline().unwrap_or(0);
        let heading_start = self.glued_heading().filter(|start| *start > headline_end).unwrap_or(n_tokens);
        let pieces = [0..headline_end, headline_end..heading_start, heading_start..n_tokens];
        let pieces = pieces.into_iter().filter(|piece| !piece.is_empty());
        paragraphs.extend(pieces.map(|piece| self.paragraph(piece, headline_end)));
    }

    fn paragraph(&self, piece: Range<usize>, headline_end: usize) -> Paragraph {
        let kind = if piece.end == headline_end { ParagraphKind::Heading } else { self.kind(piece.clone()) };
        let start = if piece.start == 0 { self.span.start } else { self.tokens[piece.start].span.start };
        let end =
            if piece.end == self.tokens.len() { self.span.end } else { self.tokens[piece.end - 1].span.end };
        let dateline = self.datelines.iter().find(|dateline| dateline.start == piece.start);
        let dateline = dateline.filter(|dateline| dateline.end < piece.end);
        Paragraph {
            span: Span::new(start, end),
            kind,
            dateline: dateline.map(|dateline| self.cover(dateline)),
        }
    }

    fn cover(&self, tokens: &Range<usize>) -> Span {
        self.tokens[tokens.start].span.cover(self.tokens[tokens.end - 1].span)
    }

    /// Where the headline ends that runs into the line.
    fn glued_headline(&self) -> Option<usize> {
        let first = self.borders.first().filter(|border| border.end < self.tokens.len())?;
        let is_glued = matches!(first.shown_by, Shown::Headline | Shown::Dateline);
        (is_glued && first.end <= MAX_GLUED_HEADLINE_TOKENS).then_some(first.end)
    }

    /// Where the heading begins that stands at the end of the line: short, without an end mark, after a
    /// sentence that has one, and not going on from it with a conjunction.
    fn glued_heading(&self) -> Option<usize> {
        let before = self.borders.iter().rev().nth(1).filter(|border| border.shown_by == Shown::Mark)?;
        let heading = &self.tokens[before.end..];
        let goes_on = heading[0].clitics.first().is_some_and(|clitic| clitic.kind == CliticKind::Conjunction);
        let is_word = || heading[0].span.slice(self.text).starts_with(char::is_alphanumeric);
        let is_heading = self.has_next
            && heading.len() <= MAX_GLUED_HEADING_TOKENS
            && !goes_on
            && is_word()
            && !has_end_mark(self.text, heading);
        is_heading.then_some(before.end)
    }

    /// What the tokens of `piece` are for.
    fn kind(&self, piece: Range<usize>) -> ParagraphKind {
        let tokens = &self.tokens[piece.clone()];
        if tokens.len() > MAX_HEADING_TOKENS || ends_in(tokens, self.text, is_final_mark) {
            return ParagraphKind::Body;
        }
        let is_arabic = |token: &Token| token.span.slice(self.text).chars().any(letters::is_arabic_letter);
        let has_arabic = tokens.iter().any(is_arabic);
        let is_dateline = self.datelines.contains(&piece);
        let listed = self.listed_kind(tokens).or(is_dateline.then_some(ParagraphKind::Byline));
        if self.is_bracketed_signature(tokens) || !has_arabic && tokens.len() <= 3 {
            return ParagraphKind::Boilerplate;
        }
        let by_end = || has_end_mark(self.text, tokens).then_some(ParagraphKind::Body);
        listed.or_else(by_end).unwrap_or(ParagraphKind::Heading)
    }

    /// What the tables say of the tokens: boilerplate and the name of an agency by itself, «رويترز», or the beginning of a byline.
    fn listed_kind(&self, tokens: &[Token]) -> Option<ParagraphKind> {
        let LineTables { boilerplate, bylines, agencies, forms } = self.tables;
        let mut kind = None;
        for (n_words, form) in forms.phrases(self.words(tokens)) {
            if n_words == tokens.len() && (boilerplate.has_form(form) || agencies.has_form(form)) {
                return Some(ParagraphKind::Boilerplate);
            }
            if tokens.len() <= MAX_BYLINE_TOKENS && bylines.has_form(form) {
                kind = Some(ParagraphKind::Byline);
            }
        }
        kind
    }

    /// Whether the tokens are the signature of an agency in brackets: «(أ ف ب)».
    fn is_bracketed_signature(&self, tokens: &[Token]) -> bool {
        let surface = |token: &Token| token.span.slice(self.text);
        let [first, inner @ .., last] = tokens else { return false };
        let is_bracketed = surface(first) == "(" && surface(last) == ")";
        let mut names = self.tables.agencies.phrases(self.words(inner));
        is_bracketed && names.any(|(n_words, _)| n_words == inner.len())
    }

    /// The normalised words of `tokens`.
    fn words(&self, tokens: &[Token]) -> impl Iterator<Item = String> {
        tokens.iter().map(|token| normalize_word(token.span.slice(self.text)))
    }
}

/// Whether the line goes on in another, or ends as headings do not.
fn has_end_mark(text: &str, tokens: &[Token]) -> bool {
    ends_in(tokens, text, |word| is_final_mark(word) || matches!(word, ":" | "،" | "؛"))
}

fn is_final_mark(word: &str) -> bool {
    matches!(word, "." | "!" | "?" | "…" | "؟" | "۔")
}

/// Whether the last token that closes nothing is one of those.
fn ends_in(tokens: &[Token], text: &str, is_one: impl Fn(&str) -> bool) -> bool {
    let closes = |word: &str| matches!(word, "»" | "”" | "\"" | ")");
    let last = tokens.iter().rev().map(|token| token.span.slice(text)).find(|word| !closes(word));
    last.is_some_and(is_one)
}

/// The first heading is the headline if nothing of the article stands before it; a lone line is body.
pub(super) fn find_headline(paragraphs: &mut [Paragraph]) {
    let mut content = paragraphs.iter_mut().filter(|paragraph| super::is_content(paragraph.kind));
    let Some(first) = content.next().filter(|first| first.kind == ParagraphKind::Heading) else {
        return;
    };
    first.kind = if content.next().is_some() { ParagraphKind::Headline } else { ParagraphKind::Body };
}
