//! Sentence borders that no mark shows: after a headline that runs into its article, after a quotation that
//! ends without a stop, and in text without stops at all.
//!
//! A [`Ranker`] judges the gaps between words, by the words around them and how far the sentence has come;
//! its weights are learnt from news whose sentences people parted (table `sentence_weights`).

use std::ops::Range;

use super::marks::{Embedded, Mark, Marks};
use crate::{
    annotation::Token,
    lexicon::{Column, Lexicon, Observer, Ranker, Table},
    text::{letters, normalize_word},
};

/// What a gap may be: the border after a headline or quotation, or one in text without stops.
pub const OUTCOMES: [&str; 2] = ["heading", "clause"];

/// How far before and after a gap repeated words are looked for: a headline's words come again in the
/// first sentence of its article.
const REACH_BEFORE: usize = 20;
const REACH_AFTER: usize = 14;

/// Fewest letters of a word that counts as repeated.
const MIN_REPEATED: usize = 4;

/// The words of a line as gaps are judged by.
#[derive(Debug)]
pub struct Line<'a> {
    /// Normalised words; marks as they are.
    words: Vec<String>,
    is_word: Vec<bool>,
    classes: Vec<&'a str>,
    /// What kind of word each is: verb, or a closed class.
    kinds: Vec<&'a str>,
    marks: Vec<Mark>,
    embedded: Embedded,
    /// Tokens of the line before these.
    n_before: usize,
}

/// What is known of words for judging gaps.
#[derive(Debug)]
pub struct GapWords<'a> {
    classes: Column<'a>,
    closed: Column<'a>,
    verbs: &'a Table,
}

impl<'a> GapWords<'a> {
    /// The tables `word_classes`, `closed_class` and `verb_forms` of `lexicon`.
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            classes: lexicon.table("word_classes").column("class"),
            closed: lexicon.table("closed_class").column("class"),
            verbs: lexicon.table("verb_forms"),
        }
    }

    /// The class of the normalised word, or of the word after its و.
    fn class_of(&self, word: &str) -> &'a str {
        let rest = || self.classes.get(word.strip_prefix(letters::WAW)?);
        self.classes.get(word).or_else(rest).unwrap_or("")
    }

    /// Whether the normalised word, or the word after its و, is a verb or of a closed class.
    fn kind_of(&self, word: &str) -> &'a str {
        let rest = word.strip_prefix(letters::WAW).unwrap_or(word);
        if let Some(class) = self.closed.get(word).or_else(|| self.closed.get(rest)) {
            return class;
        }
        if !self.verbs.has(word) && !self.verbs.has(rest) {
            return "";
        }
        if rest.starts_with([letters::YEH, letters::TEH]) { "imperfect" } else { "perfect" }
    }
}

impl<'a> Line<'a> {
    /// Reads the tokens `range` of a line; `n_before` tokens of its sentence stand before them.
    pub(super) fn new(
        text: &str,
        tokens: &[Token],
        marks: &Marks,
        range: Range<usize>,
        n_before: usize,
        known: &GapWords<'a>,
    ) -> Self {
        let words = tokens[range.clone()].iter().map(|token| normalize_word(token.span.slice(text)));
        let words: Vec<String> = words.collect();
        let has_letter =
            |word: &String| word.chars().any(|c| letters::is_arabic_letter(c) || c.is_alphanumeric());
        Self {
            is_word: words.iter().map(has_letter).collect(),
            classes: words.iter().map(|word| known.class_of(word)).collect(),
            kinds: words.iter().map(|word| known.kind_of(word)).collect(),
            marks: marks[range.clone()].to_vec(),
            embedded: Embedded::of(text, tokens, marks, range),
            n_before,
            words,
        }
    }

    /// Reads `tokens`, whose marks are told by themselves.
    pub fn of(text: &str, tokens: &[Token], known: &GapWords<'a>) -> Self {
        Self::new(text, tokens, &Marks::of(text, tokens), 0..tokens.len(), 0, known)
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a border before the token `gap` is thinkable.
    pub fn is_candidate(&self, gap: usize) -> bool {
        let is_inside = self.embedded.contains(gap) && self.embedded.contains(gap - 1);
        may_part(self.marks[gap - 1], self.marks[gap]) && self.words[gap] != "%" && !is_inside
    }

    /// Whether a closing quote stands before `gap`.
    pub fn is_after_quote(&self, gap: usize) -> bool {
        self.marks[gap - 1] == Mark::CloseQuote
    }

    fn word(&self, index: Option<usize>) -> &str {
        index.and_then(|index| self.words.get(index)).map_or("#", String::as_str)
    }

    /// Reports what is to be seen at the gap before the token `gap`, in a sentence that begins with `start`;
    /// `first`: that is the first of its article.
    pub fn observe(&self, gap: usize, start: usize, first: bool, observer: &mut impl Observer) {
        let after = (gap..self.len()).find(|index| self.is_word[*index]);
        let before = (start..gap).rev().find(|index| self.is_word[*index]);
        let second_after = after.map(|index| index + 1);
        let second_before = before.and_then(|index| index.checked_sub(1));
        let (next, previous) = (self.word(after), self.word(before));
        observer.observe(&["next", next]);
        observer.observe(&["previous", previous]);
        observer.observe(&["second", self.word(second_after)]);
        observer.observe(&["last but one", self.word(second_before)]);
        observer.observe(&["second begins", first_letters(self.word(second_after), 2)]);
        observer.observe(&["next begins", first_letters(next, 2)]);
        observer.observe(&["next begins 3", first_letters(next, 3)]);
        observer.observe(&["next ends", last_letters(next, 2)]);
        observer.observe(&["previous begins", first_letters(previous, 2)]);
        observer.observe(&["previous ends", last_letters(previous, 2)]);
        observer.observe(&["previous ends 3", last_letters(previous, 3)]);
        observer.observe(&["begin", first_letters(next, 2), first_letters(previous, 2)]);
        observer.observe(&["letters", number(next.chars().count().min(6))]);
        let class =
            |index: Option<usize>| index.and_then(|index| self.classes.get(index)).copied().unwrap_or("");
        for (name, class) in [
            ("next class", class(after)),
            ("previous class", class(before)),
            ("second class", class(second_after)),
        ] {
            if !class.is_empty() {
                observer.observe(&[name, class]);
            }
        }
        let kind =
            |index: Option<usize>| index.and_then(|index| self.kinds.get(index)).copied().unwrap_or("");
        let (next_kind, previous_kind) = (kind(after), kind(before));
        observer.observe(&["kinds", previous_kind, next_kind]);
        observer.observe(&[if first { "first kinds" } else { "later kinds" }, previous_kind, next_kind]);
        observer.observe(&["verb after class", next_kind, class(before)]);
        self.observe_place(gap, start, first, next, class(after), observer);
    }

    /// Reports how far the sentence has come, and how many of its words come again.
    fn observe_place(
        &self,
        gap: usize,
        start: usize,
        first: bool,
        next: &str,
        class: &str,
        observer: &mut impl Observer,
    ) {
        let distance = self.n_before + gap - start;
        let position = if first { "first" } else { "later" };
        let step = if distance < 12 { distance } else { 12 + (distance / 6).min(8) };
        let wide = if distance < 18 { distance / 3 } else { 6 + (distance / 12).min(5) };
        let joined = if next.starts_with(letters::WAW) { "and" } else { "-" };
        observer.observe(&["distance", number(step)]);
        observer.observe(&["distance", joined, number(wide)]);
        observer.observe(&[position]);
        observer.observe(&[position, "distance", number((distance / 2).min(12))]);
        // A headline's words come again in the sentence after it.
        if first {
            let repeated = self.n_repeated(gap, start);
            observer.observe(&["repeated", number(repeated.min(4))]);
            observer.observe(&["repeated at", number(repeated.min(3)), number((distance / 4).min(4))]);
        }
        observer.observe(&[position, "next", next]);
        if !class.is_empty() {
            observer.observe(&[position, "next class", class]);
        }
        let mark = |index: usize| if self.is_word[index] { "" } else { self.words[index].as_str() };
        observer.observe(&["marks", mark(gap - 1), mark(gap)]);
    }

    /// How many of the words before the gap come again after it.
    fn n_repeated(&self, gap: usize, start: usize) -> usize {
        let after = &self.words[gap..self.len().min(gap + REACH_AFTER)];
        let is_long = |word: &&String| word.chars().count() >= MIN_REPEATED;
        let before = self.words[start.max(gap.saturating_sub(REACH_BEFORE))..gap].iter().filter(is_long);
        before.filter(|word| after.iter().filter(is_long).any(|other| stem(other) == stem(word))).count()
    }
}

/// Whether a border that no mark shows may stand between two tokens.
pub(super) fn may_part(before: Mark, after: Mark) -> bool {
    let is_open = matches!(before, Mark::Open | Mark::OpenQuote | Mark::Comma | Mark::Dash);
    matches!(after, Mark::Word | Mark::Open | Mark::OpenQuote) && !is_open && !before.is_end()
}

/// `word` without و or ب and the article.
fn stem(word: &str) -> &str {
    let rest = word.strip_prefix([letters::WAW, letters::BEH]).unwrap_or(word);
    let article = |word: &'_ str| {
        word.starts_with(letters::ALEF) && word[letters::ALEF.len_utf8()..].starts_with(letters::LAM)
    };
    let n_bytes = letters::ALEF.len_utf8() + letters::LAM.len_utf8();
    if article(rest) {
        &rest[n_bytes..]
    } else if article(word) {
        &word[n_bytes..]
    } else {
        word
    }
}

fn first_letters(word: &str, n_letters: usize) -> &str {
    word.char_indices().nth(n_letters).map_or(word, |(byte, _)| &word[..byte])
}

fn last_letters(word: &str, n_letters: usize) -> &str {
    word.char_indices().rev().nth(n_letters - 1).map_or(word, |(byte, _)| &word[byte..])
}

/// Small numbers as text.
fn number(n: usize) -> &'static str {
    const NUMBERS: [&str; 21] = [
        "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17",
        "18", "19", "20",
    ];
    NUMBERS[n.min(20)]
}

/// Judges gaps.
#[derive(Debug)]
pub(super) struct GapJudge<'a> {
    ranker: Ranker<'a>,
}

impl<'a> GapJudge<'a> {
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self { ranker: Ranker::new(lexicon.table("sentence_weights")) }
    }

    /// How likely the gap is a border of the kind `outcome`, one of [`OUTCOMES`].
    pub fn probability(
        &mut self,
        line: &Line<'_>,
        gap: usize,
        start: usize,
        first: bool,
        outcome: &str,
    ) -> f64 {
        self.ranker.probabilities(&[(outcome, "")], |observer| line.observe(gap, start, first, observer))[0]
    }
}
