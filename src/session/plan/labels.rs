//! Marks after a change of the schema: old labels become new ones.

use super::{Plan, Planned, relations::replace_relation, replace_entity, replace_event};
use crate::{
    annotation::Attributes,
    session::{CommandError, LabelMapping, mapping::lacking},
};

impl Plan<'_> {
    /// Gives all marks their new labels and roles. Refused where one would have a label or a role that
    /// the schema lacks: nothing is dropped.
    pub(super) fn map_labels(&self, mapping: &LabelMapping) -> Planned {
        let mut changes = Vec::new();
        for before in self.session.records.entities() {
            let after = mapping.entity(before);
            self.check_entity_label(&after.label)?;
            self.check_attributes(&before.attributes, &after.attributes)?;
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
            self.check_attributes(&before.attributes, &after.attributes)?;
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

    /// All that was said is still there, and can be said.
    fn check_attributes(&self, before: &Attributes, after: &Attributes) -> Result<(), CommandError> {
        if after.len() < before.len() {
            return Err(CommandError::Duplicate);
        }
        match lacking(self.schema, after) {
            Some((attribute, _)) if self.schema.attribute(attribute).is_none() => {
                Err(CommandError::UnknownAttribute { attribute: attribute.to_owned() })
            }
            Some((_, value)) => Err(CommandError::UnknownValue { value: value.to_owned() }),
            None => Ok(()),
        }
    }
}
