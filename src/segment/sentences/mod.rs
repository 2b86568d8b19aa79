//! Sentences of a line.
//!
//! 1. An end mark ends a sentence, with the end marks and closing quotes and brackets that follow it; but
//!    not inside short « », “ ” or brackets, not after an abbreviation, an initial or a list number, not
//!    before a comma, and an ellipsis only where a new beginning follows. A comma ends none: in Arabic news
//!    it stands between clauses nine times in ten.
//! 2. A dateline begins a sentence.
//! 3. Where marks are missing, words tell ([`gaps`]).

mod gaps;
mod marks;

pub use gaps::{GapWords, Line, OUTCOMES};
pub(super) use marks::{Mark, Marks};

use std::ops::Range;

use crate::{
    annotation::{CliticKind, Token},
    lexicon::{Column, Lexicon, Table},
    text::{letters, normalize_word, push_normalized},
};
use gaps::{GapJudge, may_part};
use marks::Embedded;

/// How sure a border without a mark must be.
const LEAST_PROBABILITY: f64 = 0.4;

/// Bytes of the longest abbreviation, with a conjunction before it.
const LONGEST_ABBREVIATION: usize = 12;

/// Most tokens of a sentence that cannot be headline and beginning.
const MIN_HEADLINE: usize = 5;

/// Tokens from which a run that no end mark ends may hold several sentences; and one that does end with a
/// mark: news has sentences of a hundred words.
const LONG_RUN: usize = 60;
const LONG_SENTENCE: usize = 200;

/// Most words that are judged together in a text without stops.
const WINDOW: usize = 400;

/// Tokens on either side of a gap that may tell something of it.
const REACH: usize = 3;

/// Where a sentence ends: before the token `end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Border {
    /// One past its last token.
    pub end: usize,
    /// What shows the border.
    pub shown_by: Shown,
}

/// What shows a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    /// An end mark.
    Mark,
    /// The end of the line.
    Line,
    /// The words around it: a headline ends.
    Headline,
    /// The words around it.
    Words,
    /// The dateline after it.
    Dateline,
}

/// Finds the sentences of the lines of one text.
#[derive(Debug)]
pub(super) struct SentenceFinder<'a> {
    abbreviations: Column<'a>,
    starts: &'a Table,
    words: GapWords<'a>,
    judge: GapJudge<'a>,
    /// The borders that marks show, of the line that was looked at last: memory for the next.
    shown: Vec<Border>,
    /// A normalised word: memory for the next.
    word: String,
}

impl<'a> SentenceFinder<'a> {
    pub fn new(lexicon: &'a Lexicon) -> Self {
        Self {
            abbreviations: lexicon.table("abbreviations").column("final"),
            starts: lexicon.table("sentence_starts"),
            words: GapWords::new(lexicon),
            judge: GapJudge::new(lexicon),
            shown: Vec::new(),
            word: String::new(),
        }
    }

    /// Puts into `borders` those of the sentences over `tokens`, all tokens of one line; the last is the end of the line.
    /// `marks`: what the tokens are; `first`: no line of the article stands before it. `datelines`: the tokens of datelines.
    pub fn find(
        &mut self,
        text: &str,
        tokens: &[Token],
        marks: &Marks,
        first: bool,
        datelines: &[Range<usize>],
        borders: &mut Vec<Border>,
    ) {
        let mut shown = std::mem::take(&mut self.shown);
        self.push_shown(text, tokens, marks, &mut shown);
        // A line of one sentence is one, whatever its words look like; a dateline begins the article.
        let first = first && shown.len() > 1 && datelines.first().is_none_or(|dateline| dateline.start > 0);
        for dateline in datelines.iter().map(|dateline| dateline.start).filter(|start| *start > 0) {
            let at = shown.partition_point(|border| border.end < dateline);
            if shown.get(at).is_none_or(|border| border.end != dateline) {
                shown.insert(at, Border { end: dateline, shown_by: Shown::Dateline });
            }
        }
        borders.clear();
        let mut start = 0;
        for border in shown.drain(..) {
            let ends_before_dateline = border.shown_by == Shown::Dateline;
            let is_first = first && start == 0 && !ends_before_dateline;
            self.push_unmarked(text, &tokens[..border.end], marks, start, is_first, borders);
            borders.push(border);
            start = border.end;
        }
        self.shown = shown;
    }

    /// Appends the borders that end marks show, and the end of the line.
    fn push_shown(&mut self, text: &str, tokens: &[Token], marks: &Marks, shown: &mut Vec<Border>) {
        let signs = marks.signs(0..tokens.len());
        let has_end = signs.iter().any(|index| marks[*index].is_end());
        if has_end {
            let embedded = Embedded::of(text, tokens, marks, 0..tokens.len());
            let mut end = 0;
            for &index in signs.iter().filter(|index| marks[**index].is_end()) {
                // «سنبقى هنا.» ends the sentence around it too.
                let inside = embedded.contains(index);
                let closes = inside && ends_quotation(text, tokens, index);
                if index < end || inside && !closes {
                    continue;
                }
                end = end_of_marks(marks, &embedded, index);
                let is_end = end < tokens.len() && self.ends_sentence(text, tokens, marks, index, end);
                let goes_on = || closes && marks[index] != Mark::Stop;
                if is_end && (!goes_on() || self.is_new_beginning(text, &tokens[end], marks[end])) {
                    shown.push(Border { end, shown_by: Shown::Mark });
                }
            }
        }
        shown.push(Border { end: tokens.len(), shown_by: Shown::Line });
    }

    /// Whether the marks from `index` up to `end` end a sentence.
    fn ends_sentence(
        &mut self,
        text: &str,
        tokens: &[Token],
        marks: &[Mark],
        index: usize,
        end: usize,
    ) -> bool {
        let glued = |one: usize| tokens[one].span.end == tokens[one + 1].span.start;
        let next = tokens[end].span.slice(text);
        if marks[end] == Mark::Comma
            || glued(end - 1) && next.starts_with(|c: char| c.is_ascii_alphanumeric())
        {
            return false;
        }
        let n_stops = marks[index..end].iter().filter(|mark| **mark == Mark::Stop).count();
        let is_ellipsis = n_stops > 2 || marks[index..end].contains(&Mark::Ellipsis);
        if is_ellipsis && !marks[index..end].contains(&Mark::Shout) {
            return self.is_new_beginning(text, &tokens[end], marks[end]);
        }
        let is_single_stop = marks[index] == Mark::Stop && end == index + 1;
        if !(is_single_stop && index > 0 && glued(index - 1)) {
            return true;
        }
        match self.abbreviation(text, tokens, index - 1) {
            None => true,
            Some(may_end) => may_end && self.is_new_beginning(text, &tokens[end], marks[end]),
        }
    }

    /// Whether the token after an ellipsis begins a sentence: with a conjunction or an opening quote.
    fn is_new_beginning(&self, text: &str, token: &Token, mark: Mark) -> bool {
        let has_conjunction =
            token.clitics.first().is_some_and(|clitic| clitic.kind == CliticKind::Conjunction);
        has_conjunction
            || matches!(mark, Mark::Open | Mark::OpenQuote)
            || self.starts.has(&normalize_word(token.span.slice(text)))
    }

    /// Whether the token `index`, glued to the full stop after it, is an abbreviation, an initial, or the
    /// number of a list item at the start of its line; and whether a sentence may end with it: «إلخ.».
    fn abbreviation(&mut self, text: &str, tokens: &[Token], index: usize) -> Option<bool> {
        if tokens[index].span.len() > LONGEST_ABBREVIATION {
            return None;
        }
        self.word.clear();
        push_normalized(tokens[index].span.slice(text), &mut self.word);
        let word = &self.word;
        let is_initial = word.chars().nth(1).is_none() && word.starts_with(char::is_alphabetic);
        let is_item = index == 0 && word.chars().all(|c| c.is_ascii_digit());
        let after_waw = || self.abbreviations.get(word.strip_prefix(letters::WAW)?);
        match self.abbreviations.get(word).or_else(after_waw) {
            Some(is_final) => Some(is_final == "yes"),
            None => (is_initial || is_item).then_some(false),
        }
    }

    /// Appends the borders that no mark shows between the token `start` and the end of `tokens`.
    fn push_unmarked(
        &mut self,
        text: &str,
        tokens: &[Token],
        marks: &Marks,
        start: usize,
        first: bool,
        borders: &mut Vec<Border>,
    ) {
        let n_tokens = tokens.len() - start;
        if first && n_tokens > MIN_HEADLINE {
            self.push_headline_end(text, tokens, marks, start, borders);
        } else if n_tokens > LONG_RUN && (n_tokens > LONG_SENTENCE || !has_end_mark(&marks[..tokens.len()])) {
            self.push_clauses(text, tokens, marks, start, borders);
        } else {
            self.push_ends_of_quotations(text, tokens, marks, start, borders);
        }
    }

    /// Appends the borders after quotations that end without a stop.
    fn push_ends_of_quotations(
        &mut self,
        text: &str,
        tokens: &[Token],
        marks: &Marks,
        start: usize,
        borders: &mut Vec<Border>,
    ) {
        let last = tokens.len().saturating_sub(1).max(start);
        let quotes = marks.signs(start..last).iter().filter(|index| marks[**index] == Mark::CloseQuote);
        for gap in quotes.map(|index| index + 1) {
            let is_gap = may_part(marks[gap - 1], marks[gap]);
            if !is_gap || marks[gap] == Mark::Word && seldom_begins(tokens[gap].span.slice(text)) {
                continue;
            }
            let first = start.max(gap.saturating_sub(REACH));
            let window = first..tokens.len().min(gap + REACH);
            let line = Line::new(text, tokens, marks, window, first - start, &self.words);
            let gap = gap - first;
            if line.is_candidate(gap)
                && self.judge.probability(&line, gap, 0, false, OUTCOMES[0]) >= LEAST_PROBABILITY
            {
                borders.push(Border { end: first + gap, shown_by: Shown::Words });
            }
        }
    }

    /// Appends the likeliest end of a headline that runs into its article.
    fn push_headline_end(
        &mut self,
        text: &str,
        tokens: &[Token],
        marks: &Marks,
        start: usize,
        borders: &mut Vec<Border>,
    ) {
        let end = tokens.len().min(start + WINDOW);
        let line = Line::new(text, tokens, marks, start..end, 0, &self.words);
        let gaps = (1..line.len()).filter(|gap| line.is_candidate(*gap));
        let judged = gaps.map(|gap| (gap, self.judge.probability(&line, gap, 0, true, OUTCOMES[0])));
        let best = judged.max_by(|one, other| one.1.total_cmp(&other.1));
        if let Some((gap, _)) = best.filter(|(_, probability)| *probability >= LEAST_PROBABILITY) {
            borders.push(Border { end: start + gap, shown_by: Shown::Headline });
        }
    }

    /// Appends the borders in a run of words without stops.
    fn push_clauses(
        &mut self,
        text: &str,
        tokens: &[Token],
        marks: &Marks,
        start: usize,
        borders: &mut Vec<Border>,
    ) {
        let mut from = start;
        for window in (start..tokens.len()).step_by(WINDOW) {
            let end = tokens.len().min(window + WINDOW);
            let line = Line::new(text, tokens, marks, window..end, 0, &self.words);
            for gap in (1..line.len()).filter(|gap| line.is_candidate(*gap)) {
                let begun = from.saturating_sub(window).min(gap);
                if self.judge.probability(&line, gap, begun, false, OUTCOMES[1]) >= LEAST_PROBABILITY {
                    from = window + gap;
                    borders.push(Border { end: from, shown_by: Shown::Words });
                }
            }
        }
    }
}

/// Whether few sentences begin with the word after a quotation: a short one («في», «من») or one with the
/// article goes on.
fn seldom_begins(word: &str) -> bool {
    let mut chars = word.chars();
    let (first, second) = (chars.next(), chars.next());
    chars.nth(1).is_none() || first == Some(letters::ALEF) && second == Some(letters::LAM)
}

/// Whether the tokens end with an end mark and what closes after it.
fn has_end_mark(marks: &[Mark]) -> bool {
    marks.iter().rev().find(|mark| !mark.is_closing()).is_some_and(|mark| mark.is_end())
}

/// Whether a closing quote follows the token `index`.
fn ends_quotation(text: &str, tokens: &[Token], index: usize) -> bool {
    tokens.get(index + 1).is_some_and(|next| matches!(next.span.slice(text), "»" | "”"))
}

/// One past the run of end marks and closing marks at `index`. Full stops with spaces between them are one
/// ellipsis.
fn end_of_marks(marks: &[Mark], embedded: &Embedded, index: usize) -> usize {
    let goes_on = |at: &usize| marks[*at].is_end() && !embedded.contains(*at) || marks[*at].is_closing();
    (index + 1..marks.len()).find(|at| !goes_on(at)).unwrap_or(marks.len())
}

/// What the gaps of a text look like, for learning: calls `found` for each gap that would be judged, with
/// the line, the gap's number in it, the token that the line begins with, and whether the line begins the text.
pub fn observe_gaps(
    text: &str,
    tokens: &[Token],
    lexicon: &Lexicon,
    mut found: impl FnMut(&Line<'_>, usize, usize, bool),
) {
    let mut finder = SentenceFinder::new(lexicon);
    let marks = Marks::of(text, tokens);
    let mut shown = Vec::new();
    finder.push_shown(text, tokens, &marks, &mut shown);
    let mut start = 0;
    for border in shown {
        let line = Line::new(text, tokens, &marks, start..border.end, 0, &finder.words);
        for gap in (1..line.len()).filter(|gap| line.is_candidate(*gap)) {
            if start == 0 || line.is_after_quote(gap) {
                found(&line, gap, start, start == 0);
            }
        }
        start = border.end;
    }
}
