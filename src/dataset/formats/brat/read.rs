//! brat → drafts.

use std::collections::{BTreeMap, BTreeSet};

use super::{EQUIVALENCE, MODALITY, NEGATION, SPECULATION};
use crate::{
    annotation::{Modality, Polarity},
    dataset::{
        ImportError,
        draft::{Draft, DraftLink, DraftMark, Places, Read},
        format::File,
        formats::{json::as_utf8, named},
    },
    text::Span,
};

/// The documents of `.txt` files, each with the `.ann` files of the same name.
pub fn read(files: &[File]) -> Read<Vec<Draft>> {
    let mut texts = BTreeMap::new();
    for file in files.iter().filter(|file| file.ending() == "txt") {
        texts.insert(file.stem(), file);
    }
    let mut drafts: BTreeMap<&str, Draft> = BTreeMap::new();
    for file in files.iter().filter(|file| matches!(file.ending().as_str(), "ann" | "a1" | "a2")) {
        let Some(text) = texts.get(file.stem()) else {
            return Err(ImportError::malformed(
                &file.name,
                "the text is not there: open .txt and .ann together",
            ));
        };
        let text = as_utf8(&text.bytes, &text.name)?;
        let draft = drafts.entry(file.stem()).or_insert_with(|| {
            let name = file.stem().rsplit('/').next().unwrap_or_default().to_owned();
            Draft { id: Some(name), text: text.to_owned(), place: file.name.clone(), ..Draft::default() }
        });
        let ann = as_utf8(&file.bytes, &file.name)?;
        let (ids, triggers, chains) = Default::default();
        Reader { places: Places::new(text), text, draft, ids, triggers, chains }.read(ann, &file.name)?;
    }
    if drafts.is_empty() {
        return Err(ImportError::malformed("", "there is no .ann file"));
    }
    Ok(drafts.into_values().collect())
}

struct Reader<'a> {
    text: &'a str,
    places: Places<'a>,
    draft: &'a mut Draft,
    /// Where each mark stands in the draft.
    ids: BTreeMap<String, usize>,
    /// The marks that are triggers of events.
    triggers: BTreeSet<String>,
    /// Where the marks of each chain stand in the draft.
    chains: BTreeMap<String, Vec<usize>>,
}

impl Reader<'_> {
    fn read(mut self, ann: &str, name: &str) -> Read<()> {
        let lines = || (1..).zip(ann.lines()).map(|(number, line)| (format!("{name}, line {number}"), line));
        // What is named may stand after what names it.
        for (place, line) in lines().filter(|(_, line)| line.starts_with('T')) {
            self.text_bound(line, &place)?;
        }
        for (place, line) in lines().filter(|(_, line)| line.starts_with('E')) {
            self.trigger(line, &place)?;
        }
        for (place, line) in lines() {
            match line.chars().next() {
                Some('E') => self.arguments(line, &place)?,
                Some('R') => self.relation(line, &place)?,
                Some('A' | 'M') => self.attribute(line, &place)?,
                Some('*') => self.equivalence(line, &place)?,
                // Notes, references and blank lines say nothing that is held here.
                _ => {}
            }
        }
        // A trigger has served as a mark of its own: its events stand in its place.
        self.draft.marks.retain(|mark| !self.triggers.contains(&mark.id));
        Ok(())
    }

    fn add(&mut self, mark: DraftMark) -> Read<()> {
        if self.ids.insert(mark.id.clone(), self.draft.marks.len()).is_some() {
            return Err(ImportError::DuplicateId { field: mark.place, id: mark.id });
        }
        self.draft.marks.push(mark);
        Ok(())
    }

    fn text_bound(&mut self, line: &str, place: &str) -> Read<()> {
        let mut fields = line.splitn(3, '\t');
        let (Some(id), Some(middle), quote) = (fields.next(), fields.next(), fields.next()) else {
            return Err(ImportError::malformed(place, "a mark has an id, a type with offsets and a text"));
        };
        let (label, offsets) = middle.split_once(' ').unwrap_or((middle, ""));
        let mut pieces = Vec::new();
        for piece in offsets.split(';') {
            let numbers: Vec<usize> = piece.split(' ').filter_map(|number| number.parse().ok()).collect();
            let [start, end] = numbers[..] else {
                return Err(ImportError::malformed(place, format!("{piece:?} are no offsets")));
            };
            pieces.push(self.places.code_points(place, start, end)?);
        }
        pieces.sort();
        let joined: Vec<&str> = pieces.iter().map(|piece| piece.slice(self.text)).collect();
        let (found, expected) = (joined.join(" "), quote.unwrap_or_default());
        if quote.is_some() && !same_but_for_space(&found, expected) {
            let (field, expected) = (place.to_owned(), expected.to_owned());
            return Err(ImportError::TextMismatch { field, expected, found });
        }
        let mark = DraftMark::new(id, label, pieces[0], place);
        self.add(DraftMark { spans: self.join_lines(pieces), ..mark })
    }

    /// Pieces that only a line break parts are one piece.
    fn join_lines(&self, pieces: Vec<Span>) -> Vec<Span> {
        let mut joined: Vec<Span> = Vec::new();
        for piece in pieces {
            let gap = |last: &Span| self.text.get(last.end..piece.start).unwrap_or_default();
            match joined.last_mut() {
                Some(last) if gap(last).contains('\n') && gap(last).trim().is_empty() => last.end = piece.end,
                Some(last) if piece.start <= last.end => last.end = last.end.max(piece.end),
                _ => joined.push(piece),
            }
        }
        joined
    }

    /// An event is named by its own id; in the draft it is its trigger with this id.
    fn trigger(&mut self, line: &str, place: &str) -> Read<()> {
        let (id, rest) = line.split_once('\t').unwrap_or((line, ""));
        let first = rest.split(' ').next().and_then(|first| first.split_once(':'));
        let Some((label, trigger)) = first else {
            return Err(ImportError::malformed(place, "an event begins with its type and trigger"));
        };
        let Some(mark) = self.ids.get(trigger).map(|index| &self.draft.marks[*index]) else {
            return Err(ImportError::DuplicateId { field: place.to_owned(), id: trigger.to_owned() });
        };
        let event =
            DraftMark { id: id.to_owned(), label: label.to_owned(), place: place.to_owned(), ..mark.clone() };
        self.triggers.insert(trigger.to_owned());
        self.add(event)
    }

    fn arguments(&mut self, line: &str, place: &str) -> Read<()> {
        let (id, rest) = line.split_once('\t').unwrap_or((line, ""));
        for argument in rest.split(' ').skip(1).filter(|argument| !argument.is_empty()) {
            let Some((role, to)) = argument.split_once(':') else {
                return Err(ImportError::malformed(place, format!("{argument:?} is no argument")));
            };
            self.link(id, role.trim_end_matches(|c: char| c.is_ascii_digit()), to, place)?;
        }
        Ok(())
    }

    fn relation(&mut self, line: &str, place: &str) -> Read<()> {
        let (_, rest) = line.split_once('\t').unwrap_or((line, ""));
        let words: Vec<&str> = rest.split_whitespace().collect();
        let end = |word: &str| word.split_once(':').map(|(_, id)| id.to_owned());
        let [role, from, to] = words[..] else {
            return Err(ImportError::malformed(place, "a relation has a type and two arguments"));
        };
        let (Some(from), Some(to)) = (end(from), end(to)) else {
            return Err(ImportError::malformed(place, "a relation has a type and two arguments"));
        };
        self.link(&from, role, &to, place)
    }

    fn link(&mut self, from: &str, role: &str, to: &str, place: &str) -> Read<()> {
        if let Some(missing) = [from, to].into_iter().find(|id| !self.ids.contains_key(*id)) {
            return Err(ImportError::DuplicateId { field: place.to_owned(), id: missing.to_owned() });
        }
        self.draft.links.push(DraftLink::new(from, to, role, place));
        Ok(())
    }

    /// Marks of one thing. What is the same as one of them, by another line, is the same as all.
    fn equivalence(&mut self, line: &str, place: &str) -> Read<()> {
        let mut words = line.split_whitespace().skip(1);
        if words.next() != Some(EQUIVALENCE) {
            return Ok(());
        }
        let mut mentions = Vec::new();
        for id in words {
            let mention = self.ids.get(id).copied();
            let id = || id.to_owned();
            mentions
                .push(mention.ok_or_else(|| ImportError::DuplicateId { field: place.to_owned(), id: id() })?);
        }
        self.join(mentions, place);
        Ok(())
    }

    /// Puts mentions and what is in a chain with one of them into one chain: the longest of these, so that many lines
    /// that join what is there already move each mark a few times only.
    fn join(&mut self, mut mentions: Vec<usize>, place: &str) {
        let marks = &mut self.draft.marks;
        let joined: BTreeSet<String> =
            mentions.iter().filter_map(|mention| marks[*mention].chain.clone()).collect();
        let longest = joined.iter().max_by_key(|chain| self.chains.get(*chain).map_or(0, Vec::len));
        let name = longest.cloned().unwrap_or_else(|| place.to_owned());
        mentions.retain(|mention| marks[*mention].chain.is_none());
        for chain in joined.iter().filter(|chain| **chain != name) {
            mentions.extend(self.chains.remove(chain).unwrap_or_default());
        }
        mentions.iter().for_each(|mention| marks[*mention].chain = Some(name.clone()));
        self.chains.entry(name).or_default().extend(mentions);
    }

    fn attribute(&mut self, line: &str, place: &str) -> Read<()> {
        let words: Vec<&str> = line.split_whitespace().skip(1).collect();
        let (Some(name), Some(target)) = (words.first(), words.get(1)) else {
            return Err(ImportError::malformed(place, "an attribute has a name and a target"));
        };
        let Some(mark) = self.ids.get(*target).and_then(|index| self.draft.marks.get_mut(*index)) else {
            return Ok(());
        };
        match (*name, words.get(2)) {
            (NEGATION, _) => mark.polarity = Polarity::Negative,
            (SPECULATION, _) => mark.modality = Modality::Hypothetical,
            (MODALITY, Some(value)) => mark.modality = named(value, place)?,
            _ => {}
        }
        Ok(())
    }
}

/// brat writes a space where the text has a line break.
fn same_but_for_space(one: &str, other: &str) -> bool {
    one == other || one.split_whitespace().eq(other.split_whitespace())
}
