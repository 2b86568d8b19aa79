//! Prodigy: a task a line, tokens with character offsets, spans with both kinds; a relation's ends are the last tokens
//! of its spans.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::json::{read_line, to_line};
use crate::{
    annotation::{Document, Meta, Token},
    dataset::{
        draft::{Draft, DraftLink, DraftMark, Places, Read},
        format::{Context, EachLine, Format, Reading, Uses, Writing, no_companions},
        graph::{Graph, Node, Units},
        holds::{DocumentId, Events, Holds, Relations},
        options::OffsetUnit,
        words::words_of,
    },
};

pub static PRODIGY: Format = Format {
    id: "prodigy",
    name: "Prodigy",
    ending: "jsonl",
    holds: |_| Holds {
        document_id: DocumentId::Own,
        metadata: true,
        sentences: false,
        twins: false,
        events: Events::Whole,
        relations: Relations::Whole,
        ..Holds::WORDS_AND_SPACE
    },
    write: Some(Writing::lines(write)),
    read: Some(Reading::Lines(|| Box::new(EachLine(read)))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

#[derive(Debug, Serialize, Deserialize)]
struct Task {
    text: String,
    #[serde(default)]
    tokens: Vec<TokenFile>,
    #[serde(default)]
    spans: Vec<SpanFile>,
    #[serde(default)]
    relations: Vec<RelationFile>,
    #[serde(default)]
    answer: Option<String>,
    #[serde(default)]
    meta: MetaFile,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct MetaFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<super::json::Id>,
    #[serde(flatten)]
    meta: Meta,
}

#[derive(Debug, Serialize, Deserialize)]
struct TokenFile {
    text: String,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct SpanFile {
    start: usize,
    end: usize,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token_start: Option<usize>,
    /// The last token, not the one after it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    token_end: Option<usize>,
    #[serde(default)]
    label: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct RelationFile {
    head: usize,
    child: usize,
    label: String,
    head_span: SpanFile,
    child_span: SpanFile,
}

fn write(_: &Context, document: &Document) -> String {
    let text = &document.text;
    let units = Units::new(text, OffsetUnit::CodePoint);
    let list = words_of(document, false);
    let tokens = list.words.iter().enumerate().map(|(id, word)| {
        let (start, end) = units.of(*word);
        let ws = text.get(word.end..).is_some_and(|rest| rest.starts_with(' '));
        TokenFile { text: word.slice(text).to_owned(), start, end, id, ws }
    });
    let span = |node: &Node| {
        let (start, end) = units.of(node.span);
        let words = list.range(node.span);
        let (first, last) = (words.start, words.end.saturating_sub(1));
        SpanFile { start, end, token_start: Some(first), token_end: Some(last), label: node.label.to_owned() }
    };
    let graph = Graph::of(document);
    let spans: Vec<SpanFile> = graph.nodes.iter().map(span).collect();
    let relations = graph.links().map(|edge| {
        let (head_span, child_span) = (spans[edge.from].clone(), spans[edge.to].clone());
        let head = head_span.token_end.unwrap_or_default();
        let child = child_span.token_end.unwrap_or_default();
        RelationFile { head, child, label: edge.role.to_owned(), head_span, child_span }
    });
    let id = Some(super::json::Id::Text(document.id.clone()));
    to_line(&Task {
        text: text.clone(),
        tokens: tokens.collect(),
        relations: relations.collect(),
        spans,
        answer: Some("accept".into()),
        meta: MetaFile { id, meta: document.meta.clone() },
    })
}

fn read(line: &str, place: &str) -> Read<Draft> {
    let Task { text, tokens, spans, relations, meta, answer } = read_line(line, place)?;
    let places = Places::new(&text);
    let mut words = Vec::new();
    for (index, token) in tokens.into_iter().enumerate() {
        let place = format!("{place}, tokens[{index}]");
        let span = places.quoted(&place, places.code_points(&place, token.start, token.end)?, &token.text)?;
        words.push(Token { span, clitics: Vec::new() });
    }
    let mut draft = Draft { tokens: words, meta: meta.meta, place: place.to_owned(), ..Draft::default() };
    draft.id = meta.id.map(|id| id.to_string());
    let mut ids: BTreeMap<(usize, usize, String), String> = BTreeMap::new();
    // What a person rejected or passed over has no marks.
    let is_accepted = answer.is_none_or(|answer| answer == "accept");
    for (index, file) in spans.into_iter().enumerate().filter(|_| is_accepted) {
        let place = format!("{place}, spans[{index}]");
        let id = format!("s{index}");
        let span = places.code_points(&place, file.start, file.end)?;
        ids.entry((file.start, file.end, file.label.clone())).or_insert_with(|| id.clone());
        draft.marks.push(DraftMark::new(id, file.label, span, place));
    }
    for (index, file) in relations.into_iter().enumerate().filter(|_| is_accepted) {
        let id = |span: SpanFile| ids.get(&(span.start, span.end, span.label)).cloned().unwrap_or_default();
        let (from, to) = (id(file.head_span), id(file.child_span));
        let place = format!("{place}, relations[{index}]");
        draft.links.push(DraftLink::new(from, to, file.label, place));
    }
    draft.text = text;
    Ok(draft)
}
