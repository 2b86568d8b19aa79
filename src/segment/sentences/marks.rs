//! What the tokens of a line are to sentences: words, end marks, quotes, brackets.

use std::ops::Range;

use crate::annotation::Token;

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

/// The marks of a line's tokens, one for each. Nine in ten are words, so the others are listed too.
#[derive(Debug, Default)]
pub struct Marks {
    all: Vec<Mark>,
    /// Which tokens are no words, in order.
    signs: Vec<usize>,
}

impl std::ops::Deref for Marks {
    type Target = [Mark];

    fn deref(&self) -> &[Mark] {
        &self.all
    }
}

impl Marks {
    /// The marks of `tokens`.
    pub fn of(text: &str, tokens: &[Token]) -> Self {
        let mut marks = Self::default();
        marks.set(text, tokens);
        marks
    }

    /// Takes the marks of `tokens` in the memory of the former ones, for callers with many lines.
    pub fn set(&mut self, text: &str, tokens: &[Token]) {
        self.signs.clear();
        self.all.clear();
        self.all.resize(tokens.len(), Mark::Word);
        let mut quote_is_open = false;
        for (index, token) in tokens.iter().enumerate() {
            // Nearly all tokens are longer than a mark.
            if token.span.len() > LONGEST_MARK {
                continue;
            }
            let Some(mut mark) = mark_of(&text.as_bytes()[token.span.start..token.span.end]) else {
                continue;
            };
            if mark == Mark::OpenQuote {
                quote_is_open = opens(tokens, index, quote_is_open);
                mark = if quote_is_open { Mark::OpenQuote } else { Mark::CloseQuote };
            }
            self.all[index] = mark;
            self.signs.push(index);
        }
    }

    /// The tokens of `range` that are no words.
    pub fn signs(&self, range: Range<usize>) -> &[usize] {
        let end = self.signs.partition_point(|index| *index < range.end);
        let start = self.signs[..end].partition_point(|index| *index < range.start);
        &self.signs[start..end]
    }
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
fn mark_of(token: &[u8]) -> Option<Mark> {
    match token {
        [byte] => mark_of_ascii(*byte),
        // ، ؛
        [0xd8, 0x8c | 0x9b] => Some(Mark::Comma),
        // ؟ ۔
        [0xd8, 0x9f] | [0xdb, 0x94] => Some(Mark::Shout),
        // A tatweel.
        [0xd9, 0x80] => Some(Mark::Dash),
        // « “ „
        [0xc2, 0xab] | [0xe2, 0x80, 0x9c | 0x9e] => Some(Mark::Open),
        // » ”
        [0xc2, 0xbb] | [0xe2, 0x80, 0x9d] => Some(Mark::Close),
        // …
        [0xe2, 0x80, 0xa6] => Some(Mark::Ellipsis),
        // – —
        [0xe2, 0x80, 0x93 | 0x94] => Some(Mark::Dash),
        _ => None,
    }
}

fn mark_of_ascii(byte: u8) -> Option<Mark> {
    Some(match byte {
        b'.' => Mark::Stop,
        b'!' | b'?' => Mark::Shout,
        b'(' | b'[' | b'{' => Mark::Open,
        b')' | b']' | b'}' => Mark::Close,
        b'"' => Mark::OpenQuote,
        b',' | b':' | b';' => Mark::Comma,
        b'-' => Mark::Dash,
        _ => return None,
    })
}

/// The tokens inside quotes or brackets that are short enough to be part of the sentence around them.
#[derive(Debug, Default)]
pub(super) struct Embedded(Vec<Range<usize>>);

impl Embedded {
    /// Those of `range`, tokens of a line, counted from its start: at most [`LONGEST_EMBEDDED`] tokens each. The
    /// closing mark itself stands outside.
    pub fn of(text: &str, tokens: &[Token], marks: &Marks, range: Range<usize>) -> Self {
        let signs = marks.signs(range.clone());
        let mut found = Vec::new();
        let mut until = range.start;
        for (at, &open) in signs.iter().enumerate() {
            if marks[open] != Mark::Open || open < until {
                continue;
            }
            let closer = closer_of(tokens[open].span.slice(text));
            let near = signs[at + 1..].iter().take_while(|index| **index <= open + LONGEST_EMBEDDED);
            let is_closer =
                |index: &&usize| marks[**index] == Mark::Close && tokens[**index].span.slice(text) == closer;
            if let Some(close) = near.copied().find(|index| is_closer(&index)) {
                until = close;
                found.push(open - range.start..close - range.start);
            }
        }
        Self(found)
    }

    /// Whether the token `index` is one of them.
    pub fn contains(&self, index: usize) -> bool {
        let at = self.0.partition_point(|inside| inside.end <= index);
        self.0.get(at).is_some_and(|inside| inside.contains(&index))
    }
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
