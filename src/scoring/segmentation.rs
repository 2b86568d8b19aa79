//! Sentences, tokens and clitics against those of a gold text.
//!
//! Both sides are of one text. A word is compared where the gold has it, whether or not the other side
//! has the same token there, so that a word that was cut in two can still have the right clitics.

use std::collections::BTreeSet;

use super::Tally;
use crate::{
    annotation::{CliticKind, Sentence, Token},
    text::{Span, letters},
};

/// The parts of one text that are compared.
#[derive(Debug, Clone, Copy)]
pub struct Parts<'a> {
    /// Its sentences, in order.
    pub sentences: &'a [Sentence],
    /// Its tokens, in order.
    pub tokens: &'a [Token],
}

/// How many words have the right clitics.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct WordTally {
    /// Words of the gold.
    pub words: usize,
    /// Words whose clitics are those of the gold, all of them and no others.
    pub right: usize,
}

impl WordTally {
    /// The share of the words that are right; 0 where there are none.
    pub fn share(self) -> f64 {
        super::share(self.right, self.words)
    }

    fn count(&mut self, is_right: bool) {
        self.words += 1;
        self.right += usize::from(is_right);
    }
}

/// How the segmentations of two texts agree.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SegmentationReport {
    /// Sentences, exact spans.
    pub sentences: Tally,
    /// Where sentences end.
    pub ends: Tally,
    /// The same without the last sentence of each line, whose end nobody can miss.
    pub inner_ends: Tally,
    /// Tokens, exact spans.
    pub tokens: Tally,
    /// Words with the right proclitics.
    pub proclitics: WordTally,
    /// The same where the article does not count: UD PADT does not mark it.
    pub proclitics_without_article: WordTally,
    /// Words with the right enclitic, or rightly with none.
    pub enclitic_words: WordTally,
    /// Enclitics, exact spans.
    pub enclitics: Tally,
}

/// Adds to `report` how the sentences of `found` agree with those of `gold`, both of `text`.
pub fn score_sentences(text: &str, gold: &[Sentence], found: &[Sentence], report: &mut SegmentationReport) {
    report.sentences.add(tally(gold.iter().collect(), &found.iter().collect()));
    let ends =
        |sentences: &[Sentence]| -> BTreeSet<usize> { sentences.iter().map(|span| span.end).collect() };
    let (gold, found) = (ends(gold), ends(found));
    let inner = |ends: &BTreeSet<usize>| -> BTreeSet<usize> {
        ends.iter().copied().filter(|end| !ends_line(text, *end)).collect()
    };
    report.inner_ends.add(tally(inner(&gold), &inner(&found)));
    report.ends.add(tally(gold, &found));
}

/// Adds to `report` how the tokens `found` agree with `gold`, both of one text.
pub fn score_tokens(gold: &[Token], found: &[Token], report: &mut SegmentationReport) {
    let spans = |tokens: &[Token]| -> BTreeSet<Span> { tokens.iter().map(|token| token.span).collect() };
    report.tokens.add(tally(spans(gold), &spans(found)));
}

/// Adds to `report` how the clitics of the `found` tokens agree with those of the words of `gold`, both of
/// `text`. Words without an Arabic letter have no clitics and are not counted.
pub fn score_clitics(text: &str, gold: &[Token], found: &[Token], report: &mut SegmentationReport) {
    let has_letter = |token: &&Token| token.span.slice(text).chars().any(letters::is_arabic_letter);
    for word in gold.iter().filter(has_letter) {
        let found = overlapping(found, word.span);
        let same = |counts: fn(CliticKind) -> bool| {
            borders(std::slice::from_ref(word), counts) == borders(found, counts)
        };
        report.proclitics.count(same(is_proclitic));
        report.proclitics_without_article.count(same(is_proclitic_without_article));
        report.enclitic_words.count(same(is_enclitic));
        let gold = borders(std::slice::from_ref(word), is_enclitic);
        report.enclitics.add(tally(gold, &borders(found, is_enclitic)));
    }
}

/// Adds to `report` how all parts agree; the clitics only where the gold `has_clitics`, and the tokens only
/// where it has tokens.
pub fn score_segmentation(
    text: &str,
    gold: Parts<'_>,
    found: Parts<'_>,
    has_clitics: bool,
    report: &mut SegmentationReport,
) {
    score_sentences(text, gold.sentences, found.sentences, report);
    if !gold.tokens.is_empty() {
        score_tokens(gold.tokens, found.tokens, report);
    }
    if has_clitics {
        score_clitics(text, gold.tokens, found.tokens, report);
    }
}

fn tally<T: Ord>(gold: BTreeSet<T>, found: &BTreeSet<T>) -> Tally {
    Tally { gold: gold.len(), found: found.len(), right: gold.intersection(found).count() }
}

/// Whether nothing but white space stands between `end` and the end of its line.
fn ends_line(text: &str, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or_default();
    rest.chars().find(|c| matches!(c, '\n' | '\r') || !c.is_whitespace()).is_none_or(|c| c.is_whitespace())
}

/// The tokens of `tokens`, in the order of the text, that share a byte with `span`.
fn overlapping(tokens: &[Token], span: Span) -> &[Token] {
    let first = tokens.partition_point(|token| token.span.end <= span.start);
    let end = tokens.partition_point(|token| token.span.start < span.end);
    tokens.get(first..end).unwrap_or_default()
}

/// The spans of those clitics of `tokens` that count. The kind is left out: for a reader the ل of «ليعود»
/// may be of several kinds.
fn borders(tokens: &[Token], counts: fn(CliticKind) -> bool) -> BTreeSet<Span> {
    let clitics = tokens.iter().flat_map(|token| &token.clitics);
    clitics.filter(|clitic| counts(clitic.kind)).map(|clitic| clitic.span).collect()
}

fn is_enclitic(kind: CliticKind) -> bool {
    kind == CliticKind::Pronoun
}

fn is_proclitic(kind: CliticKind) -> bool {
    kind != CliticKind::Pronoun
}

fn is_proclitic_without_article(kind: CliticKind) -> bool {
    !matches!(kind, CliticKind::Pronoun | CliticKind::Article)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Clitic;

    fn token(start: usize, end: usize, clitics: &[(usize, usize, CliticKind)]) -> Token {
        let clitic = |(start, end, kind): &(usize, usize, CliticKind)| Clitic {
            span: Span::new(*start, *end),
            kind: *kind,
        };
        Token { span: Span::new(start, end), clitics: clitics.iter().map(clitic).collect() }
    }

    fn clitic_report(text: &str, gold: &[Token], found: &[Token]) -> SegmentationReport {
        let mut report = SegmentationReport::default();
        score_clitics(text, gold, found, &mut report);
        report
    }

    #[test]
    fn a_missed_border_costs_two_sentences_and_one_end() {
        let text = "a b. c d. e f.";
        let gold = [Span::new(0, 4), Span::new(5, 9), Span::new(10, 14)];
        let found = [Span::new(0, 9), Span::new(10, 14)];
        let mut report = SegmentationReport::default();
        score_sentences(text, &gold, &found, &mut report);
        assert_eq!(report.sentences, Tally { gold: 3, found: 2, right: 1 });
        assert_eq!(report.ends, Tally { gold: 3, found: 2, right: 2 });
        assert_eq!(report.inner_ends, Tally { gold: 2, found: 1, right: 1 });
    }

    #[test]
    fn the_end_of_each_line_is_no_inner_end() {
        let text = "a.  \nb. c.\r\nd.";
        let ends: Vec<bool> = [2, 7, 10, 14].iter().map(|end| ends_line(text, *end)).collect();
        assert_eq!(ends, [true, false, true, true]);
    }

    #[test]
    fn tokens_need_both_ends() {
        let mut report = SegmentationReport::default();
        let found = [token(0, 2, &[]), token(2, 6, &[]), token(7, 9, &[])];
        score_tokens(&[token(0, 6, &[]), token(7, 9, &[])], &found, &mut report);
        assert_eq!(report.tokens, Tally { gold: 2, found: 3, right: 1 });
    }

    #[test]
    fn a_word_needs_all_its_proclitics_and_no_others() {
        let text = "والمدينة";
        let gold = token(0, 16, &[(0, 2, CliticKind::Conjunction), (2, 6, CliticKind::Article)]);
        let found = token(0, 16, &[(0, 2, CliticKind::Conjunction)]);
        let report = clitic_report(text, &[gold], &[found]);
        assert_eq!(report.proclitics, WordTally { words: 1, right: 0 });
        assert_eq!(report.proclitics_without_article, WordTally { words: 1, right: 1 });
        assert_eq!(report.enclitic_words, WordTally { words: 1, right: 1 });
        assert_eq!(report.enclitics, Tally::default());
    }

    #[test]
    fn enclitics_are_counted_by_words_and_by_spans() {
        let text = "قواتها مياه";
        let gold = [token(0, 12, &[(8, 12, CliticKind::Pronoun)]), token(13, 21, &[])];
        let found =
            [token(0, 12, &[(8, 12, CliticKind::Pronoun)]), token(13, 21, &[(19, 21, CliticKind::Pronoun)])];
        let report = clitic_report(text, &gold, &found);
        assert_eq!(report.enclitic_words, WordTally { words: 2, right: 1 });
        assert_eq!(report.enclitics, Tally { gold: 1, found: 2, right: 1 });
    }

    #[test]
    fn a_word_that_was_cut_in_two_may_still_have_the_right_clitics() {
        let text = "ال57";
        let gold = token(0, 6, &[(0, 4, CliticKind::Article)]);
        let found = [token(0, 4, &[(0, 4, CliticKind::Article)]), token(4, 6, &[])];
        assert_eq!(clitic_report(text, &[gold], &found).proclitics, WordTally { words: 1, right: 1 });
    }

    #[test]
    fn numbers_and_marks_are_no_words() {
        let report = clitic_report("57 .", &[token(0, 2, &[]), token(3, 4, &[])], &[]);
        assert_eq!(report.proclitics, WordTally::default());
    }
}
