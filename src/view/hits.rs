//! The places that have the words looked for, each with its context and its marks.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Viewer;
use crate::{
    annotation::{Entity, Status},
    session::{Pattern, Session, core_of},
    text::{Span, Utf16Span},
};

/// An entity on just the words of a hit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HitMark {
    /// Its id.
    pub id: String,
    /// Its type.
    pub label: String,
    /// What a person has said of it; a rejected one is remembered.
    pub status: Status,
}

/// A place that has the words looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Hit {
    /// The document's id.
    pub document: String,
    /// Where it stands.
    pub span: Utf16Span,
    /// What stands before it on its line.
    pub before: String,
    /// Its text.
    pub text: String,
    /// What stands behind it on its line.
    pub after: String,
    /// The entities on these words, with or without proclitics.
    pub marks: Vec<HitMark>,
}

/// How much of its line is shown on each side of a hit, in characters.
const CONTEXT_CHARS: usize = 48;

/// The places of `session` that `pattern` finds.
pub fn hits(session: &Session, viewer: &Viewer, pattern: &Pattern) -> Vec<Hit> {
    let document = session.structure();
    let convert = viewer.to_utf16(&document.text);
    let mut by_end: BTreeMap<usize, Vec<&Entity>> = BTreeMap::new();
    for entity in session.records().entities() {
        by_end.entry(entity.span.end).or_default().push(entity);
    }
    let hit = |span: Span| {
        let core = core_of(document, span);
        let is_on = |entity: &&&Entity| entity.span == span || entity.core == core;
        let marks = by_end.get(&span.end).into_iter().flatten().filter(is_on);
        let mark = |entity: &&Entity| HitMark {
            id: entity.id.clone(),
            label: entity.label.clone(),
            status: entity.provenance.status,
        };
        Some(Hit {
            document: document.id.clone(),
            span: convert(span)?,
            before: before(&document.text, span.start),
            text: span.slice(&document.text).to_owned(),
            after: after(&document.text, span.end),
            marks: marks.map(mark).collect(),
        })
    };
    pattern.find(document).into_iter().filter_map(hit).collect()
}

/// The end of the line up to `byte`, in whole words where it is cut.
fn before(text: &str, byte: usize) -> String {
    let line = text.get(..byte).and_then(|text| text.rsplit('\n').next()).unwrap_or_default();
    let Some((cut, _)) = line.char_indices().rev().nth(CONTEXT_CHARS) else { return line.to_owned() };
    let kept = &line[cut..];
    kept.split_once(' ').map_or(kept, |(_, words)| words).to_owned()
}

/// The beginning of the rest of the line from `byte` on, in whole words where it is cut.
fn after(text: &str, byte: usize) -> String {
    let line = text.get(byte..).and_then(|text| text.lines().next()).unwrap_or_default();
    let Some((cut, _)) = line.char_indices().nth(CONTEXT_CHARS) else { return line.to_owned() };
    let kept = &line[..cut];
    kept.rsplit_once(' ').map_or(kept, |(words, _)| words).to_owned()
}
