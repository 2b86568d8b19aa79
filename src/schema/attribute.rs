//! Attributes: what a label set lets one say of a mark beyond its type.

use serde::{Deserialize, Serialize};

use super::{Bilingual, Named, Schema};

/// Entity or event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum MarkKind {
    /// An entity.
    Entity,
    /// An event.
    Event,
}

/// An attribute of entities or of events: how sure a number of victims is, whether a speaker is a witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AttributeSpec {
    /// What marks say: `certainty`.
    pub id: String,
    /// What the interface shows: «درجة اليقين».
    pub label: Bilingual,
    /// What it means, shown while labelling.
    pub definition: Bilingual,
    /// What it is said of.
    pub of: MarkKind,
    /// The ids of the types that have it; none means all of them.
    pub types: Vec<String>,
    /// What can be said, in the order of menus; none means any text.
    pub values: Vec<Named>,
}

impl AttributeSpec {
    /// Whether marks of this type have it.
    pub fn is_of(&self, kind: MarkKind, label: &str) -> bool {
        self.of == kind && (self.types.is_empty() || self.types.iter().any(|id| id == label))
    }

    /// Whether all that `other` lets one say can be said in it, of marks of the same types.
    pub fn says_all_of(&self, other: &AttributeSpec) -> bool {
        let has = |own: &[String], others: &[String]| {
            own.is_empty() || !others.is_empty() && others.iter().all(|id| own.contains(id))
        };
        let values = |attribute: &AttributeSpec| -> Vec<String> {
            attribute.values.iter().map(|value| value.id.clone()).collect()
        };
        self.of == other.of && has(&self.types, &other.types) && has(&values(self), &values(other))
    }

    /// Whether this can be said.
    pub fn allows(&self, value: &str) -> bool {
        !value.is_empty() && self.values.is_empty() || self.values.iter().any(|named| named.id == value)
    }
}

/// What keeps a value from being said of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeFault {
    /// Marks of the type have no such attribute.
    Attribute,
    /// The attribute has no such value.
    Value,
}

impl Schema {
    /// The attribute with this id.
    pub fn attribute(&self, id: &str) -> Option<&AttributeSpec> {
        self.attributes.iter().find(|attribute| attribute.id == id)
    }

    /// Checks that `value` can be said in the attribute `id` of marks of the type `label`.
    ///
    /// # Errors
    /// [`AttributeFault`] that says which of the two is not there.
    pub fn check_value(
        &self,
        kind: MarkKind,
        label: &str,
        id: &str,
        value: &str,
    ) -> Result<(), AttributeFault> {
        match self.attribute(id).filter(|attribute| attribute.is_of(kind, label)) {
            None => Err(AttributeFault::Attribute),
            Some(attribute) if !attribute.allows(value) => Err(AttributeFault::Value),
            Some(_) => Ok(()),
        }
    }
}
