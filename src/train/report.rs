//! How right a tagger is on held-out texts.

use super::{
    examples::{Reading, words_of},
    sources::{LabelledText, Source},
};
use crate::{
    lexicon::Lexicon,
    scoring::{CoarseHabits, Report, Tally},
};

/// A labelled run of words.
pub type Found = (usize, usize, String);

/// Compares what was `found` in a text with its labels. Where a source has coarser labels than we, only
/// what it labels counts, of what lies inside each other the outermost, within the borders that it would give.
pub fn compare(
    text: &LabelledText,
    reading: &Reading,
    found: &[Found],
    source: &Source,
    report: &mut Report,
) {
    let coarse = |label: &String| -> Option<String> {
        if source.home {
            return Some(label.clone());
        }
        source.labels_with(label).into_iter().next()
    };
    let gold: Vec<Found> = text
        .spans
        .iter()
        .filter(|(_, label)| source.home || !source.meaning(label).perhaps)
        .filter_map(|(span, label)| {
            words_of(&reading.document, *span).map(|(first, end)| (first, end, label.clone()))
        })
        .collect();
    let habits = CoarseHabits { lexicon: Lexicon::embedded(), document: &reading.document };
    let own = |(first, end, label): &Found| {
        let words = if source.is_coarse() { habits.outer(*first..*end, label)? } else { *first..*end };
        Some((words.start, words.end, coarse(label)?))
    };
    let known: Vec<Found> = found.iter().filter(|own| coarse(&own.2).is_some()).cloned().collect();
    let known = if source.home { known } else { outermost(known) };
    let ours: Vec<Found> = known.iter().filter_map(own).collect();
    for (first, end, label) in &gold {
        let right = ours.iter().any(|own| own == &(*first, *end, label.clone()));
        report.add(label, Tally { gold: 1, found: 0, right: usize::from(right) });
    }
    for (_, _, label) in &ours {
        report.add(label, Tally { gold: 0, found: 1, right: 0 });
    }
}

fn outermost(mut spans: Vec<Found>) -> Vec<Found> {
    spans.sort_by_key(|(first, end, _)| (*first, std::cmp::Reverse(*end)));
    let mut kept: Vec<Found> = Vec::new();
    for span in spans {
        if kept.last().is_none_or(|last| span.0 >= last.1) {
            kept.push(span);
        }
    }
    kept
}

/// Scores of marks in tenths, with how many were right.
#[derive(Debug, Clone, Default)]
pub struct Reliability([(usize, usize, f64); 10]);

impl Reliability {
    /// Adds a mark with this score.
    pub fn add(&mut self, score: f64, is_right: bool) {
        let bin = &mut self.0[((score * 10.0) as usize).min(9)];
        bin.0 += 1;
        bin.1 += usize::from(is_right);
        bin.2 += score;
    }

    /// The mean distance of score and share of right marks.
    pub fn error(&self) -> f64 {
        let total: usize = self.0.iter().map(|bin| bin.0).sum();
        let distance = |bin: &(usize, usize, f64)| (bin.2 - bin.1 as f64).abs();
        self.0.iter().map(distance).sum::<f64>() / total.max(1) as f64
    }
}

impl std::fmt::Display for Reliability {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (number, (count, right, scores)) in self.0.iter().enumerate().filter(|(_, bin)| bin.0 > 0) {
            let (mean, share) = (scores / *count as f64, *right as f64 / *count as f64);
            writeln!(f, "0.{number}–  marks {count:>5}  mean score {mean:.3}  right {share:.3}")?;
        }
        writeln!(f, "mean distance {:.3}", self.error())
    }
}
