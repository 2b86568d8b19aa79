//! Any commands, undone and done again, leave a document whose invariants hold, and a journal that gives it back.
#![no_main]

use std::sync::LazyLock;

use hashiya::{
    annotation::{Document, Meta, Modality, Polarity, Status},
    lexicon::Lexicon,
    pipeline::Annotator,
    session::{Command, Filler, JournalEntry, Session},
    text::Span,
};
use libfuzzer_sys::{
    arbitrary::{self, Arbitrary},
    fuzz_target,
};

#[path = "../../tests/hostile/invariants.rs"]
#[allow(dead_code)] // The other targets check the rest.
mod invariants;

static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new(Lexicon::embedded().clone()));

/// Some paragraphs of our own sample, with the marks that are suggested.
static DOCUMENT: LazyLock<Document> = LazyLock::new(|| {
    let article = include_str!("../../data/sample/article.txt");
    let text: Vec<&str> = article.lines().take(8).collect();
    ANNOTATOR.annotate("d1", text.join("\n"), Meta::default())
});

/// One thing that a person does. Numbers are taken modulo what there is, and now and then beyond it.
#[derive(Debug, Arbitrary)]
enum Move {
    Undo,
    Redo,
    AddEntity { label: u8, span: (u16, u8) },
    LabelAll { label: u8, spans: Vec<(u16, u8)>, ids: Vec<u8> },
    RemoveEntities(Vec<u8>),
    RelabelEntity { id: u8, label: u8 },
    ResizeEntity { id: u8, span: (u16, u8) },
    AddPart { id: u8, span: (u16, u8) },
    SetStatus { entities: Vec<u8>, events: Vec<u8>, is_accepted: bool },
    AddEvent { label: u8, trigger: (u16, u8) },
    RemoveEvents(Vec<u8>),
    RetypeEvent { id: u8, label: u8 },
    ResizeTrigger { id: u8, trigger: (u16, u8) },
    SetEventAttributes { id: u8, is_positive: bool, is_asserted: bool },
    AddArgument { event: u8, role: u8, filler: Result<u8, (u16, u8)> },
    RemoveArgument { event: u8, index: u8 },
    RetargetArgument { event: u8, index: u8, filler: Result<u8, (u16, u8)> },
    SetArgumentRole { event: u8, index: u8, role: u8 },
    CopyArguments { from: u8, to: u8 },
    JoinChain(Vec<u8>),
    LeaveChain(Vec<u8>),
    RenameChain { id: u8, name: String },
    MapLabels { from: u8, to: u8, is_event: bool },
    SetNotes(String),
    SetLabels(Vec<String>),
}

fn entity(number: u8) -> String {
    format!("e{number}")
}

fn event(number: u8) -> String {
    format!("v{number}")
}

fn entities(numbers: Vec<u8>) -> Vec<String> {
    numbers.into_iter().map(entity).collect()
}

fn events(numbers: Vec<u8>) -> Vec<String> {
    numbers.into_iter().map(event).collect()
}

fn span((start, length): (u16, u8)) -> Span {
    let start = usize::from(start) % (DOCUMENT.text.len() + 4);
    Span::new(start, start + usize::from(length))
}

fn filler(filler: Result<u8, (u16, u8)>) -> Filler {
    filler.map_or_else(|place| Filler::Span(span(place)), |number| Filler::Entity(entity(number)))
}

fn entity_label(number: u8) -> String {
    let types = &ANNOTATOR.schema().entities;
    types.get(usize::from(number) % (types.len() + 1)).map_or_else(String::new, |kind| kind.id.clone())
}

fn event_label(number: u8) -> String {
    let types = &ANNOTATOR.schema().events;
    types.get(usize::from(number) % (types.len() + 1)).map_or_else(String::new, |kind| kind.id.clone())
}

fn role(number: u8) -> String {
    let roles = &ANNOTATOR.schema().roles;
    roles.get(usize::from(number) % (roles.len() + 1)).map_or_else(String::new, |role| role.id.clone())
}

/// The command of a move that is neither undo nor redo.
fn command(one: Move) -> Option<Command> {
    let status = |is_accepted| if is_accepted { Status::Accepted } else { Status::Rejected };
    Some(match one {
        Move::Undo | Move::Redo => return None,
        Move::AddEntity { label, span: place } => {
            Command::AddEntity { label: entity_label(label), span: span(place) }
        }
        Move::LabelAll { label, spans, ids } => Command::LabelAll {
            label: entity_label(label),
            spans: spans.into_iter().map(span).collect(),
            ids: entities(ids),
        },
        Move::RemoveEntities(ids) => Command::RemoveEntities { ids: entities(ids) },
        Move::RelabelEntity { id, label } => {
            Command::RelabelEntity { id: entity(id), label: entity_label(label) }
        }
        Move::ResizeEntity { id, span: place } => Command::ResizeEntity { id: entity(id), span: span(place) },
        Move::AddPart { id, span: place } => Command::AddPart { id: entity(id), span: span(place) },
        Move::SetStatus { entities: marks, events: others, is_accepted } => Command::SetStatus {
            entities: entities(marks),
            events: events(others),
            status: status(is_accepted),
        },
        other => return event_command(other),
    })
}

/// The command of a move that concerns events, chains, labels or the document.
fn event_command(one: Move) -> Option<Command> {
    Some(match one {
        Move::AddEvent { label, trigger } => {
            Command::AddEvent { label: event_label(label), trigger: span(trigger) }
        }
        Move::RemoveEvents(ids) => Command::RemoveEvents { ids: events(ids) },
        Move::RetypeEvent { id, label } => Command::RetypeEvent { id: event(id), label: event_label(label) },
        Move::ResizeTrigger { id, trigger } => {
            Command::ResizeTrigger { id: event(id), trigger: span(trigger) }
        }
        Move::SetEventAttributes { id, is_positive, is_asserted } => Command::SetEventAttributes {
            id: event(id),
            polarity: if is_positive { Polarity::Positive } else { Polarity::Negative },
            modality: if is_asserted { Modality::Asserted } else { Modality::Planned },
        },
        Move::AddArgument { event: id, role: number, filler: by } => {
            Command::AddArgument { event: event(id), role: role(number), filler: filler(by) }
        }
        Move::RemoveArgument { event: id, index } => {
            Command::RemoveArgument { event: event(id), index: index.into() }
        }
        Move::RetargetArgument { event: id, index, filler: by } => {
            Command::RetargetArgument { event: event(id), index: index.into(), filler: filler(by) }
        }
        Move::SetArgumentRole { event: id, index, role: number } => {
            Command::SetArgumentRole { event: event(id), index: index.into(), role: role(number) }
        }
        Move::CopyArguments { from, to } => Command::CopyArguments { from: event(from), to: event(to) },
        Move::JoinChain(ids) => Command::JoinChain { ids: entities(ids) },
        Move::LeaveChain(ids) => Command::LeaveChain { ids: entities(ids) },
        Move::RenameChain { id, name } => Command::RenameChain { id: format!("c{id}"), name },
        Move::MapLabels { from, to, is_event: false } => Command::MapLabels {
            entities: [(entity_label(from), entity_label(to))].into(),
            events: Default::default(),
            roles: Default::default(),
        },
        Move::MapLabels { from, to, is_event: true } => Command::MapLabels {
            entities: Default::default(),
            events: [(event_label(from), event_label(to))].into(),
            roles: Default::default(),
        },
        Move::SetNotes(notes) => Command::SetDocumentNotes { notes },
        Move::SetLabels(labels) => Command::SetDocumentLabels { labels },
        _ => return None,
    })
}

fuzz_target!(|moves: Vec<Move>| {
    let mut session = Session::new(DOCUMENT.clone());
    let first = session.to_document();
    let mut journal = Vec::new();
    for one in moves {
        let step = match one {
            Move::Undo => session.undo(),
            Move::Redo => session.redo(),
            other => command(other).and_then(|command| carried_out(&mut session, command)),
        };
        journal.extend(step.map(|step| step.entry));
    }
    let last = session.to_document();
    invariants::check_marks(&last);

    let stored = serde_json::to_string(&journal).unwrap();
    let entries: Vec<JournalEntry> = serde_json::from_str(&stored).unwrap();
    let mut restored = Session::new(DOCUMENT.clone());
    restored.replay(&entries).unwrap();
    assert!(restored.to_document() == last, "the journal gives the document back");

    let n_undone = std::iter::from_fn(|| session.undo()).count();
    assert!(session.to_document() == first, "everything is taken back");
    (0..n_undone).for_each(|_| assert!(session.redo().is_some()));
    assert!(session.to_document() == last, "everything is done again");
});

/// The step of `command`; a refused one changes nothing.
fn carried_out(session: &mut Session, command: Command) -> Option<hashiya::session::Step> {
    let before = session.records().clone();
    let step = session.apply(command, ANNOTATOR.schema()).ok();
    assert!(step.is_some() || *session.records() == before, "a refused command changed something");
    step
}
