//! Entities: one by one, and many at once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Plan, Planned, confirmed_entity, replace_entity};
use crate::{
    annotation::{Argument, Entity, Provenance, Status},
    schema::MarkKind,
    session::{Change, CommandError, Item},
    text::Span,
};

impl Plan<'_> {
    pub(super) fn add_entity(&self, label: String, span: Span) -> Planned {
        self.check_entity_label(&label)?;
        let span = self.clean(span)?;
        let same =
            self.session.records.entities().find(|entity| entity.label == label && entity.span == span);
        match same {
            Some(entity) if entity.provenance.status == Status::Rejected => {
                Ok(vec![replace_entity(entity, confirmed_entity(entity))])
            }
            Some(_) => Err(CommandError::Duplicate),
            None => {
                let entity = self.new_entity(self.session.fresh_id("e"), label, span);
                Ok(vec![Change::Add(Item::Entity(entity))])
            }
        }
    }

    /// Marks every one of `spans` and relabels the entities `ids`; what is so already is passed over.
    pub(super) fn label_all(&self, label: &str, spans: Vec<Span>, ids: &[String]) -> Planned {
        self.check_entity_label(label)?;
        let with_label = self.session.records.entities().filter(|entity| entity.label == label);
        let mut same: BTreeMap<Span, Option<&Entity>> =
            with_label.map(|entity| (entity.span, Some(entity))).collect();
        let mut changes = Vec::new();
        for id in ids {
            let before = self.entity(id)?;
            if same.contains_key(&before.span) {
                continue;
            }
            same.insert(before.span, None);
            let attributes = self.fitting(MarkKind::Entity, label, &before.attributes);
            let after =
                Entity { label: label.to_owned(), value: None, attributes, ..confirmed_entity(before) };
            changes.push(replace_entity(before, after));
        }
        let mut numbers = self.session.next_id..;
        for span in spans {
            let span = self.clean(span)?;
            match same.insert(span, None) {
                Some(Some(entity)) if entity.provenance.status != Status::Accepted => {
                    changes.push(replace_entity(entity, confirmed_entity(entity)));
                }
                Some(_) => {}
                None => {
                    let id = format!("e{}", numbers.next().unwrap_or_default());
                    changes.push(Change::Add(Item::Entity(self.new_entity(id, label.to_owned(), span))));
                }
            }
        }
        if changes.is_empty() { Err(CommandError::Duplicate) } else { Ok(changes) }
    }

    fn new_entity(&self, id: String, label: String, span: Span) -> Entity {
        Entity { core: self.core(span), ..Entity::new(id, label, span, Provenance::person()) }
    }

    /// Entities go last, so that undoing brings them back before the arguments that they fill and their relations.
    pub(super) fn remove_entities(&self, ids: &[String]) -> Planned {
        let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let entities = ids.iter().map(|id| self.entity(id)).collect::<Result<Vec<_>, _>>()?;
        let mut changes = self.rewrite_arguments(|argument| {
            (!argument.entity.as_deref().is_some_and(|id| ids.contains(id))).then(|| argument.clone())
        });
        changes.extend(self.severed_relations(&ids));
        changes.extend(entities.into_iter().map(|entity| Change::Remove(Item::Entity(entity.clone()))));
        changes.extend(self.emptied_chains(&ids));
        Ok(changes)
    }

    pub(super) fn relabel_entity(&self, id: &str, label: String) -> Planned {
        self.check_entity_label(&label)?;
        let before = self.entity(id)?;
        self.check_new_entity(id, &label, before.span)?;
        // What the old type stood for need not be what the new one stands for.
        let value = before.value.clone().filter(|_| before.label == label);
        let attributes = self.fitting(MarkKind::Entity, &label, &before.attributes);
        Ok(vec![replace_entity(before, Entity { label, value, attributes, ..confirmed_entity(before) })])
    }

    pub(super) fn resize_entity(&self, id: &str, span: Span) -> Planned {
        self.respan(self.entity(id)?, self.clean(span)?, Vec::new())
    }

    pub(super) fn add_part(&self, id: &str, span: Span) -> Planned {
        let (before, span) = (self.entity(id)?, self.clean(span)?);
        let mut pieces = if before.parts.is_empty() { vec![before.span] } else { before.parts.clone() };
        pieces.push(span);
        let parts = united(pieces, &self.session.document.text);
        let had_it = if before.parts.is_empty() { parts == [before.span] } else { parts == before.parts };
        if had_it {
            return Err(CommandError::Duplicate);
        }
        let whole = parts.iter().fold(span, |whole, part| whole.cover(*part));
        self.respan(before, whole, if parts.len() > 1 { parts } else { Vec::new() })
    }

    /// Gives an entity another span and pieces; arguments that it fills follow.
    fn respan(&self, before: &Entity, span: Span, parts: Vec<Span>) -> Planned {
        let id = before.id.as_str();
        if parts.is_empty() {
            self.check_new_entity(id, &before.label, span)?;
        }
        let after = Entity { span, core: self.core(span), parts, value: None, ..confirmed_entity(before) };
        let mut changes = vec![replace_entity(before, after)];
        changes.extend(self.rewrite_arguments(|argument| {
            let follows = argument.entity.as_deref() == Some(id);
            Some(Argument { span: if follows { span } else { argument.span }, ..argument.clone() })
        }));
        Ok(changes)
    }

    pub(super) fn set_entity_status(&self, ids: &[String], status: Status) -> Planned {
        let with_status = |entity: &Entity| Entity {
            provenance: Provenance { status, ..entity.provenance.clone() },
            ..entity.clone()
        };
        ids.iter()
            .map(|id| self.entity(id).map(|entity| replace_entity(entity, with_status(entity))))
            .collect()
    }

    /// Accepts or rejects entities and events in one step.
    pub(super) fn set_status(&self, entities: &[String], events: &[String], status: Status) -> Planned {
        let mut changes = self.set_entity_status(entities, status)?;
        changes.extend(self.set_event_status(events, status)?);
        Ok(changes)
    }
}

/// Pieces in order; those with nothing but white space between them are one.
fn united(mut pieces: Vec<Span>, text: &str) -> Vec<Span> {
    pieces.sort();
    let mut united: Vec<Span> = Vec::new();
    for piece in pieces {
        match united.last_mut() {
            Some(last) if Span::new(last.end, piece.start).slice(text).trim().is_empty() => {
                *last = last.cover(piece);
            }
            _ => united.push(piece),
        }
    }
    united
}
