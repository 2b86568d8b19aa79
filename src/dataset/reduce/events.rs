//! Events as a format can hold them.

use super::{Reducer, marks::layers};
use crate::{
    annotation::{Argument, Event, Modality, Polarity},
    dataset::{
        holds::Events,
        losses::LossKind,
        words::{WordList, words_of},
    },
    text::Span,
};

impl Reducer<'_> {
    pub(super) fn reduce_events(&mut self) {
        let mut events = std::mem::take(&mut self.document.events);
        if self.holds.events == Events::None {
            events.drain(..).for_each(|event| self.lose(LossKind::Event, &event.id, event.trigger));
        }
        for event in &mut events {
            self.reduce_event(event);
        }
        self.document.events = events;
        if self.holds.trigger_layers < usize::MAX {
            self.flatten_triggers();
        }
        if !self.holds.far_arguments || !self.holds.long_triggers {
            self.keep_in_sentences();
        }
    }

    fn reduce_event(&mut self, event: &mut Event) {
        let has_attributes = (event.polarity, event.modality) != (Polarity::Positive, Modality::Asserted);
        if has_attributes && !self.holds.attributes {
            (event.polarity, event.modality) = (Polarity::Positive, Modality::Asserted);
            self.lose(LossKind::Attributes, &event.id, event.trigger);
        }
        self.reduce_attributes(&event.id, event.trigger, &mut event.attributes);
        if !self.holds.reports && event.reported_by.take().is_some() {
            self.lose(LossKind::Report, &event.id, event.trigger);
        }
        for argument in std::mem::take(&mut event.arguments) {
            let is_free = argument.entity.is_none();
            match self.holds.events {
                Events::Whole if !is_free || self.holds.free_fillers => {
                    let span = self.filler(&argument);
                    event.arguments.push(Argument { span, ..argument });
                }
                Events::Whole => self.lose(LossKind::FreeArgument, &event.id, argument.span),
                _ => self.lose(LossKind::Argument, &event.id, argument.span),
            }
        }
    }

    /// Where an argument stands: where its entity does, as the formats tell it by the entity.
    fn filler(&self, argument: &Argument) -> Span {
        if self.holds.ids && self.holds.cores {
            return argument.span;
        }
        let entity =
            argument.entity.as_ref().and_then(|id| self.document.entities.iter().find(|e| e.id == *id));
        entity.map_or(argument.span, |entity| entity.span)
    }

    fn flatten_triggers(&mut self) {
        let events = std::mem::take(&mut self.document.events);
        let spans: Vec<Span> = events.iter().map(|event| event.trigger).collect();
        let layers = layers(&spans, self.holds.trigger_layers);
        for (event, layer) in events.into_iter().zip(layers) {
            match layer {
                Some(_) => self.document.events.push(event),
                None => self.lose(LossKind::OverlappingTrigger, &event.id, event.trigger),
            }
        }
    }

    /// Cuts triggers to their first word and leaves out arguments of other sentences, where the format asks for it.
    fn keep_in_sentences(&mut self) {
        let list = words_of(&self.document, false);
        let mut events = std::mem::take(&mut self.document.events);
        for event in &mut events {
            let words = list.range(event.trigger);
            let first = list.words.get(words.start).copied();
            if let Some(first) = first.filter(|_| !self.holds.long_triggers && words.len() > 1) {
                self.lose(LossKind::TriggerWords, &event.id, event.trigger);
                event.trigger = first;
            }
            if !self.holds.far_arguments {
                self.keep_near(event, &list);
            }
        }
        self.document.events = events;
    }

    fn keep_near(&mut self, event: &mut Event, list: &WordList) {
        let sentence = |span: Span| {
            let words = list.range(span);
            let (first, last) = (words.start, words.end.saturating_sub(1).max(words.start));
            (list.sentence_of(first), list.sentence_of(last))
        };
        let (home, _) = sentence(event.trigger);
        for argument in std::mem::take(&mut event.arguments) {
            if sentence(argument.span) == (home, home) {
                event.arguments.push(argument);
            } else {
                self.lose(LossKind::FarArgument, &event.id, argument.span);
            }
        }
    }
}
