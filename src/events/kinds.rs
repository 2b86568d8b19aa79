//! What an event of a type is for another: it reports it, or it is the act in which it came about (table `event_kinds`).

use super::{
    arguments::role_field, features::name_hash, lexemes::WordClass, reading::Reading, triggers::Trigger,
};
use crate::{
    annotation::{Argument, Event, Polarity},
    lexicon::Lexicon,
    schema::{EventType, Schema},
};

/// Kinds of `event_kinds`.
const REPORTS: &str = "reports";
const ACT: &str = "act";
const OUTCOME: &str = "outcome";

/// The class of roles (table `roles`) of who does something.
const ACTING: &str = "acting";

/// How many words may part an outcome from its act.
const NEAR: usize = 12;

/// Keys of `closed_class`: prepositions that lead from an outcome to the act in which it came about.
const LEADING: [&str; 4] = ["in", "during", "because", "by-means"];

/// The number of the preposition ب among those written together with a word.
const BA: u32 = 1;

/// What each event type is, by its number in the schema.
#[derive(Debug, Clone, Default)]
pub(crate) struct EventKinds {
    kinds: Vec<EventKind>,
}

#[derive(Debug, Clone, Default)]
struct EventKind {
    reports: bool,
    is_act: bool,
    is_outcome: bool,
    /// The role of who does it.
    actor: Option<String>,
}

impl EventKinds {
    /// What the tables say of the event types of `schema`.
    pub fn new(lexicon: &Lexicon, schema: &Schema) -> Self {
        let table = lexicon.table("event_kinds");
        let read = |event: &EventType| {
            let rows = table.get(&event.id.to_lowercase());
            let is = |kind| rows.iter().any(|row| table.field(row, "kind") == kind);
            let acts =
                |role: &&crate::schema::RoleSpec| role_field(lexicon, &event.id, &role.id, "class") == ACTING;
            let actor = event.roles.iter().find(acts).map(|role| role.id.clone());
            EventKind { reports: is(REPORTS), is_act: is(ACT), is_outcome: is(OUTCOME), actor }
        };
        Self { kinds: schema.events.iter().map(read).collect() }
    }

    /// Whether events of the type number `kind` say that others take place.
    pub fn reports(&self, kind: u16) -> bool {
        self.get(kind).is_some_and(|kind| kind.reports)
    }

    fn get(&self, kind: u16) -> Option<&EventKind> {
        self.kinds.get(usize::from(kind))
    }

    /// Gives outcomes without an actor the actor of the act after them, where a preposition leads from one to the
    /// other and the act has one actor: in «قتل 26 عنصراً في هجوم شنه التنظيم» the Attacker is also who killed.
    /// `events` are those of `triggers`, with the probabilities of their arguments.
    ///
    /// In the labelled news 22 of 37 such killings have the same actor; 15 have none, most of them in fights of
    /// several sides.
    pub fn share_actors(
        &self,
        reading: &Reading<'_>,
        triggers: &[Trigger],
        events: &mut [(Event, Vec<f32>)],
    ) {
        for (index, trigger) in triggers.iter().enumerate() {
            let Some(role) =
                self.get(trigger.kind).filter(|kind| kind.is_outcome).and_then(|kind| kind.actor.as_ref())
            else {
                continue;
            };
            let near = |act: &usize| triggers[*act].first.saturating_sub(trigger.end) <= NEAR;
            let leads = |act: &usize| self.is_act(&triggers[*act]) && is_led_to(reading, &triggers[*act]);
            let Some(act) = (index + 1..triggers.len()).take_while(near).find(leads) else { continue };
            let Some((mut actor, score)) = self.only_actor(&triggers[act], &events[act]) else { continue };
            actor.role.clone_from(role);
            let (event, scores) = &mut events[index];
            let is_known = event.arguments.iter().any(|argument| argument.role == *role);
            let mut spans = event.arguments.iter().map(|argument| argument.span).chain([event.trigger]);
            if !is_known && !spans.any(|span| span.overlaps(actor.span)) {
                let place = event.arguments.partition_point(|other| other.span.start < actor.span.start);
                event.arguments.insert(place, actor);
                scores.insert(place, score);
            }
        }
    }

    fn is_act(&self, trigger: &Trigger) -> bool {
        self.get(trigger.kind).is_some_and(|kind| kind.is_act)
    }

    /// Who did `act`, with its probability, where it took place and just one did it.
    fn only_actor(&self, trigger: &Trigger, (act, scores): &(Event, Vec<f32>)) -> Option<(Argument, f32)> {
        let role = self.get(trigger.kind)?.actor.as_ref()?;
        let mut actors = act.arguments.iter().zip(scores).filter(|(argument, _)| argument.role == *role);
        let (actor, score) = actors.next()?;
        let is_one = actors.next().is_none() && act.polarity == Polarity::Positive;
        is_one.then(|| (actor.clone(), *score))
    }
}

/// Whether a preposition that leads to an act stands before it, apart or as the ب of «بهجوم».
fn is_led_to(reading: &Reading<'_>, act: &Trigger) -> bool {
    let is_preposition = |before: &usize| reading.class(*before) == Some(WordClass::Preposition);
    let before = act.first.checked_sub(1).filter(is_preposition).map(|before| reading.words[before].key);
    let leads = before.is_some_and(|key| LEADING.iter().any(|name| name_hash(name) == key));
    leads || reading.words[act.first].preposition == BA
}
