//! Drafts become documents: labels get their names of the schema, marks become entities, events and
//! arguments, spans that cut a letter widen.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    ImportError,
    chains::number_chains,
    document_id,
    draft::{Draft, DraftLink, DraftMark, FILLER, LabelMap, Read},
    spans::{number_marks, number_relations, snap_marks, sort_marks},
};
use crate::{
    annotation::{Argument, Attributes, Document, Entity, Event, Origin, Provenance, Relation},
    schema::Schema,
    text::Span,
};

/// What an import changed or passed over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ImportNotes {
    /// Spans that cut a letter from its marks, and were widened.
    #[cfg_attr(test, ts(type = "number"))]
    pub widened: usize,
    /// Marks whose label was left out.
    #[cfg_attr(test, ts(type = "number"))]
    pub left_out: usize,
    /// Links between marks that are neither a role of an event nor a relation between entities.
    #[cfg_attr(test, ts(type = "number"))]
    pub links: usize,
}

/// Makes documents of drafts.
pub(super) struct Resolver<'a> {
    pub schema: &'a Schema,
    pub map: &'a LabelMap,
    /// The name of the format, for the provenance of marks.
    pub source: &'static str,
    /// Whether the file's ids of marks are kept.
    pub keeps_ids: bool,
    /// Ids of the documents so far.
    pub ids: BTreeSet<String>,
    pub notes: ImportNotes,
}

impl Resolver<'_> {
    /// The document of a draft.
    pub fn resolve(&mut self, draft: Draft) -> Read<Document> {
        let mut marks = Vec::new();
        for mark in draft.marks {
            marks.extend(self.named(mark)?);
        }
        let Draft { text, meta, paragraphs, sentences, tokens, .. } = draft;
        let id = self.new_id(draft.id, &text, &draft.place)?;
        let mut document = Document { id, text, meta, paragraphs, sentences, tokens, ..Document::default() };
        self.add_marks(&mut document, marks, draft.links)?;
        self.notes.widened += snap_marks(&mut document);
        sort_marks(&mut document);
        number_chains(&mut document);
        if !self.keeps_ids || !has_own_ids(&document) {
            number_marks(&mut document);
        }
        number_relations(&mut document);
        Ok(document)
    }

    /// The id that the file gives, or one of the text; an id that the file gives twice is refused.
    fn new_id(&mut self, given: Option<String>, text: &str, place: &str) -> Read<String> {
        let id = match given {
            Some(id) if id.is_empty() || self.ids.contains(&id) => {
                return Err(ImportError::DuplicateId { field: place.to_owned(), id });
            }
            Some(id) => id,
            None => document_id(text, &self.ids),
        };
        self.ids.insert(id.clone());
        Ok(id)
    }

    /// The mark with the schema's name for its label.
    fn named(&mut self, mut mark: DraftMark) -> Read<Option<DraftMark>> {
        let Some(name) = self.map.name(&mark.label) else {
            self.notes.left_out += 1;
            return Ok(None);
        };
        let is_known = name == FILLER
            || self.schema.entity_type(name).is_some()
            || self.schema.event_type(name).is_some();
        if !is_known {
            return Err(ImportError::UnknownLabel { field: mark.place, label: mark.label });
        }
        mark.label = name.to_owned();
        mark.provenance = self.sourced(mark.provenance);
        Ok(Some(mark))
    }

    /// Only a model's provenance comes from the file; the rest was confirmed elsewhere.
    fn sourced(&self, mut provenance: Provenance) -> Provenance {
        if provenance.origin == Origin::Import && provenance.source.is_empty() {
            provenance.source = self.source.to_owned();
        }
        provenance
    }

    fn add_marks(
        &mut self,
        document: &mut Document,
        marks: Vec<DraftMark>,
        links: Vec<DraftLink>,
    ) -> Read<()> {
        let mut fillers: BTreeMap<String, (Span, bool)> = BTreeMap::new();
        let mut events: BTreeMap<String, usize> = BTreeMap::new();
        for mark in marks {
            let is_entity = self.schema.entity_type(&mark.label).is_some();
            if !mark.id.is_empty() && fillers.insert(mark.id.clone(), (mark.span(), is_entity)).is_some() {
                return Err(ImportError::DuplicateId { field: mark.place, id: mark.id });
            }
            if is_entity {
                document.entities.push(entity(mark));
            } else if self.schema.event_type(&mark.label).is_some() {
                events.insert(mark.id.clone(), document.events.len());
                document.events.push(event(mark));
            }
        }
        let mut said = BTreeSet::new();
        for link in links {
            let is_entity = |id: &str| fillers.get(id).is_some_and(|(_, is_entity)| *is_entity);
            match (events.get(&link.from), fillers.get(&link.to).copied()) {
                (Some(event), Some(filler)) => {
                    self.add_argument(&mut document.events[*event], link, filler)?
                }
                (None, Some(_)) if is_entity(&link.from) && is_entity(&link.to) => {
                    let (from, to) = (link.from.clone(), link.to.clone());
                    let Some(relation) = self.relation(link)? else { continue };
                    // One with itself says nothing, and one that stands twice nothing new.
                    if from != to && said.insert((relation.label.clone(), from, to)) {
                        document.relations.push(relation);
                    } else {
                        self.notes.links += 1;
                    }
                }
                _ => self.notes.links += 1,
            }
        }
        Ok(())
    }

    fn add_argument(&mut self, event: &mut Event, link: DraftLink, filler: (Span, bool)) -> Read<()> {
        let Some(role) = self.map.name(&link.role) else {
            self.notes.left_out += 1;
            return Ok(());
        };
        let event_type = self.schema.event_type(&event.label);
        if event_type.and_then(|event_type| event_type.role(role)).is_none() {
            let label = format!("{}.{}", event.label, link.role);
            return Err(ImportError::UnknownLabel { field: link.place, label });
        }
        let (span, is_entity) = filler;
        event.arguments.push(Argument { role: role.to_owned(), span, entity: is_entity.then_some(link.to) });
        Ok(())
    }

    /// The relation of a link between two entities; none where its label is left out or that of a role.
    fn relation(&mut self, link: DraftLink) -> Read<Option<Relation>> {
        let Some(label) = self.map.name(&link.role) else {
            self.notes.left_out += 1;
            return Ok(None);
        };
        if self.schema.relation_type(label).is_none() {
            if self.schema.roles.iter().any(|role| role.id == label) {
                self.notes.links += 1;
                return Ok(None);
            }
            return Err(ImportError::UnknownLabel { field: link.place, label: link.role });
        }
        let (label, provenance) = (label.to_owned(), self.sourced(link.provenance));
        Ok(Some(Relation { id: String::new(), label, from: link.from, to: link.to, provenance }))
    }
}

/// Whether each mark has an id and none stands twice.
fn has_own_ids(document: &Document) -> bool {
    let entities = document.entities.iter().map(|entity| entity.id.as_str());
    let ids: Vec<&str> = entities.chain(document.events.iter().map(|event| event.id.as_str())).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    unique.len() == ids.len() && !unique.contains("")
}

fn entity(mark: DraftMark) -> Entity {
    let span = mark.span();
    Entity {
        span,
        core: mark.core.filter(|core| span.contains(*core)).unwrap_or(span),
        parts: if mark.spans.len() > 1 { mark.spans } else { Vec::new() },
        id: mark.id,
        label: mark.label,
        provenance: mark.provenance,
        value: mark.value,
        chain: mark.chain,
        attributes: Attributes::new(),
    }
}

fn event(mark: DraftMark) -> Event {
    Event {
        trigger: mark.span(),
        id: mark.id,
        label: mark.label,
        arguments: Vec::new(),
        polarity: mark.polarity,
        modality: mark.modality,
        reported_by: None,
        provenance: mark.provenance,
        attributes: Attributes::new(),
    }
}
