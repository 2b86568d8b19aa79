//! Which marks of different annotators are about the same thing.

use std::collections::{BTreeMap, VecDeque};

use crate::{
    annotation::{Argument, Entity, Event, Reading, RelationName},
    text::Span,
};

/// What is compared between annotators.
pub trait Compared: Clone {
    /// What must be the same for annotators to have the same mark: type, span, pieces.
    fn key(&self) -> (&str, Span, Vec<Span>);

    /// Whether two annotators say just the same.
    fn is_same(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// How far two marks are about the same thing: the characters in common through all of both. Nothing in common is 0.
    fn fit(&self, other: &Self) -> f64 {
        fit(self.key().1, other.key().1)
    }

    /// Whether marks with the same key need no decision of their own.
    fn agrees(&self, _other: &Self) -> bool {
        true
    }

    /// Adds the mark to a reading.
    fn put_into(self, reading: &mut Reading);
}

impl Compared for Entity {
    fn key(&self) -> (&str, Span, Vec<Span>) {
        (&self.label, self.span, self.parts.clone())
    }

    fn is_same(&self, other: &Self) -> bool {
        self.key() == other.key() && self.agrees(other)
    }

    fn agrees(&self, other: &Self) -> bool {
        self.attributes == other.attributes
    }

    fn put_into(self, reading: &mut Reading) {
        reading.entities.push(self);
    }
}

impl Compared for Event {
    fn key(&self) -> (&str, Span, Vec<Span>) {
        (&self.label, self.trigger, Vec::new())
    }

    fn is_same(&self, other: &Self) -> bool {
        let sorted = |event: &Self| {
            let mut keys: Vec<(String, Span)> =
                event.arguments.iter().map(|argument| (argument.role.clone(), argument.span)).collect();
            keys.sort();
            keys
        };
        self.key() == other.key()
            && (self.polarity, self.modality) == (other.polarity, other.modality)
            && self.attributes == other.attributes
            && sorted(self) == sorted(other)
    }

    fn put_into(self, reading: &mut Reading) {
        reading.events.push(self);
    }
}

impl Compared for Argument {
    fn key(&self) -> (&str, Span, Vec<Span>) {
        (&self.role, self.span, Vec::new())
    }

    fn put_into(self, reading: &mut Reading) {
        reading.arguments.push(self);
    }
}

impl Compared for RelationName {
    fn key(&self) -> (&str, Span, Vec<Span>) {
        let ends = [self.from.span, self.to.span];
        (&self.label, ends[0].cover(ends[1]), ends.to_vec())
    }

    /// Of the same two entities, whichever way it leads: what lies between them says nothing.
    fn fit(&self, other: &Self) -> f64 {
        let both = |from: Span, to: Span| {
            let (from, to) = (fit(self.from.span, from), fit(self.to.span, to));
            if from > 0.0 && to > 0.0 { f64::midpoint(from, to) } else { 0.0 }
        };
        let (from, to) = (other.from.span, other.to.span);
        both(from, to).max(both(to, from))
    }

    fn put_into(self, reading: &mut Reading) {
        reading.relations.push(self);
    }
}

/// The characters that two spans have in common through those of both.
fn fit(one: Span, other: Span) -> f64 {
    let common = one.end.min(other.end).saturating_sub(one.start.max(other.start));
    if common == 0 { 0.0 } else { common as f64 / one.cover(other).len() as f64 }
}

/// Marks of all annotators: those that all have, and groups of those that not all have.
pub struct Aligned<M> {
    /// The mark as each annotator has it.
    pub agreed: Vec<Vec<M>>,
    /// Marks about one thing, each with its annotator's number.
    pub groups: Vec<Vec<(usize, M)>>,
}

/// Compares the marks of each annotator.
pub fn align<M: Compared>(all: Vec<Vec<M>>) -> Aligned<M> {
    let mut places: BTreeMap<(String, Span, Vec<Span>), Vec<VecDeque<M>>> = BTreeMap::new();
    let n_annotators = all.len();
    for (annotator, marks) in all.into_iter().enumerate() {
        for mark in marks {
            let (label, span, parts) = mark.key();
            let key = (label.to_owned(), span, parts);
            let columns = places.entry(key).or_insert_with(|| vec![VecDeque::new(); n_annotators]);
            columns[annotator].push_back(mark);
        }
    }
    let (mut agreed, mut differing, mut rest) = (Vec::new(), Vec::new(), Vec::new());
    for mut columns in places.into_values() {
        while columns.iter().all(|column| !column.is_empty()) {
            let marks: Vec<M> = columns.iter_mut().filter_map(VecDeque::pop_front).collect();
            match marks.windows(2).all(|pair| pair[0].agrees(&pair[1])) {
                true => agreed.push(marks),
                false => differing.push(marks.into_iter().enumerate().collect()),
            }
        }
        let numbered = columns.into_iter().enumerate();
        rest.extend(
            numbered.flat_map(|(annotator, column)| column.into_iter().map(move |mark| (annotator, mark))),
        );
    }
    let mut groups = group(rest);
    groups.append(&mut differing);
    Aligned { agreed, groups }
}

/// Groups marks of different annotators: first each with the one that it fits best, at most one of each annotator in a
/// group; then a mark that is left over with the group of its type that it overlaps, so that one long mark stands
/// against the two that another annotator has in its place.
fn group<M: Compared>(mut marks: Vec<(usize, M)>) -> Vec<Vec<(usize, M)>> {
    marks.sort_by_key(|(annotator, mark)| (mark.key().1, *annotator));
    let mut groups: Vec<Vec<usize>> = (0..marks.len()).map(|index| vec![index]).collect();
    let mut group_of: Vec<usize> = (0..marks.len()).collect();
    let mut pairs = overlapping(&marks);
    pairs.sort_by(|one, other| other.fit.total_cmp(&one.fit));
    for is_second_round in [false, true] {
        for Pair { one, other, fit } in &pairs {
            let (first, second) = (group_of[*one], group_of[*other]);
            // Asked in the first round alone, where a group has at most one mark of each annotator.
            let is_free = || {
                let has_other = |mark: &usize| groups[second].iter().any(|o| marks[*mark].0 == marks[*o].0);
                !groups[first].iter().any(has_other)
            };
            let is_left = groups[first].len() == 1 || groups[second].len() == 1;
            let has_same_label = marks[*one].1.key().0 == marks[*other].1.key().0;
            let joins = match is_second_round {
                false => (has_same_label || *fit >= 0.5) && is_free(),
                true => is_left && has_same_label,
            };
            if first != second && joins {
                let moved = std::mem::take(&mut groups[second]);
                moved.iter().for_each(|mark| group_of[*mark] = first);
                groups[first].extend(moved);
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort();
    let mut marks: Vec<Option<(usize, M)>> = marks.into_iter().map(Some).collect();
    let mut taken = |group: Vec<usize>| group.into_iter().filter_map(|mark| marks[mark].take()).collect();
    groups.into_iter().map(&mut taken).collect()
}

/// Two marks of different annotators that overlap.
struct Pair {
    one: usize,
    other: usize,
    /// How far they are about the same thing, and one more where the type is the same.
    fit: f64,
}

fn overlapping<M: Compared>(marks: &[(usize, M)]) -> Vec<Pair> {
    let mut pairs = Vec::new();
    for (one, (annotator, mark)) in marks.iter().enumerate() {
        let (label, span, _) = mark.key();
        let after = marks.iter().enumerate().skip(one + 1);
        for (other, (by, mark)) in after.take_while(|(_, (_, mark))| mark.key().1.start < span.end) {
            let (other_label, ..) = mark.key();
            let share = if by == annotator { 0.0 } else { marks[one].1.fit(mark) };
            if share > 0.0 {
                pairs.push(Pair { one, other, fit: share + f64::from(u8::from(label == other_label)) });
            }
        }
    }
    pairs
}
