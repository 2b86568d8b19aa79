//! A document as marks and links between them: what formats without events of their own are written from.

use std::collections::BTreeMap;

use super::draft::FILLER;
use crate::{
    annotation::{Document, Entity, Event, Provenance, Relation},
    dataset::options::OffsetUnit,
    text::{OffsetIndex, Span},
};

/// What a node is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind<'a> {
    Entity(&'a Entity),
    Trigger(&'a Event),
    Filler,
}

/// A mark.
#[derive(Debug, Clone)]
pub(super) struct Node<'a> {
    /// `e1`, `v1`, or `f1` for a filler that is no entity.
    pub id: String,
    pub label: &'a str,
    pub span: Span,
    /// Its pieces: one, or several of an interrupted mark.
    pub spans: Vec<Span>,
    pub kind: Kind<'a>,
}

impl Node<'_> {
    pub fn provenance(&self) -> Option<&Provenance> {
        match self.kind {
            Kind::Entity(entity) => Some(&entity.provenance),
            Kind::Trigger(event) => Some(&event.provenance),
            Kind::Filler => None,
        }
    }
}

/// A role of the event at the node `from` that the node `to` fills, or the type of a relation between two entities.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge<'a> {
    pub from: usize,
    pub to: usize,
    pub role: &'a str,
}

/// Entities, then triggers, then fillers that are no entities.
#[derive(Debug, Clone, Default)]
pub(super) struct Graph<'a> {
    pub nodes: Vec<Node<'a>>,
    /// Arguments of events.
    pub edges: Vec<Edge<'a>>,
    /// Relations between entities, in the order of the document.
    pub relations: Vec<Edge<'a>>,
}

impl<'a> Graph<'a> {
    /// The marks of `document`.
    pub fn of(document: &'a Document) -> Self {
        let mut graph = Self::default();
        let mut places = BTreeMap::new();
        for entity in &document.entities {
            places.insert(entity.id.as_str(), graph.nodes.len());
            let spans = if entity.parts.is_empty() { vec![entity.span] } else { entity.parts.clone() };
            let (id, span) = (entity.id.clone(), entity.span);
            graph.nodes.push(Node { id, label: &entity.label, span, spans, kind: Kind::Entity(entity) });
        }
        graph.relations = relations(document, &places);
        let first_event = graph.nodes.len();
        for event in &document.events {
            let (id, span) = (event.id.clone(), event.trigger);
            graph.nodes.push(Node {
                id,
                label: &event.label,
                span,
                spans: vec![span],
                kind: Kind::Trigger(event),
            });
        }
        let mut fillers: BTreeMap<Span, usize> = BTreeMap::new();
        for (from, event) in (first_event..).zip(&document.events) {
            for argument in &event.arguments {
                let entity = argument.entity.as_ref().and_then(|id| places.get(id.as_str()));
                let to = match entity {
                    Some(place) => *place,
                    None => {
                        let number = fillers.len() + 1;
                        *fillers
                            .entry(argument.span)
                            .or_insert_with(|| graph.add_filler(number, argument.span))
                    }
                };
                graph.edges.push(Edge { from, to, role: &argument.role });
            }
        }
        graph
    }

    /// Arguments, then relations: formats that have only links between spans do not tell them apart.
    pub fn links(&self) -> impl Iterator<Item = &Edge<'a>> {
        self.edges.iter().chain(&self.relations)
    }

    fn add_filler(&mut self, number: usize, span: Span) -> usize {
        let id = format!("f{number}");
        self.nodes.push(Node { id, label: FILLER, span, spans: vec![span], kind: Kind::Filler });
        self.nodes.len() - 1
    }
}

/// The relations of `document`, whose entities are the nodes of `places`.
fn relations<'a>(document: &'a Document, places: &BTreeMap<&str, usize>) -> Vec<Edge<'a>> {
    let edge = |relation: &'a Relation| {
        let ends = places.get(relation.from.as_str()).zip(places.get(relation.to.as_str()));
        ends.map(|(from, to)| Edge { from: *from, to: *to, role: &relation.label })
    };
    document.relations.iter().filter_map(edge).collect()
}

/// Spans of one text in the unit of a file.
pub(super) struct Units<'a> {
    text: &'a str,
    offsets: OffsetIndex,
    unit: OffsetUnit,
}

impl<'a> Units<'a> {
    pub fn new(text: &'a str, unit: OffsetUnit) -> Self {
        Self { text, offsets: OffsetIndex::new(text), unit }
    }

    /// Start and end of `span`. Spans of a document lie on character boundaries, so each has its counterpart.
    pub fn of(&self, span: Span) -> (usize, usize) {
        match self.unit {
            OffsetUnit::Byte => (span.start, span.end),
            OffsetUnit::CodePoint => {
                self.offsets.to_code_points(self.text, span).map_or((0, 0), |span| (span.start, span.end))
            }
            OffsetUnit::Utf16 => {
                self.offsets.to_utf16(self.text, span).map_or((0, 0), |span| (span.start, span.end))
            }
        }
    }
}
