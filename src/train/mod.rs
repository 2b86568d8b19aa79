//! Training of the entity tagger: native only, behind the feature `train`. The recipe is in
//! `docs/training.md`.

mod chance;
mod compress;
mod events;
mod examples;
mod facts;
mod learn;
mod report;
mod sources;

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use thiserror::Error;

use crate::{
    annotation::Entity,
    entities::{
        EntityFinder,
        tagger::{
            Tagger,
            chain::Chain,
            form::MOST_COLUMNS,
            model::{Layer, Model, Use},
            templates::kept,
        },
    },
    lexicon::{
        Lexicon,
        compile::{SourceTable, compile},
    },
    schema::Schema,
    scoring::Report,
};
pub use events::{N_SEEDS, train_events};
use examples::{Example, Fold, Reader, Reading};
pub use learn::Settings;
use report::{Found, Reliability, compare};
use sources::{LabelledText, Source};

const LAYERS: &str = "data/model/layers.tsv";

/// Why nothing was learnt.
#[derive(Debug, Error)]
pub enum TrainError {
    /// A file cannot be read.
    #[error("{0}: {1}")]
    Read(PathBuf, String),
    /// A line of `data/model/sources.tsv` or `layers.tsv` says nothing.
    #[error("this line of data/model cannot be read: {0}")]
    Sources(String),
}

/// What is learnt from.
#[derive(Debug, Clone, Default)]
pub struct How {
    /// Also from what is else held out.
    pub all: bool,
    /// Without these families of features.
    pub without: Vec<String>,
}

/// What the learning gave.
#[derive(Debug, Clone)]
pub struct Trained {
    /// The model file.
    pub bytes: Vec<u8>,
    /// Figures, to be read by people.
    pub report: String,
}

struct Set {
    source: Source,
    texts: Vec<LabelledText>,
    held_out: Vec<LabelledText>,
}

/// Learns from the reference data in the folder `from`.
///
/// # Errors
/// [`TrainError`] where a file is missing or cannot be read.
pub fn train_entities(
    from: &Path,
    folds: &Path,
    settings: Settings,
    how: &How,
    say: impl Fn(&str),
) -> Result<Trained, TrainError> {
    let reader = reader(folds)?;
    let (layers, damping) = layers()?;
    let facts = facts::fact_table(from)?;
    say(&format!("facts of {} words", facts.facts.len()));
    let model = Model { layers: layers.clone(), facts, ..Model::default() };
    let mut model = model;
    let sets = read_sets(from, &Schema::built_in())?;
    let kept = kept(&how.without);
    let mut examples: Vec<Example> = Vec::new();
    for set in &sets {
        let held_out = set.held_out.iter().filter(|_| how.all);
        for text in set.texts.iter().chain(held_out) {
            let reading = examples::read(text, &reader, &model);
            examples.extend(examples::examples(
                text,
                &reading,
                &set.source,
                Lexicon::embedded(),
                &layers,
                &kept,
            ));
        }
        say(&format!("{}: {} sentences so far", set.source.name, examples.len()));
    }
    let features = learn::number_features(&mut examples, settings.min_count);
    say(&format!("{} features; {:?}", features.len(), learn::counts(&examples, &layers)));
    let mut learnt = Vec::new();
    for (number, layer) in layers.iter().enumerate() {
        learnt.push(learn::learn(&examples, number, layer, features.len(), settings));
        say(&format!("learnt {}", layer.name));
    }
    let facts = std::mem::take(&mut model.facts);
    model = compress::compress(layers, &damping, &learnt, &features, facts)
        .ok_or_else(|| TrainError::Sources("more columns than a model holds".to_owned()))?;
    say(&format!("{} features kept, {} weights", model.weights.features.len(), model.weights.weights.len()));
    let report = evaluate(&sets, &reader, &model);
    Ok(Trained { bytes: model.write(), report })
}

/// The lexicons of `data/lexicon`, each with the tables of another tenth in `folds`.
fn reader(folds: &Path) -> Result<Reader, TrainError> {
    let mut readers = Vec::new();
    for fold in 0..sources::HELD_OUT {
        let folder = folds.join(fold.to_string());
        let mut tables = Vec::new();
        for path in files(Path::new("data/lexicon"))? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let own = folder.join(format!("{name}.tsv"));
            let path = if own.exists() { own } else { path };
            tables.push(SourceTable { name, tsv: read_text(&path)? });
        }
        if files(&folder)?.is_empty() {
            return Err(TrainError::Read(
                folder,
                "no tables; run `cargo xtask harvest-folds` first".to_owned(),
            ));
        }
        let pack = compile(&tables).map_err(|error| TrainError::Sources(error.to_string()))?;
        let lexicon = Lexicon::from_pack(&pack).map_err(|error| TrainError::Sources(error.to_string()))?;
        readers.push(Fold::new(lexicon));
    }
    Ok(Reader { folds: readers })
}

/// The tables of a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, TrainError> {
    let failed = |error: std::io::Error| TrainError::Read(folder.to_owned(), error.to_string());
    let entries = std::fs::read_dir(folder).map_err(failed)?;
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    Ok(paths)
}

fn read_text(path: &Path) -> Result<String, TrainError> {
    std::fs::read_to_string(path).map_err(|error| TrainError::Read(path.to_owned(), error.to_string()))
}

/// Figures of the model file `bytes` on the held-out tenths of the reference data in `from`.
///
/// # Errors
/// [`TrainError`] where a file is missing or cannot be read.
pub fn measure_entities(from: &Path, folds: &Path, bytes: &[u8]) -> Result<String, TrainError> {
    let model = Model::read(bytes).map_err(|error| TrainError::Sources(error.to_string()))?;
    let reader = reader(folds)?;
    let sets = read_sets(from, &Schema::built_in())?;
    Ok(format!("{}\n{}", evaluate(&sets, &reader, &model), speed(&sets, &reader, &model)))
}

/// Words a second on one core: all that the tagger does, and all of the entity recogniser.
fn speed(sets: &[Set], reader: &Reader, model: &Model) -> String {
    let fold = &reader.folds[sources::HELD_OUT - 1];
    let tagger = Tagger::new(model.clone(), fold.phrases.clone());
    let both = EntityFinder::new(&fold.lexicon, tagger.clone());
    let (mut n_words, mut reading, mut tagging, mut all) = (0, 0.0, 0.0, 0.0);
    for text in sets.iter().filter(|set| set.source.home).flat_map(|set| set.texts.iter().take(60)) {
        let document = examples::read(text, reader, model).document;
        let began = Instant::now();
        let sight = fold.entities.sight(&document, &fold.phrases, model);
        reading += began.elapsed().as_secs_f64();
        let mut tagged = Vec::new();
        let mut fastest = f64::MAX;
        for _ in 0..5 {
            let began = Instant::now();
            tagged = tagger.tag(&sight);
            fastest = fastest.min(began.elapsed().as_secs_f64());
        }
        tagging += fastest;
        let began = Instant::now();
        let entities = both.find(&document);
        all += began.elapsed().as_secs_f64();
        n_words += document.tokens.len() + tagged.len().min(1) + entities.len().min(1);
    }
    let rate = |seconds: f64| (n_words as f64 / seconds).round();
    format!(
        "words a second: what is seen {}, features and decoding {}, both {}, the whole recogniser {}",
        rate(reading),
        rate(tagging),
        rate(reading + tagging),
        rate(all)
    )
}

fn read_sets(from: &Path, schema: &Schema) -> Result<Vec<Set>, TrainError> {
    let read = |source: Source| {
        let (texts, held_out) = source.read(from, schema)?;
        Ok(Set { source, texts, held_out })
    };
    Source::all()?.into_iter().map(read).collect()
}

/// The layers of `data/model/layers.tsv`, which know nothing yet, and by what their steps will be multiplied.
fn layers() -> Result<(Vec<Layer>, Vec<f32>), TrainError> {
    let table = read_text(Path::new(LAYERS))?;
    let rows = table.lines().skip(1).filter(|line| !line.starts_with('#'));
    let layers = rows.map(|row| layer(row).ok_or_else(|| TrainError::Sources(row.to_owned())));
    let (layers, damping): (Vec<Layer>, Vec<f32>) = layers.collect::<Result<_, _>>()?;
    let n_columns: usize = layers.iter().map(|layer| layer.chain.n_tags).sum();
    if n_columns > MOST_COLUMNS {
        return Err(TrainError::Sources(format!(
            "{n_columns} tags; no model holds more than {MOST_COLUMNS}"
        )));
    }
    Ok((layers, damping))
}

fn layer(row: &str) -> Option<(Layer, f32)> {
    let fields: Vec<&str> = row.split('\t').collect();
    let [name, used, outside, damping, temperature, labels] = fields.as_slice() else { return None };
    let used = match *used {
        "outer" => Use::Outer,
        "inner" => Use::Inner,
        _ => return None,
    };
    let layer = Layer {
        name: (*name).to_owned(),
        used,
        labels: labels.split(' ').map(str::to_owned).collect(),
        temperature: temperature.parse().ok()?,
        outside: outside.parse().ok()?,
        ..Layer::default()
    };
    let chain = Chain::new(layer.labels.len());
    Some((layer.with_steps(chain), damping.parse().ok()?))
}

/// Figures on what was held out: the tagger alone, the rules alone, both.
fn evaluate(sets: &[Set], reader: &Reader, model: &Model) -> String {
    let mut out = String::new();
    let mut reliability = Reliability::default();
    let fold = &reader.folds[sources::HELD_OUT - 1];
    let tagger = Tagger::new(model.clone(), fold.phrases.clone());
    let finder = EntityFinder::new(&fold.lexicon, tagger.clone());
    for set in sets {
        let (mut alone, mut rules, mut both) = (Report::default(), Report::default(), Report::default());
        for text in &set.held_out {
            let reading: Reading = examples::read(text, reader, model);
            let tagged = tagger.tag(&reading.sight);
            let found: Vec<Found> = tagged.iter().map(|t| (t.first, t.end, t.label().to_owned())).collect();
            compare(text, &reading, &found, &set.source, &mut alone);
            let by_rules = fold.entities.find(&reading.document);
            compare(text, &reading, &in_words(&by_rules, &reading), &set.source, &mut rules);
            let by_both = finder.find(&reading.document);
            let found = in_words(&by_both, &reading);
            compare(text, &reading, &found, &set.source, &mut both);
            if set.source.home {
                let gold = gold(text, &reading);
                let scores = by_both.iter().map(|entity| entity.provenance.score.unwrap_or(0.0));
                scores.zip(&found).for_each(|(score, found)| reliability.add(score, gold.contains(found)));
            }
        }
        let name = &set.source.name;
        out += &format!("{name}, held-out tenth, tagger alone: {}\n", alone.micro().f1());
        out += &format!("{name}, held-out tenth, rules alone: {}\n{rules}", rules.micro().f1());
        out += &format!("{name}, held-out tenth\n{both}\n");
    }
    out + &format!("{reliability}")
}

fn in_words(entities: &[Entity], reading: &Reading) -> Vec<Found> {
    let words = |entity: &Entity| {
        let tokens = &reading.document.tokens;
        let first = tokens.partition_point(|token| token.span.end <= entity.span.start);
        let end = tokens.partition_point(|token| token.span.start < entity.span.end);
        (first, end, entity.label.clone())
    };
    entities.iter().map(words).collect()
}

fn gold(text: &LabelledText, reading: &Reading) -> Vec<Found> {
    let found = |(span, label): &(crate::text::Span, String)| {
        examples::words_of(&reading.document, *span).map(|(first, end)| (first, end, label.clone()))
    };
    text.spans.iter().filter_map(found).collect()
}
