//! Commands, undo and redo, the journal.

use proptest::prelude::*;

use super::*;
use crate::{
    annotation::{Entity, Origin, Provenance, Status},
    text::Span,
};

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

/// A move of the model test: one of few ids, labels and spans, so that moves meet often.
fn any_move() -> impl Strategy<Value = Option<Command>> {
    let id = || (1u8..8).prop_map(|number| format!("e{number}"));
    let event = || (1u8..8).prop_map(|number| format!("v{number}"));
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
        1 => (id(), status).prop_map(|(id, status)| Some(Command::SetEntityStatus { ids: vec![id], status })),
        3 => (event_label(), span()).prop_map(|(label, trigger)| Some(Command::AddEvent { label, trigger })),
        1 => (event(), event_label()).prop_map(|(id, label)| Some(Command::RetypeEvent { id, label })),
        1 => event().prop_map(|id| Some(Command::RemoveEvents { ids: vec![id] })),
        3 => (event(), role(), filler()).prop_map(|(event, role, filler)| Some(Command::AddArgument { event, role, filler })),
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
    fn arguments_always_point_at_entities_that_are_there(moves in prop::collection::vec(any_move(), 1..60)) {
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
        }
    }
}
