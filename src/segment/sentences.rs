//! Sentences of one paragraph.
//!
//! An end mark ends a sentence with the closing quotes and brackets that follow it, but not inside
//! « » or brackets that the paragraph closes again, not after an abbreviation or a single letter, and not
//! where the next word is glued to it. A comma never ends a sentence: in Arabic news it stands
//! between clauses nine times in ten.

use crate::{
    annotation::Token,
    lexicon::Lexicon,
    text::{Span, letters, normalize_word},
};

/// The sentences over `tokens`, all tokens of one paragraph; each token lies in one.
pub(super) fn sentence_spans(text: &str, tokens: &[Token], lexicon: &Lexicon) -> Vec<Span> {
    let mut sentences = Vec::new();
    let mut first = 0;
    let mut depth = Depth::new(text, tokens);
    for index in 0..tokens.len() {
        depth.pass(tokens[index].span.slice(text));
        if depth.is_open() || !ends_sentence(text, tokens, index, lexicon) {
            continue;
        }
        sentences.push(tokens[first].span.cover(tokens[index].span));
        first = index + 1;
    }
    if let (Some(start), Some(end)) = (tokens.get(first), tokens.last()) {
        sentences.push(start.span.cover(end.span));
    }
    sentences
}

/// Whether a sentence ends with the token `index`.
fn ends_sentence(text: &str, tokens: &[Token], index: usize, lexicon: &Lexicon) -> bool {
    let word = |index: usize| tokens[index].span.slice(text);
    let glued_to_next = tokens.get(index + 1).is_some_and(|next| next.span.start == tokens[index].span.end);
    if glued_to_next && (is_end_mark(word(index + 1)) || is_closing(word(index + 1))) {
        return false;
    }
    let mut mark = index;
    while is_closing(word(mark)) && mark > 0 && tokens[mark - 1].span.end == tokens[mark].span.start {
        mark -= 1;
    }
    if !is_end_mark(word(mark)) {
        return false;
    }
    if word(mark) != "." {
        return true;
    }
    let glued_word =
        glued_to_next && word(index + 1).chars().next().is_some_and(|c| c.is_ascii_alphanumeric());
    let after_abbreviation = mark > 0 && mark == index && is_abbreviation(text, tokens, mark - 1, lexicon);
    !glued_word && !after_abbreviation
}

fn is_end_mark(word: &str) -> bool {
    let mut chars = word.chars();
    let is_mark = |c| matches!(c, '.' | '!' | '?' | '…' | letters::QUESTION_MARK | letters::FULL_STOP);
    chars.next().is_some_and(is_mark) && chars.next().is_none()
}

fn is_closing(word: &str) -> bool {
    matches!(word, "»" | "”" | "’" | "\"" | ")" | "]" | "}")
}

/// Whether the token `index`, glued to the full stop after it, is an abbreviation: one letter, or an
/// entry of the table.
fn is_abbreviation(text: &str, tokens: &[Token], index: usize, lexicon: &Lexicon) -> bool {
    let token = tokens[index].span;
    let glued = tokens.get(index + 1).is_some_and(|mark| mark.span.start == token.end);
    let word = normalize_word(token.slice(text));
    let one_letter = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    glued && (one_letter || lexicon.table("abbreviations").has(&word))
}

/// How many quotes and brackets are open; only pairs that the paragraph balances count.
struct Depth {
    open: [usize; 2],
    balanced: [bool; 2],
}

const PAIRS: [(&str, &str); 2] = [("«", "»"), ("(", ")")];

impl Depth {
    fn new(text: &str, tokens: &[Token]) -> Self {
        let count = |mark| tokens.iter().filter(|token| token.span.slice(text) == mark).count();
        Self { open: [0; 2], balanced: PAIRS.map(|(open, close)| count(open) == count(close)) }
    }

    fn pass(&mut self, word: &str) {
        for (pair, (open, close)) in PAIRS.into_iter().enumerate() {
            if word == open {
                self.open[pair] += 1;
            } else if word == close {
                self.open[pair] = self.open[pair].saturating_sub(1);
            }
        }
    }

    fn is_open(&self) -> bool {
        self.open.iter().zip(self.balanced).any(|(open, balanced)| *open > 0 && balanced)
    }
}
