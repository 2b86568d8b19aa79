//! Relations between entities.

use std::collections::BTreeSet;

use super::{Plan, Planned};
use crate::{
    annotation::{Provenance, Relation, Status},
    session::{Change, CommandError, Item},
};

impl Plan<'_> {
    pub(super) fn add_relation(&self, label: String, from: String, to: String) -> Planned {
        let made =
            Relation { id: self.session.fresh_id("r"), label, from, to, provenance: Provenance::person() };
        self.check_relation(&made)?;
        match self.same_relation(&made) {
            Some(relation) if relation.provenance.status == Status::Rejected => Ok(vec![replace_relation(
                relation,
                Relation { provenance: Provenance::person(), ..relation.clone() },
            )]),
            Some(_) => Err(CommandError::Duplicate),
            None => Ok(vec![Change::Add(Item::Relation(made))]),
        }
    }

    /// Another type, and another direction where the type wants one.
    pub(super) fn relabel_relation(&self, id: &str, label: String, reversed: bool) -> Planned {
        let before = self.relation(id)?;
        let mut after = Relation { label, provenance: Provenance::person(), ..before.clone() };
        if reversed {
            std::mem::swap(&mut after.from, &mut after.to);
        }
        self.check_relation(&after)?;
        match self.same_relation(&after) {
            Some(_) => Err(CommandError::Duplicate),
            None => Ok(vec![replace_relation(before, after)]),
        }
    }

    pub(super) fn remove_relations(&self, ids: &[String]) -> Planned {
        let ids: BTreeSet<&String> = ids.iter().collect();
        ids.into_iter().map(|id| self.relation(id).map(removed)).collect()
    }

    pub(super) fn set_relation_status(&self, ids: &[String], status: Status) -> Planned {
        let with_status = |relation: &Relation| Relation {
            provenance: Provenance { status, ..relation.provenance.clone() },
            ..relation.clone()
        };
        let change =
            |id: &String| self.relation(id).map(|relation| replace_relation(relation, with_status(relation)));
        ids.iter().map(change).collect()
    }

    /// The removal of the relations of entities that go.
    pub(super) fn severed_relations(&self, leaving: &BTreeSet<&str>) -> Vec<Change> {
        let ends = |relation: &Relation| {
            [relation.from.as_str(), relation.to.as_str()].map(|id| leaving.contains(id))
        };
        self.session
            .records
            .relations()
            .filter(|relation| ends(relation).contains(&true))
            .map(removed)
            .collect()
    }

    fn check_relation(&self, relation: &Relation) -> Result<(), CommandError> {
        self.entity(&relation.from)?;
        self.entity(&relation.to)?;
        if relation.from == relation.to {
            return Err(CommandError::SameEntity);
        }
        let known = self.schema.relation_type(&relation.label);
        known.map(|_| ()).ok_or_else(|| CommandError::UnknownLabel { label: relation.label.clone() })
    }

    /// Another relation that says the same.
    fn same_relation(&self, relation: &Relation) -> Option<&Relation> {
        let says = |relation: &Relation| (relation.label.clone(), relation.from.clone(), relation.to.clone());
        let said = says(relation);
        self.session.records.relations().find(|other| other.id != relation.id && says(other) == said)
    }

    fn relation(&self, id: &str) -> Result<&Relation, CommandError> {
        self.session.records.relation(id).ok_or_else(|| CommandError::UnknownRelation { id: id.to_owned() })
    }
}

fn removed(relation: &Relation) -> Change {
    Change::Remove(Item::Relation(relation.clone()))
}

pub(super) fn replace_relation(before: &Relation, after: Relation) -> Change {
    Change::Replace { before: Item::Relation(before.clone()), after: Item::Relation(after) }
}
