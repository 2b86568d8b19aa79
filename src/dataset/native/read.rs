//! Native JSON → documents, with every claim of the file checked.

use std::collections::BTreeSet;

use serde::{
    Deserialize,
    de::{DeserializeOwned, IgnoredAny},
};
use serde_json::{Value, error::Category};

use super::file::{
    ArgumentFile, DocumentFile, EntityFile, EventFile, FORMAT, OFFSET_UNIT, ProvenanceFile, QuoteFile,
    RelationFile, SpanFile, TokenFile, VERSION,
};
use crate::{
    annotation::{
        Argument, Attributes, Chain, Clitic, Document, Entity, Event, Paragraph, Provenance, Relation, Token,
    },
    dataset::{ImportError, LabelMap, sha256},
    schema::{AttributeFault, EventType, MarkKind, Schema},
    text::{CodePointSpan, OffsetIndex, Span, is_grapheme_boundary},
};

type Read<T> = Result<T, ImportError>;

/// What says that a file is ours, and how to read it. Its documents are passed over: a tree of all values of a large file
/// would take many times its size.
#[derive(Deserialize)]
struct Head {
    #[serde(default)]
    format: Option<Value>,
    #[serde(default)]
    version: Option<Value>,
    #[serde(default)]
    offset_unit: Option<Value>,
    #[serde(default)]
    text: Option<IgnoredAny>,
}

/// The documents of a data set.
#[derive(Deserialize)]
struct DataSet {
    #[serde(default)]
    documents: Option<Vec<DocumentFile>>,
}

/// The documents of a `.json` data set.
pub fn read_json(json: &str, schema: &Schema, map: &LabelMap) -> Read<Vec<Document>> {
    let head = head(json, 0)?;
    if head.format.as_ref().and_then(Value::as_str) != Some(FORMAT) {
        return Err(ImportError::NotNative);
    }
    check_version(&head)?;
    let DataSet { documents: Some(documents) } = typed(json, "")? else {
        let (field, reason) = ("documents".into(), "must be a list of documents".into());
        return Err(ImportError::Field { field, reason });
    };
    let mut ids = BTreeSet::new();
    let numbered = documents.into_iter().enumerate();
    numbered
        .map(|(index, file)| read_document(file, format!("documents[{index}]"), schema, map, &mut ids))
        .collect()
}

/// The documents of a `.jsonl` file; empty lines are passed over.
pub fn read_jsonl(jsonl: &str, schema: &Schema) -> Read<Vec<Document>> {
    let mut ids = BTreeSet::new();
    let lines = jsonl.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| read_line(line, index, schema, &LabelMap::default(), &mut ids)).collect()
}

/// The document of a line, before which `index` lines stand.
pub fn read_line(
    line: &str,
    index: usize,
    schema: &Schema,
    map: &LabelMap,
    ids: &mut BTreeSet<String>,
) -> Read<Document> {
    let path = format!("line {}", index + 1);
    let head = head(line, index)?;
    if head.text.is_none() {
        return Err(ImportError::NotNative);
    }
    check_version(&head)?;
    read_document(typed(line, &path)?, path, schema, map, ids)
}

/// The head of an object; anything else is none of ours.
fn head(json: &str, first_line: usize) -> Read<Head> {
    parse::<IgnoredAny>(json, first_line, "")?;
    let is_object = json.trim_start().starts_with('{');
    if is_object { parse(json, first_line, "") } else { Err(ImportError::NotNative) }
}

/// Refuses later versions and other offset units; a header that says nothing is taken for ours.
fn check_version(head: &Head) -> Read<()> {
    match head.version.as_ref().map(|version| (version, version.as_u64())) {
        Some((_, Some(version))) if version > VERSION => return Err(ImportError::NewerVersion { version }),
        Some((_, None)) => {
            return Err(ImportError::Field { field: "version".into(), reason: "must be a number".into() });
        }
        _ => {}
    }
    match &head.offset_unit {
        Some(unit) if unit.as_str() != Some(OFFSET_UNIT) => Err(ImportError::Field {
            field: "offset_unit".into(),
            reason: format!("must be {OFFSET_UNIT:?}"),
        }),
        _ => Ok(()),
    }
}

/// Parses JSON; `first_line` lines stand before it in the file.
pub fn parse<T: DeserializeOwned>(json: &str, first_line: usize, field: &str) -> Read<T> {
    serde_json::from_str(json).map_err(|error| match error.classify() {
        Category::Data => ImportError::Field { field: field.to_owned(), reason: error.to_string() },
        _ => ImportError::JsonSyntax {
            line: first_line + error.line(),
            column: error.column(),
            reason: error.to_string(),
        },
    })
}

/// The fields of a value; what is missing or of another kind is named with its path.
fn typed<T: DeserializeOwned>(json: &str, path: &str) -> Read<T> {
    serde_path_to_error::deserialize(&mut serde_json::Deserializer::from_str(json)).map_err(|error| {
        let inner = error.path().to_string();
        let field = match (path, inner.as_str()) {
            (path, ".") => path.to_owned(),
            ("", inner) => inner.to_owned(),
            (path, inner) => format!("{path}.{inner}"),
        };
        let reason = error.into_inner().to_string();
        // The path says better where it is.
        let reason = reason.rsplit_once(" at line ").map_or(reason.as_str(), |(reason, _)| reason);
        ImportError::Field { field, reason: reason.to_owned() }
    })
}

fn read_document(
    file: DocumentFile,
    path: String,
    schema: &Schema,
    map: &LabelMap,
    ids: &mut BTreeSet<String>,
) -> Read<Document> {
    let mut file = file;
    rename(&mut file, map, schema);
    if file.id.is_empty() || !ids.insert(file.id.clone()) {
        return Err(ImportError::DuplicateId { field: format!("{path}.id"), id: file.id });
    }
    if file.sha256.as_ref().is_some_and(|hash| *hash != sha256(&file.text)) {
        return Err(ImportError::HashMismatch { field: format!("{path}.sha256") });
    }
    let offsets = OffsetIndex::new(&file.text);
    let mut reader =
        Reader { path, text: &file.text, offsets: &offsets, schema, ids: BTreeSet::new(), is_record: false };
    let entities = reader.each("entities", file.entities, Reader::entity)?;
    check_chains(&reader.path, &entities, &file.chains)?;
    let entity_ids = reader.ids.clone();
    let events =
        reader.each("events", file.events, |reader, path, event| reader.event(path, event, &entity_ids))?;
    check_reporters(&reader.path, &events)?;
    let relations = reader.each("relations", file.relations, |reader, path, relation| {
        reader.relation(path, relation, &entity_ids)
    })?;
    let paragraphs = reader.each("paragraphs", file.paragraphs, |reader, path, file| {
        let span = reader.span(path, file.start, file.end)?;
        let dateline = file.dateline.map(|file| {
            let path = format!("{path}.dateline");
            reader.span(&path, file.start, file.end)
        });
        Ok(Paragraph { span, kind: file.kind, dateline: dateline.transpose()? })
    })?;
    let sentences = reader
        .each("sentences", file.sentences, |reader, path, file| reader.span(path, file.start, file.end))?;
    let tokens = reader.each("tokens", file.tokens, Reader::token)?;
    let decisions = reader.each("decisions", file.decisions, Reader::decision)?;
    Ok(Document {
        id: file.id,
        meta: file.meta,
        paragraphs,
        sentences,
        tokens,
        entities,
        events,
        relations,
        chains: file.chains,
        labels: file.labels,
        status: file.status,
        notes: file.notes,
        decisions,
        text: file.text,
    })
}

/// Gives labels the names that `map` says; marks whose label becomes nothing are left out.
fn rename(file: &mut DocumentFile, map: &LabelMap, schema: &Schema) {
    let name = |label: &mut String| {
        let name = map.name(label).map(str::to_owned);
        name.is_some_and(|name| {
            *label = name;
            true
        })
    };
    file.entities.retain_mut(|entity| name(&mut entity.label));
    file.events.retain_mut(|event| name(&mut event.label));
    if !map.is_empty() {
        // A type that a label is mapped to need not have the attributes of the old one.
        let fitting = |kind: MarkKind, label: &str, attributes: &mut Attributes| {
            attributes.retain(|id, value| schema.check_value(kind, label, id, value).is_ok());
        };
        file.entities.iter_mut().for_each(|e| fitting(MarkKind::Entity, &e.label, &mut e.attributes));
        file.events.iter_mut().for_each(|e| fitting(MarkKind::Event, &e.label, &mut e.attributes));
    }
    file.relations.retain_mut(|relation| name(&mut relation.label));
    let ids: BTreeSet<&str> = file.entities.iter().map(|entity| entity.id.as_str()).collect();
    let is_left = |id: &String| map.is_empty() || ids.contains(id.as_str());
    file.relations.retain(|relation| is_left(&relation.from) && is_left(&relation.to));
    for argument in file.events.iter_mut().flat_map(|event| &mut event.arguments) {
        if !map.is_empty() && argument.entity.as_ref().is_some_and(|id| !ids.contains(id.as_str())) {
            argument.entity = None;
        }
    }
    let ids: BTreeSet<String> = file.events.iter().map(|event| event.id.clone()).collect();
    for event in file.events.iter_mut().filter(|_| !map.is_empty()) {
        event.reported_by = event.reported_by.take().filter(|id| ids.contains(id));
    }
}

/// Reads the parts of one document.
pub(super) struct Reader<'a> {
    pub path: String,
    pub text: &'a str,
    pub offsets: &'a OffsetIndex,
    pub schema: &'a Schema,
    /// Ids of the marks read so far.
    pub ids: BTreeSet<String>,
    /// Whether the marks only say what once was: then the schema may have lost their labels.
    pub is_record: bool,
}

impl Reader<'_> {
    /// Reads each of `files` with its path: `documents[0].entities[2]`.
    pub fn each<F, T>(
        &mut self,
        name: &str,
        files: Vec<F>,
        mut read: impl FnMut(&mut Self, &str, F) -> Read<T>,
    ) -> Read<Vec<T>> {
        let path = format!("{}.{name}", self.path);
        let numbered = files.into_iter().enumerate();
        numbered.map(|(index, file)| read(self, &format!("{path}[{index}]"), file)).collect()
    }

    fn span(&self, path: &str, start: usize, end: usize) -> Read<Span> {
        let span = self.offsets.code_points_to_bytes(self.text, CodePointSpan { start, end });
        let on_graphemes = |span: &Span| {
            is_grapheme_boundary(self.text, span.start) && is_grapheme_boundary(self.text, span.end)
        };
        span.filter(on_graphemes).ok_or_else(|| ImportError::SpanOutside { field: path.to_owned() })
    }

    /// The span of a mark: not empty, and with the text that the file says.
    pub fn quote(&self, path: &str, quote: &QuoteFile) -> Read<Span> {
        let span = self.span(path, quote.start, quote.end)?;
        if span.is_empty() {
            return Err(ImportError::SpanOutside { field: path.to_owned() });
        }
        let found = span.slice(self.text);
        if found != quote.text {
            let (expected, found) = (quote.text.clone(), found.to_owned());
            return Err(ImportError::TextMismatch { field: path.to_owned(), expected, found });
        }
        Ok(span)
    }

    fn token(&mut self, path: &str, file: TokenFile) -> Read<Token> {
        let clitics = file
            .clitics
            .iter()
            .map(|clitic| Ok(Clitic { span: self.span(path, clitic.start, clitic.end)?, kind: clitic.kind }));
        Ok(Token { clitics: clitics.collect::<Read<_>>()?, span: self.span(path, file.start, file.end)? })
    }

    fn new_id(&mut self, path: &str, id: &str) -> Read<()> {
        if !id.is_empty() && self.ids.insert(id.to_owned()) {
            return Ok(());
        }
        Err(ImportError::DuplicateId { field: format!("{path}.id"), id: id.to_owned() })
    }

    /// What is left of `span` without proclitics; all of it where the file says nothing.
    fn core(&self, path: &str, span: Span, file: Option<SpanFile>) -> Read<Span> {
        let place = format!("{path}.core");
        let core = file.map(|core| self.span(&place, core.start, core.end)).transpose()?;
        let core = core.filter(|core| !core.is_empty()).unwrap_or(span);
        if span.contains(core) { Ok(core) } else { Err(ImportError::SpanOutside { field: place }) }
    }

    pub fn entity(&mut self, path: &str, file: EntityFile) -> Read<Entity> {
        self.new_id(path, &file.id)?;
        if !self.is_record && self.schema.entity_type(&file.label).is_none() {
            return Err(unknown_label(path, file.label));
        }
        let span = self.quote(path, &file.quote)?;
        let core = self.core(path, span, file.core)?;
        let parts = self.parts(path, span, &file.parts)?;
        self.check_attributes(path, MarkKind::Entity, &file.label, &file.attributes)?;
        let provenance = provenance(path, file.provenance)?;
        Ok(Entity {
            id: file.id,
            label: file.label,
            span,
            core,
            parts,
            provenance,
            value: file.value,
            chain: file.chain,
            attributes: file.attributes,
        })
    }

    /// The pieces of an interrupted mark: at least two, in order, apart, from one end of `whole` to the other.
    fn parts(&self, path: &str, whole: Span, files: &[SpanFile]) -> Read<Vec<Span>> {
        let spans = files.iter().enumerate();
        let spans =
            spans.map(|(index, part)| self.span(&format!("{path}.parts[{index}]"), part.start, part.end));
        let spans = spans.collect::<Read<Vec<Span>>>()?;
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Ok(spans) };
        let is_whole = spans.len() > 1 && (first.start, last.end) == (whole.start, whole.end);
        let are_apart = spans.windows(2).all(|pair| pair[0].end < pair[1].start);
        if is_whole && are_apart && spans.iter().all(|span| !span.is_empty()) {
            return Ok(spans);
        }
        let reason = "must be two or more, in order, apart, from the start of the mark to its end".to_owned();
        Err(ImportError::Field { field: format!("{path}.parts"), reason })
    }

    pub fn event(&mut self, path: &str, file: EventFile, entity_ids: &BTreeSet<String>) -> Read<Event> {
        self.new_id(path, &file.id)?;
        let event_type = self.schema.event_type(&file.label).filter(|_| !self.is_record);
        if event_type.is_none() && !self.is_record {
            return Err(unknown_label(path, file.label));
        }
        let trigger = self.quote(&format!("{path}.trigger"), &file.trigger)?;
        self.check_attributes(path, MarkKind::Event, &file.label, &file.attributes)?;
        let arguments = file.arguments.into_iter().enumerate().map(|(index, argument)| {
            self.argument(&format!("{path}.arguments[{index}]"), argument, event_type, entity_ids)
        });
        Ok(Event {
            arguments: arguments.collect::<Read<_>>()?,
            id: file.id,
            trigger,
            polarity: file.polarity,
            modality: file.modality,
            reported_by: file.reported_by,
            attributes: file.attributes,
            provenance: provenance(path, file.provenance)?,
            label: file.label,
        })
    }

    /// Attributes must be such as the schema has for the type.
    fn check_attributes(&self, path: &str, kind: MarkKind, label: &str, attributes: &Attributes) -> Read<()> {
        if self.is_record {
            return Ok(());
        }
        attributes.iter().try_for_each(|(id, value)| {
            self.schema.check_value(kind, label, id, value).map_err(|fault| ImportError::Field {
                field: format!("{path}.attributes.{id}"),
                reason: match fault {
                    AttributeFault::Attribute => format!("{label} has no such attribute in the label set"),
                    AttributeFault::Value => format!("{value:?} is none of the attribute's values"),
                },
            })
        })
    }

    fn relation(&mut self, path: &str, file: RelationFile, entity_ids: &BTreeSet<String>) -> Read<Relation> {
        self.new_id(path, &file.id)?;
        if self.schema.relation_type(&file.label).is_none() {
            return Err(unknown_label(path, file.label));
        }
        for (end, id) in [("from", &file.from), ("to", &file.to)] {
            if !entity_ids.contains(id) {
                let reason = "must be the id of an entity of the document".to_owned();
                return Err(ImportError::Field { field: format!("{path}.{end}"), reason });
            }
        }
        if file.from == file.to {
            let reason = "must be another entity than `from`".to_owned();
            return Err(ImportError::Field { field: format!("{path}.to"), reason });
        }
        let RelationFile { id, label, from, to, provenance: made } = file;
        Ok(Relation { id, label, from, to, provenance: provenance(path, made)? })
    }

    pub fn argument(
        &self,
        path: &str,
        file: ArgumentFile,
        event_type: Option<&EventType>,
        entity_ids: &BTreeSet<String>,
    ) -> Read<Argument> {
        if event_type.is_some_and(|event_type| event_type.role(&file.role).is_none()) {
            return Err(unknown_label(path, file.role));
        }
        if let Some(id) = file.entity.as_ref().filter(|id| !entity_ids.contains(*id)) {
            return Err(ImportError::DuplicateId { field: format!("{path}.entity"), id: id.clone() });
        }
        Ok(Argument { span: self.quote(path, &file.quote)?, role: file.role, entity: file.entity })
    }
}

/// Whether every event that reports another is there.
fn check_reporters(path: &str, events: &[Event]) -> Read<()> {
    let reporters = events.iter().map(|event| event.reported_by.as_deref());
    match missing(reporters, events.iter().map(|event| event.id.as_str())) {
        Some(index) => Err(ImportError::Field {
            field: format!("{path}.events[{index}].reported_by"),
            reason: "must be the id of an event of the document".to_owned(),
        }),
        None => Ok(()),
    }
}

/// The chain of an entity must be there.
fn check_chains(path: &str, entities: &[Entity], chains: &[Chain]) -> Read<()> {
    let named = entities.iter().map(|entity| entity.chain.as_deref());
    match missing(named, chains.iter().map(|chain| chain.id.as_str())) {
        Some(index) => Err(ImportError::Field {
            field: format!("{path}.entities[{index}].chain"),
            reason: "must be the id of a chain of the document".to_owned(),
        }),
        None => Ok(()),
    }
}

/// The number of the first of `references` that is none of `ids`.
fn missing<'a>(
    mut references: impl Iterator<Item = Option<&'a str>>,
    ids: impl Iterator<Item = &'a str>,
) -> Option<usize> {
    let ids: BTreeSet<&str> = ids.collect();
    references.position(|reference| reference.is_some_and(|id| !ids.contains(id)))
}

fn unknown_label(path: &str, label: String) -> ImportError {
    ImportError::UnknownLabel { field: path.to_owned(), label }
}

fn provenance(path: &str, file: ProvenanceFile) -> Read<Provenance> {
    if file.score.is_some_and(|score| !(0.0..=1.0).contains(&score)) {
        let reason = "must lie between 0 and 1".to_owned();
        return Err(ImportError::Field { field: format!("{path}.score"), reason });
    }
    let ProvenanceFile { origin, source, score, status } = file;
    Ok(Provenance { origin, source, score, status })
}
