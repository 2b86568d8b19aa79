//! Relations between entities; documents that are begun; whole histories under another schema.

use super::*;

fn related(session: &mut Session) -> String {
    let command = Command::AddRelation { label: "LocatedIn".into(), from: "e1".into(), to: "e2".into() };
    apply(session, command).unwrap();
    session.records().relations().next().unwrap().id.clone()
}

#[test]
fn a_relation_is_made_relabelled_turned_round_and_removed_each_in_one_step() {
    let mut session = session();
    let before = session.to_document();
    let id = related(&mut session);
    let command = Command::RelabelRelation { id: id.clone(), label: "PartOf".into(), reversed: true };
    apply(&mut session, command).unwrap();
    let relation = session.records().relation(&id).unwrap();
    assert_eq!(
        (relation.label.as_str(), relation.from.as_str(), relation.to.as_str()),
        ("PartOf", "e2", "e1")
    );
    apply(&mut session, Command::RemoveRelations { ids: vec![id.clone()] }).unwrap();
    assert!(session.records().relation(&id).is_none());
    for _ in 0..3 {
        session.undo().unwrap();
    }
    assert_eq!(session.to_document(), before);
}

#[test]
fn an_entity_takes_its_relations_with_it_and_undo_brings_both_back() {
    let mut session = session();
    related(&mut session);
    let before = session.to_document();
    apply(&mut session, Command::RemoveEntities { ids: vec!["e2".into()] }).unwrap();
    assert_eq!(session.records().relations().count(), 0);
    session.undo().unwrap();
    assert_eq!(session.to_document(), before);
}

#[test]
fn relations_that_say_nothing_are_refused() {
    let mut session = session();
    let id = related(&mut session);
    let add = |label: &str, from: &str, to: &str| Command::AddRelation {
        label: label.into(),
        from: from.into(),
        to: to.into(),
    };
    let refusals = [
        (add("LocatedIn", "e1", "e2"), CommandError::Duplicate),
        (add("LocatedIn", "e1", "e1"), CommandError::SameEntity),
        (add("LocatedIn", "e1", "e9"), CommandError::UnknownEntity { id: "e9".into() }),
        (add("GPE", "e2", "e1"), CommandError::UnknownLabel { label: "GPE".into() }),
        (
            Command::RemoveRelations { ids: vec!["r9".into()] },
            CommandError::UnknownRelation { id: "r9".into() },
        ),
    ];
    for (command, error) in refusals {
        assert_eq!(apply(&mut session, command).unwrap_err(), error);
    }
    let reject = Command::SetRelationStatus { ids: vec![id.clone()], status: Status::Rejected };
    apply(&mut session, reject).unwrap();
    // Who says again what was rejected confirms it.
    apply(&mut session, add("LocatedIn", "e1", "e2")).unwrap();
    assert_eq!(session.records().relation(&id).unwrap().provenance, Provenance::person());
}

#[test]
fn work_on_marks_begins_a_new_document_and_remarks_do_not() {
    use crate::annotation::DocumentStatus;
    let mut session = session();
    apply(&mut session, Command::SetDocumentNotes { notes: "x".into() }).unwrap();
    assert_eq!(session.records().properties().status, DocumentStatus::New);
    apply(&mut session, Command::RelabelEntity { id: "e2".into(), label: "GPE".into() }).unwrap();
    assert_eq!(session.records().properties().status, DocumentStatus::InProgress);
    session.undo().unwrap();
    assert_eq!(session.records().properties().status, DocumentStatus::New);
    apply(&mut session, Command::SetDocumentStatus { status: DocumentStatus::Done }).unwrap();
    apply(&mut session, Command::RelabelEntity { id: "e2".into(), label: "GPE".into() }).unwrap();
    assert_eq!(session.records().properties().status, DocumentStatus::Done);
}

fn one_to_one(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect()
}

/// The built-in schema without the entity type `label`.
fn schema_without(label: &str) -> Schema {
    let mut schema = Schema::built_in();
    schema.entities.retain(|entity_type| entity_type.id != label);
    schema
}

#[test]
fn under_another_schema_every_step_can_still_be_undone() {
    let mut session = session();
    apply(&mut session, Command::RelabelEntity { id: "e1".into(), label: "LOC".into() }).unwrap();
    apply(&mut session, Command::RemoveEntities { ids: vec!["e2".into()] }).unwrap();
    session.undo().unwrap();
    let mapping = LabelMapping { entities: one_to_one(&[("LOC", "GPE")]), ..LabelMapping::default() };
    let mut mapped = session.relabelled(&mapping, &schema_without("LOC")).unwrap();
    let labels = |session: &Session| -> Vec<String> {
        session.to_document().entities.into_iter().map(|entity| entity.label).collect()
    };
    assert_eq!(labels(&mapped), ["GPE", "GPE"]);
    let mut restored = Session::new(mapped.base());
    restored.replay(&mapped.journal()).unwrap();
    assert_eq!(
        (restored.undo_command(), restored.redo_command()),
        (Some("entity.relabel"), Some("entity.remove"))
    );
    assert_eq!(restored.to_document(), mapped.to_document());
    mapped.redo().unwrap();
    assert_eq!(labels(&mapped), ["GPE"]);
    while mapped.undo().is_some() {}
    assert_eq!(labels(&mapped), ["CARDINAL", "GPE"]);
}

#[test]
fn the_role_of_one_event_type_becomes_another_and_that_of_the_others_stays() {
    let mut session = session();
    let event = add_event(&mut session);
    add_place(&mut session, &event);
    let of = |roles| LabelMapping { roles, ..LabelMapping::default() };
    let roles = |session: &Session| session.records().event(&event).unwrap().arguments[0].role.clone();
    apply(&mut session, Command::MapLabels(of(one_to_one(&[("Attack/Place", "Time")])))).unwrap();
    assert_eq!(roles(&session), "Place");
    apply(&mut session, Command::MapLabels(of(one_to_one(&[("Kill/Place", "Time")])))).unwrap();
    assert_eq!(roles(&session), "Time");
}

#[test]
fn a_history_that_knows_a_label_without_a_new_name_is_not_kept() {
    let mut session = session();
    apply(&mut session, Command::RemoveEntities { ids: vec!["e2".into()] }).unwrap();
    assert!(session.relabelled(&LabelMapping::default(), &schema_without("LOC")).is_none());
}
