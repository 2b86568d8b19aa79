//! Labels after a change of the schema: old ids, and the new ones that take their place.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Change, CommandError, Item, Transaction};
use crate::{
    annotation::{Argument, Attributes, Entity, Event, Relation},
    schema::{AttributeFault, MarkKind, Schema},
};

/// The new id of each type and role that gets one; the others keep theirs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LabelMapping {
    /// Of entity types.
    pub entities: BTreeMap<String, String>,
    /// Of event types.
    pub events: BTreeMap<String, String>,
    /// Of roles: `Kill/Place` for the role of one event type, by its old id, and `Place` for that of all others.
    pub roles: BTreeMap<String, String>,
    /// Of relation types.
    pub relations: BTreeMap<String, String>,
    /// Of attributes.
    pub attributes: BTreeMap<String, String>,
    /// Of values of attributes: `certainty/low`, by the old id of the attribute.
    pub values: BTreeMap<String, String>,
}

fn mapped(ids: &BTreeMap<String, String>, id: &str) -> String {
    ids.get(id).map_or(id, String::as_str).to_owned()
}

impl LabelMapping {
    /// The entity with its new label.
    pub(super) fn entity(&self, entity: &Entity) -> Entity {
        let label = mapped(&self.entities, &entity.label);
        Entity { label, attributes: self.attributes(&entity.attributes), ..entity.clone() }
    }

    /// The event with its new label and roles.
    pub(super) fn event(&self, event: &Event) -> Event {
        let role = |role: &str| {
            let own = self.roles.get(&format!("{}/{role}", event.label));
            own.cloned().unwrap_or_else(|| mapped(&self.roles, role))
        };
        let argument = |argument: &Argument| Argument { role: role(&argument.role), ..argument.clone() };
        let arguments = event.arguments.iter().map(argument).collect();
        let attributes = self.attributes(&event.attributes);
        Event { label: mapped(&self.events, &event.label), arguments, attributes, ..event.clone() }
    }

    /// The attributes by their new ids and values. Of two that become one, that which had its id before stands.
    fn attributes(&self, attributes: &Attributes) -> Attributes {
        let (kept, renamed): (Vec<_>, Vec<_>) =
            attributes.iter().partition(|(id, _)| !self.attributes.contains_key(*id));
        let new = |(id, value): (&String, &String)| {
            (mapped(&self.attributes, id), self.values.get(&format!("{id}/{value}")).unwrap_or(value).clone())
        };
        renamed.into_iter().chain(kept).map(new).collect()
    }

    /// The relation with its new label.
    pub(super) fn relation(&self, relation: &Relation) -> Relation {
        Relation { label: mapped(&self.relations, &relation.label), ..relation.clone() }
    }

    fn item(&self, item: &Item) -> Item {
        match item {
            Item::Entity(entity) => Item::Entity(self.entity(entity)),
            Item::Event(event) => Item::Event(self.event(event)),
            Item::Relation(relation) => Item::Relation(self.relation(relation)),
            Item::Chain(_) | Item::Properties(_) => item.clone(),
        }
    }

    /// The transaction with its new labels; `None` where one of them is not in `schema`.
    pub(super) fn transaction(&self, transaction: &Transaction, schema: &Schema) -> Option<Transaction> {
        let change = |change: &Change| {
            let change = match change {
                Change::Add(item) => Change::Add(self.item(item)),
                Change::Remove(item) => Change::Remove(self.item(item)),
                Change::Replace { before, after } => {
                    Change::Replace { before: self.item(before), after: self.item(after) }
                }
            };
            let is_known =
                [change.before(), change.after()].into_iter().flatten().all(|item| has(schema, item));
            is_known.then_some(change)
        };
        let changes = transaction.changes.iter().map(change).collect::<Option<_>>()?;
        Some(Transaction { changes, ..transaction.clone() })
    }
}

/// Checks that marks of the type `label` can say what `attributes` say.
pub(super) fn check_attributes(
    schema: &Schema,
    kind: MarkKind,
    label: &str,
    attributes: &Attributes,
) -> Result<(), CommandError> {
    attributes.iter().try_for_each(|(id, value)| check_value(schema, kind, label, id, value))
}

/// Checks that marks of the type `label` can say `value` in the attribute `id`.
pub(super) fn check_value(
    schema: &Schema,
    kind: MarkKind,
    label: &str,
    id: &str,
    value: &str,
) -> Result<(), CommandError> {
    schema.check_value(kind, label, id, value).map_err(|fault| match fault {
        AttributeFault::Attribute => CommandError::UnknownAttribute { attribute: id.to_owned() },
        AttributeFault::Value => CommandError::UnknownValue { value: value.to_owned() },
    })
}

/// Whether `schema` has the labels, roles and attributes of `item`.
fn has(schema: &Schema, item: &Item) -> bool {
    match item {
        Item::Entity(entity) => {
            schema.entity_type(&entity.label).is_some()
                && check_attributes(schema, MarkKind::Entity, &entity.label, &entity.attributes).is_ok()
        }
        Item::Event(event) => schema.event_type(&event.label).is_some_and(|event_type| {
            event.arguments.iter().all(|argument| event_type.role(&argument.role).is_some())
                && check_attributes(schema, MarkKind::Event, &event.label, &event.attributes).is_ok()
        }),
        Item::Relation(relation) => schema.relation_type(&relation.label).is_some(),
        Item::Chain(_) | Item::Properties(_) => true,
    }
}
