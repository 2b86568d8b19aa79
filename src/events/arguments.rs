//! Arguments: which noun phrases and entities of a sentence fill the roles of an event.

use std::ops::Range;

use crate::{annotation::Argument, lexicon::Lexicon, schema::EventType};

use super::{Extent, Filler, Ranker, Reading, Trigger, evidence::observe_argument};

/// How many words before and after a trigger its arguments are looked for.
const WINDOW: usize = 40;

/// The probability from which a filler takes a role.
const THRESHOLD: f64 = 0.28;

/// One sentence with what was found in it so far, in which arguments are looked for.
#[derive(Debug)]
pub struct Scene<'s> {
    /// The document.
    pub reading: &'s Reading<'s>,
    /// The sentence, in words.
    pub sentence: Range<usize>,
    /// Its triggers, in order.
    pub triggers: &'s [Trigger],
    /// Its possible fillers, by first word.
    pub fillers: &'s [Filler],
    /// The arguments of the triggers before: number of the trigger, role, filler. Who spoke last may go on.
    pub earlier: Vec<(usize, String, Filler)>,
}

/// The arguments of the trigger `index`: the likeliest fillers that do not overlap.
pub fn find_arguments(
    scene: &mut Scene<'_>,
    index: usize,
    event_type: &EventType,
    ranker: &mut Ranker<'_>,
    lexicon: &Lexicon,
) -> Vec<Argument> {
    let reading = scene.reading;
    let roles: Vec<_> =
        event_type.roles.iter().map(|role| (role.id.as_str(), role_class(lexicon, &role.id))).collect();
    let mut likely: Vec<(f64, &str, &Filler)> = Vec::new();
    for filler in judged_fillers(&scene.triggers[index], scene.fillers) {
        let probabilities =
            ranker.probabilities(&roles, |observer| observe_argument(scene, index, filler, observer));
        for (role, probability) in event_type.roles.iter().zip(probabilities) {
            if probability >= THRESHOLD && fits(reading, filler, &role.fillers) {
                likely.push((probability, &role.id, filler));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut taken: Vec<(&str, &Filler)> = Vec::new();
    for (_, role, filler) in likely {
        let apart = taken.iter().all(|other| may_share(lexicon, (role, filler), *other));
        if apart && may_repeat(lexicon, role, filler, &taken, reading) {
            taken.push((role, filler));
        }
    }
    taken.sort_by_key(|(_, filler)| (filler.first, filler.end));
    let arguments = taken.iter().map(|(role, filler)| argument(reading, role, filler)).collect();
    scene.earlier.extend(taken.into_iter().map(|(role, filler)| (index, role.to_owned(), filler.clone())));
    arguments
}

/// Whether two fillers lie apart, or one of a nested role inside the other, as a Count in its Victim.
fn may_share(lexicon: &Lexicon, one: (&str, &Filler), other: (&str, &Filler)) -> bool {
    let nested = |(role, inner): (&str, &Filler), (_, outer): (&str, &Filler)| {
        role_field(lexicon, role, "repeats") == "nested"
            && outer.first <= inner.first
            && inner.end <= outer.end
    };
    let apart = one.1.end <= other.1.first || other.1.end <= one.1.first;
    apart || nested(one, other) || nested(other, one)
}

/// The class of a role, as `acting` for who does something (table `roles`); empty where it has none.
pub fn role_class<'a>(lexicon: &'a Lexicon, role: &str) -> &'a str {
    match role_field(lexicon, role, "class") {
        "none" => "",
        class => class,
    }
}

fn role_field<'a>(lexicon: &'a Lexicon, role: &str, column: &str) -> &'a str {
    let table = lexicon.table("roles");
    table.get(&role.to_lowercase()).first().map_or("", |row| table.field(row, column))
}

/// Whether `role` may take `filler` beside those it has: freely, never, or only joined by «و».
fn may_repeat(
    lexicon: &Lexicon,
    role: &str,
    filler: &Filler,
    taken: &[(&str, &Filler)],
    reading: &Reading<'_>,
) -> bool {
    let mut same = taken.iter().filter(|(other, _)| *other == role).map(|(_, other)| *other).peekable();
    if same.peek().is_none() {
        return true;
    }
    let joined = |other: &Filler| {
        let later = if other.first < filler.first { filler } else { other };
        reading.words[later.first].conjunction && other.first.abs_diff(filler.first) <= WINDOW / 2
    };
    match role_field(lexicon, role, "repeats") {
        "freely" => true,
        "never" | "nested" => false,
        _ => same.any(joined),
    }
}

/// Whether the entity that the filler is may fill the role at all.
fn fits(reading: &Reading<'_>, filler: &Filler, fillers: &[String]) -> bool {
    if fillers.is_empty() || !matches!(filler.extent, Extent::Entity | Extent::Inner) {
        return true;
    }
    let label = filler.mention.map(|mention| reading.mentions[mention].label.as_str());
    label.is_none_or(|label| fillers.iter().any(|fitting| fitting.eq_ignore_ascii_case(label)))
}

fn argument(reading: &Reading<'_>, role: &str, filler: &Filler) -> Argument {
    let entity = filler
        .mention
        .map(|mention| &reading.mentions[mention])
        .filter(|mention| mention.first == filler.first && mention.end == filler.end)
        .map(|mention| &reading.document.entities[mention.entity]);
    Argument {
        role: role.to_owned(),
        span: entity.map_or_else(|| reading.span(filler.first..filler.end), |entity| entity.span),
        entity: entity.map(|entity| entity.id.clone()),
    }
}

/// The fillers that `trigger` can have: in its window, apart from it.
pub fn judged_fillers<'f>(trigger: &Trigger, fillers: &'f [Filler]) -> impl Iterator<Item = &'f Filler> {
    let start = fillers.partition_point(|filler| filler.first + WINDOW < trigger.first);
    let end = fillers.partition_point(|filler| filler.first < trigger.end + WINDOW);
    let (first, after) = (trigger.first, trigger.end);
    fillers[start..end.max(start)].iter().filter(move |filler| filler.end <= first || after <= filler.first)
}
