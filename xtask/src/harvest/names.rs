//! `names.tsv`: parts of persons' names, with how reliably they are names in news.
//! Sources: `gazetteers/person_tokens.tsv` and [`Evidence`].

use std::collections::BTreeMap;

use anyhow::Result;

use super::{
    evidence::Evidence,
    reference::Reference,
    table::{Table, tenths},
    words::Counts,
};

/// Weight of the gazetteer against labelled news, in occurrences.
const PRIOR_WEIGHT: f64 = 4.0;

/// How many times a real name is more frequent in news than in the gazetteer.
const NEWS_PER_ENTRY: f64 = 12.0;

/// Parts that fewer people bear are left out, unless labelled news has them.
const MIN_BEARERS: u64 = 4;

/// How many people of the gazetteers bear a part of a name.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bearers {
    given: u64,
    surname: u64,
    /// In any place of the name.
    pub total: u64,
}

/// The bearers of each normalised part.
pub fn person_parts(reference: &Reference) -> Result<BTreeMap<String, Bearers>> {
    let mut parts = BTreeMap::new();
    for row in reference.rows("gazetteers/person_tokens.tsv")? {
        let number = |column: usize| row.get(column).and_then(|field| field.parse().ok()).unwrap_or(0);
        let (given, surname) = (number(1), number(2));
        parts.insert(row[0].clone(), Bearers { given, surname, total: given + surname + number(3) });
    }
    Ok(parts)
}

/// The table.
pub fn harvest(parts: &BTreeMap<String, Bearers>, evidence: &Evidence, counts: &Counts) -> Table {
    let mut table = Table::new("names", "form\trel\tgiven\tseen");
    let mut forms: Vec<&String> = parts.keys().collect();
    forms.extend(evidence.in_person.keys().filter(|form| !parts.contains_key(*form)));
    for form in forms {
        let bearers = parts.get(form).copied().unwrap_or_default();
        let labelled = evidence.in_person.get(form).copied().unwrap_or(0);
        if form.chars().count() < 2 || !form.chars().all(|c| c.is_alphabetic() || c == '-') {
            continue;
        }
        if bearers.total < MIN_BEARERS && labelled == 0 {
            continue;
        }
        let news = counts.get(form).copied().unwrap_or(0) as f64;
        let prior = bearers.total as f64 / (bearers.total as f64 + news / NEWS_PER_ENTRY + 1.0);
        let seen = evidence.occurrences.get(form).copied().unwrap_or(0) as f64;
        let share = (labelled as f64 + PRIOR_WEIGHT * prior) / (seen + PRIOR_WEIGHT);
        if share < 0.1 {
            continue;
        }
        let given = bearers.given >= MIN_BEARERS && bearers.given > 2 * bearers.surname;
        table.push(&[form, &tenths(share), yes(given), yes(labelled > 0)]);
    }
    table
}

fn yes(holds: bool) -> &'static str {
    if holds { "yes" } else { "no" }
}
