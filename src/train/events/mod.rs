//! Training of the event finder. The recipe is in `docs/training-events.md`.

mod examples;
mod learn;
mod report;
mod thresholds;

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use rayon::prelude::*;

use super::{TrainError, Trained, sources::file_of};
use crate::{
    annotation::{Document, Event, Provenance},
    dataset::{self, Imported, JudgedSentence},
    entities::{
        EntityFinder,
        tagger::{Tagger, form::Weights},
    },
    events::{
        EventFinder,
        lexemes::Lexemes,
        model,
        reading::{FormMemory, Reading},
        words::Reader,
    },
    lexicon::Lexicon,
    pipeline::Annotator,
    schema::Schema,
    text::Span,
};
use examples::{Maker, judges};
use learn::{Examples, Learnt, Settings, learn};
use report::Scores;
use thresholds::Thresholds;

/// The annotated articles that are learnt from.
const ANNOTATED: [&str; 4] = [
    "gold/silver.jsonl",
    "gold/silver-news.jsonl",
    "target/annotated/ant-news.jsonl",
    "target/annotated/anercorp.jsonl",
];

/// The articles that thresholds are tuned on, and that nothing else is learnt from.
const DEV: &str = "gold/dev.jsonl";

/// Sentences that were judged for two kinds of events; only measured.
const GSR: &str = "events/gsr-detection.jsonl";

/// Into how many parts the articles are parted for the figures on articles that were held out.
const N_FOLDS: usize = 5;

/// How many learners the weights are the mean of, where it is not said.
pub const N_SEEDS: u64 = 2;

/// What one unit of a weight is worth.
const SCALE: f32 = 1.0 / 16.0;

/// Weights that are smaller than this as whole numbers are left out.
const LEAST: f32 = 1.0;

/// How each judge learns.
const SETTINGS: [Settings; 3] = [
    Settings { rounds: 8, rate: 0.1, decay: [8e-3, 1e-3], dropout: 15, min_count: 4, least: 0.14 },
    Settings { rounds: 6, rate: 0.08, decay: [7e-3, 3e-3], dropout: 10, min_count: 5, least: 0.135 },
    Settings { rounds: 8, rate: 0.1, decay: [4e-2, 2e-3], dropout: 20, min_count: 3, least: 0.22 },
];

/// Learns from the reference data in the folder `from`: first the thresholds, each part of the articles by what was learnt from
/// the others, then the weights, from all articles; the weights are the mean of `n_seeds` learners.
///
/// # Errors
/// [`TrainError`] where a file is missing or cannot be read.
pub fn train_events(from: &Path, n_seeds: u64, say: impl Fn(&str) + Sync) -> Result<Trained, TrainError> {
    let mut school = School::new(n_seeds);
    let mut articles = Vec::new();
    for file in ANNOTATED {
        articles.extend(school.read(&file_of(from, file))?);
    }
    let dev = school.read(&from.join(DEV))?;
    let own: Vec<Document> = dev.iter().map(|article| school.with_own_entities(article)).collect();
    let lessons: Vec<[Examples; 3]> = articles.par_iter().map(|article| school.lesson(article)).collect();
    say(&format!("{} articles read", articles.len()));
    let learn_part = |fold| {
        let part = Part::learn(&school, &lessons, &articles, fold);
        say(&format!("learnt without part {fold}"));
        part
    };
    let parts: Vec<Part<'_>> = (0..N_FOLDS).into_par_iter().map(learn_part).collect();
    let mut thresholds = Thresholds::default();
    for part in &parts {
        let finder = school.finder(&part.learnt);
        thresholds.add(&school, &finder, 0, &part.held_out);
        thresholds.add(&school, &finder, 1, &own.iter().collect::<Vec<_>>());
    }
    thresholds.set(&mut school.judges);
    let mut report = held_out_report(&school, &parts);
    let learnt = school.learn(&lessons, |_| true);
    let (bytes, finder) = (school.bytes(&learnt), school.finder(&learnt));
    report += &format!("{} features\n", school.weights(&learnt).features.len());
    for (name, articles) in [("annotated entities", &dev), ("our own entities", &own)] {
        let mut scores = Scores::default();
        scores.add(&school, &finder, &articles.iter().collect::<Vec<_>>());
        report += &format!("{DEV}, {name}\n{scores}\n");
    }
    report += &report::gsr(&school, &finder, &judged_sentences(&from.join(GSR))?);
    Ok(Trained { bytes, report })
}

fn held_out_report(school: &School, parts: &[Part<'_>]) -> String {
    let mut scores = Scores::default();
    for part in parts {
        scores.add(school, &school.finder(&part.learnt), &part.held_out);
    }
    format!("articles that were held out, annotated entities\n{scores}\n")
}

/// What was learnt without some articles.
struct Part<'a> {
    learnt: Vec<Learnt>,
    held_out: Vec<&'a Document>,
}

impl<'a> Part<'a> {
    /// Learns from the articles outside the part number `fold`.
    fn learn(school: &School, lessons: &[[Examples; 3]], articles: &'a [Document], fold: usize) -> Self {
        let kept = |index: usize| index % N_FOLDS != fold;
        let held_out = articles.iter().enumerate().filter(|(index, _)| !kept(*index));
        Self { learnt: school.learn(lessons, kept), held_out: held_out.map(|(_, article)| article).collect() }
    }
}

/// The judged sentences of a file.
fn judged_sentences(path: &Path) -> Result<Vec<JudgedSentence>, TrainError> {
    let refused = |error: String| TrainError::Read(path.to_owned(), error);
    let text = fs::read_to_string(path).map_err(|error| refused(error.to_string()))?;
    dataset::read_judged(&text).map_err(|error| refused(error.to_string()))
}

/// An event of this type that only its trigger tells of.
fn named_event(label: String, trigger: Span) -> Event {
    Event::new("", label, trigger, Provenance::person())
}

/// What reads articles and learns from them.
pub(super) struct School {
    lexicon: Lexicon,
    schema: Schema,
    entities: EntityFinder,
    lexemes: Arc<Lexemes>,
    annotator: Annotator,
    judges: Vec<model::Judge>,
    /// What verbs of the tables teach.
    verbs: [Examples; 3],
    n_seeds: u64,
}

impl School {
    fn new(n_seeds: u64) -> Self {
        let lexicon = Lexicon::embedded().clone();
        let schema = Schema::built_in();
        let lexemes = Arc::new(Lexemes::new(&lexicon, &schema));
        let annotator = Annotator::with_models(lexicon.clone(), Tagger::default(), EventFinder::default());
        let judges = judges(&schema, &lexicon);
        let entities = EntityFinder::new(&lexicon, Tagger::embedded().clone());
        let mut school = Self {
            lexicon,
            schema,
            entities,
            lexemes,
            annotator,
            judges,
            verbs: Default::default(),
            n_seeds,
        };
        school.verbs = school.verb_lesson();
        school
    }

    /// The articles of a file, cut into sentences and tokens as our own texts are.
    fn read(&self, path: &Path) -> Result<Vec<Document>, TrainError> {
        let refused = |error: String| TrainError::Read(path.to_owned(), error);
        let bytes = fs::read(path).map_err(|error| refused(error.to_string()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let imported =
            dataset::read(&bytes, &name, &self.schema).map_err(|error| refused(error.to_string()))?;
        let Imported::Documents(mut documents) = imported else { return Ok(Vec::new()) };
        for document in &mut documents {
            document.paragraphs.clear();
            document.sentences.clear();
            self.annotator.fill_structure(document);
        }
        Ok(documents)
    }

    /// `article` word by word.
    fn reading<'d>(&'d self, article: &'d Document) -> Reading<'d> {
        let reader = Reader { lexemes: &self.lexemes, facts: self.entities.facts() };
        Reading::new(article, reader, &mut FormMemory::default())
    }

    /// The same article with the entities that we find in it.
    fn with_own_entities(&self, article: &Document) -> Document {
        let mut document = article.clone();
        document.entities = self.entities.find(&document);
        document
    }

    /// What an article teaches.
    fn lesson(&self, article: &Document) -> [Examples; 3] {
        let mut examples: [Examples; 3] = Default::default();
        let facts = self.entities.facts();
        let maker = Maker::new(&self.lexemes, facts, &self.lexicon, &self.schema, &self.judges);
        maker.push(article, &mut examples);
        examples
    }

    /// What the verbs of the tables teach that name one type of event alone.
    fn verb_lesson(&self) -> [Examples; 3] {
        let table = self.lexicon.table("triggers");
        let mut examples: [Examples; 3] = Default::default();
        let facts = self.entities.facts();
        let maker = Maker::new(&self.lexemes, facts, &self.lexicon, &self.schema, &self.judges);
        let mut forms: Vec<(String, String)> = Vec::new();
        for (form, rows) in table.forms() {
            if let [row] = rows
                && table.field(row, "pos") == "verb"
            {
                forms.push((form, table.field(row, "type").to_owned()));
            }
        }
        forms.sort_unstable();
        for (form, label) in forms {
            let trigger = Span::new(0, form.len());
            let mut document = Document { text: form, ..Document::default() };
            self.annotator.fill_structure(&mut document);
            document.events.push(named_event(label, trigger));
            maker.push_verb(&document, &mut examples);
        }
        examples
    }

    /// The weights of all judges, learnt from the lessons that are `kept`.
    fn learn(&self, lessons: &[[Examples; 3]], kept: impl Fn(usize) -> bool + Sync) -> Vec<Learnt> {
        let one = |number: usize| {
            let mut examples = self.verbs[number].clone();
            for (index, lesson) in lessons.iter().enumerate() {
                if kept(index) {
                    examples.extend(&lesson[number]);
                }
            }
            learn(examples, self.judges[number].outcomes.len(), SETTINGS[number], self.n_seeds)
        };
        (0..self.judges.len()).into_par_iter().map(one).collect()
    }

    fn weights(&self, learnt: &[Learnt]) -> Weights {
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
        let mut weights = Weights { starts: vec![0], ..Weights::default() };
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
