//! One document out of several: what all annotators have, and what was chosen where they differ.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::differences::{Comparison, Difference};
use crate::{
    annotation::{
        Argument, Chain, Decision, DifferenceKind, Document, DocumentStatus, Entity, Event, Origin,
        Provenance, Reading, Status,
    },
    text::Span,
};

/// What all versions of a document are made one with.
pub struct Merger<'a> {
    pub versions: &'a [&'a Document],
    pub comparison: &'a Comparison,
    pub names: &'a [String],
    /// The adjudicator.
    pub by: &'a str,
}

/// An event on its way into the document: which version says what of it.
struct Draft {
    version: usize,
    event: Event,
    arguments: Vec<(usize, Argument)>,
}

impl Merger<'_> {
    /// The document. `chosen` has the decision of each difference of the comparison; what is not decided is not marked.
    pub fn merge(&self, chosen: &[Option<Decision>]) -> Option<Document> {
        let first = *self.versions.first()?;
        let mut document =
            Document { decisions: chosen.iter().flatten().map(record).collect(), ..first.clone() };
        let is_whole = chosen.iter().all(Option::is_some);
        document.status = if is_whole { DocumentStatus::Done } else { DocumentStatus::InProgress };
        let labels = self.versions.iter().flat_map(|version| version.labels.iter().cloned());
        document.labels = labels.collect::<BTreeSet<_>>().into_iter().collect();
        let decided = || self.comparison.differences.iter().zip(chosen);
        let decided = || decided().filter_map(|(difference, chosen)| Some((difference, chosen.as_ref()?)));
        document.entities = self.entities(decided());
        document.chains = used_chains(&document);
        document.events = self.events(decided(), &document.entities);
        Some(document)
    }

    fn entities<'d>(&self, decided: impl Iterator<Item = (&'d Difference, &'d Decision)>) -> Vec<Entity> {
        let mut entities: Vec<Entity> = self.comparison.entities.clone();
        entities.iter_mut().for_each(|entity| entity.provenance.status = Status::Accepted);
        for (_, decision) in decided {
            let version = self.version(&decision.chosen);
            for entity in &decision.chosen.entities {
                let chain = entity.chain.as_deref().and_then(|chain| self.chain(version?, chain));
                let provenance = self.provenance(&decision.chosen, &entity.provenance);
                entities.push(Entity { chain, provenance, ..entity.clone() });
            }
        }
        entities.sort_by(|one, other| order(one.span, &one.label).cmp(&order(other.span, &other.label)));
        (1..).zip(&mut entities).for_each(|(number, entity)| entity.id = format!("e{number}"));
        entities
    }

    fn events<'d>(
        &self,
        decided: impl Iterator<Item = (&'d Difference, &'d Decision)>,
        entities: &[Entity],
    ) -> Vec<Event> {
        let agreed = self.comparison.events.iter().map(|event| {
            let arguments = event.arguments.iter().map(|argument| (0, argument.clone())).collect();
            let provenance = Provenance { status: Status::Accepted, ..event.provenance.clone() };
            Draft { version: 0, event: Event { provenance, ..event.clone() }, arguments }
        });
        let mut drafts: Vec<Draft> = agreed.collect();
        for (difference, Decision { chosen, .. }) in decided {
            let version = self.version(chosen).unwrap_or_default();
            match (difference.kind, difference.owner) {
                (DifferenceKind::Attributes, Some(owner)) => {
                    if let (Some(draft), Some(event)) = (drafts.get_mut(owner), chosen.events.first()) {
                        (draft.event.polarity, draft.event.modality) = (event.polarity, event.modality);
                    }
                }
                (DifferenceKind::Argument, Some(owner)) => {
                    let arguments = chosen.arguments.iter().map(|argument| (version, argument.clone()));
                    drafts
                        .get_mut(owner)
                        .into_iter()
                        .for_each(|draft| draft.arguments.extend(arguments.clone()));
                }
                _ => drafts.extend(chosen.events.iter().map(|event| {
                    let arguments =
                        event.arguments.iter().map(|argument| (version, argument.clone())).collect();
                    let provenance = self.provenance(chosen, &event.provenance);
                    Draft { version, event: Event { provenance, ..event.clone() }, arguments }
                })),
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

    /// The number of the first annotator of a reading; none for one that the adjudicator made.
    fn version(&self, reading: &Reading) -> Option<usize> {
        let name = reading.annotators.first()?;
        self.names.iter().position(|other| other == name)
    }

    fn entity(&self, version: usize, id: &str) -> Option<&Entity> {
        self.versions.get(version)?.entities.iter().find(|entity| entity.id == id)
    }

    fn event(&self, version: usize, id: &str) -> Option<&Event> {
        self.versions.get(version)?.events.iter().find(|event| event.id == id)
    }

    /// A chosen mark is confirmed; its source are those who made it.
    fn provenance(&self, chosen: &Reading, before: &Provenance) -> Provenance {
        let source = match chosen.annotators.is_empty() {
            true => self.by.to_owned(),
            false => chosen.annotators.join(" + "),
        };
        Provenance { origin: Origin::Person, source, score: before.score, status: Status::Accepted }
    }

    /// The chain of the first version that has a mention in common with the chain `id` of another.
    fn chain(&self, version: usize, id: &str) -> Option<String> {
        if version == 0 {
            return Some(id.to_owned());
        }
        let mentions = self.versions.get(version)?.entities.iter();
        let mut mentions = mentions.filter(|entity| entity.chain.as_deref() == Some(id));
        mentions.find_map(|mention| {
            let mut agreed = self.comparison.entities.iter();
            agreed
                .find(|entity| (&entity.label, entity.span) == (&mention.label, mention.span))?
                .chain
                .clone()
        })
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

/// The order of the text, outer before inner.
fn order(span: Span, label: &str) -> (usize, Reverse<usize>, &str) {
    (span.start, Reverse(span.end), label)
}

/// Chains of which a mention is left.
fn used_chains(document: &Document) -> Vec<Chain> {
    let used: BTreeSet<&str> =
        document.entities.iter().filter_map(|entity| entity.chain.as_deref()).collect();
    document.chains.iter().filter(|chain| used.contains(chain.id.as_str())).cloned().collect()
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
