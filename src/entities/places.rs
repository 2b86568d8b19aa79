//! The country and kind of a place that the lists know: «باريس» is a city in FR.

use std::{collections::HashMap, sync::Arc};

use super::{candidate::Candidate, knowledge::Knowledge, words::Word};
use crate::{
    annotation::Value,
    lexicon::{Row, Table},
};

/// The lists of places, the curated one first: of two places of one name it has the one that news means.
const TABLES: [&str; 2] = ["regions", "places"];

/// Gives a value to each of `entities` that a list of places has under its label and of which no country is known yet. Where a list has
/// several, the country that the article names most wins, else the first: lists have the most populous first.
pub(super) fn add_places(entities: &mut [Candidate], words: &[Word], knowledge: &Knowledge) {
    let mut countries: HashMap<String, usize> = HashMap::new();
    for entity in entities.iter() {
        if let Some(Value::Place { country: Some(country), .. }) = entity.value.as_deref() {
            *countries.entry(country.clone()).or_default() += 1;
        }
    }
    let lacks_country = |value: &Value| matches!(value, Value::Place { country: None, .. });
    for entity in entities.iter_mut().filter(|entity| entity.value.as_deref().is_none_or(lacks_country)) {
        let found = TABLES.iter().find_map(|name| {
            let table = knowledge.lexicon.table(name);
            let rows: Vec<&Row> = rows_of(table, entity, knowledge.labels.name(entity.label), words);
            let rank = |row: &&&Row| countries.get(table.field(row, "country")).copied().unwrap_or(0);
            // Of equals the last is taken by `max_by_key`, so the rows go in from the end.
            let best = rows.iter().rev().max_by_key(rank)?;
            let country = Some(table.field(best, "country").to_owned()).filter(|country| !country.is_empty());
            Some(Value::Place { country, place: table.field(best, "kind").to_owned() })
        });
        entity.value = found.map(Arc::new).or(entity.value.take());
    }
}

/// The rows of the name, or of the name after its first word: «مدينة تدمر» is listed as «تدمر».
fn rows_of<'a>(table: &'a Table, entity: &Candidate, label: &str, words: &[Word]) -> Vec<&'a Row> {
    let rest = |first: usize| words[first..entity.end].iter().map(|word| word.form());
    let fits = |row: &&Row| table.field(row, "label") == label && !table.field(row, "kind").is_empty();
    let look_up = |form: String| table.get(&form).iter().filter(fits).collect::<Vec<_>>();
    let first = &words[entity.first];
    for reading in first.readings.iter().filter(|reading| first.core_start(reading) == entity.core_start) {
        let name: Vec<&str> = std::iter::once(reading.form.as_str()).chain(rest(entity.first + 1)).collect();
        let rows = look_up(name.join(" "));
        if !rows.is_empty() {
            return rows;
        }
    }
    if entity.len() < 2 {
        return Vec::new();
    }
    look_up(rest(entity.first + 1).collect::<Vec<_>>().join(" "))
}
