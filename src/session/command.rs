//! What a person can ask of a session.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::LabelMapping;
use crate::{
    annotation::{DocumentStatus, Modality, Polarity, Status},
    text::Span,
};

/// What fills a role: an entity with its whole span, or any span.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Filler<S = Span> {
    /// The entity with this id.
    Entity(String),
    /// This text.
    Span(S),
}

/// A change that a person asks for. Spans grow to whole graphemes and lose white space at their ends.
///
/// A person's change to a suggestion confirms it: it becomes accepted, by a person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type")]
#[cfg_attr(test, derive(ts_rs::TS))]
#[allow(missing_docs)] // The fields say what they are.
pub enum Command<S = Span> {
    /// Marks `span` as an entity.
    #[serde(rename = "entity.add")]
    AddEntity { label: String, span: S },
    /// Marks all of `spans` and gives the entities `ids` the same type, in one step; what is so already stays.
    #[serde(rename = "entity.label-all")]
    LabelAll { label: String, spans: Vec<S>, ids: Vec<String> },
    /// Removes entities, and the arguments that they fill.
    #[serde(rename = "entity.remove")]
    RemoveEntities { ids: Vec<String> },
    /// Gives an entity another type.
    #[serde(rename = "entity.relabel")]
    RelabelEntity { id: String, label: String },
    /// Gives an entity another span; arguments that it fills follow.
    #[serde(rename = "entity.resize")]
    ResizeEntity { id: String, span: S },
    /// Gives an entity one more piece: other words stand between. Pieces that touch become one.
    #[serde(rename = "entity.add-part")]
    AddPart { id: String, span: S },
    /// Accepts or rejects entities.
    #[serde(rename = "entity.status")]
    SetEntityStatus { ids: Vec<String>, status: Status },
    /// Accepts or rejects entities and events together.
    #[serde(rename = "mark.status")]
    SetStatus { entities: Vec<String>, events: Vec<String>, status: Status },
    /// Makes `trigger` the trigger of a new event.
    #[serde(rename = "event.add")]
    AddEvent { label: String, trigger: S },
    /// Removes events.
    #[serde(rename = "event.remove")]
    RemoveEvents { ids: Vec<String> },
    /// Gives an event another type; arguments whose role that type lacks go.
    #[serde(rename = "event.retype")]
    RetypeEvent { id: String, label: String },
    /// Gives an event another trigger.
    #[serde(rename = "event.resize")]
    ResizeTrigger { id: String, trigger: S },
    /// Accepts or rejects events.
    #[serde(rename = "event.status")]
    SetEventStatus { ids: Vec<String>, status: Status },
    /// Says whether the event took place and how the text vouches for it.
    #[serde(rename = "event.attributes")]
    SetEventAttributes { id: String, polarity: Polarity, modality: Modality },
    /// Says `value` of an entity or event in an attribute of the label set's own; nothing takes away what was said.
    #[serde(rename = "mark.attribute")]
    SetAttribute { id: String, attribute: String, value: Option<String> },
    /// Fills a role.
    #[serde(rename = "argument.add")]
    AddArgument { event: String, role: String, filler: Filler<S> },
    /// Takes the argument at `index` away.
    #[serde(rename = "argument.remove")]
    RemoveArgument { event: String, index: usize },
    /// Gives the argument at `index` another filler.
    #[serde(rename = "argument.retarget")]
    RetargetArgument { event: String, index: usize, filler: Filler<S> },
    /// Gives the argument at `index` another role.
    #[serde(rename = "argument.role")]
    SetArgumentRole { event: String, index: usize, role: String },
    /// Gives the event `to` the arguments of the event `from` whose role its type has.
    #[serde(rename = "argument.copy")]
    CopyArguments { from: String, to: String },
    /// Says something of two entities.
    #[serde(rename = "relation.add")]
    AddRelation { label: String, from: String, to: String },
    /// Removes relations.
    #[serde(rename = "relation.remove")]
    RemoveRelations { ids: Vec<String> },
    /// Gives a relation another type and, if `reversed`, the other direction.
    #[serde(rename = "relation.relabel")]
    RelabelRelation { id: String, label: String, reversed: bool },
    /// Accepts or rejects relations.
    #[serde(rename = "relation.status")]
    SetRelationStatus { ids: Vec<String>, status: Status },
    /// Joins entities, and the chains that they are in, to one chain of mentions.
    #[serde(rename = "chain.join")]
    JoinChain { ids: Vec<String> },
    /// Takes entities out of their chains.
    #[serde(rename = "chain.leave")]
    LeaveChain { ids: Vec<String> },
    /// Gives a chain another name.
    #[serde(rename = "chain.rename")]
    RenameChain { id: String, name: String },
    /// Gives all marks the labels and roles of another schema, by the old ids.
    #[serde(rename = "schema.map")]
    MapLabels(LabelMapping),
    /// Says how far the document has come.
    #[serde(rename = "document.status")]
    SetDocumentStatus { status: DocumentStatus },
    /// Writes beside the document.
    #[serde(rename = "document.notes")]
    SetDocumentNotes { notes: String },
    /// Labels the document as a whole.
    #[serde(rename = "document.labels")]
    SetDocumentLabels { labels: Vec<String> },
}

impl<S> Command<S> {
    /// The id of the command, as interfaces and journals name it: `entity.relabel`.
    pub fn id(&self) -> &'static str {
        match self {
            Command::AddEntity { .. } => "entity.add",
            Command::LabelAll { .. } => "entity.label-all",
            Command::RemoveEntities { .. } => "entity.remove",
            Command::RelabelEntity { .. } => "entity.relabel",
            Command::ResizeEntity { .. } => "entity.resize",
            Command::AddPart { .. } => "entity.add-part",
            Command::SetEntityStatus { .. } => "entity.status",
            Command::SetStatus { .. } => "mark.status",
            Command::AddEvent { .. } => "event.add",
            Command::RemoveEvents { .. } => "event.remove",
            Command::RetypeEvent { .. } => "event.retype",
            Command::ResizeTrigger { .. } => "event.resize",
            Command::SetEventStatus { .. } => "event.status",
            Command::SetEventAttributes { .. } => "event.attributes",
            Command::SetAttribute { .. } => "mark.attribute",
            Command::AddArgument { .. } => "argument.add",
            Command::RemoveArgument { .. } => "argument.remove",
            Command::RetargetArgument { .. } => "argument.retarget",
            Command::SetArgumentRole { .. } => "argument.role",
            Command::CopyArguments { .. } => "argument.copy",
            Command::AddRelation { .. } => "relation.add",
            Command::RemoveRelations { .. } => "relation.remove",
            Command::RelabelRelation { .. } => "relation.relabel",
            Command::SetRelationStatus { .. } => "relation.status",
            Command::JoinChain { .. } => "chain.join",
            Command::LeaveChain { .. } => "chain.leave",
            Command::RenameChain { .. } => "chain.rename",
            Command::MapLabels(_) => "schema.map",
            Command::SetDocumentStatus { .. } => "document.status",
            Command::SetDocumentNotes { .. } => "document.notes",
            Command::SetDocumentLabels { .. } => "document.labels",
        }
    }

    /// Whether who asks for it works on the document's marks, and does not only say something of the whole.
    pub fn is_work(&self) -> bool {
        use Command as C;
        let is_remark = matches!(
            self,
            C::SetDocumentStatus { .. } | C::SetDocumentNotes { .. } | C::SetDocumentLabels { .. }
        );
        !is_remark && !matches!(self, C::MapLabels(_))
    }

    /// The same command with its span in another unit; `None` where it has no counterpart.
    pub fn map_spans<T>(self, convert: &impl Fn(S) -> Option<T>) -> Option<Command<T>> {
        use Command as C;
        let map_filler = |filler| match filler {
            Filler::Entity(id) => Some(Filler::Entity(id)),
            Filler::Span(span) => convert(span).map(Filler::Span),
        };
        Some(match self {
            C::AddEntity { label, span } => C::AddEntity { label, span: convert(span)? },
            C::LabelAll { label, spans, ids } => {
                let spans = spans.into_iter().map(convert).collect::<Option<_>>()?;
                C::LabelAll { label, spans, ids }
            }
            C::ResizeEntity { id, span } => C::ResizeEntity { id, span: convert(span)? },
            C::AddPart { id, span } => C::AddPart { id, span: convert(span)? },
            C::AddEvent { label, trigger } => C::AddEvent { label, trigger: convert(trigger)? },
            C::ResizeTrigger { id, trigger } => C::ResizeTrigger { id, trigger: convert(trigger)? },
            C::AddArgument { event, role, filler } => {
                C::AddArgument { event, role, filler: map_filler(filler)? }
            }
            C::RetargetArgument { event, index, filler } => {
                C::RetargetArgument { event, index, filler: map_filler(filler)? }
            }
            C::RemoveEntities { ids } => C::RemoveEntities { ids },
            C::RelabelEntity { id, label } => C::RelabelEntity { id, label },
            C::SetEntityStatus { ids, status } => C::SetEntityStatus { ids, status },
            C::SetStatus { entities, events, status } => C::SetStatus { entities, events, status },
            C::RemoveEvents { ids } => C::RemoveEvents { ids },
            C::RetypeEvent { id, label } => C::RetypeEvent { id, label },
            C::SetEventStatus { ids, status } => C::SetEventStatus { ids, status },
            C::SetEventAttributes { id, polarity, modality } => {
                C::SetEventAttributes { id, polarity, modality }
            }
            C::SetAttribute { id, attribute, value } => C::SetAttribute { id, attribute, value },
            C::RemoveArgument { event, index } => C::RemoveArgument { event, index },
            C::SetArgumentRole { event, index, role } => C::SetArgumentRole { event, index, role },
            C::CopyArguments { from, to } => C::CopyArguments { from, to },
            C::AddRelation { label, from, to } => C::AddRelation { label, from, to },
            C::RemoveRelations { ids } => C::RemoveRelations { ids },
            C::RelabelRelation { id, label, reversed } => C::RelabelRelation { id, label, reversed },
            C::SetRelationStatus { ids, status } => C::SetRelationStatus { ids, status },
            C::JoinChain { ids } => C::JoinChain { ids },
            C::LeaveChain { ids } => C::LeaveChain { ids },
            C::RenameChain { id, name } => C::RenameChain { id, name },
            C::MapLabels(mapping) => C::MapLabels(mapping),
            C::SetDocumentStatus { status } => C::SetDocumentStatus { status },
            C::SetDocumentNotes { notes } => C::SetDocumentNotes { notes },
            C::SetDocumentLabels { labels } => C::SetDocumentLabels { labels },
        })
    }
}

/// Why a command was refused.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(tag = "code", rename_all = "kebab-case")]
pub enum CommandError {
    /// No entity has this id.
    #[error("there is no entity {id}")]
    UnknownEntity {
        /// The id.
        id: String,
    },
    /// No event has this id.
    #[error("there is no event {id}")]
    UnknownEvent {
        /// The id.
        id: String,
    },
    /// No relation has this id.
    #[error("there is no relation {id}")]
    UnknownRelation {
        /// The id.
        id: String,
    },
    /// An entity has no relation to itself.
    #[error("both ends are the same entity")]
    SameEntity,
    /// No chain has this id.
    #[error("there is no chain {id}")]
    UnknownChain {
        /// The id.
        id: String,
    },
    /// The event has no argument at this index.
    #[error("the event has no argument {index}")]
    UnknownArgument {
        /// The index, from 0.
        index: usize,
    },
    /// The schema has no such type.
    #[error("the schema has no type {label}")]
    UnknownLabel {
        /// The type's id.
        label: String,
    },
    /// The event's type has no such role.
    #[error("the event's type has no role {role}")]
    UnknownRole {
        /// The role's id.
        role: String,
    },
    /// The schema has no such attribute of marks of this type.
    #[error("marks of this type have no attribute {attribute}")]
    UnknownAttribute {
        /// The attribute's id.
        attribute: String,
    },
    /// The attribute has no such value.
    #[error("the attribute has no value {value:?}")]
    UnknownValue {
        /// The value.
        value: String,
    },
    /// The span holds no text.
    #[error("the selection is empty")]
    EmptySpan,
    /// The span leaves the text, or cuts a character.
    #[error("the selection lies outside the text")]
    OutsideText,
    /// The same mark is there already.
    #[error("the same mark is there already")]
    Duplicate,
    /// The transaction expects something else than is there.
    #[error("the change does not fit the document as it is")]
    Conflict,
}
