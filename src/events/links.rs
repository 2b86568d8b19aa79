//! Who says so: which event of saying reports which other event of its sentence.

use super::{
    kinds::EventKinds,
    lexemes::{Pos, WordClass},
    reading::Reading,
    triggers::Trigger,
};

/// How far what is said may stand from a verb that has it as its object: «أعلن الجيش وقف العمليات».
const OBJECT: usize = 6;

/// For each of `triggers` the number of the one that reports it; `kinds` knows which types report.
///
/// What follows «أن», a colon or a quotation mark is reported by the event of saying before it; so is a noun that is its object.
/// What stands before «بحسب مصادر» at the end is reported by that, where nothing else does.
pub(crate) fn reporters(
    reading: &Reading<'_>,
    triggers: &[Trigger],
    kinds: &EventKinds,
) -> Vec<Option<usize>> {
    let reports = |trigger: &Trigger| kinds.reports(trigger.kind);
    let mut found = vec![None; triggers.len()];
    let mut open: Option<(usize, bool)> = None;
    // What nobody says so far.
    let mut silent: Vec<usize> = Vec::new();
    let mut at = triggers.first().map_or(0, |trigger| trigger.first);
    for (index, trigger) in triggers.iter().enumerate() {
        let says = (at..trigger.first).any(|word| reading.words[word].says || reading.words[word].quote);
        open = open.map(|(reporter, opened)| (reporter, opened || says));
        at = trigger.end;
        if let Some((reporter, opened)) = open {
            let governs = opened || is_object(reading, &triggers[reporter], trigger);
            found[index] = (governs && (opened || !reports(trigger))).then_some(reporter);
        }
        if !reports(trigger) {
            silent.extend(found[index].is_none().then_some(index));
            continue;
        }
        if reading.class(trigger.first) == Some(WordClass::Preposition) {
            // «بحسب» speaks for what stands before it.
            found[index] = None;
            silent.drain(..).for_each(|other| found[other] = Some(index));
        } else {
            open = Some((index, false));
        }
    }
    found
}

/// Whether the noun `trigger` is what `reporter` says: near, with no mark or verb between.
fn is_object(reading: &Reading<'_>, reporter: &Trigger, trigger: &Trigger) -> bool {
    let mut between = reporter.end..trigger.first;
    between.len() <= OBJECT
        && trigger.pos != Pos::Verb
        && !between.any(|word| reading.words[word].mark || reading.words[word].verb)
}
