//! Marks after a change of the schema: old labels become new ones.

use super::{Plan, Planned, relations::replace_relation, replace_entity, replace_event};
use crate::{
    annotation::Attributes,
    schema::MarkKind,
    session::{CommandError, LabelMapping, mapping::check_attributes},
};

impl Plan<'_> {
    /// Gives all marks their new labels and roles. Refused where one would have a label or a role that
    /// the schema lacks: nothing is dropped.
    pub(super) fn map_labels(&self, mapping: &LabelMapping) -> Planned {
        let mut changes = Vec::new();
        for before in self.session.records.entities() {
            let after = mapping.entity(before);
            self.check_entity_label(&after.label)?;
            self.check_attributes(MarkKind::Entity, &after.label, &before.attributes, &after.attributes)?;
            if after != *before {
                changes.push(replace_entity(before, after));
            }
        }
        for before in self.session.records.events() {
            let after = mapping.event(before);
            let event_type = self.event_type(&after.label)?;
            let is_unknown = |role: &&str| event_type.role(role).is_none();
            if let Some(role) = after.arguments.iter().map(|argument| argument.role.as_str()).find(is_unknown)
            {
                return Err(CommandError::UnknownRole { role: role.to_owned() });
            }
            self.check_attributes(MarkKind::Event, &after.label, &before.attributes, &after.attributes)?;
            if after != *before {
                changes.push(replace_event(before, after));
            }
        }
        for before in self.session.records.relations() {
            let after = mapping.relation(before);
            if self.schema.relation_type(&after.label).is_none() {
                return Err(CommandError::UnknownLabel { label: after.label });
            }
            if after != *before {
                changes.push(replace_relation(before, after));
            }
        }
        Ok(changes)
    }

    /// All that was said is still there, and marks of the type can say it.
    fn check_attributes(
        &self,
        kind: MarkKind,
        label: &str,
        before: &Attributes,
        after: &Attributes,
    ) -> Result<(), CommandError> {
        if after.len() < before.len() {
            return Err(CommandError::Duplicate);
        }
        check_attributes(self.schema, kind, label, after)
    }
}
