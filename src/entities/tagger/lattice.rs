//! All sequences of tags of a sentence at once: how probable each name is.

use super::{
    chain::NEVER,
    steps::{Block, Steps, get, greatest, values},
};

/// A tag whose score is so much lower than the best one of its word is none at all: e to the minus 25 is far below what a score is told by.
const LEAST_SCORE: f32 = -25.0;

/// What is so small a part of the whole changes none of the sums.
const LEAST_PART: f32 = 1e-12;

/// All sequences of a sentence at once: the sums from the left and from the right, each word's scaled.
#[derive(Debug, Clone)]
pub(crate) struct Lattice<'a> {
    steps: &'a Steps,
    /// e to the scores of the words, a row for each.
    emissions: Vec<Block>,
    forward: Vec<Block>,
    backward: Vec<Block>,
    /// By what each word's sums were divided.
    scales: Vec<f32>,
    /// The logarithm of the sum over all sequences.
    pub log_sum: f64,
}

impl<'a> Lattice<'a> {
    /// Sums over the sequences with these `steps` (see [`super::chain::Chain::steps`]), for words with these `scores`, a
    /// row of [`Steps`] for each, [`NEVER`] or less where a word has not that tag.
    pub fn new(steps: &'a Steps, scores: Vec<Block>) -> Self {
        let mut lattice = Self {
            steps,
            emissions: scores,
            forward: Vec::new(),
            backward: Vec::new(),
            scales: Vec::new(),
            log_sum: 0.0,
        };
        for row in lattice.emissions.chunks_exact_mut(steps.row().max(1)) {
            let top = greatest(row);
            let least = (top + LEAST_SCORE).max(NEVER);
            for score in row.iter_mut().flat_map(|block| block.as_mut_array()) {
                *score = if *score > least { (*score - top).exp() } else { 0.0 };
            }
            lattice.log_sum += f64::from(top);
        }
        lattice.sum_forward();
        lattice.sum_backward();
        lattice
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    fn sum_forward(&mut self) {
        let row = self.steps.row();
        let mut sums = vec![Block::ZERO; row];
        let mut next = vec![Block::ZERO; row];
        self.forward.reserve(self.emissions.len());
        for (index, emissions) in self.emissions.chunks_exact(row.max(1)).enumerate() {
            if index == 0 {
                next[..self.steps.half].fill(Block::ONE);
            } else {
                step_forward(self.steps, &sums, &mut next);
            }
            multiply(&mut next, emissions);
            let total = sum(&next).max(f32::MIN_POSITIVE);
            scale(&mut next, 1.0 / total);
            self.scales.push(total);
            self.log_sum += f64::from(total.ln());
            self.forward.extend_from_slice(&next);
            std::mem::swap(&mut sums, &mut next);
        }
    }

    fn sum_backward(&mut self) {
        let row = self.steps.row();
        self.backward = vec![Block::ONE; self.emissions.len()];
        let mut weighted = vec![Block::ZERO; row];
        for index in (1..self.len()).rev() {
            weighted.copy_from_slice(&self.backward[index * row..(index + 1) * row]);
            multiply(&mut weighted, &self.emissions[index * row..(index + 1) * row]);
            let before = &mut self.backward[(index - 1) * row..index * row];
            step_backward(self.steps, &weighted, before);
            scale(before, 1.0 / self.scales[index]);
        }
    }

    /// The value of `tag` at the word `index` in `rows`.
    fn value(&self, rows: &[Block], index: usize, tag: usize) -> f32 {
        get(&rows[index * self.steps.row()..], self.steps.place(tag))
    }

    /// Whether any sequence is allowed at all.
    #[cfg(feature = "train")]
    pub fn is_possible(&self) -> bool {
        self.scales.iter().all(|scale| *scale > 2.0 * f32::MIN_POSITIVE)
    }

    /// How probable `tag` is for the word `index`.
    #[cfg(any(test, feature = "train"))]
    pub fn probability(&self, index: usize, tag: usize) -> f32 {
        self.value(&self.forward, index, tag) * self.value(&self.backward, index, tag)
    }

    /// How probable the step from `before` at the word `index` to `tag` at the next is.
    #[cfg(feature = "train")]
    pub fn step_probability(&self, index: usize, before: usize, tag: usize) -> f32 {
        self.value(&self.forward, index, before)
            * self.steps.step(before, tag)
            * self.value(&self.emissions, index + 1, tag)
            * self.value(&self.backward, index + 1, tag)
            / self.scales[index + 1]
    }

    /// How probable it is that the words from `first` to `end` are one name of the type `kind`, no more and no less.
    pub fn span_probability(&self, first: usize, end: usize, kind: usize) -> f32 {
        let (begins, goes_on) = (2 * kind + 1, 2 * kind + 2);
        let mut value = self.value(&self.forward, first, begins);
        let mut tag = begins;
        for index in first + 1..end {
            value *= self.steps.step(tag, goes_on) * self.value(&self.emissions, index, goes_on)
                / self.scales[index];
            tag = goes_on;
        }
        if end >= self.len() {
            return at_most_one(value);
        }
        // Whatever comes next, only not more of the same name.
        let (row, half) = (self.steps.row(), self.steps.half);
        let place = self.steps.place(tag);
        let mut next = self.emissions[end * row..end * row + half].to_vec();
        multiply(&mut next, &self.backward[end * row..end * row + half]);
        let steps = &self.steps.to_beginnings[place * half..(place + 1) * half];
        multiply(&mut next, steps);
        let rest = sum(&next);
        at_most_one(value * rest / self.scales[end])
    }
}

/// A probability; 0 where the scores leave no sequence at all, and with it no number.
fn at_most_one(value: f32) -> f32 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, 1.0) }
}

/// What the sums of the tags before give to each tag.
fn step_forward(steps: &Steps, sums: &[Block], next: &mut [Block]) {
    let half = steps.half;
    next.fill(Block::ZERO);
    let (beginnings, goings_on) = next.split_at_mut(half);
    for (place, sum) in values(sums).filter(|(_, sum)| *sum > LEAST_PART) {
        add(beginnings, &steps.to_beginnings[place * half..(place + 1) * half], sum);
    }
    // A name goes on only where it began.
    let (began, went_on) = sums.split_at(half);
    add_products(goings_on, began, &steps.begun);
    add_products(goings_on, went_on, &steps.on);
}

/// What the sums of the tags after it give to each tag.
fn step_backward(steps: &Steps, sums: &[Block], before: &mut [Block]) {
    let (half, row) = (steps.half, steps.row());
    before.fill(Block::ZERO);
    let (beginnings, goings_on) = sums.split_at(half);
    let least = greatest(sums) * LEAST_PART;
    for (place, sum) in values(beginnings).filter(|(_, sum)| *sum > least) {
        add(before, &steps.from_places[place * row..(place + 1) * row], sum);
    }
    let (began, went_on) = before.split_at_mut(half);
    add_products(began, goings_on, &steps.begun);
    add_products(went_on, goings_on, &steps.on);
}

/// Adds `factor` times `row` to `sums`.
fn add(sums: &mut [Block], row: &[Block], factor: f32) {
    let factor = Block::splat(factor);
    sums.iter_mut().zip(row).for_each(|(sum, value)| *sum += factor * *value);
}

/// Adds what `one` and `other` give, place by place, to `sums`.
fn add_products(sums: &mut [Block], one: &[Block], other: &[Block]) {
    sums.iter_mut().zip(one).zip(other).for_each(|((sum, one), other)| *sum += *one * *other);
}

fn multiply(row: &mut [Block], by: &[Block]) {
    row.iter_mut().zip(by).for_each(|(value, by)| *value *= *by);
}

fn scale(row: &mut [Block], by: f32) {
    row.iter_mut().for_each(|value| *value *= Block::splat(by));
}

fn sum(row: &[Block]) -> f32 {
    row.iter().fold(Block::ZERO, |sum, block| sum + *block).to_array().into_iter().sum()
}

#[cfg(test)]
mod tests {
    use super::{
        super::chain::{
            Chain, may_begin, may_follow,
            tests::{SCORES, chain},
        },
        *,
    };

    #[test]
    fn probabilities_of_a_word_add_up_to_one() {
        let steps = chain().steps(1.0);
        let lattice = Lattice::new(&steps, steps.rows(&SCORES, |_, _| true));
        for index in 0..3 {
            let sum: f32 = (0..5).map(|tag| lattice.probability(index, tag)).sum();
            assert!((sum - 1.0).abs() < 1e-5, "{sum}");
        }
    }

    #[test]
    fn the_spans_of_a_word_are_as_probable_as_its_beginnings() {
        let steps = chain().steps(1.0);
        let lattice = Lattice::new(&steps, steps.rows(&SCORES, |_, _| true));
        let spans: f32 = (1..=3).map(|end| lattice.span_probability(0, end, 0)).sum();
        assert!((spans - lattice.probability(0, 1)).abs() < 1e-5);
    }

    #[test]
    fn a_sentence_without_words_has_no_sequence() {
        assert_eq!(Lattice::new(&chain().steps(1.0), Vec::new()).len(), 0);
    }

    #[test]
    #[cfg(feature = "train")]
    fn a_word_that_may_have_no_tag_makes_all_impossible() {
        let steps = chain().steps(1.0);
        assert!(Lattice::new(&steps, steps.rows(&SCORES, |_, _| true)).is_possible());
        assert!(!Lattice::new(&steps, steps.rows(&SCORES, |index, _| index != 1)).is_possible());
    }

    #[test]
    fn sums_are_those_of_all_sequences_one_by_one() {
        for n_types in [0, 1, 2, 7, 12, 20] {
            check_sums(n_types);
        }
    }

    /// The probability of each tag of the last word, by going through all sequences step by step.
    #[track_caller]
    fn check_sums(n_types: usize) {
        let mut chain = Chain::new(n_types);
        chain
            .transitions
            .iter_mut()
            .enumerate()
            .for_each(|(index, score)| *score = (index % 11) as f32 * 0.1);
        let n = chain.n_tags;
        let scores: Vec<f32> = (0..3 * n).map(|index| (index * 37 % 17) as f32 * 0.2).collect();
        let steps = chain.steps(1.0);
        let lattice = Lattice::new(&steps, steps.rows(&scores, |_, _| true));
        let mut sums: Vec<f64> = (0..n).map(|tag| f64::from(u8::from(may_begin(tag)))).collect();
        for (index, row) in scores.chunks_exact(n).enumerate() {
            if index > 0 {
                let into = |tag: usize| {
                    (0..n)
                        .filter(|before| may_follow(*before, tag))
                        .map(|before| sums[before] * f64::from(steps.step(before, tag)))
                        .sum()
                };
                sums = (0..n).map(into).collect();
            }
            sums.iter_mut().zip(row).for_each(|(sum, score)| *sum *= f64::from(*score).exp());
        }
        let all: f64 = sums.iter().sum();
        for (tag, sum) in sums.iter().enumerate() {
            let own = f64::from(lattice.probability(2, tag));
            assert!((own - sum / all).abs() < 1e-5, "{n_types} types, tag {tag}: {own}, {}", sum / all);
        }
        let first: f32 = (0..n).map(|tag| lattice.probability(0, tag)).sum();
        assert!((first - 1.0).abs() < 1e-4, "{first}");
    }
}
