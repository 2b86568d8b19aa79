//! From a command to the transaction that carries it out.

use std::collections::BTreeSet;

use super::{Change, Command, CommandError, Filler, Item, Properties, Session, Transaction};
use crate::{
    annotation::{Argument, Entity, Event, Modality, Origin, Polarity, Provenance, Status},
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
    let plan = Plan { session, schema };
    let id = command.id().to_owned();
    let changes = match command {
        Command::AddEntity { label, span } => plan.add_entity(label, span),
        Command::RemoveEntities { ids } => plan.remove_entities(&ids),
        Command::RelabelEntity { id, label } => plan.relabel_entity(&id, label),
        Command::ResizeEntity { id, span } => plan.resize_entity(&id, span),
        Command::SetEntityStatus { ids, status } => plan.set_entity_status(&ids, status),
        Command::AddEvent { label, trigger } => plan.add_event(label, trigger),
        Command::RemoveEvents { ids } => plan.remove_events(&ids),
        Command::RetypeEvent { id, label } => plan.retype_event(&id, label),
        Command::ResizeTrigger { id, trigger } => plan.resize_trigger(&id, trigger),
        Command::SetEventStatus { ids, status } => plan.set_event_status(&ids, status),
        Command::SetEventAttributes { id, polarity, modality } => {
            plan.set_attributes(&id, polarity, modality)
        }
        Command::AddArgument { event, role, filler } => plan.add_argument(&event, role, filler),
        Command::RemoveArgument { event, index } => plan.remove_argument(&event, index),
        Command::RetargetArgument { event, index, filler } => plan.retarget_argument(&event, index, filler),
        Command::SetArgumentRole { event, index, role } => plan.set_argument_role(&event, index, role),
        Command::SetDocumentStatus { status } => {
            Ok(plan.set_properties(Properties { status, ..session.records.properties().clone() }))
        }
        Command::SetDocumentNotes { notes } => {
            Ok(plan.set_properties(Properties { notes, ..session.records.properties().clone() }))
        }
    }?;
    Ok(Transaction { origin: Origin::Person, command: id, changes })
}

struct Plan<'a> {
    session: &'a Session,
    schema: &'a Schema,
}

impl Plan<'_> {
    fn add_entity(&self, label: String, span: Span) -> Planned {
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
                let (id, core) = (self.session.fresh_id("e"), self.core(span));
                let provenance = Provenance::person();
                let entity =
                    Entity { id, label, span, core, provenance, parts: Vec::new(), value: None, chain: None };
                Ok(vec![Change::Add(Item::Entity(entity))])
            }
        }
    }

    /// Entities go last, so that undoing brings them back before the arguments that they fill.
    fn remove_entities(&self, ids: &[String]) -> Planned {
        let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let entities = ids.iter().map(|id| self.entity(id)).collect::<Result<Vec<_>, _>>()?;
        let mut changes = self.rewrite_arguments(|argument| {
            (!argument.entity.as_deref().is_some_and(|id| ids.contains(id))).then(|| argument.clone())
        });
        changes.extend(entities.into_iter().map(|entity| Change::Remove(Item::Entity(entity.clone()))));
        Ok(changes)
    }

    fn relabel_entity(&self, id: &str, label: String) -> Planned {
        self.check_entity_label(&label)?;
        let before = self.entity(id)?;
        self.check_new_entity(id, &label, before.span)?;
        // What the old type stood for need not be what the new one stands for.
        let value = before.value.clone().filter(|_| before.label == label);
        Ok(vec![replace_entity(before, Entity { label, value, ..confirmed_entity(before) })])
    }

    fn resize_entity(&self, id: &str, span: Span) -> Planned {
        let before = self.entity(id)?;
        let span = self.clean(span)?;
        self.check_new_entity(id, &before.label, span)?;
        let after = Entity {
            span,
            core: self.core(span),
            parts: Vec::new(),
            value: None,
            ..confirmed_entity(before)
        };
        let mut changes = vec![replace_entity(before, after)];
        changes.extend(self.rewrite_arguments(|argument| {
            let follows = argument.entity.as_deref() == Some(id);
            Some(Argument { span: if follows { span } else { argument.span }, ..argument.clone() })
        }));
        Ok(changes)
    }

    fn set_entity_status(&self, ids: &[String], status: Status) -> Planned {
        let with_status = |entity: &Entity| Entity {
            provenance: Provenance { status, ..entity.provenance.clone() },
            ..entity.clone()
        };
        ids.iter()
            .map(|id| self.entity(id).map(|entity| replace_entity(entity, with_status(entity))))
            .collect()
    }

    fn add_event(&self, label: String, trigger: Span) -> Planned {
        self.event_type(&label)?;
        let trigger = self.clean(trigger)?;
        let same =
            self.session.records.events().find(|event| event.label == label && event.trigger == trigger);
        match same {
            Some(event) if event.provenance.status == Status::Rejected => {
                Ok(vec![replace_event(event, confirmed_event(event))])
            }
            Some(_) => Err(CommandError::Duplicate),
            None => Ok(vec![Change::Add(Item::Event(Event {
                id: self.session.fresh_id("v"),
                label,
                trigger,
                arguments: Vec::new(),
                polarity: Polarity::default(),
                modality: Modality::default(),
                provenance: Provenance::person(),
            }))]),
        }
    }

    fn remove_events(&self, ids: &[String]) -> Planned {
        let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        ids.into_iter()
            .map(|id| self.event(id).map(|event| Change::Remove(Item::Event(event.clone()))))
            .collect()
    }

    fn retype_event(&self, id: &str, label: String) -> Planned {
        let before = self.event(id)?;
        let event_type = self.event_type(&label)?;
        let mut after = confirmed_event(before);
        after.arguments.retain(|argument| event_type.role(&argument.role).is_some());
        after.label = label;
        self.check_new_event(&after)?;
        Ok(vec![replace_event(before, after)])
    }

    fn resize_trigger(&self, id: &str, trigger: Span) -> Planned {
        let before = self.event(id)?;
        let after = Event { trigger: self.clean(trigger)?, ..confirmed_event(before) };
        self.check_new_event(&after)?;
        Ok(vec![replace_event(before, after)])
    }

    fn set_event_status(&self, ids: &[String], status: Status) -> Planned {
        let with_status = |event: &Event| Event {
            provenance: Provenance { status, ..event.provenance.clone() },
            ..event.clone()
        };
        ids.iter().map(|id| self.event(id).map(|event| replace_event(event, with_status(event)))).collect()
    }

    fn set_attributes(&self, id: &str, polarity: Polarity, modality: Modality) -> Planned {
        let before = self.event(id)?;
        Ok(vec![replace_event(before, Event { polarity, modality, ..confirmed_event(before) })])
    }

    fn add_argument(&self, event: &str, role: String, filler: Filler) -> Planned {
        let before = self.event(event)?;
        self.check_role(before, &role)?;
        let (span, entity) = self.resolve(filler)?;
        let mut after = confirmed_event(before);
        after.arguments.push(Argument { role, span, entity });
        replace_event_arguments(before, after)
    }

    fn remove_argument(&self, event: &str, index: usize) -> Planned {
        let before = self.event(event)?;
        check_index(before, index)?;
        let mut after = confirmed_event(before);
        after.arguments.remove(index);
        replace_event_arguments(before, after)
    }

    fn retarget_argument(&self, event: &str, index: usize, filler: Filler) -> Planned {
        let before = self.event(event)?;
        check_index(before, index)?;
        let mut after = confirmed_event(before);
        (after.arguments[index].span, after.arguments[index].entity) = self.resolve(filler)?;
        replace_event_arguments(before, after)
    }

    fn set_argument_role(&self, event: &str, index: usize, role: String) -> Planned {
        let before = self.event(event)?;
        check_index(before, index)?;
        self.check_role(before, &role)?;
        let mut after = confirmed_event(before);
        after.arguments[index].role = role;
        replace_event_arguments(before, after)
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

    /// `span` without the proclitics of its first token.
    fn core(&self, span: Span) -> Span {
        let tokens = &self.session.document.tokens;
        let first = tokens.partition_point(|token| token.span.start < span.start);
        let token = tokens.get(first).filter(|token| token.span.start == span.start);
        let start = token.map_or(span.start, |token| token.core().start);
        if start < span.end { Span::new(start, span.end) } else { span }
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
