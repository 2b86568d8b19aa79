//! Hugging Face: a document a line with words, a tag for each, and beside them all spans and events; the features and
//! a data set card make `load_dataset` read it as it is meant. Sets of labelled sentences, `tokens` with `spans` of
//! words, are read as well.
//!
//! ```text
//! {"id": "d", "text": "…", "tokens": ["…"], "ner_tags": ["B-GPE"], "spans": [{"id": "e1", "start": 0, …}], "events": []}
//! {"id": "d-1", "tokens": ["…"], "spans": [[0, 1, "LOC"]]}
//! ```

mod card;
mod read;
mod write;

use serde::{Deserialize, Serialize};

use super::events::{EventFile, RelationFile, accepted};
use crate::{
    annotation::Meta,
    dataset::{
        format::{Format, Reading, Uses, Writing},
        holds::{DocumentId, Events, Holds, Relations, Statuses},
        options::OffsetUnit,
    },
};

pub static HUGGING_FACE: Format = Format {
    id: "hugging-face",
    name: "Hugging Face",
    ending: "jsonl",
    holds: |_| Holds {
        document_id: DocumentId::Own,
        ids: true,
        metadata: true,
        events: Events::Whole,
        attributes: true,
        relations: Relations::Whole,
        status: Statuses::OfMark,
        ..Holds::WORDS_AND_SPACE
    },
    write: Some(Writing::lines(write::write)),
    read: Some(Reading::Lines(|| Box::new(crate::dataset::format::EachLine(read::read)))),
    companions: card::companions,
    uses: Uses { offset_unit: true, tag_scheme: true },
};

#[derive(Debug, Serialize, Deserialize)]
struct Line {
    #[serde(default)]
    id: Option<super::json::Id>,
    #[serde(default)]
    text: Option<String>,
    #[serde(default)]
    offset_unit: OffsetUnit,
    #[serde(default)]
    tokens: Vec<String>,
    #[serde(default, alias = "tags")]
    ner_tags: Vec<TagFile>,
    /// First token of each sentence.
    #[serde(default)]
    sentence_starts: Vec<usize>,
    #[serde(default)]
    spans: Vec<SpanFile>,
    #[serde(default)]
    events: Vec<EventFile<CharacterSpan>>,
    #[serde(default)]
    relations: Vec<RelationFile>,
    /// JSON as a string: as an object, its days would be taken for times and its gaps for a type of their own.
    #[serde(default)]
    meta: Option<MetaFile>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum MetaFile {
    Json(String),
    Object(Meta),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum TagFile {
    Name(String),
    Number(usize),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum SpanFile {
    Characters(CharacterSpan),
    Words(usize, usize, String),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct CharacterSpan {
    id: String,
    label: String,
    start: usize,
    end: usize,
    text: String,
    #[serde(default = "accepted")]
    status: crate::annotation::Status,
}
