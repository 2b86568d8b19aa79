//! spaCy: a document a line with our own words and whether a space follows each, so that `Doc(words, spaces)` gives
//! the text back and every span is a run of words. White space that is not one space is a word of its own. The
//! script beside the data makes a `DocBin` of it.

use serde::{Deserialize, Serialize};

use super::json::{read_line, to_line};
use crate::{
    annotation::{Document, Meta, Modality, Polarity},
    dataset::{
        ImportError,
        draft::{Draft, DraftLink, DraftMark, Read},
        format::{Context, EachLine, File, Format, Reading, Summary, Uses, Writing},
        graph::{Graph, Kind},
        holds::{DocumentId, Events, Holds},
        words::words_of,
    },
    text::Span,
};

pub static SPACY: Format = Format {
    id: "spacy",
    name: "spaCy",
    ending: "jsonl",
    holds: |_| Holds {
        document_id: DocumentId::Own,
        ids: true,
        metadata: true,
        events: Events::Whole,
        attributes: true,
        ..Holds::WORDS_AND_SPACE
    },
    write: Some(Writing::lines(write)),
    read: Some(Reading::Lines(|| Box::new(EachLine(read)))),
    companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

/// What the script of the companions is called, and what it holds.
const SCRIPT: (&str, &str) = ("to_docbin.py", include_str!("spacy/to_docbin.py"));

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    id: String,
    text: String,
    words: Vec<String>,
    spaces: Vec<bool>,
    /// First word and end of each sentence.
    #[serde(default)]
    sents: Vec<(usize, usize)>,
    spans: Vec<SpanFile>,
    #[serde(default)]
    events: Vec<EventFile>,
    #[serde(default)]
    meta: Meta,
}

#[derive(Debug, Serialize, Deserialize)]
struct SpanFile {
    id: String,
    label: String,
    /// First word.
    start: usize,
    /// One past the last word.
    end: usize,
    text: String,
}

#[derive(Debug, Serialize, Deserialize)]
struct EventFile {
    #[serde(flatten)]
    trigger: SpanFile,
    #[serde(default)]
    polarity: Polarity,
    #[serde(default)]
    modality: Modality,
    arguments: Vec<ArgumentFile>,
}

#[derive(Debug, Serialize, Deserialize)]
struct ArgumentFile {
    role: String,
    /// The id of a span; a filler that is no entity has one, too.
    span: String,
}

/// The words of a text with all white space: those of the document, and each gap that is not one space.
struct Spaced {
    words: Vec<Span>,
    spaces: Vec<bool>,
}

impl Spaced {
    fn of(text: &str, words: &[Span]) -> Self {
        let mut spaced = Self { words: Vec::new(), spaces: Vec::new() };
        let mut end = 0;
        for word in words.iter().copied().chain([Span::new(text.len(), text.len())]) {
            spaced.gap(text, Span::new(end, word.start));
            if !word.is_empty() {
                spaced.words.push(word);
                spaced.spaces.push(false);
            }
            end = word.end;
        }
        spaced
    }

    fn gap(&mut self, text: &str, gap: Span) {
        let is_space = gap.slice(text).starts_with(' ');
        let rest = match self.spaces.last_mut().filter(|_| is_space) {
            Some(space) => {
                *space = true;
                Span::new(gap.start + 1, gap.end)
            }
            None => gap,
        };
        if !rest.is_empty() {
            self.words.push(rest);
            self.spaces.push(false);
        }
    }

    fn range(&self, span: Span) -> (usize, usize) {
        let start = self.words.partition_point(|word| word.end <= span.start);
        (start, self.words.partition_point(|word| word.start < span.end))
    }
}

fn write(_: &Context, document: &Document) -> String {
    let text = &document.text;
    let spaced = Spaced::of(text, &words_of(document, false).words);
    let graph = Graph::of(document);
    let file = |id: &str, label: &str, span: Span| {
        let (start, end) = spaced.range(span);
        SpanFile { id: id.to_owned(), label: label.to_owned(), start, end, text: span.slice(text).to_owned() }
    };
    let mut spans = Vec::new();
    let mut events = Vec::new();
    for (index, node) in graph.nodes.iter().enumerate() {
        let trigger = file(&node.id, node.label, node.span);
        let Kind::Trigger(event) = node.kind else {
            spans.push(trigger);
            continue;
        };
        let edges = graph.edges.iter().filter(|edge| edge.from == index);
        let arguments =
            edges.map(|edge| ArgumentFile { role: edge.role.into(), span: graph.nodes[edge.to].id.clone() });
        let (polarity, modality) = (event.polarity, event.modality);
        events.push(EventFile { trigger, polarity, modality, arguments: arguments.collect() });
    }
    to_line(&Line {
        id: document.id.clone(),
        text: text.clone(),
        words: spaced.words.iter().map(|word| word.slice(text).to_owned()).collect(),
        sents: document.sentences.iter().map(|sentence| spaced.range(*sentence)).collect(),
        spaces: spaced.spaces,
        spans,
        events,
        meta: document.meta.clone(),
    })
}

fn companions(_: &Context, _: &Summary) -> Vec<File> {
    vec![File::new(SCRIPT.0, SCRIPT.1)]
}

fn read(line: &str, place: &str) -> Read<Draft> {
    let file: Line = read_line(line, place)?;
    let words = spans_of(&file, place)?;
    let is_blank = |span: &&Span| crate::dataset::words::is_blank(span.slice(&file.text));
    let tokens = words.iter().filter(|span| !is_blank(span));
    let tokens = tokens.map(|span| crate::annotation::Token { span: *span, clitics: Vec::new() }).collect();
    let range = |(start, end): (usize, usize), place: &str| {
        let words = words.get(start..end).filter(|words| !words.is_empty());
        words
            .map(|words| words[0].cover(words[words.len() - 1]))
            .ok_or_else(|| ImportError::SpanOutside { field: place.to_owned() })
    };
    let sentences = file.sents.iter().map(|sentence| range(*sentence, place)).collect::<Read<_>>()?;
    let places = crate::dataset::draft::Places::new(&file.text);
    let mark = |mark: &SpanFile, place: String| -> Read<DraftMark> {
        let span = places.quoted(&place, range((mark.start, mark.end), &place)?, &mark.text)?;
        Ok(DraftMark::new(mark.id.as_str(), mark.label.as_str(), span, place))
    };
    let mut marks = Vec::new();
    let mut links = Vec::new();
    for (index, span) in file.spans.iter().enumerate() {
        marks.push(mark(span, format!("{place}, spans[{index}]"))?);
    }
    for (index, event) in file.events.iter().enumerate() {
        let place = format!("{place}, events[{index}]");
        let (polarity, modality) = (event.polarity, event.modality);
        marks.push(DraftMark { polarity, modality, ..mark(&event.trigger, place.clone())? });
        links.extend(event.arguments.iter().map(|argument| DraftLink {
            from: event.trigger.id.clone(),
            to: argument.span.clone(),
            role: argument.role.clone(),
            place: place.clone(),
        }));
    }
    let (id, text, meta, place) = (Some(file.id), file.text, file.meta, place.to_owned());
    Ok(Draft { id, text, meta, sentences, tokens, marks, links, place, ..Draft::default() })
}

/// Where the words stand; words and spaces must give the text.
fn spans_of(file: &Line, place: &str) -> Read<Vec<Span>> {
    let mut spans = Vec::new();
    let mut at = 0;
    for (index, word) in file.words.iter().enumerate() {
        let span = Span::new(at, at + word.len());
        let is_spaced = file.spaces.get(index).copied().unwrap_or(true);
        let end = span.end + usize::from(is_spaced && file.text.as_bytes().get(span.end) == Some(&b' '));
        let found = span.slice(&file.text);
        if found != word {
            let field = format!("{place}, words[{index}]");
            return Err(ImportError::TextMismatch { field, expected: word.clone(), found: found.to_owned() });
        }
        spans.push(span);
        at = end;
    }
    Ok(spans)
}
