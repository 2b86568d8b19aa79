//! `words.tsv`: how often news has a word. Source: `words/unigrams-33M.tsv.gz`.

use std::collections::BTreeMap;

use anyhow::Result;
use hashiya::text::normalize_word;

use super::{reference::Reference, table::Table};

/// Rarer forms are left out.
const MIN_COUNT: u64 = 40;

/// Counts of normalised forms.
pub type Counts = BTreeMap<String, u64>;

/// The counts of all forms.
pub fn counts(reference: &Reference) -> Result<Counts> {
    let mut counts = Counts::new();
    for line in reference.text("words/unigrams-33M.tsv.gz")?.lines() {
        let Some((form, count)) = line.split_once('\t') else { continue };
        *counts.entry(normalize_word(form)).or_default() += count.trim().parse::<u64>()?;
    }
    Ok(counts)
}

/// The table of forms that are frequent enough, with the binary logarithm of their counts.
pub fn harvest(reference: &Reference) -> Result<Table> {
    let mut table = Table::new("words", "form\tlog_count");
    for (form, count) in counts(reference)? {
        let is_word = form.chars().count() > 1 && form.chars().all(char::is_alphabetic);
        if count >= MIN_COUNT && is_word {
            table.push(&[&form, &(count as f64).log2().round().to_string()]);
        }
    }
    Ok(table)
}
