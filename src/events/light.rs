//! Light verbs: «أجرى محادثات», where the noun names the event and the verb does not.

use crate::lexicon::Lexicon;

use super::{Reading, Trigger};

/// How many words after a light verb its object may begin.
const REACH: usize = 7;

/// Whether the trigger `index` is a light verb that carries a later one: «شن» of «شن التنظيم هجمات».
pub(super) fn is_carried(
    reading: &Reading<'_>,
    triggers: &[Trigger],
    index: usize,
    lexicon: &Lexicon,
) -> bool {
    let trigger = &triggers[index];
    let word = &reading.words[trigger.first];
    let light = lexicon.table("light_verbs");
    trigger.end == trigger.first + 1
        && (light.has(&word.core) || light.has(&word.stem))
        && triggers[index + 1..].iter().take_while(|other| other.first <= trigger.end + REACH).any(|other| {
            other.is_noun() && (trigger.end..other.first).all(|between| !reading.words[between].verb)
        })
}
