//! Chains of mentions: joined, left, renamed.

use std::collections::BTreeSet;

use super::{Plan, Planned, replace_entity};
use crate::{
    annotation::{Chain, Entity},
    session::{Change, CommandError, Item},
};

impl Plan<'_> {
    /// Makes one chain of entities, together with all that is in a chain with one of them. The first
    /// entity's chain stays, or else the first chain there is; without any, a new one has the first entity's name.
    pub(super) fn join_chain(&self, ids: &[String]) -> Planned {
        let named = ids.iter().map(|id| self.entity(id)).collect::<Result<Vec<_>, _>>()?;
        let first = named.first().ok_or(CommandError::EmptySpan)?;
        let joined: BTreeSet<&str> = named.iter().filter_map(|entity| entity.chain.as_deref()).collect();
        let kept = named.iter().find_map(|entity| entity.chain.clone());
        let chain = kept.clone().unwrap_or_else(|| self.session.fresh_id("c"));
        let belongs = |entity: &&Entity| {
            ids.contains(&entity.id) || entity.chain.as_deref().is_some_and(|id| joined.contains(id))
        };
        let members = self.session.records.entities().filter(belongs);
        let moved = members.filter(|entity| entity.chain.as_ref() != Some(&chain));
        let mut changes: Vec<Change> = moved.map(|entity| in_chain(entity, Some(chain.clone()))).collect();
        if changes.is_empty() {
            return Err(CommandError::Duplicate);
        }
        if kept.is_none() {
            let name = first.core.slice(&self.session.document.text).to_owned();
            changes.insert(0, Change::Add(Item::Chain(Chain { id: chain.clone(), name })));
        }
        let gone = joined.into_iter().filter(|id| *id != chain);
        changes.extend(gone.filter_map(|id| self.session.records.chain(id)).map(removed));
        Ok(changes)
    }

    /// Takes entities out of their chains; a chain without mentions goes.
    pub(super) fn leave_chain(&self, ids: &[String]) -> Planned {
        let entities = ids.iter().map(|id| self.entity(id)).collect::<Result<Vec<_>, _>>()?;
        let chained = entities.into_iter().filter(|entity| entity.chain.is_some());
        let mut changes: Vec<Change> = chained.map(|entity| in_chain(entity, None)).collect();
        if changes.is_empty() {
            return Err(CommandError::Duplicate);
        }
        changes.extend(self.emptied_chains(&ids.iter().map(String::as_str).collect()));
        Ok(changes)
    }

    /// Gives a chain another name.
    pub(super) fn rename_chain(&self, id: &str, name: String) -> Planned {
        let before = self.session.records.chain(id);
        let before = before.ok_or_else(|| CommandError::UnknownChain { id: id.to_owned() })?;
        let after = Item::Chain(Chain { name, ..before.clone() });
        Ok(vec![Change::Replace { before: Item::Chain(before.clone()), after }])
    }

    /// The removal of chains all of whose mentions are in `leaving`.
    pub(super) fn emptied_chains(&self, leaving: &BTreeSet<&str>) -> Vec<Change> {
        let (mut left, mut kept) = (BTreeSet::new(), BTreeSet::new());
        for entity in self.session.records.entities() {
            let side = if leaving.contains(entity.id.as_str()) { &mut left } else { &mut kept };
            side.extend(entity.chain.as_deref());
        }
        left.difference(&kept).filter_map(|id| self.session.records.chain(id)).map(removed).collect()
    }
}

fn removed(chain: &Chain) -> Change {
    Change::Remove(Item::Chain(chain.clone()))
}

/// Belonging to a chain says nothing of whether the label is right, so the status stays.
fn in_chain(entity: &Entity, chain: Option<String>) -> Change {
    replace_entity(entity, Entity { chain, ..entity.clone() })
}
