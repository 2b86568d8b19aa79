//! Events, their triggers and what fills their roles.

use std::collections::BTreeSet;

use super::{Plan, Planned, check_index, confirmed_event, replace_event, replace_event_arguments};
use crate::{
    annotation::{Argument, Event, Modality, Polarity, Provenance, Status},
    schema::MarkKind,
    session::{Change, CommandError, Filler, Item},
    text::Span,
};

impl Plan<'_> {
    pub(super) fn add_event(&self, label: String, trigger: Span) -> Planned {
        self.event_type(&label)?;
        let trigger = self.clean(trigger)?;
        let same =
            self.session.records.events().find(|event| event.label == label && event.trigger == trigger);
        match same {
            Some(event) if event.provenance.status == Status::Rejected => {
                Ok(vec![replace_event(event, confirmed_event(event))])
            }
            Some(_) => Err(CommandError::Duplicate),
            None => {
                let id = self.session.fresh_id("v");
                Ok(vec![Change::Add(Item::Event(Event::new(id, label, trigger, Provenance::person())))])
            }
        }
    }

    pub(super) fn remove_events(&self, ids: &[String]) -> Planned {
        let ids: BTreeSet<&str> = ids.iter().map(String::as_str).collect();
        let is_removed = |id: &str| ids.contains(id);
        let kept = self.session.records.events().filter(|event| !is_removed(&event.id));
        let reported = kept.filter(|event| event.reported_by.as_deref().is_some_and(is_removed));
        // What they report stays, and no event says any more who reports it.
        let mut changes: Vec<Change> = reported
            .map(|event| replace_event(event, Event { reported_by: None, ..event.clone() }))
            .collect();
        for id in &ids {
            changes.push(Change::Remove(Item::Event(self.event(id)?.clone())));
        }
        Ok(changes)
    }

    pub(super) fn retype_event(&self, id: &str, label: String) -> Planned {
        let before = self.event(id)?;
        let event_type = self.event_type(&label)?;
        let mut after = confirmed_event(before);
        after.arguments.retain(|argument| event_type.role(&argument.role).is_some());
        after.attributes = self.fitting(MarkKind::Event, &label, &before.attributes);
        after.label = label;
        self.check_new_event(&after)?;
        Ok(vec![replace_event(before, after)])
    }

    pub(super) fn resize_trigger(&self, id: &str, trigger: Span) -> Planned {
        let before = self.event(id)?;
        let after = Event { trigger: self.clean(trigger)?, ..confirmed_event(before) };
        self.check_new_event(&after)?;
        Ok(vec![replace_event(before, after)])
    }

    pub(super) fn set_event_status(&self, ids: &[String], status: Status) -> Planned {
        let with_status = |event: &Event| Event {
            provenance: Provenance { status, ..event.provenance.clone() },
            ..event.clone()
        };
        ids.iter().map(|id| self.event(id).map(|event| replace_event(event, with_status(event)))).collect()
    }

    pub(super) fn set_attributes(&self, id: &str, polarity: Polarity, modality: Modality) -> Planned {
        let before = self.event(id)?;
        Ok(vec![replace_event(before, Event { polarity, modality, ..confirmed_event(before) })])
    }

    pub(super) fn add_argument(&self, event: &str, role: String, filler: Filler) -> Planned {
        let before = self.event(event)?;
        self.check_role(before, &role)?;
        let (span, entity) = self.resolve(filler)?;
        let mut after = confirmed_event(before);
        after.arguments.push(Argument { role, span, entity });
        replace_event_arguments(before, after)
    }

    pub(super) fn remove_argument(&self, event: &str, index: usize) -> Planned {
        let before = self.event(event)?;
        check_index(before, index)?;
        let mut after = confirmed_event(before);
        after.arguments.remove(index);
        replace_event_arguments(before, after)
    }

    pub(super) fn retarget_argument(&self, event: &str, index: usize, filler: Filler) -> Planned {
        let before = self.event(event)?;
        check_index(before, index)?;
        let mut after = confirmed_event(before);
        (after.arguments[index].span, after.arguments[index].entity) = self.resolve(filler)?;
        replace_event_arguments(before, after)
    }

    pub(super) fn set_argument_role(&self, event: &str, index: usize, role: String) -> Planned {
        let before = self.event(event)?;
        check_index(before, index)?;
        self.check_role(before, &role)?;
        let mut after = confirmed_event(before);
        after.arguments[index].role = role;
        replace_event_arguments(before, after)
    }

    /// Gives `to` the arguments of `from` whose role its type has too; those that it has are passed over.
    pub(super) fn copy_arguments(&self, from: &str, to: &str) -> Planned {
        let (source, before) = (self.event(from)?, self.event(to)?);
        let event_type = self.event_type(&before.label)?;
        let mut after = confirmed_event(before);
        for argument in &source.arguments {
            let has = |other: &Argument| other.role == argument.role && other.span == argument.span;
            if event_type.role(&argument.role).is_some() && !after.arguments.iter().any(has) {
                after.arguments.push(argument.clone());
            }
        }
        if after.arguments == before.arguments {
            return Err(CommandError::Duplicate);
        }
        Ok(vec![replace_event(before, after)])
    }
}
