//! What is observed of a filler as an argument of a trigger: where it stands, what leads to it, what it
//! is, and what was found before.

use std::ops::Range;

use crate::text::letters::{HEH, TEH};

use super::{
    Extent, Filler, Observer, Reading, Scene, Trigger, WordClass,
    observe::{clitic_name, flag, name_of, step},
};

/// How many links of a chain of coordinated fillers are followed back.
const LONGEST_CHAIN: usize = 4;

/// How far after a trigger phrases are counted.
const COUNTED: usize = 15;

/// What several features speak of.
struct Aspect<'a> {
    label: String,
    pos: &'a str,
    side: &'static str,
    between: Range<usize>,
    link: String,
    kind: &'a str,
    rank: &'static str,
    head: &'a str,
}

/// Tells `observer` what is observed of `filler` as an argument of the trigger `index`.
pub fn observe_argument(scene: &Scene<'_>, index: usize, filler: &Filler, observer: &mut impl Observer) {
    let Scene { reading, fillers, .. } = scene;
    let trigger = &scene.triggers[index];
    let after = trigger.end <= filler.first;
    let aspect = Aspect {
        label: trigger.label.to_lowercase(),
        pos: &trigger.pos,
        side: if after { "after" } else { "before" },
        between: if after { trigger.end..filler.first } else { filler.end..trigger.first },
        link: link(reading, filler, fillers, LONGEST_CHAIN),
        kind: kind_of(reading, filler),
        rank: step(rank_of(reading, trigger, filler, fillers)),
        head: head_word(reading, filler),
    };
    observe_place(scene, trigger, filler, &aspect, observer);
    observe_filler(scene, filler, &aspect, observer);
    observe_trigger_form(scene, trigger, &aspect, observer);
    observe_earlier(scene, index, filler, &aspect, observer);
}

/// Tells where the filler stands from the trigger, and what lies between.
fn observe_place(
    scene: &Scene<'_>,
    trigger: &Trigger,
    filler: &Filler,
    aspect: &Aspect<'_>,
    observer: &mut impl Observer,
) {
    let Aspect { label, pos, side, between, link, rank, kind, .. } = aspect;
    let distance = step(between.len());
    let bare = flag(link == "-");
    let barrier = barrier(scene.reading, between, scene.triggers);
    let near = scene.triggers.partition_point(|other| other.first < between.start);
    let mut others = scene.triggers[near..].iter().take_while(|other| other.first < between.end);
    let rival = flag(others.any(|other| other.label == trigger.label));
    let article = flag(scene.reading.words[trigger.first].article);
    observer.observe(&["l", label, pos, side, link]);
    observer.observe(&["d", pos, side, distance, link]);
    observer.observe(&["d", label, side, distance]);
    observer.observe(&["r", pos, side, rank, link]);
    observer.observe(&["r", label, pos, side, rank, bare]);
    observer.observe(&["b", side, barrier, pos]);
    observer.observe(&["b", side, barrier, label]);
    observer.observe(&["rival", rival, side, link]);
    observer.observe(&["rival", rival, label, kind]);
    observer.observe(&["first", flag(filler.first == scene.sentence.start), side, pos]);
    observer.observe(&["art", article, pos, side, distance, link]);
    let n_bare = step(bare_after(scene.reading, trigger, scene.fillers));
    observer.observe(&["nb", n_bare, rank, label, side, bare]);
    observer.observe(&["nb", n_bare, rank, pos, side, bare]);
    observer.observe(&["nb", n_bare, rank, pos, kind, bare]);
}

/// Tells what the filler is and what stands beside it.
fn observe_filler(scene: &Scene<'_>, filler: &Filler, aspect: &Aspect<'_>, observer: &mut impl Observer) {
    let Aspect { label, pos, side, link, kind, head, .. } = aspect;
    let extent = filler.extent.name();
    let before = name_of(scene.reading, before(&scene.sentence, filler.first));
    let behind = name_of(scene.reading, inside(&scene.sentence, filler.end));
    observer.observe(&["t", label]);
    observer.observe(&["k", label, kind]);
    observer.observe(&["k", label, kind, side, link]);
    observer.observe(&["k", kind, link]);
    observer.observe(&["k", kind, pos, side, link]);
    observer.observe(&["h", head]);
    observer.observe(&["h", head, label]);
    observer.observe(&["h", head, side]);
    observer.observe(&["x", extent]);
    observer.observe(&["x", extent, kind, label]);
    observer.observe(&["x", extent, side, link]);
    observer.observe(&["n", behind, extent]);
    observer.observe(&["v", before, side]);
    observer.observe(&["v", before, label]);
    observer.observe(&["len", step(filler.end - filler.first), extent]);
}

/// Tells of the trigger's word: what it governs, and whether it agrees with the filler.
fn observe_trigger_form(
    scene: &Scene<'_>,
    trigger: &Trigger,
    aspect: &Aspect<'_>,
    observer: &mut impl Observer,
) {
    let Aspect { label, pos, side, link, kind, rank, head, .. } = aspect;
    let word = &scene.reading.words[trigger.first];
    let form = word.stem.as_str();
    let before = name_of(scene.reading, before(&scene.sentence, trigger.first));
    let behind = name_of(scene.reading, inside(&scene.sentence, trigger.end));
    let (feminine, feminine_head) = (flag(is_feminine_verb(&word.core)), flag(head.ends_with(HEH)));
    observer.observe(&["f", form, side, link]);
    observer.observe(&["f", form, side, rank, flag(link == "-")]);
    observer.observe(&["f", form, kind]);
    observer.observe(&["w", behind, label, side, rank]);
    observer.observe(&["pw", before, side, rank, pos]);
    observer.observe(&["agr", feminine, feminine_head, pos, side, rank]);
}

/// How many words back the events lie whose fillers are remembered.
const REMEMBERED: usize = 160;

/// Tells which roles the filler has in the events before: who spoke may go on speaking.
fn observe_earlier(
    scene: &Scene<'_>,
    index: usize,
    filler: &Filler,
    aspect: &Aspect<'_>,
    observer: &mut impl Observer,
) {
    let Aspect { label, pos, side, .. } = aspect;
    // A filler lies near both triggers that it serves, so those further back cannot have it.
    let reach = scene.triggers[index].first.saturating_sub(REMEMBERED);
    let near = scene.earlier.iter().rev().take_while(|(other, _, _)| scene.triggers[*other].end >= reach);
    let same = near.filter(|(_, _, used)| is_same(used, filler));
    for (other, role, _) in same.take(2) {
        let role = role.to_lowercase();
        observer.observe(&["had", &role, label, pos]);
        observer.observe(&["had", &role, step(index - other), side, pos]);
    }
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
    let border = (trigger.end..(trigger.end + COUNTED).min(reading.words.len())).find(|index| {
        let word = &reading.words[*index];
        word.verb
            || word.mark
            || matches!(reading.class(*index), Some(WordClass::Complementiser | WordClass::Relative))
    });
    let border = border.unwrap_or(trigger.end + COUNTED);
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
