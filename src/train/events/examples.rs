//! Annotated articles → examples for the three judges: triggers, arguments, attributes.

use std::{collections::BTreeSet, ops::Range};

use crate::{
    annotation::{Document, Event, Modality, Polarity},
    entities::tagger::facts::FactTable,
    events::{
        JUDGES,
        arguments::{judged_fillers, role_field},
        attributes::observe_attributes,
        evidence::{Outlook, Pair, Scene},
        features::{Features, name_hash},
        fillers::{Filler, find_fillers},
        lexemes::Lexemes,
        model::{ANY, Judge},
        reading::{FormMemory, Reading, words_of},
        trigger_evidence::{Surroundings, observe_trigger},
        triggers::{Trigger, may_be_trigger, trigger},
        words::Reader,
    },
    lexicon::Lexicon,
    schema::Schema,
};

use super::learn::{Examples, Options};

/// A filler overlapping the annotated argument so much would be counted as right.
const ENOUGH: f64 = 0.5;

/// How much it counts against a filler that it would do, but another would do better.
const SECOND_BEST: f32 = 0.15;

/// How much a verb of the tables counts, beside one of an article.
const VERB_WEIGHT: f32 = 0.3;

/// What examples are made with.
pub struct Maker<'a> {
    /// What the tables say.
    pub lexemes: &'a Lexemes,
    /// Facts of words.
    pub facts: &'a FactTable,
    /// The label inventory.
    pub schema: &'a Schema,
    trigger_options: Options,
    role_options: Vec<Options>,
    attribute_options: [Options; 2],
}

impl<'a> Maker<'a> {
    /// What makes examples for `judges`.
    pub fn new(
        lexemes: &'a Lexemes,
        facts: &'a FactTable,
        lexicon: &Lexicon,
        schema: &'a Schema,
        judges: &[Judge],
    ) -> Self {
        let outcome = |name: &str| judges[1].outcomes.iter().position(|outcome| outcome == name);
        let columns = |event: &str, role: &str| {
            [outcome(role), outcome(role_class(lexicon, event, role)), outcome(ANY)].into_iter().flatten()
        };
        let roles = schema
            .events
            .iter()
            .map(|event| event.roles.iter().map(|role| columns(&event.id, &role.id).collect()).collect());
        Self {
            lexemes,
            facts,
            schema,
            trigger_options: (0..schema.events.len()).map(|kind| vec![kind, schema.events.len()]).collect(),
            role_options: roles.collect(),
            attribute_options: [vec![vec![0]], vec![vec![1], vec![2], vec![3]]],
        }
    }

    /// Adds what a verb of the tables teaches by itself: the trigger of `document`, whose text is that verb alone. It counts
    /// less than a verb of an article, and is what is left to go by for verbs that no article has.
    pub fn push_verb(&self, document: &Document, examples: &mut [Examples; 3]) {
        let reading = self.read(document);
        for sentence in &reading.sentences {
            let gold = gold_of(document, sentence);
            self.push_triggers(&reading, sentence, &gold, VERB_WEIGHT, &mut examples[0]);
        }
    }

    /// Adds what `document`, with annotated events, teaches.
    pub fn push(&self, document: &Document, examples: &mut [Examples; 3]) {
        let reading = self.read(document);
        for sentence in &reading.sentences {
            let gold = gold_of(document, sentence);
            self.push_triggers(&reading, sentence, &gold, 1.0, &mut examples[0]);
            let triggers: Vec<Trigger> =
                gold.iter().map(|(event, words)| self.trigger(&reading, event, words)).collect();
            for (index, (event, _)) in gold.iter().enumerate() {
                self.push_attributes(&reading, sentence, &triggers, index, event, &mut examples[2]);
            }
            self.push_arguments(&reading, sentence, &triggers, &gold, &mut examples[1]);
        }
    }

    fn read<'d>(&'d self, document: &'d Document) -> Reading<'d> {
        let reader = Reader { lexemes: self.lexemes, facts: self.facts };
        Reading::new(document, reader, &mut FormMemory::default())
    }

    fn kind(&self, event: &Event) -> usize {
        self.schema.events.iter().position(|kind| kind.id == event.label).unwrap_or(0)
    }

    fn push_triggers(
        &self,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        gold: &[(&Event, Range<usize>)],
        weight: f32,
        examples: &mut Examples,
    ) {
        let surroundings = Surroundings::new(reading, sentence);
        let mut features = Features::default();
        for index in sentence.clone().filter(|index| may_be_trigger(reading, *index)) {
            let held = gold.iter().find(|(_, words)| words.contains(&index));
            // The further words of a phrase, and the words of one that its subject parts, are never judged.
            let framed = surroundings.framed.iter().any(|(at, _)| *at == index);
            if framed || held.is_some_and(|(_, words)| words.start != index) {
                continue;
            }
            features.begin(0);
            observe_trigger(reading, sentence, &surroundings, index, &mut features);
            let outcome = held.map(|(event, _)| self.kind(event));
            examples.push(&features, &self.trigger_options, outcome, weight);
        }
    }

    /// The trigger of an annotated event.
    fn trigger(&self, reading: &Reading<'_>, event: &Event, words: &Range<usize>) -> Trigger {
        let first = words.start;
        let found = trigger(reading, first, self.kind(event) as u16, 1.0, reading.words.len());
        Trigger { end: words.end.max(first + 1), ..found }
    }

    fn push_arguments(
        &self,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        triggers: &[Trigger],
        gold: &[(&Event, Range<usize>)],
        examples: &mut Examples,
    ) {
        let fillers = find_fillers(reading, sentence.clone(), triggers);
        let mut scene = Scene::new(reading, sentence.clone(), triggers, &fillers);
        let mut features = Features::default();
        for (index, (event, _)) in gold.iter().enumerate() {
            let outlook = Outlook::new(&scene, index);
            let kind = usize::from(triggers[index].kind);
            let roles = &self.schema.events[kind].roles;
            let arguments: Vec<(usize, Range<usize>)> = event
                .arguments
                .iter()
                .filter_map(|argument| {
                    let role = roles.iter().position(|role| role.id == argument.role)?;
                    Some((role, words_of(reading.document, argument.span)))
                })
                .collect();
            let mut taken = Vec::new();
            for filler in judged_fillers(&triggers[index], &fillers) {
                let (outcome, weight) = role_of(&arguments, &fillers, filler);
                let name = outcome.map(|role| name_hash(&roles[role].id));
                taken.extend(name.map(|name| (index, name, fillers[filler].clone())));
                features.begin(1);
                Pair::new(&scene, index, &outlook, filler).observe(&mut features);
                examples.push(&features, &self.role_options[kind], outcome, weight);
            }
            scene.earlier.extend(taken);
        }
    }

    fn push_attributes(
        &self,
        reading: &Reading<'_>,
        sentence: &Range<usize>,
        triggers: &[Trigger],
        index: usize,
        event: &Event,
        examples: &mut Examples,
    ) {
        let mut features = Features::default();
        features.begin(2);
        observe_attributes(reading, sentence, triggers, index, &mut features);
        let negative = (event.polarity == Polarity::Negative).then_some(0);
        let modal = match event.modality {
            Modality::Planned => Some(0),
            Modality::Hypothetical => Some(1),
            Modality::Reported => Some(2),
            Modality::Asserted => None,
        };
        examples.push(&features, &self.attribute_options[0], negative, 1.0);
        examples.push(&features, &self.attribute_options[1], modal, 1.0);
    }
}

/// The class of a role of the event type `event`, as `acting` for who does something (table `roles`).
fn role_class<'l>(lexicon: &'l Lexicon, event: &str, role: &str) -> &'l str {
    let class = role_field(lexicon, event, role, "class");
    if class == "none" { "" } else { class }
}

/// The judges, which know nothing yet.
pub fn judges(schema: &Schema, lexicon: &Lexicon) -> Vec<Judge> {
    let kinds: Vec<String> = schema.events.iter().map(|event| event.id.clone()).collect();
    let all = || schema.events.iter().flat_map(|event| event.roles.iter().map(|role| (&event.id, &role.id)));
    let roles: BTreeSet<String> = all().map(|(_, role)| role.clone()).collect();
    let classes = all().map(|(event, role)| role_class(lexicon, event, role));
    let classes: BTreeSet<String> = classes.filter(|class| !class.is_empty()).map(str::to_owned).collect();
    let attributes = crate::events::attributes::ATTRIBUTES.map(str::to_owned).to_vec();
    let any = || [ANY.to_owned()];
    let roles = roles.into_iter().chain(classes).chain(any()).collect();
    let outcomes = [kinds.into_iter().chain(any()).collect(), roles, attributes];
    let judge = |(name, outcomes): (&str, Vec<String>)| Judge {
        name: name.to_owned(),
        thresholds: vec![super::thresholds::LOWEST; outcomes.len()],
        outcomes,
    };
    JUDGES.into_iter().zip(outcomes).map(judge).collect()
}

/// The annotated events of the sentence with the words of their triggers, in order.
pub fn gold_of<'d>(document: &'d Document, sentence: &Range<usize>) -> Vec<(&'d Event, Range<usize>)> {
    let words = document.events.iter().map(|event| (event, words_of(document, event.trigger)));
    let mut gold: Vec<_> =
        words.filter(|(_, words)| !words.is_empty() && sentence.contains(&words.start)).collect();
    gold.sort_by_key(|(_, words)| words.start);
    gold.dedup_by_key(|(_, words)| words.start);
    gold
}

/// The role that the filler has by the annotation, and how much the example counts.
fn role_of(arguments: &[(usize, Range<usize>)], fillers: &[Filler], filler: usize) -> (Option<usize>, f32) {
    let mut weight = 1.0;
    for (role, words) in arguments {
        let own = overlap(words, &fillers[filler]);
        if own < ENOUGH {
            continue;
        }
        if fillers.iter().all(|other| overlap(words, other) <= own) {
            return (Some(*role), 1.0);
        }
        weight = SECOND_BEST;
    }
    (None, weight)
}

/// Intersection over union, in words.
pub fn overlap(words: &Range<usize>, filler: &Filler) -> f64 {
    let shared = words.end.min(filler.end).saturating_sub(words.start.max(filler.first));
    let all = words.end.max(filler.end) - words.start.min(filler.first);
    shared as f64 / all.max(1) as f64
}
