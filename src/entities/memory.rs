//! What was read of word forms lately: words of news repeat, so most of a text costs one look-up a word.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

use super::{
    knowledge::Knowledge,
    recent::Recent,
    words::{Word, WordForm},
};
use crate::{
    annotation::{CliticKind, Document, Token},
    text::{Span, hash_bytes},
};

/// How many word forms a generation remembers from one text to the next; a form takes some hundred bytes.
const GENERATION: usize = 4096;

/// Where a clitic stands in its token.
type Place = (CliticKind, u32, u32);

/// A token as it is written, with its clitics.
#[derive(Debug)]
struct Remembered {
    surface: Box<str>,
    clitics: Box<[Place]>,
    form: Arc<WordForm>,
}

/// A map whose keys are hashes themselves.
pub(super) type ByHash<T> = HashMap<u64, T, BuildHasherDefault<Hashed>>;

/// Forms by the hash of how they are written.
#[derive(Debug)]
pub(super) struct Memory {
    forms: Recent<Vec<Remembered>>,
}

impl Default for Memory {
    fn default() -> Self {
        Self { forms: Recent::new(GENERATION) }
    }
}

impl Memory {
    /// The words of `document`, read with what `knowledge` says.
    pub fn read(&mut self, document: &Document, knowledge: &Knowledge) -> Vec<Word> {
        document.tokens.iter().map(|token| self.word(token, &document.text, knowledge)).collect()
    }

    fn word(&mut self, token: &Token, text: &str, knowledge: &Knowledge) -> Word {
        let surface = token.span.slice(text);
        let alike = self.forms.get_or_make(hash_bytes(surface.as_bytes()), Vec::new);
        let known = alike.iter().find(|known| *known.surface == *surface && same(&known.clitics, token));
        let form = match known {
            Some(known) => known.form.clone(),
            None => {
                let form = Arc::new(knowledge.read_form(token, text));
                let clitics = places(token).collect();
                alike.push(Remembered { surface: surface.into(), clitics, form: form.clone() });
                form
            }
        };
        Word { span: token.span, known: form }
    }
}

fn places(token: &Token) -> impl Iterator<Item = Place> {
    let from_start = |byte: usize| byte.saturating_sub(token.span.start) as u32;
    let place = move |span: Span| (from_start(span.start), from_start(span.end));
    token.clitics.iter().map(move |clitic| (clitic.kind, place(clitic.span).0, place(clitic.span).1))
}

fn same(clitics: &[Place], token: &Token) -> bool {
    clitics.len() == token.clitics.len() && clitics.iter().copied().eq(places(token))
}

/// For keys that are hashes themselves.
#[derive(Debug, Default)]
pub(super) struct Hashed(u64);

impl Hasher for Hashed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 ^= hash_bytes(bytes);
    }

    fn write_u64(&mut self, hash: u64) {
        // The map chooses by the low bits and tells apart by the high ones: all bits count in both.
        let product = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = product ^ product >> 32;
    }
}
