//! The model file: layers with their labels and steps, weights of features, facts of words.
//!
//! [`MAGIC`], SHA-256 of the rest, then the payload; all numbers are little-endian, whole numbers are
//! written in groups of seven bits, lowest first. Payload: number of layers, then for each its name, how it
//! is used, its labels, temperature, steps; the scale of the weights; then, in the form of [`form`] and coded by
//! [`coder`](super::coder), the features with their weights and the words with their facts.

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{
    chain::{Chain, MOST_BEGINNINGS},
    coder::{Coder, Decoder},
    facts::{FactTable, Facts, KEY_BITS, N_COLUMNS},
    form::{self, Weights},
    hash::{FEATURE_BITS, widened},
    index::{Index, Rows, Weight},
    steps::{LANES, Steps},
};
#[cfg(any(test, feature = "train"))]
use super::{coder::Encoder, hash::few};

/// First bytes of every model: name and version of the form.
pub const MAGIC: &[u8; 16] = b"HASHIYA TAGGER02";

const NAME_BYTES: usize = 14;
/// No layer is surer than this.
const LEAST_TEMPERATURE: f32 = 0.1;

const CHECKSUM_BYTES: usize = 32;

/// Why bytes cannot be used as a model.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// They do not begin as a model does.
    #[error("these bytes are not a Hashiya model")]
    NotAModel,
    /// They are a model of a version that this library does not read.
    #[error("this model is of another version than the program; reload both")]
    OtherVersion,
    /// The checksum does not fit, or something is cut off.
    #[error("this model is damaged; load it again")]
    Damaged,
}

/// What a layer is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Use {
    /// It reads whole sentences.
    #[default]
    Outer,
    /// It reads the inside of the entities of the first layer.
    Inner,
}

impl Use {
    /// The uses by number.
    pub const ALL: [Use; 2] = [Use::Outer, Use::Inner];
}

/// Labels that are never inside each other in this layer.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Layer {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub used: Use,
    /// Its labels; type k of the chain is the k-th.
    pub labels: Vec<String>,
    /// By what scores are divided before they are probabilities, so that these are true.
    pub temperature: f32,
    /// What is added to the score of "outside": below 0, more is found.
    pub outside: f32,
    /// Its steps.
    pub chain: Chain,
    /// The same, laid out for the best sequence.
    pub moves: Steps,
    /// The same for probabilities.
    pub steps: Steps,
}

impl Layer {
    /// Number of its columns in [`Model::rows`].
    pub fn n_columns(&self) -> usize {
        self.moves.row() * LANES
    }

    /// The same layer with the steps of `chain`.
    pub fn with_steps(self, chain: Chain) -> Self {
        Self { moves: chain.moves(), steps: chain.steps(self.temperature), chain, ..self }
    }
}

/// A trained model.
#[derive(Debug, Clone, Default)]
pub(crate) struct Model {
    /// The layers; their tags stand one after the other in the columns of the weights.
    pub layers: Vec<Layer>,
    /// What one unit of a weight is worth.
    pub scale: f32,
    /// Weights by feature.
    #[cfg(any(test, feature = "train"))]
    pub weights: Weights,
    /// The same, laid out for looking up: each column is where its tag stands in the rows of its layer's steps, one
    /// layer after the other.
    pub rows: Rows,
    /// Facts of words.
    pub facts: FactTable,
}

/// The payload of a model file that begins with `magic` (name and version) and the payload's checksum.
pub(crate) fn unseal<'b>(bytes: &'b [u8], magic: &[u8; 16]) -> Result<&'b [u8], ModelError> {
    let (own, rest) = bytes.split_at_checked(magic.len()).ok_or(ModelError::NotAModel)?;
    if own[..NAME_BYTES] != magic[..NAME_BYTES] {
        return Err(ModelError::NotAModel);
    }
    if own != magic {
        return Err(ModelError::OtherVersion);
    }
    let (checksum, payload) = rest.split_at_checked(CHECKSUM_BYTES).ok_or(ModelError::Damaged)?;
    if Sha256::digest(payload).as_slice() != checksum {
        return Err(ModelError::Damaged);
    }
    Ok(payload)
}

/// The model file of `payload`: what [`unseal`] opens.
#[cfg(any(test, feature = "train"))]
pub(crate) fn seal(magic: &[u8; 16], payload: &[u8]) -> Vec<u8> {
    [magic.as_slice(), Sha256::digest(payload).as_slice(), payload].concat()
}

impl Model {
    /// Reads a model file.
    pub fn read(bytes: &[u8]) -> Result<Self, ModelError> {
        Reader { rest: unseal(bytes, MAGIC)? }.model().ok_or(ModelError::Damaged)
    }

    /// The file of this model.
    #[cfg(any(test, feature = "train"))]
    pub fn write(&self) -> Vec<u8> {
        seal(MAGIC, &self.payload())
    }

    #[cfg(any(test, feature = "train"))]
    fn payload(&self) -> Vec<u8> {
        let mut out = Vec::new();
        push_number(&mut out, self.layers.len());
        for layer in &self.layers {
            push_text(&mut out, &layer.name);
            push_number(&mut out, Use::ALL.iter().position(|used| *used == layer.used).unwrap_or(0));
            push_number(&mut out, layer.labels.len());
            layer.labels.iter().for_each(|label| push_text(&mut out, label));
            let floats = [layer.temperature, layer.outside];
            floats.iter().chain(&layer.chain.transitions).for_each(|score| out.extend(score.to_le_bytes()));
        }
        out.extend(self.scale.to_le_bytes());
        let words = self.facts.index.keys().iter().map(|key| few(*key, KEY_BITS)).collect();
        let facts = self.facts.facts.iter().map(|facts| facts.columns()).collect();
        let mut coder = Encoder::new();
        push_weights(&mut coder, &self.weights, FEATURE_BITS);
        code_facts(&mut coder, &mut (words, facts));
        out.extend(coder.finish());
        out
    }
}

/// Writes a whole number.
#[cfg(any(test, feature = "train"))]
pub(crate) fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Writes a text.
#[cfg(any(test, feature = "train"))]
pub(crate) fn push_text(out: &mut Vec<u8>, text: &str) {
    push_number(out, text.len());
    out.extend(text.as_bytes());
}

/// Writes weights by feature, of which each has `bits` bits.
#[cfg(any(test, feature = "train"))]
pub(crate) fn push_weights(coder: &mut Encoder, weights: &Weights, bits: u32) {
    let mut written = weights.clone();
    written.features.iter_mut().for_each(|feature| *feature = few(*feature, bits));
    code_weights(coder, bits, &mut written);
}

/// Reads weights by feature, of which each has `bits` bits.
pub(crate) fn read_weights(coder: &mut Decoder<'_>, bits: u32) -> Option<Weights> {
    let mut weights = Weights::default();
    code_weights(coder, bits, &mut weights)?;
    weights.features.iter_mut().for_each(|feature| *feature = widened(*feature, bits));
    Some(weights)
}

fn code_weights(coder: &mut impl Coder, bits: u32, weights: &mut Weights) -> Option<()> {
    form::keys(coder, bits, &mut weights.features)?;
    form::weights(coder, weights)
}

/// The `weights` laid out for looking up, with the columns of [`Model::rows`]; `None` where they do not fit, or the columns
/// of a feature do not rise.
pub(crate) fn rows(weights: &Weights, layers: &[Layer]) -> Option<Rows> {
    let rises = |row: &[u32]| {
        let own = weights.weights.get(row[0] as usize..row[1] as usize);
        own.is_some_and(|own| own.windows(2).all(|pair| pair[0][0] < pair[1][0]))
    };
    if !weights.starts.windows(2).all(rises) {
        return None;
    }
    let mut places: Vec<u8> = Vec::new();
    let mut first = 0;
    for layer in layers {
        for tag in 0..layer.chain.n_tags {
            places.push(u8::try_from(first + layer.moves.place(tag)).ok()?);
        }
        first += layer.n_columns();
    }
    let placed = |[column, weight]: &Weight| Some([*places.get(usize::from(*column))?, *weight]);
    let placed: Vec<Weight> = weights.weights.iter().map(placed).collect::<Option<_>>()?;
    Rows::new(&weights.features, &weights.starts, &placed)
}

/// The words by the hashes that stand in the file, and what is known of each.
type WordFacts = (Vec<u32>, Vec<[u16; N_COLUMNS]>);

fn read_facts(coder: &mut Decoder<'_>) -> Option<FactTable> {
    let mut words = WordFacts::default();
    code_facts(coder, &mut words)?;
    let (words, facts) = words;
    let index = Index::new(words.into_iter().map(|word| widened(word, KEY_BITS)).collect())?;
    Some(FactTable { index, facts: facts.into_iter().map(Facts::of).collect() })
}

fn code_facts(coder: &mut impl Coder, (words, facts): &mut WordFacts) -> Option<()> {
    form::keys(coder, KEY_BITS, words)?;
    form::facts(coder, words.len(), facts)
}

/// Reads a model file, number by number; `None` where it ends too soon.
pub(crate) struct Reader<'a> {
    /// What is still to be read.
    pub rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn model(&mut self) -> Option<Model> {
        let layers: Vec<Layer> = (0..self.number()?).map(|_| self.layer()).collect::<Option<_>>()?;
        let scale = self.float()?;
        let mut coder = Decoder::new(self.rest);
        let weights = read_weights(&mut coder, FEATURE_BITS)?;
        let facts = read_facts(&mut coder)?;
        let rows = rows(&weights, &layers)?;
        coder.is_at_end().then_some(Model {
            layers,
            scale,
            #[cfg(any(test, feature = "train"))]
            weights,
            rows,
            facts,
        })
    }

    fn layer(&mut self) -> Option<Layer> {
        let name = self.text()?;
        let used = *Use::ALL.get(self.number()?)?;
        let labels: Vec<String> = (0..self.number()?).map(|_| self.text()).collect::<Option<_>>()?;
        // One of the beginnings is that nothing begins.
        if labels.len() + 1 > MOST_BEGINNINGS {
            return None;
        }
        let (temperature, outside) = (self.float()?, self.float()?);
        let mut chain = Chain::new(labels.len());
        for score in &mut chain.transitions {
            *score = self.float()?;
        }
        let temperature = temperature.max(LEAST_TEMPERATURE);
        Some(Layer { name, used, labels, temperature, outside, ..Layer::default() }.with_steps(chain))
    }

    /// A whole number.
    pub(crate) fn number(&mut self) -> Option<usize> {
        let mut number = 0usize;
        for shift in (0..u32::BITS).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(number);
            }
        }
        None
    }

    /// A number with a fraction; none that is not finite.
    pub(crate) fn float(&mut self) -> Option<f32> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        Some(f32::from_le_bytes(*bytes)).filter(|float| float.is_finite())
    }

    /// So many bytes.
    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    /// A text.
    pub(crate) fn text(&mut self) -> Option<String> {
        let length = self.number()?;
        String::from_utf8(self.bytes(length)?.to_vec()).ok()
    }
}
