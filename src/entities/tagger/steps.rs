//! What each tag of a chain says of the next, laid out so that a machine takes several tags at once.
//!
//! Half of the tags may follow any tag ("outside", and the beginning of each type); the others go on with a name and have
//! but two before them. So a row has two halves of the same width: the tags that may begin, and in the same order those that go on.

use wide::f32x4;

use super::chain::may_begin;

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
        };
        for before in 0..n {
            let place = steps.place(before);
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

    /// Writes the `scores` of all tags of a word, each changed by `change`, as a row; `never` where there is no tag.
    pub fn push_row(
        &self,
        rows: &mut Vec<Block>,
        scores: &[f32],
        never: f32,
        change: impl Fn(usize, f32) -> f32,
    ) {
        let place = |half: usize, place: usize| {
            let tag = if half == 0 { (2 * place).saturating_sub(1) } else { 2 * place };
            let is_tag = half == 0 || place > 0;
            scores.get(tag).filter(|_| is_tag).map_or(never, |score| change(tag, *score))
        };
        for half in 0..2 {
            let blocks = (0..self.half).map(|block| block * LANES);
            rows.extend(
                blocks.map(|first| Block::from(std::array::from_fn(|lane| place(half, first + lane)))),
            );
        }
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
fn set(row: &mut [Block], place: usize, value: f32) {
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
