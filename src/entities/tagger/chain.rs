//! The linear chain: the best sequence of tags.
//!
//! Tag 0 is "outside"; type k has the tags 2k + 1, "begins here", and 2k + 2, "goes on".

use super::{
    form::MOST_COLUMNS,
    steps::{Block, LANES, Steps, get, greatest, values},
};

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
#[cfg(any(test, feature = "train"))]
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

    /// The scores of the steps, as [`best`] asks for them.
    pub fn moves(&self) -> Steps {
        Steps::new(self.n_tags, NEVER, |before, tag| self.transition(before, tag))
    }

    /// e to the scores of the steps divided by `temperature`, as a lattice asks for them.
    pub fn steps(&self, temperature: f32) -> Steps {
        Steps::new(self.n_tags, 0.0, |before, tag| (self.transition(before, tag) / temperature).exp())
    }
}

/// The best tags for words with these `scores`, a row of [`Steps`] for each word; `moves` are the scores of the steps.
pub(crate) fn best(moves: &Steps, scores: &[Block]) -> Vec<usize> {
    let row = moves.row().max(1);
    let (mut best, mut next) = (Vec::new(), vec![Block::splat(NEVER); row]);
    // For each word and place the place before it: small numbers, compared and chosen in the same lanes as the scores.
    let mut back = vec![Block::ZERO; scores.len()];
    for (scores, back) in scores.chunks_exact(row).zip(back.chunks_exact_mut(row)) {
        if best.is_empty() {
            best.extend_from_slice(scores);
            best[moves.half..].fill(Block::splat(NEVER));
            continue;
        }
        best_before(moves, &best, &mut next, back);
        next.iter_mut().zip(scores).for_each(|(next, score)| *next += *score);
        std::mem::swap(&mut best, &mut next);
    }
    let last = values(&best).max_by(|one, other| one.1.total_cmp(&other.1));
    let mut place = last.map_or(0, |(place, _)| place);
    let mut tags = vec![0; scores.len() / row];
    for (tag, back) in tags.iter_mut().zip(back.chunks_exact(row)).rev() {
        *tag = moves.tag(place);
        place = get(back, place) as usize;
    }
    tags
}

/// For each tag the place of the best one before it, and what that and the step are worth.
fn best_before(moves: &Steps, best: &[Block], next: &mut [Block], from: &mut [Block]) {
    let half = moves.half;
    let (beginnings, goings_on) = next.split_at_mut(half);
    beginnings.fill(Block::splat(f32::MIN));
    // Who is so far behind the first that no step makes up for it is before none of the tags that may begin.
    let floor = greatest(best) + moves.range.0 - moves.range.1;
    for (place, value) in values(best).filter(|(_, value)| *value >= floor) {
        let steps = &moves.to_beginnings[place * half..(place + 1) * half];
        let (value, place) = (Block::splat(value), Block::splat(place as f32));
        for ((next, from), step) in beginnings.iter_mut().zip(&mut *from).zip(steps) {
            let sum = value + *step;
            let is_better = sum.simd_gt(*next);
            (*next, *from) = (is_better.select(sum, *next), is_better.select(place, *from));
        }
    }
    // A name goes on only where it began.
    let (began, went_on) = best.split_at(half);
    for (block, (next, from)) in goings_on.iter_mut().zip(&mut from[half..]).enumerate() {
        let places = Block::from(std::array::from_fn(|lane| (block * LANES + lane) as f32));
        let begun = began[block] + moves.begun[block];
        let on = went_on[block] + moves.on[block];
        let is_first = begun.simd_ge(on);
        *next = is_first.select(begun, on);
        *from = is_first.select(places, places + Block::splat((half * LANES) as f32));
    }
}

/// Most tags of a layer that may begin: each has one beside it that goes on, and all are columns.
pub(super) const MOST_BEGINNINGS: usize = MOST_COLUMNS / 2;

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
        let moves = chain().moves();
        let tags = best(&moves, &moves.rows(&SCORES, |_, _| true));
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
            let moves = chain.moves();
            let best = worth(&chain, &scores, &best(&moves, &moves.rows(&scores, |_, _| true)));
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
        assert!(best(&chain().moves(), &[]).is_empty());
    }
}
