//! The linear chain: the best sequence of tags, and how probable each is.
//!
//! Tag 0 is "outside"; type k has the tags 2k + 1, "begins here", and 2k + 2, "goes on".

/// A score that no sequence survives.
pub(crate) const NEVER: f32 = -1e4;

/// The tags of a layer and what each says of the next.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Chain {
    /// Number of tags.
    pub n_tags: usize,
    /// Score of each tag after each: row by the earlier one.
    pub transitions: Vec<f32>,
}

/// Whether `tag` may follow `before`: a name goes on only where it began.
pub(crate) fn may_follow(before: usize, tag: usize) -> bool {
    tag == 0 || tag % 2 == 1 || before == tag || before + 1 == tag
}

/// Whether `tag` may come first.
pub(crate) fn may_begin(tag: usize) -> bool {
    tag == 0 || tag % 2 == 1
}

impl Chain {
    /// A chain of `n_types` types that says nothing yet.
    pub fn new(n_types: usize) -> Self {
        let n_tags = 2 * n_types + 1;
        Self { n_tags, transitions: vec![0.0; n_tags * n_tags] }
    }

    /// The score of `tag` after `before`.
    fn transition(&self, before: usize, tag: usize) -> f32 {
        self.transitions.get(before * self.n_tags + tag).copied().unwrap_or(NEVER)
    }

    /// e to the scores of the steps divided by `temperature`, 0 where there is none.
    pub fn steps(&self, temperature: f32) -> Vec<f32> {
        let n = self.n_tags;
        let step = |index: usize| {
            let (before, tag) = (index / n, index % n);
            if may_follow(before, tag) { (self.transition(before, tag) / temperature).exp() } else { 0.0 }
        };
        (0..n * n).map(step).collect()
    }

    /// The best tags for words with these `scores`, a row of `n_tags` for each word.
    pub fn best(&self, scores: &[f32]) -> Vec<usize> {
        let n = self.n_tags;
        let mut best: Vec<f32> = Vec::new();
        let (mut next, mut from) = (vec![NEVER; n], vec![0u32; n]);
        let mut back: Vec<u8> = Vec::with_capacity(scores.len());
        for row in scores.chunks_exact(n.max(1)) {
            if best.is_empty() {
                best = row
                    .iter()
                    .enumerate()
                    .map(|(tag, score)| if may_begin(tag) { *score } else { NEVER })
                    .collect();
                back.resize(n, 0);
                continue;
            }
            self.best_before(&best, &mut next, &mut from);
            next.iter_mut().zip(row).for_each(|(next, score)| *next += score);
            back.extend(from.iter().map(|from| *from as u8));
            std::mem::swap(&mut best, &mut next);
        }
        let last = best.iter().enumerate().max_by(|one, other| one.1.total_cmp(other.1));
        let mut tag = last.map_or(0, |(tag, _)| tag);
        let mut tags = vec![0; scores.len() / n.max(1)];
        for index in (0..tags.len()).rev() {
            tags[index] = tag;
            tag = usize::from(back[index * n + tag]);
        }
        tags
    }

    /// For each tag the best one before it (the first of equals), and what that and the step are worth.
    fn best_before(&self, best: &[f32], next: &mut [f32], from: &mut [u32]) {
        next.fill(f32::MIN);
        // Tag by tag before, so that the machine compares several tags after it at once.
        for (before, (value, steps)) in
            (0..).zip(best.iter().zip(self.transitions.chunks_exact(self.n_tags.max(1))))
        {
            for ((next, from), step) in next.iter_mut().zip(from.iter_mut()).zip(steps) {
                let sum = value + step;
                let is_better = sum > *next;
                *next = if is_better { sum } else { *next };
                *from = if is_better { before } else { *from };
            }
        }
        // A name goes on only where it began.
        for tag in (0..best.len()).filter(|tag| !may_begin(*tag)) {
            let begun = (tag - 1, best[tag - 1] + self.transition(tag - 1, tag));
            let on = (tag, best[tag] + self.transition(tag, tag));
            let (before, value) = if begun.1 >= on.1 { begun } else { on };
            (next[tag], from[tag]) = (value, before as u32);
        }
    }
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
    /// Sums over the sequences of `n` tags with these `steps` (see [`Chain::steps`]), for words with these `scores`; `allows` says which tag each word may have.
    pub fn new(steps: &'a [f32], n: usize, scores: &[f32], allows: impl Fn(usize, usize) -> bool) -> Self {
        let mut lattice = Self { n_tags: n, steps, ..Self::default() };
        for (index, row) in scores.chunks_exact(n.max(1)).enumerate() {
            let top = row.iter().copied().fold(f32::MIN, f32::max);
            let exp = |tag: usize, score: f32| if allows(index, tag) { (score - top).exp() } else { 0.0 };
            lattice.emissions.extend(row.iter().enumerate().map(|(tag, score)| exp(tag, *score)));
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
        let n = self.n_tags;
        let mut sums = vec![0.0f32; n];
        let mut next = vec![0.0f32; n];
        self.forward.reserve(self.emissions.len());
        for (index, emissions) in self.emissions.chunks_exact(n.max(1)).enumerate() {
            next.fill(0.0);
            if index == 0 {
                (0..n).filter(|tag| may_begin(*tag)).for_each(|tag| next[tag] = 1.0);
            } else {
                for (sum, steps) in sums.iter().zip(self.steps.chunks_exact(n.max(1))) {
                    next.iter_mut().zip(steps).for_each(|(next, step)| *next += sum * step);
                }
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

    fn sum_backward(&mut self) {
        let n = self.n_tags;
        let n_words = self.len();
        self.backward = vec![1.0; n_words * n];
        let mut into = vec![0.0f32; n * n];
        for (before, steps) in self.steps.chunks_exact(n.max(1)).enumerate() {
            steps.iter().enumerate().for_each(|(tag, step)| into[tag * n + before] = *step);
        }
        let (mut weighted, mut sums) = (vec![0.0f32; n], vec![0.0f32; n]);
        for index in (1..n_words).rev() {
            let row = index * n..(index + 1) * n;
            let both = self.emissions[row.clone()].iter().zip(&self.backward[row]);
            weighted.iter_mut().zip(both).for_each(|(weighted, (one, other))| *weighted = one * other);
            let scale = self.scales[index];
            sums.fill(0.0);
            for (into, weighted) in into.chunks_exact(n.max(1)).zip(&weighted) {
                sums.iter_mut().zip(into).for_each(|(sum, step)| *sum += step * weighted);
            }
            let before = &mut self.backward[(index - 1) * n..index * n];
            before.iter_mut().zip(&sums).for_each(|(before, sum)| *before = sum / scale);
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
    use super::*;

    fn chain() -> Chain {
        let mut chain = Chain::new(2);
        chain.transitions.iter_mut().enumerate().for_each(|(index, score)| *score = (index % 7) as f32 * 0.1);
        chain
    }

    const SCORES: [f32; 15] = [0.1, 0.5, 3.0, 0.2, 0.0, 0.3, 0.1, 0.9, 0.0, 0.4, 1.0, 0.2, 0.1, 0.6, 0.3];

    #[test]
    fn a_name_goes_on_only_where_it_began() {
        let tags = chain().best(&SCORES);
        assert!(may_begin(tags[0]));
        assert!(tags.windows(2).all(|pair| may_follow(pair[0], pair[1])));
    }

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
    fn a_sentence_without_words_has_no_tags() {
        assert!(chain().best(&[]).is_empty());
        assert_eq!(Lattice::new(&chain().steps(1.0), 5, &[], |_, _| true).len(), 0);
    }
}
