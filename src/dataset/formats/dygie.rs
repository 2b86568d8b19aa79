//! DyGIE++: a document a line, its sentences as lists of words; indices count words of the document, the last word
//! included. Triggers are one word; fillers and the ends of relations are told by their place.
//!
//! ```text
//! {"doc_key": "d", "sentences": [["…"]], "ner": [[[0, 1, "GPE"]]], "relations": [[]], "events": [[[[4, "Ceasefire"], [0, 1, "Party"]]]]}
//! ```

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::json::{read_line, to_line};
use crate::{
    annotation::Document,
    dataset::{
        ImportError,
        draft::{Draft, DraftLink, DraftMark, FILLER, Read, WordText},
        format::{Context, EachLine, Format, Reading, Uses, Writing, no_companions},
        graph::Graph,
        holds::{DocumentId, Events, Holds, Relations},
        words::words_of,
    },
};

pub static DYGIE: Format = Format {
    id: "dygie",
    name: "DyGIE++",
    ending: "jsonl",
    holds: |_| Holds {
        document_id: DocumentId::Own,
        events: Events::Whole,
        long_triggers: false,
        relations: Relations::Near,
        far_arguments: false,
        filler_ids: false,
        ..Holds::WORDS
    },
    write: Some(Writing::lines(write)),
    read: Some(Reading::Lines(|| Box::new(EachLine(read)))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

/// What the data set is called in the file.
const DATA_SET: &str = "hashiya";

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    doc_key: String,
    #[serde(default)]
    dataset: String,
    sentences: Vec<Vec<String>>,
    #[serde(default)]
    ner: Vec<Vec<(usize, usize, String)>>,
    #[serde(default)]
    relations: Vec<Vec<RelationFile>>,
    #[serde(default)]
    events: Vec<Vec<Vec<Part>>>,
}

/// First and last word of both ends, and the type.
type RelationFile = (usize, usize, usize, usize, String);

/// The trigger of an event, or an argument.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Part {
    Trigger(usize, String),
    Argument(usize, usize, String),
}

fn write(_: &Context, document: &Document) -> String {
    let list = words_of(document, false);
    let words = |range: &std::ops::Range<usize>| -> Vec<String> {
        list.words[range.clone()].iter().map(|word| word.slice(&document.text).to_owned()).collect()
    };
    let n_sentences = list.sentences.len();
    let mut ner = vec![Vec::new(); n_sentences];
    for entity in &document.entities {
        let words = list.range(entity.span);
        ner[list.sentence_of(words.start)].push((words.start, words.end - 1, entity.label.clone()));
    }
    let graph = Graph::of(document);
    let mut relations = vec![Vec::new(); n_sentences];
    for edge in &graph.relations {
        let [from, to] = [edge.from, edge.to].map(|index| list.range(graph.nodes[index].span));
        let sentence = list.sentence_of(from.start);
        relations[sentence].push((from.start, from.end - 1, to.start, to.end - 1, edge.role.to_owned()));
    }
    let mut events: Vec<Vec<Vec<Part>>> = Vec::new();
    events.resize_with(n_sentences, Vec::new);
    for event in &document.events {
        let trigger = list.range(event.trigger).start;
        let mut parts = vec![Part::Trigger(trigger, event.label.clone())];
        parts.extend(event.arguments.iter().map(|argument| {
            let words = list.range(argument.span);
            Part::Argument(words.start, words.end - 1, argument.role.clone())
        }));
        events[list.sentence_of(trigger)].push(parts);
    }
    to_line(&Line {
        doc_key: document.id.clone(),
        dataset: DATA_SET.to_owned(),
        sentences: list.sentences.iter().map(words).collect(),
        relations,
        ner,
        events,
    })
}

fn read(line: &str, place: &str) -> Read<Draft> {
    let file: Line = read_line(line, place)?;
    let mut words = WordText::default();
    for sentence in &file.sentences {
        sentence.iter().for_each(|word| words.word(word));
        words.end_sentence();
    }
    let mut marks: Vec<DraftMark> = Vec::new();
    let mut links = Vec::new();
    // The id of the mark over a range of words.
    let mut ids: BTreeMap<(usize, usize), String> = BTreeMap::new();
    for (index, (first, last, label)) in file.ner.into_iter().flatten().enumerate() {
        let place = format!("{place}, ner[{index}]");
        let id = format!("n{index}");
        marks.push(DraftMark::new(
            id.clone(),
            label,
            words.span(&place, first, last.saturating_add(1))?,
            place,
        ));
        ids.entry((first, last)).or_insert(id);
    }
    for (index, relation) in file.relations.into_iter().flatten().enumerate() {
        let (first, last, other_first, other_last, label) = relation;
        let place = format!("{place}, relations[{index}]");
        let end = |first: usize, last: usize| {
            words.span(&place, first, last.saturating_add(1))?;
            Ok(ids.get(&(first, last)).cloned().unwrap_or_default())
        };
        links.push(DraftLink::new(end(first, last)?, end(other_first, other_last)?, label, place.as_str()));
    }
    for (index, event) in file.events.into_iter().flatten().enumerate() {
        let place = format!("{place}, events[{index}]");
        let trigger_id = format!("v{index}");
        let mut parts = event.into_iter();
        let Some(Part::Trigger(word, label)) = parts.next() else {
            return Err(ImportError::malformed(place, "an event begins with its trigger"));
        };
        let span = words.span(&place, word, word.saturating_add(1))?;
        marks.push(DraftMark::new(trigger_id.clone(), label, span, place.clone()));
        for part in parts {
            let Part::Argument(first, last, role) = part else {
                return Err(ImportError::malformed(place, "an event has one trigger"));
            };
            let span = words.span(&place, first, last.saturating_add(1))?;
            let to = ids.entry((first, last)).or_insert_with(|| {
                let id = format!("f{}", marks.len());
                marks.push(DraftMark::new(id.clone(), FILLER, span, place.clone()));
                id
            });
            links.push(DraftLink::new(trigger_id.as_str(), to.as_str(), role, place.as_str()));
        }
    }
    Ok(Draft { marks, links, ..words.into_draft(Some(file.doc_key), place.to_owned()) })
}
