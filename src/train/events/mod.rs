//! Training of the event finder. The recipe is in `docs/training-events.md`.

mod examples;
mod learn;
mod report;

use std::{
    collections::BTreeMap,
    fs,
    path::Path,
    sync::Arc,
};

use rayon::prelude::*;

use super::{TrainError, Trained};
use crate::{
    annotation::Document,
    dataset::{self, Imported},
    entities::{find_entities, tagger::Tagger},
    events::{EventFinder, lexemes::Lexemes, model},
    lexicon::Lexicon,
    pipeline::Annotator,
    schema::Schema,
};
use examples::{Maker, judges};
use learn::{Examples, Learnt, Settings, learn};
use report::Scores;

/// The annotated articles that are learnt from.
const SILVER: [&str; 2] = ["gold/silver.jsonl", "gold/silver-news.jsonl"];

/// Into how many parts the articles are parted for the figures on articles that were held out.
const N_FOLDS: usize = 5;

/// What one unit of a weight is worth.
const SCALE: f32 = 1.0 / 16.0;

/// Weights that are smaller than this as whole numbers are left out.
const LEAST: f32 = 1.0;

/// How each judge learns.
const SETTINGS: [Settings; 3] = [
    Settings { rounds: 8, rate: 0.1, decay: [1e-3, 1e-3], dropout: 15, min_count: 2, least: 0.06 },
    Settings { rounds: 6, rate: 0.08, decay: [1e-3, 1e-3], dropout: 10, min_count: 3, least: 0.06 },
    Settings { rounds: 8, rate: 0.1, decay: [2e-3, 1e-3], dropout: 20, min_count: 2, least: 0.06 },
];

fn setting(number: usize) -> Settings {
    let Ok(text) = std::env::var(format!("EV{number}")) else { return SETTINGS[number] };
    let n: Vec<f32> = text.split(',').map(|x| x.parse().unwrap_or(0.0)).collect();
    Settings { rounds: n[0] as usize, rate: n[1], decay: [n[2], n[3]], dropout: n[4] as u64, min_count: n[5] as u32, least: n[6] }
}

/// What is learnt and how it is measured.
#[derive(Debug, Clone, Default)]
pub struct EventPlan {
    /// Only measure, on so many folds; 0 is none of them, and the model is learnt from all.
    pub n_folds: usize,
}

/// Learns from the reference data in the folder `from`.
///
/// # Errors
/// [`TrainError`] where a file is missing or cannot be read.
pub fn train_events(from: &Path, plan: &EventPlan, say: impl Fn(&str) + Sync) -> Result<Trained, TrainError> {
    let school = School::new();
    let silver = SILVER.map(|file| school.read(&from.join(file)));
    let mut articles = Vec::new();
    for file in silver {
        articles.extend(file?);
    }
    let dev = school.read(&from.join("gold/dev.jsonl"))?;
    let lessons: Vec<[Examples; 3]> = articles.par_iter().map(|article| school.lesson(article)).collect();
    say(&format!("{} articles", articles.len()));
    let mut report = String::new();
    let mut held_out = Scores::default();
    let mut on_dev = [Scores::default(), Scores::default()];
    if std::env::var("EVQ").is_ok() {
        let kept = |index: usize| index % N_FOLDS != 0;
        let learnt = school.learn(&lessons, kept);
        for (number, learnt) in learnt.iter().enumerate() {
            let large: Vec<bool> = learnt.weights.iter().map(|w| (w / (SCALE)).round().abs() >= LEAST).collect();
            let rows = large.chunks(learnt.n_columns).filter(|row| row.contains(&true)).count();
            say(&format!("judge {number} {:?}: {} features, {} weights", setting(number), rows, large.iter().filter(|l| **l).count()));
        }
        let finder = school.finder(&learnt);
        let own: Vec<&Document> =
            articles.iter().enumerate().filter(|(index, _)| !kept(*index)).map(|(_, article)| article).collect();
        held_out.add(&school, &finder, &own);
        on_dev[0].add(&school, &finder, &dev.iter().collect::<Vec<_>>());
        say(&format!("held {}", held_out.brief()));
        say(&format!("dev  {}", on_dev[0].brief()));
        return Ok(Trained { bytes: school.bytes(&learnt), report });
    }
    for fold in 0..plan.n_folds {
        let kept = |index: usize| index % N_FOLDS != fold;
        let finder = school.finder(&school.learn(&lessons, kept));
        let own: Vec<&Document> =
            articles.iter().enumerate().filter(|(index, _)| !kept(*index)).map(|(_, article)| article).collect();
        held_out.add(&school, &finder, &own);
        on_dev[0].add(&school, &finder, &dev.iter().collect::<Vec<_>>());
        say(&format!("fold {fold}\n{}", held_out.brief()));
        say(&format!("dev, annotated entities: {}", on_dev[0].brief()));
    }
    if plan.n_folds > 0 {
        report += &format!("held-out articles\n{held_out}\n");
        say(&report);
    }
    let learnt = school.learn(&lessons, |_| true);
    let bytes = school.bytes(&learnt);
    let finder = school.finder(&learnt);
    let predicted: Vec<Document> = dev.iter().map(|article| school.with_own_entities(article)).collect();
    let mut scores = Scores::default();
    scores.add(&school, &finder, &dev.iter().collect::<Vec<_>>());
    report += &format!("dev, annotated entities\n{scores}\n");
    on_dev[1].add(&school, &finder, &predicted.iter().collect::<Vec<_>>());
    report += &format!("dev, our own entities\n{}\n", on_dev[1]);
    report += &report::gsr(&school, &finder, &from.join("events/gsr-detection.jsonl"));
    Ok(Trained { bytes, report })
}

/// What reads articles and learns from them.
pub(super) struct School {
    lexicon: Lexicon,
    schema: Schema,
    tagger: Tagger,
    lexemes: Arc<Lexemes>,
    annotator: Annotator,
    judges: Vec<model::Judge>,
}

impl School {
    fn new() -> Self {
        let lexicon = Lexicon::embedded().clone();
        let schema = Schema::built_in();
        let lexemes = Arc::new(Lexemes::new(&lexicon, &schema));
        let annotator =
            Annotator::with_models(lexicon.clone(), Tagger::default(), EventFinder::default());
        let judges = judges(&schema, &lexicon);
        Self { lexicon, schema, tagger: Tagger::embedded().clone(), lexemes, annotator, judges }
    }

    /// The articles of a file, cut into sentences and tokens as our own texts are.
    fn read(&self, path: &Path) -> Result<Vec<Document>, TrainError> {
        let refused = |error: String| TrainError::Read(path.to_owned(), error);
        let bytes = fs::read(path).map_err(|error| refused(error.to_string()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let imported = dataset::read(&bytes, &name, &self.schema).map_err(|error| refused(error.to_string()))?;
        let Imported::Documents(mut documents) = imported else { return Ok(Vec::new()) };
        for document in &mut documents {
            document.paragraphs.clear();
            document.sentences.clear();
            self.annotator.fill_structure(document);
        }
        Ok(documents)
    }

    /// The same article with the entities that we find in it.
    fn with_own_entities(&self, article: &Document) -> Document {
        let mut document = article.clone();
        document.entities = find_entities(&document, &self.lexicon, &self.tagger);
        document
    }

    /// What an article teaches.
    fn lesson(&self, article: &Document) -> [Examples; 3] {
        let mut examples: [Examples; 3] = Default::default();
        let facts = &self.tagger.model.facts;
        let maker = Maker::new(&self.lexemes, facts, &self.lexicon, &self.schema, &self.judges);
        maker.push(article, &mut examples);
        examples
    }

    /// The weights of all judges, learnt from the lessons that are `kept`.
    fn learn(&self, lessons: &[[Examples; 3]], kept: impl Fn(usize) -> bool + Sync) -> Vec<Learnt> {
        let one = |number: usize| {
            let mut examples = Examples::default();
            for (index, lesson) in lessons.iter().enumerate() {
                if kept(index) {
                    examples.extend(&lesson[number]);
                }
            }
            learn(examples, self.judges[number].outcomes.len(), setting(number))
        };
        (0..self.judges.len()).into_par_iter().map(one).collect()
    }

    fn weights(&self, learnt: &[Learnt]) -> model::Weights {
        let mut rows: BTreeMap<u32, Vec<[u8; 2]>> = BTreeMap::new();
        for learnt in learnt {
            for (number, feature) in learnt.features.iter().enumerate() {
                let own = &learnt.weights[number * learnt.n_columns..(number + 1) * learnt.n_columns];
                for (column, weight) in own.iter().enumerate() {
                    let rounded = (weight / SCALE).round().clamp(-127.0, 127.0);
                    if rounded.abs() >= LEAST {
                        rows.entry(*feature).or_default().push([column as u8, rounded as i8 as u8]);
                    }
                }
            }
        }
        let mut weights = model::Weights { starts: vec![0], ..model::Weights::default() };
        for (feature, row) in rows {
            weights.features.push(feature);
            weights.weights.extend(row);
            weights.starts.push(weights.weights.len() as u32);
        }
        weights
    }

    /// The model file.
    fn bytes(&self, learnt: &[Learnt]) -> Vec<u8> {
        model::write(&self.judges, SCALE, &self.weights(learnt))
    }

    fn finder(&self, learnt: &[Learnt]) -> EventFinder {
        let bytes = self.bytes(learnt);
        let model = model::EventModel::read(&bytes).unwrap_or_default();
        EventFinder::new(model, self.lexemes.clone(), &self.lexicon, &self.schema)
    }
}
