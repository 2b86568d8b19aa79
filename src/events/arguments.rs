//! Arguments: which noun phrases and entities of a sentence fill the roles of an event.

use std::ops::Range;

use crate::{
    annotation::Argument,
    lexicon::Lexicon,
    schema::EventType,
    text::letters::{HEH, TEH},
};

use super::{
    Extent, Filler, Observer, Ranker, Reading, Trigger, WordClass,
    observe::{clitic_name, flag, name_of, step},
};

/// How many words before and after a trigger its arguments are looked for.
const WINDOW: usize = 40;

/// The probability from which a filler takes a role.
const THRESHOLD: f64 = 0.28;

/// How many links of a chain of coordinated fillers are followed back.
const LONGEST_CHAIN: usize = 4;

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
        let free = taken.iter().all(|(_, other)| other.end <= filler.first || filler.end <= other.first);
        let nested = is_nested_role(lexicon, role);
        if (free || nested && holds_only(&taken, filler))
            && may_repeat(lexicon, role, filler, &taken, reading)
        {
            taken.push((role, filler));
        }
    }
    taken.sort_by_key(|(_, filler)| (filler.first, filler.end));
    let arguments = taken.iter().map(|(role, filler)| argument(reading, role, filler)).collect();
    scene.earlier.extend(taken.into_iter().map(|(role, filler)| (index, role.to_owned(), filler.clone())));
    arguments
}

/// Whether the role may lie inside another argument, as a Count in its Victim.
fn is_nested_role(lexicon: &Lexicon, role: &str) -> bool {
    role_field(lexicon, role, "repeats") == "nested"
}

fn holds_only(taken: &[(&str, &Filler)], filler: &Filler) -> bool {
    taken.iter().all(|(_, other)| {
        other.end <= filler.first
            || filler.end <= other.first
            || other.first <= filler.first && filler.end <= other.end && **other != *filler
    })
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

/// Tells `observer` what is observed of `filler` as an argument of the trigger `index`.
pub fn observe_argument(scene: &Scene<'_>, index: usize, filler: &Filler, features: &mut impl Observer) {
    let Scene { reading, sentence, triggers, fillers, .. } = scene;
    let trigger = &triggers[index];
    let label = trigger.label.to_lowercase();
    let (label, pos) = (label.as_str(), trigger.pos.as_str());
    let after = trigger.end <= filler.first;
    let side = if after { "after" } else { "before" };
    let between = if after { trigger.end..filler.first } else { filler.end..trigger.first };
    let distance = step(between.len());
    let link = link(reading, filler, fillers, LONGEST_CHAIN);
    let link = link.as_str();
    let kind = kind_of(reading, filler);
    let extent = filler.extent.name();
    let rank = step(rank_of(reading, trigger, filler, fillers));
    let barrier = barrier(reading, &between, triggers);
    let head = head_word(reading, filler);
    let form = reading.words[trigger.first].stem.as_str();
    features.observe(&["t", label]);
    features.observe(&["l", label, pos, side, link]);
    features.observe(&["d", pos, side, distance, link]);
    features.observe(&["d", label, side, distance]);
    features.observe(&["k", label, kind]);
    features.observe(&["k", label, kind, side, link]);
    features.observe(&["k", kind, link]);
    features.observe(&["r", pos, side, rank, link]);
    features.observe(&["r", label, pos, side, rank, flag(link == "-")]);
    features.observe(&["b", side, barrier, pos]);
    features.observe(&["b", side, barrier, label]);
    features.observe(&["h", head]);
    features.observe(&["h", head, label]);
    features.observe(&["x", extent]);
    features.observe(&["x", extent, kind, label]);
    features.observe(&["x", extent, side, link]);
    features.observe(&["f", form, side, link]);
    features.observe(&["f", form, side, rank, flag(link == "-")]);
    features.observe(&["f", form, kind]);
    features.observe(&["n", name_of(reading, inside(sentence, filler.end)), extent]);
    features.observe(&["v", name_of(reading, before(sentence, filler.first)), side]);
    features.observe(&["v", name_of(reading, before(sentence, filler.first)), label]);
    features.observe(&["w", name_of(reading, inside(sentence, trigger.end)), label, side, rank]);
    features.observe(&["first", flag(filler.first == sentence.start), side, pos]);
    let verb = &reading.words[trigger.first];
    let opens = name_of(reading, before(sentence, trigger.first));
    features.observe(&["pw", opens, side, rank, pos]);
    features.observe(&["art", flag(verb.article), pos, side, distance, link]);
    features.observe(&[
        "agr",
        flag(is_feminine_verb(&verb.core)),
        flag(head.ends_with(HEH)),
        pos,
        side,
        rank,
    ]);
    let n_bare = step(bare_after(reading, trigger, fillers));
    features.observe(&["nb", n_bare, rank, label, side, flag(link == "-")]);
    features.observe(&["nb", n_bare, rank, pos, side, flag(link == "-")]);
    features.observe(&["nb", n_bare, rank, pos, kind, flag(link == "-")]);
    features.observe(&["k", kind, pos, side, link]);
    features.observe(&["h", head, side]);
    for (other, role, _) in scene.earlier.iter().rev().filter(|(_, _, used)| is_same(used, filler)).take(2) {
        let role = role.to_lowercase();
        let back = step(index - other);
        features.observe(&["had", &role, label, pos]);
        features.observe(&["had", &role, back, side, pos]);
    }
    features.observe(&["len", step(filler.end - filler.first), extent]);
}

/// Whether the two fillers are one, or end in the same name.
fn is_same(one: &Filler, other: &Filler) -> bool {
    one.first == other.first && one.end == other.end || one.mention.is_some() && one.mention == other.mention
}

/// Whether the normalised verb has a feminine subject: «اعلنت», «تعلن».
fn is_feminine_verb(verb: &str) -> bool {
    verb.ends_with(TEH) || verb.starts_with(TEH)
}

/// How many phrases without preposition follow the trigger before a border: of «قتل 26 عنصراً في …» one,
/// of «قتل الجيش 26 عنصراً» two.
fn bare_after(reading: &Reading<'_>, trigger: &Trigger, fillers: &[Filler]) -> usize {
    let border = (trigger.end..(trigger.end + 15).min(reading.words.len())).find(|index| {
        let word = &reading.words[*index];
        word.verb
            || word.mark
            || matches!(reading.class(*index), Some(WordClass::Complementiser | WordClass::Relative))
    });
    let border = border.unwrap_or(trigger.end + 15);
    let at_border = Filler { first: border, end: border, extent: Extent::Base, mention: None };
    rank_of(reading, trigger, &at_border, fillers)
}

fn inside(sentence: &Range<usize>, index: usize) -> Option<usize> {
    sentence.contains(&index).then_some(index)
}

fn before(sentence: &Range<usize>, index: usize) -> Option<usize> {
    index.checked_sub(1).and_then(|index| inside(sentence, index))
}

/// What the filler is, by its entity: `pers` where it is one, `np-pers` where it holds one, `np` else.
fn kind_of<'a>(reading: &'a Reading<'_>, filler: &Filler) -> &'a str {
    let Some(mention) = filler.mention.map(|mention| &reading.mentions[mention]) else { return "np" };
    match filler.extent {
        Extent::Entity | Extent::Inner | Extent::Titled => &mention.label,
        _ => mention.phrase,
    }
}

/// The first word that can be a head: not «هذا», not «بعض».
fn head_word<'a>(reading: &'a Reading<'_>, filler: &Filler) -> &'a str {
    let words = filler.first..filler.end;
    let plain = words.clone().find(|index| {
        reading.class(*index).is_none()
            && reading.mention(*index).is_none_or(|mention| mention.kind != "number")
    });
    &reading.words[plain.unwrap_or(filler.first)].stem
}

/// What leads to the filler: its preposition, or «و» with what leads to the filler it is joined to.
fn link(reading: &Reading<'_>, filler: &Filler, fillers: &[Filler], depth: usize) -> String {
    let word = &reading.words[filler.first];
    if word.conjunction {
        let end = fillers.partition_point(|other| other.first < filler.first);
        let joined = fillers[..end].iter().rev().take(12).find(|other| other.end == filler.first);
        return match joined.filter(|_| depth > 0) {
            Some(other) => {
                let link = link(reading, other, fillers, depth - 1);
                if link.starts_with('&') { link } else { format!("&{link}") }
            }
            None => "&".to_owned(),
        };
    }
    if word.preposition.is_some() {
        return clitic_name(word).to_owned();
    }
    for n_words in 1..=3 {
        let Some(start) = filler.first.checked_sub(n_words) else { break };
        let opener = &reading.words[start];
        if reading.class(start) == Some(WordClass::Preposition) && opener.n_words == n_words {
            return opener.key.to_owned();
        }
    }
    "-".to_owned()
}

/// How many phrases without a preposition begin between the trigger and the filler.
fn rank_of(reading: &Reading<'_>, trigger: &Trigger, filler: &Filler, fillers: &[Filler]) -> usize {
    let (low, high) =
        if trigger.end <= filler.first { (trigger.end, filler.first) } else { (filler.end, trigger.first) };
    let start = fillers.partition_point(|other| other.first < low);
    let end = fillers.partition_point(|other| other.first < high).max(start);
    let mut last_end = low;
    let mut n_phrases = 0;
    for other in &fillers[start..end] {
        let word = &reading.words[other.first];
        let led = word.preposition.is_some()
            || other.first > 0 && reading.class(other.first - 1) == Some(WordClass::Preposition);
        if other.first >= last_end && !led {
            n_phrases += 1;
        }
        last_end = last_end.max(other.end);
    }
    n_phrases
}

/// The strongest border between trigger and filler.
fn barrier(reading: &Reading<'_>, between: &Range<usize>, triggers: &[Trigger]) -> &'static str {
    let mut found = [false; 5];
    let near = triggers.partition_point(|trigger| trigger.first < between.start);
    found[1] = triggers[near..].iter().any(|trigger| trigger.first < between.end);
    for index in between.clone() {
        let word = &reading.words[index];
        found[0] |= word.mark && matches!(word.full.as_str(), ":" | "«" | "»" | "\"" | "؛");
        found[2] |= word.verb;
        found[3] |= matches!(
            reading.class(index),
            Some(WordClass::Complementiser | WordClass::Relative | WordClass::Pronoun)
        );
        found[4] |= word.mark;
    }
    match found {
        [true, ..] => "quote",
        [_, true, true, true, _] => "clause-event",
        [_, true, true, false, _] => "verb-event",
        [_, true, false, _, _] => "event",
        [_, _, _, true, _] => "clause",
        [_, _, true, _, _] => "verb",
        [_, _, _, _, true] => "mark",
        _ => "none",
    }
}
