//! One annotation out of several of the same texts: where annotators differ, a person takes what one of them says, or
//! says something else. What all say stands. Each decision can be taken back, and the documents that come out say who
//! decided what, against what.

mod align;
mod chains;
mod differences;
mod merge;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    annotation::{
        Argument, Decision, DifferenceKind, Document, Entity, Event, Provenance, Reading, RelationName,
    },
    schema::Schema,
    scoring::{AgreementError, documents_in_common},
    text::{Span, snap_to_graphemes},
};
use differences::{Comparison, compare};
use merge::{Decided, Merger};

pub use differences::Difference;

/// What is decided where annotators differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Choice<S = Span> {
    /// The reading with this number.
    Reading {
        /// Its number, from 0.
        #[cfg_attr(test, ts(type = "number"))]
        index: usize,
    },
    /// All that any annotator has there.
    All,
    /// Nothing is to be marked there.
    Nothing,
    /// A mark that no annotator has: another type, or other words.
    Own {
        /// An entity type, an event type, a role of the event in question, or a type of relation.
        label: String,
        /// The marked words; the trigger of an event; the entity in question that a relation goes out from.
        span: S,
    },
}

impl<S: Copy> Choice<S> {
    /// The same choice with its span in another unit; `None` where it has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(S) -> Option<T>) -> Option<Choice<T>> {
        Some(match self {
            Self::Reading { index } => Choice::Reading { index },
            Self::All => Choice::All,
            Self::Nothing => Choice::Nothing,
            Self::Own { label, span } => Choice::Own { label, span: convert(span)? },
        })
    }
}

/// Why a choice is refused; nothing is changed then.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum ChoiceError {
    /// There is no difference, or no reading, with this number.
    #[error("there is nothing with the number {index} to choose")]
    UnknownChoice {
        /// The number.
        index: usize,
    },
    /// The schema, or the event's type, has no such label.
    #[error("the schema has no {label}")]
    UnknownLabel {
        /// The label.
        label: String,
    },
    /// An event that all have is either one or the other: of its polarity and modality neither nothing nor all at once
    /// can be taken.
    #[error("of polarity and modality one reading is to be chosen")]
    OneReading,
    /// The words lie outside the text, or there are none.
    #[error("the span lies outside the text or is empty")]
    OutsideText,
}

/// Choices that were made at once, with those before them.
type Step = Vec<(usize, Option<Choice>, Option<Choice>)>;

/// Annotations of the same texts on their way to one.
#[derive(Debug)]
pub struct Adjudication {
    annotators: Vec<String>,
    by: String,
    /// The labels that the annotators' marks have, whatever becomes of the label set meanwhile.
    schema: Schema,
    /// Each document that all have, as each has it.
    versions: Vec<Vec<Document>>,
    comparisons: Vec<Comparison>,
    /// How many differences stand in the documents before each.
    starts: Vec<usize>,
    choices: Vec<Option<Choice>>,
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl Adjudication {
    /// Compares annotations, each with its annotator's name; names that stand twice get a number. `by` is the
    /// adjudicator, `schema` the label set of all marks.
    ///
    /// # Errors
    /// [`AgreementError`] where there is nothing to compare.
    pub fn new(
        annotations: Vec<(String, Vec<Document>)>,
        by: &str,
        schema: &Schema,
    ) -> Result<Self, AgreementError> {
        let (names, annotations): (Vec<String>, Vec<Vec<Document>>) = annotations.into_iter().unzip();
        let annotators = unique(names);
        let common = documents_in_common(&annotations)?;
        let versions: Vec<Vec<Document>> =
            common.into_iter().map(|versions| versions.into_iter().cloned().collect()).collect();
        let (mut comparisons, mut starts, mut n_differences) = (Vec::new(), Vec::new(), 0);
        for (number, versions) in versions.iter().enumerate() {
            let versions: Vec<&Document> = versions.iter().collect();
            let comparison = compare(number, &versions, &annotators);
            starts.push(n_differences);
            n_differences += comparison.differences.len();
            comparisons.push(comparison);
        }
        let (by, schema, choices) = (by.to_owned(), schema.clone(), vec![None; n_differences]);
        let (done, undone) = Default::default();
        Ok(Self { annotators, by, schema, versions, comparisons, starts, choices, done, undone })
    }

    /// The annotators' names.
    pub fn annotators(&self) -> &[String] {
        &self.annotators
    }

    /// The label set of what is compared and of what comes out.
    pub fn schema(&self) -> &Schema {
        &self.schema
    }

    /// The documents, as the first annotator has them.
    pub fn documents(&self) -> impl Iterator<Item = &Document> {
        self.versions.iter().filter_map(|versions| versions.first())
    }

    /// All differences, document by document, in the order of the text.
    pub fn differences(&self) -> impl Iterator<Item = &Difference> {
        self.comparisons.iter().flat_map(|comparison| &comparison.differences)
    }

    /// How many entities, events and relations all annotators have.
    pub fn n_agreed(&self) -> usize {
        let n_agreed = |comparison: &Comparison| {
            comparison.entities.len() + comparison.events.len() + comparison.relations.len()
        };
        self.comparisons.iter().map(n_agreed).sum()
    }

    /// What was chosen for each difference; none where nothing was yet.
    pub fn choices(&self) -> &[Option<Choice>] {
        &self.choices
    }

    /// Whether there is a step to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether there is a step to do again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Decides the difference `index`. The words of an own mark widen to whole letters.
    ///
    /// # Errors
    /// [`ChoiceError`]; nothing is changed then.
    pub fn choose(&mut self, index: usize, choice: Choice) -> Result<(), ChoiceError> {
        let difference = self.difference(index).ok_or(ChoiceError::UnknownChoice { index })?;
        let choice = self.checked(difference, choice)?;
        self.take(vec![(index, self.choices[index].clone(), Some(choice))]);
        Ok(())
    }

    /// Decides each open difference in which more than half of the annotators say the same; gives how many.
    pub fn choose_majority(&mut self) -> usize {
        let mut step = Vec::new();
        for (index, difference) in self.differences().enumerate() {
            let has_most = |reading: &Reading| reading.annotators.len() * 2 > self.annotators.len();
            let reading = difference.readings.iter().position(has_most);
            if let (None, Some(reading)) = (&self.choices[index], reading) {
                step.push((index, None, Some(Choice::Reading { index: reading })));
            }
        }
        let n_decided = step.len();
        if n_decided > 0 {
            self.take(step);
        }
        n_decided
    }

    /// Takes the last step back; gives the differences that it touches.
    pub fn undo(&mut self) -> Vec<usize> {
        let Some(step) = self.done.pop() else { return Vec::new() };
        let touched = self.set(step.iter().map(|(index, before, _)| (*index, before)));
        self.undone.push(step);
        touched
    }

    /// Does the step again that was taken back last; gives the differences that it touches.
    pub fn redo(&mut self) -> Vec<usize> {
        let Some(step) = self.undone.pop() else { return Vec::new() };
        let touched = self.set(step.iter().map(|(index, _, after)| (*index, after)));
        self.done.push(step);
        touched
    }

    /// The documents with what all annotators have and what was chosen, and every decision. What is still open is not
    /// marked, and its document is still in progress.
    pub fn merge(&self) -> Vec<Document> {
        let mut documents = Vec::new();
        for ((versions, comparison), start) in self.versions.iter().zip(&self.comparisons).zip(&self.starts) {
            let versions: Vec<&Document> = versions.iter().collect();
            let numbered = comparison.differences.iter().zip(self.choices.iter().skip(*start));
            let decided: Vec<Option<Decided>> = numbered
                .map(|(difference, choice)| Some(self.decided(difference, choice.as_ref()?)))
                .collect();
            documents.extend(Merger::new(&versions, comparison, &self.annotators, &self.by).merge(&decided));
        }
        documents
    }

    fn difference(&self, index: usize) -> Option<&Difference> {
        let document = self.starts.partition_point(|start| *start <= index).checked_sub(1)?;
        self.comparisons.get(document)?.differences.get(index - self.starts[document])
    }

    /// Makes these the choices of differences, given by number; gives the numbers.
    fn set<'s>(&mut self, choices: impl Iterator<Item = (usize, &'s Option<Choice>)>) -> Vec<usize> {
        let set = |(index, choice): (usize, &Option<Choice>)| {
            self.choices[index].clone_from(choice);
            index
        };
        choices.map(set).collect()
    }

    fn take(&mut self, step: Step) {
        self.set(step.iter().map(|(index, _, after)| (*index, after)));
        self.done.push(step);
        self.undone.clear();
    }

    fn checked(&self, difference: &Difference, choice: Choice) -> Result<Choice, ChoiceError> {
        let (label, span) = match choice {
            Choice::Reading { index } if index >= difference.readings.len() => {
                return Err(ChoiceError::UnknownChoice { index });
            }
            Choice::All | Choice::Nothing if difference.kind == DifferenceKind::Attributes => {
                return Err(ChoiceError::OneReading);
            }
            Choice::Own { label, span } => (label, span),
            choice => return Ok(choice),
        };
        let event_type = difference.event.as_ref().and_then(|event| self.schema.event_type(&event.label));
        let is_known = match difference.kind {
            DifferenceKind::Entity => self.schema.entity_type(&label).is_some(),
            DifferenceKind::Event => self.schema.event_type(&label).is_some(),
            DifferenceKind::Argument => {
                event_type.is_some_and(|event_type| event_type.role(&label).is_some())
            }
            DifferenceKind::Attributes => false,
            DifferenceKind::Relation => self.schema.relation_type(&label).is_some(),
        };
        if !is_known {
            return Err(ChoiceError::UnknownLabel { label });
        }
        let text = self.versions.get(difference.document).and_then(|versions| versions.first());
        let text = text.map_or("", |document| document.text.as_str());
        let is_inside = !span.is_empty() && text.get(span.start..span.end).is_some();
        let is_end = difference.kind != DifferenceKind::Relation || related(difference, span).is_some();
        if !is_inside || !is_end {
            return Err(ChoiceError::OutsideText);
        }
        Ok(Choice::Own { label, span: snap_to_graphemes(text, span) })
    }

    fn decided(&self, difference: &Difference, choice: &Choice) -> Decided {
        let readings = || difference.readings.iter();
        let (parts, against): (Vec<Reading>, Vec<&Reading>) = match choice {
            Choice::Reading { index } => {
                let others = readings().enumerate().filter(|(other, _)| other != index);
                let chosen = difference.readings.get(*index).cloned();
                (chosen.into_iter().collect(), others.map(|(_, reading)| reading).collect())
            }
            Choice::All => (distinct(readings()), readings().filter(|reading| reading.is_empty()).collect()),
            Choice::Nothing => {
                let empty = readings().find(|reading| reading.is_empty()).cloned();
                (empty.into_iter().collect(), readings().filter(|reading| !reading.is_empty()).collect())
            }
            Choice::Own { label, span } => {
                (vec![own(difference, label, *span, &self.by)], readings().collect())
            }
        };
        let decision = Decision {
            kind: difference.kind,
            by: self.by.clone(),
            event: difference.event.clone(),
            chosen: union(&parts),
            against: against.into_iter().cloned().collect(),
        };
        Decided { decision, parts }
    }
}

/// The readings that have marks, each without those that one before it has.
fn distinct<'r>(readings: impl Iterator<Item = &'r Reading>) -> Vec<Reading> {
    use align::Compared;
    let mut parts: Vec<Reading> = Vec::new();
    for reading in readings.filter(|reading| !reading.is_empty()) {
        let mut part = reading.clone();
        let before = || parts.iter();
        // Two entities of one type in one place are one: the first keeps what is said in its attributes.
        let known =
            |entity: &Entity| before().flat_map(|part| &part.entities).any(|e| e.key() == entity.key());
        part.entities.retain(|entity| !known(entity));
        // Two events of one type on one trigger are one: the first keeps its arguments.
        let known = |event: &Event| before().flat_map(|part| &part.events).any(|e| e.key() == event.key());
        part.events.retain(|event| !known(event));
        let known =
            |argument: &Argument| before().flat_map(|part| &part.arguments).any(|a| a.is_same(argument));
        part.arguments.retain(|argument| !known(argument));
        let known =
            |relation: &RelationName| before().flat_map(|part| &part.relations).any(|r| r.is_same(relation));
        part.relations.retain(|relation| !known(relation));
        parts.push(part);
    }
    parts
}

/// What all of the readings have.
fn union(readings: &[Reading]) -> Reading {
    let mut all = Reading::default();
    for Reading { annotators, entities, events, arguments, relations } in readings.iter().cloned() {
        all.annotators.extend(annotators);
        all.entities.extend(entities);
        all.events.extend(events);
        all.arguments.extend(arguments);
        all.relations.extend(relations);
    }
    all
}

/// The mark that the adjudicator makes anew.
fn own(difference: &Difference, label: &str, span: Span, by: &str) -> Reading {
    let provenance = Provenance { source: by.to_owned(), ..Provenance::person() };
    let (id, label, mut reading) = (String::from("own"), label.to_owned(), Reading::default());
    match difference.kind {
        DifferenceKind::Entity => reading.entities.push(Entity::new(id, label, span, provenance)),
        DifferenceKind::Argument => reading.arguments.push(Argument { role: label, span, entity: None }),
        DifferenceKind::Relation => {
            let relation = related(difference, span);
            reading.relations.extend(relation.map(|relation| RelationName { label, ..relation }));
        }
        DifferenceKind::Event | DifferenceKind::Attributes => {
            reading.events.push(Event::new(id, label, span, provenance))
        }
    }
    reading
}

/// The relation in question that goes out from the entity at `span`, turned round if need be.
fn related(difference: &Difference, span: Span) -> Option<RelationName> {
    let relations = || difference.readings.iter().flat_map(|reading| &reading.relations);
    let turned = |relation: &RelationName| {
        let RelationName { label, from, to } = relation.clone();
        RelationName { label, from: to, to: from }
    };
    let straight = relations().find(|relation| relation.from.span == span).cloned();
    straight.or_else(|| relations().find(|relation| relation.to.span == span).map(turned))
}

/// The names, with a number behind those that stand twice.
fn unique(names: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::new();
    for name in names {
        let numbered = (2u64..).map(|number| format!("{name} ({number})"));
        let name = std::iter::once(name.clone()).chain(numbered).find(|name| !unique.contains(name));
        unique.extend(name);
    }
    unique
}

#[cfg(test)]
mod tests;
