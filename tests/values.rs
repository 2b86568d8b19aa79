//! What marks stand for: every line of `gold/values.tsv` is a case.

// A test may fail loudly.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used)]

use hashiya::{
    annotation::{Document, Meta, Value},
    lexicon::Lexicon,
    pipeline::Annotator,
};

const CASES: &str = include_str!("gold/values.tsv");

/// Fewest cases: the table may only grow.
const MIN_CASES: usize = 200;

struct Case<'a> {
    line: usize,
    text: String,
    /// The mark in brackets, in bytes of the text.
    mark: std::ops::Range<usize>,
    date: Option<&'a str>,
    label: &'a str,
    value: &'a str,
}

fn cases() -> Vec<Case<'static>> {
    let lines = CASES.lines().enumerate().skip(1).filter(|(_, line)| !line.starts_with('#'));
    lines.map(|(index, line)| case(index + 1, line)).collect()
}

fn case(line: usize, fields: &'static str) -> Case<'static> {
    let fields: Vec<&str> = fields.split('\t').collect();
    let [marked, date, label, value] = fields[..] else { panic!("line {line}: not four fields") };
    let (before, rest) = marked.split_once('[').expect("a mark in brackets");
    let (mark, after) = rest.split_once(']').expect("a mark in brackets");
    Case {
        line,
        text: format!("{before}{mark}{after}"),
        mark: before.len()..before.len() + mark.len(),
        date: Some(date).filter(|date| *date != "-"),
        label,
        value,
    }
}

/// As the table writes it.
fn written(value: Option<&Value>) -> String {
    let or_unknown = |code: &Option<String>| code.clone().unwrap_or_else(|| "?".to_owned());
    match value {
        None => "-".to_owned(),
        Some(Value::Number { number } | Value::Percent { number }) => number.to_string(),
        Some(Value::Ordinal { rank }) => rank.to_string(),
        Some(Value::Time { timex }) => timex.clone(),
        Some(Value::Money { amount, currency }) => format!("{amount} {}", or_unknown(currency)),
        Some(Value::Quantity { number, unit }) => format!("{number} {}", or_unknown(unit)),
        Some(Value::Place { country, .. }) => or_unknown(country),
    }
}

/// What the entities of the case's label that share text with its mark stand for.
fn found(case: &Case, document: &Document) -> Vec<String> {
    let overlaps = |start: usize, end: usize| start < case.mark.end && case.mark.start < end;
    let entities = document.entities.iter().filter(|entity| entity.label == case.label);
    let here = entities.filter(|entity| overlaps(entity.span.start, entity.span.end));
    here.map(|entity| written(entity.value.as_ref())).collect()
}

#[test]
fn every_mark_of_the_table_has_its_value() {
    let annotator = Annotator::new(Lexicon::embedded().clone());
    let cases = cases();
    let mut failures = Vec::new();
    for case in &cases {
        let meta = Meta { date: case.date.map(str::to_owned), ..Meta::default() };
        let document = annotator.annotate("d1", case.text.as_str(), meta);
        let found = found(case, &document);
        if found != [case.value] {
            failures.push(format!("line {}: {} is not {}: {found:?}", case.line, case.text, case.value));
        }
    }
    assert!(cases.len() >= MIN_CASES, "only {} cases", cases.len());
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
