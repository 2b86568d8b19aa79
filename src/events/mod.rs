//! Finds events: triggers with a type, their arguments with a role, polarity and modality.
//!
//! Four steps:
//! 1. [`Reading`]: the document word by word, as hashes of its forms, with what the tables of the lexicon say of them
//!    (`closed_class`, `verb_forms`, `light_verbs`, `triggers` …), word classes, and entity mentions.
//! 2. [`TriggerJudge`]: which words and fixed phrases name an event, and of which type.
//! 3. [`ArgumentJudge`]: noun phrases and entities of the trigger's sentence ([`find_fillers`]), judged for each role
//!    of the event's type (`roles`), and the likeliest that fit together.
//! 4. [`AttributeJudge`]: polarity and modality (`attribute_cues`); then which statement reports which event, and who did what came
//!    about in an act ([`EventKinds`]).
//!
//! What judges is learnt: features in, probabilities out, with the weights of `data/model/events.model`. The training is in
//! `train`, and what it learns from in `data/model/EVENTS.md`.

pub(crate) mod arguments;
pub(crate) mod attributes;
pub(crate) mod evidence;
pub(crate) mod features;
pub(crate) mod fillers;
mod kinds;
pub(crate) mod lexemes;
mod links;
pub(crate) mod mentions;
pub(crate) mod model;
mod paths;
mod phrases;
pub(crate) mod reading;
pub(crate) mod trigger_evidence;
pub(crate) mod triggers;
pub(crate) mod words;

#[cfg(test)]
mod tests;

use std::{
    ops::Range,
    sync::{Arc, Mutex, PoisonError},
};

use crate::{
    annotation::{Attributes, Document, Event, Provenance},
    entities::{
        EntityFinder,
        tagger::{ModelError, model::Model},
    },
    lexicon::Lexicon,
    schema::Schema,
};
use arguments::ArgumentJudge;
use attributes::AttributeJudge;
use evidence::Scene;
use fillers::find_fillers;
use kinds::EventKinds;
use lexemes::Lexemes;
use links::reporters;
use model::EventModel;
use reading::{FormMemory, Reading};
use triggers::{OwnMemory, Trigger, TriggerJudge};
use words::Reader;

/// The model that is built in.
#[cfg(not(target_arch = "wasm32"))]
pub const MODEL: &[u8] = include_bytes!("../../data/model/events.model");

/// The judges, by name in the model.
pub(crate) const JUDGES: [&str; 3] = ["triggers", "arguments", "attributes"];

/// The provenance of what is found.
const SOURCE: &str = "events";

/// Finds events. Clones share what it knows, and what it remembers of words.
#[derive(Debug, Clone, Default)]
pub struct EventFinder {
    pub(crate) model: Arc<EventModel>,
    pub(crate) lexemes: Arc<Lexemes>,
    pub(crate) judges: Arc<Judges>,
    labels: Arc<Vec<String>>,
    /// What each event type is for others.
    kinds: Arc<EventKinds>,
    /// As many memories as texts were ever read at once.
    memories: Arc<Mutex<Vec<Memory>>>,
}

/// What is remembered of words from one text to the next.
#[derive(Debug)]
struct Memory {
    /// Whose classes of words it has.
    model: Arc<Model>,
    forms: FormMemory,
    own: OwnMemory,
}

/// The id of the event number `number` of a document.
fn event_id(number: usize) -> String {
    format!("v{}", number + 1)
}

/// All judges of a model.
#[derive(Debug, Clone, Default)]
pub(crate) struct Judges {
    pub triggers: TriggerJudge,
    pub arguments: ArgumentJudge,
    pub attributes: AttributeJudge,
}

impl EventFinder {
    /// The finder of a model file, with the tables of `lexicon`, for the event types of `schema`.
    ///
    /// # Errors
    /// [`ModelError`] where the bytes are no model, are damaged, or are of another version.
    pub fn from_model(bytes: &[u8], lexicon: &Lexicon, schema: &Schema) -> Result<Self, ModelError> {
        Ok(Self::new(EventModel::read(bytes)?, Arc::new(Lexemes::new(lexicon, schema)), lexicon, schema))
    }

    /// The finder that is built in; where its model does not fit the program, one that finds nothing.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn embedded() -> &'static EventFinder {
        static EMBEDDED: std::sync::LazyLock<EventFinder> = std::sync::LazyLock::new(|| {
            EventFinder::from_model(MODEL, Lexicon::embedded(), &Schema::built_in()).unwrap_or_default()
        });
        &EMBEDDED
    }

    /// The finder with this model.
    pub(crate) fn new(model: EventModel, lexemes: Arc<Lexemes>, lexicon: &Lexicon, schema: &Schema) -> Self {
        let kind = |label: &str| schema.events.iter().position(|event| event.id == label);
        let judges = Judges {
            triggers: TriggerJudge::new(&model, JUDGES[0], |label| kind(label).map(|kind| kind as u16)),
            arguments: ArgumentJudge::new(&model, JUDGES[1], schema, lexicon),
            attributes: AttributeJudge::new(&model, JUDGES[2]),
        };
        let labels: Vec<String> = schema.events.iter().map(|event| event.id.clone()).collect();
        Self {
            model: Arc::new(model),
            lexemes,
            judges: Arc::new(judges),
            labels: Arc::new(labels),
            kinds: Arc::new(EventKinds::new(lexicon, schema)),
            memories: Arc::default(),
        }
    }

    /// A memory of words with the classes of `model`.
    fn memory(&self, model: &Arc<Model>) -> Memory {
        let memory = self.memories.lock().unwrap_or_else(PoisonError::into_inner).pop();
        memory.filter(|memory| Arc::ptr_eq(&memory.model, model)).unwrap_or_else(|| Memory {
            model: model.clone(),
            forms: FormMemory::default(),
            own: OwnMemory::default(),
        })
    }

    /// The same finder, which has read nothing yet.
    pub fn forgetful(&self) -> Self {
        Self { memories: Arc::default(), ..self.clone() }
    }

    /// The events of `document`, in the order of their triggers, numbered from `v1`.
    ///
    /// The document's tokens, sentences and entities must be there; `entities` knows the classes of words.
    /// Total, and linear in the length of the text: a trigger looks at a bounded number of words around it.
    ///
    /// «قتل 26 عنصراً في هجوم على تدمر» gives a Kill with the Victim «26 عنصراً» and an Attack with the
    /// Target «تدمر».
    pub fn find(&self, document: &Document, entities: &EntityFinder) -> Vec<Event> {
        let mut memory = self.memory(entities.model());
        let reader = Reader { lexemes: &self.lexemes, facts: entities.facts() };
        let reading = Reading::new(document, reader, &mut memory.forms);
        let mut events = Vec::new();
        for sentence in &reading.sentences {
            let triggers = self.judges.triggers.find(&self.model, &reading, sentence, &mut memory.own);
            if triggers.is_empty() {
                continue;
            }
            let reporters = reporters(&reading, &triggers, &self.kinds);
            let first = events.len();
            for (number, (mut event, _)) in
                self.find_in(&reading, sentence, &triggers).into_iter().enumerate()
            {
                event.id = event_id(first + number);
                event.reported_by = reporters[number].map(|reporter| event_id(first + reporter));
                events.push(event);
            }
        }
        self.memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
        events
    }

    /// The events of these `triggers`, each with the probabilities of its arguments.
    pub(crate) fn find_in(
        &self,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        triggers: &[Trigger],
    ) -> Vec<(Event, Vec<f32>)> {
        let Judges { arguments, attributes, .. } = &*self.judges;
        let fillers = find_fillers(reading, sentence.clone(), triggers);
        let mut scene = Scene::new(reading, sentence.clone(), triggers, &fillers);
        let mut events = Vec::with_capacity(triggers.len());
        for (index, trigger) in triggers.iter().enumerate() {
            let label = self.labels.get(usize::from(trigger.kind)).cloned().unwrap_or_default();
            let (polarity, modality) = attributes.find(&self.model, reading, sentence, triggers, index);
            let (arguments, scores) = arguments.find(&self.model, &mut scene, index).into_iter().unzip();
            let event = Event {
                id: String::new(),
                label,
                trigger: reading.span(trigger.first..trigger.end),
                arguments,
                polarity,
                modality,
                reported_by: None,
                attributes: Attributes::new(),
                provenance: Provenance::model(SOURCE, f64::from(trigger.score)),
            };
            events.push((event, scores));
        }
        self.kinds.share_actors(reading, triggers, &mut events);
        events
    }
}
