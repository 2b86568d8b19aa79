//! Clitics inside a token, chosen by evidence, never stripped blindly.
//!
//! The table `clitics` has stems, and whole words that look as if they had clitics; `cargo xtask harvest`
//! decides them by the company that words keep in 33 million words of news, and by the verbs, names and
//! adjectives of Camel Morph (see `data/NOTICE.md`): «وزير» is whole because there is «الوزير», «بشار»
//! because there is «لبشار»; «وقد» is cut, for nothing like that is found of it. What the table lacks is
//! cut where stem and clitics together are likelier than an unknown word.

mod cut;
mod memory;
mod stems;

use crate::{
    annotation::{Clitic, CliticKind},
    lexicon::Lexicon,
    text::{
        Normalized, Span, is_grapheme_boundary, letters,
        letters::{ALEF, BEH, FEH, KAF, LAM, WAW},
    },
};
use cut::Cut;
use memory::Memory;
use stems::Stems;

/// How the normalised word `form` is cut, as the table `clitics` writes it: `ca` for «والعراق». For
/// `cargo xtask harvest`, which leaves out of the table what is found without it.
pub fn cut_word(form: &str, lexicon: &Lexicon) -> String {
    Stems::new(lexicon).cut(form, false).to_string()
}

/// Finds the clitics of the tokens of one text.
#[derive(Debug)]
pub(super) struct CliticFinder<'a> {
    text: &'a str,
    stems: Stems<'a>,
    memory: Memory,
    normalized: Normalized,
}

impl<'a> CliticFinder<'a> {
    /// A finder for the tokens of `text`, with the evidence of `lexicon`.
    pub fn new(text: &'a str, lexicon: &'a Lexicon) -> Self {
        Self {
            text,
            stems: Stems::new(lexicon),
            memory: Memory::new(text.len()),
            normalized: Normalized::default(),
        }
    }

    /// The clitics of the token at `span`, in the order of the text.
    pub fn find(&mut self, span: Span) -> Vec<Clitic> {
        let surface = span.slice(self.text);
        if span.len() <= BEH.len_utf8() || !surface.starts_with(letters::is_arabic_letter) {
            return Vec::new();
        }
        let slot = self.memory.slot(surface);
        if let Some(clitics) = self.memory.recall(self.text, span, slot) {
            return clitics;
        }
        let clitics = self.cut(span, surface);
        self.memory.remember(span, &clitics, slot);
        clitics
    }

    fn cut(&mut self, span: Span, surface: &str) -> Vec<Clitic> {
        self.normalized.set(surface);
        let form = self.normalized.text();
        let feminine = ends_in_no_pronoun(surface);
        let is_foreign = form.bytes().any(|byte| byte.is_ascii());
        let mut cut = if is_foreign { cut_before_foreign(form) } else { self.stems.cut(form, feminine) };
        if feminine {
            cut.pronoun = 0;
        }
        if cut.is_whole() { Vec::new() } else { place(cut, &self.normalized, self.text, span) }
    }
}

/// The cut of a number or a Latin word with clitics glued to it: «ال57», «وب2016», «وAndroid».
fn cut_before_foreign(form: &str) -> Cut {
    let foreign = form.find(|c: char| c.is_ascii_alphanumeric()).unwrap_or(0);
    let (prefix, word) = form.split_at(foreign);
    if prefix.is_empty() || !word.is_ascii() {
        return Cut::default();
    }
    let (conjunction, rest) = take(prefix, &[WAW, FEH]);
    let (preposition, rest) = take(rest, &[BEH, LAM, KAF]);
    let rest_of_article = if preposition { rest.strip_prefix(LAM) } else { None };
    let article = rest.strip_prefix(ALEF).and_then(|rest| rest.strip_prefix(LAM)).or(rest_of_article);
    if !article.unwrap_or(rest).is_empty() {
        return Cut::default();
    }
    Cut { conjunction, preposition, article: article.is_some(), ..Cut::default() }
}

/// Whether `word` begins with one of `letters`, and what follows it.
fn take<'w>(word: &'w str, letters: &[char]) -> (bool, &'w str) {
    word.strip_prefix(letters).map_or((false, word), |rest| (true, rest))
}

/// The clitics of `cut` as spans of the text, in whose spelling they must fit.
fn place(cut: Cut, normalized: &Normalized, text: &str, span: Span) -> Vec<Clitic> {
    let form = normalized.text();
    let mut clitics = Vec::with_capacity(2);
    let source = |start: usize, end: usize| {
        let source = normalized.source_span(Span::new(start, end));
        Span::new(span.start + source.start, span.start + source.end)
    };
    let mut push = |place: Span, kind: CliticKind| {
        if !place.is_empty()
            && is_grapheme_boundary(text, place.start)
            && is_grapheme_boundary(text, place.end)
        {
            clitics.push(Clitic { span: place, kind });
        }
    };
    let before_article: usize =
        cut.proclitics(false).filter(|(kind, _)| *kind != CliticKind::Article).count();
    let after_lam = cut.preposition && form.chars().nth(before_article) != Some(ALEF);
    let mut start = 0;
    for (kind, n_letters) in cut.proclitics(after_lam) {
        let end = form[start..].char_indices().nth(n_letters).map_or(form.len(), |(byte, _)| start + byte);
        let place = source(start, end);
        if kind == CliticKind::Article && begins_with_hamza(place.slice(text)) {
            break;
        }
        push(place, kind);
        start = end;
    }
    if cut.pronoun > 0 {
        let last = form.char_indices().rev().nth(usize::from(cut.pronoun) - 1);
        let start = last.map_or(form.len(), |(byte, _)| byte);
        push(source(start, form.len()), CliticKind::Pronoun);
    }
    clitics
}

/// Whether the letters are أل or إل, which are no article.
fn begins_with_hamza(article: &str) -> bool {
    article.starts_with(['\u{622}', '\u{623}', '\u{625}'])
}

/// Whether `surface` is spelled with ة or ى at its end, which normalise to ه and ي but are no pronouns.
fn ends_in_no_pronoun(surface: &str) -> bool {
    let mut letters =
        surface.chars().rev().filter(|c| !letters::is_diacritic(*c) && !letters::is_invisible(*c));
    matches!(letters.next(), Some(letters::TEH_MARBUTA | letters::ALEF_MAKSURA))
}

#[cfg(test)]
mod tests;
