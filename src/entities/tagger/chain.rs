//! The linear chain: the best sequence of tags.
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
        match self.n_tags.div_ceil(2) {
            0..=4 => self.best_of::<4>(scores),
            5..=8 => self.best_of::<8>(scores),
            9..=16 => self.best_of::<16>(scores),
            _ => self.best_of::<MOST_BEGINNINGS>(scores),
        }
    }

    /// The same for at most `M` tags that may begin.
    fn best_of<const M: usize>(&self, scores: &[f32]) -> Vec<usize> {
        let n = self.n_tags;
        let steps = beginnings::<M>(&self.transitions, n);
        let mut best: Vec<f32> = Vec::new();
        let (mut next, mut from) = (vec![NEVER; n], vec![0u8; n]);
        let mut back: Vec<u8> = Vec::with_capacity(scores.len());
        for row in scores.chunks_exact(n.max(1)) {
            if best.is_empty() {
                let first = |(tag, score): (usize, &f32)| if may_begin(tag) { *score } else { NEVER };
                best = row.iter().enumerate().map(first).collect();
                back.resize(n, 0);
                continue;
            }
            self.best_before(&steps, &best, &mut next, &mut from);
            next.iter_mut().zip(row).for_each(|(next, score)| *next += score);
            back.extend_from_slice(&from);
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
    fn best_before<const M: usize>(
        &self,
        steps: &[[f32; M]],
        best: &[f32],
        next: &mut [f32],
        from: &mut [u8],
    ) {
        let (mut values, mut tags) = ([f32::MIN; M], [0u32; M]);
        // Tag by tag before, so that the machine compares several tags after it at once.
        for (before, (value, steps)) in (0..).zip(best.iter().zip(steps)) {
            for ((best, tag), step) in values.iter_mut().zip(&mut tags).zip(steps) {
                let sum = value + step;
                let is_better = sum > *best;
                *best = if is_better { sum } else { *best };
                *tag = if is_better { before } else { *tag };
            }
        }
        for (tag, (next, from)) in next.iter_mut().zip(from).enumerate() {
            if may_begin(tag) {
                (*next, *from) = (values[beginning(tag)], tags[beginning(tag)] as u8);
                continue;
            }
            // A name goes on only where it began.
            let begun = (tag - 1, best[tag - 1] + self.transition(tag - 1, tag));
            let on = (tag, best[tag] + self.transition(tag, tag));
            let (before, value) = if begun.1 >= on.1 { begun } else { on };
            (*next, *from) = (value, before as u8);
        }
    }
}

/// Most tags of a layer that may begin: a tag fits into a byte.
pub(super) const MOST_BEGINNINGS: usize = 128;

/// The place of `tag` among the tags that may begin.
pub(super) fn beginning(tag: usize) -> usize {
    tag.div_ceil(2)
}

/// For each of `n` tags what `steps` say of those after it that may begin: half of the others, which have but two before them, stay
/// out of the way.
pub(super) fn beginnings<const M: usize>(steps: &[f32], n: usize) -> Vec<[f32; M]> {
    let row = |steps: &[f32]| {
        let mut row = [0.0; M];
        for (tag, step) in steps.iter().enumerate().filter(|(tag, _)| may_begin(*tag)) {
            if let Some(place) = row.get_mut(beginning(tag)) {
                *place = *step;
            }
        }
        row
    };
    steps.chunks_exact(n.max(1)).map(row).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn chain() -> Chain {
        let mut chain = Chain::new(2);
        chain.transitions.iter_mut().enumerate().for_each(|(index, score)| *score = (index % 7) as f32 * 0.1);
        chain
    }

    pub const SCORES: [f32; 15] = [0.1, 0.5, 3.0, 0.2, 0.0, 0.3, 0.1, 0.9, 0.0, 0.4, 1.0, 0.2, 0.1, 0.6, 0.3];

    #[test]
    fn a_name_goes_on_only_where_it_began() {
        let tags = chain().best(&SCORES);
        assert!(may_begin(tags[0]));
        assert!(tags.windows(2).all(|pair| may_follow(pair[0], pair[1])));
    }

    /// What a sequence of tags is worth.
    fn worth(chain: &Chain, scores: &[f32], tags: &[usize]) -> f32 {
        let words: f32 = tags.iter().zip(scores.chunks_exact(chain.n_tags)).map(|(tag, row)| row[*tag]).sum();
        words + tags.windows(2).map(|pair| chain.transition(pair[0], pair[1])).sum::<f32>()
    }

    #[test]
    fn no_sequence_is_worth_more_than_the_best() {
        for n_types in [0, 1, 2, 7, 12, 20] {
            let mut chain = Chain::new(n_types);
            let n = chain.n_tags;
            (0..n * n).for_each(|index| chain.transitions[index] = (index % 11) as f32 * 0.3);
            let scores: Vec<f32> = (0..3 * n).map(|index| (index * 37 % 17) as f32 * 0.2).collect();
            let best = worth(&chain, &scores, &chain.best(&scores));
            let all = (0..n * n * n).map(|number| [number / n / n, number / n % n, number % n]);
            let allowed = |tags: &[usize; 3]| {
                may_begin(tags[0]) && may_follow(tags[0], tags[1]) && may_follow(tags[1], tags[2])
            };
            let most = all.filter(allowed).map(|tags| worth(&chain, &scores, &tags)).fold(f32::MIN, f32::max);
            assert!((best - most).abs() < 1e-4, "{n_types} types: {best}, {most}");
        }
    }

    #[test]
    fn a_sentence_without_words_has_no_tags() {
        assert!(chain().best(&[]).is_empty());
    }
}
