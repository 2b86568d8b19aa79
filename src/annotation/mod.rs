//! Plain data: what an annotated document is. No behaviour beyond asking for parts.
//!
//! The types that the page also sees are generic over their span, so that one definition serves
//! bytes (everywhere in the core) and UTF-16 (the binding).

mod attributes;
mod decision;
mod document;
mod entity;
mod event;
mod relation;
mod structure;
mod value;

pub use attributes::Attributes;
pub use decision::{Decision, DifferenceKind, EntityName, EventName, Reading, RelationName};
pub use document::{Chain, Document, DocumentStatus, Meta};
pub use entity::{Entity, Origin, Provenance, Status};
pub use event::{Argument, Event, Modality, Polarity};
pub use relation::Relation;
pub use structure::{Clitic, CliticKind, Paragraph, ParagraphKind, Sentence, Token};
pub use value::Value;
