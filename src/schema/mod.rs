//! The label inventory: entity types, event types with their roles, and their mappings to other
//! schemes (ACE 2005, PLOVER, Wojood, CoNLL). All of it is data: `data/schema.json`.

mod attribute;
mod check;

use std::collections::BTreeMap;

pub use attribute::{AttributeFault, AttributeSpec, MarkKind};
pub use check::SchemaError;
use serde::{Deserialize, Serialize};

/// A text in the two languages of the interface.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Bilingual {
    /// Arabic.
    pub ar: String,
    /// English.
    pub en: String,
}

/// A type of entity.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EntityType {
    /// What labels say: `GPE`.
    pub id: String,
    /// What the interface shows: «كيان سياسي».
    pub label: Bilingual,
    /// What belongs to it, shown while labelling.
    pub definition: Bilingual,
    /// `#rrggbb`.
    pub color: String,
    /// The key that labels with it: one lower-case Latin letter or a digit; empty for a type that has none.
    pub key: String,
    /// Its name in other schemes, by id of the scheme.
    pub mappings: BTreeMap<String, String>,
}

/// A role of an event type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RoleSpec {
    /// What arguments say: `Victim`.
    pub id: String,
    /// Ids of the entity types that fit, best first; none means that any does.
    pub fillers: Vec<String>,
    /// Its name in other schemes, by id of the scheme: the Agent of Destroy is the Attacker of ACE and the actor of
    /// PLOVER. A schema of one's own may leave it out.
    #[serde(default)]
    pub mappings: BTreeMap<String, String>,
}

/// What a mapping says where the other scheme has no such thing.
const UNMAPPED: &str = "none";
/// The same of entity types: their words are outside every mark of the other scheme.
const OUTSIDE: &str = "O";

/// The name in the scheme `scheme` (`ace`, `plover`); `None` where it has no such thing.
fn name_in<'a>(mappings: &'a BTreeMap<String, String>, scheme: &str) -> Option<&'a str> {
    mappings.get(scheme).map(String::as_str).filter(|name| *name != UNMAPPED)
}

impl EntityType {
    /// Its name in the scheme `scheme`: the PERS of `ace` is `PER`. `None` where it has no such type.
    pub fn name_in(&self, scheme: &str) -> Option<&str> {
        name_in(&self.mappings, scheme).filter(|name| *name != OUTSIDE)
    }
}

impl RoleSpec {
    /// Its name in the scheme `scheme`; `None` where it has no such role.
    pub fn name_in(&self, scheme: &str) -> Option<&str> {
        name_in(&self.mappings, scheme)
    }
}

/// A type of event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct EventType {
    /// What labels say: `Ceasefire`.
    pub id: String,
    /// What the interface shows: «وقف إطلاق نار».
    pub label: Bilingual,
    /// What belongs to it.
    pub definition: Bilingual,
    /// Id of its group.
    pub group: String,
    /// `#rrggbb`.
    pub color: String,
    /// Its name in other schemes, by id of the scheme.
    pub mappings: BTreeMap<String, String>,
    /// Its roles, in reading order.
    pub roles: Vec<RoleSpec>,
}

/// A type of relation between two entities.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RelationType {
    /// What labels say: `WorksFor`.
    pub id: String,
    /// What the interface shows: «يعمل لدى».
    pub label: Bilingual,
    /// What belongs to it.
    pub definition: Bilingual,
    /// `#rrggbb`.
    pub color: String,
    /// Its name in other schemes, by id of the scheme.
    #[serde(default)]
    pub mappings: BTreeMap<String, String>,
    /// Ids of the entity types that it goes out from; none means any.
    pub from: Vec<String>,
    /// Ids of the entity types that it leads to; none means any.
    pub to: Vec<String>,
}

/// An id with the name that the interface shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Named {
    /// The id.
    pub id: String,
    /// The name.
    pub label: Bilingual,
}

/// A label inventory.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Schema {
    /// What it is for.
    pub name: Bilingual,
    /// Counts its revisions.
    pub version: u32,
    /// Entity types, in the order of menus.
    pub entities: Vec<EntityType>,
    /// Event types, in the order of menus.
    pub events: Vec<EventType>,
    /// Groups of event types.
    pub groups: Vec<Named>,
    /// Names of all roles.
    pub roles: Vec<Named>,
    /// Types of relations, in the order of menus. A schema of one's own may leave them out.
    #[serde(default)]
    pub relations: Vec<RelationType>,
    /// Attributes of marks, in the order of menus. A schema may leave them out.
    #[serde(default)]
    pub attributes: Vec<AttributeSpec>,
}

/// The schema that is built in, as it stands in `data/schema.json`.
const BUILT_IN: &str = include_str!("../../data/schema.json");

impl Schema {
    /// The schema that is built in.
    pub fn built_in() -> Self {
        // The tests read the same text, so only a broken build could fail here.
        serde_json::from_str(BUILT_IN).unwrap_or_default()
    }

    /// The entity type with this id.
    pub fn entity_type(&self, id: &str) -> Option<&EntityType> {
        self.entities.iter().find(|entity_type| entity_type.id == id)
    }

    /// The event type with this id.
    pub fn event_type(&self, id: &str) -> Option<&EventType> {
        self.events.iter().find(|event_type| event_type.id == id)
    }

    /// The relation type with this id.
    pub fn relation_type(&self, id: &str) -> Option<&RelationType> {
        self.relations.iter().find(|relation_type| relation_type.id == id)
    }
}

impl EventType {
    /// Its name in the scheme `scheme`: the Kill of `ace` is `Life:Die`. `None` where it has no such type.
    pub fn name_in(&self, scheme: &str) -> Option<&str> {
        name_in(&self.mappings, scheme)
    }

    /// The role with this id, if the type has it.
    pub fn role(&self, id: &str) -> Option<&RoleSpec> {
        self.roles.iter().find(|role| role.id == id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn assert_unique<'a>(what: &str, values: impl Iterator<Item = &'a str>) {
        let mut seen = BTreeSet::new();
        for value in values {
            assert!(!value.is_empty() && seen.insert(value), "{what} {value:?} is empty or stands twice");
        }
    }

    #[test]
    fn the_built_in_schema_has_all_types() {
        let schema: Schema = serde_json::from_str(BUILT_IN).unwrap();
        assert_eq!((schema.entities.len(), schema.events.len()), (22, 33));
        assert_eq!(schema, Schema::built_in());
    }

    #[test]
    fn ids_and_keys_are_unique() {
        let schema = Schema::built_in();
        assert_unique("entity type", schema.entities.iter().map(|t| t.id.as_str()));
        assert_unique("key", schema.entities.iter().map(|t| t.key.as_str()));
        assert_unique("event type", schema.events.iter().map(|t| t.id.as_str()));
        assert_unique("relation type", schema.relations.iter().map(|t| t.id.as_str()));
        for event_type in &schema.events {
            assert_unique(&event_type.id, event_type.roles.iter().map(|role| role.id.as_str()));
        }
    }

    #[test]
    fn types_and_roles_have_their_names_in_other_schemes() {
        let schema = Schema::built_in();
        let destroy = schema.event_type("Destroy").unwrap();
        assert_eq!(destroy.name_in("ace"), Some("Conflict:Attack"));
        assert_eq!(destroy.name_in("plover"), Some("ASSAULT"));
        let agent = destroy.role("Agent").unwrap();
        assert_eq!((agent.name_in("ace"), agent.name_in("plover")), (Some("Attacker"), Some("actor")));
        assert_eq!(schema.event_type("Statement").unwrap().name_in("plover"), None);
        for event_type in &schema.events {
            for scheme in ["ace", "plover"] {
                let roles = event_type.roles.iter().filter(|role| role.name_in(scheme).is_some());
                assert_eq!(
                    event_type.name_in(scheme).is_some(),
                    roles.count() > 0,
                    "{} {scheme}",
                    event_type.id
                );
                assert!(event_type.roles.iter().all(|role| role.mappings.contains_key(scheme)));
            }
        }
    }

    #[test]
    fn every_reference_is_to_something_named() {
        let schema = Schema::built_in();
        for event_type in &schema.events {
            assert!(schema.groups.iter().any(|group| group.id == event_type.group));
            for role in &event_type.roles {
                assert!(schema.roles.iter().any(|named| named.id == role.id), "{}", role.id);
                assert!(role.fillers.iter().all(|filler| schema.entity_type(filler).is_some()));
            }
        }
        for relation in &schema.relations {
            let mut ends = relation.from.iter().chain(&relation.to);
            assert!(ends.all(|end| schema.entity_type(end).is_some()), "{}", relation.id);
        }
    }
}
