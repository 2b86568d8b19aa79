//! The native format there and back, and what it refuses.

use proptest::prelude::*;

use super::*;
use crate::{
    annotation::{
        Argument, Attributes, Decision, DifferenceKind, Document, Entity, Event, EventName, Meta, Modality,
        Polarity, Provenance, Reading, Relation, Value,
    },
    dataset::{ImportError, LabelMap},
    schema::{AttributeSpec, Bilingual, MarkKind, Named, Schema},
    text::{Span, snap_to_graphemes},
};

const TEXT: &str = "😭 قُتل 26 عنصراً في حمص";

fn span_of(text: &str, word: &str) -> Span {
    let start = text.find(word).unwrap();
    Span::new(start, start + word.len())
}

fn entity(id: &str, label: &str, span: Span) -> Entity {
    let value = Some(Value::Number { number: 0.1 + 0.2 });
    Entity {
        id: id.into(),
        label: label.into(),
        span,
        core: span,
        parts: Vec::new(),
        provenance: Provenance::rule("test", 0.1),
        value,
        chain: None,
        attributes: Attributes::new(),
    }
}

fn document() -> Document {
    let place = span_of(TEXT, "حمص");
    let argument = Argument { role: "Place".into(), span: place, entity: Some("e1".into()) };
    let event = Event {
        id: "v1".into(),
        label: "Kill".into(),
        trigger: span_of(TEXT, "قُتل"),
        arguments: vec![argument],
        polarity: Polarity::Negative,
        modality: Modality::Reported,
        reported_by: Some("v2".into()),
        attributes: Attributes::new(),
        provenance: Provenance::person(),
    };
    let report = Event {
        id: "v2".into(),
        label: "Statement".into(),
        trigger: span_of(TEXT, "قُتل"),
        arguments: Vec::new(),
        reported_by: None,
        attributes: Attributes::new(),
        ..event.clone()
    };
    let relation = Relation {
        id: "r1".into(),
        label: "PartOf".into(),
        from: "e1".into(),
        to: "e2".into(),
        provenance: Provenance::person(),
    };
    Document {
        id: "d1".into(),
        text: TEXT.into(),
        meta: Meta { title: Some("عنوان".into()), ..Meta::default() },
        entities: vec![entity("e1", "GPE", place), entity("e2", "LOC", place)],
        events: vec![event, report],
        relations: vec![relation],
        notes: "ملاحظة".into(),
        ..Document::default()
    }
}

fn read(json: &str) -> Result<Vec<Document>, ImportError> {
    read_json(json, &Schema::built_in(), &LabelMap::default())
}

#[track_caller]
fn check_refused(from: &str, to: &str, expected: ImportError) {
    let json = to_json([&document()], &Schema::default());
    assert!(json.contains(from), "{from} is not in {json}");
    assert_eq!(read(&json.replacen(from, to, 1)).unwrap_err(), expected);
}

fn field(path: &str) -> String {
    format!("documents[0].{path}")
}

#[test]
fn offsets_are_code_points() {
    let json = to_json([&document()], &Schema::default());
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let place = &value["documents"][0]["entities"][0];
    assert_eq!((place["start"].as_u64(), place["end"].as_u64()), (Some(20), Some(23)));
    assert_eq!(place["text"], "حمص");
}

#[test]
fn both_forms_come_back_as_they_were() {
    let document = document();
    let from_json = read(&to_json([&document], &Schema::default())).unwrap();
    let from_jsonl = read_jsonl(&to_jsonl([&document]), &Schema::built_in()).unwrap();
    assert_eq!((from_json.as_slice(), from_jsonl.as_slice()), (&[document.clone()][..], &[document][..]));
}

#[test]
fn decisions_come_back_also_where_the_schema_has_lost_their_labels() {
    let mut document = document();
    let place = span_of(TEXT, "حمص");
    let reading = |annotator: &str, entities: Vec<Entity>| Reading {
        annotators: vec![annotator.to_owned()],
        entities,
        ..Reading::default()
    };
    document.decisions.push(Decision {
        kind: DifferenceKind::Argument,
        by: "حكم".into(),
        event: Some(EventName { label: "Kill".into(), trigger: span_of(TEXT, "قُتل") }),
        chosen: Reading {
            events: vec![Event { arguments: Vec::new(), reported_by: None, ..document.events[0].clone() }],
            arguments: vec![Argument { role: "Place".into(), span: place, entity: None }],
            ..reading("سارة", Vec::new())
        },
        against: vec![reading("علي", Vec::new()), reading("مها", vec![entity("e1", "GONE", place)])],
    });
    let read = read(&to_json([&document], &Schema::default())).unwrap();
    assert_eq!(read, [document]);
}

#[test]
fn own_attributes_come_back_and_must_be_in_the_label_set() {
    let said = |value: &str| Attributes::from([("certainty".to_owned(), value.to_owned())]);
    let mut document = document();
    document.entities[0].attributes = said("low");
    let attribute = AttributeSpec {
        id: "certainty".into(),
        label: Bilingual::default(),
        definition: Bilingual::default(),
        of: MarkKind::Entity,
        types: vec!["GPE".into()],
        values: vec![Named { id: "low".into(), label: Bilingual::default() }],
    };
    let schema = Schema { attributes: vec![attribute], ..Schema::built_in() };
    let written = to_json([&document], &schema);
    let read = |json: &str, schema: &Schema| read_json(json, schema, &LabelMap::default());
    assert_eq!(read(&written, &schema).unwrap(), [document.clone()]);
    let refused = |json: &str, schema: &Schema, reason: &str| {
        let reason = reason.to_owned();
        let expected = ImportError::Field { field: field("entities[0].attributes.certainty"), reason };
        assert_eq!(read(json, schema).unwrap_err(), expected);
    };
    refused(&written, &Schema::built_in(), "GPE has no such attribute in the label set");
    document.entities[0].attributes = said("perhaps");
    refused(&to_json([&document], &schema), &schema, "\"perhaps\" is none of the attribute's values");
}

#[test]
fn a_cut_off_file_is_refused_with_its_place() {
    let json = to_json([&document()], &Schema::default());
    let cut = &json[..json.rfind("Kill").unwrap()];
    assert!(matches!(read(cut), Err(ImportError::JsonSyntax { line, .. }) if line > 20));
}

#[test]
fn a_relation_to_nobody_is_refused() {
    let reason = "must be the id of an entity of the document".to_owned();
    let expected = ImportError::Field { field: field("relations[0].to"), reason };
    check_refused(r#""to": "e2""#, r#""to": "e7""#, expected);
    let reason = "must be another entity than `from`".to_owned();
    let expected = ImportError::Field { field: field("relations[0].to"), reason };
    check_refused(r#""to": "e2""#, r#""to": "e1""#, expected);
    let expected = ImportError::UnknownLabel { field: field("relations[0]"), label: "Whole".into() };
    check_refused(r#""label": "PartOf""#, r#""label": "Whole""#, expected);
}

#[test]
fn a_mention_of_a_chain_that_is_not_there_is_refused() {
    let reason = "must be the id of a chain of the document".to_owned();
    let expected = ImportError::Field { field: field("entities[0].chain"), reason };
    check_refused(r#""chain": null"#, r#""chain": "c9""#, expected);
}

#[test]
fn json_of_something_else_is_refused() {
    for json in ["[]", "3", "{}", r#"{"text":"x"}"#] {
        assert_eq!(read(json), Err(ImportError::NotNative));
    }
}

#[test]
fn a_later_version_is_refused() {
    check_refused(r#""version": 1"#, r#""version": 2"#, ImportError::NewerVersion { version: 2 });
}

#[test]
fn another_offset_unit_is_refused() {
    let reason = r#"must be "code_point""#.to_owned();
    check_refused("code_point", "utf16", ImportError::Field { field: "offset_unit".into(), reason });
}

#[test]
fn a_span_outside_the_text_is_refused() {
    check_refused(r#""end": 23"#, r#""end": 99"#, ImportError::SpanOutside { field: field("entities[0]") });
}

#[test]
fn a_span_inside_a_letter_with_its_mark_is_refused() {
    check_refused(
        r#""end": 6"#,
        r#""end": 3"#,
        ImportError::SpanOutside { field: field("events[0].trigger") },
    );
}

#[test]
fn a_text_that_differs_from_its_span_is_refused() {
    let (expected, found) = ("حلب".into(), "حمص".into());
    let error = ImportError::TextMismatch { field: field("entities[0]"), expected, found };
    check_refused(r#""text": "حمص""#, r#""text": "حلب""#, error);
}

#[test]
fn a_text_that_was_changed_is_refused() {
    check_refused("عنصراً", "رجلاً", ImportError::HashMismatch { field: field("sha256") });
}

#[test]
fn unknown_labels_and_roles_are_refused() {
    let unknown =
        |path: &str, label: &str| ImportError::UnknownLabel { field: field(path), label: label.into() };
    check_refused(r#""GPE""#, r#""CITY""#, unknown("entities[0]", "CITY"));
    check_refused(r#""Kill""#, r#""Murder""#, unknown("events[0]", "Murder"));
    check_refused(r#""Place""#, r#""Where""#, unknown("events[0].arguments[0]", "Where"));
}

#[test]
fn an_argument_without_its_entity_is_refused() {
    let error = ImportError::DuplicateId { field: field("events[0].arguments[0].entity"), id: "e7".into() };
    check_refused(r#""entity": "e1""#, r#""entity": "e7""#, error);
}

#[test]
fn a_mark_in_pieces_comes_back_and_its_pieces_must_make_it_up() {
    let mut document = document();
    let whole = span_of(TEXT, "26 عنصراً في حمص");
    let parts = vec![span_of(TEXT, "26"), span_of(TEXT, "حمص")];
    document.entities[0] = Entity { span: whole, parts, ..document.entities[0].clone() };
    let json = to_json([&document], &Schema::default());
    assert_eq!(read(&json).unwrap(), [document]);
    let overlong = json.replacen(r#""end": 9"#, r#""end": 20"#, 1);
    let Err(ImportError::Field { field: path, .. }) = read(&overlong) else { panic!("accepted") };
    assert_eq!(path, field("entities[0].parts"));
}

#[test]
fn a_field_of_another_kind_is_named() {
    let json = to_json([&document()], &Schema::default()).replace(r#""start": 20"#, r#""start": "x""#);
    let Err(ImportError::Field { field, .. }) = read(&json) else { panic!("accepted") };
    assert!(field.starts_with("documents[0].entities[0]"), "{field}");
}

#[test]
fn a_broken_line_is_named() {
    let jsonl = to_jsonl([&document()]) + "\n{\"text\":";
    let error = read_jsonl(&jsonl, &Schema::built_in()).unwrap_err();
    assert!(matches!(error, ImportError::JsonSyntax { line: 3, .. }));
}

proptest! {
    #[test]
    fn any_document_comes_back_as_it_was(
        text in "([\u{620}-\u{652}]|😭|e\u{301}|\r\n|[ «»a-z\u{200d}\u{200f}\u{640}]){1,60}",
        cuts in prop::collection::vec((0usize..200, 1usize..40), 0..6),
    ) {
        let spans = cuts.into_iter().map(|(start, length)| snap_to_graphemes(&text, Span::new(start.min(text.len() - 1), start + length)));
        let entities = spans.enumerate().map(|(index, span)| entity(&format!("e{index}"), "GPE", span)).collect();
        let document = Document { id: "d".into(), text: text.clone(), entities, ..Document::default() };
        prop_assert_eq!(read(&to_json([&document], &Schema::default())).unwrap(), [document.clone()]);
        prop_assert_eq!(read_jsonl(&to_jsonl([&document]), &Schema::built_in()).unwrap(), [document]);
    }

    #[test]
    fn any_json_gives_documents_or_an_error(json in "[\\[\\]{}\":,a-z0-9 ]{0,80}") {
        let _ = read(&json);
        let _ = read_jsonl(&json, &Schema::built_in());
    }
}

/// Found by fuzzing: a document that another program's file brought in could not be stored and read again.
#[test]
fn a_text_of_many_control_characters_comes_back() {
    let text = format!("حلب{}", "\u{7f}".repeat(9));
    let document = Document { id: "d".into(), text, ..Document::default() };
    let (lines, set) = (to_jsonl([&document]), to_json([&document], &Schema::built_in()));
    for (name, file) in [("d.jsonl", lines), ("d.json", set)] {
        let read = crate::dataset::read(file.as_bytes(), name, &Schema::built_in());
        assert_eq!(read, Ok(crate::dataset::Imported::Documents(vec![document.clone()])), "{name}");
    }
}

/// Found by fuzzing.
#[test]
fn a_core_outside_its_entity_is_refused() {
    let file = |core: &str| {
        let entity = format!(r#"{{"id":"e1","label":"GPE","start":3,"end":6,"text":"حلب","core":{core}}}"#);
        format!(r#"{{"format":"hashiya","id":"d","text":"في حلب","entities":[{entity}]}}"#)
    };
    let read = |core: &str| crate::dataset::read(file(core).as_bytes(), "d.jsonl", &Schema::built_in());
    let expected = ImportError::SpanOutside { field: "line 1.entities[0].core".into() };
    assert_eq!(read(r#"{"start":0,"end":6}"#), Err(expected));
    assert!(read(r#"{"start":4,"end":6}"#).is_ok());
}
