//! Whether a label inventory that a person made can be worked with.

use std::collections::BTreeSet;

use serde::Serialize;
use thiserror::Error;

use super::{AttributeSpec, EventType, MarkKind, RelationType, Schema};

/// What is wrong with a label inventory.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum SchemaError {
    /// An id, a key or a name is empty, or stands twice.
    #[error("{field}: {id:?} is empty or stands twice")]
    SchemaId {
        /// The list in which it stands.
        field: String,
        /// The id or key.
        id: String,
    },
    /// Something is named that is not there.
    #[error("{field}: there is no {id:?}")]
    SchemaReference {
        /// Where it is named.
        field: String,
        /// What is named.
        id: String,
    },
}

impl Schema {
    /// Checks that ids and keys are unique and that all that is named is there.
    ///
    /// # Errors
    /// [`SchemaError`] with the first fault.
    pub fn check(&self) -> Result<(), SchemaError> {
        unique("entities", self.entities.iter().map(|entity| &entity.id))?;
        // There are more types than keys in large label sets: a type may have none.
        unique("key", self.entities.iter().map(|entity| &entity.key).filter(|key| !key.is_empty()))?;
        unique("events", self.events.iter().map(|event| &event.id))?;
        unique("roles", self.roles.iter().map(|role| &role.id))?;
        unique("relations", self.relations.iter().map(|relation| &relation.id))?;
        unique("attributes", self.attributes.iter().map(|attribute| &attribute.id))?;
        self.attributes.iter().try_for_each(|attribute| self.check_attribute(attribute))?;
        self.events.iter().try_for_each(|event| self.check_event(event))?;
        self.relations.iter().try_for_each(|relation| self.check_relation(relation))
    }

    fn check_relation(&self, relation: &RelationType) -> Result<(), SchemaError> {
        let mut ends = relation.from.iter().chain(&relation.to);
        match ends.find(|end| self.entity_type(end).is_none()) {
            Some(id) => Err(SchemaError::SchemaReference { field: relation.id.clone(), id: id.clone() }),
            None => Ok(()),
        }
    }

    fn check_attribute(&self, attribute: &AttributeSpec) -> Result<(), SchemaError> {
        unique(&attribute.id, attribute.values.iter().map(|value| &value.id))?;
        let is_missing = |label: &&String| match attribute.of {
            MarkKind::Entity => self.entity_type(label).is_none(),
            MarkKind::Event => self.event_type(label).is_none(),
        };
        match attribute.types.iter().find(is_missing) {
            Some(id) => Err(SchemaError::SchemaReference { field: attribute.id.clone(), id: id.clone() }),
            None => Ok(()),
        }
    }

    fn check_event(&self, event: &EventType) -> Result<(), SchemaError> {
        let missing =
            |id: &String| Err(SchemaError::SchemaReference { field: event.id.clone(), id: id.clone() });
        unique(&event.id, event.roles.iter().map(|role| &role.id))?;
        if !self.groups.iter().any(|group| group.id == event.group) {
            return missing(&event.group);
        }
        for role in &event.roles {
            if !self.roles.iter().any(|named| named.id == role.id) {
                return missing(&role.id);
            }
            if let Some(filler) = role.fillers.iter().find(|filler| self.entity_type(filler).is_none()) {
                return missing(filler);
            }
        }
        Ok(())
    }

    /// Whether every type, role and attribute of `other` is in this inventory too.
    pub fn has_all_of(&self, other: &Schema) -> bool {
        let has_event = |event: &EventType| {
            let own = self.event_type(&event.id);
            own.is_some_and(|own| event.roles.iter().all(|role| own.role(&role.id).is_some()))
        };
        let has_attribute = |attribute: &AttributeSpec| {
            let own = self.attribute(&attribute.id);
            own.is_some_and(|own| own.says_all_of(attribute))
        };
        other.attributes.iter().all(has_attribute)
            && other.entities.iter().all(|entity| self.entity_type(&entity.id).is_some())
            && other.events.iter().all(has_event)
            && other.relations.iter().all(|relation| self.relation_type(&relation.id).is_some())
    }
}

fn unique<'a>(field: &str, mut ids: impl Iterator<Item = &'a String>) -> Result<(), SchemaError> {
    let mut seen = BTreeSet::new();
    match ids.find(|id| id.is_empty() || !seen.insert(*id)) {
        Some(id) => Err(SchemaError::SchemaId { field: field.to_owned(), id: id.clone() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::{Bilingual, Named};

    #[test]
    fn the_built_in_schema_passes() {
        assert_eq!(Schema::built_in().check(), Ok(()));
    }

    #[test]
    fn a_key_that_two_types_have_is_refused() {
        let mut schema = Schema::built_in();
        schema.entities[1].key = schema.entities[0].key.clone();
        let id = schema.entities[0].key.clone();
        assert_eq!(schema.check(), Err(SchemaError::SchemaId { field: "key".into(), id }));
    }

    #[test]
    fn types_may_have_no_key() {
        let mut schema = Schema::built_in();
        schema.entities[..2].iter_mut().for_each(|entity| entity.key.clear());
        assert_eq!(schema.check(), Ok(()));
    }

    #[test]
    fn a_role_whose_filler_is_gone_is_refused() {
        let mut schema = Schema::built_in();
        let gone = schema.events[0].roles[0].fillers[0].clone();
        schema.entities.retain(|entity| entity.id != gone);
        assert!(matches!(schema.check(), Err(SchemaError::SchemaReference { id, .. }) if id == gone));
    }

    #[test]
    fn a_schema_without_a_role_lacks_something_of_the_other() {
        let (whole, mut smaller) = (Schema::built_in(), Schema::built_in());
        smaller.events[0].roles.pop();
        assert!(whole.has_all_of(&smaller));
        assert!(!smaller.has_all_of(&whole));
    }

    fn attribute(types: &[&str], values: &[&str]) -> AttributeSpec {
        AttributeSpec {
            id: "certainty".into(),
            label: Bilingual::default(),
            definition: Bilingual::default(),
            of: MarkKind::Entity,
            types: types.iter().map(|id| (*id).to_owned()).collect(),
            values: values
                .iter()
                .map(|id| Named { id: (*id).to_owned(), label: Bilingual::default() })
                .collect(),
        }
    }

    #[test]
    fn an_attribute_of_fewer_types_or_values_lacks_something_of_the_other() {
        let has = |own: AttributeSpec, other: AttributeSpec| {
            let schema = |attribute| Schema { attributes: vec![attribute], ..Schema::built_in() };
            schema(own).has_all_of(&schema(other))
        };
        assert!(has(attribute(&["CARDINAL", "MONEY"], &["low", "high"]), attribute(&["MONEY"], &["low"])));
        assert!(has(attribute(&[], &[]), attribute(&["MONEY"], &["low"])));
        assert!(!has(attribute(&["MONEY"], &[]), attribute(&[], &[])));
        assert!(!has(attribute(&["MONEY"], &["low"]), attribute(&["CARDINAL"], &["low"])));
        assert!(!has(attribute(&[], &["low"]), attribute(&[], &[])));
        assert!(!has(AttributeSpec { of: MarkKind::Event, ..attribute(&[], &[]) }, attribute(&[], &[])));
    }

    #[test]
    fn an_attribute_of_a_type_that_is_not_there_is_refused() {
        let check = |attributes: Vec<AttributeSpec>| Schema { attributes, ..Schema::built_in() }.check();
        assert_eq!(check(vec![attribute(&["CARDINAL"], &["low", "high"])]), Ok(()));
        let (field, id) = ("certainty".to_owned(), "Kill".to_owned());
        assert_eq!(check(vec![attribute(&["Kill"], &[])]), Err(SchemaError::SchemaReference { field, id }));
        let (field, id) = ("certainty".to_owned(), "low".to_owned());
        assert_eq!(check(vec![attribute(&[], &["low", "low"])]), Err(SchemaError::SchemaId { field, id }));
        let (field, id) = ("attributes".to_owned(), "certainty".to_owned());
        let twice = vec![attribute(&[], &[]), attribute(&[], &[])];
        assert_eq!(check(twice), Err(SchemaError::SchemaId { field, id }));
    }
}
