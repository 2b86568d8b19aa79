//! From a command to the transaction that carries it out.

mod attributes;
mod chains;
mod entities;
mod events;
mod labels;
mod relations;

use std::collections::BTreeSet;

use super::{Change, Command, CommandError, Filler, Item, Properties, Session, Transaction, core_of};
use crate::{
    annotation::{Argument, DocumentStatus, Entity, Event, Origin, Provenance, Status},
    schema::{EventType, Schema},
    text::{Span, snap_to_graphemes},
};

type Planned = Result<Vec<Change>, CommandError>;

/// The transaction that carries out `command` on `session`.
pub(super) fn plan(
    session: &Session,
    command: Command,
    schema: &Schema,
) -> Result<Transaction, CommandError> {
    let id = command.id().to_owned();
    let plan = Plan { session, schema };
    let is_work = command.is_work();
    let mut changes = plan.changes(command)?;
    if is_work {
        changes.extend(plan.begun());
    }
    Ok(Transaction { origin: Origin::Person, command: id, changes })
}

struct Plan<'a> {
    session: &'a Session,
    schema: &'a Schema,
}

impl Plan<'_> {
    fn changes(&self, command: Command) -> Planned {
        use Command as C;
        let properties = || self.session.records.properties().clone();
        match command {
            C::AddEntity { label, span } => self.add_entity(label, span),
            C::LabelAll { label, spans, ids } => self.label_all(&label, spans, &ids),
            C::RemoveEntities { ids } => self.remove_entities(&ids),
            C::RelabelEntity { id, label } => self.relabel_entity(&id, label),
            C::ResizeEntity { id, span } => self.resize_entity(&id, span),
            C::AddPart { id, span } => self.add_part(&id, span),
            C::SetEntityStatus { ids, status } => self.set_entity_status(&ids, status),
            C::SetStatus { entities, events, status } => self.set_status(&entities, &events, status),
            C::AddEvent { label, trigger } => self.add_event(label, trigger),
            C::RemoveEvents { ids } => self.remove_events(&ids),
            C::RetypeEvent { id, label } => self.retype_event(&id, label),
            C::ResizeTrigger { id, trigger } => self.resize_trigger(&id, trigger),
            C::SetEventStatus { ids, status } => self.set_event_status(&ids, status),
            C::SetEventAttributes { id, polarity, modality } => self.set_attributes(&id, polarity, modality),
            C::SetAttribute { id, attribute, value } => self.set_attribute(&id, &attribute, value),
            C::AddArgument { event, role, filler } => self.add_argument(&event, role, filler),
            C::RemoveArgument { event, index } => self.remove_argument(&event, index),
            C::RetargetArgument { event, index, filler } => self.retarget_argument(&event, index, filler),
            C::SetArgumentRole { event, index, role } => self.set_argument_role(&event, index, role),
            C::CopyArguments { from, to } => self.copy_arguments(&from, &to),
            C::AddRelation { label, from, to } => self.add_relation(label, from, to),
            C::RemoveRelations { ids } => self.remove_relations(&ids),
            C::RelabelRelation { id, label, reversed } => self.relabel_relation(&id, label, reversed),
            C::SetRelationStatus { ids, status } => self.set_relation_status(&ids, status),
            C::JoinChain { ids } => self.join_chain(&ids),
            C::LeaveChain { ids } => self.leave_chain(&ids),
            C::RenameChain { id, name } => self.rename_chain(&id, name),
            C::MapLabels(mapping) => self.map_labels(&mapping),
            C::SetDocumentStatus { status } => Ok(self.set_properties(Properties { status, ..properties() })),
            C::SetDocumentNotes { notes } => Ok(self.set_properties(Properties { notes, ..properties() })),
            C::SetDocumentLabels { labels } => Ok(self.set_properties(Properties { labels, ..properties() })),
        }
    }

    /// Whoever works on a new document has begun it.
    fn begun(&self) -> Vec<Change> {
        let properties = self.session.records.properties();
        match properties.status {
            DocumentStatus::New => {
                self.set_properties(Properties { status: DocumentStatus::InProgress, ..properties.clone() })
            }
            _ => Vec::new(),
        }
    }

    fn set_properties(&self, after: Properties) -> Vec<Change> {
        let before = Item::Properties(self.session.records.properties().clone());
        vec![Change::Replace { before, after: Item::Properties(after) }]
    }

    /// Changes of all events whose arguments `rewrite` alters; `None` drops an argument.
    fn rewrite_arguments(&self, rewrite: impl Fn(&Argument) -> Option<Argument>) -> Vec<Change> {
        let rewritten = |event: &Event| event.arguments.iter().filter_map(&rewrite).collect::<Vec<_>>();
        let events = self.session.records.events().map(|event| (event, rewritten(event)));
        let changed = events.filter(|(event, arguments)| event.arguments != *arguments);
        changed.map(|(event, arguments)| replace_event(event, Event { arguments, ..event.clone() })).collect()
    }

    /// Span and entity of a filler; a span that is just that of an entity is that entity.
    fn resolve(&self, filler: Filler) -> Result<(Span, Option<String>), CommandError> {
        match filler {
            Filler::Entity(id) => self.entity(&id).map(|entity| (entity.span, Some(entity.id.clone()))),
            Filler::Span(span) => {
                let span = self.clean(span)?;
                let is_filler =
                    |entity: &&Entity| entity.span == span && entity.provenance.status != Status::Rejected;
                let entity = self.session.records.entities().find(is_filler);
                Ok((span, entity.map(|entity| entity.id.clone())))
            }
        }
    }

    /// `span` without white space at its ends, on grapheme boundaries.
    fn clean(&self, span: Span) -> Result<Span, CommandError> {
        let text = &self.session.document.text;
        let slice = text.get(span.start..span.end).ok_or(CommandError::OutsideText)?;
        let start = span.start + slice.len() - slice.trim_start().len();
        let trimmed = Span::new(start, start + slice.trim().len());
        if trimmed.is_empty() { Err(CommandError::EmptySpan) } else { Ok(snap_to_graphemes(text, trimmed)) }
    }

    fn core(&self, span: Span) -> Span {
        core_of(&self.session.document, span)
    }

    fn entity(&self, id: &str) -> Result<&Entity, CommandError> {
        self.session.records.entity(id).ok_or_else(|| CommandError::UnknownEntity { id: id.to_owned() })
    }

    fn event(&self, id: &str) -> Result<&Event, CommandError> {
        self.session.records.event(id).ok_or_else(|| CommandError::UnknownEvent { id: id.to_owned() })
    }

    fn event_type(&self, label: &str) -> Result<&EventType, CommandError> {
        self.schema.event_type(label).ok_or_else(|| CommandError::UnknownLabel { label: label.to_owned() })
    }

    fn check_entity_label(&self, label: &str) -> Result<(), CommandError> {
        let known = self.schema.entity_type(label);
        known.map(|_| ()).ok_or_else(|| CommandError::UnknownLabel { label: label.to_owned() })
    }

    fn check_role(&self, event: &Event, role: &str) -> Result<(), CommandError> {
        let known = self.event_type(&event.label)?.role(role);
        known.map(|_| ()).ok_or_else(|| CommandError::UnknownRole { role: role.to_owned() })
    }

    fn check_new_entity(&self, id: &str, label: &str, span: Span) -> Result<(), CommandError> {
        let same = |entity: &Entity| entity.id != id && entity.label == label && entity.span == span;
        if self.session.records.entities().any(same) { Err(CommandError::Duplicate) } else { Ok(()) }
    }

    fn check_new_event(&self, after: &Event) -> Result<(), CommandError> {
        let same = |event: &Event| {
            event.id != after.id && event.label == after.label && event.trigger == after.trigger
        };
        if self.session.records.events().any(same) { Err(CommandError::Duplicate) } else { Ok(()) }
    }
}

fn check_index(event: &Event, index: usize) -> Result<(), CommandError> {
    if index < event.arguments.len() { Ok(()) } else { Err(CommandError::UnknownArgument { index }) }
}

fn confirmed_entity(entity: &Entity) -> Entity {
    Entity { provenance: Provenance::person(), ..entity.clone() }
}

fn confirmed_event(event: &Event) -> Event {
    Event { provenance: Provenance::person(), ..event.clone() }
}

fn replace_entity(before: &Entity, after: Entity) -> Change {
    Change::Replace { before: Item::Entity(before.clone()), after: Item::Entity(after) }
}

fn replace_event(before: &Event, after: Event) -> Change {
    Change::Replace { before: Item::Event(before.clone()), after: Item::Event(after) }
}

/// The change to `after`, unless it would say the same of the same span twice.
fn replace_event_arguments(before: &Event, after: Event) -> Planned {
    let said: BTreeSet<_> = after.arguments.iter().map(|argument| (&argument.role, argument.span)).collect();
    if said.len() < after.arguments.len() {
        return Err(CommandError::Duplicate);
    }
    Ok(vec![replace_event(before, after)])
}
