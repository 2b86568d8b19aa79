//! Tokens: the word segments of UAX #29 ([`super::words`]), with corrections for what news holds.
//!
//! 1. White space and invisible controls are no tokens; no boundary parts a grapheme cluster.
//! 2. A web or e-mail address, a hashtag and a mention are one token ([`super::addresses`]).
//! 3. A full stop or apostrophe between Arabic words parts them («المدينة.وقال»), unless single letters
//!    stand around it («أ.ف.ب»); a colon always does («قال:إن»). The standard joins them, as in «e.g.».
//!
//! By the standard itself one token are «10.5», «10,5», «١٠٫٥», «ال57», a word with tatweel, an emoji
//! with all its parts; a date «12/7/2016» is five.

use unicode_segmentation::UnicodeSegmentation;

use super::{
    addresses::find_address,
    blocks::{BLOCK, letter_starts},
    words::{end_of_lone_mark, may_be_mark, plain_words},
};
use crate::{
    annotation::Token,
    text::{Span, is_grapheme_boundary, letters, snap_to_graphemes},
};

/// Appends the tokens of the line `line`, still without clitics.
pub(super) fn push_tokens(text: &str, line: Span, tokens: &mut Vec<Token>) {
    let within = &text[..line.end];
    let mut at = line.start;
    // Whether a letter began before the block and ends in it.
    let mut is_cut = 0;
    for block in (line.start..line.end).step_by(BLOCK) {
        let starts = letter_starts(text.as_bytes(), block);
        let others = !(starts | starts << 1 | is_cut);
        is_cut = starts >> (BLOCK - 1);
        while let Some(end) = next_bit(others, block, at).filter(|end| *end < line.end) {
            let after = end + 1 - block;
            let is_before_letter = after < BLOCK && others >> after & 1 == 0;
            // Most words are letters alone, with one space before the next.
            if within.as_bytes()[end] == b' ' && (is_before_letter || !carries_mark(within, end + 1)) {
                push_letters(at, end, tokens);
                at = end + 1;
            } else {
                let mark_end = push_marked(within, at, end, tokens);
                at = mark_end.unwrap_or_else(|| push_next(within, at, tokens));
            }
        }
    }
    while at < line.end {
        at = push_next(within, at, tokens);
    }
}

/// Appends the word of letters from `at` to `end`, unless that is empty.
fn push_letters(at: usize, end: usize, tokens: &mut Vec<Token>) {
    if at < end {
        tokens.push(token(at, end));
    }
}

/// Appends the same and the mark after it, which must stand apart; gives its end. Most runs are no more than that.
fn push_marked(text: &str, at: usize, end: usize, tokens: &mut Vec<Token>) -> Option<usize> {
    let mark_end = end_of_lone_mark(text.as_bytes(), end)?;
    push_letters(at, end, tokens);
    tokens.push(token(end, mark_end));
    Some(mark_end)
}

/// Where the first of `bits`, which tell of the bytes from `block` on, is set from `at` on.
fn next_bit(bits: u64, block: usize, at: usize) -> Option<usize> {
    let from = at.saturating_sub(block);
    let rest = if from < BLOCK { bits >> from << from } else { 0 };
    (rest != 0).then(|| block + rest.trailing_zeros() as usize)
}

/// Appends the tokens of the run at `at`, or goes over the space there; gives where it ends.
fn push_next(text: &str, at: usize, tokens: &mut Vec<Token>) -> usize {
    let is_space = text.as_bytes()[at] == b' ';
    match (is_space, is_space && carries_mark(text, at + 1)) {
        (true, false) => at + 1,
        (true, true) => push_any_run(text, at, tokens),
        (false, _) => push_run(text, at, tokens),
    }
}

/// Appends the tokens of the run without white space at `start`; gives its end.
fn push_run(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let n_before = tokens.len();
    // Nearly all runs are plain words, and no mark follows the space after them.
    let mut may_be_address = false;
    let end = plain_words(text, start, |word, has_middle| {
        may_be_address |= has_middle || text.as_bytes()[word.start] == b'/';
        push_word(text, Span::new(word.start, word.end), has_middle, tokens)
    });
    match end.filter(|end| !may_be_address || !holds_web_address(&text[start..*end])) {
        Some(end) if end > start => end,
        _ => {
            tokens.truncate(n_before);
            push_any_run(text, start, tokens)
        }
    }
}

/// Whether a mark at `at` belongs to the space before it, not to the next word.
fn carries_mark(text: &str, at: usize) -> bool {
    may_be_mark(text.as_bytes(), at) && !is_grapheme_boundary(text, at)
}

fn holds_web_address(run: &str) -> bool {
    run.contains("www.") || run.contains("://")
}

/// [`push_run`] for any characters.
fn push_any_run(text: &str, start: usize, tokens: &mut Vec<Token>) -> usize {
    let mut end = start;
    for chunk in text[start..].split_inclusive(char::is_whitespace) {
        end += chunk.len();
        // A mark after white space makes one grapheme with it, so the two are not parted.
        if end == text.len() || is_grapheme_boundary(text, end) {
            break;
        }
    }
    let mut from = start;
    let run_end = start + text[start..end].trim_end().len();
    // A sign that goes with what follows it, such as the end of an ayah, keeps a space.
    let run_end = snap_to_graphemes(text, Span::new(start, run_end)).end.min(end);
    while let Some(address) = find_address(&text[from..run_end]) {
        // A mark that the address does not hold still belongs to its last letter.
        let address = Span::new(from + address.start, from + address.end);
        let address = snap_to_graphemes(text, address);
        push_words(text, Span::new(from, address.start), tokens);
        let address_end = address.end.min(run_end);
        push(text, Span::new(address.start, address_end), tokens);
        from = address_end;
    }
    push_words(text, Span::new(from, run_end), tokens);
    end
}

/// Appends the word segments of `span`, which parts no grapheme cluster. Both kinds of bounds are walked together: a
/// look back from each would take long in a row of flags.
fn push_words(text: &str, span: Span, tokens: &mut Vec<Token>) {
    let slice = span.slice(text);
    let mut clusters =
        slice.grapheme_indices(true).map(|(offset, cluster)| offset + cluster.len()).peekable();
    let mut start = span.start;
    for (offset, word) in slice.split_word_bound_indices() {
        let end = offset + word.len();
        while clusters.next_if(|bound| *bound < end).is_some() {}
        if clusters.peek() == Some(&end) {
            push(text, Span::new(start, span.start + end), tokens);
            start = span.start + end;
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
        let has_middle = text[start..end].contains(['.', ':', '\'']) && end - start > 3;
        push_word(text, Span::new(start, end), has_middle, tokens);
    }
}

/// Appends the word segment, parted at marks in its middle that join no Arabic words.
fn push_word(text: &str, word: Span, has_middle: bool, tokens: &mut Vec<Token>) {
    let mut from = word.start;
    if has_middle {
        for at in parting_marks(word.slice(text)) {
            tokens.push(token(from, word.start + at));
            tokens.push(token(word.start + at, word.start + at + 1));
            from = word.start + at + 1;
        }
    }
    tokens.push(token(from, word.end));
}

fn token(start: usize, end: usize) -> Token {
    Token { span: Span::new(start, end), clitics: Vec::new() }
}

/// Where `word` has a mark that parts Arabic words.
fn parting_marks(word: &str) -> Vec<usize> {
    let marks: Vec<usize> = word.match_indices(['.', ':', '\'']).map(|(at, _)| at).collect();
    let mut parting = Vec::new();
    let mut start = 0;
    for (index, &at) in marks.iter().enumerate() {
        let next = marks.get(index + 1).copied().unwrap_or(word.len());
        let (left, right) = (&word[start..at], &word[at + 1..next]);
        let is_arabic = left.ends_with(is_arabic) && right.starts_with(letters::is_arabic_letter);
        let is_clean = is_grapheme_boundary(word, at) && is_grapheme_boundary(word, at + 1);
        let is_first = start == 0 || parting.last().is_some_and(|last: &usize| last + 1 == start);
        let abbreviates = word.as_bytes()[at] == b'.'
            && n_letters(left) <= if is_first { 2 } else { 1 }
            && n_letters(right) == 1;
        if is_arabic && is_clean && !abbreviates {
            parting.push(at);
        }
        start = at + 1;
    }
    parting
}

fn is_arabic(c: char) -> bool {
    letters::is_arabic_letter(c) || letters::is_diacritic(c)
}

fn n_letters(part: &str) -> usize {
    part.chars().filter(|c| !letters::is_diacritic(*c) && !letters::is_invisible(*c)).count()
}

#[cfg(test)]
mod tests;
