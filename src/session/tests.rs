//! Commands, undo and redo, the journal.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::{
    annotation::{Attributes, Entity, Origin, Provenance, Status},
    text::Span,
};

mod attributes;
mod model;
mod relations;

const TEXT: &str = "قتل 26 عنصرا في حمص";

fn span_of(word: &str) -> Span {
    let start = TEXT.find(word).unwrap();
    Span::new(start, start + word.len())
}

fn session() -> Session {
    let suggestion = |id: &str, label: &str, word: &str| Entity {
        id: id.into(),
        label: label.into(),
        span: span_of(word),
        core: span_of(word),
        parts: Vec::new(),
        provenance: Provenance::rule("test", 0.5),
        value: None,
        chain: None,
        attributes: Attributes::new(),
    };
    let entities = vec![suggestion("e1", "CARDINAL", "26"), suggestion("e2", "LOC", "حمص")];
    Session::new(Document { id: "d".into(), text: TEXT.into(), entities, ..Document::default() })
}

fn apply(session: &mut Session, command: Command) -> Result<Step, CommandError> {
    session.apply(command, &Schema::built_in())
}

fn add_event(session: &mut Session) -> String {
    let command = Command::AddEvent { label: "Kill".into(), trigger: span_of("قتل") };
    apply(session, command).unwrap();
    session.records().events().next().unwrap().id.clone()
}

fn add_place(session: &mut Session, event: &str) {
    let filler = Filler::Entity("e2".into());
    let command = Command::AddArgument { event: event.into(), role: "Place".into(), filler };
    apply(session, command).unwrap();
}

#[test]
fn relabelling_a_suggestion_confirms_it() {
    let mut session = session();
    apply(&mut session, Command::RelabelEntity { id: "e2".into(), label: "GPE".into() }).unwrap();
    let entity = session.records().entity("e2").unwrap();
    assert_eq!((entity.label.as_str(), entity.provenance.status), ("GPE", Status::Accepted));
    assert_eq!(entity.provenance.origin, Origin::Person);
}

#[test]
fn accepting_keeps_where_the_suggestion_came_from() {
    let mut session = session();
    let command = Command::SetEntityStatus { ids: vec!["e1".into(), "e2".into()], status: Status::Accepted };
    apply(&mut session, command).unwrap();
    assert!(session.records().entities().all(|entity| entity.provenance.origin == Origin::Rule));
    assert!(session.records().entities().all(|entity| entity.provenance.status == Status::Accepted));
    session.undo().unwrap();
    assert!(session.records().entities().all(|entity| entity.provenance.status == Status::Suggested));
}

#[test]
fn removing_an_entity_that_an_event_uses_is_one_step() {
    let mut session = session();
    let event = add_event(&mut session);
    add_place(&mut session, &event);
    let before = session.to_document();
    apply(&mut session, Command::RemoveEntities { ids: vec!["e2".into()] }).unwrap();
    assert!(session.records().event(&event).unwrap().arguments.is_empty());
    assert!(session.records().entity("e2").is_none());
    session.undo().unwrap();
    assert_eq!(session.to_document(), before);
}

#[test]
fn an_event_whose_reporter_is_removed_has_none() {
    let event = |id: &str, start: usize, reported_by: Option<&str>| crate::annotation::Event {
        id: id.into(),
        label: "Statement".into(),
        trigger: Span::new(start, start + 2),
        arguments: Vec::new(),
        polarity: Default::default(),
        modality: Default::default(),
        reported_by: reported_by.map(str::to_owned),
        attributes: Attributes::new(),
        provenance: crate::annotation::Provenance::person(),
    };
    let mut document = session().to_document();
    document.events = vec![event("v1", 0, None), event("v2", 6, Some("v1"))];
    let mut session = Session::new(document);
    apply(&mut session, Command::RemoveEvents { ids: vec!["v1".into()] }).unwrap();
    assert_eq!(session.records().event("v2").unwrap().reported_by, None);
    session.undo().unwrap();
    assert_eq!(session.records().event("v2").unwrap().reported_by.as_deref(), Some("v1"));
}

#[test]
fn arguments_follow_the_entity_that_fills_them() {
    let mut session = session();
    let event = add_event(&mut session);
    add_place(&mut session, &event);
    let wider = Span::new(span_of("في").start, TEXT.len());
    apply(&mut session, Command::ResizeEntity { id: "e2".into(), span: wider }).unwrap();
    assert_eq!(session.records().event(&event).unwrap().arguments[0].span, wider);
}

#[test]
fn retyping_drops_the_arguments_whose_role_the_type_lacks() {
    let mut session = session();
    let event = add_event(&mut session);
    add_place(&mut session, &event);
    apply(&mut session, Command::RetypeEvent { id: event.clone(), label: "Call".into() }).unwrap();
    assert!(session.records().event(&event).unwrap().arguments.is_empty());
    session.undo().unwrap();
    assert_eq!(session.records().event(&event).unwrap().arguments.len(), 1);
}

#[test]
fn a_span_that_is_an_entity_fills_a_role_as_that_entity() {
    let mut session = session();
    let event = add_event(&mut session);
    let filler = Filler::Span(span_of("26"));
    apply(&mut session, Command::AddArgument { event: event.clone(), role: "Count".into(), filler }).unwrap();
    let argument = &session.records().event(&event).unwrap().arguments[0];
    assert_eq!(argument.entity.as_deref(), Some("e1"));
}

#[test]
fn spans_lose_white_space_and_grow_to_graphemes() {
    let mut session = session();
    let place = span_of("حمص");
    let command = Command::AddEntity { label: "GPE".into(), span: Span::new(place.start - 1, place.end) };
    apply(&mut session, command).unwrap();
    assert!(session.records().entities().any(|entity| entity.label == "GPE" && entity.span == place));
}

#[test]
fn a_refused_command_changes_nothing() {
    let refusals = [
        (
            Command::RelabelEntity { id: "e9".into(), label: "GPE".into() },
            CommandError::UnknownEntity { id: "e9".into() },
        ),
        (
            Command::RelabelEntity { id: "e2".into(), label: "X".into() },
            CommandError::UnknownLabel { label: "X".into() },
        ),
        (Command::AddEntity { label: "LOC".into(), span: span_of("حمص") }, CommandError::Duplicate),
        (
            Command::AddEntity { label: "LOC".into(), span: Span { start: 0, end: 999 } },
            CommandError::OutsideText,
        ),
        (
            Command::AddEntity { label: "LOC".into(), span: Span { start: 1, end: 2 } },
            CommandError::OutsideText,
        ),
        (
            Command::AddEntity { label: "LOC".into(), span: Span { start: 6, end: 7 } },
            CommandError::EmptySpan,
        ),
        (
            Command::LabelAll { label: "X".into(), spans: vec![span_of("قتل")], ids: vec![] },
            CommandError::UnknownLabel { label: "X".into() },
        ),
        (
            Command::LabelAll { label: "GPE".into(), spans: vec![span_of("قتل")], ids: vec!["e9".into()] },
            CommandError::UnknownEntity { id: "e9".into() },
        ),
        (
            Command::SetStatus {
                entities: vec!["e1".into()],
                events: vec!["v1".into()],
                status: Status::Accepted,
            },
            CommandError::UnknownEvent { id: "v1".into() },
        ),
        (
            Command::CopyArguments { from: "v1".into(), to: "v2".into() },
            CommandError::UnknownEvent { id: "v1".into() },
        ),
        (
            Command::RenameChain { id: "c1".into(), name: "x".into() },
            CommandError::UnknownChain { id: "c1".into() },
        ),
        (Command::LeaveChain { ids: vec!["e1".into()] }, CommandError::Duplicate),
        (Command::RemoveEvents { ids: vec!["v1".into()] }, CommandError::UnknownEvent { id: "v1".into() }),
    ];
    let mut session = session();
    let before = session.to_document();
    for (command, error) in refusals {
        assert_eq!(apply(&mut session, command).unwrap_err(), error);
    }
    assert_eq!(session.to_document(), before);
    assert_eq!(session.undo_command(), None);
}

#[test]
fn labelling_all_places_is_one_step() {
    let mut session = session();
    let before = session.to_document();
    let spans = vec![span_of("حمص"), span_of("قتل"), span_of("قتل")];
    let command = Command::LabelAll { label: "GPE".into(), spans, ids: vec!["e2".into()] };
    apply(&mut session, command).unwrap();
    let marks: Vec<_> =
        session.to_document().entities.into_iter().map(|entity| (entity.id, entity.label)).collect();
    // The place that is relabelled is not marked a second time.
    let expected = [("e3", "GPE"), ("e1", "CARDINAL"), ("e2", "GPE")];
    assert_eq!(marks, expected.map(|(id, label)| (id.to_owned(), label.to_owned())));
    session.undo().unwrap();
    assert_eq!(session.to_document(), before);
}

#[test]
fn labelling_all_places_confirms_what_is_suggested_and_passes_over_what_is_accepted() {
    let mut session = session();
    let command = |session: &mut Session| {
        let spans = vec![span_of("حمص")];
        apply(session, Command::LabelAll { label: "LOC".into(), spans, ids: vec![] })
    };
    command(&mut session).unwrap();
    assert_eq!(session.records().entity("e2").unwrap().provenance, Provenance::person());
    assert_eq!(command(&mut session).unwrap_err(), CommandError::Duplicate);
}

#[test]
fn entities_and_events_are_rejected_in_one_step() {
    let mut session = session();
    let event = add_event(&mut session);
    let command =
        Command::SetStatus { entities: vec!["e1".into()], events: vec![event], status: Status::Rejected };
    apply(&mut session, command).unwrap();
    assert!(session.records().events().all(|event| event.provenance.status == Status::Rejected));
    assert_eq!(session.records().entity("e1").unwrap().provenance.status, Status::Rejected);
}

#[test]
fn only_arguments_that_the_other_event_can_have_are_copied() {
    let mut session = session();
    let from = add_event(&mut session);
    add_place(&mut session, &from);
    let filler = Filler::Span(span_of("26"));
    apply(&mut session, Command::AddArgument { event: from.clone(), role: "Count".into(), filler }).unwrap();
    let trigger = span_of("عنصرا");
    let step = apply(&mut session, Command::AddEvent { label: "Meet".into(), trigger }).unwrap();
    let to = step.applied.changes[0].after().and_then(Item::id).unwrap().to_owned();
    let copy = Command::CopyArguments { from, to: to.clone() };
    apply(&mut session, copy.clone()).unwrap();
    let roles: Vec<_> = session
        .records()
        .event(&to)
        .unwrap()
        .arguments
        .iter()
        .map(|argument| argument.role.clone())
        .collect();
    assert_eq!(roles, ["Place"]);
    assert_eq!(apply(&mut session, copy).unwrap_err(), CommandError::Duplicate);
}

#[test]
fn chains_are_joined_renamed_and_left() {
    let mut session = session();
    let before = session.to_document();
    let ids = vec!["e1".to_owned(), "e2".to_owned()];
    apply(&mut session, Command::JoinChain { ids: ids.clone() }).unwrap();
    let chain = session.records().chains()[0].clone();
    assert_eq!(chain.name, "26");
    assert!(session.records().entities().all(|entity| entity.chain.as_ref() == Some(&chain.id)));
    assert_eq!(apply(&mut session, Command::JoinChain { ids }).unwrap_err(), CommandError::Duplicate);

    apply(&mut session, Command::RenameChain { id: chain.id, name: "x".into() }).unwrap();
    assert_eq!(session.records().chains()[0].name, "x");
    apply(&mut session, Command::LeaveChain { ids: vec!["e1".into()] }).unwrap();
    assert_eq!(session.records().chains().len(), 1);
    apply(&mut session, Command::RemoveEntities { ids: vec!["e2".into()] }).unwrap();
    assert_eq!(session.records().chains(), []);
    while session.undo().is_some() {}
    assert_eq!(session.to_document(), before);
}

#[test]
fn labels_are_mapped_or_nothing_is() {
    let mut session = session();
    let event = add_event(&mut session);
    add_place(&mut session, &event);
    let before = session.to_document();
    let mapping = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(old, new)| ((*old).to_owned(), (*new).to_owned())).collect::<BTreeMap<_, _>>()
    };
    let events = mapping(&[("Kill", "Call")]);
    let refused = Command::MapLabels(LabelMapping { events, ..LabelMapping::default() });
    let error = CommandError::UnknownRole { role: "Place".into() };
    assert_eq!(apply(&mut session, refused).unwrap_err(), error);
    assert_eq!(session.to_document(), before);

    let (entities, roles) = (mapping(&[("LOC", "GPE")]), mapping(&[("Place", "Agent")]));
    let events = mapping(&[("Kill", "Attack")]);
    let command = Command::MapLabels(LabelMapping { entities, events, roles, ..LabelMapping::default() });
    apply(&mut session, command).unwrap_err();
    let command = Command::MapLabels(LabelMapping {
        entities: mapping(&[("LOC", "GPE")]),
        events: mapping(&[("Kill", "Injure")]),
        roles: mapping(&[("Place", "Time")]),
        ..LabelMapping::default()
    });
    apply(&mut session, command).unwrap();
    let entity = session.records().entity("e2").unwrap();
    assert_eq!((entity.label.as_str(), entity.provenance.status), ("GPE", Status::Suggested));
    session.undo().unwrap();
    assert_eq!(session.to_document(), before);
}

#[test]
fn an_entity_gets_pieces_and_pieces_that_touch_become_one() {
    let mut session = session();
    let before = session.to_document();
    let add = |session: &mut Session, word: &str| {
        apply(session, Command::AddPart { id: "e1".into(), span: span_of(word) })
    };
    add(&mut session, "حمص").unwrap();
    let entity = session.records().entity("e1").unwrap();
    assert_eq!(entity.parts, [span_of("26"), span_of("حمص")]);
    assert_eq!(entity.span, span_of("26").cover(span_of("حمص")));
    assert_eq!(add(&mut session, "حمص").unwrap_err(), CommandError::Duplicate);
    add(&mut session, "عنصرا").unwrap();
    assert_eq!(session.records().entity("e1").unwrap().parts[0], span_of("26").cover(span_of("عنصرا")));
    add(&mut session, "في").unwrap();
    assert!(session.records().entity("e1").unwrap().parts.is_empty());
    while session.undo().is_some() {}
    assert_eq!(session.to_document(), before);
}

#[test]
fn document_labels_are_kept() {
    let mut session = session();
    let labels = vec!["x".to_owned()];
    apply(&mut session, Command::SetDocumentLabels { labels: labels.clone() }).unwrap();
    assert_eq!(session.to_document().labels, labels);
    session.undo().unwrap();
    assert!(session.to_document().labels.is_empty());
}

#[test]
fn a_new_step_forgets_what_was_undone() {
    let mut session = session();
    add_event(&mut session);
    session.undo().unwrap();
    assert_eq!(session.redo_command(), Some("event.add"));
    apply(&mut session, Command::SetDocumentNotes { notes: "x".into() }).unwrap();
    assert_eq!((session.redo_command(), session.undo_command()), (None, Some("document.notes")));
}

#[test]
fn a_journal_that_does_not_fit_is_refused_with_its_entry() {
    let mut donor = session();
    let step = apply(&mut donor, Command::RemoveEntities { ids: vec!["e1".into()] }).unwrap();
    let mut session = session();
    let entries = [step.entry.clone(), step.entry];
    assert_eq!(session.replay(&entries), Err(JournalError::Journal { entry: 1 }));
}

#[test]
fn a_journal_with_a_span_outside_the_text_or_inside_a_letter_is_refused() {
    let mut donor = session();
    let step = apply(&mut donor, Command::AddEntity { label: "GPE".into(), span: span_of("عنصرا") }).unwrap();
    for span in [Span { start: 0, end: 9_999 }, Span { start: 1, end: 6 }, Span { start: 6, end: 0 }] {
        let JournalEntry::Apply(mut transaction) = step.entry.clone() else { panic!("a step is applied") };
        let Some(Change::Add(Item::Entity(entity))) = transaction.changes.first_mut() else {
            panic!("an entity is added")
        };
        entity.span = span;
        let replayed = session().replay(&[JournalEntry::Apply(transaction)]);
        assert_eq!(replayed, Err(JournalError::Journal { entry: 0 }), "{span:?}");
    }
}

/// A move of the model test: one of few ids, labels and spans, so that moves meet often.
fn any_move() -> impl Strategy<Value = Option<Command>> {
    let id = || (1u8..8).prop_map(|number| format!("e{number}"));
    let event = || (1u8..8).prop_map(|number| format!("v{number}"));
    let relation = || (1u8..8).prop_map(|number| format!("r{number}"));
    let relation_label = || prop::sample::select(vec!["LocatedIn", "PartOf"]).prop_map(str::to_owned);
    let label = || prop::sample::select(vec!["GPE", "LOC", "ORG"]).prop_map(str::to_owned);
    let event_label = || prop::sample::select(vec!["Kill", "Attack", "Call"]).prop_map(str::to_owned);
    let role = || prop::sample::select(vec!["Place", "Time", "Agent"]).prop_map(str::to_owned);
    let span =
        || (0usize..TEXT.len(), 0usize..12).prop_map(|(start, length)| Span::new(start, start + length));
    let filler = move || prop_oneof![id().prop_map(Filler::Entity), span().prop_map(Filler::Span)];
    let status = prop::sample::select(vec![Status::Accepted, Status::Rejected]);
    prop_oneof![
        2 => Just(None),
        3 => (label(), span()).prop_map(|(label, span)| Some(Command::AddEntity { label, span })),
        1 => prop::collection::vec(id(), 1..3).prop_map(|ids| Some(Command::RemoveEntities { ids })),
        1 => (id(), label()).prop_map(|(id, label)| Some(Command::RelabelEntity { id, label })),
        1 => (id(), span()).prop_map(|(id, span)| Some(Command::ResizeEntity { id, span })),
        1 => (id(), span()).prop_map(|(id, span)| Some(Command::AddPart { id, span })),
        1 => (id(), status).prop_map(|(id, status)| Some(Command::SetEntityStatus { ids: vec![id], status })),
        3 => (event_label(), span()).prop_map(|(label, trigger)| Some(Command::AddEvent { label, trigger })),
        1 => (event(), event_label()).prop_map(|(id, label)| Some(Command::RetypeEvent { id, label })),
        1 => event().prop_map(|id| Some(Command::RemoveEvents { ids: vec![id] })),
        3 => (event(), role(), filler()).prop_map(|(event, role, filler)| Some(Command::AddArgument { event, role, filler })),
        1 => (event(), event()).prop_map(|(from, to)| Some(Command::CopyArguments { from, to })),
        2 => prop::collection::vec(id(), 1..3).prop_map(|ids| Some(Command::JoinChain { ids })),
        3 => (relation_label(), id(), id()).prop_map(|(label, from, to)| Some(Command::AddRelation { label, from, to })),
        1 => relation().prop_map(|id| Some(Command::RemoveRelations { ids: vec![id] })),
        1 => (relation(), relation_label(), any::<bool>())
            .prop_map(|(id, label, reversed)| Some(Command::RelabelRelation { id, label, reversed })),
        1 => id().prop_map(|id| Some(Command::LeaveChain { ids: vec![id] })),
        2 => (label(), prop::collection::vec(span(), 0..3), prop::collection::vec(id(), 0..2))
            .prop_map(|(label, spans, ids)| Some(Command::LabelAll { label, spans, ids })),
        1 => (event(), 0usize..3).prop_map(|(event, index)| Some(Command::RemoveArgument { event, index })),
    ]
}

proptest! {
    #[test]
    fn undoing_everything_gives_the_first_document_and_redoing_the_last(moves in prop::collection::vec(any_move(), 1..60)) {
        let mut session = session();
        let first = session.to_document();
        let mut journal = Vec::new();
        for command in moves {
            let step = match command {
                Some(command) => apply(&mut session, command).ok(),
                None => session.undo(),
            };
            journal.extend(step.map(|step| step.entry));
        }
        let last = session.to_document();

        let stored = serde_json::to_string(&journal).unwrap();
        let mut restored = self::session();
        restored.replay(&serde_json::from_str::<Vec<JournalEntry>>(&stored).unwrap()).unwrap();
        prop_assert_eq!(restored.to_document(), last.clone());
        prop_assert_eq!(restored.undo_command(), session.undo_command());

        let mut n_undone = 0;
        while session.undo().is_some() {
            n_undone += 1;
        }
        prop_assert_eq!(session.to_document(), first);
        for _ in 0..n_undone {
            session.redo().unwrap();
        }
        prop_assert_eq!(session.to_document(), last);
    }

    #[test]
    fn arguments_and_relations_always_point_at_entities_that_are_there(moves in prop::collection::vec(any_move(), 1..60)) {
        let mut session = session();
        for command in moves {
            match command {
                Some(command) => { let _ = apply(&mut session, command); }
                None => { session.undo(); }
            }
            let records = session.records();
            for argument in records.events().flat_map(|event| &event.arguments) {
                if let Some(id) = &argument.entity {
                    prop_assert_eq!(records.entity(id).map(|entity| entity.span), Some(argument.span));
                }
            }
            for relation in records.relations() {
                prop_assert!(records.entity(&relation.from).is_some() && records.entity(&relation.to).is_some());
            }
        }
    }
}
