//! Krippendorff's alpha for unitising: annotators choose where units begin and end on a continuum, and what they are.
//! Formulas of Krippendorff, "On the Reliability of Unitizing Continuous Data", Sociological Methodology 25 (1995),
//! with the sign of "Content Analysis" (2004) in the expected disagreement.

use std::collections::BTreeMap;

use crate::text::Span;

/// Units on one continuum, all texts in a row, by category and annotator.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unitising<'a> {
    n_annotators: usize,
    length: usize,
    units: BTreeMap<&'a str, Vec<Vec<Span>>>,
}

/// A unit, or the gap between two.
#[derive(Debug, Clone, Copy)]
struct Section {
    start: f64,
    length: f64,
    is_unit: bool,
}

impl<'a> Unitising<'a> {
    /// A continuum of no length yet.
    pub fn new(n_annotators: usize) -> Self {
        Self { n_annotators, length: 0, units: BTreeMap::new() }
    }

    /// Makes the continuum longer by a text of this length; gives where it begins.
    pub fn add_text(&mut self, length: usize) -> usize {
        self.length += length;
        self.length - length
    }

    /// Adds a unit of an annotator. Of units of one category that overlap, the first and longest counts: an annotator
    /// cannot put one place twice into a category.
    pub fn add(&mut self, annotator: usize, category: &'a str, unit: Span) {
        let n_annotators = self.n_annotators;
        let of_category = self.units.entry(category).or_insert_with(|| vec![Vec::new(); n_annotators]);
        if let Some(units) = of_category.get_mut(annotator) {
            units.push(unit);
        }
    }

    /// Alpha over all categories; none where nothing was marked.
    pub fn alpha(&self) -> Option<f64> {
        let sums = self.units.values().map(|units| self.disagreement(units));
        let (observed, expected) =
            sums.fold((0.0, 0.0), |(o, e), (observed, expected)| (o + observed, e + expected));
        (expected > 0.0).then(|| 1.0 - observed / expected)
    }

    /// Alpha of each category.
    pub fn alphas(&self) -> BTreeMap<&'a str, f64> {
        let alphas = self.units.iter().map(|(category, units)| (*category, self.disagreement(units)));
        let defined = alphas.filter(|(_, (_, expected))| *expected > 0.0);
        defined.map(|(category, (observed, expected))| (category, 1.0 - observed / expected)).collect()
    }

    /// Observed and expected disagreement on a category.
    fn disagreement(&self, units: &[Vec<Span>]) -> (f64, f64) {
        let sections: Vec<Vec<Section>> = units.iter().map(|units| sections(units, self.length)).collect();
        (self.observed(&sections), self.expected(&sections))
    }

    fn observed(&self, sections: &[Vec<Section>]) -> f64 {
        let m = self.n_annotators as f64;
        let length = self.length as f64;
        let mut sum = 0.0;
        for (one, first) in sections.iter().enumerate() {
            for second in sections.iter().skip(one + 1) {
                sum += 2.0 * difference(first, second);
            }
        }
        sum / (m * (m - 1.0) * length * length)
    }

    fn expected(&self, sections: &[Vec<Section>]) -> f64 {
        let m = self.n_annotators as f64;
        let length = self.length as f64;
        let all = || sections.iter().flatten();
        let units: Vec<f64> = all().filter(|section| section.is_unit).map(|unit| unit.length).collect();
        let mut gaps: Vec<f64> = all().filter(|section| !section.is_unit).map(|gap| gap.length).collect();
        gaps.sort_by(f64::total_cmp);
        // From the longest gap down, how many are at least as long, and their sum.
        let mut sums = vec![0.0; gaps.len() + 1];
        for index in (0..gaps.len()).rev() {
            sums[index] = sums[index + 1] + gaps[index];
        }
        let mut sum = 0.0;
        for l in &units {
            let first = gaps.partition_point(|gap| gap < l);
            let n_longer = (gaps.len() - first) as f64;
            let room = sums[first] - n_longer * (l - 1.0);
            sum += (units.len() as f64 - 1.0) / 3.0 * (2.0 * l.powi(3) - 3.0 * l.powi(2) + l) + l * l * room;
        }
        let taken: f64 = units.iter().map(|l| l * (l - 1.0)).sum();
        let all_ways = m * length * (m * length - 1.0) - taken;
        if all_ways > 0.0 { 2.0 / length * sum / all_ways } else { 0.0 }
    }
}

/// Units and the gaps between them, from one end of the continuum to the other.
fn sections(units: &[Span], length: usize) -> Vec<Section> {
    let mut units = units.to_vec();
    units.sort_by_key(|unit| (unit.start, std::cmp::Reverse(unit.end)));
    let section = |start: usize, end: usize, is_unit| Section {
        start: start as f64,
        length: (end - start) as f64,
        is_unit,
    };
    let mut sections = Vec::new();
    let mut end = 0;
    for unit in units {
        if unit.start < end || unit.is_empty() {
            continue;
        }
        if unit.start > end {
            sections.push(section(end, unit.start, false));
        }
        sections.push(section(unit.start, unit.end, true));
        end = unit.end;
    }
    if end < length {
        sections.push(section(end, length, false));
    }
    sections
}

/// The sum over pairs of sections that touch: squared distances of the ends of two units, the squared length of a unit
/// that lies in a gap. Both lists are in order, so each section meets few of the other's.
fn difference(first: &[Section], second: &[Section]) -> f64 {
    let mut sum = 0.0;
    let mut from = 0;
    for one in first {
        while second.get(from).is_some_and(|other| other.start + other.length <= one.start) {
            from += 1;
        }
        let touching = second[from..].iter().take_while(|other| other.start < one.start + one.length);
        sum += touching.map(|other| difference_of(one, other)).sum::<f64>();
    }
    sum
}

fn difference_of(one: &Section, other: &Section) -> f64 {
    let (ends, other_ends) = (one.start + one.length, other.start + other.length);
    let holds = |gap: &Section, unit: &Section| {
        gap.start <= unit.start && unit.start + unit.length <= gap.start + gap.length
    };
    match (one.is_unit, other.is_unit) {
        (true, true) => (one.start - other.start).powi(2) + (ends - other_ends).powi(2),
        (true, false) if holds(other, one) => one.length.powi(2),
        (false, true) if holds(one, other) => other.length.powi(2),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of Krippendorff (1995, p. 57): start and length of the units of two annotators.
    const A: [&[(usize, usize)]; 2] = [&[(2, 8), (14, 6)], &[(4, 4), (15, 2)]];
    const B: [&[(usize, usize)]; 2] = [&[(0, 18)], &[(0, 2), (2, 1), (3, 1), (4, 1), (5, 1), (6, 3), (9, 1)]];
    const C: [&[(usize, usize)]; 2] =
        [&[(2, 6), (10, 2), (14, 4), (20, 2)], &[(0, 2), (4, 4), (10, 4), (16, 2), (20, 2)]];
    const D: [&[(usize, usize)]; 2] =
        [&[(0, 2), (2, 8), (10, 4), (14, 6), (20, 4)], &[(0, 4), (4, 4), (8, 7), (15, 2), (17, 7)]];

    fn study(example: [&[(usize, usize)]; 2], stretch: usize) -> Unitising<'static> {
        let mut study = Unitising::new(2);
        study.add_text(24 * stretch);
        for (annotator, units) in example.iter().enumerate() {
            for (start, length) in *units {
                study.add(annotator, "x", Span::new(start * stretch, (start + length) * stretch));
            }
        }
        study
    }

    #[track_caller]
    fn check(example: [&[(usize, usize)]; 2], observed: f64, alpha: f64) {
        let small = study(example, 1);
        let (found, _) = small.disagreement(&small.units["x"]);
        assert!((found - observed).abs() < 0.00001, "{found}");
        let large = study(example, 50_000).alpha().unwrap();
        assert!((large - alpha).abs() < 0.02, "{large}");
    }

    #[test]
    fn published_figures_come_out() {
        check(A, 0.03125, 0.553);
        check(B, 2.26736, -0.926);
        check(C, 0.02777, 0.679);
        check(D, 0.38715, 0.066);
    }

    #[test]
    fn the_same_units_agree_fully_and_none_give_no_figure() {
        let same = study([A[0], A[0]], 10);
        assert_eq!(same.alpha(), Some(1.0));
        assert_eq!(study([&[], &[]], 10).alpha(), None);
    }
}
