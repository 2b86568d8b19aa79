//! A cut: which clitics a word has, as tables write it.

use crate::annotation::CliticKind;

/// The clitics of a normalised word: at most one conjunction, one preposition or future marker, one
/// article, and one pronoun at the end.
///
/// Tables write `c`, `p`, `f`, `a` and the number of letters of the pronoun: `cp2` is «وبها».
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Cut {
    pub conjunction: bool,
    pub preposition: bool,
    pub future: bool,
    pub article: bool,
    /// Letters of the pronoun; 0 for none.
    pub pronoun: u8,
}

impl Cut {
    /// Reads what a table says; other letters say nothing.
    pub fn parse(field: &str) -> Self {
        let digit = field.chars().find_map(|c| c.to_digit(10)).unwrap_or(0);
        Self {
            conjunction: field.contains('c'),
            preposition: field.contains('p'),
            future: field.contains('f'),
            article: field.contains('a'),
            pronoun: digit as u8,
        }
    }

    /// Whether the word is whole.
    pub fn is_whole(self) -> bool {
        self == Self::default()
    }

    /// The proclitics, each with its length in letters, for a word of which the second letter after the
    /// preposition's is known to be «ل» or not: after ل the article has lost its alef.
    pub fn proclitics(self, after_lam: bool) -> impl Iterator<Item = (CliticKind, usize)> {
        let article_letters = if after_lam { 1 } else { 2 };
        [
            (self.conjunction, CliticKind::Conjunction, 1),
            (self.preposition, CliticKind::Preposition, 1),
            (self.future, CliticKind::Future, 1),
            (self.article, CliticKind::Article, article_letters),
        ]
        .into_iter()
        .filter_map(|(is_there, kind, n_letters)| is_there.then_some((kind, n_letters)))
    }
}

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letters =
            [(self.conjunction, 'c'), (self.preposition, 'p'), (self.future, 'f'), (self.article, 'a')];
        letters.iter().filter(|(is_there, _)| *is_there).try_for_each(|(_, letter)| write!(f, "{letter}"))?;
        if self.pronoun > 0 { write!(f, "{}", self.pronoun) } else { Ok(()) }
    }
}
