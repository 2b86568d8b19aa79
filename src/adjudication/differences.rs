//! Where the annotators of one text differ.

use std::collections::BTreeMap;

use super::align::{Aligned, Compared, align};
use crate::{
    annotation::{
        Argument, DifferenceKind, Document, Entity, EntityName, Event, EventName, Provenance, Reading,
        RelationName, Status,
    },
    text::Span,
};

/// A place where not all annotators say the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The number of the document.
    pub document: usize,
    /// What they differ in.
    pub kind: DifferenceKind,
    /// The event, where only a part of it is in question.
    pub event: Option<EventName>,
    /// From the first marked character to the last.
    pub span: Span,
    /// What they say, each reading once; that of the first annotator first. One may be without marks.
    pub readings: Vec<Reading>,
    /// The number of the event among those that all have.
    pub(super) owner: Option<usize>,
}

/// What all annotators of a text say, and where they differ.
#[derive(Debug)]
pub struct Comparison {
    /// Entities that all have, as the first has them.
    pub entities: Vec<Entity>,
    /// Events that all have, as the first has them, with the arguments that all have.
    pub events: Vec<Event>,
    /// Relations that all have, by the entities of the first.
    pub relations: Vec<RelationName>,
    pub differences: Vec<Difference>,
}

/// Compares the versions of a document. Marks that were rejected are none.
pub fn compare(document: usize, versions: &[&Document], names: &[String]) -> Comparison {
    let stands = |status: Status| status != Status::Rejected;
    let entities = |version: &&Document| {
        version.entities.iter().filter(|entity| stands(entity.provenance.status)).cloned().collect()
    };
    let events = |version: &&Document| {
        version.events.iter().filter(|event| stands(event.provenance.status)).cloned().collect()
    };
    let mut comparer = Comparer { document, names, differences: Vec::new() };
    let Aligned { agreed, groups } = align(versions.iter().map(entities).collect());
    let entities = agreed.into_iter().filter_map(first).collect();
    let names = names_in_common(&groups);
    comparer.add(DifferenceKind::Entity, groups, None);
    let Aligned { agreed, groups } = align::<Event>(versions.iter().map(events).collect());
    comparer.add(DifferenceKind::Event, groups, None);
    let events = agreed.into_iter().enumerate();
    let events = events.filter_map(|(owner, columns)| comparer.compare_parts(owner, columns)).collect();
    let Aligned { agreed, groups } = align(relations(versions, &names));
    let relations = agreed.into_iter().filter_map(first).collect();
    comparer.add(DifferenceKind::Relation, groups, None);
    let mut differences = comparer.differences;
    differences.sort_by_key(|difference| (difference.span.start, difference.kind, difference.span.end));
    Comparison { entities, events, relations, differences }
}

/// What entities are called for which annotators have different marks: as the first of them has it. By the number of the
/// annotator and the id.
type Names = BTreeMap<(usize, String), EntityName>;

/// Names under which relations of the same entities are the same, whatever becomes of type and bounds. Where an annotator
/// has several marks in the place of one, each is called after the one that comes as early.
fn names_in_common(groups: &[Vec<(usize, Entity)>]) -> Names {
    let mut names = Names::new();
    for group in groups {
        let mut columns: BTreeMap<usize, Vec<&Entity>> = BTreeMap::new();
        group.iter().for_each(|(annotator, entity)| columns.entry(*annotator).or_default().push(entity));
        let first = columns.values().next().cloned().unwrap_or_default();
        for (annotator, entities) in columns {
            for (entity, named) in entities.into_iter().zip(&first) {
                names.insert((annotator, entity.id.clone()), name(named));
            }
        }
    }
    names
}

fn name(entity: &Entity) -> EntityName {
    EntityName { label: entity.label.clone(), span: entity.span }
}

/// The relations of each version between entities that stand.
fn relations(versions: &[&Document], names: &Names) -> Vec<Vec<RelationName>> {
    let stands = |provenance: &Provenance| provenance.status != Status::Rejected;
    let of_version = |(number, version): (usize, &&Document)| {
        let entities = version.entities.iter().filter(|entity| stands(&entity.provenance));
        let entities: BTreeMap<&str, &Entity> = entities.map(|entity| (entity.id.as_str(), entity)).collect();
        let end = |id: &String| {
            let entity = entities.get(id.as_str())?;
            Some(names.get(&(number, id.clone())).cloned().unwrap_or_else(|| name(entity)))
        };
        let relations = version.relations.iter().filter(|relation| stands(&relation.provenance));
        let named = relations.filter_map(|relation| {
            let (from, to) = end(&relation.from).zip(end(&relation.to))?;
            Some(RelationName { label: relation.label.clone(), from, to })
        });
        named.collect()
    };
    versions.iter().enumerate().map(of_version).collect()
}

fn first<T>(columns: Vec<T>) -> Option<T> {
    columns.into_iter().next()
}

/// Where the event stands whose parts are in question.
struct Owner {
    number: usize,
    name: EventName,
}

struct Comparer<'a> {
    document: usize,
    names: &'a [String],
    differences: Vec<Difference>,
}

impl Comparer<'_> {
    fn add<M: Compared>(
        &mut self,
        kind: DifferenceKind,
        groups: Vec<Vec<(usize, M)>>,
        owner: Option<&Owner>,
    ) {
        for group in groups {
            let spans = group.iter().map(|(_, mark)| mark.key().1);
            let Some(span) = spans.reduce(Span::cover) else { continue };
            let mut columns: Vec<Vec<M>> = vec![Vec::new(); self.names.len()];
            group.into_iter().for_each(|(annotator, mark)| columns[annotator].push(mark));
            let readings = self.readings(columns);
            self.push(kind, span, readings, owner);
        }
    }

    fn push(&mut self, kind: DifferenceKind, span: Span, readings: Vec<Reading>, owner: Option<&Owner>) {
        let (document, event) = (self.document, owner.map(|owner| owner.name.clone()));
        let owner = owner.map(|owner| owner.number);
        self.differences.push(Difference { document, kind, event, span, readings, owner });
    }

    /// Each reading once, with the names of those whose it is.
    fn readings<M: Compared>(&self, columns: Vec<Vec<M>>) -> Vec<Reading> {
        let mut kinds: Vec<(Vec<M>, Vec<String>)> = Vec::new();
        for (marks, name) in columns.into_iter().zip(self.names) {
            let is_same = |other: &[M]| {
                other.len() == marks.len() && marks.iter().zip(other).all(|(one, other)| one.is_same(other))
            };
            match kinds.iter_mut().find(|(other, _)| is_same(other)) {
                Some((_, names)) => names.push(name.clone()),
                None => kinds.push((marks, vec![name.clone()])),
            }
        }
        let reading = |(marks, annotators): (Vec<M>, Vec<String>)| {
            let mut reading = Reading { annotators, ..Reading::default() };
            marks.into_iter().for_each(|mark| mark.put_into(&mut reading));
            reading
        };
        kinds.into_iter().map(reading).collect()
    }

    /// The event with the arguments that all have; what else they say of it becomes differences.
    fn compare_parts(&mut self, number: usize, columns: Vec<Event>) -> Option<Event> {
        let event = columns.first()?.clone();
        let (label, trigger) = (event.label.clone(), event.trigger);
        let owner = Owner { number, name: EventName { label, trigger } };
        let attributes = |event: &Event| (event.polarity, event.modality, event.attributes.clone());
        if columns.iter().any(|other| attributes(other) != attributes(&event)) {
            let bare = |event: &Event| vec![Event { arguments: Vec::new(), ..event.clone() }];
            let readings = self.readings(columns.iter().map(bare).collect());
            self.push(DifferenceKind::Attributes, trigger, readings, Some(&owner));
        }
        let arguments: Vec<Vec<Argument>> = columns.into_iter().map(|event| event.arguments).collect();
        let Aligned { agreed, groups } = align(arguments);
        self.add(DifferenceKind::Argument, groups, Some(&owner));
        Some(Event { arguments: agreed.into_iter().filter_map(first).collect(), ..event })
    }
}
