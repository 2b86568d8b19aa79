//! `hashiya score`: how well the annotator's marks agree with gold documents.

mod coarse;
mod segmentation;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hashiya::{
    annotation::Document,
    dataset::{self, Imported},
    entities::tagger::Tagger,
    events::EventFinder,
    lexicon::Lexicon,
    pipeline::Annotator,
    scoring::{EventReport, Matching, Report, Tally, score_entities, score_events, score_roles},
};
use rayon::prelude::*;

use crate::speak::{line, print};

/// How much an argument's span must share with that of the gold: intersection over union.
const LEAST_OVERLAP: f64 = 0.5;

#[derive(Debug, Args)]
pub struct Arguments {
    /// What to compare
    #[arg(value_enum)]
    layer: Layer,
    /// Gold documents in the native format, .json or .jsonl; for entities also sentences of words with the labels PERS (or PER), LOC and ORG
    /// (`{"id", "tokens", "spans"}` a line, as ANERcorp); for segmentation also word lists
    #[arg(long = "gold", value_name = "FILE", required = true, num_args = 1..)]
    gold: Vec<PathBuf>,
    /// The tagger's model, where it is not the built-in one
    #[arg(long, value_name = "FILE", conflicts_with = "rules_only")]
    model: Option<PathBuf>,
    /// Without the tagger
    #[arg(long)]
    rules_only: bool,
    /// Segmentation: join the sentences of each document into one paragraph first
    #[arg(long)]
    join: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Layer {
    /// Entities by type, exact spans
    Entities,
    /// Triggers, typed triggers and arguments
    Events,
    /// Sentences, tokens and clitics, one table over all files
    Segmentation,
}

/// Annotates the texts of the gold documents anew and prints how the marks agree.
///
/// # Errors
/// Where a gold file cannot be read or holds no annotated documents, or standard output cannot be written.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let annotator = Annotator::with_models(
        Lexicon::embedded().clone(),
        tagger(arguments)?,
        EventFinder::embedded().clone(),
    );
    let files = &arguments.gold;
    match arguments.layer {
        Layer::Entities => score_all_entities(files, &annotator),
        Layer::Events => compare(files, &annotator, print_events),
        Layer::Segmentation => segmentation::run(files, arguments.join, &annotator),
    }
}

/// Entities: of sets of sentences by the inventory of labels that these have, of documents by ours.
fn score_all_entities(files: &[PathBuf], annotator: &Annotator) -> Result<(), String> {
    if let Some(gold) = coarse::read(files, annotator)? {
        line(format_args!("{} sentences, by their own few labels and borders", gold.len()))?;
        return print(gold.report(annotator));
    }
    compare(files, annotator, |gold, found| print(entity_report(gold, found)))
}

/// Annotates the texts of `files` anew and hands both sides to `report`.
fn compare(
    files: &[PathBuf],
    annotator: &Annotator,
    report: impl FnOnce(&[Document], &[Document]) -> Result<(), String>,
) -> Result<(), String> {
    let mut gold = Vec::new();
    for path in files {
        gold.extend(read(path, annotator).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    let annotate = |document: &Document| {
        annotator.annotate(document.id.as_str(), document.text.as_str(), document.meta.clone())
    };
    let found: Vec<Document> = gold.par_iter().map(annotate).collect();
    line(format_args!("{} documents", gold.len()))?;
    report(&gold, &found)
}

fn tagger(arguments: &Arguments) -> Result<Tagger, String> {
    let Some(path) = &arguments.model else {
        return Ok(if arguments.rules_only { Tagger::default() } else { Tagger::embedded().clone() });
    };
    let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Tagger::from_model(&bytes, Lexicon::embedded()).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &PathBuf, annotator: &Annotator) -> Result<Vec<Document>, String> {
    let bytes = std::fs::read(path).map_err(|error| error.to_string())?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match dataset::read(&bytes, &name, annotator.schema()).map_err(|error| error.to_string())? {
        Imported::Documents(documents) => Ok(documents),
        Imported::Text(_) => Err("this is a text, not a data set".into()),
    }
}

fn entity_report(gold: &[Document], found: &[Document]) -> Report {
    let mut report = Report::default();
    for (gold, found) in gold.iter().zip(found) {
        score_entities(&gold.entities, &found.entities, &mut report);
    }
    report
}

fn event_report(gold: &[Document], found: &[Document], matching: Matching) -> EventReport {
    let mut report = EventReport::default();
    for (gold, found) in gold.iter().zip(found) {
        score_events(&gold.events, &found.events, matching, &mut report);
    }
    report
}

fn print_events(gold: &[Document], found: &[Document]) -> Result<(), String> {
    let exact = event_report(gold, found, Matching::Exact);
    let overlapping = event_report(gold, found, Matching::Overlap(LEAST_OVERLAP));
    print_tally("triggers", exact.triggers)?;
    print_tally("typed triggers", exact.typed_triggers)?;
    print_tally("arguments, exact", exact.arguments)?;
    print_tally("arguments, overlap", overlapping.arguments)?;
    for (name, matching) in [("exact", Matching::Exact), ("overlap", Matching::Overlap(LEAST_OVERLAP))] {
        let mut roles = Report::default();
        for (gold, found) in gold.iter().zip(found) {
            score_roles(&gold.events, &found.events, matching, &mut roles);
        }
        print(format_args!("\narguments by role, {name}\n{roles}"))?;
    }
    Ok(())
}

fn print_tally(name: &str, tally: Tally) -> Result<(), String> {
    let (precision, recall, f1) = (tally.precision(), tally.recall(), tally.f1());
    line(format_args!(
        "{name:<18} P {precision:.3}  R {recall:.3}  F1 {f1:.3}  gold {:>5}  found {:>5}",
        tally.gold, tally.found
    ))
}
