//! Documents → Hugging Face.

use super::{ArgumentFile, CharacterSpan, EventFile, Line, MetaFile, SpanFile, TagFile};
use crate::{
    annotation::{Document, Status},
    dataset::{
        format::Context,
        formats::{
            conll::tag_columns,
            json::{Id, to_json, to_line},
        },
        graph::{Graph, Kind, Node, Units},
        words::words_of,
    },
};

pub fn write(context: &Context, document: &Document) -> String {
    let text = &document.text;
    let offset_unit = context.options.offset_unit;
    let units = Units::new(text, offset_unit);
    let list = words_of(document, false);
    let graph = Graph::of(document);
    let tags = tag_columns(context, document, &list, 1).swap_remove(0);
    let file = |node: &Node| {
        let (start, end) = units.of(node.span);
        let status = node.provenance().map_or(Status::Accepted, |provenance| provenance.status);
        let (id, label, text) = (node.id.clone(), node.label.to_owned(), node.span.slice(text).to_owned());
        CharacterSpan { id, label, start, end, text, status }
    };
    let is_trigger = |node: &Node| matches!(node.kind, Kind::Trigger(_));
    let spans =
        graph.nodes.iter().filter(|node| !is_trigger(node)).map(|node| SpanFile::Characters(file(node)));
    let mut events: Vec<EventFile> = Vec::new();
    let mut indexes = vec![0; graph.nodes.len()];
    for (index, node) in graph.nodes.iter().enumerate() {
        if let Kind::Trigger(event) = node.kind {
            let (polarity, modality) = (event.polarity, event.modality);
            indexes[index] = events.len();
            events.push(EventFile { trigger: file(node), polarity, modality, arguments: Vec::new() });
        }
    }
    for edge in &graph.edges {
        let argument = ArgumentFile { role: edge.role.to_owned(), span: graph.nodes[edge.to].id.clone() };
        events[indexes[edge.from]].arguments.push(argument);
    }
    to_line(&Line {
        id: Some(Id::Text(document.id.clone())),
        text: Some(text.clone()),
        offset_unit,
        tokens: list.words.iter().map(|word| word.slice(text).to_owned()).collect(),
        ner_tags: tags.into_iter().map(TagFile::Name).collect(),
        sentence_starts: list.sentences.iter().map(|sentence| sentence.start).collect(),
        spans: spans.collect(),
        events,
        meta: Some(MetaFile::Json(to_json(&document.meta))),
    })
}
