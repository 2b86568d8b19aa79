//! Documents → brat.

use std::collections::BTreeMap;

use super::{EQUIVALENCE, MODALITIES, MODALITY, NEGATION};
use crate::{
    annotation::{Document, Entity, Event, Modality, Polarity},
    dataset::{
        draft::FILLER,
        format::{Context, File, Summary},
        formats::name_of,
        graph::{Edge, Graph, Kind, Node, Units},
        options::OffsetUnit,
    },
    schema::{RelationType, Schema},
    text::Span,
};

pub fn write(_: &Context, document: &Document, stem: &str) -> Vec<File> {
    let graph = Graph::of(document);
    let units = Units::new(&document.text, OffsetUnit::CodePoint);
    let mut lines = Vec::new();
    for (number, node) in (1..).zip(&graph.nodes) {
        lines.push(text_bound(number, node, &document.text, &units));
    }
    let mut edges: BTreeMap<usize, Vec<&Edge>> = BTreeMap::new();
    graph.edges.iter().for_each(|edge| edges.entry(edge.from).or_default().push(edge));
    let triggers = graph.nodes.iter().enumerate().filter_map(|(index, node)| match node.kind {
        Kind::Trigger(event) => Some((index, event)),
        _ => None,
    });
    let mut n_attributes = 0;
    for (number, (index, event)) in (1..).zip(triggers) {
        lines.push(event_line(number, index, event, edges.get(&index).map_or(&[], Vec::as_slice)));
        for attribute in attributes(event, number) {
            n_attributes += 1;
            lines.push(format!("A{n_attributes}\t{attribute}"));
        }
    }
    lines.extend((1..).zip(&graph.relations).map(|(number, edge)| relation_line(number, edge)));
    lines.extend(equivalences(&graph));
    let ann: String = lines.into_iter().map(|line| line + "\n").collect();
    vec![File::new(format!("{stem}.txt"), document.text.clone()), File::new(format!("{stem}.ann"), ann)]
}

/// `T1 GPE 46 49 …`
fn text_bound(number: usize, node: &Node, text: &str, units: &Units) -> String {
    let pieces: Vec<Span> = node.spans.iter().flat_map(|span| lines_of(*span, text)).collect();
    let offsets = pieces.iter().map(|piece| {
        let (start, end) = units.of(*piece);
        format!("{start} {end}")
    });
    let offsets: Vec<String> = offsets.collect();
    let quotes: Vec<&str> = pieces.iter().map(|piece| piece.slice(text)).collect();
    format!("T{number}\t{} {}\t{}", node.label, offsets.join(";"), quotes.join(" "))
}

/// A span over several lines, line by line: brat has no line break inside a piece.
fn lines_of(span: Span, text: &str) -> Vec<Span> {
    let mut lines = Vec::new();
    let mut at = span.start;
    for line in span.slice(text).split('\n') {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        if !trimmed.is_empty() {
            lines.push(Span::new(start, start + trimmed.len()));
        }
        at += line.len() + 1;
    }
    lines
}

/// `E1 Ceasefire:T3 Party:T1 Party2:T2`
fn event_line(number: usize, index: usize, event: &Event, edges: &[&Edge]) -> String {
    let mut line = format!("E{number}\t{}:T{}", event.label, index + 1);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for edge in edges {
        let count = counts.entry(edge.role).or_default();
        *count += 1;
        let suffix = if *count == 1 { String::new() } else { count.to_string() };
        line.push_str(&format!(" {}{suffix}:T{}", edge.role, edge.to + 1));
    }
    line
}

/// `R1 LocatedIn Arg1:T2 Arg2:T1`
fn relation_line(number: usize, edge: &Edge) -> String {
    format!("R{number}\t{} Arg1:T{} Arg2:T{}", edge.role, edge.from + 1, edge.to + 1)
}

/// `* Equiv T1 T4`
fn equivalences(graph: &Graph) -> Vec<String> {
    let mut chains: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (number, node) in (1..).zip(&graph.nodes) {
        if let Kind::Entity(Entity { chain: Some(chain), .. }) = node.kind {
            chains.entry(chain).or_default().push(format!("T{number}"));
        }
    }
    chains.values().map(|mentions| format!("*\t{EQUIVALENCE} {}", mentions.join(" "))).collect()
}

fn attributes(event: &Event, number: usize) -> Vec<String> {
    let mut attributes = Vec::new();
    if event.polarity == Polarity::Negative {
        attributes.push(format!("{NEGATION} E{number}"));
    }
    if event.modality != Modality::Asserted {
        attributes.push(format!("{MODALITY} E{number} {}", name_of(&event.modality)));
    }
    attributes
}

/// `annotation.conf` with all types and roles, `visual.conf` with colours and the direction of the text.
pub fn companions(context: &Context, _: &Summary) -> Vec<File> {
    let schema = context.schema;
    let entities: String = schema.entities.iter().map(|label| format!("{}\n", label.id)).collect();
    let mut events = String::new();
    for event in &schema.events {
        let roles = event.roles.iter().map(|role| {
            let fillers = role.fillers.iter().map(String::as_str).chain([FILLER]);
            let fillers: Vec<&str> =
                if role.fillers.is_empty() { vec!["<ENTITY>"] } else { fillers.collect() };
            format!("{}*:{}", role.id, fillers.join("|"))
        });
        events.push_str(&format!("{}\t{}\n", event.id, roles.collect::<Vec<_>>().join(", ")));
    }
    let modalities: Vec<String> = MODALITIES.iter().map(name_of).collect();
    let annotation = format!(
        "[entities]\n{entities}{FILLER}\n\n[relations]\n{}{EQUIVALENCE}\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n\n[events]\n{events}\n[attributes]\n{NEGATION}\tArg:<EVENT>\n\
         {MODALITY}\tArg:<EVENT>, Value:{}\n",
        relation_types(context.schema),
        modalities.join("|")
    );
    let names = schema.entities.iter().map(|label| (&label.id, &label.label.en));
    let names: String = names
        .chain(schema.events.iter().map(|label| (&label.id, &label.label.en)))
        .chain(schema.relations.iter().map(|label| (&label.id, &label.label.en)))
        .map(|(id, name)| format!("{id} | {name}\n"))
        .collect();
    let colors = schema.entities.iter().map(|label| (&label.id, &label.color));
    let colors: String = colors
        .chain(schema.events.iter().map(|label| (&label.id, &label.color)))
        .map(|(id, color)| format!("{id}\tbgColor:{color}\n"))
        .collect();
    let visual = format!("[options]\nText direction:rtl\n\n[labels]\n{names}\n[drawing]\n{colors}");
    vec![File::new("annotation.conf", annotation), File::new("visual.conf", visual)]
}

/// `WorksFor Arg1:PERS, Arg2:ORG|GPE`
fn relation_types(schema: &Schema) -> String {
    let ends = |types: &[String]| if types.is_empty() { "<ENTITY>".to_owned() } else { types.join("|") };
    let line = |label: &RelationType| {
        format!("{}\tArg1:{}, Arg2:{}\n", label.id, ends(&label.from), ends(&label.to))
    };
    schema.relations.iter().map(line).collect()
}
