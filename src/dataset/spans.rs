//! All spans of a document at once, and the order and names of its marks.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use crate::{
    annotation::Document,
    text::{Span, is_grapheme_boundary, snap_to_graphemes},
};

/// Calls `change` with each span of a document's parts and marks.
pub fn for_each_span(document: &mut Document, change: &mut impl FnMut(&mut Span)) {
    for paragraph in &mut document.paragraphs {
        change(&mut paragraph.span);
        paragraph.dateline.iter_mut().for_each(&mut *change);
    }
    document.sentences.iter_mut().for_each(&mut *change);
    for token in &mut document.tokens {
        change(&mut token.span);
        token.clitics.iter_mut().for_each(|clitic| change(&mut clitic.span));
    }
    for_each_mark_span(document, change);
}

/// Calls `change` with each span of a document's marks.
pub fn for_each_mark_span(document: &mut Document, change: &mut impl FnMut(&mut Span)) {
    for entity in &mut document.entities {
        change(&mut entity.span);
        change(&mut entity.core);
        entity.parts.iter_mut().for_each(&mut *change);
    }
    for event in &mut document.events {
        change(&mut event.trigger);
        event.arguments.iter_mut().for_each(|argument| change(&mut argument.span));
    }
}

/// Where marks begin and end, in order.
pub fn mark_borders(document: &Document) -> Vec<usize> {
    let mut borders = Vec::new();
    for entity in &document.entities {
        borders.extend([entity.span.start, entity.span.end]);
        borders.extend(entity.parts.iter().flat_map(|part| [part.start, part.end]));
    }
    for event in &document.events {
        borders.extend([event.trigger.start, event.trigger.end]);
        borders.extend(event.arguments.iter().flat_map(|argument| [argument.span.start, argument.span.end]));
    }
    borders.sort_unstable();
    borders.dedup();
    borders
}

/// Puts marks in the order of the text, outer before inner.
pub fn sort_marks(document: &mut Document) {
    document.entities.sort_by(|one, other| {
        let key = |span: Span| (span.start, Reverse(span.end));
        (key(one.span), &one.label).cmp(&(key(other.span), &other.label))
    });
    document.events.sort_by(|one, other| {
        let key = |span: Span| (span.start, Reverse(span.end));
        (key(one.trigger), &one.label).cmp(&(key(other.trigger), &other.label))
    });
}

/// Puts relations in the order of their ends and gives them the ids `r1`, `r2` …, leaving out those that other marks
/// have; says whether any id changed.
pub fn number_relations(document: &mut Document) -> bool {
    let Document { entities, events, relations, .. } = document;
    let places: BTreeMap<&str, usize> = (0..).zip(entities.iter()).map(|(n, e)| (e.id.as_str(), n)).collect();
    relations.sort_by_cached_key(|relation| {
        let place = |id: &str| places.get(id).copied();
        (place(&relation.from), place(&relation.to), relation.label.clone())
    });
    let events: BTreeSet<&str> = events.iter().map(|event| event.id.as_str()).collect();
    let is_taken = |id: &str| places.contains_key(id) || events.contains(id);
    let ids = (1..).map(|number: u64| format!("r{number}")).filter(|id| !is_taken(id));
    let mut is_changed = false;
    for (relation, id) in relations.iter_mut().zip(ids) {
        is_changed |= relation.id != id;
        relation.id = id;
    }
    is_changed
}

/// Gives entities and events the ids `e1`, `e2` … and `v1`, `v2` … in their order; says whether any changed.
pub fn number_marks(document: &mut Document) -> bool {
    let mut new_ids = BTreeMap::new();
    let mut is_changed = false;
    for (number, entity) in (1..).zip(&mut document.entities) {
        let id = format!("e{number}");
        is_changed |= entity.id != id;
        new_ids.insert(std::mem::replace(&mut entity.id, id.clone()), id);
    }
    for end in document.relations.iter_mut().flat_map(|relation| [&mut relation.from, &mut relation.to]) {
        if let Some(id) = new_ids.get(end) {
            end.clone_from(id);
        }
    }
    let mut new_event_ids = BTreeMap::new();
    for (number, event) in (1..).zip(&mut document.events) {
        let id = format!("v{number}");
        is_changed |= event.id != id;
        new_event_ids.insert(std::mem::replace(&mut event.id, id.clone()), id);
        for argument in &mut event.arguments {
            argument.entity = argument.entity.take().and_then(|entity| new_ids.get(&entity).cloned());
        }
    }
    for event in &mut document.events {
        event.reported_by = event.reported_by.take().and_then(|id| new_event_ids.get(&id).cloned());
    }
    is_changed
}

/// Widens spans that cut a letter from its marks; says how many.
pub fn snap_marks(document: &mut Document) -> usize {
    let text = std::mem::take(&mut document.text);
    let mut n_widened = 0;
    for_each_span(document, &mut |span| {
        if !is_grapheme_boundary(&text, span.start) || !is_grapheme_boundary(&text, span.end) {
            *span = snap_to_graphemes(&text, *span);
            n_widened += 1;
        }
    });
    document.text = text;
    n_widened
}
