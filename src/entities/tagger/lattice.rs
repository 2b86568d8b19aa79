//! All sequences of tags of a sentence at once: how probable each name is.

use super::chain::{MOST_BEGINNINGS, beginning, beginnings, may_begin};

/// So many tags are summed up at once.
const BLOCK: usize = 4;

/// How many places are left free after "outside", so that both tags of each type lie in one block.
const BEFORE_NAMES: usize = 3;

/// The block of `tag`, and its place there.
fn block_of(tag: usize) -> (usize, usize) {
    let place = if tag == 0 { 0 } else { tag + BEFORE_NAMES };
    (place / BLOCK, place % BLOCK)
}

/// All sequences of a sentence at once: the sums from the left and from the right, each word's scaled.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lattice<'a> {
    n_tags: usize,
    /// e to the scores of the steps, 0 where there is none.
    steps: &'a [f32],
    /// e to the scores of the words.
    emissions: Vec<f32>,
    forward: Vec<f32>,
    backward: Vec<f32>,
    /// By what each word's sums were divided.
    scales: Vec<f32>,
    /// The logarithm of the sum over all sequences.
    pub log_sum: f64,
}

impl<'a> Lattice<'a> {
    /// Sums over the sequences of `n` tags with these `steps` (see [`super::chain::Chain::steps`]), for words with these `scores`; `allows` says which tag each word may have.
    pub fn new(steps: &'a [f32], n: usize, scores: &[f32], allows: impl Fn(usize, usize) -> bool) -> Self {
        let mut lattice = Self { n_tags: n, steps, ..Self::default() };
        for (index, row) in scores.chunks_exact(n.max(1)).enumerate() {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            let exp = |tag: usize, score: f32| if allows(index, tag) { (score - top).exp() } else { 0.0 };
            lattice.emissions.extend(row.iter().enumerate().map(|(tag, score)| exp(tag, *score)));
            lattice.log_sum += f64::from(top);
        }
        match n.div_ceil(2) {
            0..=4 => lattice.sum_forward::<4>(),
            5..=8 => lattice.sum_forward::<8>(),
            9..=16 => lattice.sum_forward::<16>(),
            _ => lattice.sum_forward::<MOST_BEGINNINGS>(),
        }
        lattice.sum_backward();
        lattice
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    fn sum_forward<const M: usize>(&mut self) {
        let n = self.n_tags;
        let to_beginnings = beginnings::<M>(self.steps, n);
        let mut sums = vec![0.0f32; n];
        let mut next = vec![0.0f32; n];
        self.forward.reserve(self.emissions.len());
        for (index, emissions) in self.emissions.chunks_exact(n.max(1)).enumerate() {
            if index == 0 {
                next.iter_mut()
                    .enumerate()
                    .for_each(|(tag, next)| *next = f32::from(u8::from(may_begin(tag))));
            } else {
                self.step_forward(&to_beginnings, &sums, &mut next);
            }
            next.iter_mut().zip(emissions).for_each(|(next, emission)| *next *= emission);
            let total: f32 = next.iter().sum::<f32>().max(f32::MIN_POSITIVE);
            next.iter_mut().for_each(|next| *next /= total);
            self.scales.push(total);
            self.log_sum += f64::from(total.ln());
            self.forward.extend_from_slice(&next);
            std::mem::swap(&mut sums, &mut next);
        }
    }

    /// What the sums of the tags before give to each tag.
    fn step_forward<const M: usize>(&self, to_beginnings: &[[f32; M]], sums: &[f32], next: &mut [f32]) {
        let mut into = [0.0f32; M];
        for (sum, steps) in sums.iter().zip(to_beginnings) {
            into.iter_mut().zip(steps).for_each(|(into, step)| *into += sum * step);
        }
        for (tag, next) in next.iter_mut().enumerate() {
            // A name goes on only where it began.
            *next = if may_begin(tag) {
                into[beginning(tag)]
            } else {
                sums[tag - 1] * self.step(tag - 1, tag) + sums[tag] * self.step(tag, tag)
            };
        }
    }

    fn step(&self, before: usize, tag: usize) -> f32 {
        self.steps.get(before * self.n_tags + tag).copied().unwrap_or(0.0)
    }

    fn sum_backward(&mut self) {
        let n = self.n_tags;
        let n_words = self.len();
        self.backward = vec![1.0; n_words * n];
        let n_blocks = (n + BEFORE_NAMES).div_ceil(BLOCK);
        // For each tag a row of the steps from those before it, in blocks.
        let mut into = vec![[0.0f32; BLOCK]; n * n_blocks];
        for (before, steps) in self.steps.chunks_exact(n.max(1)).enumerate() {
            let (block, lane) = block_of(before);
            steps.iter().enumerate().for_each(|(tag, step)| into[tag * n_blocks + block][lane] = *step);
        }
        let mut sums = vec![[0.0f32; BLOCK]; n_blocks];
        for index in (1..n_words).rev() {
            sums.fill([0.0; BLOCK]);
            let row = index * n..(index + 1) * n;
            let both = self.emissions[row.clone()].iter().zip(&self.backward[row]);
            for (tag, (emission, backward)) in both.enumerate() {
                let weighted = emission * backward;
                // A name goes on only where it began, and both tags of a name are in one block.
                let blocks = if may_begin(tag) { 0..n_blocks } else { block_of(tag).0..block_of(tag).0 + 1 };
                let own = &into[tag * n_blocks..(tag + 1) * n_blocks];
                for (sums, steps) in sums[blocks.clone()].iter_mut().zip(&own[blocks]) {
                    sums.iter_mut().zip(steps).for_each(|(sum, step)| *sum += step * weighted);
                }
            }
            let scale = self.scales[index];
            let before = &mut self.backward[(index - 1) * n..index * n];
            for (tag, before) in before.iter_mut().enumerate() {
                let (block, lane) = block_of(tag);
                *before = sums[block][lane] / scale;
            }
        }
    }

    /// Whether any sequence is allowed at all.
    #[cfg(feature = "train")]
    pub fn is_possible(&self) -> bool {
        self.scales.iter().all(|scale| *scale > 2.0 * f32::MIN_POSITIVE)
    }

    /// How probable `tag` is for the word `index`.
    #[cfg(any(test, feature = "train"))]
    pub fn probability(&self, index: usize, tag: usize) -> f32 {
        let at = index * self.n_tags + tag;
        self.forward[at] * self.backward[at]
    }

    /// How probable the step from `before` at the word `index` to `tag` at the next is.
    #[cfg(feature = "train")]
    pub fn step_probability(&self, index: usize, before: usize, tag: usize) -> f32 {
        let n = self.n_tags;
        let next = (index + 1) * n + tag;
        self.forward[index * n + before]
            * self.steps[before * n + tag]
            * self.emissions[next]
            * self.backward[next]
            / self.scales[index + 1]
    }

    /// How probable it is that the words from `first` to `end` are one name of the type `kind`, no more and no less.
    pub fn span_probability(&self, first: usize, end: usize, kind: usize) -> f32 {
        let n = self.n_tags;
        let (begins, goes_on) = (2 * kind + 1, 2 * kind + 2);
        let mut value = self.forward[first * n + begins];
        let mut tag = begins;
        for index in first + 1..end {
            value *= self.steps[tag * n + goes_on] * self.emissions[index * n + goes_on] / self.scales[index];
            tag = goes_on;
        }
        if end >= self.len() {
            return value.clamp(0.0, 1.0);
        }
        // Whatever comes next, only not more of the same name.
        let rest: f32 = (0..n)
            .filter(|next| *next != goes_on)
            .map(|next| {
                self.steps[tag * n + next] * self.emissions[end * n + next] * self.backward[end * n + next]
            })
            .sum();
        (value * rest / self.scales[end]).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::chain::{
            Chain,
            tests::{SCORES, chain},
        },
        *,
    };

    #[test]
    fn probabilities_of_a_word_add_up_to_one() {
        let steps = chain().steps(1.0);
        let lattice = Lattice::new(&steps, 5, &SCORES, |_, _| true);
        for index in 0..3 {
            let sum: f32 = (0..5).map(|tag| lattice.probability(index, tag)).sum();
            assert!((sum - 1.0).abs() < 1e-5, "{sum}");
        }
    }

    #[test]
    fn the_spans_of_a_word_are_as_probable_as_its_beginnings() {
        let steps = chain().steps(1.0);
        let lattice = Lattice::new(&steps, 5, &SCORES, |_, _| true);
        let spans: f32 = (1..=3).map(|end| lattice.span_probability(0, end, 0)).sum();
        assert!((spans - lattice.probability(0, 1)).abs() < 1e-5);
    }

    #[test]
    fn a_sentence_without_words_has_no_sequence() {
        assert_eq!(Lattice::new(&chain().steps(1.0), 5, &[], |_, _| true).len(), 0);
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
        let lattice = Lattice::new(&steps, n, &scores, |_, _| true);
        let mut sums: Vec<f64> = (0..n).map(|tag| f64::from(u8::from(may_begin(tag)))).collect();
        for (index, row) in scores.chunks_exact(n).enumerate() {
            if index > 0 {
                let into =
                    |tag: usize| (0..n).map(|before| sums[before] * f64::from(steps[before * n + tag])).sum();
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
