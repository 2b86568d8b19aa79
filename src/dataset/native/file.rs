//! The shape of the native format, field by field.

use serde::{Deserialize, Serialize};

use super::decisions::DecisionFile;
use crate::{
    annotation::{
        Attributes, Chain, CliticKind, DocumentStatus, Meta, Modality, Origin, ParagraphKind, Polarity,
        Status, Value,
    },
    schema::Schema,
};

/// What `format` says.
pub const FORMAT: &str = "hashiya";
/// The version that this module writes, and the last that it reads.
pub const VERSION: u64 = 1;
/// What `offset_unit` says.
pub const OFFSET_UNIT: &str = "code_point";

#[derive(Debug, Serialize)]
pub struct DataSetFile<'a> {
    pub format: &'static str,
    pub version: u64,
    pub offset_unit: &'static str,
    pub schema: &'a Schema,
    pub documents: Vec<DocumentFile>,
}

/// A document that says by itself how to read it: a line of a `.jsonl` file.
#[derive(Debug, Serialize)]
pub struct LineFile {
    pub format: &'static str,
    pub version: u64,
    pub offset_unit: &'static str,
    #[serde(flatten)]
    pub document: DocumentFile,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct DocumentFile {
    pub id: String,
    pub text: String,
    pub sha256: Option<String>,
    #[serde(default)]
    pub meta: Meta,
    #[serde(default)]
    pub paragraphs: Vec<ParagraphFile>,
    #[serde(default)]
    pub sentences: Vec<SpanFile>,
    #[serde(default)]
    pub tokens: Vec<TokenFile>,
    #[serde(default)]
    pub entities: Vec<EntityFile>,
    #[serde(default)]
    pub events: Vec<EventFile>,
    #[serde(default)]
    pub chains: Vec<Chain>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationFile>,
    #[serde(default)]
    pub labels: Vec<String>,
    #[serde(default)]
    pub status: DocumentStatus,
    #[serde(default)]
    pub notes: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<DecisionFile>,
}

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct SpanFile {
    pub start: usize,
    pub end: usize,
}

/// A span with its text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct QuoteFile {
    pub start: usize,
    pub end: usize,
    pub text: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct ParagraphFile {
    pub start: usize,
    pub end: usize,
    #[serde(default = "body")]
    pub kind: ParagraphKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dateline: Option<SpanFile>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct TokenFile {
    pub start: usize,
    pub end: usize,
    #[serde(default)]
    pub clitics: Vec<CliticFile>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct CliticFile {
    pub start: usize,
    pub end: usize,
    pub kind: CliticKind,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct EntityFile {
    pub id: String,
    pub label: String,
    #[serde(flatten)]
    pub quote: QuoteFile,
    pub core: Option<SpanFile>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<SpanFile>,
    #[serde(flatten)]
    pub provenance: ProvenanceFile,
    pub value: Option<Value>,
    pub chain: Option<String>,
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct EventFile {
    pub id: String,
    pub label: String,
    pub trigger: QuoteFile,
    #[serde(default)]
    pub arguments: Vec<ArgumentFile>,
    #[serde(default)]
    pub polarity: Polarity,
    #[serde(default)]
    pub modality: Modality,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported_by: Option<String>,
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    #[serde(flatten)]
    pub provenance: ProvenanceFile,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct ArgumentFile {
    pub role: String,
    #[serde(flatten)]
    pub quote: QuoteFile,
    pub entity: Option<String>,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct RelationFile {
    pub id: String,
    pub label: String,
    pub from: String,
    pub to: String,
    #[serde(flatten)]
    pub provenance: ProvenanceFile,
}

/// Provenance; a file that says nothing of it holds marks that somebody confirmed elsewhere.
#[derive(Debug, Serialize, Deserialize)]
pub struct ProvenanceFile {
    #[serde(default = "import")]
    pub origin: Origin,
    #[serde(default)]
    pub source: String,
    pub score: Option<f64>,
    #[serde(default = "accepted")]
    pub status: Status,
}

fn body() -> ParagraphKind {
    ParagraphKind::Body
}

fn import() -> Origin {
    Origin::Import
}

fn accepted() -> Status {
    Status::Accepted
}
