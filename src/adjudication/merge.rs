//! One document out of several: what all annotators have, and what was chosen where they differ.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    align::Compared,
    chains::Chains,
    differences::{Comparison, Difference},
};
use crate::{
    annotation::{
        Argument, Chain, Decision, DifferenceKind, Document, DocumentStatus, Entity, EntityName, Event,
        Origin, Provenance, Reading, Relation, Status,
    },
    text::Span,
};

/// What all versions of a document are made one with.
pub struct Merger<'a> {
    versions: &'a [&'a Document],
    comparison: &'a Comparison,
    names: &'a [String],
    /// The adjudicator.
    by: &'a str,
    /// The marks of each version.
    marks: Vec<Marks<'a>>,
    chains: Chains<'a>,
}

/// The marks of a version by their ids.
struct Marks<'a> {
    entities: BTreeMap<&'a str, &'a Entity>,
    events: BTreeMap<&'a str, &'a Event>,
}

/// A decision, and the readings that it takes. Ids in a reading are those of its first annotator's version: the
/// numbers of one file mean other marks in another.
pub struct Decided {
    pub decision: Decision,
    pub parts: Vec<Reading>,
}

/// An event on its way into the document: which version says what of it.
struct Draft {
    version: usize,
    event: Event,
    arguments: Vec<(usize, Argument)>,
}

impl<'a> Merger<'a> {
    pub fn new(
        versions: &'a [&'a Document],
        comparison: &'a Comparison,
        names: &'a [String],
        by: &'a str,
    ) -> Self {
        let marks = versions.iter().map(|version| Marks {
            entities: version.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect(),
            events: version.events.iter().map(|event| (event.id.as_str(), event)).collect(),
        });
        Self { versions, comparison, names, by, marks: marks.collect(), chains: Chains::of(versions) }
    }

    /// The document. `chosen` says what is decided of each difference of the comparison; what is not decided is not
    /// marked.
    pub fn merge(&self, chosen: &[Option<Decided>]) -> Option<Document> {
        let mut document = (*self.versions.first()?).clone();
        document.decisions = self.earlier_decisions();
        document.decisions.extend(chosen.iter().flatten().map(|decided| record(&decided.decision)));
        document.notes = self.notes();
        let is_whole = chosen.iter().all(Option::is_some);
        document.status = if is_whole { DocumentStatus::Done } else { DocumentStatus::InProgress };
        let labels = self.versions.iter().flat_map(|version| version.labels.iter().cloned());
        document.labels = labels.collect::<BTreeSet<_>>().into_iter().collect();
        let decided = || self.comparison.differences.iter().zip(chosen);
        let decided = || decided().filter_map(|(difference, chosen)| Some((difference, chosen.as_ref()?)));
        document.entities = self.entities(decided());
        document.chains = self.used_chains(&document.entities);
        document.events = self.events(decided(), &document.entities);
        document.relations = self.relations(decided(), &document.entities);
        Some(document)
    }

    /// The decisions that the versions came with, each once.
    fn earlier_decisions(&self) -> Vec<Decision> {
        let mut known = BTreeSet::new();
        let decisions = self.versions.iter().flat_map(|version| &version.decisions);
        // They have no order to sort them by; what is written of them tells them apart.
        decisions.filter(|decision| known.insert(format!("{decision:?}"))).cloned().collect()
    }

    /// What the annotators wrote beside the text, with their names where they wrote different things.
    fn notes(&self) -> String {
        let mut notes: Vec<(&str, &str)> = Vec::new();
        for (version, name) in self.versions.iter().zip(self.names) {
            let note = version.notes.as_str();
            if !note.trim().is_empty() && notes.iter().all(|(_, other)| *other != note) {
                notes.push((name, note));
            }
        }
        match notes[..] {
            [(_, note)] => note.to_owned(),
            _ => notes.iter().map(|(name, note)| format!("{name}: {note}")).collect::<Vec<_>>().join("\n\n"),
        }
    }

    fn entities<'d>(&self, decided: impl Iterator<Item = (&'d Difference, &'d Decided)>) -> Vec<Entity> {
        let mut entities = Vec::new();
        for entity in &self.comparison.entities {
            let provenance = Provenance { status: Status::Accepted, ..entity.provenance.clone() };
            entities.push(Entity { chain: self.chain(Some(0), entity), provenance, ..entity.clone() });
        }
        for (_, Decided { decision, parts }) in decided {
            for (part, entity) in parts.iter().flat_map(|part| part.entities.iter().map(move |e| (part, e))) {
                let provenance = self.provenance(&decision.chosen, &entity.provenance);
                let chain = self.chain(self.version(part), entity);
                entities.push(Entity { chain, provenance, ..entity.clone() });
            }
        }
        entities.sort_by(|one, other| order(one.span, &one.label).cmp(&order(other.span, &other.label)));
        (1..).zip(&mut entities).for_each(|(number, entity)| entity.id = format!("e{number}"));
        entities
    }

    fn events<'d>(
        &self,
        decided: impl Iterator<Item = (&'d Difference, &'d Decided)>,
        entities: &[Entity],
    ) -> Vec<Event> {
        let agreed = self.comparison.events.iter().map(|event| {
            let provenance = Provenance { status: Status::Accepted, ..event.provenance.clone() };
            Draft::new(0, Event { provenance, ..event.clone() })
        });
        let mut drafts: Vec<Draft> = agreed.collect();
        for (difference, Decided { decision, parts }) in decided {
            for part in parts {
                let version = self.version(part).unwrap_or_default();
                match difference.owner {
                    Some(owner) => {
                        drafts.get_mut(owner).into_iter().for_each(|draft| {
                            draft.take(difference.kind, version, part);
                        });
                    }
                    None => drafts.extend(part.events.iter().map(|event| {
                        let provenance = self.provenance(&decision.chosen, &event.provenance);
                        Draft::new(version, Event { provenance, ..event.clone() })
                    })),
                }
            }
        }
        self.finish(drafts, entities)
    }

    /// The events in order, their arguments and reports by the ids that marks have now.
    fn finish(&self, mut drafts: Vec<Draft>, entities: &[Entity]) -> Vec<Event> {
        drafts.sort_by(|one, other| {
            let key = |draft: &Draft| (draft.event.trigger.start, Reverse(draft.event.trigger.end));
            (key(one), &one.event.label).cmp(&(key(other), &other.event.label))
        });
        let fillers = Places::of(entities.iter().map(|entity| (&*entity.id, &*entity.label, entity.span)));
        let numbers: Vec<String> = (1..=drafts.len()).map(|number| format!("v{number}")).collect();
        let events = drafts.iter().zip(&numbers);
        let reporters = Places::of(
            events.map(|(draft, id)| (id.as_str(), draft.event.label.as_str(), draft.event.trigger)),
        );
        let mut events = Vec::new();
        for (draft, id) in drafts.iter().zip(&numbers) {
            let mut arguments: Vec<Argument> = Vec::new();
            for (version, argument) in &draft.arguments {
                let entity = argument.entity.as_deref().and_then(|id| self.entity(*version, id));
                let entity = entity.and_then(|entity| fillers.id(&entity.label, entity.span));
                arguments.push(Argument { entity, ..argument.clone() });
            }
            let reporter = draft.event.reported_by.as_deref().and_then(|id| self.event(draft.version, id));
            let reported_by = reporter.and_then(|event| reporters.id(&event.label, event.trigger));
            events.push(Event { id: id.clone(), arguments, reported_by, ..draft.event.clone() });
        }
        events
    }

    /// Relations that all have and that were chosen, between entities that are left.
    fn relations<'d>(
        &self,
        decided: impl Iterator<Item = (&'d Difference, &'d Decided)> + Clone,
        entities: &[Entity],
    ) -> Vec<Relation> {
        let stand_ins = stand_ins(decided.clone());
        let all = Provenance { source: self.names.join(" + "), ..Provenance::person() };
        let agreed = self.comparison.relations.iter().map(|relation| (relation, all.clone()));
        let chosen = decided.flat_map(|(_, Decided { decision, parts })| {
            let provenance = self.provenance(&decision.chosen, &Provenance::person());
            let relations = parts.iter().flat_map(|part| &part.relations);
            relations.map(move |relation| (relation, provenance.clone()))
        });
        let places = Places::of(entities.iter().map(|entity| (&*entity.id, &*entity.label, entity.span)));
        let end = |end: &EntityName| {
            let chosen = || stand_ins.get(end).and_then(|entity| places.id(&entity.label, entity.span));
            places.id(&end.label, end.span).or_else(chosen)
        };
        // Two annotators' ends may be one entity now.
        let mut found: BTreeMap<(String, String, &str), Provenance> = BTreeMap::new();
        for (relation, provenance) in agreed.chain(chosen) {
            let ends = end(&relation.from).zip(end(&relation.to)).filter(|(from, to)| from != to);
            if let Some((from, to)) = ends {
                found.entry((from, to, &relation.label)).or_insert(provenance);
            }
        }
        let relation = |(number, ((from, to, label), provenance)): (usize, (_, Provenance))| {
            let (id, label): (String, &str) = (format!("r{number}"), label);
            Relation { id, label: label.to_owned(), from, to, provenance }
        };
        (1..).zip(found).map(relation).collect()
    }

    /// The number of the first annotator of a reading; none for one that the adjudicator made.
    fn version(&self, reading: &Reading) -> Option<usize> {
        let name = reading.annotators.first()?;
        self.names.iter().position(|other| other == name)
    }

    fn entity(&self, version: usize, id: &str) -> Option<&Entity> {
        self.marks.get(version)?.entities.get(id).copied()
    }

    fn event(&self, version: usize, id: &str) -> Option<&Event> {
        self.marks.get(version)?.events.get(id).copied()
    }

    /// A chosen mark is confirmed; its source are those who made it.
    fn provenance(&self, chosen: &Reading, before: &Provenance) -> Provenance {
        let source = match chosen.annotators.is_empty() {
            true => self.by.to_owned(),
            false => chosen.annotators.join(" + "),
        };
        Provenance { origin: Origin::Person, source, score: before.score, status: Status::Accepted }
    }

    /// The chain of a version's entity, else that of the same entity in another version.
    fn chain(&self, version: Option<usize>, entity: &Entity) -> Option<String> {
        let own = version.zip(entity.chain.as_deref()).and_then(|(version, id)| self.chains.id(version, id));
        own.or_else(|| self.chains.at(&entity.label, entity.span))
    }

    /// Chains of which a mention is left.
    fn used_chains(&self, entities: &[Entity]) -> Vec<Chain> {
        let used: BTreeSet<&str> = entities.iter().filter_map(|entity| entity.chain.as_deref()).collect();
        self.chains.all.iter().filter(|chain| used.contains(chain.id.as_str())).cloned().collect()
    }
}

impl Draft {
    fn new(version: usize, event: Event) -> Self {
        let arguments = event.arguments.iter().map(|argument| (version, argument.clone())).collect();
        Self { version, event, arguments }
    }

    /// Takes what a reading of `version` says of the event.
    fn take(&mut self, kind: DifferenceKind, version: usize, reading: &Reading) {
        if let (DifferenceKind::Attributes, Some(event)) = (kind, reading.events.first()) {
            (self.event.polarity, self.event.modality) = (event.polarity, event.modality);
            self.event.attributes.clone_from(&event.attributes);
        }
        self.arguments.extend(reading.arguments.iter().map(|argument| (version, argument.clone())));
    }
}

/// A decision as the document keeps it: links between marks are those of the annotators' files, and lead nowhere here.
fn record(decision: &Decision) -> Decision {
    let mut decision = decision.clone();
    for reading in decision.against.iter_mut().chain([&mut decision.chosen]) {
        reading.entities.iter_mut().for_each(|entity| entity.chain = None);
        reading.events.iter_mut().for_each(|event| event.reported_by = None);
        let arguments = reading.events.iter_mut().flat_map(|event| &mut event.arguments);
        arguments.chain(&mut reading.arguments).for_each(|argument| argument.entity = None);
    }
    decision
}

/// For each entity that was in question, the chosen one that fits it best.
fn stand_ins<'d>(
    decided: impl Iterator<Item = (&'d Difference, &'d Decided)>,
) -> BTreeMap<EntityName, &'d Entity> {
    let mut stand_ins = BTreeMap::new();
    for (difference, Decided { parts, .. }) in decided {
        for entity in difference.readings.iter().flat_map(|reading| &reading.entities) {
            let chosen = parts.iter().flat_map(|part| &part.entities);
            let best = chosen.max_by(|one, other| one.fit(entity).total_cmp(&other.fit(entity)));
            let name = EntityName { label: entity.label.clone(), span: entity.span };
            stand_ins.extend(best.map(|best| (name, best)));
        }
    }
    stand_ins
}

/// The order of the text, outer before inner.
fn order(span: Span, label: &str) -> (usize, Reverse<usize>, &str) {
    (span.start, Reverse(span.end), label)
}

/// The ids of marks by what and where they are.
struct Places<'a> {
    ids: BTreeMap<(Span, &'a str), &'a str>,
}

impl<'a> Places<'a> {
    fn of(marks: impl Iterator<Item = (&'a str, &'a str, Span)>) -> Self {
        Self { ids: marks.map(|(id, label, span)| ((span, label), id)).collect() }
    }

    /// The mark of this type there, else one of any type there.
    fn id(&self, label: &str, span: Span) -> Option<String> {
        let of_any_type = || self.ids.range((span, "")..).next().filter(|((place, _), _)| *place == span);
        self.ids.get(&(span, label)).copied().or_else(|| of_any_type().map(|(_, id)| *id)).map(str::to_owned)
    }
}
