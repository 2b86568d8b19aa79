//! Events and relations in lines of JSON: a trigger that is a span like others, fillers and ends by the ids of their
//! spans.

use serde::{Deserialize, Serialize};

use crate::{
    annotation::{Modality, Polarity, Provenance, Relation, Status},
    dataset::{
        draft::{Draft, DraftLink, DraftMark},
        graph::{Graph, Kind, Node},
    },
};

/// An event; `S` is how the format writes a span.
#[derive(Debug, Serialize, Deserialize)]
pub struct EventFile<S> {
    #[serde(flatten)]
    pub trigger: S,
    #[serde(default)]
    polarity: Polarity,
    #[serde(default)]
    modality: Modality,
    arguments: Vec<ArgumentFile>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct ArgumentFile {
    role: String,
    /// The id of a span; a filler that is no entity has one, too.
    span: String,
}

/// A relation between the spans with the ids `from` and `to`.
#[derive(Debug, Serialize, Deserialize)]
pub struct RelationFile {
    label: String,
    from: String,
    to: String,
    #[serde(default = "accepted")]
    status: Status,
}

/// What a mark is whose file does not say whether it was confirmed.
pub fn accepted() -> Status {
    Status::Accepted
}

impl RelationFile {
    pub fn of(relation: &Relation) -> Self {
        let Relation { label, from, to, provenance, .. } = relation.clone();
        Self { label, from, to, status: provenance.status }
    }

    pub fn into_link(self, place: String) -> DraftLink {
        let provenance = Provenance { status: self.status, ..Provenance::import("") };
        DraftLink { provenance, ..DraftLink::new(self.from, self.to, self.label, place) }
    }
}

impl<S> EventFile<S> {
    /// Adds the event to a draft, with `trigger` as its mark.
    pub fn put_into(&self, draft: &mut Draft, trigger: DraftMark, place: &str) {
        let links = self.arguments.iter().map(|argument| {
            DraftLink::new(trigger.id.as_str(), argument.span.as_str(), argument.role.as_str(), place)
        });
        draft.links.extend(links);
        let (polarity, modality) = (self.polarity, self.modality);
        draft.marks.push(DraftMark { polarity, modality, ..trigger });
    }
}

/// The marks of a graph as `file` writes them: spans that are no triggers, and events.
pub fn spans_and_events<S>(graph: &Graph, file: impl Fn(&Node) -> S) -> (Vec<S>, Vec<EventFile<S>>) {
    let (mut spans, mut events): (Vec<S>, Vec<EventFile<S>>) = Default::default();
    // Which event each node is the trigger of.
    let mut numbers = vec![None; graph.nodes.len()];
    for (node, number) in graph.nodes.iter().zip(&mut numbers) {
        let Kind::Trigger(event) = node.kind else {
            spans.push(file(node));
            continue;
        };
        *number = Some(events.len());
        let (polarity, modality) = (event.polarity, event.modality);
        events.push(EventFile { trigger: file(node), polarity, modality, arguments: Vec::new() });
    }
    for edge in &graph.edges {
        let argument = ArgumentFile { role: edge.role.to_owned(), span: graph.nodes[edge.to].id.clone() };
        let event = numbers[edge.from].and_then(|number| events.get_mut(number));
        event.into_iter().for_each(|event| event.arguments.push(argument.clone()));
    }
    (spans, events)
}
