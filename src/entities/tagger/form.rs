//! The form of what models are made of, each a walk over its numbers: the same for writing and for reading.

use super::{
    coder::{Coder, Numbers},
    facts::N_COLUMNS,
    index::{Rows, Weight},
};

/// No file has more features, or more words, than this.
const MOST_KEYS: usize = 1 << 22;

/// No file has more weights than this.
const MOST_WEIGHTS: usize = 1 << 24;

/// Most weights of a feature that have a context of their own.
const MOST_ALIKE: usize = 4;

/// Columns, of all layers or judges together, are smaller than this.
pub(crate) const MOST_COLUMNS: usize = 1 << COLUMN_BITS;
const COLUMN_BITS: u32 = 7;

/// Classes are smaller than this, whatever they are classes of.
const MOST_CLASSES: usize = 1025;
const CLASS_BITS: u32 = 11;

/// Other facts are mostly smaller than 2 to the power of this.
const FACT_BITS: u32 = 6;

/// Weights by feature.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Weights {
    /// The features, rising.
    pub features: Vec<u32>,
    /// Where the weights of each begin; one more at the end.
    pub starts: Vec<u32>,
    /// The weights, by feature, by column.
    pub weights: Vec<Weight>,
}

impl Weights {
    /// The same, laid out for looking up; `None` where they do not fit.
    pub fn rows(&self) -> Option<Rows> {
        Rows::new(&self.features, &self.starts, &self.weights)
    }
}

/// Numbers of `bits` bits that rise.
pub(crate) fn keys<C: Coder>(coder: &mut C, bits: u32, keys: &mut Vec<u32>) -> Option<()> {
    let (mut count, mut gaps) = (Numbers::new(1, 0), Numbers::new(1, 0));
    let n_keys = coder.number(&mut count, 0, keys.len() as u32) as usize;
    stop_unless(n_keys <= MOST_KEYS)?;
    let mut next = 0u32;
    for index in 0..n_keys {
        let gap = keys.get(index).map_or(0, |key| key - next);
        let key = next.checked_add(coder.number(&mut gaps, 0, gap))?;
        stop_unless(key >> bits == 0 && !coder.is_cut_off())?;
        put(keys, index, key);
        next = key + 1;
    }
    Some(())
}

/// Weights of the features that are there already: how many each has, then column after column.
pub(crate) fn weights<C: Coder>(coder: &mut C, all: &mut Weights) -> Option<()> {
    let mut counts = Numbers::new(1, 4);
    let mut first_columns = Numbers::new(MOST_ALIKE + 1, COLUMN_BITS);
    let mut columns = Numbers::new(MOST_COLUMNS, COLUMN_BITS);
    let mut weights = Numbers::new(MOST_COLUMNS * CONTEXTS_OF_COLUMN, 5);
    put(&mut all.starts, 0, 0);
    for index in 0..all.features.len() {
        let start = *all.starts.get(index)? as usize;
        let count = all.starts.get(index + 1).map_or(0, |end| end - start as u32);
        let count = coder.number(&mut counts, 0, count) as usize;
        stop_unless(count <= MOST_COLUMNS && start + count <= MOST_WEIGHTS)?;
        let mut before: Option<Weight> = None;
        for at in start..start + count {
            let [column, weight] = all.weights.get(at).copied().unwrap_or_default();
            let column = match before {
                None => coder.number(&mut first_columns, count.min(MOST_ALIKE), column.into()),
                Some([before, _]) => coder.number(&mut columns, before.into(), column.into()),
            };
            let column = u8::try_from(column).ok().filter(|column| usize::from(*column) < MOST_COLUMNS)?;
            let context = usize::from(column) * CONTEXTS_OF_COLUMN + context(count, before);
            let weight = coder.number(&mut weights, context, zigzag(weight));
            before = Some([column, from_zigzag(u8::try_from(weight).ok()?)]);
            put(&mut all.weights, at, before?);
            stop_unless(!coder.is_cut_off())?;
        }
        put(&mut all.starts, index + 1, u32::try_from(start + count).ok()?);
        stop_unless(!coder.is_cut_off())?;
    }
    Some(())
}

/// What is known of a weight besides its column: whether it is the only one, or the sign of the one before.
const CONTEXTS_OF_COLUMN: usize = 4;

fn context(count: usize, before: Option<Weight>) -> usize {
    match before {
        None if count == 1 => 0,
        None => 1,
        Some([_, weight]) => 2 + usize::from((weight as i8) < 0),
    }
}

/// Weights near to 0, of either sign, as small numbers: 0, −1, 1, −2 … (the zigzag code of protocol buffers).
fn zigzag(weight: u8) -> u32 {
    u32::from((weight << 1) ^ ((weight as i8 >> 7) as u8))
}

fn from_zigzag(folded: u8) -> u8 {
    (folded >> 1) ^ (folded & 1).wrapping_neg()
}

/// The facts of `n_words` words: the finest class of each, which nearly says the coarser ones, then the rest.
pub(crate) fn facts<C: Coder>(coder: &mut C, n_words: usize, all: &mut Vec<[u16; N_COLUMNS]>) -> Option<()> {
    let mut finest = Numbers::new(1, CLASS_BITS);
    let (mut of_64, mut of_256) = (Numbers::that_stay(MOST_CLASSES, 7), Numbers::that_stay(MOST_CLASSES, 9));
    let mut counts = Numbers::new(MOST_CLASSES, 4);
    let mut persons = Numbers::that_stay(MOST_CLASSES, FACT_BITS);
    let mut places = Numbers::that_stay(2 * MOST_CLASSES, FACT_BITS);
    for index in 0..n_words {
        let [class_64, class_256, class_1024, person, place, count] =
            all.get(index).map_or([0; N_COLUMNS], |facts| facts.map(u32::from));
        let class_1024 = coder.number(&mut finest, 0, class_1024);
        let context = (class_1024 as usize).min(MOST_CLASSES - 1);
        let class_64 = coder.number(&mut of_64, context, class_64);
        let class_256 = coder.number(&mut of_256, context, class_256);
        let count = coder.number(&mut counts, context, count);
        let class = (class_64 as usize).min(MOST_CLASSES - 1);
        let person = coder.number(&mut persons, class, person);
        let place = coder.number(&mut places, 2 * class + usize::from(person > 0), place);
        let columns = [class_64, class_256, class_1024, person, place, count];
        let columns = columns.map(|column| u16::try_from(column).ok());
        let [Some(one), Some(two), Some(three), Some(four), Some(five), Some(six)] = columns else {
            return None;
        };
        put(all, index, [one, two, three, four, five, six]);
        stop_unless(!coder.is_cut_off())?;
    }
    Some(())
}

/// What was read at `index` is added; what was written is there.
fn put<T>(all: &mut Vec<T>, index: usize, value: T) {
    if index == all.len() {
        all.push(value);
    }
}

fn stop_unless(sound: bool) -> Option<()> {
    sound.then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::tagger::coder::{Decoder, Encoder};

    #[test]
    fn what_was_written_is_read() {
        let all = Weights {
            features: vec![0, 7, 8, (1 << 31) - 1],
            starts: vec![0, 1, 4, 4, 6],
            weights: vec![[3, 5], [0, 200], [9, 255], [127, 128], [0, 127], [1, 1]],
        };
        let words = vec![[1, 2, 3, 4, 5, 6], [64, 256, 1024, 45, 15, 13], [0; N_COLUMNS]];
        let mut encoder = Encoder::new();
        let (mut written, mut written_words) = (all.clone(), words.clone());
        keys(&mut encoder, 31, &mut written.features).unwrap();
        weights(&mut encoder, &mut written).unwrap();
        facts(&mut encoder, words.len(), &mut written_words).unwrap();
        assert_eq!((&written, &written_words), (&all, &words));
        let bytes = encoder.finish();
        let mut decoder = Decoder::new(&bytes);
        let (mut read, mut read_words) = (Weights::default(), Vec::new());
        keys(&mut decoder, 31, &mut read.features).unwrap();
        weights(&mut decoder, &mut read).unwrap();
        facts(&mut decoder, words.len(), &mut read_words).unwrap();
        assert!(decoder.is_at_end());
        assert_eq!((read, read_words), (all, words));
    }

    #[test]
    fn a_file_that_says_it_has_more_than_any_is_refused() {
        let many = |n_keys: u32, gap: u32| {
            let (mut encoder, mut count) = (Encoder::new(), Numbers::new(1, 0));
            encoder.number(&mut count, 0, n_keys);
            encoder.number(&mut Numbers::new(1, 0), 0, gap);
            encoder.finish()
        };
        for bytes in [many(u32::MAX - 1, 0), many(1, 1 << 26)] {
            assert_eq!(keys(&mut Decoder::new(&bytes), 26, &mut Vec::new()), None);
        }
        let mut encoder = Encoder::new();
        encoder.number(&mut Numbers::new(1, 4), 0, u32::MAX - 1);
        let mut all = Weights { features: vec![1, 2], ..Weights::default() };
        assert_eq!(weights(&mut Decoder::new(&encoder.finish()), &mut all), None);
    }

    #[test]
    fn weights_keep_their_sign() {
        for weight in 0..=u8::MAX {
            assert_eq!(from_zigzag(zigzag(weight) as u8), weight);
        }
        assert_eq!([0, 1, -1, 2].map(|weight: i8| zigzag(weight as u8)), [0, 2, 1, 4]);
    }
}
