//! What is said of marks in attributes of the label set's own.

use super::*;
use crate::schema::{AttributeSpec, Bilingual, MarkKind, Named};

fn attribute(id: &str, of: MarkKind, types: &[&str], values: &[&str]) -> AttributeSpec {
    let named = |id: &&str| Named { id: (*id).to_owned(), label: Bilingual::default() };
    AttributeSpec {
        id: id.to_owned(),
        label: Bilingual::default(),
        definition: Bilingual::default(),
        of,
        types: types.iter().map(|id| (*id).to_owned()).collect(),
        values: values.iter().map(named).collect(),
    }
}

/// The built-in schema with how sure a number is, what kind of place a place is, and a remark on events.
fn schema() -> Schema {
    let certainty = attribute("certainty", MarkKind::Entity, &["CARDINAL", "MONEY"], &["low", "high"]);
    let kind = attribute("kind", MarkKind::Entity, &["LOC", "GPE"], &["town", "province"]);
    let remark = attribute("remark", MarkKind::Event, &[], &[]);
    Schema { attributes: vec![certainty, kind, remark], ..Schema::built_in() }
}

fn say(session: &mut Session, id: &str, attribute: &str, value: &str) -> Result<(), CommandError> {
    let (id, attribute) = (id.to_owned(), attribute.to_owned());
    let value = (!value.is_empty()).then(|| value.to_owned());
    session.apply(Command::SetAttribute { id, attribute, value }, &schema()).map(|_| ())
}

fn said(session: &Session, id: &str) -> Vec<(String, String)> {
    let of_entity = session.records().entity(id).map(|entity| &entity.attributes);
    let attributes = of_entity.or_else(|| session.records().event(id).map(|event| &event.attributes));
    attributes.unwrap().iter().map(|(id, value)| (id.clone(), value.clone())).collect()
}

fn pair(id: &str, value: &str) -> Vec<(String, String)> {
    vec![(id.to_owned(), value.to_owned())]
}

#[test]
fn a_value_is_said_changed_and_taken_away_each_in_one_step() {
    let mut session = session();
    let before = session.to_document();
    say(&mut session, "e1", "certainty", "low").unwrap();
    say(&mut session, "e1", "certainty", " high ").unwrap();
    assert_eq!(said(&session, "e1"), pair("certainty", "high"));
    say(&mut session, "e1", "certainty", "").unwrap();
    assert_eq!(said(&session, "e1"), []);
    for _ in 0..3 {
        session.undo().unwrap();
    }
    assert_eq!(session.to_document(), before);
}

#[test]
fn an_event_has_attributes_too_and_one_without_values_takes_any_text() {
    let mut session = session();
    let event = add_event(&mut session);
    say(&mut session, &event, "remark", "بحسب شاهد واحد").unwrap();
    assert_eq!(said(&session, &event), pair("remark", "بحسب شاهد واحد"));
    let mut restored = Session::new(session.base());
    restored.replay(&session.journal()).unwrap();
    assert_eq!(restored.to_document(), session.to_document());
}

#[test]
fn what_cannot_be_said_is_refused() {
    let mut session = session();
    let attribute = |id: &str| CommandError::UnknownAttribute { attribute: id.to_owned() };
    let value = |value: &str| CommandError::UnknownValue { value: value.to_owned() };
    let cases = [
        ("e1", "colour", "red", attribute("colour")),
        ("e1", "kind", "town", attribute("kind")),
        ("e1", "remark", "x", attribute("remark")),
        ("e1", "certainty", "perhaps", value("perhaps")),
        ("e9", "certainty", "low", CommandError::UnknownEvent { id: "e9".into() }),
        ("e1", "certainty", "", CommandError::Duplicate),
    ];
    for (id, attribute, value, expected) in cases {
        assert_eq!(say(&mut session, id, attribute, value).unwrap_err(), expected);
    }
}

#[test]
fn a_new_type_keeps_the_attributes_that_it_has() {
    let mut session = session();
    say(&mut session, "e1", "certainty", "low").unwrap();
    let relabel = |label: &str| Command::RelabelEntity { id: "e1".into(), label: label.into() };
    session.apply(relabel("MONEY"), &schema()).unwrap();
    assert_eq!(said(&session, "e1"), pair("certainty", "low"));
    session.apply(relabel("DATE"), &schema()).unwrap();
    assert_eq!(said(&session, "e1"), []);
}

#[test]
fn under_another_schema_values_get_new_names_or_the_change_is_refused() {
    let mut session = session();
    say(&mut session, "e1", "certainty", "low").unwrap();
    let sureness = attribute("sureness", MarkKind::Entity, &[], &["unsure", "sure"]);
    let other = Schema { attributes: vec![sureness], ..Schema::built_in() };
    let mut mapping = LabelMapping::default();
    let refused = |session: &mut Session, mapping: &LabelMapping| {
        session.apply(Command::MapLabels(mapping.clone()), &other).unwrap_err()
    };
    let unknown = CommandError::UnknownAttribute { attribute: "certainty".into() };
    assert_eq!(refused(&mut session, &mapping), unknown);
    mapping.attributes.insert("certainty".into(), "sureness".into());
    assert_eq!(refused(&mut session, &mapping), CommandError::UnknownValue { value: "low".into() });
    mapping.values.insert("certainty/low".into(), "unsure".into());
    let mapped = session.relabelled(&mapping, &other).unwrap();
    assert_eq!(said(&mapped, "e1"), pair("sureness", "unsure"));
    let mut restored = Session::new(mapped.base());
    restored.replay(&mapped.journal()).unwrap();
    assert_eq!(said(&restored, "e1"), pair("sureness", "unsure"));
}
