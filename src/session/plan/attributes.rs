//! What is said of a mark in the attributes of the label set.

use super::{Plan, Planned, confirmed_entity, confirmed_event, replace_entity, replace_event};
use crate::{
    annotation::{Attributes, Entity, Event},
    schema::MarkKind,
    session::{CommandError, mapping::check_value},
};

impl Plan<'_> {
    /// Says `value` of the mark `id`; nothing takes away what was said.
    pub(super) fn set_attribute(&self, id: &str, attribute: &str, value: Option<String>) -> Planned {
        if let Some(before) = self.session.records.entity(id) {
            let attributes =
                self.with_value(MarkKind::Entity, &before.label, &before.attributes, attribute, value)?;
            return Ok(vec![replace_entity(before, Entity { attributes, ..confirmed_entity(before) })]);
        }
        let before = self.event(id)?;
        let attributes =
            self.with_value(MarkKind::Event, &before.label, &before.attributes, attribute, value)?;
        Ok(vec![replace_event(before, Event { attributes, ..confirmed_event(before) })])
    }

    fn with_value(
        &self,
        kind: MarkKind,
        label: &str,
        before: &Attributes,
        attribute: &str,
        value: Option<String>,
    ) -> Result<Attributes, CommandError> {
        let mut attributes = before.clone();
        match value.map(|value| value.trim().to_owned()).filter(|value| !value.is_empty()) {
            Some(value) => {
                check_value(self.schema, kind, label, attribute, &value)?;
                attributes.insert(attribute.to_owned(), value);
            }
            None => {
                attributes.remove(attribute);
            }
        }
        if attributes == *before { Err(CommandError::Duplicate) } else { Ok(attributes) }
    }

    /// Those of `attributes` that marks of this type have.
    pub(super) fn fitting(&self, kind: MarkKind, label: &str, attributes: &Attributes) -> Attributes {
        let fits = |id: &str| self.schema.attribute(id).is_some_and(|attribute| attribute.is_of(kind, label));
        attributes.iter().filter(|(id, _)| fits(id)).map(|(id, value)| (id.clone(), value.clone())).collect()
    }
}
