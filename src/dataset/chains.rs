//! Chains of mentions in formats that only say which mentions belong together.

use std::collections::BTreeMap;

use crate::annotation::{Chain, Document};

/// Numbers the chains of a document by their first mention, `c1`, `c2`, and names each after its longest mention. A
/// chain of one mention is none. The entities stand in the order of the text.
pub fn number_chains(document: &mut Document) {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, entity) in document.entities.iter().enumerate() {
        let Some(chain) = entity.chain.as_deref() else { continue };
        let place = *places.entry(chain).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Vec::new());
        }
        groups[place].push(index);
    }
    document.entities.iter_mut().for_each(|entity| entity.chain = None);
    document.chains.clear();
    for mentions in groups.into_iter().filter(|mentions| mentions.len() > 1) {
        let id = format!("c{}", document.chains.len() + 1);
        let mut name = "";
        for mention in &mentions {
            let text = document.entities[*mention].span.slice(&document.text);
            if text.chars().count() > name.chars().count() {
                name = text;
            }
        }
        document.chains.push(Chain { id: id.clone(), name: name.to_owned() });
        mentions.iter().for_each(|mention| document.entities[*mention].chain = Some(id.clone()));
    }
}
