//! Finds events: triggers with a type, their arguments with a role, polarity and modality.
//!
//! Four steps, each with its evidence in `data/lexicon`:
//! 1. [`Reading`]: the document word by word, with clitics undone, word classes and entity mentions
//!    (`closed_class`, `verb_forms`, `mention_kinds`).
//! 2. [`find_triggers`]: words and fixed phrases that may name an event (`triggers`), judged in their
//!    context (`trigger_weights`); light verbs give way to the noun they carry (`light_verbs`).
//! 3. [`find_arguments`]: noun phrases and entities of the trigger's sentence ([`find_fillers`]),
//!    judged for each role of the event's type (`argument_weights`, `roles`).
//! 4. [`Cues`]: polarity and modality (`attribute_cues`).
//!
//! What judges is a [`Ranker`]: observed features in, probabilities out. A learnt model of another
//! kind takes its place without a change to the steps.

mod arguments;
mod attributes;
mod evidence;
mod fillers;
mod light;
mod observe;
mod phrases;
mod reading;
mod triggers;

#[cfg(test)]
mod tests;

pub use crate::lexicon::{Observer, Ranker};
pub use arguments::{Scene, find_arguments, judged_fillers, role_class};
pub use attributes::{ATTRIBUTES, Cues};
pub use evidence::observe_argument;
pub use fillers::{Extent, Filler, find_fillers};
pub use reading::{Mention, Reading, Word, WordClass};
pub use triggers::{Trigger, find_triggers, observe_trigger, trigger_candidates};

use crate::{
    annotation::{Document, Event, Provenance},
    lexicon::Lexicon,
    schema::Schema,
};

/// The events of `document`, in the order of their triggers, without ids.
///
/// The document's tokens, sentences and entities must be there. Total, and linear in the length of
/// the text: a trigger looks at a bounded number of words around it.
///
/// «قتل 26 عنصراً في هجوم على تدمر» gives a Kill with the Victim «26 عنصراً» and an Attack with the
/// Target «تدمر».
pub fn find_events(document: &Document, lexicon: &Lexicon, schema: &Schema) -> Vec<Event> {
    let reading = Reading::new(document, lexicon);
    let mut trigger_ranker = Ranker::new(lexicon.table("trigger_weights"));
    let mut argument_ranker = Ranker::new(lexicon.table("argument_weights"));
    let mut cues = Cues::new(lexicon);
    let mut events = Vec::new();
    for sentence in &reading.sentences {
        let triggers = find_triggers(&reading, sentence.clone(), lexicon, &mut trigger_ranker);
        if triggers.is_empty() {
            continue;
        }
        let fillers = find_fillers(&reading, sentence.clone(), &triggers);
        let mut scene = Scene {
            reading: &reading,
            sentence: sentence.clone(),
            triggers: &triggers,
            fillers: &fillers,
            earlier: Vec::new(),
        };
        for (index, trigger) in triggers.iter().enumerate() {
            let Some(event_type) = schema.event_type(&trigger.label) else { continue };
            let (polarity, modality) = cues.attributes(&reading, sentence, &triggers, index);
            events.push(Event {
                id: String::new(),
                label: trigger.label.clone(),
                trigger: reading.span(trigger.first..trigger.end),
                arguments: find_arguments(&mut scene, index, event_type, &mut argument_ranker, lexicon),
                polarity,
                modality,
                provenance: Provenance::rule("lexicon:triggers", trigger.score),
            });
        }
    }
    events
}
