//! The text as a format can hold it, and the spans over it.

use super::Reducer;
use crate::{
    annotation::{Document, Token},
    dataset::{
        holds::Text,
        losses::LossKind,
        spans::{for_each_mark_span, for_each_span, snap_marks},
        words::{WordList, words_of},
    },
    text::Span,
};

impl Reducer<'_> {
    pub(super) fn reduce_text(&mut self) {
        match self.holds.text {
            Text::Exact => {}
            Text::Lines => self.replace(is_return, ' ', LossKind::CarriageReturn),
            Text::Sgml => {
                self.replace(is_return, ' ', LossKind::CarriageReturn);
                self.replace(|c| c == '<', '\u{2039}', LossKind::AngleBracket);
                self.replace(|c| c == '>', '\u{203a}', LossKind::AngleBracket);
            }
            Text::Printable => {
                self.replace(is_forbidden_in_xml, char::REPLACEMENT_CHARACTER, LossKind::ControlCharacter);
            }
            Text::Words => self.join_words(),
        }
    }

    /// One character for another: offsets in code points stay as they are, those in bytes may move.
    fn replace(&mut self, is_other: impl Fn(char) -> bool, by: char, kind: LossKind) {
        if !self.document.text.contains(&is_other) {
            return;
        }
        self.lose_part(kind);
        let old = std::mem::take(&mut self.document.text);
        // How many bytes were added before and at each replaced character.
        let mut added = vec![(0, 0)];
        let mut text = String::with_capacity(old.len());
        for (at, c) in old.char_indices() {
            if is_other(c) {
                text.push(by);
                added.push((at + c.len_utf8(), text.len()));
            } else {
                text.push(c);
            }
        }
        let place = |byte: usize| {
            let (old, new) = added[added.partition_point(|(at, _)| *at <= byte).saturating_sub(1)];
            new + (byte - old)
        };
        for_each_span(&mut self.document, &mut |span| *span = Span::new(place(span.start), place(span.end)));
        self.document.text = text;
        snap_marks(&mut self.document);
    }

    /// Words with one space between them, sentences with one line break.
    fn join_words(&mut self) {
        let list = words_of(&self.document, false);
        let joined = Joined::of(&self.document.text, &list);
        if joined.text != self.document.text {
            self.lose_part(LossKind::WhiteSpace);
        }
        joined.put_into(&mut self.document, &list);
    }

    /// Marks from their first word to their last; those that hold none go.
    pub(super) fn fit_to_words(&mut self) {
        let list = words_of(&self.document, false);
        self.drop_wordless(&list);
        let mut is_changed = false;
        for_each_mark_span(&mut self.document, &mut |span| {
            let range = list.range(*span);
            if let (Some(first), Some(last)) =
                (list.words.get(range.start), list.words.get(range.end.wrapping_sub(1)))
            {
                let fitted = Span::new(first.start.max(span.start), last.end.min(span.end));
                is_changed |= fitted != *span;
                *span = fitted;
            }
        });
        if is_changed {
            self.lose_part(LossKind::OuterSpace);
        }
    }

    fn drop_wordless(&mut self, list: &WordList) {
        for entity in std::mem::take(&mut self.document.entities) {
            match list.range(entity.span).is_empty() {
                false => self.document.entities.push(entity),
                true => self.lose(LossKind::MarkWithoutWord, &entity.id, entity.span),
            }
        }
        for mut event in std::mem::take(&mut self.document.events) {
            for argument in std::mem::take(&mut event.arguments) {
                match list.range(argument.span).is_empty() {
                    false => event.arguments.push(argument),
                    true => self.lose(LossKind::MarkWithoutWord, &event.id, argument.span),
                }
            }
            match list.range(event.trigger).is_empty() {
                false => self.document.events.push(event),
                true => self.lose(LossKind::MarkWithoutWord, &event.id, event.trigger),
            }
        }
        self.free_orphans();
    }
}

/// The text of words and where each stands in it.
struct Joined {
    text: String,
    words: Vec<Span>,
}

impl Joined {
    fn of(text: &str, list: &WordList) -> Self {
        let mut joined = Self { text: String::new(), words: Vec::new() };
        for (index, sentence) in list.sentences.iter().enumerate() {
            joined.text.push_str(if index == 0 { "" } else { "\n" });
            for word in sentence.clone() {
                joined.text.push_str(if word == sentence.start { "" } else { " " });
                let start = joined.text.len();
                joined.text.push_str(list.words[word].slice(text));
                joined.words.push(Span::new(start, joined.text.len()));
            }
        }
        joined
    }

    fn put_into(self, document: &mut Document, list: &WordList) {
        for_each_mark_span(document, &mut |span| {
            let range = list.range(*span);
            let (first, last) = (self.words.get(range.start), self.words.get(range.end.saturating_sub(1)));
            let new = first.zip(last).map(|(first, last)| first.cover(*last));
            *span = new.filter(|_| !range.is_empty()).unwrap_or(Span::new(0, 0));
        });
        let sentence = |range: &std::ops::Range<usize>| {
            let (first, last) = (self.words[range.start], self.words[range.end - 1]);
            first.cover(last)
        };
        document.sentences = list.sentences.iter().map(sentence).collect();
        document.tokens = self.words.iter().map(|span| Token { span: *span, clitics: Vec::new() }).collect();
        document.text = self.text;
        snap_marks(document);
    }
}

fn is_return(c: char) -> bool {
    c == '\r'
}

/// What XML 1.0 cannot hold, not even as a reference.
fn is_forbidden_in_xml(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}
