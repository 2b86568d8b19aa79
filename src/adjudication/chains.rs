//! Chains of several versions of a text: those that have a mention in common are one.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    annotation::{Chain, Document, Entity, Status},
    text::Span,
};

/// The chains of all versions.
#[derive(Default)]
pub struct Chains<'a> {
    /// Those of the first version, and those that only others have, under ids of their own.
    pub all: Vec<Chain>,
    /// What the chains of each version are called here.
    ids: BTreeMap<(usize, &'a str), String>,
    /// The chain of what is marked in a place.
    places: BTreeMap<(&'a str, Span), String>,
}

impl<'a> Chains<'a> {
    pub fn of(versions: &[&'a Document]) -> Self {
        let mut chains = Self::default();
        versions.iter().enumerate().for_each(|(number, version)| chains.add(number, version));
        chains
    }

    /// The chain that the chain `id` of a version is here.
    pub fn id(&self, version: usize, id: &str) -> Option<String> {
        self.ids.get(&(version, id)).cloned()
    }

    /// The chain of the first version that has what is marked in a place in one.
    pub fn at(&self, label: &str, span: Span) -> Option<String> {
        self.places.get(&(label, span)).cloned()
    }

    fn add(&mut self, number: usize, version: &'a Document) {
        let mut mentions: BTreeMap<&str, Vec<&'a Entity>> = BTreeMap::new();
        for entity in version.entities.iter().filter(|entity| entity.provenance.status != Status::Rejected) {
            mentions.entry(entity.chain.as_deref().unwrap_or_default()).or_default().push(entity);
        }
        let mut taken: BTreeSet<String> = self.all.iter().map(|chain| chain.id.clone()).collect();
        let mut places = Vec::new();
        for chain in &version.chains {
            let mentions = mentions.get(chain.id.as_str()).map(Vec::as_slice).unwrap_or_default();
            let known = mentions.iter().find_map(|mention| self.at(&mention.label, mention.span));
            let id = known.unwrap_or_else(|| {
                let numbered = (self.all.len() + 1..).map(|number| format!("c{number}"));
                let mut ids = std::iter::once(chain.id.clone()).chain(numbered);
                let id = ids.find(|id| taken.insert(id.clone())).unwrap_or_default();
                self.all.push(Chain { id: id.clone(), name: chain.name.clone() });
                id
            });
            places
                .extend(mentions.iter().map(|mention| ((mention.label.as_str(), mention.span), id.clone())));
            self.ids.insert((number, &chain.id), id);
        }
        // Only now: chains of one version stay apart.
        for (place, id) in places {
            self.places.entry(place).or_insert(id);
        }
    }
}
