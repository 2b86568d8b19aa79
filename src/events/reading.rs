//! The document as the event finder reads it: words as hashes of their forms, word classes, mentions.

use std::ops::Range;

use crate::{
    annotation::{Document, Token},
    text::Span,
};

use super::lexemes::{Lexemes, WordClass};
use super::mentions::read_mentions;
pub(crate) use super::mentions::{Mention, MentionKind, placed};
use super::words::Reader;
pub(crate) use super::words::{FormMemory, Word};

/// Most words of a phrase of the tables.
const LONGEST_PHRASE: usize = 5;

/// A document, word by word.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its words, one a token.
    pub words: Vec<Word<'a>>,
    /// Its sentences, as ranges of words.
    pub sentences: Vec<Range<usize>>,
    /// Its mentions, by first word, longest first.
    pub mentions: Vec<Mention>,
    /// For each word the outermost mention that holds it.
    pub mention_at: Vec<Option<usize>>,
}

impl<'a> Reading<'a> {
    /// Reads `document` with `reader`, which remembers what it reads in `memory`.
    pub fn new(document: &'a Document, reader: Reader<'a>, memory: &mut FormMemory) -> Self {
        let lexemes = reader.lexemes;
        let read = |token: &Token| reader.read(token, &document.text, memory);
        let mut words: Vec<Word<'a>> = document.tokens.iter().map(read).collect();
        find_phrases(&mut words, lexemes);
        let word_range = |span: Span| words_of(document, span);
        let sentences = document.sentences.iter().map(|span| word_range(*span)).collect();
        let mut mentions = read_mentions(document, lexemes);
        let mut mention_at = vec![None; words.len()];
        for (index, mention) in mentions.iter_mut().enumerate() {
            mention.outermost = mention_at[mention.first].is_none();
            if mention.outermost {
                mention_at[mention.first..mention.end].fill(Some(index));
            }
        }
        Self { document, words, sentences, mentions, mention_at }
    }

    /// The span of text that `words` cover.
    pub fn span(&self, words: Range<usize>) -> Span {
        let tokens = &self.document.tokens;
        match (tokens.get(words.start), tokens.get(words.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// The outermost mention that holds the word `index`.
    pub fn mention(&self, index: usize) -> Option<&Mention> {
        self.mention_at.get(index).copied().flatten().map(|mention| &self.mentions[mention])
    }

    /// The class of the word `index`; none inside a mention, where «من» of a name is no preposition.
    pub fn class(&self, index: usize) -> Option<WordClass> {
        let word = self.words.get(index)?;
        word.class.filter(|_| self.mention_at[index].is_none())
    }

    /// The word `index` as features name it: its mention's label, its class's key, or its stem.
    pub fn name(&self, index: usize) -> u32 {
        let word = &self.words[index];
        match self.mention(index) {
            Some(mention) => mention.label,
            None if word.class.is_some() => word.key,
            None => word.stem,
        }
    }
}

/// The words that `span` touches.
pub(crate) fn words_of(document: &Document, span: Span) -> Range<usize> {
    let first = document.tokens.partition_point(|token| token.span.end <= span.start);
    let end = document.tokens.partition_point(|token| token.span.start < span.end);
    first..end.max(first)
}

/// Finds phrases of several words: of closed classes («من قبل» before «من»), and that name events.
fn find_phrases<'l>(words: &mut [Word<'l>], lexemes: &'l Lexemes) {
    for index in 0..words.len() {
        let end = words.len().min(index + LONGEST_PHRASE);
        let (head, rest) = words[index..end].split_at_mut(1);
        let Some(word) = head.first_mut().filter(|word| word.goes_on && !word.mark) else { continue };
        let (bare, core, stem) = (word.bare, word.core, word.stem);
        let others = [core, stem].into_iter().filter(|form| *form != bare);
        let mut last = bare;
        for (depth, form) in std::iter::once(bare).chain(others).enumerate() {
            // The stem may be the core.
            if depth > 0 && std::mem::replace(&mut last, form) == form {
                continue;
            }
            for (n_words, lexeme) in lexemes.phrases(form, rest.iter().map(|word| word.whole)) {
                if let Some(class) = lexeme.class.filter(|_| depth == 0) {
                    let form = &mut word.form;
                    (form.class, form.key, form.n_words) = (Some(class), lexeme.key, n_words);
                    (form.partitive, form.says) = (lexeme.is_partitive, lexeme.says);
                }
                let is_longer = word.phrase.is_none_or(|(before, _)| n_words > before);
                if !lexeme.senses.is_empty() && is_longer {
                    word.phrase = Some((n_words, lexeme));
                }
            }
        }
    }
}
