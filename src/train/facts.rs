//! The facts of words: from lists that have no labels, so that they say of a new text just what they say of
//! the texts that the model learns from.

use std::{
    cmp::Reverse,
    collections::BTreeMap,
    fs::File,
    io::{BufRead, BufReader, Read},
    path::Path,
};

use super::TrainError;
use crate::{
    entities::tagger::{
        facts::{FactTable, Facts, KEY_BITS},
        hash::{few, hash_text, widened},
        index::Index,
        phrases::FORM,
    },
    text::normalize_word,
};

/// A part of a name that fewer people of the lists bear is left out.
const MIN_BEARERS: f64 = 2.0;

/// How many times a real name is more frequent in news than in the lists.
const NEWS_PER_BEARER: f64 = 12.0;

/// Smallest town that is kept, in people.
const MIN_TOWN: f64 = 3000.0;

/// The table from the reference data in the folder `from`.
pub fn fact_table(from: &Path) -> Result<FactTable, TrainError> {
    let mut counts: BTreeMap<String, f64> = BTreeMap::new();
    for row in rows(&from.join("words/unigrams-33M.tsv.gz"))? {
        let count: f64 = number(&row, 1);
        *counts.entry(normalize_word(&row[0])).or_default() += count;
    }
    let mut facts: BTreeMap<String, Facts> = BTreeMap::new();
    add_classes(&from.join("words/clusters_80k.tsv.gz"), &mut facts)?;
    let bearers = add_persons(&from.join("gazetteers/person_tokens.tsv"), &counts, &mut facts)?;
    add_places(&from.join("gazetteers/places.tsv"), &counts, &bearers, &mut facts)?;
    for (form, facts) in &mut facts {
        let count = counts.get(form).copied().unwrap_or(0.0);
        facts.count = if count < 1.0 { 0 } else { 1 + (count.log2() / 2.0) as u16 };
    }
    Ok(table(facts))
}

fn table(facts: BTreeMap<String, Facts>) -> FactTable {
    let mut rows: Vec<(u32, Facts)> =
        facts.into_iter().map(|(form, facts)| (few(hash_text(FORM, &form), KEY_BITS), facts)).collect();
    // Of two words with one key the more frequent stays.
    rows.sort_by_key(|(key, facts)| (*key, Reverse(facts.count)));
    rows.dedup_by_key(|(key, _)| *key);
    rows.iter_mut().for_each(|(key, _)| *key = widened(*key, KEY_BITS));
    let (keys, facts) = rows.into_iter().unzip();
    FactTable { index: Index::new(keys).unwrap_or_default(), facts }
}

/// Words come by frequency, so the first of several spellings is the most frequent.
fn add_classes(path: &Path, facts: &mut BTreeMap<String, Facts>) -> Result<(), TrainError> {
    for row in rows(path)?.into_iter().skip(1) {
        let form = normalize_word(&row[0]);
        let class = |column: usize| number(&row, column) as u16 + 1;
        facts.entry(form).or_insert(Facts {
            class_64: class(1),
            class_256: class(2),
            class_1024: class(3),
            ..Facts::default()
        });
    }
    Ok(())
}

/// Adds parts of persons' names; gives how many people bear each.
fn add_persons(
    path: &Path,
    counts: &BTreeMap<String, f64>,
    facts: &mut BTreeMap<String, Facts>,
) -> Result<BTreeMap<String, f64>, TrainError> {
    let mut all = BTreeMap::new();
    for row in rows(path)?.into_iter().skip(1) {
        let form = normalize_word(&row[0]);
        let (given, surname, other) = (number(&row, 1), number(&row, 2), number(&row, 3));
        let bearers: f64 = given + surname + other;
        let news = counts.get(&form).copied().unwrap_or(0.0);
        let share = bearers / (bearers + news / NEWS_PER_BEARER + 1.0);
        if bearers < MIN_BEARERS || share < 0.03 || form.chars().count() < 2 {
            continue;
        }
        let place = if given > 2.0 * surname {
            0
        } else if surname > 2.0 * given {
            1
        } else {
            2
        };
        let size = if bearers < 5.0 {
            0
        } else if bearers < 40.0 {
            1
        } else {
            2
        };
        let person = 1 + ((share * 5.0) as u16).min(4) * 9 + size * 3 + place;
        all.insert(form.clone(), bearers);
        facts.entry(form).or_default().person = person;
    }
    Ok(all)
}

fn add_places(
    path: &Path,
    counts: &BTreeMap<String, f64>,
    bearers: &BTreeMap<String, f64>,
    facts: &mut BTreeMap<String, Facts>,
) -> Result<(), TrainError> {
    for row in rows(path)?.into_iter().skip(1).filter(|row| row.len() >= 8) {
        let form = normalize_word(&row[1]);
        let people: f64 = number(&row, 4);
        let kind = match row[2].as_str() {
            "country" => 0,
            "city" | "region" => 1,
            _ if people >= MIN_TOWN => 2,
            _ => continue,
        };
        if form.contains(' ') || form.chars().count() < 3 {
            continue;
        }
        let news = counts.get(&form).copied().unwrap_or(0.0);
        let expected = 60.0 + people / 200.0;
        let as_name = expected / (expected + 20.0 * bearers.get(&form).copied().unwrap_or(0.0));
        let ambiguity = if row[7] == "1" { 0.4 } else { 1.0 };
        let share = ambiguity * as_name * (expected / (expected + news / 2.0)).max(0.05);
        let place = 1 + kind * 5 + ((share * 5.0) as u16).min(4);
        let own = &mut facts.entry(form).or_default().place;
        *own = if *own == 0 { place } else { (*own).min(place) };
    }
    Ok(())
}

/// The rows of a table, its fields parted by tabs; unpacked where it is packed.
fn rows(path: &Path) -> Result<Vec<Vec<String>>, TrainError> {
    let failed = |error: std::io::Error| TrainError::Read(path.to_owned(), error.to_string());
    let file = File::open(path).map_err(failed)?;
    let packed = path.extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn Read> =
        if packed { Box::new(flate2::read::GzDecoder::new(file)) } else { Box::new(file) };
    let lines = BufReader::new(reader).lines();
    let fields = |line: String| line.split('\t').map(str::to_owned).collect();
    lines.map(|line| line.map(fields).map_err(failed)).collect()
}

fn number(row: &[String], column: usize) -> f64 {
    row.get(column).and_then(|field| field.parse().ok()).unwrap_or(0.0)
}
