//! CoNLL: a word a line with its tag, a blank line between sentences. Four columns as in CoNLL-2003 (word, part of
//! speech, chunk, entity), or a column a layer: three of entities, from outer to inner, and one of triggers.
//!
//! ```text
//! -DOCSTART- -X- -X- O
//!
//! حلب _ _ B-GPE
//! ```

use super::columns::{OUTSIDE, TagReader, is_tag, tags};
use crate::{
    annotation::Document,
    dataset::{
        ImportError,
        draft::{Draft, DraftMark, Read, WordText},
        format::{Context, Format, LineReader, Reading, Uses, Writing, no_companions},
        holds::{Events, Holds},
        reduce::layers,
        words::{WordList, words_of},
    },
    text::Span,
};

/// How many layers of entities the columns hold.
pub const LAYERS: usize = 3;

/// What stands before each document.
const DOCSTART: &str = "-DOCSTART-";
const NO_TAG: &str = "-X-";

pub static CONLL_2003: Format = Format {
    id: "conll2003",
    name: "CoNLL-2003",
    ending: "conll",
    holds: |_| Holds { events: Events::None, entity_layers: 1, ..Holds::WORDS },
    write: Some(Writing::lines(write_four)),
    read: Some(Reading::Lines(|| Box::new(Reader::default()))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: true },
};

pub static IOB: Format = Format {
    id: "iob",
    name: "IOB2 or BIOES, a column a layer",
    ending: "tsv",
    holds: |_| Holds { entity_layers: LAYERS, trigger_layers: 1, ..Holds::WORDS },
    write: Some(Writing::lines(write_layers)),
    read: Some(Reading::Lines(|| Box::new(Reader { all_columns: true, ..Reader::default() }))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: true },
};

/// The tag columns of a document: each layer of entities, then the triggers.
pub fn tag_columns(
    context: &Context,
    document: &Document,
    list: &WordList,
    n_layers: usize,
) -> Vec<Vec<String>> {
    let scheme = context.options.tag_scheme;
    let spans: Vec<Span> = document.entities.iter().map(|entity| entity.span).collect();
    let layers = layers(&spans, n_layers);
    let in_layer = |layer: usize| {
        let entities = document.entities.iter().zip(&layers).filter(move |(_, of)| **of == Some(layer));
        entities.map(|(entity, _)| (list.range(entity.span), entity.label.clone()))
    };
    let n_words = list.words.len();
    let mut columns: Vec<_> = (0..n_layers).map(|layer| tags(n_words, in_layer(layer), scheme)).collect();
    let triggers = document.events.iter().map(|event| (list.range(event.trigger), event.label.clone()));
    columns.push(tags(n_words, triggers, scheme));
    columns
}

fn write_four(context: &Context, document: &Document) -> String {
    let list = words_of(document, false);
    let columns = tag_columns(context, document, &list, 1);
    let line = |word: usize| format!("{} _ _ {}\n", list.words[word].slice(&document.text), columns[0][word]);
    write_sentences(&list, &format!("{DOCSTART} {NO_TAG} {NO_TAG} {OUTSIDE}\n\n"), line)
}

fn write_layers(context: &Context, document: &Document) -> String {
    let list = words_of(document, false);
    let columns = tag_columns(context, document, &list, LAYERS);
    let line = |word: usize| {
        let tags: Vec<&str> = columns.iter().map(|column| column[word].as_str()).collect();
        format!("{}\t{}\n", list.words[word].slice(&document.text), tags.join("\t"))
    };
    let outside = [OUTSIDE; LAYERS].join("\t");
    write_sentences(&list, &format!("{DOCSTART}\t{NO_TAG}\t{outside}\n\n"), line)
}

fn write_sentences(list: &WordList, head: &str, line: impl Fn(usize) -> String) -> String {
    let sentences = list.sentences.iter();
    let body: String = sentences.map(|words| words.clone().map(&line).collect::<String>() + "\n").collect();
    format!("{head}{body}")
}

/// Reads columns parted by tabs or spaces. The word is the first column; tags are the last, or all that are tags.
#[derive(Default)]
struct Reader {
    all_columns: bool,
    words: WordText,
    columns: Vec<TagReader>,
    /// Where the document begins; empty before its first word.
    place: String,
    /// How many columns a line has.
    n_fields: usize,
}

impl LineReader for Reader {
    fn line(&mut self, line: &str, place: &str) -> Read<Vec<Draft>> {
        let fields: Vec<&str> = if line.contains('\t') {
            line.split('\t').collect()
        } else {
            line.split(' ').filter(|field| !field.is_empty()).collect()
        };
        match fields.first() {
            None | Some(&"") => {
                self.end_sentence();
                return Ok(Vec::new());
            }
            Some(&DOCSTART) if is_docstart(&fields) => return self.finish(),
            Some(field) if field.starts_with('#') && !is_tag(fields[fields.len() - 1]) => {
                return Ok(Vec::new());
            }
            Some(_) => {}
        }
        self.word(&fields, place)?;
        Ok(Vec::new())
    }

    fn finish(&mut self) -> Read<Vec<Draft>> {
        self.end_sentence();
        let words = std::mem::take(&mut self.words);
        let columns = std::mem::take(&mut self.columns);
        let place = std::mem::take(&mut self.place);
        if words.words.is_empty() {
            return Ok(Vec::new());
        }
        let mut marks = Vec::new();
        for (range, label) in columns.into_iter().flat_map(|column| column.spans) {
            marks.push(DraftMark::new("", label, words.span(&place, range.start, range.end)?, place.clone()));
        }
        Ok(vec![Draft { marks, ..words.into_draft(None, place) }])
    }
}

/// Not the same word in a text.
fn is_docstart(fields: &[&str]) -> bool {
    matches!(fields, [_] | [_, NO_TAG, ..] | [_, OUTSIDE])
}

impl Reader {
    fn end_sentence(&mut self) {
        let n_words = self.words.words.len();
        self.columns.iter_mut().for_each(|column| column.end(n_words));
        self.words.end_sentence();
    }

    fn word(&mut self, fields: &[&str], place: &str) -> Read<()> {
        if self.place.is_empty() {
            self.place = place.to_owned();
        }
        if self.n_fields == 0 {
            self.n_fields = fields.len();
        }
        if fields.len() != self.n_fields || fields.len() < 2 {
            let reason =
                format!("the lines before have {} columns, this one {}", self.n_fields, fields.len());
            return Err(ImportError::malformed(place, reason));
        }
        let word = self.words.words.len();
        self.words.word(fields[0]);
        let tags = if self.all_columns { &fields[1..] } else { &fields[fields.len() - 1..] };
        self.columns.resize_with(self.columns.len().max(tags.len()), TagReader::default);
        for (column, tag) in self.columns.iter_mut().zip(tags) {
            column.tag(word, tag, place)?;
        }
        Ok(())
    }
}
