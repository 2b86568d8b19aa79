//! How right the annotator is, on the reference data where they are, and on our own articles.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::{env, fs, path::Path};

use hashiya::{
    annotation::{Entity, Meta, Provenance},
    lexicon::Lexicon,
    pipeline::Annotator,
    scoring::{Report, score_entities},
    text::Span,
};
use serde_json::Value;

/// An article with the entities that a reader marked.
struct GoldArticle {
    text: String,
    meta: Meta,
    entities: Vec<Entity>,
}

fn mark(label: &str, span: Span) -> Entity {
    Entity::new("", label, span, Provenance::person())
}

/// Articles in the native form, one a line: offsets in code points.
fn read_articles(path: &Path) -> Option<Vec<GoldArticle>> {
    let content = fs::read_to_string(path).ok()?;
    let article = |line: &str| {
        let article: Value = serde_json::from_str(line).unwrap();
        let text = article["text"].as_str().unwrap().to_owned();
        let bytes: Vec<usize> = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        let byte = |entity: &Value, key: &str| bytes[entity[key].as_u64().unwrap() as usize];
        let entities = article["entities"].as_array().unwrap().iter().map(|entity| {
            let span = Span::new(byte(entity, "start"), byte(entity, "end"));
            mark(entity["label"].as_str().unwrap(), span)
        });
        let date = article["meta"]["date"].as_str().map(str::to_owned);
        GoldArticle { entities: entities.collect(), text, meta: Meta { date, ..Meta::default() } }
    };
    Some(content.lines().map(article).collect())
}

fn score(articles: &[GoldArticle]) -> Report {
    let lexicon = Lexicon::embedded();
    let annotator = Annotator::new(lexicon.clone());
    let mut report = Report::default();
    for article in articles {
        let document = annotator.annotate("gold", article.text.as_str(), article.meta.clone());
        let found = document.entities;
        score_entities(&article.entities, &found, &mut report);
        if env::var_os("HASHIYA_ERRORS").is_some() {
            print_errors(article, &found);
        }
    }
    report
}

/// Prints what was missed (−) and what is wrong (+), each with its surroundings.
fn print_errors(article: &GoldArticle, found: &[Entity]) {
    let same = |one: &Entity, other: &Entity| one.label == other.label && one.span == other.span;
    let line = |sign: char, entity: &Entity| {
        let text = &article.text;
        let before: String = text[..entity.span.start].chars().rev().take(25).collect();
        let before: String = before.chars().rev().collect();
        let after: String = text[entity.span.end..].chars().take(25).collect();
        let provenance = &entity.provenance;
        println!(
            "{sign}\t{}\t{}\t{:.2}\t{before}[{}]{after}",
            entity.label,
            provenance.source,
            provenance.score.unwrap_or(0.0),
            entity.span.slice(text)
        );
    };
    let missed = article.entities.iter().filter(|gold| !found.iter().any(|e| same(gold, e)));
    missed.for_each(|entity| line('-', entity));
    let wrong = found.iter().filter(|e| !article.entities.iter().any(|gold| same(gold, e)));
    wrong.for_each(|entity| line('+', entity));
    let right = found.iter().filter(|e| article.entities.iter().any(|gold| same(gold, e)));
    right.for_each(|entity| line('=', entity));
}

/// Floors a little under what was measured: see data/model/CARD.md.
const FLOORS: [(&str, f64); 9] = [
    ("PERS", 0.80),
    ("GPE", 0.86),
    ("ORG", 0.69),
    ("OCC", 0.79),
    ("DATE", 0.88),
    ("CARDINAL", 0.82),
    ("ORDINAL", 0.91),
    ("MONEY", 0.90),
    ("PERCENT", 0.75),
];

#[test]
fn development_articles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/gold");
    let folder = env::var_os("HASHIYA_GOLD").map_or(folder, Into::into);
    let Some(articles) = read_articles(&folder.join("dev.jsonl")) else {
        println!("skipped: no reference data");
        return;
    };
    let report = score(&articles);
    println!("{report}");
    assert!(report.micro().f1() >= 0.80, "{report}");
    for (label, floor) in FLOORS {
        assert!(report.of(label).f1() >= floor, "{label} under {floor}\n{report}");
    }
}

/// Our own articles: «في [GPE: حلب]».
fn read_bracketed(path: &Path) -> GoldArticle {
    let marked = fs::read_to_string(path).unwrap();
    let (mut text, mut open, mut entities) = (String::new(), Vec::new(), Vec::new());
    let mut rest = marked.trim_end();
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => {
                let (label, after) = rest.split_once(": ").unwrap();
                open.push((label, text.len()));
                rest = after;
            }
            ']' => {
                let (label, start) = open.pop().unwrap();
                entities.push(mark(label, Span::new(start, text.len())));
            }
            other => text.push(other),
        }
    }
    GoldArticle { text, meta: Meta::default(), entities }
}

#[test]
fn our_own_articles() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let articles: Vec<_> = paths.iter().map(|path| read_bracketed(path)).collect();
    let report = score(&articles);
    println!("{report}");
    assert!(report.micro().gold >= 55, "too few entities: {}", report.micro().gold);
    assert!(report.micro().f1() >= 0.92, "{report}");
}

#[test]
fn the_model_is_the_one_that_its_card_describes() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/model");
    let checksum = hashiya::dataset::sha256_of(&fs::read(folder.join("entities.model")).unwrap());
    let card = fs::read_to_string(folder.join("CARD.md")).unwrap();
    assert!(card.contains(&checksum), "data/model/CARD.md must name {checksum}; see docs/training.md");
}
