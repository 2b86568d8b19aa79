//! Where the same words stand elsewhere, so that they can be labelled, relabelled or removed in all places.
//!
//! Knows nothing of language: what may be left out at the edges of a word are the clitics that the
//! document's tokens have.

use serde::{Deserialize, Serialize};

use crate::{
    annotation::{CliticKind, Document, Token},
    text::{Span, normalize_word},
};

/// How alike words must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Likeness {
    /// Letter by letter, whole tokens.
    Exact,
    /// The first word also with other proclitics or without them: «حلب» finds «وبحلب».
    WithoutProclitics,
    /// The same, and spellings count as one: «أنقرة» finds «لانقره».
    Normalized,
}

/// The words that are looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Words<S = Span> {
    /// Those of a span of a document.
    Span(S),
    /// Those that were typed; the last one may go on.
    Text(String),
}

/// Words to look for, in a form that is compared with those of any document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pattern {
    words: Vec<String>,
    likeness: Likeness,
    /// The example began behind a proclitic of its token, so hits begin there too.
    starts_inside: bool,
    /// The last word may go on.
    is_open: bool,
}

impl Pattern {
    /// The pattern of `words`; a span is one of `document`. Without a word it finds nothing.
    pub fn new(document: &Document, words: Words, likeness: Likeness) -> Self {
        let mut pattern = match words {
            Words::Span(span) => Self::of_span(document, span, likeness),
            Words::Text(text) => {
                let words = text.split_whitespace().map(str::to_owned).collect();
                Self { words, likeness, starts_inside: false, is_open: true }
            }
        };
        if likeness == Likeness::Normalized {
            pattern.words.iter_mut().for_each(|word| *word = normalize_word(word));
        }
        pattern
    }

    fn of_span(document: &Document, span: Span, likeness: Likeness) -> Self {
        let tokens: Vec<&Token> = document.tokens.iter().filter(|token| token.span.overlaps(span)).collect();
        let clipped = |token: &&Token| {
            let (start, end) = (token.span.start.max(span.start), token.span.end.min(span.end));
            Span::new(start, end)
        };
        let mut spans: Vec<Span> = tokens.iter().map(clipped).collect();
        let starts_inside = tokens.first().is_some_and(|token| token.span.start < span.start);
        if let (Some(first), Some(token)) = (spans.first_mut(), tokens.first())
            && likeness != Likeness::Exact
            && stem_start(token) < first.end
        {
            first.start = first.start.max(stem_start(token));
        }
        let words = spans.into_iter().map(|span| span.slice(&document.text).to_owned()).collect();
        Self { words, likeness, starts_inside, is_open: false }
    }

    /// All places of `document` that have these words, in order, apart.
    pub fn find(&self, document: &Document) -> Vec<Span> {
        let (mut found, mut at) = (Vec::new(), 0);
        while at < document.tokens.len() && !self.words.is_empty() {
            match self.matched(document, at) {
                Some(span) => {
                    found.push(span);
                    at += self.words.len();
                }
                None => at += 1,
            }
        }
        found
    }

    /// The span of the hit whose first word is in the token at `at`.
    fn matched(&self, document: &Document, at: usize) -> Option<Span> {
        let tokens = document.tokens.get(at..at + self.words.len())?;
        let (first, last) = (tokens.first()?, tokens.last()?);
        let start = self.starts(first).into_iter().find(|start| self.fits(document, tokens, *start))?;
        Some(Span::new(if self.starts_inside { start } else { first.span.start }, last.span.end))
    }

    /// Where the first word may begin in its token.
    fn starts(&self, token: &Token) -> Vec<usize> {
        match self.likeness {
            Likeness::Exact if self.starts_inside => outer_starts(token),
            Likeness::Exact => vec![token.span.start],
            _ => outer_starts(token),
        }
    }

    fn fits(&self, document: &Document, tokens: &[Token], start: usize) -> bool {
        let is_last = |index: usize| index + 1 == self.words.len();
        self.words.iter().zip(tokens).enumerate().all(|(index, (word, token))| {
            let from = if index == 0 { start } else { token.span.start };
            let text = Span::new(from, token.span.end).slice(&document.text);
            self.is_like(text, word, self.is_open && is_last(index))
        })
    }

    fn is_like(&self, text: &str, word: &str, may_go_on: bool) -> bool {
        let compare = |text: &str| if may_go_on { text.starts_with(word) } else { text == word };
        match self.likeness {
            Likeness::Normalized => compare(&normalize_word(text)),
            _ => compare(text),
        }
    }
}

/// Where a token begins, and where it goes on behind each of its proclitics.
fn outer_starts(token: &Token) -> Vec<usize> {
    let proclitics = token.clitics.iter().take_while(|clitic| clitic.kind != CliticKind::Pronoun);
    std::iter::once(token.span.start).chain(proclitics.map(|clitic| clitic.span.end)).collect()
}

/// Where a token goes on behind its proclitics, the article among them.
fn stem_start(token: &Token) -> usize {
    outer_starts(token).last().copied().unwrap_or(token.span.start)
}

/// `span` without the proclitics of its first token that stand outside a name.
pub fn core_of(document: &Document, span: Span) -> Span {
    let first = document.tokens.partition_point(|token| token.span.start < span.start);
    let token = document.tokens.get(first).filter(|token| token.span.start == span.start);
    let start = token.map_or(span.start, |token| token.core().start);
    if start < span.end { Span::new(start, span.end) } else { span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::Clitic;

    /// A document of words; a `|` parts a proclitic from what follows.
    fn document(marked: &str) -> Document {
        let (mut text, mut tokens) = (String::new(), Vec::new());
        for word in marked.split(' ') {
            if !text.is_empty() {
                text.push(' ');
            }
            let (start, mut clitics) = (text.len(), Vec::new());
            let parts: Vec<&str> = word.split('|').collect();
            for (index, part) in parts.iter().enumerate() {
                let from = text.len();
                text.push_str(part);
                if index + 1 < parts.len() {
                    clitics.push(Clitic { span: Span::new(from, text.len()), kind: CliticKind::Preposition });
                }
            }
            tokens.push(Token { span: Span::new(start, text.len()), clitics });
        }
        Document { text, tokens, ..Document::default() }
    }

    #[track_caller]
    fn check(marked: &str, words: Words, likeness: Likeness, expected: &[&str]) {
        let document = document(marked);
        let found = Pattern::new(&document, words, likeness).find(&document);
        let found: Vec<&str> = found.iter().map(|span| span.slice(&document.text)).collect();
        assert_eq!(found, expected);
    }

    const ALEPPO: &str = "حلب و|ب|حلب حلبي ب|حلب حلب";

    fn first_word() -> Words {
        Words::Span(Span::new(0, "حلب".len()))
    }

    #[test]
    fn exact_hits_are_whole_tokens() {
        check(ALEPPO, first_word(), Likeness::Exact, &["حلب", "حلب"]);
    }

    #[test]
    fn without_proclitics_a_hit_holds_its_own() {
        check(ALEPPO, first_word(), Likeness::WithoutProclitics, &["حلب", "وبحلب", "بحلب", "حلب"]);
    }

    #[test]
    fn an_example_with_proclitics_finds_the_word_without_them() {
        let marked = "ب|ال|قاهرة ال|قاهرة قاهرة";
        let words = Words::Span(Span::new(0, "بالقاهرة".len()));
        check(marked, words.clone(), Likeness::WithoutProclitics, &["بالقاهرة", "القاهرة", "قاهرة"]);
        check(marked, words, Likeness::Exact, &["بالقاهرة"]);
    }

    #[test]
    fn an_example_behind_a_proclitic_leaves_those_of_hits_out() {
        let marked = "ب|حلب و|حلب حلب";
        let words = Words::Span(Span::new("ب".len(), "بحلب".len()));
        check(marked, words, Likeness::WithoutProclitics, &["حلب", "حلب", "حلب"]);
    }

    #[test]
    fn normalised_words_may_be_spelt_otherwise() {
        let words = Words::Text("أنقرة".into());
        check("انقره ل|أنقرة أنقرة", words.clone(), Likeness::Normalized, &["انقره", "لأنقرة", "أنقرة"]);
        check("انقره ل|أنقرة أنقرة", words, Likeness::Exact, &["أنقرة"]);
    }

    #[test]
    fn several_words_are_found_together() {
        let marked = "الأمم المتحدة و|الأمم المتحدة الأمم";
        let words = Words::Span(Span::new(0, "الأمم المتحدة".len()));
        check(marked, words, Likeness::WithoutProclitics, &["الأمم المتحدة", "والأمم المتحدة"]);
    }

    #[test]
    fn a_typed_word_may_go_on_and_no_words_find_nothing() {
        check(ALEPPO, Words::Text("حل".into()), Likeness::Exact, &["حلب", "حلبي", "حلب"]);
        check(ALEPPO, Words::Text(" ".into()), Likeness::Normalized, &[]);
        check(ALEPPO, Words::Span(Span::new(0, 0)), Likeness::Normalized, &[]);
    }
}
