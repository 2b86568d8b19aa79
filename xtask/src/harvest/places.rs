//! `places.tsv`: places with kind, country and how reliably the form is a place in news.
//! Sources: `gazetteers/places.tsv`, names of territories from CLDR, and [`Evidence`].

use std::collections::BTreeMap;

use anyhow::Result;
use hashiya::text::normalize_word;

use super::{
    evidence::Evidence,
    names::Bearers,
    reference::Reference,
    table::{Table, tenths},
    words::Counts,
};

/// Weight of the gazetteer against labelled news, in occurrences.
const PRIOR_WEIGHT: f64 = 3.0;

/// Countries whose smaller places are kept too.
const ARAB: &[&str] = &[
    "SY", "LB", "IQ", "JO", "PS", "EG", "LY", "TN", "DZ", "MA", "SD", "SA", "YE", "OM", "AE", "QA", "BH",
    "KW", "MR", "SO", "DJ", "KM", "EH",
];

/// The country of a place that several countries have.
const SEVERAL: &str = "?";

/// A place of the gazetteer.
struct Place<'a> {
    form: &'a str,
    kind: &'a str,
    country: &'a str,
    population: f64,
    ambiguous: bool,
}

/// The table.
pub fn harvest(
    reference: &Reference,
    evidence: &Evidence,
    persons: &BTreeMap<String, Bearers>,
    counts: &Counts,
) -> Result<Table> {
    let mut table = Table::new("places", "form\tlabel\tkind\tcountry\trel");
    let mut seen_forms: BTreeMap<String, ()> = BTreeMap::new();
    // The most important place of a form comes first, and the form keeps it.
    let mut rows = reference.rows("gazetteers/places.tsv")?;
    rows.sort_by_key(|row| {
        let population: u64 = row.get(4).and_then(|field| field.parse().ok()).unwrap_or(0);
        (row.get(2).is_none_or(|kind| kind != "country"), std::cmp::Reverse(population))
    });
    for row in rows {
        let [form, norm, kind, countries, population, _, _, ambiguous] = row.as_slice() else { continue };
        let place = Place {
            form,
            kind,
            country: "",
            population: population.parse().unwrap_or(0.0),
            ambiguous: ambiguous == "1",
        };
        let place = Place { country: country_of(&place, countries), ..place };
        let norm = normalize_word(norm);
        let labelled = evidence.as_place.get(&norm).copied().unwrap_or(0);
        let is_no_state = matches!(place.country, "" | "UN" | "EU" | "EZ" | "-99" | "XX");
        if is_no_state || seen_forms.contains_key(&norm) || !is_wanted(&place, &norm, labelled) {
            continue;
        }
        let share = reliability(&place, &norm, labelled, evidence, persons, counts);
        if share < 0.2 {
            continue;
        }
        let country = place.country.trim_end_matches(SEVERAL);
        table.push(&[place.form, "GPE", place.kind, country, &tenths(share)]);
        seen_forms.insert(norm, ());
    }
    for row in reference.rows("gazetteers/cldr_ar.tsv")? {
        push_territory(&row, &mut table);
    }
    Ok(table)
}

/// Continents and their parts have numbers, countries letters.
fn push_territory(row: &[String], table: &mut Table) {
    let [_, kind, code, name] = row else { return };
    let is_area = code.chars().all(|c| c.is_ascii_digit()) && code != "001";
    if kind == "territory" && is_area {
        table.push(&[name, "LOC", "region", "", "9"]);
    } else if kind == "territory"
        && code.len() == 2
        && !matches!(code.as_str(), "ZZ" | "XA" | "XB" | "UN" | "EU" | "EZ")
    {
        table.push(&[name, "GPE", "country", code, "9"]);
    }
}

/// Several countries have a place of this name. A country keeps its first code. A large city is not one of
/// the villages that the detailed Arab gazetteers name after it, nor one of the American towns; else the
/// country stays open.
fn country_of<'a>(place: &Place, countries: &'a str) -> &'a str {
    const LARGE: f64 = 150_000.0;
    let mut codes = countries.split(',');
    match (codes.next(), codes.next()) {
        (Some(code), None) => code,
        (Some(code), _) if place.kind == "country" => code,
        _ if place.population >= LARGE => {
            let mut foreign = countries.split(',').filter(|code| *code != "US" && !ARAB.contains(code));
            let first = foreign.next();
            first.filter(|_| foreign.next().is_none()).unwrap_or(SEVERAL)
        }
        _ => SEVERAL,
    }
}

fn is_wanted(place: &Place, norm: &str, labelled: u64) -> bool {
    let is_arab = place.country == SEVERAL || ARAB.contains(&place.country);
    let letters = norm.chars().filter(|c| c.is_alphabetic()).count();
    let broken = norm.split(' ').any(|word| word.chars().count() < 2) || letters < 3;
    let large = match place.kind {
        "country" | "city" | "region" => true,
        "county" => is_arab && place.population > 0.0,
        "town" => place.population >= if is_arab { 3000.0 } else { 40000.0 },
        "neighbourhood" | "locality" => is_arab && place.population >= 4000.0,
        _ => false,
    };
    !broken && norm.split(' ').count() <= 5 && (large || labelled > 0)
}

fn reliability(
    place: &Place,
    norm: &str,
    labelled: u64,
    evidence: &Evidence,
    persons: &BTreeMap<String, Bearers>,
    counts: &Counts,
) -> f64 {
    let base: f64 = match place.kind {
        "country" => 0.95,
        "region" | "city" => 0.8,
        _ => 0.65,
    };
    if norm.contains(' ') {
        return base.max(0.8);
    }
    let news = counts.get(norm).copied().unwrap_or(0) as f64;
    // A word that news has far more often than the place is large is mostly another word.
    let expected = 60.0 + place.population / 200.0;
    let bearers = persons.get(norm).map_or(0, |bearers| bearers.total) as f64;
    let as_name = expected / (expected + 20.0 * bearers);
    let ambiguity = if place.ambiguous { 0.3 } else { 1.0 };
    let prior = base * ambiguity * as_name * (expected / (expected + news / 2.0)).max(0.05);
    let seen = evidence.occurrences.get(norm).copied().unwrap_or(0) as f64;
    (labelled as f64 + PRIOR_WEIGHT * prior) / (seen + PRIOR_WEIGHT)
}
