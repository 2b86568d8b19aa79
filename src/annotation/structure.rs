//! The parts of a text: paragraphs, sentences, tokens, clitics.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// What a paragraph is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ParagraphKind {
    /// The title of the article.
    Headline,
    /// The title of a part of it.
    Heading,
    /// Who wrote it, where.
    Byline,
    /// The text itself.
    Body,
    /// Something of the web page around it: «ت + ت - الحجم الطبيعي».
    Boilerplate,
}

/// A run of text between line breaks, without the white space around it; a headline or heading that runs
/// into a line is a paragraph of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Paragraph<S = Span> {
    /// Where it stands.
    pub span: S,
    /// What it is for.
    pub kind: ParagraphKind,
    /// Place, date and agency at its start: «القاهرة (رويترز)».
    pub dateline: Option<S>,
}

impl Paragraph {
    /// A paragraph without a dateline.
    pub fn new(span: Span, kind: ParagraphKind) -> Self {
        Self { span, kind, dateline: None }
    }

    /// The same paragraph with its spans in another unit; `None` where one has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(Span) -> Option<T>) -> Option<Paragraph<T>> {
        let dateline = self.dateline.map(|span| convert(span).ok_or(())).transpose().ok()?;
        Some(Paragraph { span: convert(self.span)?, kind: self.kind, dateline })
    }
}

/// A sentence, inside one paragraph, with its end mark.
pub type Sentence<S = Span> = S;

/// What a clitic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CliticKind {
    /// و or ف, "and, so".
    Conjunction,
    /// ب, ل or ك, "in, to, like".
    Preposition,
    /// ال, "the", and the ل that is left of it after the preposition ل.
    Article,
    /// س, "will".
    Future,
    /// A pronoun at the end: «بلاده».
    Pronoun,
}

/// A word that is written together with its neighbour: the و and the ب of «وبحلب».
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Clitic<S = Span> {
    /// Where it stands, inside its token.
    pub span: S,
    /// What it is.
    pub kind: CliticKind,
}

/// A run of letters, marks and digits, or one punctuation mark or symbol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Token<S = Span> {
    /// Where it stands.
    pub span: S,
    /// Its clitics, in the order of the text.
    pub clitics: Vec<Clitic<S>>,
}

impl Token {
    /// The token without the proclitics that stand outside a name: conjunction, preposition and
    /// future marker go, the article stays. «وبحلب» gives «حلب», «والعراق» gives «العراق».
    ///
    /// After the preposition ل the article has lost its alef, so «للمدينة» gives «لمدينة».
    pub fn core(&self) -> Span {
        let outer = |clitic: &&Clitic| {
            matches!(clitic.kind, CliticKind::Conjunction | CliticKind::Preposition | CliticKind::Future)
        };
        let start =
            self.clitics.iter().take_while(outer).last().map_or(self.span.start, |clitic| clitic.span.end);
        Span::new(start, self.span.end)
    }
}

impl<S: Copy> Token<S> {
    /// The same token with its spans in another unit; `None` where one has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(S) -> Option<T>) -> Option<Token<T>> {
        let clitics = self.clitics.into_iter();
        let clitics = clitics.map(|clitic| Some(Clitic { span: convert(clitic.span)?, kind: clitic.kind }));
        Some(Token { span: convert(self.span)?, clitics: clitics.collect::<Option<_>>()? })
    }
}
