//! How a word is cut into clitics and stem, and how tables write it.

use std::fmt;

/// The clitics of one spelling. The table writes `c` for a conjunction, `p` for a preposition, `f` for the
/// future marker, `a` for the article, then the number of letters of a pronoun: `cp2` for «وبها».
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cut {
    /// Kinds of the proclitics, in order.
    pub proclitics: String,
    /// Letters of the pronoun at the end; 0 for none.
    pub pronoun: usize,
}

impl Cut {
    /// Reads what a table says.
    pub fn parse(field: &str) -> Self {
        let proclitics: String = field.chars().filter(char::is_ascii_alphabetic).collect();
        let pronoun = field[proclitics.len()..].parse().unwrap_or_default();
        Self { proclitics, pronoun }
    }

    /// The same with `kind` before it.
    pub fn after(mut self, kind: char) -> Self {
        self.proclitics.insert(0, kind);
        self
    }

    /// Whether the word is whole.
    pub fn is_whole(&self) -> bool {
        self.proclitics.is_empty() && self.pronoun == 0
    }
}

impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.proclitics)?;
        if self.pronoun > 0 { write!(f, "{}", self.pronoun) } else { Ok(()) }
    }
}
