//! Tokens: the word segments of UAX #29, with corrections for what news text holds.
//!
//! Corrections: an address (URL, e-mail), a hashtag and a mention are one token; white space and
//! invisible controls are none; a boundary inside a grapheme cluster is none. «أ.ف.ب», «10.5» and
//! «ال57» are one token by the standard itself.

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    annotation::Token,
    text::{Span, is_grapheme_boundary, letters, snap_to_graphemes},
};

/// Appends the tokens of the paragraph `paragraph`, still without clitics.
pub(super) fn push_tokens(text: &str, paragraph: Span, tokens: &mut Vec<Token>) {
    let (mut start, mut end) = (paragraph.start, paragraph.start);
    for chunk in paragraph.slice(text).split_inclusive(char::is_whitespace) {
        end += chunk.len();
        // A mark after white space makes one grapheme with it, so the two are not parted.
        if end == paragraph.end || is_grapheme_boundary(text, end) {
            let chunk = Span::new(start, end);
            push_chunk(text, Span::new(start, start + chunk.slice(text).trim_end().len()), tokens);
            start = end;
        }
    }
}

/// Appends the tokens of `span`, a run without white space.
fn push_chunk(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let prefix = one_token_prefix(span.slice(text)).unwrap_or(0);
    // A mark that the address does not hold still belongs to its last letter.
    let split = snap_to_graphemes(text, Span::new(span.start, span.start + prefix)).end.min(span.end);
    push(text, Span::new(span.start, split), tokens);
    push_words(text, Span::new(split, span.end), tokens);
}

/// Appends the word segments of `span`, a run without white space.
fn push_words(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let mut start = span.start;
    for (offset, word) in span.slice(text).split_word_bound_indices() {
        let end = span.start + offset + word.len();
        if is_grapheme_boundary(text, end) {
            push(text, Span::new(start, end), tokens);
            start = end;
        }
    }
}

/// Appends `span` without invisible characters around it, if anything is left.
fn push(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let no_ink = |c: char| letters::is_invisible(c) || c.is_control() || c.is_whitespace();
    let slice = span.slice(text);
    let mut end = span.end;
    for (offset, c) in slice.char_indices().rev() {
        if !no_ink(c) || !is_grapheme_boundary(text, span.start + offset) {
            break;
        }
        end = span.start + offset;
    }
    let mut start = span.start;
    for (offset, c) in slice.char_indices() {
        let next = span.start + offset + c.len_utf8();
        if !no_ink(c) || next > end || !is_grapheme_boundary(text, next) {
            break;
        }
        start = next;
    }
    if start < end {
        tokens.push(Token { span: Span::new(start, end), clitics: Vec::new() });
    }
}

/// The length in bytes of the address, hashtag or mention that `chunk` begins with.
fn one_token_prefix(chunk: &str) -> Option<usize> {
    let is_url = ["http://", "https://", "www."].iter().any(|start| chunk.starts_with(start));
    if is_url {
        return Some(chunk.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '/').len());
    }
    match chunk.strip_prefix(['#', '@']) {
        Some(name) => {
            let length = name.find(|c: char| !is_name_char(c)).unwrap_or(name.len());
            (length > 0).then_some(1 + length)
        }
        None => email_length(chunk),
    }
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || letters::is_diacritic(c)
}

/// The length of the e-mail address that `chunk` begins with: ASCII, one `@`, a dot after it.
fn email_length(chunk: &str) -> Option<usize> {
    let is_address_char = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '@');
    let length = chunk.find(|c| !is_address_char(c)).unwrap_or(chunk.len());
    let address = chunk[..length].trim_end_matches(['.', '-', '+', '@']);
    let (local, domain) = address.split_once('@')?;
    (!local.is_empty() && domain.contains('.') && !domain.contains('@')).then_some(address.len())
}
