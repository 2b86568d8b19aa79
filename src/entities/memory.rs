//! What was read of word forms lately: words of news repeat, so most of a text costs one look-up a word.

use std::sync::Arc;

use super::{
    knowledge::Knowledge,
    recent::{GENERATION, Recent},
    words::{Word, WordForm},
};
use crate::{
    annotation::{CliticKind, Document, Token},
    text::{Span, hash_bytes},
};

/// Where a clitic stands in its token.
type Place = (CliticKind, u32, u32);

/// What was found out of a token, with how it is written and its clitics.
#[derive(Debug)]
struct Remembered<T> {
    surface: Box<str>,
    clitics: Box<[Place]>,
    known: T,
}

/// What was found out of tokens lately, by how they are written and cut.
#[derive(Debug)]
pub(crate) struct ByForm<T> {
    forms: Recent<Vec<Remembered<T>>>,
}

impl<T> Default for ByForm<T> {
    fn default() -> Self {
        Self { forms: Recent::new(GENERATION) }
    }
}

impl<T> ByForm<T> {
    /// What is known of the form of `token` in `text`; `make` finds it out where it is not remembered.
    pub fn get_or_make(&mut self, token: &Token, text: &str, make: impl FnOnce() -> T) -> &T {
        let surface = token.span.slice(text);
        let alike = self.forms.get_or_make(hash_bytes(surface.as_bytes()), Vec::new);
        let is_known = |known: &Remembered<T>| *known.surface == *surface && same(&known.clitics, token);
        let index = alike.iter().position(is_known).unwrap_or_else(|| {
            alike.push(Remembered {
                surface: surface.into(),
                clitics: places(token).collect(),
                known: make(),
            });
            alike.len() - 1
        });
        &alike[index].known
    }
}

/// The word forms of the recogniser.
pub(super) type Memory = ByForm<Arc<WordForm>>;

/// The words of `document`, read with what `knowledge` says and `memory` remembers.
pub(super) fn read_words(document: &Document, knowledge: &Knowledge, memory: &mut Memory) -> Vec<Word> {
    let text = &document.text;
    let read = |token: &Token| {
        let known = memory.get_or_make(token, text, || Arc::new(knowledge.read_form(token, text)));
        Word { span: token.span, known: known.clone() }
    };
    document.tokens.iter().map(read).collect()
}

fn places(token: &Token) -> impl Iterator<Item = Place> {
    let from_start = |byte: usize| byte.saturating_sub(token.span.start) as u32;
    let place = move |span: Span| (from_start(span.start), from_start(span.end));
    token.clitics.iter().map(move |clitic| (clitic.kind, place(clitic.span).0, place(clitic.span).1))
}

fn same(clitics: &[Place], token: &Token) -> bool {
    clitics.len() == token.clitics.len() && clitics.iter().copied().eq(places(token))
}
