//! Documents → native JSON.

use serde::Serialize;

use super::{
    decisions::{DecisionFile, EntityNameFile, EventNameFile, ReadingFile, RelationNameFile},
    file::{
        ArgumentFile, CliticFile, DataSetFile, DocumentFile, EntityFile, EventFile, FORMAT, LineFile,
        OFFSET_UNIT, ParagraphFile, ProvenanceFile, QuoteFile, RelationFile, SpanFile, TokenFile, VERSION,
    },
};
use crate::{
    annotation::{
        Argument, Decision, Document, Entity, EntityName, Event, Paragraph, Provenance, Reading, Relation,
        RelationName, Token,
    },
    dataset::sha256,
    schema::Schema,
    text::{CodePointSpan, OffsetIndex, Span},
};

/// One data set with its label schema, indented.
pub fn to_json<'a>(documents: impl IntoIterator<Item = &'a Document>, schema: &Schema) -> String {
    let documents = documents.into_iter().map(document_file).collect();
    let file = DataSetFile { format: FORMAT, version: VERSION, offset_unit: OFFSET_UNIT, schema, documents };
    let mut json = serde_json::to_string_pretty(&file).unwrap_or_default();
    json.push('\n');
    json
}

/// What stands before the first document of a data set that is written document by document.
pub fn data_set_head(schema: &Schema) -> String {
    let file = DataSetFile {
        format: FORMAT,
        version: VERSION,
        offset_unit: OFFSET_UNIT,
        schema,
        documents: Vec::new(),
    };
    let json = serde_json::to_string(&file).unwrap_or_default();
    format!("{}\n", json.trim_end_matches("]}"))
}

/// A document as it stands in a data set.
pub fn document_json(document: &Document) -> String {
    serde_json::to_string(&document_file(document)).unwrap_or_default()
}

/// A document a line.
pub fn to_jsonl<'a>(documents: impl IntoIterator<Item = &'a Document>) -> String {
    documents.into_iter().map(to_jsonl_line).collect()
}

/// One document as one line, with its line break.
pub fn to_jsonl_line(document: &Document) -> String {
    to_line(&LineFile {
        format: FORMAT,
        version: VERSION,
        offset_unit: OFFSET_UNIT,
        document: document_file(document),
    })
}

/// The types above have string keys and no fallible parts, so serialising them cannot fail.
fn to_line(file: &impl Serialize) -> String {
    let mut line = serde_json::to_string(file).unwrap_or_default();
    line.push('\n');
    line
}

fn document_file(document: &Document) -> DocumentFile {
    let writer = Writer { text: &document.text, offsets: OffsetIndex::new(&document.text) };
    DocumentFile {
        id: document.id.clone(),
        text: document.text.clone(),
        sha256: Some(sha256(&document.text)),
        meta: document.meta.clone(),
        paragraphs: document.paragraphs.iter().map(|paragraph| writer.paragraph(paragraph)).collect(),
        sentences: document.sentences.iter().map(|sentence| writer.span(*sentence)).collect(),
        tokens: document.tokens.iter().map(|token| writer.token(token)).collect(),
        entities: document.entities.iter().map(|entity| writer.entity(entity)).collect(),
        events: document.events.iter().map(|event| writer.event(event)).collect(),
        chains: document.chains.clone(),
        relations: document.relations.iter().map(relation_file).collect(),
        labels: document.labels.clone(),
        status: document.status,
        notes: document.notes.clone(),
        decisions: document.decisions.iter().map(|decision| writer.decision(decision)).collect(),
    }
}

struct Writer<'a> {
    text: &'a str,
    offsets: OffsetIndex,
}

impl Writer<'_> {
    /// Spans of a document lie on character boundaries, so each has its counterpart.
    fn code_points(&self, span: Span) -> CodePointSpan {
        self.offsets.to_code_points(self.text, span).unwrap_or(CodePointSpan { start: 0, end: 0 })
    }

    fn span(&self, span: Span) -> SpanFile {
        let CodePointSpan { start, end } = self.code_points(span);
        SpanFile { start, end }
    }

    fn quote(&self, span: Span) -> QuoteFile {
        let CodePointSpan { start, end } = self.code_points(span);
        QuoteFile { start, end, text: span.slice(self.text).to_owned() }
    }

    fn paragraph(&self, paragraph: &Paragraph) -> ParagraphFile {
        let CodePointSpan { start, end } = self.code_points(paragraph.span);
        let dateline = paragraph.dateline.map(|span| self.code_points(span));
        let dateline = dateline.map(|CodePointSpan { start, end }| SpanFile { start, end });
        ParagraphFile { start, end, kind: paragraph.kind, dateline }
    }

    fn token(&self, token: &Token) -> TokenFile {
        let CodePointSpan { start, end } = self.code_points(token.span);
        let clitics = token.clitics.iter().map(|clitic| {
            let CodePointSpan { start, end } = self.code_points(clitic.span);
            CliticFile { start, end, kind: clitic.kind }
        });
        TokenFile { start, end, clitics: clitics.collect() }
    }

    fn entity(&self, entity: &Entity) -> EntityFile {
        EntityFile {
            id: entity.id.clone(),
            label: entity.label.clone(),
            quote: self.quote(entity.span),
            core: Some(self.span(entity.core)),
            parts: entity.parts.iter().map(|part| self.span(*part)).collect(),
            provenance: provenance_file(&entity.provenance),
            value: entity.value.clone(),
            chain: entity.chain.clone(),
            attributes: entity.attributes.clone(),
        }
    }

    fn event(&self, event: &Event) -> EventFile {
        EventFile {
            id: event.id.clone(),
            label: event.label.clone(),
            trigger: self.quote(event.trigger),
            arguments: event.arguments.iter().map(|argument| self.argument(argument)).collect(),
            polarity: event.polarity,
            modality: event.modality,
            reported_by: event.reported_by.clone(),
            attributes: event.attributes.clone(),
            provenance: provenance_file(&event.provenance),
        }
    }

    fn argument(&self, argument: &Argument) -> ArgumentFile {
        ArgumentFile {
            role: argument.role.clone(),
            quote: self.quote(argument.span),
            entity: argument.entity.clone(),
        }
    }

    fn decision(&self, decision: &Decision) -> DecisionFile {
        let Decision { kind, by, event, chosen, against } = decision;
        let event = event
            .as_ref()
            .map(|event| EventNameFile { label: event.label.clone(), trigger: self.quote(event.trigger) });
        DecisionFile {
            kind: *kind,
            by: by.clone(),
            event,
            chosen: self.reading(chosen),
            against: against.iter().map(|reading| self.reading(reading)).collect(),
        }
    }

    fn reading(&self, reading: &Reading) -> ReadingFile {
        ReadingFile {
            annotators: reading.annotators.clone(),
            entities: reading.entities.iter().map(|entity| self.entity(entity)).collect(),
            events: reading.events.iter().map(|event| self.event(event)).collect(),
            arguments: reading.arguments.iter().map(|argument| self.argument(argument)).collect(),
            relations: reading.relations.iter().map(|relation| self.relation_name(relation)).collect(),
        }
    }

    fn relation_name(&self, RelationName { label, from, to }: &RelationName) -> RelationNameFile {
        let end = |end: &EntityName| EntityNameFile { label: end.label.clone(), quote: self.quote(end.span) };
        RelationNameFile { label: label.clone(), from: end(from), to: end(to) }
    }
}

fn relation_file(relation: &Relation) -> RelationFile {
    RelationFile {
        id: relation.id.clone(),
        label: relation.label.clone(),
        from: relation.from.clone(),
        to: relation.to.clone(),
        provenance: provenance_file(&relation.provenance),
    }
}

fn provenance_file(provenance: &Provenance) -> ProvenanceFile {
    let Provenance { origin, source, score, status } = provenance.clone();
    ProvenanceFile { origin, source, score, status }
}
