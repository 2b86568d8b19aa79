//! `nisba.tsv`: adjectives of nationality with their country, in all inflections.
//! Sources: `gazetteers/nationalities.tsv`, names of territories from CLDR.

use std::collections::BTreeMap;

use anyhow::Result;
use hashiya::text::normalize_word;

use super::{reference::Reference, table::Table};

/// Endings of the singular and plural, with number.
const ENDINGS: &[(&str, &str)] = &[
    ("", "singular"),
    ("ا", "singular"),
    ("ة", "singular"),
    ("ين", "plural"),
    ("ون", "plural"),
    ("ان", "plural"),
    ("ات", "plural"),
    ("تين", "plural"),
    ("تان", "plural"),
];

/// The table.
pub fn harvest(reference: &Reference) -> Result<Table> {
    let mut codes: BTreeMap<String, String> = BTreeMap::new();
    for row in reference.rows("gazetteers/places.tsv")? {
        if row[2] == "country" {
            let code = row[3].split(',').next().unwrap_or_default();
            codes.entry(normalize_word(&row[0])).or_insert_with(|| code.to_owned());
        }
    }
    let rows = reference.rows("gazetteers/nationalities.tsv")?;
    let mut country_of: BTreeMap<&str, &str> = BTreeMap::new();
    for row in rows.iter().filter(|row| row[1] == "ar") {
        country_of.entry(&row[0]).or_insert(&row[2]);
    }
    let mut table = Table::new("nisba", "form\tcountry\tnumber\tdefinite");
    for row in rows.iter().filter(|row| row.len() > 2 && !row[2].is_empty()) {
        let name = country_of.get(row[0].as_str()).map(|name| normalize_word(name));
        let code = name.and_then(|name| codes.get(&name)).map_or("", String::as_str);
        match row[1].as_str() {
            "male" => push_inflections(&row[2], code, &mut table),
            "males" => push(&row[2], code, "plural", &mut table),
            _ => {}
        }
    }
    Ok(table)
}

fn push_inflections(singular: &str, code: &str, table: &mut Table) {
    let is_regular = singular.ends_with('ي') && !singular.contains(' ');
    for (ending, number) in ENDINGS.iter().take(if is_regular { ENDINGS.len() } else { 1 }) {
        push(&format!("{singular}{ending}"), code, number, table);
    }
}

fn push(form: &str, code: &str, number: &str, table: &mut Table) {
    if form.contains(' ') {
        return;
    }
    let stem = form.strip_prefix("ال").filter(|stem| stem.chars().count() > 3).unwrap_or(form);
    table.push(&[stem, code, number, "no"]);
    table.push(&[&format!("ال{stem}"), code, number, "yes"]);
}
