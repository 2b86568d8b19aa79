//! Errors of the core as JavaScript `Error`s.

use js_sys::{Error, Reflect};
use serde::Serialize;
use thiserror::Error as ThisError;
use wasm_bindgen::JsValue;

use super::SERIALIZER;
use crate::{
    adjudication::ChoiceError,
    dataset::ImportError,
    schema::SchemaError,
    scoring::AgreementError,
    session::{CommandError, JournalError},
};

/// Anything that a method of the binding can throw.
#[derive(Debug, ThisError, Serialize)]
#[serde(untagged)]
pub(super) enum WorkspaceError {
    #[error(transparent)]
    Import(ImportError),
    #[error(transparent)]
    Command(CommandError),
    #[error(transparent)]
    Restore(JournalError),
    #[error(transparent)]
    Schema(SchemaError),
    #[error(transparent)]
    Agreement(AgreementError),
    #[error(transparent)]
    Choice(ChoiceError),
    #[error("no annotations are being compared")]
    NoAdjudication,
    #[error("the stored document cannot be read")]
    Base,
    #[error("there is no open document {id}")]
    UnknownDocument { id: String },
    #[error("the call's arguments are off: {reason}")]
    Argument { reason: String },
    #[error("{reason}")]
    Pack { reason: String },
}

impl WorkspaceError {
    /// The `name` of the JavaScript error.
    fn name(&self) -> &'static str {
        match self {
            Self::Import(_) => "ImportError",
            Self::Command(_) | Self::UnknownDocument { .. } => "CommandError",
            Self::Schema(_) => "SchemaError",
            Self::Restore(_) | Self::Base => "RestoreError",
            Self::Agreement(_) | Self::Choice(_) | Self::NoAdjudication => "AdjudicationError",
            Self::Argument { .. } => "TypeError",
            Self::Pack { .. } => "PackError",
        }
    }

    /// The `code` of errors that do not carry their own.
    fn code(&self) -> Option<&'static str> {
        match self {
            Self::Import(_) | Self::Command(_) | Self::Restore(_) | Self::Schema(_) => None,
            Self::Agreement(_) | Self::Choice(_) => None,
            Self::NoAdjudication => Some("no-adjudication"),
            Self::Base => Some("base"),
            Self::UnknownDocument { .. } => Some("unknown-document"),
            Self::Argument { .. } => Some("argument"),
            Self::Pack { .. } => Some("pack"),
        }
    }
}

/// A real `Error` with `name`, `message`, `code` and `details`.
pub(super) fn js_error(error: &WorkspaceError) -> JsValue {
    let js = Error::new(&error.to_string());
    js.set_name(error.name());
    // Setting a property of a fresh object cannot fail.
    let set = |key: &str, value: &JsValue| drop(Reflect::set(&js, &key.into(), value));
    let details = error.serialize(&SERIALIZER).ok().filter(JsValue::is_object);
    let details = details.unwrap_or_else(|| js_sys::Object::new().into());
    let own_code = Reflect::get(&details, &"code".into()).unwrap_or(JsValue::UNDEFINED);
    set("code", &error.code().map_or(own_code, JsValue::from));
    set("details", &details);
    js.into()
}
