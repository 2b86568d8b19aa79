//! Annotated articles → examples for the three judges: triggers, arguments, attributes.

use std::ops::Range;

use hashiya::{
    events::{
        ATTRIBUTES, Cues, Filler, Reading, Scene, Trigger, find_fillers, judged_fillers, observe_argument,
        observe_trigger, role_class, trigger_candidates,
    },
    lexicon::Lexicon,
    schema::Schema,
};

use super::{
    gold::{Article, GoldEvent, words_of},
    train::Example,
};

/// A filler overlapping the annotated argument so much would be counted as right.
const ENOUGH: f64 = 0.5;

/// How much it counts against a filler that it would do, but another would do better.
const SECOND_BEST: f64 = 0.35;

/// Adds what `article` teaches of triggers, arguments and attributes.
pub fn observe(
    article: &Article,
    reading: &Reading<'_>,
    lexicon: &Lexicon,
    examples: &mut [Vec<Example>; 3],
) {
    let schema = Schema::built_in();
    let cues = Cues::new(lexicon);
    for sentence in &reading.sentences {
        let gold =
            article.events.iter().filter(|event| sentence.contains(&event.trigger_words(reading).start));
        let gold: Vec<&GoldEvent> = gold.collect();
        let candidates = trigger_candidates(reading, sentence.clone(), lexicon);
        for candidate in &candidates {
            let right = gold.iter().any(|event| {
                event.label == candidate.label
                    && event.trigger_words(reading) == (candidate.first..candidate.end)
            });
            let mut features = Vec::new();
            observe_trigger(reading, sentence, candidate, lexicon, &mut features);
            examples[0].push(Example {
                features,
                outcomes: vec![("trigger".to_owned(), String::new())],
                outcome: right.then_some(0),
                weight: 1.0,
            });
        }
        let triggers = gold_triggers(reading, &gold, &candidates);
        let fillers = find_fillers(reading, sentence.clone(), &triggers);
        let mut scene = Scene {
            reading,
            sentence: sentence.clone(),
            triggers: &triggers,
            fillers: &fillers,
            earlier: Vec::new(),
        };
        for (index, event) in gold.iter().enumerate() {
            attribute_examples(&cues, reading, sentence, &triggers, index, event, &mut examples[2]);
            let roles = schema.event_type(&event.label).map(|event_type| &event_type.roles);
            let roles: Vec<String> = roles.into_iter().flatten().map(|role| role.id.clone()).collect();
            let classed: Vec<_> =
                roles.iter().map(|role| (role.clone(), role_class(lexicon, role).to_owned())).collect();
            let mut taken = Vec::new();
            for filler in judged_fillers(&triggers[index], &fillers) {
                let (outcome, weight) = role_of(reading, event, filler, &fillers, &roles);
                taken.extend(outcome.map(|role| (index, roles[role].clone(), filler.clone())));
                let mut features = Vec::new();
                observe_argument(&scene, index, filler, &mut features);
                examples[1].push(Example { features, outcomes: classed.clone(), outcome, weight });
            }
            scene.earlier.extend(taken);
        }
    }
}

/// The annotated triggers in order, with the part of speech that the table gives them.
fn gold_triggers(reading: &Reading<'_>, gold: &[&GoldEvent], candidates: &[Trigger]) -> Vec<Trigger> {
    let trigger = |event: &&GoldEvent| {
        let words = event.trigger_words(reading);
        let known = candidates.iter().find(|candidate| candidate.first == words.start);
        Trigger {
            first: words.start,
            end: words.end.max(words.start + 1),
            label: event.label.clone(),
            pos: known.map_or("other", |candidate| &candidate.pos).to_owned(),
            score: 1.0,
        }
    };
    gold.iter().map(trigger).collect()
}

/// The role that `filler` has by the annotation, and how much the example counts.
fn role_of(
    reading: &Reading<'_>,
    event: &GoldEvent,
    filler: &Filler,
    fillers: &[Filler],
    roles: &[String],
) -> (Option<usize>, f64) {
    let mut weight = 1.0;
    for (role, span) in &event.arguments {
        let words = words_of(reading, *span);
        let overlap = overlap(&words, filler);
        if overlap < ENOUGH {
            continue;
        }
        let best = fillers.iter().all(|other| self::overlap(&words, other) <= overlap);
        if best {
            return (roles.iter().position(|other| other == role), 1.0);
        }
        weight = SECOND_BEST;
    }
    (None, weight)
}

/// Intersection over union, in words.
fn overlap(words: &Range<usize>, filler: &Filler) -> f64 {
    let shared = words.end.min(filler.end).saturating_sub(words.start.max(filler.first));
    let all = words.end.max(filler.end) - words.start.min(filler.first);
    shared as f64 / all.max(1) as f64
}

fn attribute_examples(
    cues: &Cues<'_>,
    reading: &Reading<'_>,
    sentence: &Range<usize>,
    triggers: &[Trigger],
    index: usize,
    event: &GoldEvent,
    examples: &mut Vec<Example>,
) {
    let mut features = Vec::new();
    cues.observe(reading, sentence, triggers, index, &mut features);
    for outcomes in [&ATTRIBUTES[..1], &ATTRIBUTES[1..]] {
        let outcome = outcomes.iter().position(|name| event.attributes.iter().any(|other| other == name));
        examples.push(Example {
            features: features.clone(),
            outcomes: outcomes.iter().map(|name| ((*name).to_owned(), String::new())).collect(),
            outcome,
            weight: 1.0,
        });
    }
}
