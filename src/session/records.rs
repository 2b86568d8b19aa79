//! The marks of a session, by id, and how changes reach them.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::{Deserialize, Serialize};

use super::{Change, CommandError, Item, Transaction, number_of_id};
use crate::annotation::{Chain, Document, DocumentStatus, Entity, Event, Relation};

/// What a person says of the document as a whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Properties {
    /// How far it has come.
    pub status: DocumentStatus,
    /// What was written beside it.
    pub notes: String,
    /// Its labels as a whole.
    #[serde(default)]
    pub labels: Vec<String>,
}

/// All marks of a document, by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Records {
    entities: BTreeMap<String, Entity>,
    events: BTreeMap<String, Event>,
    relations: BTreeMap<String, Relation>,
    chains: BTreeMap<String, Chain>,
    properties: Properties,
}

impl Records {
    /// Moves the marks out of `document`.
    pub(super) fn take_from(document: &mut Document) -> Self {
        let entities = std::mem::take(&mut document.entities);
        let events = std::mem::take(&mut document.events);
        let relations = std::mem::take(&mut document.relations);
        let chains = std::mem::take(&mut document.chains);
        Self {
            entities: entities.into_iter().map(|entity| (entity.id.clone(), entity)).collect(),
            events: events.into_iter().map(|event| (event.id.clone(), event)).collect(),
            relations: relations.into_iter().map(|relation| (relation.id.clone(), relation)).collect(),
            chains: chains.into_iter().map(|chain| (chain.id.clone(), chain)).collect(),
            properties: Properties {
                status: document.status,
                notes: std::mem::take(&mut document.notes),
                labels: std::mem::take(&mut document.labels),
            },
        }
    }

    /// Copies the marks into `document`, in the order of the text: outer before inner, then by id.
    pub(super) fn put_into(&self, document: &mut Document) {
        document.entities = self.entities.values().cloned().collect();
        document.entities.sort_by_key(|entity| (entity.span.start, Reverse(entity.span.end)));
        document.events = self.events.values().cloned().collect();
        document.events.sort_by_key(|event| (event.trigger.start, Reverse(event.trigger.end)));
        document.relations = self.relations.values().cloned().collect();
        document.relations.sort_by_key(|relation| number_of_id(&relation.id));
        document.chains = self.chains();
        document.status = self.properties.status;
        document.notes.clone_from(&self.properties.notes);
        document.labels.clone_from(&self.properties.labels);
    }

    /// The entity with this id.
    pub fn entity(&self, id: &str) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// The event with this id.
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.events.get(id)
    }

    /// The relation with this id.
    pub fn relation(&self, id: &str) -> Option<&Relation> {
        self.relations.get(id)
    }

    /// All relations, by id.
    pub fn relations(&self) -> impl Iterator<Item = &Relation> {
        self.relations.values()
    }

    /// All entities, by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.values()
    }

    /// All events, by id.
    pub fn events(&self) -> impl Iterator<Item = &Event> {
        self.events.values()
    }

    /// All chains, in the order of their numbers.
    pub fn chains(&self) -> Vec<Chain> {
        let mut chains: Vec<Chain> = self.chains.values().cloned().collect();
        chains.sort_by_key(|chain| number_of_id(&chain.id));
        chains
    }

    /// The chain with this id.
    pub fn chain(&self, id: &str) -> Option<&Chain> {
        self.chains.get(id)
    }

    /// What is said of the document as a whole.
    pub fn properties(&self) -> &Properties {
        &self.properties
    }

    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        let marks = self.entities.keys().chain(self.events.keys()).chain(self.relations.keys());
        marks.chain(self.chains.keys()).map(String::as_str)
    }

    /// Makes all changes of `transaction`, or none.
    ///
    /// # Errors
    /// [`CommandError::Conflict`] where a change expects something else than is there.
    pub(super) fn apply(&mut self, transaction: &Transaction) -> Result<(), CommandError> {
        for (n_done, change) in transaction.changes.iter().enumerate() {
            if !self.fits(change) {
                transaction.changes[..n_done].iter().rev().for_each(|done| self.make(&done.inverted()));
                return Err(CommandError::Conflict);
            }
            self.make(change);
        }
        Ok(())
    }

    /// Whether what `change` expects is there, and what it adds is not.
    fn fits(&self, change: &Change) -> bool {
        let same_item =
            change.before().zip(change.after()).is_none_or(|(before, after)| before.id() == after.id());
        match change.before() {
            Some(before) => same_item && self.holds(before),
            None => change.after().and_then(Item::id).is_some_and(|id| !self.has(id)),
        }
    }

    fn has(&self, id: &str) -> bool {
        let is_mark = self.entities.contains_key(id) || self.events.contains_key(id);
        is_mark || self.relations.contains_key(id) || self.chains.contains_key(id)
    }

    fn holds(&self, item: &Item) -> bool {
        match item {
            Item::Entity(entity) => self.entities.get(&entity.id) == Some(entity),
            Item::Event(event) => self.events.get(&event.id) == Some(event),
            Item::Relation(relation) => self.relations.get(&relation.id) == Some(relation),
            Item::Chain(chain) => self.chains.get(&chain.id) == Some(chain),
            Item::Properties(properties) => self.properties == *properties,
        }
    }

    fn make(&mut self, change: &Change) {
        match (change.before(), change.after()) {
            (_, Some(Item::Entity(entity))) => {
                self.entities.insert(entity.id.clone(), entity.clone());
            }
            (_, Some(Item::Event(event))) => {
                self.events.insert(event.id.clone(), event.clone());
            }
            (_, Some(Item::Relation(relation))) => {
                self.relations.insert(relation.id.clone(), relation.clone());
            }
            (_, Some(Item::Chain(chain))) => {
                self.chains.insert(chain.id.clone(), chain.clone());
            }
            (_, Some(Item::Properties(properties))) => self.properties = properties.clone(),
            (Some(Item::Entity(entity)), None) => {
                self.entities.remove(&entity.id);
            }
            (Some(Item::Event(event)), None) => {
                self.events.remove(&event.id);
            }
            (Some(Item::Relation(relation)), None) => {
                self.relations.remove(&relation.id);
            }
            (Some(Item::Chain(chain)), None) => {
                self.chains.remove(&chain.id);
            }
            (Some(Item::Properties(_)) | None, None) => {}
        }
    }
}
