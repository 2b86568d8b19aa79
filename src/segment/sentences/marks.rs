//! What the tokens of a line are to sentences: words, end marks, quotes, brackets.

use crate::{annotation::Token, text::letters};

/// Most tokens of quotes and brackets that stand inside a sentence.
pub(super) const LONGEST_EMBEDDED: usize = 45;

/// Bytes of the longest mark, «…».
const LONGEST_MARK: usize = '…'.len_utf8();

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// A word, a number, a symbol.
    Word,
    /// The full stop.
    Stop,
    /// ! ? ؟ ۔
    Shout,
    /// …
    Ellipsis,
    /// « “ ( [ {
    Open,
    /// » ” ) ] }
    Close,
    /// A straight quote that opens.
    OpenQuote,
    /// A straight quote that closes.
    CloseQuote,
    /// A comma, semicolon or colon: what comes before it goes on.
    Comma,
    /// A dash of any length, a tatweel by itself.
    Dash,
}

impl Mark {
    /// Whether a sentence may end with it.
    pub fn is_end(self) -> bool {
        matches!(self, Self::Stop | Self::Shout | Self::Ellipsis)
    }

    /// Whether it closes something, so that it goes with what stands before it.
    pub fn is_closing(self) -> bool {
        matches!(self, Self::Close | Self::CloseQuote)
    }
}

/// The marks of a line's tokens.
pub fn marks_of(text: &str, tokens: &[Token]) -> Vec<Mark> {
    let mut quote_is_open = false;
    let mut marks = Vec::with_capacity(tokens.len());
    for (index, token) in tokens.iter().enumerate() {
        // Nearly all tokens are longer than a mark.
        let mark = if token.span.len() <= LONGEST_MARK { mark_of(token.span.slice(text)) } else { None };
        let mark = match mark {
            Some(Mark::OpenQuote) => {
                quote_is_open = opens(tokens, index, quote_is_open);
                if quote_is_open { Mark::OpenQuote } else { Mark::CloseQuote }
            }
            other => other.unwrap_or(Mark::Word),
        };
        marks.push(mark);
    }
    marks
}

/// Whether the straight quote at `index` opens: by the side on which a word is glued to it, else by turns.
fn opens(tokens: &[Token], index: usize, quote_is_open: bool) -> bool {
    let glued = |one: usize, other: usize| {
        tokens.get(one).zip(tokens.get(other)).is_some_and(|(one, other)| one.span.end == other.span.start)
    };
    let (before, after) = (index > 0 && glued(index - 1, index), glued(index, index + 1));
    if before == after { !quote_is_open } else { after }
}

/// The mark that `token` is, if it is a single one; a straight quote is given as [`Mark::OpenQuote`].
fn mark_of(token: &str) -> Option<Mark> {
    let mut chars = token.chars();
    let mark = match chars.next()? {
        '.' => Mark::Stop,
        '!' | '?' | letters::QUESTION_MARK | letters::FULL_STOP => Mark::Shout,
        '…' => Mark::Ellipsis,
        '«' | '“' | '„' | '(' | '[' | '{' => Mark::Open,
        '»' | '”' | ')' | ']' | '}' => Mark::Close,
        '"' => Mark::OpenQuote,
        ',' | ':' | ';' | letters::COMMA | letters::SEMICOLON => Mark::Comma,
        '-' | '–' | '—' | letters::TATWEEL => Mark::Dash,
        _ => return None,
    };
    chars.next().is_none().then_some(mark)
}

/// For each token, whether it stands inside quotes or brackets that are short enough to be part of the
/// sentence around them: at most `longest` tokens. The closing mark itself stands outside. Empty where nothing
/// opens.
pub(super) fn embedded(text: &str, tokens: &[Token], marks: &[Mark], longest: usize) -> Vec<bool> {
    if !marks.contains(&Mark::Open) {
        return Vec::new();
    }
    let mut is_embedded = vec![false; tokens.len()];
    let mut until = 0;
    for index in 0..tokens.len() {
        if marks[index] == Mark::Open && index >= until {
            let closer = closer_of(tokens[index].span.slice(text));
            let mut window = index + 1..tokens.len().min(index + 1 + longest);
            let is_closer = |at: &usize| marks[*at] == Mark::Close && tokens[*at].span.slice(text) == closer;
            until = window.find(is_closer).unwrap_or(until);
        }
        is_embedded[index] = index < until;
    }
    is_embedded
}

fn closer_of(open: &str) -> &'static str {
    match open {
        "«" => "»",
        "“" | "„" => "”",
        "(" => ")",
        "[" => "]",
        _ => "}",
    }
}
