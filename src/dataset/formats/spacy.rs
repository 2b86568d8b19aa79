//! spaCy: a document a line with our own words and whether a space follows each, so that `Doc(words, spaces)` gives
//! the text back and every span is a run of words. White space that is not one space is a word of its own. The
//! script beside the data makes a `DocBin` of it.

use serde::{Deserialize, Serialize};

use super::{
    events::{EventFile, RelationFile, spans_and_events},
    json::{read_line, to_line},
};
use crate::{
    annotation::{Document, Meta},
    dataset::{
        ImportError,
        draft::{Draft, DraftMark, Read},
        format::{Context, EachLine, File, Format, Reading, Summary, Uses, Writing},
        graph::{Graph, Node},
        holds::{DocumentId, Events, Holds, Relations},
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
        relations: Relations::Whole,
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
    events: Vec<EventFile<SpanFile>>,
    #[serde(default)]
    relations: Vec<RelationFile>,
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
    let (spans, events) = spans_and_events(&graph, |node: &Node| {
        let (start, end) = spaced.range(node.span);
        let (id, label) = (node.id.clone(), node.label.to_owned());
        SpanFile { id, label, start, end, text: node.span.slice(text).to_owned() }
    });
    to_line(&Line {
        id: document.id.clone(),
        text: text.clone(),
        words: spaced.words.iter().map(|word| word.slice(text).to_owned()).collect(),
        sents: document.sentences.iter().map(|sentence| spaced.range(*sentence)).collect(),
        spaces: spaced.spaces,
        spans,
        events,
        relations: document.relations.iter().map(RelationFile::of).collect(),
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
    let mut draft = Draft { sentences, tokens, place: place.to_owned(), ..Draft::default() };
    for (index, span) in file.spans.iter().enumerate() {
        draft.marks.push(mark(span, format!("{place}, spans[{index}]"))?);
    }
    for (index, event) in file.events.iter().enumerate() {
        let place = format!("{place}, events[{index}]");
        event.put_into(&mut draft, mark(&event.trigger, place.clone())?, &place);
    }
    for (index, relation) in file.relations.into_iter().enumerate() {
        draft.links.push(relation.into_link(format!("{place}, relations[{index}]")));
    }
    (draft.id, draft.text, draft.meta) = (Some(file.id), file.text, file.meta);
    Ok(draft)
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
