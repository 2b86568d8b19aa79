//! Labelled spans against labelled spans.

use super::{Report, Tally};
use crate::{annotation::Entity, text::Span};

/// A span with its label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LabelledSpan<'a> {
    /// The label.
    pub label: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// When two spans count as the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Matching {
    /// Same start, same end.
    Exact,
    /// What they share is at least this part of what they cover together: `Overlap(0.5)`.
    Overlap(f64),
    /// They share a byte.
    Touching,
}

impl Matching {
    /// Whether `one` and `other` count as the same.
    pub fn matches(self, one: Span, other: Span) -> bool {
        match self {
            Self::Exact => one == other,
            Self::Touching => one.overlaps(other),
            Self::Overlap(least) => intersection_over_union(one, other) >= least,
        }
    }
}

fn intersection_over_union(one: Span, other: Span) -> f64 {
    let shared = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    let together = one.len() + other.len() - shared;
    if together == 0 { 0.0 } else { shared as f64 / together as f64 }
}

/// How many of `found` match one of `gold`, each of which is used once, in order.
pub fn n_matches<T>(gold: &[T], found: &[T], matches: impl Fn(&T, &T) -> bool) -> usize {
    let mut is_used = vec![false; gold.len()];
    let mut n_right = 0;
    for mark in found {
        let free = (0..gold.len()).find(|&index| !is_used[index] && matches(&gold[index], mark));
        if let Some(index) = free {
            is_used[index] = true;
            n_right += 1;
        }
    }
    n_right
}

/// Adds to `report` how the spans `found` agree with `gold`, both of one document.
pub fn score_spans(gold: &[LabelledSpan], found: &[LabelledSpan], matching: Matching, report: &mut Report) {
    let mut labels: Vec<&str> = gold.iter().chain(found).map(|mark| mark.label).collect();
    labels.sort_unstable();
    labels.dedup();
    for label in labels {
        let spans = |marks: &[LabelledSpan]| -> Vec<Span> {
            marks.iter().filter(|mark| mark.label == label).map(|mark| mark.span).collect()
        };
        let (gold, found) = (spans(gold), spans(found));
        let right = n_matches(&gold, &found, |one, other| matching.matches(*one, *other));
        report.add(label, Tally { gold: gold.len(), found: found.len(), right });
    }
}

/// Adds to `report` how the entities `found` agree with `gold`, exact spans, both of one document.
pub fn score_entities(gold: &[Entity], found: &[Entity], report: &mut Report) {
    fn marks(entities: &[Entity]) -> Vec<LabelledSpan<'_>> {
        entities.iter().map(|entity| LabelledSpan { label: &entity.label, span: entity.span }).collect()
    }
    score_spans(&marks(gold), &marks(found), Matching::Exact, report);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(label: &str, start: usize, end: usize) -> LabelledSpan<'_> {
        LabelledSpan { label, span: Span::new(start, end) }
    }

    #[test]
    fn an_exact_match_needs_label_and_both_ends() {
        let gold = [mark("GPE", 0, 6), mark("PERS", 7, 20), mark("GPE", 30, 36)];
        let found = [mark("GPE", 0, 6), mark("PERS", 7, 15), mark("ORG", 30, 36)];
        let mut report = Report::default();
        score_spans(&gold, &found, Matching::Exact, &mut report);
        assert_eq!(report.of("GPE"), Tally { gold: 2, found: 1, right: 1 });
        assert_eq!(report.of("PERS"), Tally { gold: 1, found: 1, right: 0 });
        assert_eq!(report.micro(), Tally { gold: 3, found: 3, right: 1 });
    }

    #[test]
    fn an_overlap_match_needs_half_of_the_union() {
        let gold = [mark("PERS", 0, 20)];
        for (end, right) in [(10, 1), (9, 0)] {
            let mut report = Report::default();
            score_spans(&gold, &[mark("PERS", 0, end)], Matching::Overlap(0.5), &mut report);
            assert_eq!(report.micro().right, right);
        }
    }

    #[test]
    fn one_gold_mark_makes_one_found_mark_right() {
        let mut report = Report::default();
        let found = [mark("GPE", 0, 6), mark("GPE", 0, 6)];
        score_spans(&[mark("GPE", 0, 6)], &found, Matching::Exact, &mut report);
        assert_eq!(report.micro(), Tally { gold: 1, found: 2, right: 1 });
        assert!((report.micro().f1() - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_against_nothing_is_zero_and_no_division() {
        assert_eq!(Tally::default().f1().to_bits(), 0.0_f64.to_bits());
    }
}
