//! Agreement on categories: each annotator puts each unit into one.

use std::collections::BTreeMap;

/// Units in the order of the text, each with the category that every annotator put it into.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Categories<'a> {
    /// How many annotators there are.
    n_annotators: usize,
    /// How often each combination of categories was given.
    units: BTreeMap<Vec<&'a str>, usize>,
}

impl<'a> Categories<'a> {
    /// No units yet.
    pub fn new(n_annotators: usize) -> Self {
        Self { n_annotators, units: BTreeMap::new() }
    }

    /// Adds a unit with a category of each annotator.
    pub fn add(&mut self, categories: Vec<&'a str>) {
        *self.units.entry(categories).or_default() += 1;
    }

    /// How many units there are.
    pub fn n_units(&self) -> usize {
        self.units.values().sum()
    }

    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let n = self.n_annotators;
        (0..n).flat_map(move |one| (one + 1..n).map(move |other| (one, other)))
    }

    /// The mean over pairs of annotators of `of_pair`; none where it is not defined for one of them.
    fn mean(&self, of_pair: impl Fn(usize, usize) -> Option<f64>) -> Option<f64> {
        let values = self.pairs().map(|(one, other)| of_pair(one, other)).collect::<Option<Vec<f64>>>()?;
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    }

    /// The share of units on which two annotators agree, the mean over pairs; none without units.
    pub fn observed(&self) -> Option<f64> {
        self.mean(|one, other| self.observed_of(one, other))
    }

    fn observed_of(&self, one: usize, other: usize) -> Option<f64> {
        let same = self.units.iter().filter(|(unit, _)| unit[one] == unit[other]);
        let n_same: usize = same.map(|(_, count)| count).sum();
        let n_units = self.n_units();
        (n_units > 0).then(|| n_same as f64 / n_units as f64)
    }

    /// Cohen's kappa (1960), the mean over pairs; none where chance alone would give full agreement.
    pub fn kappa(&self) -> Option<f64> {
        self.mean(|one, other| {
            let observed = self.observed_of(one, other)?;
            let mut counts: BTreeMap<&str, [f64; 2]> = BTreeMap::new();
            for (unit, count) in &self.units {
                counts.entry(unit[one]).or_default()[0] += *count as f64;
                counts.entry(unit[other]).or_default()[1] += *count as f64;
            }
            let n_units = self.n_units() as f64;
            let expected: f64 =
                counts.values().map(|[one, other]| one * other).sum::<f64>() / (n_units * n_units);
            (expected < 1.0).then(|| (observed - expected) / (1.0 - expected))
        })
    }

    /// Krippendorff's alpha for categories without an order (2011); none where only one category was given.
    pub fn alpha(&self) -> Option<f64> {
        let m = self.n_annotators as f64;
        let mut totals: BTreeMap<&str, f64> = BTreeMap::new();
        let mut n_different = 0.0;
        for (unit, count) in &self.units {
            let mut in_unit: BTreeMap<&str, f64> = BTreeMap::new();
            unit.iter().for_each(|category| *in_unit.entry(category).or_default() += 1.0);
            let same: f64 = in_unit.values().map(|n| n * (n - 1.0)).sum();
            n_different += (m * (m - 1.0) - same) / (m - 1.0) * *count as f64;
            for (category, n) in in_unit {
                *totals.entry(category).or_default() += n * *count as f64;
            }
        }
        let n: f64 = totals.values().sum();
        let n_expected: f64 = totals.values().map(|total| total * (n - total)).sum();
        (n_expected > 0.0).then(|| 1.0 - (n - 1.0) * n_different / n_expected)
    }

    /// How often the first of two annotators gave one category and the second another, over all pairs.
    pub fn confusion(&self) -> BTreeMap<(&'a str, &'a str), usize> {
        let mut confusion = BTreeMap::new();
        for (one, other) in self.pairs() {
            for (unit, count) in &self.units {
                *confusion.entry((unit[one], unit[other])).or_default() += count;
            }
        }
        confusion
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of Krippendorff (1995, p. 57) as binary digits.
    #[test]
    fn published_figures_come_out() {
        let bertha = "001111111100001111110000";
        let bill = "000011110000000110000000";
        let mut categories = Categories::new(2);
        for index in 0..24 {
            categories.add(vec![&bertha[index..=index], &bill[index..=index]]);
        }
        let close = |value: Option<f64>, expected: f64| (value.unwrap() - expected).abs() < 0.001;
        assert!(close(categories.kappa(), 0.385));
        assert!(close(categories.alpha(), 0.329));
        assert!(close(categories.observed(), 16.0 / 24.0));
    }

    #[test]
    fn one_category_gives_no_figure() {
        let mut categories = Categories::new(2);
        assert_eq!((categories.observed(), categories.kappa(), categories.alpha()), (None, None, None));
        categories.add(vec!["O", "O"]);
        assert_eq!((categories.observed(), categories.kappa(), categories.alpha()), (Some(1.0), None, None));
    }
}
