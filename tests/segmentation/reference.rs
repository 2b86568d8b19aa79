//! The reference sets, joined into paragraphs without line breaks, each with floors a little under what was
//! measured.
//!
//! `HASHIYA_ERRORS=1 cargo test --test segmentation reference -- --nocapture` prints each difference: `-` an end
//! that was missed, `+` one that is wrong, `~` a word with its clitics as they should be and as they are.

use std::{collections::BTreeSet, env, fs, path::Path};

use hashiya::{
    annotation::{CliticKind, Document, Token},
    dataset::{self, Imported},
    lexicon::Lexicon,
    pipeline::Annotator,
    schema::Schema,
    scoring::{Parts, SegmentationReport, join_sentences, score_segmentation},
};

use super::marked::show_clitics;

/// What a set must reach at least; a figure that the set does not give stays at 0.
#[derive(Debug, Default)]
struct Floors {
    /// F1 of exact sentences.
    sentences: f64,
    /// F1 of sentence ends.
    ends: f64,
    /// F1 of exact tokens.
    tokens: f64,
    /// Share of words with the right proclitics, the article left out.
    proclitics: f64,
    /// Share of words with the right enclitic.
    enclitics: f64,
}

const NO_FLOORS: Floors = Floors { sentences: 0.0, ends: 0.0, tokens: 0.0, proclitics: 0.0, enclitics: 0.0 };

/// The documents of a file of the reference data, a native file or a word list; nothing where it is missing.
fn read(name: &str) -> Option<Vec<Document>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = env::var_os("HASHIYA_DATA").map_or(folder, Into::into);
    let bytes = fs::read(folder.join(name)).ok()?;
    if name.starts_with("segmentation/") {
        return Some(dataset::read_word_list(&bytes).unwrap());
    }
    match dataset::read(&bytes, name, &Schema::built_in()).unwrap() {
        Imported::Documents(documents) => Some(documents),
        Imported::Text(_) => panic!("{name} is no data set"),
    }
}

fn score(documents: &[Document]) -> SegmentationReport {
    let annotator = Annotator::new(Lexicon::embedded().clone());
    let has_clitics = documents.iter().flat_map(|document| &document.tokens).any(|t| !t.clitics.is_empty());
    let mut report = SegmentationReport::default();
    for gold in documents.iter().map(join_sentences) {
        let mut found = Document { text: gold.text.clone(), ..Document::default() };
        annotator.fill_structure(&mut found);
        if env::var_os("HASHIYA_ERRORS").is_some() {
            print_errors(&gold, &found, has_clitics);
        }
        score_segmentation(&gold.text, parts(&gold), parts(&found), has_clitics, &mut report);
    }
    report
}

fn print_errors(gold: &Document, found: &Document, has_clitics: bool) {
    let ends = |document: &Document| -> BTreeSet<usize> {
        document.sentences.iter().map(|sentence| sentence.end).collect()
    };
    let (gold_ends, found_ends) = (ends(gold), ends(found));
    for end in gold_ends.symmetric_difference(&found_ends) {
        let sign = if gold_ends.contains(end) { '-' } else { '+' };
        let (before, after) = gold.text.split_at(*end);
        let before: Vec<char> = before.chars().rev().take(40).collect();
        let after: String = after.chars().take(30).collect();
        println!("{sign}\t{}|{after}", before.into_iter().rev().collect::<String>());
    }
    let without_articles = |token: &Token| {
        let mut token = token.clone();
        token.clitics.retain(|clitic| clitic.kind != CliticKind::Article);
        show_clitics(&token, &gold.text)
    };
    for word in gold.tokens.iter().filter(|_| has_clitics) {
        let here = found.tokens.iter().find(|token| token.span.overlaps(word.span));
        let (expected, shown) = (without_articles(word), here.map(without_articles).unwrap_or_default());
        if expected != shown {
            println!("~\t{expected}\t{shown}");
        }
    }
}

fn parts(document: &Document) -> Parts<'_> {
    Parts { sentences: &document.sentences, tokens: &document.tokens }
}

fn check(name: &str, floors: &Floors) {
    let Some(documents) = read(name) else {
        println!("skipped: no reference data");
        return;
    };
    let report = score(&documents);
    let measured = [
        ("sentences", report.sentences.f1(), floors.sentences),
        ("sentence ends", report.ends.f1(), floors.ends),
        ("tokens", report.tokens.f1(), floors.tokens),
        ("proclitics", report.proclitics_without_article.share(), floors.proclitics),
        ("enclitics", report.enclitic_words.share(), floors.enclitics),
    ];
    println!("{name}: {measured:.4?}");
    for (what, figure, floor) in measured {
        assert!(figure >= floor, "{name}: {what} {figure:.4} is under {floor}");
    }
}

#[test]
fn development_articles() {
    check("gold/dev.jsonl", &Floors { sentences: 0.90, ends: 0.96, ..NO_FLOORS });
}

#[test]
fn translated_news() {
    check("gold/silver.jsonl", &Floors { sentences: 0.90, ends: 0.96, ..NO_FLOORS });
}

#[test]
fn short_news_items() {
    check("gold/silver-news.jsonl", &Floors { sentences: 0.96, ends: 0.98, ..NO_FLOORS });
}

#[test]
fn newswire_sentences() {
    check(
        "segmentation/padt-sentences.dev.jsonl",
        &Floors { sentences: 0.85, ends: 0.935, tokens: 0.999, ..NO_FLOORS },
    );
}

#[test]
fn newswire_clitics() {
    check(
        "segmentation/padt-clitics.jsonl",
        &Floors { sentences: 0.70, ends: 0.855, tokens: 0.999, proclitics: 0.985, enclitics: 0.992 },
    );
}
