//! What a foreign file says, before its labels are known: a text, marks over it, links between marks.

use std::collections::BTreeMap;

use super::ImportError;
use crate::{
    annotation::{Meta, Modality, Paragraph, Polarity, Provenance, Sentence, Token, Value},
    text::{CodePointSpan, OffsetIndex, Span, Utf16Span},
};

pub(super) type Read<T> = Result<T, ImportError>;

/// What a format without a name of its own for it calls the filler of a role that is no entity.
pub(super) const FILLER: &str = "Filler";

/// A mark as a file gives it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DraftMark {
    /// Unique among the marks of its document; empty where the file has no ids.
    pub id: String,
    /// The label that the file says.
    pub label: String,
    /// Its pieces, in order; more than one where other words interrupt it.
    pub spans: Vec<Span>,
    /// The span without proclitics.
    pub core: Option<Span>,
    pub provenance: Provenance,
    pub value: Option<Value>,
    pub chain: Option<String>,
    pub polarity: Polarity,
    pub modality: Modality,
    /// Where it stands in the file.
    pub place: String,
}

impl DraftMark {
    pub fn new(
        id: impl Into<String>,
        label: impl Into<String>,
        span: Span,
        place: impl Into<String>,
    ) -> Self {
        Self {
            id: id.into(),
            label: label.into(),
            spans: vec![span],
            core: None,
            provenance: Provenance::import(""),
            value: None,
            chain: None,
            polarity: Polarity::default(),
            modality: Modality::default(),
            place: place.into(),
        }
    }

    /// From the first piece to the last.
    pub fn span(&self) -> Span {
        let first = self.spans.first().copied().unwrap_or(Span::new(0, 0));
        self.spans.iter().fold(first, |whole, span| whole.cover(*span))
    }
}

/// A role of one mark that another fills; between two entities, a relation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct DraftLink {
    pub from: String,
    pub to: String,
    /// The name of the role or the type of the relation.
    pub role: String,
    /// Of a relation: the provenance of an argument is that of its event.
    pub provenance: Provenance,
    pub place: String,
}

impl DraftLink {
    pub fn new(
        from: impl Into<String>,
        to: impl Into<String>,
        role: impl Into<String>,
        place: impl Into<String>,
    ) -> Self {
        let (from, to, role, place) = (from.into(), to.into(), role.into(), place.into());
        Self { from, to, role, provenance: Provenance::import(""), place }
    }
}

/// A document as a file gives it.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Draft {
    /// Its id; none where the file has none.
    pub id: Option<String>,
    pub text: String,
    pub meta: Meta,
    pub paragraphs: Vec<Paragraph>,
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token>,
    pub marks: Vec<DraftMark>,
    pub links: Vec<DraftLink>,
    /// Where it stands in the file.
    pub place: String,
}

/// Offsets of a file as spans of a text.
pub(super) struct Places<'a> {
    text: &'a str,
    offsets: OffsetIndex,
}

impl<'a> Places<'a> {
    pub fn new(text: &'a str) -> Self {
        Self { text, offsets: OffsetIndex::new(text) }
    }

    /// The span of code points from `start` to `end`.
    pub fn code_points(&self, place: &str, start: usize, end: usize) -> Read<Span> {
        checked(place, self.offsets.code_points_to_bytes(self.text, CodePointSpan { start, end }))
    }

    /// The span of UTF-16 code units from `start` to `end`.
    pub fn utf16(&self, place: &str, start: usize, end: usize) -> Read<Span> {
        checked(place, self.offsets.utf16_to_bytes(self.text, Utf16Span { start, end }))
    }

    /// The span of bytes from `start` to `end`.
    pub fn bytes(&self, place: &str, start: usize, end: usize) -> Read<Span> {
        let fits = start <= end && self.text.get(start..end).is_some();
        checked(place, fits.then(|| Span::new(start, end)))
    }

    /// `span`, if `expected` is what stands there.
    pub fn quoted(&self, place: &str, span: Span, expected: &str) -> Read<Span> {
        let found = span.slice(self.text);
        if found == expected {
            return Ok(span);
        }
        let (expected, found) = (expected.to_owned(), found.to_owned());
        Err(ImportError::TextMismatch { field: place.to_owned(), expected, found })
    }
}

/// A mark has at least one character.
fn checked(place: &str, span: Option<Span>) -> Read<Span> {
    span.filter(|span| !span.is_empty()).ok_or_else(|| ImportError::SpanOutside { field: place.to_owned() })
}

/// Words with one space between them, sentences with one line break: the text of formats that hold no other.
#[derive(Debug, Default)]
pub(super) struct WordText {
    pub text: String,
    pub words: Vec<Span>,
    pub sentences: Vec<Span>,
    starts_sentence: bool,
}

impl WordText {
    /// Adds a word to the sentence.
    pub fn word(&mut self, word: &str) {
        let is_first = self.starts_sentence || self.words.is_empty();
        if !self.words.is_empty() {
            self.text.push(if is_first { '\n' } else { ' ' });
        }
        let span = Span::new(self.text.len(), self.text.len() + word.len());
        self.text.push_str(word);
        self.words.push(span);
        match self.sentences.last_mut().filter(|_| !is_first) {
            Some(sentence) => sentence.end = span.end,
            None => self.sentences.push(span),
        }
        self.starts_sentence = false;
    }

    /// Ends the sentence.
    pub fn end_sentence(&mut self) {
        self.starts_sentence = true;
    }

    /// From the word `first` to the one before `end`.
    pub fn span(&self, place: &str, first: usize, end: usize) -> Read<Span> {
        let words = self.words.get(first..end).filter(|words| !words.is_empty());
        let ends = words.and_then(|words| Some((words.first()?, words.last()?)));
        checked(place, ends.map(|(first, last)| first.cover(*last)))
    }

    /// A document of this text.
    pub fn into_draft(self, id: Option<String>, place: String) -> Draft {
        let tokens = self.words.iter().map(|span| Token { span: *span, clitics: Vec::new() }).collect();
        Draft { id, text: self.text, sentences: self.sentences, tokens, place, ..Draft::default() }
    }
}

/// What labels of a file are called here; a label that becomes nothing is left out with its marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct LabelMap {
    names: BTreeMap<String, Option<String>>,
}

impl LabelMap {
    /// `label` is called `name` here, or left out.
    pub fn set(&mut self, label: impl Into<String>, name: Option<String>) {
        self.names.insert(label.into(), name);
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The name of `label`; itself where nothing else is said.
    pub fn name<'a>(&'a self, label: &'a str) -> Option<&'a str> {
        self.names.get(label).map_or(Some(label), |name| name.as_deref())
    }
}
