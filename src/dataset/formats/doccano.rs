//! doccano: a document a line, spans in code points (its grapheme mode must be off). Flat, or with relations,
//! which carry the roles of events and relations between entities.
//!
//! ```text
//! {"text": "…", "label": [[46, 49, "GPE"]]}
//! {"text": "…", "entities": [{"id": 1, "label": "GPE", "start_offset": 46, "end_offset": 49}],
//!  "relations": [{"id": 1, "from_id": 4, "to_id": 1, "type": "Place"}]}
//! ```

use serde::{Deserialize, Serialize};

use super::json::{Id, read_line, to_line};
use crate::{
    annotation::Document,
    dataset::{
        draft::{Draft, DraftLink, DraftMark, Places, Read},
        format::{Context, EachLine, Format, Reading, Uses, Writing, no_companions},
        graph::{Graph, Units},
        holds::{Events, Holds, Relations},
        options::OffsetUnit,
    },
};

pub static DOCCANO: Format = Format {
    id: "doccano",
    name: "doccano",
    ending: "jsonl",
    holds: |_| Holds::SPANS,
    write: Some(Writing::lines(write_flat)),
    read: Some(Reading::Lines(|| Box::new(EachLine(read)))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

pub static DOCCANO_RELATIONS: Format = Format {
    id: "doccano-relations",
    name: "doccano, with relations",
    ending: "jsonl",
    holds: |_| Holds { events: Events::Whole, relations: Relations::Whole, ..Holds::SPANS },
    write: Some(Writing::lines(write_relations)),
    read: Some(Reading::Lines(|| Box::new(EachLine(read)))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

#[derive(Debug, Default, Serialize, Deserialize)]
struct Line {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<Id>,
    text: String,
    #[serde(default, alias = "labels", skip_serializing_if = "Option::is_none")]
    label: Option<Vec<(usize, usize, String)>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<EntityFile>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    relations: Option<Vec<RelationFile>>,
}

#[derive(Debug, Serialize, Deserialize)]
struct EntityFile {
    id: Id,
    label: String,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Debug, Serialize, Deserialize)]
struct RelationFile {
    id: Id,
    from_id: Id,
    to_id: Id,
    #[serde(rename = "type")]
    role: String,
}

fn write_flat(_: &Context, document: &Document) -> String {
    let units = Units::new(&document.text, OffsetUnit::CodePoint);
    let entities = document.entities.iter().map(|entity| (entity.span, &entity.label));
    let mut labels: Vec<_> =
        entities.chain(document.events.iter().map(|event| (event.trigger, &event.label))).collect();
    labels.sort();
    let label = labels.into_iter().map(|(span, label)| {
        let (start, end) = units.of(span);
        (start, end, label.clone())
    });
    to_line(&Line { text: document.text.clone(), label: Some(label.collect()), ..Line::default() })
}

fn number(index: usize) -> Id {
    Id::Number(index as i64 + 1)
}

fn write_relations(_: &Context, document: &Document) -> String {
    let units = Units::new(&document.text, OffsetUnit::CodePoint);
    let graph = Graph::of(document);
    let entities = graph.nodes.iter().enumerate().map(|(index, node)| {
        let (start_offset, end_offset) = units.of(node.span);
        EntityFile { id: number(index), label: node.label.to_owned(), start_offset, end_offset }
    });
    let relations = graph.links().enumerate().map(|(index, edge)| RelationFile {
        id: number(index),
        from_id: number(edge.from),
        to_id: number(edge.to),
        role: edge.role.to_owned(),
    });
    to_line(&Line {
        text: document.text.clone(),
        entities: Some(entities.collect()),
        relations: Some(relations.collect()),
        ..Line::default()
    })
}

fn read(line: &str, place: &str) -> Read<Draft> {
    let Line { id, text, label, entities, relations } = read_line(line, place)?;
    let places = Places::new(&text);
    let mut marks = Vec::new();
    for (index, (start, end, label)) in label.into_iter().flatten().enumerate() {
        let place = format!("{place}, label[{index}]");
        marks.push(DraftMark::new("", label, places.code_points(&place, start, end)?, place));
    }
    for (index, file) in entities.into_iter().flatten().enumerate() {
        let place = format!("{place}, entities[{index}]");
        let span = places.code_points(&place, file.start_offset, file.end_offset)?;
        marks.push(DraftMark::new(file.id.to_string(), file.label, span, place));
    }
    let links = relations.into_iter().flatten().enumerate().map(|(index, file)| {
        let (from, to) = (file.from_id.to_string(), file.to_id.to_string());
        DraftLink::new(from, to, file.role, format!("{place}, relations[{index}]"))
    });
    let (links, id) = (links.collect(), id.map(|id| id.to_string()));
    Ok(Draft { id, text, marks, links, place: place.to_owned(), ..Draft::default() })
}
