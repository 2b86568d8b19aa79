//! A document as the tagger sees it: the units of its words, and the windows that it reads.

use super::{
    hash::{hash_text, mix, pair},
    model::{Model, Use},
    phrases::Phrases,
    units::{Units, units_of},
};
use crate::{
    annotation::{Document, ParagraphKind},
    entities::{candidate::Candidate, labels::Labels, words::Word},
};

/// Most words that are read together: a text without a full stop is cut, so that memory stays bounded.
const MAX_WINDOW: usize = 400;

/// Kind of the hash of a label.
const LABEL: u64 = 20;

/// Kind of the hash of a rule.
const SOURCE: u64 = 22;

/// The words of a document and the stretches of them that are read together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sight {
    /// What is seen of each word.
    pub units: Vec<Units>,
    /// First and end of each window, in words.
    pub windows: Vec<(usize, usize)>,
}

impl Sight {
    /// What `model` sees of `document`, for whose words the rules propose `candidates`, of which `winners` won.
    pub(in crate::entities) fn new(
        document: &Document,
        words: &[Word],
        candidates: &[Candidate],
        winners: &[Candidate],
        labels: &Labels,
        phrases: &Phrases,
        model: &Model,
    ) -> Self {
        let hints = hints(words.len(), candidates, winners, labels, model);
        let (tags, seen) = phrases.tags(words);
        let units = units_of(words, &document.tokens, &document.text, &model.facts, &tags, &seen, &hints);
        Self { units, windows: windows(document, words) }
    }
}

/// What the rules say of one word, as hashes.
pub(crate) type Hints = [u32; N_HINTS];

/// Number of the hints: a label for each of up to three outer layers, the innermost label, the rule and how sure it
/// is, and all that was proposed.
pub(crate) const N_HINTS: usize = 6;

/// For each word what the rules say of it: what won, and what was proposed.
fn hints(
    n_words: usize,
    candidates: &[Candidate],
    winners: &[Candidate],
    labels: &Labels,
    model: &Model,
) -> Vec<Hints> {
    let hashes: Vec<u64> = labels.names().iter().map(|name| hash_text(LABEL, name).into()).collect();
    let hash = |candidate: &Candidate| hashes.get(candidate.label.index()).copied().unwrap_or(0);
    let mut hints = vec![[0; N_HINTS]; n_words];
    let layers = model.layers.iter().filter(|layer| layer.used == Use::Outer).take(3);
    for (number, layer) in layers.enumerate() {
        let mut taken = vec![0; n_words];
        let known: Vec<bool> = labels.names().iter().map(|name| layer.labels.contains(name)).collect();
        for winner in winners.iter().filter(|winner| known[winner.label.index()]) {
            let label = hash(winner);
            let sureness = hash_text(SOURCE, winner.source) ^ (winner.score * 10.0) as u32;
            for index in winner.first..winner.end {
                let place = u64::from(index == winner.first) | u64::from(index + 1 == winner.end) << 1;
                // The longest counts; among equals the first.
                if winner.len() > taken[index] {
                    taken[index] = winner.len();
                    hints[index][number] = pair(place, label);
                    hints[index][4] = pair(hints[index][4].into(), mix(label, sureness.into()));
                } else {
                    hints[index][3] = pair(place, label);
                }
            }
        }
    }
    for candidate in candidates {
        let label = hash(candidate);
        for (index, hints) in hints[candidate.first..candidate.end].iter_mut().enumerate() {
            let place = u64::from(index == 0) | u64::from(index + 1 == candidate.len()) << 1;
            // A set, so that the order does not count.
            hints[5] |= 1 << (pair(place, label) % 31);
        }
    }
    hints
}

/// The sentences of the article itself, not of the web page around it, long ones in pieces.
fn windows(document: &Document, words: &[Word]) -> Vec<(usize, usize)> {
    let paragraphs = &document.paragraphs;
    let mut windows = Vec::new();
    for sentence in &document.sentences {
        let next = paragraphs.partition_point(|paragraph| paragraph.span.start <= sentence.start);
        let paragraph = next.checked_sub(1).and_then(|index| paragraphs.get(index));
        if paragraph.is_some_and(|paragraph| paragraph.kind == ParagraphKind::Boilerplate) {
            continue;
        }
        let first = words.partition_point(|word| word.span.start < sentence.start);
        let end = words.partition_point(|word| word.span.end <= sentence.end);
        let starts = (first..end).step_by(MAX_WINDOW);
        windows.extend(starts.map(|start| (start, end.min(start + MAX_WINDOW))));
    }
    windows
}
