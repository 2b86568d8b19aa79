//! A document as a format can hold it: what it cannot is taken out, and each thing that is taken out is
//! reported. A reader of the format gives the reduced document back.

mod events;
mod marks;
mod relations;
mod text;

pub(super) use marks::layers;

#[cfg(test)]
mod tests;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use super::{
    document_id,
    export::file_name,
    holds::{DocumentId, Holds, Relations, Statuses, Tokens},
    losses::{LossKind, Losses},
    options::{Clitics, ExportOptions, Marks},
    spans::{for_each_mark_span, number_marks, number_relations, snap_marks, sort_marks},
    words::{WordList, tokens_of, words_of},
};
use crate::{
    annotation::{Document, Meta, Provenance, Status, Token},
    text::Span,
};

/// What is left of `document` in a format called `source` that holds `holds`, with the losses added to `losses`.
pub fn reduce(
    document: &Document,
    holds: &Holds,
    options: &ExportOptions,
    source: &str,
    losses: &mut Losses,
) -> Document {
    let id = document.id.clone();
    let mut reducer = Reducer { document: document.clone(), id, holds, losses };
    reducer.select(options.marks);
    if options.clitics == Clitics::Outside {
        reducer.begin_at_cores();
    }
    if !holds.outer_space {
        reducer.trim_marks();
    }
    if matches!(holds.tokens, Tokens::Words | Tokens::Whole) {
        reducer.fit_to_words();
    }
    if !holds.twins {
        reducer.drop_twins();
    }
    reducer.reduce_marks();
    reducer.reduce_events();
    reducer.keep_whole_relations();
    reducer.keep_near_relations();
    reducer.reduce_structure();
    reducer.reduce_text();
    reducer.reduce_provenance(source);
    reducer.reduce_remarks();
    reducer.name();
    reducer.document
}

struct Reducer<'a> {
    document: Document,
    /// The document's id before it may get another.
    id: String,
    holds: &'a Holds,
    losses: &'a mut Losses,
}

impl Reducer<'_> {
    /// Counts the loss of a mark over `span`.
    fn lose(&mut self, kind: LossKind, mark: &str, span: Span) {
        let text = span.slice(&self.document.text);
        self.losses.add(kind, &self.id, Some(mark), text);
    }

    /// Counts a loss of the document itself.
    fn lose_part(&mut self, kind: LossKind) {
        self.losses.add(kind, &self.id, None, "");
    }

    /// Leaves out what was not asked for, and marks that a person rejected.
    fn select(&mut self, marks: Marks) {
        let is_wanted = |status: Status| match status {
            Status::Accepted => true,
            Status::Suggested => marks == Marks::Suggested,
            Status::Rejected => false,
        };
        for entity in std::mem::take(&mut self.document.entities) {
            match entity.provenance.status {
                status if is_wanted(status) => self.document.entities.push(entity),
                Status::Rejected => self.lose(LossKind::Rejected, &entity.id, entity.span),
                _ => {}
            }
        }
        for event in std::mem::take(&mut self.document.events) {
            match event.provenance.status {
                status if is_wanted(status) => self.document.events.push(event),
                Status::Rejected => self.lose(LossKind::Rejected, &event.id, event.trigger),
                _ => {}
            }
        }
        self.free_orphans();
        self.select_relations(is_wanted);
    }

    /// Arguments whose entity is no longer there are free spans; reports by an event that is not there are none.
    fn free_orphans(&mut self) {
        let Document { entities, events, .. } = &mut self.document;
        let ids: BTreeSet<&str> = entities.iter().map(|entity| entity.id.as_str()).collect();
        let event_ids: BTreeSet<String> = events.iter().map(|event| event.id.clone()).collect();
        for event in events.iter_mut() {
            event.reported_by.take_if(|id| !event_ids.contains(id));
        }
        for argument in events.iter_mut().flat_map(|event| &mut event.arguments) {
            if argument.entity.as_ref().is_some_and(|id| !ids.contains(id.as_str())) {
                argument.entity = None;
            }
        }
    }

    fn begin_at_cores(&mut self) {
        for entity in self.document.entities.iter_mut().filter(|entity| !entity.core.is_empty()) {
            match entity.parts.first_mut() {
                Some(first) if first.start < entity.core.start && entity.core.start < first.end => {
                    first.start = entity.core.start;
                }
                Some(_) => continue,
                None => {}
            }
            entity.span = Span::new(entity.core.start, entity.span.end);
            entity.core = entity.span;
        }
    }

    /// Marks without the white space at their ends; marks of nothing else go.
    fn trim_marks(&mut self) {
        let text = std::mem::take(&mut self.document.text);
        let mut is_changed = false;
        for_each_mark_span(&mut self.document, &mut |span| {
            let marked = span.slice(&text);
            let n_before = marked.len() - marked.trim_start().len();
            let trimmed = Span::new(span.start + n_before, span.start + n_before + marked.trim().len());
            is_changed |= trimmed != *span;
            *span = trimmed;
        });
        self.document.text = text;
        if !is_changed {
            return;
        }
        self.lose_part(LossKind::OuterSpace);
        self.document.entities.iter_mut().for_each(|entity| entity.parts.retain(|part| !part.is_empty()));
        self.document.entities.retain(|entity| !entity.span.is_empty());
        self.document.events.retain(|event| !event.trigger.is_empty());
        for event in &mut self.document.events {
            event.arguments.retain(|argument| !argument.span.is_empty());
        }
        self.free_orphans();
        snap_marks(&mut self.document);
    }

    fn reduce_structure(&mut self) {
        let Holds { paragraphs, sentences, tokens, clitics, .. } = *self.holds;
        if !paragraphs && !std::mem::take(&mut self.document.paragraphs).is_empty() {
            self.lose_part(LossKind::Paragraphs);
        }
        let has_clitics = self.document.tokens.iter().any(|token| !token.clitics.is_empty());
        if has_clitics && !clitics {
            self.document.tokens.iter_mut().for_each(|token| token.clitics.clear());
            self.lose_part(LossKind::Clitics);
        }
        match tokens {
            Tokens::Own => {}
            Tokens::Words => self.retokenise(&words_of(&self.document, false)),
            Tokens::Whole => self.retokenise(&tokens_of(&self.document)),
            Tokens::None if std::mem::take(&mut self.document.tokens).is_empty() => {}
            Tokens::None => self.lose_part(LossKind::Tokens),
        }
        if !sentences && !std::mem::take(&mut self.document.sentences).is_empty() {
            self.lose_part(LossKind::Sentences);
        }
    }

    /// Tokens and sentences as `list` has them.
    fn retokenise(&mut self, list: &WordList) {
        let tokens = std::mem::take(&mut self.document.tokens);
        if !tokens.is_empty() && !tokens.iter().map(|token| token.span).eq(list.words.iter().copied()) {
            self.lose_part(LossKind::Tokens);
        }
        let mut old = tokens.into_iter().peekable();
        for span in &list.words {
            while old.next_if(|token| token.span.start < span.start).is_some() {}
            let clitics = old.next_if(|token| token.span == *span).map(|token| token.clitics);
            self.document.tokens.push(Token { span: *span, clitics: clitics.unwrap_or_default() });
        }
        let sentence = |range: &Range<usize>| list.words[range.start].cover(list.words[range.end - 1]);
        let sentences: Vec<Span> = list.sentences.iter().map(sentence).collect();
        if !self.document.sentences.is_empty() && self.document.sentences != sentences {
            self.lose_part(LossKind::Sentences);
        }
        self.document.sentences = sentences;
    }

    fn reduce_provenance(&mut self, source: &str) {
        let Holds { provenance, status, .. } = *self.holds;
        let is_suggested = |provenance: &Provenance| provenance.status == Status::Suggested;
        let Document { entities, events, relations, .. } = &self.document;
        let marks = entities.iter().map(|entity| &entity.provenance);
        let marks = marks.chain(events.iter().map(|event| &event.provenance));
        let mut all = marks.chain(relations.iter().map(|relation| &relation.provenance));
        let of_document = if all.any(is_suggested) { Status::Suggested } else { Status::Accepted };
        let reduced = |before: &Provenance| {
            let status = match status {
                Statuses::OfMark => before.status,
                Statuses::OfDocument => of_document,
                Statuses::None => Status::Accepted,
            };
            let made = if provenance { before.clone() } else { Provenance::import(source) };
            Provenance { status, ..made }
        };
        let Document { text, entities, events, relations, .. } = &mut self.document;
        let entities = entities.iter_mut().map(|entity| (&entity.id, entity.span, &mut entity.provenance));
        let events = events.iter_mut().map(|event| (&event.id, event.trigger, &mut event.provenance));
        let nowhere = Span::new(0, 0);
        let relations =
            relations.iter_mut().map(|relation| (&relation.id, nowhere, &mut relation.provenance));
        for (id, span, before) in entities.chain(events).chain(relations) {
            let after = reduced(before);
            let text = span.slice(text);
            if before.status != after.status {
                self.losses.add(LossKind::Status, &self.id, Some(id), text);
            }
            if (before.origin, before.score, &before.source) != (after.origin, after.score, &after.source) {
                self.losses.add(LossKind::Provenance, &self.id, Some(id), text);
            }
            *before = after;
        }
    }

    fn reduce_remarks(&mut self) {
        if !self.holds.metadata && std::mem::take(&mut self.document.meta) != Meta::default() {
            self.lose_part(LossKind::Metadata);
        }
        if self.holds.remarks {
            return;
        }
        if !std::mem::take(&mut self.document.labels).is_empty() {
            self.lose_part(LossKind::Labels);
        }
        if std::mem::take(&mut self.document.status) != Default::default() {
            self.lose_part(LossKind::DocumentStatus);
        }
        if !std::mem::take(&mut self.document.notes).is_empty() {
            self.lose_part(LossKind::Notes);
        }
        if !std::mem::take(&mut self.document.decisions).is_empty() {
            self.lose_part(LossKind::Decisions);
        }
    }

    /// Order and ids.
    fn name(&mut self) {
        sort_marks(&mut self.document);
        self.reduce_chains();
        if !self.holds.filler_ids {
            link_by_span(&mut self.document);
        }
        let mut is_changed = !self.holds.ids && number_marks(&mut self.document);
        is_changed |= self.holds.relations != Relations::Own && number_relations(&mut self.document);
        let id = match self.holds.document_id {
            DocumentId::Own => self.id.clone(),
            DocumentId::FileName => file_name(&self.id),
            DocumentId::None => document_id(&self.document.text, &BTreeSet::new()),
        };
        is_changed |= self.document.id != id;
        self.document.id = id;
        if is_changed {
            self.lose_part(LossKind::Ids);
        }
    }
}

/// Arguments of the first entity that stands where they do.
fn link_by_span(document: &mut Document) {
    let mut entities = BTreeMap::new();
    for entity in &document.entities {
        entities.entry(entity.span).or_insert(&entity.id);
    }
    for argument in document.events.iter_mut().flat_map(|event| &mut event.arguments) {
        argument.entity = entities.get(&argument.span).map(|id| (*id).clone());
    }
}
