//! Proclitics inside a token, chosen by word counts, never stripped blindly.
//!
//! A prefix is cut off where the rest is a word by itself and is the likelier reading: the rest must be
//! so much more frequent than the whole. «والعراق» is rarer than «العراق», so و is cut; «وزير» is far
//! more frequent than «زير», so it stays whole. The table `words` holds binary logarithms of counts
//! over 33 million words of news (see `data/NOTICE.md`).

use crate::{
    annotation::{Clitic, CliticKind},
    lexicon::Lexicon,
    text::{
        Span, letters,
        letters::{ALEF, BEH, FEH, KAF, LAM, SEEN, WAW},
        normalize,
    },
};

/// How many times more frequent (as a binary logarithm) the rest must be than the whole, by prefix.
/// A conjunction stands before any word, so little evidence will do; a long imperfect after س is
/// nearly always a future, however frequent; كـ and فـ are rare as clitics.
fn required_gain(prefix: char) -> i32 {
    match prefix {
        WAW => 1,
        BEH | LAM => 2,
        SEEN => -3,
        _ => 5,
    }
}

/// Before the article hardly a word is anything but a clitic: «بالمدينة» has half the count of «المدينة».
const REQUIRED_GAIN_BEFORE_ARTICLE: i32 = -6;

/// The log count given to a word that the table lacks.
const UNSEEN: i32 = 2;

/// Fewest letters of a rest.
const MIN_REST: usize = 3;

/// The proclitics of the token at `span`, in the order of the text.
pub(super) fn find_clitics(span: Span, text: &str, lexicon: &Lexicon) -> Vec<Clitic> {
    let surface = span.slice(text);
    if !surface.chars().next().is_some_and(letters::is_arabic_letter) {
        return Vec::new();
    }
    let word = normalize(surface);
    let evidence = Evidence { lexicon };
    let mut clitics = Vec::new();
    let mut rest = word.text();
    let mut may_take =
        vec![CliticKind::Conjunction, CliticKind::Future, CliticKind::Preposition, CliticKind::Article];
    while let Some((kind, n_bytes)) = evidence.first_clitic(rest, &may_take, after_lam(&clitics, rest)) {
        let start = word.text().len() - rest.len();
        let source = word.source_span(Span::new(start, start + n_bytes));
        clitics.push(Clitic { span: Span::new(span.start + source.start, span.start + source.end), kind });
        rest = &rest[n_bytes..];
        let position = may_take.iter().position(|other| *other == kind).unwrap_or_default();
        may_take.drain(..=position);
        if kind == CliticKind::Future {
            break;
        }
    }
    clitics
}

/// Whether `rest` begins with the ل that is left of the article after the preposition ل.
fn after_lam(clitics: &[Clitic], rest: &str) -> bool {
    clitics
        .last()
        .is_some_and(|clitic| clitic.kind == CliticKind::Preposition && clitic.span.len() == LAM.len_utf8())
        && rest.starts_with(LAM)
}

struct Evidence<'a> {
    lexicon: &'a Lexicon,
}

impl Evidence<'_> {
    /// The clitic that `word` begins with, of the kinds allowed, and its length in bytes.
    fn first_clitic(
        &self,
        word: &str,
        allowed: &[CliticKind],
        after_lam: bool,
    ) -> Option<(CliticKind, usize)> {
        if self.lexicon.table("whole_words").has(word) {
            return None;
        }
        let article = self.article(word, after_lam).filter(|_| allowed.contains(&CliticKind::Article));
        if let Some(n_bytes) = article {
            return Some((CliticKind::Article, n_bytes));
        }
        let prefix = word.chars().next()?;
        let kind = match prefix {
            WAW | FEH => CliticKind::Conjunction,
            BEH | LAM | KAF => CliticKind::Preposition,
            SEEN => CliticKind::Future,
            _ => return None,
        };
        let rest = &word[prefix.len_utf8()..];
        (allowed.contains(&kind) && self.is_likelier(word, prefix, rest)).then_some((kind, prefix.len_utf8()))
    }

    /// The length of the article that `word` begins with.
    fn article(&self, word: &str, after_lam: bool) -> Option<usize> {
        if after_lam {
            let stem = word.strip_prefix(LAM)?;
            return (stem.chars().count() >= MIN_REST - 1).then_some(LAM.len_utf8());
        }
        let stem = word.strip_prefix(ALEF)?.strip_prefix(LAM)?;
        let is_number = stem.chars().all(|c| c.is_ascii_digit()) && !stem.is_empty();
        let long_enough = stem.chars().count() >= MIN_REST - 1;
        // Only an article loses its alef after the preposition ل: «للعراق» shows that of «العراق».
        let contracted = || self.count(&format!("{LAM}{LAM}{stem}")).is_some();
        (is_number || long_enough && (self.count(stem).is_some() || contracted()))
            .then_some(ALEF.len_utf8() + LAM.len_utf8())
    }

    /// Whether `word` is likelier to be `prefix` and `rest` than one word.
    fn is_likelier(&self, word: &str, prefix: char, rest: &str) -> bool {
        let is_long_imperfect =
            rest.starts_with(letters::IMPERFECT_PREFIXES) && rest.chars().count() > MIN_REST;
        if prefix == SEEN && !is_long_imperfect {
            return false;
        }
        // «للمدينة»: the article has lost its alef, so «المدينة» is the word to look for.
        let definite = (prefix == LAM && rest.starts_with(LAM)).then(|| format!("{ALEF}{rest}"));
        let rest = definite.as_deref().unwrap_or(rest);
        if rest.chars().count() < MIN_REST && self.count(word).is_some() {
            return false;
        }
        let before_article =
            self.article(rest, false).is_some_and(|n_bytes| rest[n_bytes..].chars().count() >= MIN_REST);
        let required = if before_article { REQUIRED_GAIN_BEFORE_ARTICLE } else { required_gain(prefix) };
        let rest_count = self.count(rest).or_else(|| self.count_under_clitic(rest));
        rest_count.is_some_and(|count| count - self.count(word).unwrap_or(UNSEEN) >= required)
    }

    /// The count of a word that itself begins with a preposition: «بحلب» of «وبحلب».
    fn count_under_clitic(&self, word: &str) -> Option<i32> {
        let prefix = word.chars().next().filter(|prefix| matches!(*prefix, BEH | LAM))?;
        let rest = &word[prefix.len_utf8()..];
        (rest.chars().count() >= MIN_REST)
            .then(|| self.count(rest))?
            .map(|count| count - required_gain(prefix))
    }

    /// The binary logarithm of the word's count; for a place name that news rarely has, a middling one.
    fn count(&self, word: &str) -> Option<i32> {
        let words = self.lexicon.table("words");
        words.get(word).first().and_then(|row| words.field(row, "log_count").parse().ok())
    }
}
