//! How well annotators of the same texts agree: on which words belong to what (observed agreement, Cohen's kappa,
//! Krippendorff's alpha), on where marks begin and end (alpha for unitising), and on whole marks (F1).

mod categories;
mod unitising;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use thiserror::Error;

use super::{EventReport, LabelledSpan, Matching, Report, Tally, score_events, score_spans};
use crate::{
    annotation::{Document, Event, Status},
    text::Span,
};
pub use categories::Categories;
pub use unitising::Unitising;

/// The category of words outside every mark.
pub const OUTSIDE: &str = "O";

/// Why annotations cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum AgreementError {
    /// One alone agrees with nobody.
    #[error("there is only one annotation")]
    One,
    /// They have no document in common.
    #[error("the annotations have no document in common")]
    NothingInCommon,
    /// A document has another text.
    #[error("the document {document} has another text in annotation {annotation}")]
    OtherText {
        /// Its id.
        document: String,
        /// Which annotation, from 1.
        annotation: usize,
    },
}

/// How well annotators agree on a kind of mark. Figures are none where they are not defined: no marks at all, or
/// one category alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LayerAgreement {
    /// The share of words with the same category.
    pub observed: Option<f64>,
    /// Cohen's kappa of the words, the mean over pairs of annotators.
    pub kappa: Option<f64>,
    /// Krippendorff's alpha of the words.
    pub alpha: Option<f64>,
    /// Krippendorff's alpha for unitising, in code points.
    pub unitised_alpha: Option<f64>,
    /// The same of each type.
    pub unitised_alpha_by_type: BTreeMap<String, f64>,
    /// F1 and counts of marks with the same type and span, summed over pairs.
    pub exact: Figures,
    /// The same where the spans share a character.
    pub overlap: Figures,
    /// How many words the first of two annotators put into one category and the second into another.
    pub confusion: Vec<Confusion>,
}

/// Words of one category for one annotator and of another for the other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Confusion {
    /// The category of the first annotator.
    pub first: String,
    /// The category of the second.
    pub second: String,
    /// How many words.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: usize,
}

/// Marks on which two annotators agree, over all and by type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Figures {
    /// F1 over all types.
    pub f1: f64,
    /// By type.
    pub types: BTreeMap<String, TypeFigures>,
}

/// Marks of one type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TypeFigures {
    /// Twice the marks in common through all marks.
    pub f1: f64,
    /// Of the first annotator.
    #[cfg_attr(test, ts(type = "number"))]
    pub first: usize,
    /// Of the second.
    #[cfg_attr(test, ts(type = "number"))]
    pub second: usize,
    /// On which both agree.
    #[cfg_attr(test, ts(type = "number"))]
    pub both: usize,
}

/// How well annotators agree.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Agreement {
    /// How many there are.
    #[cfg_attr(test, ts(type = "number"))]
    pub annotators: usize,
    /// How many documents they have in common.
    #[cfg_attr(test, ts(type = "number"))]
    pub documents: usize,
    /// How many words these have.
    #[cfg_attr(test, ts(type = "number"))]
    pub words: usize,
    /// Entities; rejected ones are none. The category of a word is that of the outermost entity over it.
    pub entities: LayerAgreement,
    /// Triggers of events.
    pub triggers: LayerAgreement,
    /// F1 of arguments with the same type of event, role and span.
    pub arguments_f1: f64,
    /// F1 and counts of relations with the same type between entities in the same places, summed over pairs.
    pub relations: Figures,
}

/// How well the annotations agree on the documents that all of them have. Words are the tokens of the first.
///
/// # Errors
/// [`AgreementError`] where there is nothing to compare.
pub fn agreement(annotations: &[Vec<Document>]) -> Result<Agreement, AgreementError> {
    let documents = documents_in_common(annotations)?;
    let arguments = arguments(&documents, annotations.len());
    let words = documents.iter().map(|versions| versions[0].tokens.len()).sum();
    Ok(Agreement {
        annotators: annotations.len(),
        documents: documents.len(),
        words,
        entities: layer(&documents, annotations.len(), entities),
        triggers: layer(&documents, annotations.len(), triggers),
        arguments_f1: arguments.arguments.f1(),
        relations: relations(&documents),
    })
}

/// Each document that all have, as each has it.
///
/// # Errors
/// [`AgreementError`] where there is nothing to compare.
pub fn documents_in_common(annotations: &[Vec<Document>]) -> Result<Vec<Vec<&Document>>, AgreementError> {
    if annotations.len() < 2 {
        return Err(AgreementError::One);
    }
    let by_id: Vec<BTreeMap<&str, &Document>> = annotations
        .iter()
        .map(|documents| documents.iter().map(|document| (document.id.as_str(), document)).collect())
        .collect();
    let mut common = Vec::new();
    for document in annotations.iter().take(1).flatten() {
        let versions = by_id.iter().map(|documents| documents.get(document.id.as_str()).copied());
        let Some(versions) = versions.collect::<Option<Vec<&Document>>>() else { continue };
        if let Some(other) = versions.iter().position(|version| version.text != document.text) {
            return Err(AgreementError::OtherText { document: document.id.clone(), annotation: other + 1 });
        }
        common.push(versions);
    }
    if common.is_empty() { Err(AgreementError::NothingInCommon) } else { Ok(common) }
}

fn entities(document: &Document) -> Vec<LabelledSpan<'_>> {
    let marked = document.entities.iter().filter(|entity| entity.provenance.status != Status::Rejected);
    marked.map(|entity| LabelledSpan { label: &entity.label, span: entity.span }).collect()
}

fn triggers(document: &Document) -> Vec<LabelledSpan<'_>> {
    let marked = document.events.iter().filter(|event| event.provenance.status != Status::Rejected);
    marked.map(|event| LabelledSpan { label: &event.label, span: event.trigger }).collect()
}

type Marks = for<'d> fn(&'d Document) -> Vec<LabelledSpan<'d>>;

fn layer(documents: &[Vec<&Document>], n_annotators: usize, marks: Marks) -> LayerAgreement {
    let mut categories = Categories::new(n_annotators);
    let mut units = Unitising::new(n_annotators);
    let (mut exact, mut overlap) = (Report::default(), Report::default());
    for versions in documents {
        let all: Vec<Vec<LabelledSpan>> = versions.iter().map(|version| marks(version)).collect();
        let columns: Vec<Vec<&str>> = all.iter().map(|marks| word_categories(versions[0], marks)).collect();
        for word in 0..versions[0].tokens.len() {
            categories.add(columns.iter().map(|column| column[word]).collect());
        }
        add_units(&mut units, &versions[0].text, &all);
        for one in 0..all.len() {
            for other in &all[one + 1..] {
                score_spans(&all[one], other, Matching::Exact, &mut exact);
                score_spans(&all[one], other, Matching::Touching, &mut overlap);
            }
        }
    }
    let confusion = categories.confusion().into_iter();
    LayerAgreement {
        observed: categories.observed(),
        kappa: categories.kappa(),
        alpha: categories.alpha(),
        unitised_alpha: units.alpha(),
        unitised_alpha_by_type: units
            .alphas()
            .into_iter()
            .map(|(label, alpha)| (label.to_owned(), alpha))
            .collect(),
        exact: figures(&exact),
        overlap: figures(&overlap),
        confusion: confusion
            .map(|((first, second), count)| Confusion {
                first: first.to_owned(),
                second: second.to_owned(),
                count,
            })
            .collect(),
    }
}

fn figures(report: &Report) -> Figures {
    let types = report.labels.iter().map(|(label, tally)| {
        let figures =
            TypeFigures { f1: tally.f1(), first: tally.gold, second: tally.found, both: tally.right };
        (label.clone(), figures)
    });
    Figures { f1: report.micro().f1(), types: types.collect() }
}

/// The category of each token: the label of the longest mark that touches it.
fn word_categories<'a>(document: &Document, marks: &[LabelledSpan<'a>]) -> Vec<&'a str> {
    let mut categories = vec![OUTSIDE; document.tokens.len()];
    let mut marks = marks.to_vec();
    marks.sort_by_key(|mark| (mark.span.len(), std::cmp::Reverse(mark.span.start)));
    for mark in marks {
        let first = document.tokens.partition_point(|token| token.span.end <= mark.span.start);
        let end = document.tokens.partition_point(|token| token.span.start < mark.span.end);
        categories[first..end.max(first)].iter_mut().for_each(|category| *category = mark.label);
    }
    categories
}

fn add_units<'a>(units: &mut Unitising<'a>, text: &str, all: &[Vec<LabelledSpan<'a>>]) {
    // Code points before each byte, so that a unit of letters has the same length in every encoding.
    let mut places = vec![0; text.len() + 1];
    let mut count = 0;
    for (byte, c) in text.char_indices() {
        places[byte] = count;
        count += 1;
        places[byte + c.len_utf8()] = count;
    }
    let start = units.add_text(count);
    for (annotator, marks) in all.iter().enumerate() {
        for mark in marks {
            let span = Span::new(start + places[mark.span.start], start + places[mark.span.end]);
            units.add(annotator, mark.label, span);
        }
    }
}

/// Relations are the same where their types and the spans of their ends are.
fn relations(documents: &[Vec<&Document>]) -> Figures {
    let mut report = Report::default();
    for versions in documents {
        let all: Vec<BTreeMap<&str, Vec<[Span; 2]>>> =
            versions.iter().map(|version| ends_by_type(version)).collect();
        for one in 0..all.len() {
            for other in &all[one + 1..] {
                let labels: BTreeSet<&str> = all[one].keys().chain(other.keys()).copied().collect();
                for label in labels {
                    let ends = |version: &BTreeMap<&str, Vec<[Span; 2]>>| {
                        version.get(label).cloned().unwrap_or_default()
                    };
                    let (first, second) = (ends(&all[one]), ends(other));
                    let right = n_in_common(&first, &second);
                    report.add(label, Tally { gold: first.len(), found: second.len(), right });
                }
            }
        }
    }
    figures(&report)
}

/// Where the ends of a document's relations stand, by type, in order; of those that were not rejected.
fn ends_by_type(document: &Document) -> BTreeMap<&str, Vec<[Span; 2]>> {
    let entities = document.entities.iter().filter(|entity| entity.provenance.status != Status::Rejected);
    let spans: BTreeMap<&str, Span> = entities.map(|entity| (entity.id.as_str(), entity.span)).collect();
    let mut ends: BTreeMap<&str, Vec<[Span; 2]>> = BTreeMap::new();
    for relation in document.relations.iter().filter(|one| one.provenance.status != Status::Rejected) {
        let pair = spans.get(relation.from.as_str()).zip(spans.get(relation.to.as_str()));
        ends.entry(&relation.label).or_default().extend(pair.map(|(from, to)| [*from, *to]));
    }
    ends.values_mut().for_each(|ends| ends.sort_unstable());
    ends
}

/// How many items two lists have in common, each of which is in order.
fn n_in_common<T: Ord>(one: &[T], other: &[T]) -> usize {
    let (mut at, mut n_common) = (0, 0);
    for item in one {
        while other.get(at).is_some_and(|candidate| candidate < item) {
            at += 1;
        }
        let is_common = other.get(at) == Some(item);
        (at, n_common) = (at + usize::from(is_common), n_common + usize::from(is_common));
    }
    n_common
}

fn arguments(documents: &[Vec<&Document>], n_annotators: usize) -> EventReport {
    let mut report = EventReport::default();
    for versions in documents {
        let stands = |event: &&Event| event.provenance.status != Status::Rejected;
        let marked = |version: &&Document| version.events.iter().filter(stands).cloned().collect();
        let events: Vec<Vec<Event>> = versions.iter().map(marked).collect();
        for one in 0..n_annotators {
            for other in one + 1..n_annotators {
                score_events(&events[one], &events[other], Matching::Exact, &mut report);
            }
        }
    }
    report
}
