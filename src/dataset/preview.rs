//! What files hold before they are opened: how many documents, which labels, and what those may be called here.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    ImportError, LabelMap,
    draft::{Draft, FILLER},
    format::{File, Format, Reading},
    import::Import,
};
use crate::schema::Schema;

/// A label of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LabelUse {
    /// As the file has it.
    pub label: String,
    /// How many marks have it.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: usize,
    /// Whether it is a role or a relation, of links between marks.
    pub is_role: bool,
    /// The type or role of the schema that it is, or that it may be; none where nothing fits.
    pub name: Option<String>,
    /// Whether the schema has the label itself.
    pub is_known: bool,
}

/// What files hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Preview {
    /// How many documents.
    #[cfg_attr(test, ts(type = "number"))]
    pub documents: usize,
    /// Their labels, in the order of the alphabet.
    pub labels: Vec<LabelUse>,
}

/// What `files` of one format hold. Texts and spans are checked, labels are not.
///
/// # Errors
/// [`ImportError`] with the place.
pub fn preview(
    files: &[File],
    format: &'static Format,
    schema: &Schema,
    column: Option<&str>,
) -> Result<Preview, ImportError> {
    let map = LabelMap::default();
    let mut import = Import::new(format, schema, &map).with_column(column);
    if let Some(Reading::Native { .. }) = format.read {
        let documents = import.read(files)?.len();
        return Ok(Preview { documents, labels: Vec::new() });
    }
    let drafts = import.drafts(files)?;
    let mut counts: BTreeMap<(&str, bool), usize> = BTreeMap::new();
    for Draft { marks, links, .. } in &drafts {
        for mark in marks.iter().filter(|mark| mark.label != FILLER) {
            *counts.entry((&mark.label, false)).or_default() += 1;
        }
        for link in links {
            *counts.entry((&link.role, true)).or_default() += 1;
        }
    }
    let labels = counts.into_iter().map(|((label, is_role), count)| {
        let name = if is_role { role_named(label, schema) } else { type_named(label, schema) };
        let is_known = name.as_deref() == Some(label);
        LabelUse { label: label.to_owned(), count, is_role, name, is_known }
    });
    Ok(Preview { documents: drafts.len(), labels: labels.collect() })
}

/// The type with this id, or with this id in other letters, or that another scheme calls so.
fn type_named(label: &str, schema: &Schema) -> Option<String> {
    let entities = schema.entities.iter().map(|entity_type| (&entity_type.id, &entity_type.mappings));
    let types: Vec<_> = entities
        .chain(schema.events.iter().map(|event_type| (&event_type.id, &event_type.mappings)))
        .collect();
    let same = types.iter().find(|(id, _)| *id == label);
    let similar = || types.iter().find(|(id, _)| id.eq_ignore_ascii_case(label));
    let mapped =
        || types.iter().find(|(_, names)| names.values().any(|name| name.eq_ignore_ascii_case(label)));
    same.or_else(similar).or_else(mapped).map(|(id, _)| (*id).clone())
}

/// The role or the type of relation with this id, or with this id in other letters, or that another scheme calls so.
fn role_named(label: &str, schema: &Schema) -> Option<String> {
    let ids = || {
        schema.roles.iter().map(|role| &role.id).chain(schema.relations.iter().map(|relation| &relation.id))
    };
    let same = ids().find(|id| *id == label);
    let similar = || ids().find(|id| id.eq_ignore_ascii_case(label));
    let has_name = |name: &String| name.eq_ignore_ascii_case(label);
    let mapped = || schema.relations.iter().find(|relation| relation.mappings.values().any(has_name));
    same.or_else(similar).or_else(|| mapped().map(|relation| &relation.id)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_counted_and_names_are_proposed() {
        let line = r#"{"text":"حلب","label":[[0,3,"LOC"],[0,3,"PER"],[0,2,"PER"],[0,1,"Zzz"]]}"#;
        let files = [File::new("a.jsonl", line)];
        let format = Format::named("doccano").unwrap();
        let found = preview(&files, format, &Schema::built_in(), None).unwrap();
        let labels: Vec<_> = found
            .labels
            .iter()
            .map(|label| (label.label.as_str(), label.count, label.name.as_deref()))
            .collect();
        assert_eq!(found.documents, 1);
        assert_eq!(labels, [("LOC", 1, Some("LOC")), ("PER", 2, Some("PERS")), ("Zzz", 1, None)]);
    }
}
