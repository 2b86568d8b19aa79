//! The session against a model of it: a list of documents, and a place in it that undo and redo move.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::*;
use crate::annotation::{Document, Modality, Polarity};

const N_STEPS: usize = 100_000;

/// Numbers that look like chance and are the same in every run (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }

    fn span(&mut self) -> Span {
        let start = self.below(TEXT.len());
        Span::new(start, start + self.below(12))
    }

    /// The id of something that is there, or of nothing.
    fn id<'a>(&mut self, ids: impl Iterator<Item = &'a String>) -> String {
        let ids: Vec<&String> = ids.collect();
        let at = self.below(ids.len() + 1);
        ids.get(at).map_or_else(|| "e0".to_owned(), |id| (*id).clone())
    }

    fn entity(&mut self, session: &Session) -> String {
        self.id(session.records().entities().map(|entity| &entity.id))
    }

    fn event(&mut self, session: &Session) -> String {
        self.id(session.records().events().map(|event| &event.id))
    }

    fn label(&mut self) -> String {
        self.pick(&["GPE", "LOC", "ORG"]).to_owned()
    }

    fn event_label(&mut self) -> String {
        self.pick(&["Kill", "Attack", "Call"]).to_owned()
    }

    /// Any command, of which many do not fit the document.
    fn command(&mut self, session: &Session) -> Command {
        use Command as C;
        // Marks go as often as they come, or the document would grow and grow.
        let is_full = session.records().entities().count() + session.records().events().count() > 12;
        match if is_full { self.below(3) } else { self.below(20) } {
            0 => C::RemoveEntities { ids: vec![self.entity(session)] },
            1 => C::RemoveEvents { ids: vec![self.event(session)] },
            2 => C::RemoveEntities { ids: vec![self.entity(session), self.entity(session)] },
            3..=5 => C::AddEntity { label: self.label(), span: self.span() },
            6 => C::RelabelEntity { id: self.entity(session), label: self.label() },
            7 => C::ResizeEntity { id: self.entity(session), span: self.span() },
            8 => C::AddPart { id: self.entity(session), span: self.span() },
            9 => C::SetEntityStatus { ids: vec![self.entity(session)], status: Status::Rejected },
            10 => {
                C::LabelAll { label: self.label(), spans: vec![self.span()], ids: vec![self.entity(session)] }
            }
            11 | 12 => C::AddEvent { label: self.event_label(), trigger: self.span() },
            13 => C::RetypeEvent { id: self.event(session), label: self.event_label() },
            14 => C::SetEventAttributes {
                id: self.event(session),
                polarity: Polarity::Negative,
                modality: Modality::Planned,
            },
            15 => C::AddArgument {
                event: self.event(session),
                role: self.pick(&["Place", "Time", "Agent"]).to_owned(),
                filler: Filler::Entity(self.entity(session)),
            },
            16 => C::RemoveArgument { event: self.event(session), index: self.below(2) },
            17 => C::JoinChain { ids: vec![self.entity(session), self.entity(session)] },
            18 => C::AddRelation {
                label: self.pick(&["LocatedIn", "PartOf"]).to_owned(),
                from: self.entity(session),
                to: self.entity(session),
            },
            _ => C::CopyArguments { from: self.event(session), to: self.event(session) },
        }
    }
}

/// A short name for all that a document says.
fn digest(document: &Document) -> u64 {
    let mut hasher = DefaultHasher::new();
    format!("{document:?}").hash(&mut hasher);
    hasher.finish()
}

#[test]
fn a_hundred_thousand_random_steps_go_back_and_forth_as_the_model_says() {
    let schema = Schema::built_in();
    let mut dice = Dice(20_261_126);
    let mut session = session();
    let (mut model, mut place) = (vec![digest(&session.to_document())], 0_usize);
    let mut journal = Vec::new();
    for step in 0..N_STEPS {
        let done = match dice.below(10) {
            0..=2 => {
                let undone = session.undo();
                assert_eq!(undone.is_some(), place > 0, "step {step}");
                place = place.saturating_sub(1);
                undone
            }
            3 | 4 => {
                let redone = session.redo();
                assert_eq!(redone.is_some(), place + 1 < model.len(), "step {step}");
                place = (place + 1).min(model.len() - 1);
                redone
            }
            _ => {
                let command = dice.command(&session);
                let applied = session.apply(command, &schema).ok();
                if applied.is_some() {
                    model.truncate(place + 1);
                    model.push(digest(&session.to_document()));
                    place += 1;
                }
                applied
            }
        };
        assert_eq!(digest(&session.to_document()), model[place], "step {step}");
        journal.extend(done.map(|step| step.entry));
    }
    assert!(journal.len() > N_STEPS / 2, "most steps do something");
    let mut restored = self::session();
    restored.replay(&journal).unwrap();
    assert_eq!(restored.to_document(), session.to_document());
}
