//! What each tag of a chain says of the next, laid out so that a machine takes several tags at once.
//!
//! Half of the tags may follow any tag ("outside", and the beginning of each type); the others go on with a name and have
//! but two before them. So a row has two halves of the same width: the tags that may begin, and in the same order those that go on.

use wide::f32x4;

use super::chain::{NEVER, may_begin};

/// Several neighbours of a row.
pub(super) type Block = f32x4;

/// So many tags are taken at once.
pub(super) const LANES: usize = 4;

/// The steps of a chain.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Steps {
    /// Number of tags.
    pub n_tags: usize,
    /// Number of the blocks of half a row.
    pub half: usize,
    /// From each place of a row to the tags that may begin.
    pub to_beginnings: Vec<Block>,
    /// To each tag that may begin, from each place of a row.
    pub from_places: Vec<Block>,
    /// From the beginning of each type to its going on.
    pub begun: Vec<Block>,
    /// From the going on of each type to its going on.
    pub on: Vec<Block>,
    /// The smallest and the greatest step to a tag that may begin.
    pub range: (f32, f32),
    /// What is added to a row of scores so that no place without a tag is chosen.
    pub absent: Vec<Block>,
}

impl Steps {
    /// The steps of `n` tags, `step` from one to the next; `never` where there is no tag.
    pub fn new(n: usize, never: f32, step: impl Fn(usize, usize) -> f32) -> Self {
        let half = n.div_ceil(2).div_ceil(LANES);
        let mut steps = Self {
            n_tags: n,
            half,
            to_beginnings: vec![Block::splat(never); 2 * half * LANES * half],
            from_places: vec![Block::splat(never); half * LANES * 2 * half],
            begun: vec![Block::splat(never); half],
            on: vec![Block::splat(never); half],
            range: (f32::MAX, f32::MIN),
            absent: vec![Block::splat(NEVER); 2 * half],
        };
        for before in 0..n {
            let place = steps.place(before);
            set(&mut steps.absent, place, 0.0);
            for tag in (0..n).filter(|tag| may_begin(*tag)) {
                let (step, to) = (step(before, tag), steps.place(tag));
                set(&mut steps.to_beginnings[place * half..], to, step);
                set(&mut steps.from_places[to * 2 * half..], place, step);
                steps.range = (steps.range.0.min(step), steps.range.1.max(step));
            }
            if !may_begin(before) {
                let place = place - half * LANES;
                set(&mut steps.begun, place, step(before - 1, before));
                set(&mut steps.on, place, step(before, before));
            }
        }
        steps
    }

    /// The place of `tag` in a row.
    pub fn place(&self, tag: usize) -> usize {
        if may_begin(tag) { tag.div_ceil(2) } else { self.half * LANES + tag / 2 }
    }

    /// The tag at a `place` of a row that has one.
    pub fn tag(&self, place: usize) -> usize {
        let begins = self.half * LANES;
        if place < begins { (2 * place).saturating_sub(1) } else { 2 * (place - begins) }
    }

    /// Number of the blocks of a row.
    pub fn row(&self) -> usize {
        2 * self.half
    }

    /// The rows of words with these `scores`, all tags of each word in their order; `allows` says which of them a word
    /// may have.
    #[cfg(any(test, feature = "train"))]
    pub fn rows(&self, scores: &[f32], allows: impl Fn(usize, usize) -> bool) -> Vec<Block> {
        let mut rows = vec![Block::splat(NEVER); scores.len() / self.n_tags.max(1) * self.row()];
        for (index, scores) in scores.chunks_exact(self.n_tags.max(1)).enumerate() {
            for (tag, score) in scores.iter().enumerate().filter(|(tag, _)| allows(index, *tag)) {
                set(&mut rows[index * self.row()..], self.place(tag), *score);
            }
        }
        rows
    }

    /// The step from `before` to `tag`, where that is one.
    pub fn step(&self, before: usize, tag: usize) -> f32 {
        match (may_begin(tag), self.place(before)) {
            (true, place) => get(&self.to_beginnings[place * self.half..], self.place(tag)),
            (false, place) if before == tag => get(&self.on, place - self.half * LANES),
            (false, place) => get(&self.begun, place),
        }
    }
}

/// The value at `place` of a row.
pub(super) fn get(row: &[Block], place: usize) -> f32 {
    row[place / LANES].as_array()[place % LANES]
}

/// Writes the value at `place` of a row.
pub(super) fn set(row: &mut [Block], place: usize, value: f32) {
    row[place / LANES].as_mut_array()[place % LANES] = value;
}

/// The values of a row, each with its place.
pub(super) fn values(row: &[Block]) -> impl Iterator<Item = (usize, f32)> {
    row.iter().flat_map(|block| block.to_array()).enumerate()
}

/// The greatest of the values of a row.
pub(super) fn greatest(row: &[Block]) -> f32 {
    let top = row.iter().fold(Block::splat(f32::MIN), |top, block| top.max(*block));
    top.to_array().into_iter().fold(f32::MIN, f32::max)
}

#[cfg(test)]
mod tests {
    use super::{super::chain::may_follow, *};

    #[test]
    fn every_step_has_its_place() {
        for n in [1, 3, 9, 25, 41] {
            let steps = Steps::new(n, -1.0, |before, tag| (before * n + tag) as f32);
            for before in 0..n {
                assert_eq!(steps.tag(steps.place(before)), before);
                for tag in (0..n).filter(|tag| may_follow(before, *tag)) {
                    assert_eq!(steps.step(before, tag), (before * n + tag) as f32, "{before} {tag} of {n}");
                }
            }
        }
    }
}
