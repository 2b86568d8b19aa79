//! The names that types and roles have in the scheme of a format: the Kill of ACE is `Life:Die`.

use super::losses::{LossKind, Losses};
use crate::{annotation::Document, schema::Schema};

/// The name of an entity type in `scheme`; its own where the scheme has none.
pub fn entity_name<'a>(schema: &'a Schema, scheme: &str, label: &'a str) -> &'a str {
    schema.entity_type(label).and_then(|entity_type| entity_type.name_in(scheme)).unwrap_or(label)
}

/// The name of an event type in `scheme`; its own where the scheme has none.
pub fn event_name<'a>(schema: &'a Schema, scheme: &str, label: &'a str) -> &'a str {
    schema.event_type(label).and_then(|event_type| event_type.name_in(scheme)).unwrap_or(label)
}

/// The name of a role of the event type `label` in `scheme`; its own where the scheme has none.
pub fn role_name<'a>(schema: &'a Schema, scheme: &str, label: &str, role: &'a str) -> &'a str {
    let spec = schema.event_type(label).and_then(|event_type| event_type.role(role));
    spec.and_then(|spec| spec.name_in(scheme)).unwrap_or(role)
}

/// The name of a type of relation in `scheme`; its own where the scheme has none.
pub fn relation_name<'a>(schema: &'a Schema, scheme: &str, label: &'a str) -> &'a str {
    let named = schema.relation_type(label).and_then(|relation_type| relation_type.mappings.get(scheme));
    named.map_or(label, String::as_str)
}

/// Reports each relation, each event and each argument that gets another name: several of ours have one name there.
pub fn report(document: &Document, schema: &Schema, scheme: &str, losses: &mut Losses) {
    for relation in &document.relations {
        if relation_name(schema, scheme, &relation.label) != relation.label {
            losses.add(LossKind::Names, &document.id, Some(&relation.id), &relation.label);
        }
    }
    for event in &document.events {
        let mut lose = |text: &str| losses.add(LossKind::Names, &document.id, Some(&event.id), text);
        if event_name(schema, scheme, &event.label) != event.label {
            lose(&event.label);
        }
        for argument in &event.arguments {
            if role_name(schema, scheme, &event.label, &argument.role) != argument.role {
                lose(&argument.role);
            }
        }
    }
}
