//! GLiNER: a sentence an entry, spans over words with their last word included; triggers are spans too; roles and
//! relations are `relations` between entries of `ner`. Only written: it does not say which sentences are one document.

use serde::Serialize;

use super::json::to_json;
use crate::{
    annotation::Document,
    dataset::{
        draft::FILLER,
        format::{Context, Format, Uses, Writing, no_companions},
        graph::Graph,
        holds::{Events, Holds, Relations},
        words::words_of,
    },
};

pub static GLINER: Format = Format {
    id: "gliner",
    name: "GLiNER",
    ending: "json",
    holds: |_| Holds {
        events: Events::Whole,
        free_fillers: false,
        far_arguments: false,
        relations: Relations::Near,
        ..Holds::WORDS
    },
    write: Some(Writing::Joined { head: |_| "[\n".into(), document: write, between: ",\n", foot: "\n]\n" }),
    read: None,
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

#[derive(Debug, Default, Serialize)]
struct Entry<'a> {
    tokenized_text: Vec<&'a str>,
    ner: Vec<(usize, usize, &'a str)>,
    relations: Vec<(usize, usize, &'a str)>,
}

fn write(_: &Context, document: &Document) -> String {
    let list = words_of(document, false);
    let graph = Graph::of(document);
    let mut entries: Vec<Entry> = Vec::new();
    for sentence in &list.sentences {
        let words = list.words[sentence.clone()].iter().map(|word| word.slice(&document.text));
        entries.push(Entry { tokenized_text: words.collect(), ..Entry::default() });
    }
    let mut places = Vec::new();
    for node in graph.nodes.iter().filter(|node| node.label != FILLER) {
        let words = list.range(node.span);
        let sentence = list.sentence_of(words.start);
        let first = list.sentences[sentence].start;
        let entry = &mut entries[sentence];
        places.push((sentence, entry.ner.len()));
        entry.ner.push((words.start - first, words.end - 1 - first, node.label));
    }
    for edge in graph.links() {
        let ((sentence, from), (_, to)) = (places[edge.from], places[edge.to]);
        entries[sentence].relations.push((from, to, edge.role));
    }
    let lines: Vec<String> = entries.iter().map(to_json).collect();
    lines.join(",\n")
}
