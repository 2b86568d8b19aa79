//! Marks after a change of the schema: old labels become new ones.

use std::collections::BTreeMap;

use super::{Plan, Planned, replace_entity, replace_event};
use crate::{
    annotation::{Argument, Entity, Event},
    session::CommandError,
};

/// Old ids and the new ones that take their place.
type Mapping = BTreeMap<String, String>;

impl Plan<'_> {
    /// Gives all marks their new labels and roles. Refused where one would have a label or a role that
    /// the schema lacks: nothing is dropped.
    pub(super) fn map_labels(&self, entities: &Mapping, events: &Mapping, roles: &Mapping) -> Planned {
        let mut changes = Vec::new();
        for before in self.session.records.entities() {
            let label = mapped(entities, &before.label);
            self.check_entity_label(&label)?;
            if label != before.label {
                changes.push(replace_entity(before, Entity { label, ..before.clone() }));
            }
        }
        for before in self.session.records.events() {
            let after = self.mapped_event(before, events, roles)?;
            if after != *before {
                changes.push(replace_event(before, after));
            }
        }
        Ok(changes)
    }

    fn mapped_event(&self, before: &Event, events: &Mapping, roles: &Mapping) -> Result<Event, CommandError> {
        let label = mapped(events, &before.label);
        let event_type = self.event_type(&label)?;
        let argument = |argument: &Argument| {
            let role = mapped(roles, &argument.role);
            match event_type.role(&role) {
                Some(_) => Ok(Argument { role, ..argument.clone() }),
                None => Err(CommandError::UnknownRole { role }),
            }
        };
        let arguments = before.arguments.iter().map(argument).collect::<Result<_, _>>()?;
        Ok(Event { label, arguments, ..before.clone() })
    }
}

fn mapped(mapping: &Mapping, id: &str) -> String {
    mapping.get(id).map_or(id, String::as_str).to_owned()
}
