//! The core with entries that only the browser bench calls, in a module of its own, so that the site's
//! module has none of them. Each gives a number: an object for JavaScript would be measured with it.

#![cfg(target_arch = "wasm32")]

use hashiya::{
    annotation::Document,
    entities::{EntityFinder, tagger::Tagger},
    lexicon::Lexicon,
    segment::{Segmentation, segment, segment_words, word_bounds},
};
use unicode_segmentation::UnicodeSegmentation;
use wasm_bindgen::prelude::*;

/// The core and its lexicon.
#[wasm_bindgen]
pub struct Engine {
    lexicon: Lexicon,
    finder: EntityFinder,
    /// What entities are looked for in.
    document: Document,
}

#[wasm_bindgen]
impl Engine {
    /// `lexicon` is the content of `lexicon.pack`, `model` that of `entities.model`.
    #[wasm_bindgen(constructor)]
    pub fn new(lexicon: &[u8], model: &[u8]) -> Result<Engine, JsError> {
        let lexicon = Lexicon::from_pack(lexicon).map_err(|error| JsError::new(&error.to_string()))?;
        let tagger = Tagger::from_model(model, &lexicon).map_err(|error| JsError::new(&error.to_string()))?;
        let finder = EntityFinder::new(&lexicon, tagger);
        Ok(Self { lexicon, finder, document: Document::default() })
    }

    /// Cuts the text in which [`Engine::entities`] looks; gives its number of words.
    pub fn open(&mut self, text: &str) -> usize {
        let Segmentation { paragraphs, sentences, tokens } = segment(text, &self.lexicon);
        self.document =
            Document { text: text.to_owned(), paragraphs, sentences, tokens, ..Document::default() };
        text.split_whitespace().count()
    }

    /// Entities of the open text.
    pub fn entities(&self) -> usize {
        self.finder.find(&self.document).len()
    }

    /// Sentences and tokens, with all corrections.
    pub fn words_and_sentences(&self, text: &str) -> usize {
        n_parts(&segment_words(text, &self.lexicon))
    }

    /// Sentences, tokens and clitics.
    pub fn clitics(&self, text: &str) -> usize {
        let segmentation = segment(text, &self.lexicon);
        n_parts(&segmentation) + segmentation.tokens.iter().map(|token| token.clitics.len()).sum::<usize>()
    }
}

fn n_parts(segmentation: &Segmentation) -> usize {
    segmentation.tokens.len() + segmentation.sentences.len()
}

/// Only takes the text over, which is a part of what every other entry takes.
#[wasm_bindgen]
pub fn receive(text: &str) -> usize {
    text.len()
}

/// The core's word boundaries, without corrections.
#[wasm_bindgen]
pub fn bounds(text: &str) -> usize {
    word_bounds(text).count()
}

/// The words of unicode-segmentation.
#[wasm_bindgen]
pub fn standard_words(text: &str) -> usize {
    text.split_word_bound_indices().count()
}

/// The sentences of unicode-segmentation.
#[wasm_bindgen]
pub fn standard_sentences(text: &str) -> usize {
    text.split_sentence_bound_indices().count()
}
