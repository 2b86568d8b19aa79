//! Entities as a format can hold them.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::Reducer;
use crate::{
    annotation::{Attributes, Chain, Document, Entity},
    dataset::{chains::number_chains, holds::Chains, losses::LossKind},
    text::Span,
};

impl Reducer<'_> {
    pub(super) fn reduce_marks(&mut self) {
        let mut entities = std::mem::take(&mut self.document.entities);
        for entity in &mut entities {
            self.reduce_fields(entity);
        }
        self.document.entities = entities;
        if self.holds.entity_layers < usize::MAX {
            self.flatten();
        }
        if self.holds.chains == Chains::None {
            self.document.chains.clear();
        }
    }

    fn reduce_fields(&mut self, entity: &mut Entity) {
        if !self.holds.pieces && !std::mem::take(&mut entity.parts).is_empty() {
            self.lose(LossKind::Pieces, &entity.id, entity.span);
        }
        if !self.holds.cores && entity.core != entity.span {
            entity.core = entity.span;
            self.lose(LossKind::Core, &entity.id, entity.span);
        }
        self.reduce_attributes(&entity.id, entity.span, &mut entity.attributes);
        if !self.holds.values && entity.value.take().is_some() {
            self.lose(LossKind::Value, &entity.id, entity.span);
        }
        if self.holds.chains == Chains::None && entity.chain.take().is_some() {
            self.lose(LossKind::Chain, &entity.id, entity.span);
        }
    }

    /// Takes the label set's own attributes away where the format has none.
    pub(super) fn reduce_attributes(&mut self, id: &str, span: Span, attributes: &mut Attributes) {
        if !self.holds.own_attributes && !std::mem::take(attributes).is_empty() {
            self.lose(LossKind::OwnAttributes, id, span);
        }
    }

    /// Chains as a format holds them that only says which mentions belong together. The entities are in order.
    pub(super) fn reduce_chains(&mut self) {
        if !matches!(self.holds.chains, Chains::Places | Chains::Mentions) {
            return;
        }
        let mut entities = std::mem::take(&mut self.document.entities);
        let mut before = None;
        for entity in &mut entities {
            let is_hidden = self.holds.chains == Chains::Places && before == Some(entity.span);
            before = Some(entity.span);
            if is_hidden && entity.chain.take().is_some() {
                self.lose(LossKind::Chain, &entity.id, entity.span);
            }
        }
        self.document.entities = entities;
        let chains = |document: &Document| -> (Vec<Chain>, Vec<Option<String>>) {
            let of_entities = document.entities.iter().map(|entity| entity.chain.clone());
            (document.chains.clone(), of_entities.collect())
        };
        let before = chains(&self.document);
        number_chains(&mut self.document);
        if chains(&self.document) != before {
            self.lose_part(LossKind::ChainNames);
        }
    }

    /// Leaves out the second of two marks of one type in one place; what it filled, the first fills.
    pub(super) fn drop_twins(&mut self) {
        let mut firsts: BTreeMap<(Span, String), String> = BTreeMap::new();
        let mut stand_ins: BTreeMap<String, String> = BTreeMap::new();
        for entity in std::mem::take(&mut self.document.entities) {
            let first =
                firsts.entry((entity.span, entity.label.clone())).or_insert_with(|| entity.id.clone());
            if *first == entity.id {
                self.document.entities.push(entity);
            } else {
                stand_ins.insert(entity.id.clone(), first.clone());
                self.lose(LossKind::Twin, &entity.id, entity.span);
            }
        }
        let relations = &mut self.document.relations;
        for end in relations.iter_mut().flat_map(|relation| [&mut relation.from, &mut relation.to]) {
            if let Some(first) = stand_ins.get(end) {
                end.clone_from(first);
            }
        }
        let mut seen = BTreeSet::new();
        for mut event in std::mem::take(&mut self.document.events) {
            for argument in &mut event.arguments {
                let first = argument.entity.as_ref().and_then(|id| stand_ins.get(id));
                argument.entity = first.cloned().or(argument.entity.take());
            }
            if seen.insert((event.trigger, event.label.clone())) {
                self.document.events.push(event);
            } else {
                self.lose(LossKind::Twin, &event.id, event.trigger);
            }
        }
    }

    fn flatten(&mut self) {
        let entities = std::mem::take(&mut self.document.entities);
        let spans: Vec<Span> = entities.iter().map(|entity| entity.span).collect();
        let layers = layers(&spans, self.holds.entity_layers);
        for (entity, layer) in entities.into_iter().zip(layers) {
            match layer {
                Some(_) => self.document.entities.push(entity),
                None => self.lose(LossKind::OverlappingEntity, &entity.id, entity.span),
            }
        }
        self.free_orphans();
    }
}

/// A layer for each span, so that no two of a layer overlap; none where all `n_layers` are taken.
///
/// The longest come first, so that outer spans stand in outer layers. Where that leaves some without a layer, spans are
/// taken from the start of the text on if this places more: it places all spans of which no `n_layers` + 1 meet in
/// one place (interval partitioning), so what was once placed can always be placed again. How many are lost counts
/// more than which.
pub fn layers(spans: &[Span], n_layers: usize) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|&index| (Reverse(spans[index].len()), spans[index].start, index));
    let longest_first = layers_in(&order, spans, n_layers);
    let n_lost = |layers: &[Option<usize>]| layers.iter().filter(|layer| layer.is_none()).count();
    if n_lost(&longest_first) == 0 {
        return longest_first;
    }
    order.sort_by_key(|&index| (spans[index].start, Reverse(spans[index].len()), index));
    let from_the_start = layers_in(&order, spans, n_layers);
    if n_lost(&from_the_start) < n_lost(&longest_first) { from_the_start } else { longest_first }
}

/// The first free layer for each span, taken in `order`.
fn layers_in(order: &[usize], spans: &[Span], n_layers: usize) -> Vec<Option<usize>> {
    // The spans of each layer by their start: only the neighbours of a new one can overlap it.
    let mut taken: Vec<BTreeMap<usize, usize>> = Vec::new();
    let mut layers = vec![None; spans.len()];
    for &index in order {
        let span = spans[index];
        let is_free = |layer: &BTreeMap<usize, usize>| {
            layer.range(..span.end).next_back().is_none_or(|(_, end)| *end <= span.start)
        };
        let free = taken.iter().position(is_free).or_else(|| {
            (taken.len() < n_layers).then(|| {
                taken.push(BTreeMap::new());
                taken.len() - 1
            })
        });
        if let Some(layer) = free {
            taken[layer].insert(span.start, span.end);
        }
        layers[index] = free;
    }
    layers
}
