//! A compiled pattern: steps for the matcher of [`super::run`].

use crate::entities::labels::Label;

/// A class of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::entities) enum Class {
    /// Any token.
    Any,
    /// A word in Arabic letters that is no function word.
    Word,
    /// A word with the article.
    Definite,
    /// A word in Arabic letters, without the article, that is no function word.
    Indefinite,
    /// A word in Arabic letters that news hardly has: most are names.
    Rare,
    /// A word in Arabic letters that news has seldom: after a given name, a surname.
    Uncommon,
    /// An uncommon word that does not look inflected: no verb's prefix, no article, no suffix.
    Namelike,
    /// A word without proclitics.
    Bare,
    /// A word in Latin letters.
    Latin,
    /// A preposition, pronoun or particle.
    Function,
    /// A punctuation mark.
    Mark,
    /// An opening or closing quotation mark.
    Quote,
    /// A web address, mail address, hashtag or account.
    Address,
    /// The first word of the window.
    Start,
}

impl Class {
    /// All classes, by number.
    pub const ALL: [Class; 14] = [
        Class::Any,
        Class::Word,
        Class::Definite,
        Class::Indefinite,
        Class::Rare,
        Class::Uncommon,
        Class::Namelike,
        Class::Bare,
        Class::Latin,
        Class::Function,
        Class::Mark,
        Class::Quote,
        Class::Address,
        Class::Start,
    ];

    /// Its number.
    pub fn bit(self) -> u16 {
        1 << self as u16
    }

    /// The class that a rule calls `name`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "any" => Self::Any,
            "word" => Self::Word,
            "definite" => Self::Definite,
            "indefinite" => Self::Indefinite,
            "rare" => Self::Rare,
            "uncommon" => Self::Uncommon,
            "namelike" => Self::Namelike,
            "bare" => Self::Bare,
            "latin" => Self::Latin,
            "function" => Self::Function,
            "mark" => Self::Mark,
            "quote" => Self::Quote,
            "address" => Self::Address,
            "start" => Self::Start,
            _ => return None,
        })
    }
}

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::entities) enum Comparison {
    /// One of the values.
    Equal,
    /// None of the values.
    Unequal,
    /// At least the number.
    AtLeast,
    /// Less than the number.
    Below,
}

/// What a field of a table's row must be.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::entities) struct Filter {
    /// Name of the column.
    pub column: String,
    /// How it is compared.
    pub comparison: Comparison,
    /// The values to compare with.
    pub values: Vec<String>,
}

impl Filter {
    /// Whether a field passes.
    pub fn passes(&self, field: &str) -> bool {
        let number = || field.parse().unwrap_or(0.0);
        let bound = || self.values.first().and_then(|value| value.parse().ok()).unwrap_or(0.0);
        match self.comparison {
            Comparison::Equal => self.values.iter().any(|value| value == field),
            Comparison::Unequal => self.values.iter().all(|value| value != field),
            Comparison::AtLeast => number() >= bound(),
            Comparison::Below => number() < bound(),
        }
    }
}

/// Which proclitics a word may carry inside brackets.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::entities) enum Proclitics {
    /// None.
    #[default]
    No,
    /// A preposition.
    Preposition,
    /// Also a conjunction.
    All,
}

/// What an entity between brackets is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::entities) enum Named {
    /// By the rule.
    ByRule,
    /// By the table that matches in them.
    ByTable,
    /// As the brackets say.
    As(Label),
}

/// One step of the matcher. Names are numbers here, see [`super::Names`].
#[derive(Debug, Clone, PartialEq)]
pub(in crate::entities) enum Step {
    /// The word with this number among the literals.
    Literal(u32, Proclitics),
    /// The token with this number exactly.
    Exact(u32),
    /// A phrase of a table that meets the condition with this number.
    Table(usize, Proclitics),
    /// A number in digits or words, between two bounds.
    Number(f64, f64, Proclitics),
    /// A number in one token of digits, between two bounds.
    Digits(f64, f64, Proclitics),
    /// What an earlier stage proposes, of these labels.
    Candidate(Vec<Label>, Proclitics),
    /// A word of a class.
    Class(Class, Proclitics),
    /// Brackets open.
    Open(Named),
    /// Brackets close.
    Close,
    /// A named part begins.
    Begin(usize),
    /// A named part ends.
    End,
    /// Try the first, then the second.
    Split(usize, usize),
    /// Go on there.
    Jump(usize),
    /// The program must match here (`true`) or must not.
    Ahead(Box<Program>, bool),
    /// No match of the program may end here, one word back.
    NotBehind(Box<Program>),
    /// The pattern is matched.
    Done,
}

/// A compiled pattern.
#[derive(Debug, Clone, Default, PartialEq)]
pub(in crate::entities) struct Program {
    /// Its steps; it begins with the first.
    pub steps: Vec<Step>,
    /// The steps of which one must consume the first word: a rule is tried only where one may.
    /// Empty where the program may match no word at all.
    pub firsts: Vec<Step>,
}
