//! What one step changes, and its inverse.

use serde::{Deserialize, Serialize};

use super::Properties;
use crate::{
    annotation::{Chain, Entity, Event, Origin, Relation},
    text::Span,
};

/// Anything of a document that a step can change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Item {
    /// An entity.
    Entity(Entity),
    /// An event with its arguments.
    Event(Event),
    /// A relation between entities.
    Relation(Relation),
    /// A chain of mentions.
    Chain(Chain),
    /// What is said of the document as a whole.
    Properties(Properties),
}

impl Item {
    /// The id of the mark; none for properties.
    pub fn id(&self) -> Option<&str> {
        match self {
            Item::Entity(entity) => Some(&entity.id),
            Item::Event(event) => Some(&event.id),
            Item::Relation(relation) => Some(&relation.id),
            Item::Chain(chain) => Some(&chain.id),
            Item::Properties(_) => None,
        }
    }
}

/// One change, with all that is needed to take it back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
// Most changes replace: a box in each would only add an allocation.
#[allow(clippy::large_enum_variant)]
pub enum Change {
    /// A mark that was not there.
    Add(Item),
    /// A mark that goes.
    Remove(Item),
    /// A mark that becomes another with the same id.
    Replace {
        /// As it was.
        before: Item,
        /// As it becomes.
        after: Item,
    },
}

impl Change {
    /// The change that takes this one back.
    pub fn inverted(&self) -> Change {
        match self {
            Change::Add(item) => Change::Remove(item.clone()),
            Change::Remove(item) => Change::Add(item.clone()),
            Change::Replace { before, after } => {
                Change::Replace { before: after.clone(), after: before.clone() }
            }
        }
    }

    /// Whether all spans of what is there after lie in `text`, between characters, and hold some: a journal may come from a file.
    pub(super) fn lies_in(&self, text: &str) -> bool {
        let keep = |span: Span| text.get(span.start..span.end).filter(|text| !text.is_empty()).map(|_| span);
        match self.after() {
            Some(Item::Entity(entity)) => {
                let is_whole = entity.parts.iter().all(|part| entity.span.contains(*part));
                is_whole && entity.span.contains(entity.core) && entity.clone().map_spans(&keep).is_some()
            }
            Some(Item::Event(event)) => event.clone().map_spans(&keep).is_some(),
            _ => true,
        }
    }

    /// What must be there before; none for an addition.
    pub fn before(&self) -> Option<&Item> {
        match self {
            Change::Add(_) => None,
            Change::Remove(item) | Change::Replace { before: item, .. } => Some(item),
        }
    }

    /// What is there after; none for a removal.
    pub fn after(&self) -> Option<&Item> {
        match self {
            Change::Remove(_) => None,
            Change::Add(item) | Change::Replace { after: item, .. } => Some(item),
        }
    }
}

/// Changes that belong together: all are made or none.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// Who asked for it.
    pub origin: Origin,
    /// The id of the command it came from: `entity.relabel`.
    pub command: String,
    /// The changes, in order.
    pub changes: Vec<Change>,
}

impl Transaction {
    /// The transaction that takes this one back.
    pub fn inverted(&self) -> Transaction {
        Transaction {
            origin: self.origin,
            command: self.command.clone(),
            changes: self.changes.iter().rev().map(Change::inverted).collect(),
        }
    }
}
