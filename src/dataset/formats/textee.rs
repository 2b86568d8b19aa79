//! TextEE and OneIE: a sentence a line, indices count its words, the end excluded. Lines of one `doc_id` are one
//! document. A filler that is no entity is an entity of its own here, of the type `Filler`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::json::{read_line, to_line};
use crate::{
    annotation::Document,
    dataset::{
        ImportError,
        draft::{Draft, DraftLink, DraftMark, Read, WordText},
        format::{Context, Format, LineReader, Reading, Uses, Writing, no_companions},
        graph::{Graph, Kind, Node},
        holds::{DocumentId, Events, Holds, Relations},
        words::{WordList, words_of},
    },
};

pub static TEXTEE: Format = Format {
    id: "textee",
    name: "OneIE, TextEE",
    ending: "jsonl",
    holds: |_| Holds {
        document_id: DocumentId::Own,
        ids: true,
        events: Events::Whole,
        relations: Relations::Near,
        far_arguments: false,
        ..Holds::WORDS
    },
    write: Some(Writing::lines(write)),
    read: Some(Reading::Lines(|| Box::new(Reader::default()))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

#[derive(Debug, Serialize, Deserialize)]
struct Window {
    doc_id: String,
    #[serde(alias = "sent_id")]
    wnd_id: String,
    #[serde(default, alias = "sentence")]
    text: String,
    #[serde(default)]
    lang: String,
    tokens: Vec<String>,
    #[serde(default)]
    entity_mentions: Vec<EntityFile>,
    #[serde(default)]
    event_mentions: Vec<EventFile>,
    #[serde(default)]
    relation_mentions: Vec<RelationFile>,
}

#[derive(Debug, Serialize, Deserialize)]
struct RelationFile {
    id: String,
    relation_type: String,
    /// The finer of the two names, where a file has both.
    #[serde(default)]
    relation_subtype: Option<String>,
    arguments: Vec<ArgumentFile>,
}

/// The roles of the ends of a relation.
const ENDS: [&str; 2] = ["Arg-1", "Arg-2"];

#[derive(Debug, Serialize, Deserialize)]
struct EntityFile {
    id: String,
    entity_type: String,
    text: String,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize, Deserialize)]
struct EventFile {
    id: String,
    event_type: String,
    trigger: TriggerFile,
    arguments: Vec<ArgumentFile>,
}

#[derive(Debug, Serialize, Deserialize)]
struct TriggerFile {
    text: String,
    start: usize,
    end: usize,
}

#[derive(Debug, Serialize, Deserialize)]
struct ArgumentFile {
    entity_id: String,
    role: String,
    text: String,
    #[serde(default)]
    start: usize,
    #[serde(default)]
    end: usize,
}

fn write(_: &Context, document: &Document) -> String {
    let list = words_of(document, false);
    let graph = Graph::of(document);
    let mut windows: Vec<Window> = Vec::new();
    for (index, sentence) in list.sentences.iter().enumerate() {
        let words = list.words[sentence.clone()].iter().map(|word| word.slice(&document.text).to_owned());
        let tokens: Vec<String> = words.collect();
        windows.push(Window {
            doc_id: document.id.clone(),
            wnd_id: format!("{}-{}", document.id, index + 1),
            text: tokens.join(" "),
            lang: "ar".into(),
            tokens,
            entity_mentions: Vec::new(),
            event_mentions: Vec::new(),
            relation_mentions: Vec::new(),
        });
    }
    let mut events: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (index, node) in graph.nodes.iter().enumerate() {
        let (sentence, start, end, text) = place(node, &list, &document.text);
        let window = &mut windows[sentence];
        let (id, label) = (node.id.clone(), node.label.to_owned());
        if matches!(node.kind, Kind::Trigger(_)) {
            events.insert(index, (sentence, window.event_mentions.len()));
            let trigger = TriggerFile { text, start, end };
            window.event_mentions.push(EventFile { id, event_type: label, trigger, arguments: Vec::new() });
        } else {
            window.entity_mentions.push(EntityFile { id, entity_type: label, text, start, end });
        }
    }
    let argument = |index: usize, role: &str| {
        let node = &graph.nodes[index];
        let (_, start, end, text) = place(node, &list, &document.text);
        ArgumentFile { entity_id: node.id.clone(), role: role.to_owned(), text, start, end }
    };
    for edge in &graph.edges {
        let (sentence, event) = events[&edge.from];
        windows[sentence].event_mentions[event].arguments.push(argument(edge.to, edge.role));
    }
    for (relation, edge) in document.relations.iter().zip(&graph.relations) {
        let (sentence, ..) = place(&graph.nodes[edge.from], &list, &document.text);
        let arguments = vec![argument(edge.from, ENDS[0]), argument(edge.to, ENDS[1])];
        let (id, relation_type) = (relation.id.clone(), edge.role.to_owned());
        let relation_subtype = Some(relation_type.clone());
        let relation = RelationFile { id, relation_type, relation_subtype, arguments };
        windows[sentence].relation_mentions.push(relation);
    }
    windows.iter().map(to_line).collect()
}

/// The sentence of a mark, its first word and end in it, its words.
fn place(node: &Node, list: &WordList, text: &str) -> (usize, usize, usize, String) {
    let words = list.range(node.span);
    let sentence = list.sentence_of(words.start);
    let first = list.sentences[sentence].start;
    let quote: Vec<&str> = list.words[words.clone()].iter().map(|word| word.slice(text)).collect();
    (sentence, words.start - first, words.end - first, quote.join(" "))
}

/// Joins the windows of a document.
#[derive(Default)]
struct Reader {
    id: Option<String>,
    words: WordText,
    marks: Vec<DraftMark>,
    links: Vec<DraftLink>,
    place: String,
}

impl LineReader for Reader {
    fn line(&mut self, line: &str, place: &str) -> Read<Vec<Draft>> {
        if line.trim().is_empty() {
            return Ok(Vec::new());
        }
        let window: Window = read_line(line, place)?;
        let is_new = self.id.as_ref() != Some(&window.doc_id);
        let drafts = if is_new { self.finish()? } else { Vec::new() };
        if is_new {
            self.id = Some(window.doc_id.clone());
            self.place = place.to_owned();
        }
        self.window(window, place)?;
        Ok(drafts)
    }

    fn finish(&mut self) -> Read<Vec<Draft>> {
        let Self { id, words, marks, links, place } = std::mem::take(self);
        let draft = id.map(|id| Draft { marks, links, ..words.into_draft(Some(id), place) });
        Ok(draft.into_iter().collect())
    }
}

impl Reader {
    fn window(&mut self, window: Window, place: &str) -> Read<()> {
        let before = self.words.words.len();
        window.tokens.iter().for_each(|token| self.words.word(token));
        self.words.end_sentence();
        let n_tokens = window.tokens.len();
        let mark =
            |words: &WordText, (id, label, text): (String, String, &str), (start, end), place: String| {
                if end > n_tokens || start >= end {
                    return Err(ImportError::SpanOutside { field: place });
                }
                let found = window.tokens[start..end].join(" ");
                // The text of a mark may be written with the spaces of the sentence or without.
                if !text.is_empty() && without_space(&found) != without_space(text) {
                    return Err(ImportError::TextMismatch { field: place, expected: text.to_owned(), found });
                }
                Ok(DraftMark::new(id, label, words.span(&place, before + start, before + end)?, place))
            };
        for (index, file) in window.entity_mentions.into_iter().enumerate() {
            let place = format!("{place}, entity_mentions[{index}]");
            let named = (file.id, file.entity_type, file.text.as_str());
            self.marks.push(mark(&self.words, named, (file.start, file.end), place)?);
        }
        for (index, file) in window.event_mentions.into_iter().enumerate() {
            let place = format!("{place}, event_mentions[{index}]");
            let named = (file.id.clone(), file.event_type, file.trigger.text.as_str());
            let range = (file.trigger.start, file.trigger.end);
            self.marks.push(mark(&self.words, named, range, place.clone())?);
            let link = |argument: ArgumentFile| {
                DraftLink::new(file.id.as_str(), argument.entity_id, argument.role, place.as_str())
            };
            self.links.extend(file.arguments.into_iter().map(link));
        }
        for (index, file) in window.relation_mentions.into_iter().enumerate() {
            self.links.push(relation(file, format!("{place}, relation_mentions[{index}]"))?);
        }
        Ok(())
    }
}

fn relation(file: RelationFile, place: String) -> Read<DraftLink> {
    let end = |role: &str| file.arguments.iter().find(|argument| argument.role == role);
    let [Some(from), Some(to)] = ENDS.map(end) else {
        return Err(ImportError::malformed(place, "a relation has the arguments Arg-1 and Arg-2"));
    };
    let label = file.relation_subtype.as_ref().unwrap_or(&file.relation_type);
    Ok(DraftLink::new(from.entity_id.as_str(), to.entity_id.as_str(), label.as_str(), place))
}

fn without_space(text: &str) -> String {
    text.split_whitespace().collect()
}
