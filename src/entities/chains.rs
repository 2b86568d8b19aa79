//! Chains: mentions of one person or place in an article, «سيرغي لافروف» … «لافروف».
//!
//! The table `repeatable` says which labels have chains, and of which the last word of a full name stands for the whole.

use std::collections::HashMap;

use crate::{
    annotation::{Chain, Document, Entity},
    lexicon::Lexicon,
    text::{
        letters::{ALEF, LAM},
        normalize_word,
    },
};

/// Joins the entities of `document` that name the same; a chain has two mentions or more.
pub fn chain_mentions(document: &mut Document, lexicon: &Lexicon) {
    let repeatable = lexicon.table("repeatable");
    let mut groups: Vec<Group> = Vec::new();
    let mut by_last: HashMap<(String, String), Vec<usize>> = HashMap::new();
    let mut group_of: Vec<Option<usize>> = vec![None; document.entities.len()];
    for index in longest_first(document) {
        let entity = &document.entities[index];
        let Some(row) = repeatable.get(&entity.label.to_lowercase()).first() else { continue };
        let name = forms(document, entity, lexicon);
        let Some(last) = name.last() else { continue };
        let by_surname = repeatable.field(row, "surname") == "yes";
        let key = (entity.label.clone(), last.clone());
        let candidates = by_last.entry(key).or_default();
        let fits = |group: &usize| groups[*group].fits(&name, by_surname);
        // Two persons of one surname: which of them is meant, the surname does not say.
        let mut fitting = candidates.iter().copied().filter(fits);
        let group = match (fitting.next(), fitting.next()) {
            (Some(group), None) => group,
            (first, _) => {
                let same = candidates.iter().copied().find(|group| groups[*group].name == name);
                let group = same.or(first.filter(|_| same.is_some())).unwrap_or(groups.len());
                if group == groups.len() {
                    let text = entity.core.slice(&document.text).to_owned();
                    groups.push(Group { name, text, first: entity.span.start, n_mentions: 0 });
                    candidates.push(group);
                }
                group
            }
        };
        groups[group].n_mentions += 1;
        groups[group].first = groups[group].first.min(entity.span.start);
        group_of[index] = Some(group);
    }
    write_chains(document, &groups, &group_of);
}

/// Mentions of one name.
struct Group {
    /// The fullest mention, in normalised words.
    name: Vec<String>,
    /// The same as it stands in the text.
    text: String,
    /// Where the first mention begins.
    first: usize,
    n_mentions: usize,
}

impl Group {
    fn fits(&self, name: &[String], by_surname: bool) -> bool {
        if by_surname { self.name.ends_with(name) } else { self.name == name }
    }
}

/// The entities, those with more words first, so that each short name finds the full one.
fn longest_first(document: &Document) -> Vec<usize> {
    let n_words = |entity: &Entity| entity.core.slice(&document.text).split_whitespace().count();
    let mut order: Vec<usize> = (0..document.entities.len()).collect();
    order.sort_by_key(|index| (std::cmp::Reverse(n_words(&document.entities[*index])), *index));
    order
}

/// The normalised words of an entity's core, without a head noun such as «مدينة» before a name of one more word.
fn forms(document: &Document, entity: &Entity, lexicon: &Lexicon) -> Vec<String> {
    let text = &document.text;
    let first = document.tokens.partition_point(|token| token.span.end <= entity.core.start);
    let tokens = document.tokens[first..].iter().take_while(|token| token.span.end <= entity.core.end);
    let mut forms: Vec<String> = tokens
        .map(|token| {
            normalize_word(
                text.get(token.span.start.max(entity.core.start)..token.span.end).unwrap_or_default(),
            )
        })
        .collect();
    let lost_alef = text[..entity.core.start].ends_with(LAM);
    if let Some(form) = forms.first_mut().filter(|form| lost_alef && form.starts_with(LAM)) {
        form.insert(0, ALEF);
    }
    let heads = lexicon.table("heads");
    let is_head = |form: &String| heads.get(form).iter().any(|row| heads.field(row, "label") == entity.label);
    if forms.len() == 2 && is_head(&forms[0]) && entity.value.is_some() {
        forms.remove(0);
    }
    forms
}

/// Numbers the chains in the order of their first mentions and writes them to the document.
fn write_chains(document: &mut Document, groups: &[Group], group_of: &[Option<usize>]) {
    let mut chained: Vec<usize> = (0..groups.len()).filter(|group| groups[*group].n_mentions > 1).collect();
    chained.sort_by_key(|group| (groups[*group].first, *group));
    let ids: HashMap<usize, String> =
        chained.iter().enumerate().map(|(number, group)| (*group, format!("c{}", number + 1))).collect();
    for (entity, group) in document.entities.iter_mut().zip(group_of) {
        entity.chain = group.and_then(|group| ids.get(&group).cloned());
    }
    let chain = |group: &usize| Chain {
        id: ids.get(group).cloned().unwrap_or_default(),
        name: groups[*group].text.clone(),
    };
    document.chains = chained.iter().map(chain).collect();
}
