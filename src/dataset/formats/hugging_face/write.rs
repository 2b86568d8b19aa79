//! Documents → Hugging Face.

use super::{CharacterSpan, Line, MetaFile, SpanFile, TagFile};
use crate::{
    annotation::{Document, Status},
    dataset::{
        format::Context,
        formats::{
            conll::tag_columns,
            events::{RelationFile, spans_and_events},
            json::{Id, to_json, to_line},
        },
        graph::{Graph, Node, Units},
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
    let (spans, events) = spans_and_events(&graph, file);
    to_line(&Line {
        id: Some(Id::Text(document.id.clone())),
        text: Some(text.clone()),
        offset_unit,
        tokens: list.words.iter().map(|word| word.slice(text).to_owned()).collect(),
        ner_tags: tags.into_iter().map(TagFile::Name).collect(),
        sentence_starts: list.sentences.iter().map(|sentence| sentence.start).collect(),
        spans: spans.into_iter().map(SpanFile::Characters).collect(),
        events,
        relations: document.relations.iter().map(RelationFile::of).collect(),
        meta: Some(MetaFile::Json(to_json(&document.meta))),
    })
}
