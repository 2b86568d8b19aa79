//! Relations as a format can hold them.

use std::collections::{BTreeMap, BTreeSet};

use super::Reducer;
use crate::{
    annotation::{Document, Entity, Relation, Status},
    dataset::{
        holds::Relations,
        losses::LossKind,
        words::{WordList, words_of},
    },
    text::Span,
};

impl Reducer<'_> {
    /// Leaves relations that were asked for, where the format holds any. One whose end is gone is lost.
    pub(super) fn select_relations(&mut self, is_wanted: impl Fn(Status) -> bool) {
        for relation in std::mem::take(&mut self.document.relations) {
            match relation.provenance.status {
                Status::Rejected => self.lose_relation(LossKind::Rejected, &relation),
                status if !is_wanted(status) => {}
                _ if self.holds.relations == Relations::None => {
                    self.lose_relation(LossKind::Relation, &relation);
                }
                _ => self.document.relations.push(relation),
            }
        }
        self.keep_whole_relations();
    }

    /// Relations of entities that are there, which the format can tell from others in their place.
    pub(super) fn keep_whole_relations(&mut self) {
        let told = told_entities(&self.document, self.holds.filler_ids);
        self.keep_relations(LossKind::RelationEnd, |relation| {
            told.contains(&relation.from) && told.contains(&relation.to)
        });
        // Where a twin was left out, two relations may say the same, or one that an entity is related to itself.
        let mut said = BTreeSet::new();
        for relation in std::mem::take(&mut self.document.relations) {
            let name = (relation.label.clone(), relation.from.clone(), relation.to.clone());
            if relation.from != relation.to && said.insert(name) {
                self.document.relations.push(relation);
            } else {
                self.lose_relation(LossKind::Twin, &relation);
            }
        }
    }

    /// Relations within a sentence, where the format has no others.
    pub(super) fn keep_near_relations(&mut self) {
        if self.holds.relations != Relations::Near || self.document.relations.is_empty() {
            return;
        }
        let list = words_of(&self.document, false);
        let entities = self.document.entities.iter();
        let sentences: BTreeMap<String, (usize, usize)> =
            entities.map(|entity| (entity.id.clone(), sentences_of(entity.span, &list))).collect();
        let sentence = |id: &str| sentences.get(id).filter(|(first, last)| first == last);
        self.keep_relations(LossKind::FarRelation, |relation| {
            let from = sentence(&relation.from);
            from.is_some() && from == sentence(&relation.to)
        });
    }

    fn keep_relations(&mut self, kind: LossKind, is_kept: impl Fn(&Relation) -> bool) {
        for relation in std::mem::take(&mut self.document.relations) {
            if is_kept(&relation) {
                self.document.relations.push(relation);
            } else {
                self.lose_relation(kind, &relation);
            }
        }
    }

    fn lose_relation(&mut self, kind: LossKind, relation: &Relation) {
        self.losses.add(kind, &self.id, Some(&relation.id), "");
    }
}

/// The entities that links can name: all of them, or the first of each place, in the order of their labels.
fn told_entities(document: &Document, by_id: bool) -> BTreeSet<String> {
    let ids =
        |entities: &mut dyn Iterator<Item = &Entity>| entities.map(|entity| entity.id.clone()).collect();
    if by_id {
        return ids(&mut document.entities.iter());
    }
    let mut places: BTreeMap<Span, &Entity> = BTreeMap::new();
    for entity in &document.entities {
        let first = places.entry(entity.span).or_insert(entity);
        if entity.label < first.label {
            *first = entity;
        }
    }
    ids(&mut places.into_values())
}

fn sentences_of(span: Span, list: &WordList) -> (usize, usize) {
    let words = list.range(span);
    let last = words.end.saturating_sub(1).max(words.start);
    (list.sentence_of(words.start), list.sentence_of(last))
}
