//! A document as words in sentences: the tokens, cut where a mark or, if asked, a clitic ends, so that every
//! mark is a run of whole words.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::spans::mark_borders;
use crate::{
    annotation::Document,
    text::{Span, is_grapheme_boundary, letters},
};

/// The words of a document, and which of them make up each sentence.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WordList {
    /// Words in order, apart.
    pub words: Vec<Span>,
    /// The words of each sentence; together they are all words.
    pub sentences: Vec<Range<usize>>,
}

impl WordList {
    /// The words that `span` touches; empty where it holds none.
    pub fn range(&self, span: Span) -> Range<usize> {
        range_of(&self.words, span)
    }

    /// The sentence that holds the word.
    pub fn sentence_of(&self, word: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.end <= word)
    }
}

fn range_of(words: &[Span], span: Span) -> Range<usize> {
    let first = words.partition_point(|word| word.end <= span.start);
    let end = words.partition_point(|word| word.start < span.end);
    first..end.max(first)
}

/// The words of `document`. Text without tokens is cut by UAX #29.
pub fn words_of(document: &Document, cut_clitics: bool) -> WordList {
    let mut borders = mark_borders(document);
    if cut_clitics {
        borders.extend(document.tokens.iter().flat_map(clitic_borders));
        borders.sort_unstable();
    }
    let text = &document.text;
    let mut words = Vec::new();
    for span in runs(document) {
        cut(text, span, &borders, &mut words);
    }
    let sentences = sentences_of(document, &words);
    WordList { words, sentences }
}

/// The tokens of `document` and what else is not blank, uncut.
pub fn tokens_of(document: &Document) -> WordList {
    let mut words = Vec::new();
    for span in runs(document) {
        cut(&document.text, span, &[], &mut words);
    }
    let sentences = sentences_of(document, &words);
    WordList { words, sentences }
}

fn clitic_borders(token: &crate::annotation::Token) -> Vec<usize> {
    token.clitics.iter().flat_map(|clitic| [clitic.span.start, clitic.span.end]).collect()
}

/// Tokens, and what stands between them and is not blank.
fn runs(document: &Document) -> Vec<Span> {
    let text = &document.text;
    let mut runs = Vec::new();
    let mut end = 0;
    for token in &document.tokens {
        runs.extend(loose_words(text, Span::new(end, token.span.start)));
        if token.span.start >= end {
            runs.push(token.span);
            end = token.span.end;
        }
    }
    runs.extend(loose_words(text, Span::new(end, text.len())));
    runs
}

fn loose_words(text: &str, gap: Span) -> Vec<Span> {
    let pieces = gap.slice(text).split_word_bound_indices();
    let spans = pieces.filter(|(_, piece)| !is_blank(piece));
    spans.map(|(at, piece)| Span::new(gap.start + at, gap.start + at + piece.len())).collect()
}

/// Nothing that a reader could see.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || letters::is_invisible(c))
}

/// Adds the parts of `run` between `borders` and white space.
fn cut(text: &str, run: Span, borders: &[usize], words: &mut Vec<Span>) {
    let mut start = run.start;
    let first = borders.partition_point(|border| *border <= run.start);
    let inner = borders[first..].iter().copied().take_while(|border| *border < run.end);
    let inner: Vec<usize> = inner.filter(|border| is_grapheme_boundary(text, *border)).collect();
    for end in inner.into_iter().chain([run.end]) {
        let piece = Span::new(start, end);
        let mut at = piece.start;
        for part in piece.slice(text).split(char::is_whitespace) {
            if !is_blank(part) {
                words.push(Span::new(at, at + part.len()));
            }
            let after = text.get(at + part.len()..).and_then(|rest| rest.chars().next());
            at += part.len() + after.map_or(0, char::len_utf8);
        }
        start = end;
    }
}

/// Which words make up each sentence. Words outside every sentence make up their own; sentences that a mark
/// crosses are joined.
fn sentences_of(document: &Document, words: &[Span]) -> Vec<Range<usize>> {
    let mut starts: Vec<usize> = vec![0];
    for sentence in &document.sentences {
        let first = words.partition_point(|word| word.start < sentence.start);
        let end = words.partition_point(|word| word.start < sentence.end);
        starts.extend([first, end]);
    }
    let is_inner = inside_marks(document, words);
    starts.sort_unstable();
    starts.dedup();
    starts.retain(|start| is_inner.get(*start) == Some(&false));
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    starts
        .iter()
        .copied()
        .zip(ends)
        .map(|(start, end)| start..end)
        .filter(|range| !range.is_empty())
        .collect()
}

/// For each word, whether a mark goes on from the word before it.
fn inside_marks(document: &Document, words: &[Span]) -> Vec<bool> {
    let mut is_inner = vec![false; words.len()];
    let entities = document.entities.iter().map(|entity| entity.span);
    for span in entities.chain(document.events.iter().map(|event| event.trigger)) {
        let range = range_of(words, span);
        is_inner[range].iter_mut().skip(1).for_each(|is_inner| *is_inner = true);
    }
    is_inner
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Clitic, CliticKind, Entity, Provenance, Token};

    fn document() -> Document {
        let text = "اجتمعوا بحلب، أمس.";
        let at = |word: &str| {
            let start = text.find(word).unwrap();
            Span::new(start, start + word.len())
        };
        let place = at("حلب");
        let beh = Span::new(place.start - 2, place.start);
        let token = |word: &str| Token { span: at(word), clitics: Vec::new() };
        let clitics = vec![Clitic { span: beh, kind: CliticKind::Preposition }];
        Document {
            id: "d".into(),
            tokens: vec![token("اجتمعوا"), Token { span: at("بحلب"), clitics }, token("،")],
            entities: vec![Entity::new("e1", "GPE", place, Provenance::person())],
            text: text.into(),
            ..Document::default()
        }
    }

    #[track_caller]
    fn check(document: &Document, cut_clitics: bool, expected: &[&str]) {
        let list = words_of(document, cut_clitics);
        let words: Vec<&str> = list.words.iter().map(|word| word.slice(&document.text)).collect();
        assert_eq!(words, expected);
        assert_eq!((list.sentences.len(), list.sentences[0].len()), (1, expected.len()));
    }

    #[test]
    fn a_mark_inside_a_token_cuts_it_and_what_has_no_token_is_cut_by_the_standard() {
        check(&document(), false, &["اجتمعوا", "ب", "حلب", "،", "أمس", "."]);
    }

    #[test]
    fn clitics_are_cut_where_asked() {
        let document = Document { entities: Vec::new(), ..document() };
        check(&document, false, &["اجتمعوا", "بحلب", "،", "أمس", "."]);
        check(&document, true, &["اجتمعوا", "ب", "حلب", "،", "أمس", "."]);
    }
}
