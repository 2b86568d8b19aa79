//! From the scores of words to names: the best tags, and how probable each name is.

use super::{
    Tagged,
    chain::best,
    lattice::Lattice,
    model::Layer,
    steps::{Block, get, set},
};

/// The best spans of `layer` for words with these `scores`, a row of the layer's steps for each; positions count from
/// `offset`.
pub(super) fn decode<'a>(layer: &'a Layer, mut scores: Vec<Block>, offset: usize) -> Vec<Tagged<'a>> {
    let (moves, temperature) = (&layer.moves, Block::splat(layer.temperature));
    let outside = moves.place(0);
    for row in scores.chunks_exact_mut(moves.row().max(1)) {
        set(row, outside, get(row, outside) + layer.outside);
    }
    let spans = spans_of(&best(moves, &scores));
    if spans.is_empty() {
        return Vec::new();
    }
    for row in scores.chunks_exact_mut(moves.row().max(1)) {
        // `absent` once more: however high the temperature, no place without a tag takes part.
        row.iter_mut().zip(&moves.absent).for_each(|(score, absent)| *score = *score / temperature + *absent);
    }
    let lattice = Lattice::new(&layer.steps, scores);
    let tagged = spans.into_iter().map(|(first, end, kind)| {
        let score = lattice.span_probability(first, end, kind);
        Tagged { first: first + offset, end: end + offset, layer, kind, score }
    });
    tagged.collect()
}

/// First word, end and type of each name in a sequence of tags.
pub(crate) fn spans_of(tags: &[usize]) -> Vec<(usize, usize, usize)> {
    let mut spans: Vec<(usize, usize, usize)> = Vec::new();
    for (index, tag) in tags.iter().enumerate() {
        if tag % 2 == 1 {
            spans.push((index, index + 1, tag / 2));
        } else if let (false, Some(last)) = (*tag == 0, spans.last_mut()) {
            last.1 = index + 1;
        }
    }
    spans
}
