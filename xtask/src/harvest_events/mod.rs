//! Learns what the event finder knows from annotated articles: `cargo xtask harvest`.
//!
//! Reads the curated tables of `data/events` and the silver articles of the reference data; writes
//! `triggers.tsv`, `light_verbs.tsv`, `trigger_weights.tsv`, `argument_weights.tsv` and `attribute_weights.tsv` in
//! `data/lexicon`. Deterministic: the same input gives the same bytes.
//!
//! A form's score must not be learnt from the article that it is then judged in, or the weights would
//! trust it too much; so the articles are parted, and each part is judged with the counts of the others.

mod gold;
mod inflect;
mod observe;
pub mod train;
mod verbs;
mod words;

use std::{fs, io, path::Path};

use hashiya::{
    events::Reading,
    lexicon::{
        Lexicon,
        compile::{SourceTable, compile},
    },
};

use gold::Article;
use train::{Example, Settings, Weight, train};
use words::{Counts, Curated, trigger_table};

/// Into how many parts the articles are parted.
const N_PARTS: usize = 5;

/// Learns from the reference data in `from` (the folder that holds `gold`), for the project in `out`.
///
/// # Errors
/// A file that is missing or cannot be read or written.
pub fn run(from: &Path, out: &Path) -> io::Result<()> {
    let tables_folder = out.join("data/lexicon");
    let write = |name: &str, table: String| fs::write(tables_folder.join(format!("{name}.tsv")), table);
    let curated = Curated::read(&out.join("data/events"), &tables_folder.join("words.tsv"))?;
    write("light_verbs", curated.light.iter().fold("form\n".to_owned(), |table, form| table + form + "\n"))?;
    write("verb_forms", verbs::verb_table(from, &tables_folder)?)?;
    let lexicon = read_lexicon(&tables_folder, None)?;
    let gold = from.join("gold");
    let articles = gold::read(&[&gold.join("silver.jsonl"), &gold.join("silver-news.jsonl")], &lexicon)?;
    let readings: Vec<Reading<'_>> =
        articles.iter().map(|article| Reading::new(&article.document, &lexicon)).collect();
    let mut examples: [Vec<Example>; 3] = Default::default();
    for part in 0..N_PARTS {
        let table = trigger_table(&curated, &counts(&articles, &readings, Some(part)));
        let lexicon = read_lexicon(&tables_folder, Some(table))?;
        for index in (part..articles.len()).step_by(N_PARTS) {
            observe::observe(&articles[index], &readings[index], &lexicon, &mut examples);
        }
    }
    write("triggers", trigger_table(&curated, &counts(&articles, &readings, None)))?;
    let [triggers, arguments, attributes] = examples;
    let settings = Settings { n_epochs: 16, penalty: 1.0, min_count: 4 };
    write("trigger_weights", weight_table(&train(&triggers, &settings)))?;
    write("argument_weights", weight_table(&train(&arguments, &settings)))?;
    write("attribute_weights", weight_table(&train(&attributes, &settings)))
}

/// The counts over all articles, or over those outside the part `left_out`.
fn counts(articles: &[Article], readings: &[Reading<'_>], left_out: Option<usize>) -> Counts {
    let mut counts = Counts::default();
    for (index, (article, reading)) in articles.iter().zip(readings).enumerate() {
        if left_out != Some(index % N_PARTS) {
            counts.add(article, reading);
        }
    }
    counts
}

/// The lexicon of the tables in `folder`, with `triggers` in place of the table of that name.
pub fn read_lexicon(folder: &Path, triggers: Option<String>) -> io::Result<Lexicon> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    let mut tables = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name != "triggers" || triggers.is_none() {
            tables.push(SourceTable { name, tsv: fs::read_to_string(&path)? });
        }
    }
    tables.extend(triggers.map(|tsv| SourceTable { name: "triggers".to_owned(), tsv }));
    let pack = compile(&tables).map_err(io::Error::other)?;
    Lexicon::from_pack(&pack).map_err(io::Error::other)
}

/// The weights as a table.
fn weight_table(weights: &[Weight]) -> String {
    let rows =
        weights.iter().map(|(feature, outcome, weight)| format!("{feature}\t{outcome}\t{weight:.2}\n"));
    let rows: String = rows.filter(|row| !row.ends_with("\t0.00\n") && !row.ends_with("\t-0.00\n")).collect();
    format!("form\toutcome\tweight\n{rows}")
}
