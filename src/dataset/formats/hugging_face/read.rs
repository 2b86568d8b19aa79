//! Hugging Face → drafts.

use super::{CharacterSpan, Line, MetaFile, SpanFile, TagFile};
use crate::{
    annotation::{Meta, Provenance, Token},
    dataset::{
        ImportError,
        draft::{Draft, DraftMark, Places, Read, WordText},
        formats::{columns::TagReader, events::EventFile, json::read_line},
        options::OffsetUnit,
    },
    text::Span,
};

pub fn read(line: &str, place: &str) -> Read<Draft> {
    let file: Line = read_line(line, place)?;
    let id = file.id.as_ref().map(ToString::to_string);
    let (text, words) = match &file.text {
        Some(text) => (text.clone(), find_words(text, &file.tokens, place)?),
        None => {
            let mut words = WordText::default();
            file.tokens.iter().for_each(|token| words.word(token));
            (words.text, words.words)
        }
    };
    let mut reader =
        Reader { places: Places::new(&text), words: &words, unit: file.offset_unit, draft: Draft::default() };
    reader.spans(&file, place)?;
    for (index, event) in file.events.iter().enumerate() {
        reader.event(event, &format!("{place}, events[{index}]"))?;
    }
    let Draft { marks, mut links, .. } = reader.draft;
    let relations = file.relations.into_iter().enumerate();
    links.extend(relations.map(|(index, file)| file.into_link(format!("{place}, relations[{index}]"))));
    let tokens = words.iter().map(|span| Token { span: *span, clitics: Vec::new() }).collect();
    let sentences = sentences(&file.sentence_starts, &words);
    let meta = match file.meta {
        Some(MetaFile::Object(meta)) => meta,
        Some(MetaFile::Json(json)) => read_line(&json, place)?,
        None => Meta::default(),
    };
    let place = place.to_owned();
    Ok(Draft { id, text, meta, sentences, tokens, marks, links, place, ..Draft::default() })
}

/// Where the words stand in the text, in order.
fn find_words(text: &str, words: &[String], place: &str) -> Read<Vec<Span>> {
    let mut at = 0;
    let mut spans = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let Some(found) = text.get(at..).and_then(|rest| rest.find(word.as_str())) else {
            let (field, expected) = (format!("{place}, tokens[{index}]"), word.clone());
            let found = text.get(at..).unwrap_or_default().chars().take(20).collect();
            return Err(ImportError::TextMismatch { field, expected, found });
        };
        spans.push(Span::new(at + found, at + found + word.len()));
        at += found + word.len();
    }
    Ok(spans)
}

fn sentences(starts: &[usize], words: &[Span]) -> Vec<Span> {
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    let pairs = starts.iter().copied().zip(ends);
    let words = pairs.filter_map(|(start, end)| words.get(start..end));
    words.filter_map(|words| Some(words.first()?.cover(*words.last()?))).collect()
}

struct Reader<'a> {
    places: Places<'a>,
    words: &'a [Span],
    unit: OffsetUnit,
    draft: Draft,
}

impl Reader<'_> {
    /// All spans, where the file has them; else those of the tags.
    fn spans(&mut self, file: &Line, place: &str) -> Read<()> {
        for (index, span) in file.spans.iter().enumerate() {
            let place = format!("{place}, spans[{index}]");
            let mark = match span {
                SpanFile::Characters(span) => self.mark(span, &place)?,
                SpanFile::Words(first, end, label) => {
                    DraftMark::new("", label.as_str(), self.word_range(*first, *end, &place)?, place)
                }
            };
            self.draft.marks.push(mark);
        }
        if !file.spans.is_empty() {
            return Ok(());
        }
        if !file.ner_tags.is_empty() && file.ner_tags.len() != file.tokens.len() {
            let reason = format!("there are {} tags for {} tokens", file.ner_tags.len(), file.tokens.len());
            return Err(ImportError::malformed(format!("{place}, ner_tags"), reason));
        }
        let mut tags = TagReader::default();
        for (word, tag) in file.ner_tags.iter().enumerate() {
            let place = format!("{place}, ner_tags[{word}]");
            match tag {
                TagFile::Name(tag) => tags.tag(word, tag, &place)?,
                TagFile::Number(_) => {
                    let reason =
                        "a tag is a number here, and only the features of the data set know its name";
                    return Err(ImportError::malformed(place, reason));
                }
            }
        }
        tags.end(file.tokens.len());
        for (range, label) in tags.spans {
            let span = self.word_range(range.start, range.end, place)?;
            self.draft.marks.push(DraftMark::new("", label, span, place));
        }
        Ok(())
    }

    fn word_range(&self, first: usize, end: usize, place: &str) -> Read<Span> {
        let words = self.words.get(first..end).filter(|words| !words.is_empty());
        let span = words.map(|words| words[0].cover(words[words.len() - 1]));
        span.ok_or_else(|| ImportError::SpanOutside { field: place.to_owned() })
    }

    fn mark(&self, file: &CharacterSpan, place: &str) -> Read<DraftMark> {
        let span = match self.unit {
            OffsetUnit::CodePoint => self.places.code_points(place, file.start, file.end)?,
            OffsetUnit::Utf16 => self.places.utf16(place, file.start, file.end)?,
            OffsetUnit::Byte => self.places.bytes(place, file.start, file.end)?,
        };
        let span = self.places.quoted(place, span, &file.text)?;
        let mark = DraftMark::new(file.id.as_str(), file.label.as_str(), span, place);
        Ok(DraftMark { provenance: Provenance { status: file.status, ..Provenance::import("") }, ..mark })
    }

    fn event(&mut self, file: &EventFile<CharacterSpan>, place: &str) -> Read<()> {
        let trigger = self.mark(&file.trigger, place)?;
        file.put_into(&mut self.draft, trigger, place);
        Ok(())
    }
}
