//! A document as the tagger sees it: the units of its words, and the windows that it reads.

use super::{
    hash::{hash_text, pair},
    model::{Model, Use},
    phrases::Phrases,
    units::{Units, units_of},
};
use crate::{
    annotation::{Document, ParagraphKind},
    entities::{candidate::Candidate, words::Word},
};

/// Most words that are read together: a text without a full stop is cut, so that memory stays bounded.
const MAX_WINDOW: usize = 400;

/// Kind of the hash of a label.
const LABEL: u64 = 20;

/// The words of a document and the stretches of them that are read together.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sight {
    /// What is seen of each word.
    pub units: Vec<Units>,
    /// First and end of each window, in words.
    pub windows: Vec<(usize, usize)>,
}

impl Sight {
    /// What `model` sees of `document`, for whose words the rules propose `candidates`.
    pub fn new(
        document: &Document,
        words: &[Word],
        candidates: &[Candidate],
        phrases: &Phrases,
        model: &Model,
    ) -> Self {
        let hints = hints(words.len(), candidates, model);
        let tags = phrases.tags(words);
        let units = units_of(words, &document.tokens, &document.text, &model.facts, &tags, &hints);
        Self { units, windows: windows(document, words) }
    }
}

/// For each word what the rules propose for it, as far as a layer asks for it.
fn hints(n_words: usize, candidates: &[Candidate], model: &Model) -> Vec<u32> {
    let mut hints = vec![(0usize, 0u32); n_words];
    let hinted = model.layers.iter().filter(|layer| layer.used == Use::Hinted);
    let labels: Vec<&String> = hinted.flat_map(|layer| &layer.labels).collect();
    for candidate in candidates.iter().filter(|candidate| labels.contains(&&candidate.label)) {
        let label = hash_text(LABEL, &candidate.label);
        for (place, hint) in hints[candidate.first..candidate.end].iter_mut().enumerate() {
            // The longest proposal counts; among equals the first.
            if candidate.len() > hint.0 {
                let place = u64::from(place == 0) | u64::from(place + 1 == candidate.len()) << 1;
                *hint = (candidate.len(), pair(place, label.into()));
            }
        }
    }
    hints.into_iter().map(|(_, hint)| hint).collect()
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
