//! The trained tagger: features of words, weights from `data/model/entities.model`, the best sequence.
//!
//! Three layers read each sentence, each by itself: names, posts, figures (dates, numbers). A fourth reads the
//! inside of names, for the names in them. Which labels a layer has, the model file says. The training is
//! in `train`, and what it learns from in `data/model/CARD.md`.

pub(crate) mod chain;
pub(crate) mod coder;
pub(crate) mod decode;
pub(crate) mod facts;
pub(crate) mod form;
pub(crate) mod hash;
pub(crate) mod index;
pub(crate) mod lattice;
pub(crate) mod model;
pub(crate) mod phrases;
mod remembered;
pub(crate) mod sight;
pub(crate) mod steps;
pub(crate) mod templates;
pub(crate) mod units;

pub use model::ModelError;

use std::sync::{Arc, Mutex, PoisonError};

use crate::lexicon::Lexicon;
use decode::decode;
use hash::{FEATURE_BITS, feature, hash_text, mix};
use model::{Layer, Model, Use};
use phrases::Phrases;
use remembered::{Plan, Remembered, Surrounded, add, row_length, scores_of};
use sight::Sight;
use steps::Block;
use templates::n_templates;
use units::{Units, unit};

/// The model that is built in.
#[cfg(not(target_arch = "wasm32"))]
pub const MODEL: &[u8] = include_bytes!("../../../data/model/entities.model");

/// Kind of the hash of an outer entity's label.
const PARENT: u64 = 21;

/// Units that tell what stands inside a name, together with the name's label.
const INSIDE: [usize; 6] = [unit::ONE, unit::STEM, unit::PLACE, unit::PERSON, unit::CLASS_64, unit::TAGS];

/// A labelled run of words, with how probable it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Tagged<'a> {
    /// Its first word.
    pub first: usize,
    /// One past its last word.
    pub end: usize,
    /// The layer that found it.
    pub layer: &'a Layer,
    /// The number of its label in the layer.
    pub kind: usize,
    /// How probable it is.
    pub score: f32,
}

impl<'a> Tagged<'a> {
    /// Its label.
    pub fn label(&self) -> &'a str {
        self.layer.labels.get(self.kind).map_or("", String::as_str)
    }
}

/// A tagger, ready to read. Clones share what it knows.
#[derive(Debug, Clone, Default)]
pub struct Tagger {
    pub(crate) model: Arc<Model>,
    pub(crate) phrases: Arc<Phrases>,
    plan: Arc<Plan>,
    /// As many memories as texts were ever read at once.
    remembered: Arc<Mutex<Vec<Remembered>>>,
}

impl Tagger {
    /// A tagger with what it knows.
    pub(crate) fn new(model: Model, phrases: Phrases) -> Self {
        Self { model: Arc::new(model), phrases: Arc::new(phrases), ..Self::default() }
    }

    /// The same tagger, which has read nothing yet.
    pub(crate) fn forgetful(&self) -> Self {
        Self { remembered: Arc::default(), ..self.clone() }
    }

    /// The tagger of a model file, with the curated tables of `lexicon`.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are no model, are damaged, or are of another version.
    pub fn from_model(bytes: &[u8], lexicon: &Lexicon) -> Result<Self, ModelError> {
        Ok(Self::new(Model::read(bytes)?, Phrases::new(lexicon)))
    }

    /// The tagger that is built in; where its model does not fit the program, one that finds nothing.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn embedded() -> &'static Tagger {
        static EMBEDDED: std::sync::LazyLock<Tagger> =
            std::sync::LazyLock::new(|| Tagger::from_model(MODEL, Lexicon::embedded()).unwrap_or_default());
        &EMBEDDED
    }

    /// Whether it has nothing to find anything with.
    pub fn is_empty(&self) -> bool {
        self.model.layers.is_empty()
    }

    /// What it has learnt to find.
    pub(crate) fn labels(&self) -> impl Iterator<Item = &str> {
        self.model.layers.iter().flat_map(|layer| &layer.labels).map(String::as_str)
    }

    /// Whether it has learnt to find `label`.
    pub(crate) fn knows(&self, label: &str) -> bool {
        self.model.layers.iter().any(|layer| layer.labels.iter().any(|own| own == label))
    }

    /// What the model finds in `sight`: in the order of the text, what is inside a name after it.
    pub(crate) fn tag(&self, sight: &Sight) -> Vec<Tagged<'_>> {
        let mut remembered =
            self.remembered.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default();
        let mut found = Vec::new();
        for &(first, end) in &sight.windows {
            let units = &sight.units[first..end];
            let mut scores = vec![0; units.len() * row_length(&self.model)];
            remembered.add(units, &mut scores, &self.plan, &self.model);
            self.tag_window(units, scores, first, &mut found);
        }
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner).push(remembered);
        found
    }

    /// Tags the words `units`, of which each has already in `scores` what it says by its form.
    fn tag_window<'a>(
        &'a self,
        units: &[Units],
        mut scores: Vec<i16>,
        offset: usize,
        found: &mut Vec<Tagged<'a>>,
    ) {
        let length = row_length(&self.model);
        let sentence = Surrounded::new(units);
        let (mut features, mut places) = (Vec::new(), Vec::new());
        for (at, row) in scores.chunks_exact_mut(length).enumerate() {
            self.plan.features(&sentence, at, &self.model.rows, &mut features);
            self.model.rows.find_all(&features, &mut places, |weights| add(weights, row));
        }
        let mut column = 0;
        let mut names: Vec<Tagged<'a>> = Vec::new();
        for (number, layer) in self.model.layers.iter().enumerate() {
            let first = column;
            column += layer.n_columns();
            if layer.used == Use::Inner {
                let mut inner = Vec::new();
                for name in names.iter().filter(|name| name.end - name.first > 1) {
                    self.tag_inside(layer, name, units, offset, &scores, first, &mut inner);
                }
                found.extend(inner);
                continue;
            }
            let mut own = Vec::with_capacity(units.len() * layer.moves.row());
            scores.chunks_exact(length).for_each(|row| self.push_scores(row, layer, first, &mut own));
            let tagged = decode(layer, own, offset);
            if number == 0 {
                names.clone_from(&tagged);
            }
            found.extend(tagged);
        }
    }

    /// Adds to `scores` those of `layer`, whose columns begin at `first`, from the row of a word.
    fn push_scores(&self, row: &[i16], layer: &Layer, first: usize, scores: &mut Vec<Block>) {
        let own = row.get(first..first + layer.n_columns()).unwrap_or_default();
        scores.extend(
            scores_of(own, self.model.scale).zip(&layer.moves.absent).map(|(own, absent)| own + *absent),
        );
    }

    /// What `layer` finds inside `name`, and inside that.
    #[allow(clippy::too_many_arguments)] // All that a window holds.
    fn tag_inside<'a>(
        &'a self,
        layer: &'a Layer,
        name: &Tagged<'a>,
        units: &[Units],
        offset: usize,
        scores: &[i16],
        column: usize,
        found: &mut Vec<Tagged<'a>>,
    ) {
        let length = row_length(&self.model);
        let (first, end) = (name.first - offset, name.end - offset);
        let mut own = Vec::new();
        for at in first..end {
            let mut row = scores[at * length..(at + 1) * length].to_vec();
            inside_features(name.label(), &units[first..end], at - first, |feature| {
                add(self.model.rows.find(feature), &mut row);
            });
            self.push_scores(&row, layer, column, &mut own);
        }
        for mut inner in decode(layer, own, name.first) {
            if (inner.first, inner.end) == (name.first, name.end) {
                continue;
            }
            inner.score *= name.score;
            let is_long = inner.end - inner.first > 1;
            found.push(inner.clone());
            if is_long {
                self.tag_inside(layer, &inner, units, offset, scores, column, found);
            }
        }
    }
}

/// The features of the word `at` inside the name `units` with the label `label`, beyond those of any word.
pub(crate) fn inside_features(label: &str, units: &[Units], at: usize, mut emit: impl FnMut(u32)) {
    let parent = u64::from(hash_text(PARENT, label));
    let place = u64::from(at == 0) | u64::from(at + 1 == units.len()) << 1;
    for (number, name) in INSIDE.iter().enumerate() {
        let part = mix((n_templates() + number) as u64, u64::from(units[at][*name]));
        emit(feature(mix(mix(part, parent), place), FEATURE_BITS));
        emit(feature(mix(part, place), FEATURE_BITS));
    }
}

#[cfg(test)]
mod tests;
