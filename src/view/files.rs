//! What the page is shown of formats, of an export before it is saved, and of a file before it is opened.

use serde::Serialize;

use crate::dataset::{Format, Loss, LossKind, Losses, Preview, Uses};

/// A format that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "DataFormat"))]
pub struct FormatView {
    /// `label-studio`.
    pub id: &'static str,
    /// `Label Studio`.
    pub name: &'static str,
    /// The ending of its files.
    pub ending: &'static str,
    /// Whether it can be written.
    pub written: bool,
    /// Whether it can be read.
    pub read: bool,
    /// Whether each document has files of its own.
    pub apart: bool,
    /// The options that it heeds.
    pub uses: Uses,
}

impl FormatView {
    /// All formats, the most used first.
    pub fn all() -> Vec<Self> {
        let view = |format: &'static Format| Self {
            id: format.id,
            name: format.name,
            ending: format.ending,
            written: format.is_written(),
            read: format.is_read(),
            apart: format.is_apart(),
            uses: format.uses(),
        };
        Format::all().map(view).collect()
    }
}

/// What an export could not hold, of one kind.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "ExportLoss"))]
pub struct LossView {
    /// What kind.
    pub kind: LossKind,
    /// In words, in English.
    pub reason: &'static str,
    /// How often, and where first.
    pub loss: Loss,
}

impl LossView {
    /// Each kind of `losses`.
    pub fn of(losses: &Losses) -> Vec<Self> {
        losses.iter().map(|(kind, loss)| Self { kind, reason: kind.reason(), loss: loss.clone() }).collect()
    }
}

/// What files hold, before they are opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "ImportPreview"))]
pub struct PreviewView {
    /// Id of their format.
    pub format: &'static str,
    /// The rest.
    #[serde(flatten)]
    pub preview: Preview,
}
