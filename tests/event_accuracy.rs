//! How right the event finder is on the reference data, with the annotated entities and with our own.

// A test may fail loudly, and says what it skips.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use std::{env, fs, path::PathBuf};

use hashiya::{
    annotation::{Document, Event, Meta},
    dataset::{Imported, read},
    entities::{EntityFinder, tagger::Tagger},
    events::EventFinder,
    lexicon::Lexicon,
    pipeline::Annotator,
    scoring::{EventReport, Matching, score_events},
};

/// An argument is right where it shares this much with the annotated one.
const OVERLAP: Matching = Matching::Overlap(0.5);

/// The development articles as they were annotated, or nothing where the reference data are not there.
fn articles(annotator: &Annotator) -> Option<Vec<Document>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/gold");
    let folder = env::var_os("HASHIYA_GOLD").map_or(beside, Into::into);
    let bytes = fs::read(folder.join("dev.jsonl")).ok()?;
    match read(&bytes, "dev.jsonl", annotator.schema()).unwrap() {
        Imported::Documents(documents) => Some(documents),
        Imported::Text(_) => None,
    }
}

/// Scores what `find` finds in each article, prints the figures and holds them to the floors.
#[track_caller]
fn check(
    name: &str,
    find: impl Fn(&Annotator, &mut Document) -> Vec<Event>,
    least_triggers: f64,
    least_arguments: f64,
) {
    let annotator = Annotator::new(Lexicon::embedded().clone());
    let Some(articles) = articles(&annotator) else {
        println!("skipped: no reference data");
        return;
    };
    let mut report = EventReport::default();
    for mut article in articles {
        let gold = std::mem::take(&mut article.events);
        let found = find(&annotator, &mut article);
        score_events(&gold, &found, OVERLAP, &mut report);
    }
    let (triggers, arguments) = (report.typed_triggers, report.arguments);
    for (what, tally) in
        [("triggers", report.triggers), ("typed triggers", triggers), ("arguments", arguments)]
    {
        println!(
            "{name}, {what}: precision {:.3}, recall {:.3}, F1 {:.3}",
            tally.precision(),
            tally.recall(),
            tally.f1()
        );
    }
    assert!(triggers.f1() >= least_triggers && arguments.f1() >= least_arguments);
}

#[test]
fn with_the_annotated_entities() {
    let find = |annotator: &Annotator, article: &mut Document| {
        annotator.fill_structure(article);
        let entities = EntityFinder::new(Lexicon::embedded(), Tagger::embedded().clone());
        EventFinder::embedded().find(article, &entities)
    };
    check("annotated entities", find, 0.78, 0.52);
}

#[test]
fn with_our_own_entities() {
    let find = |annotator: &Annotator, article: &mut Document| {
        let meta = Meta { date: article.meta.date.clone(), ..Meta::default() };
        annotator.annotate("gold", article.text.as_str(), meta).events
    };
    check("our own entities", find, 0.78, 0.51);
}

#[test]
fn the_model_is_the_one_that_its_card_describes() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("data/model");
    let checksum = hashiya::dataset::sha256_of(&fs::read(folder.join("events.model")).unwrap());
    let card = fs::read_to_string(folder.join("EVENTS.md")).unwrap();
    assert!(
        card.contains(&checksum),
        "data/model/EVENTS.md must name {checksum}; see docs/training-events.md"
    );
}
