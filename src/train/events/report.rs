//! How right an event finder is on articles that it has not learnt from.

use std::collections::BTreeMap;

use super::School;
use crate::{
    annotation::{Document, Event},
    dataset::JudgedSentence,
    events::{fillers::find_fillers, reading::words_of, triggers},
    scoring::{EventReport, Matching, Report, Tally, score_events, score_roles},
};

/// An argument is right where it shares this much with the annotated one.
const OVERLAP: Matching = Matching::Overlap(0.5);

/// Tallies over articles.
#[derive(Debug, Clone, Default)]
pub struct Scores {
    exact: EventReport,
    overlap: EventReport,
    types: Report,
    roles: Report,
    /// Arguments where triggers and types are given.
    given: Tally,
    /// Annotated arguments, and those of which a filler shares enough.
    reachable: (usize, usize),
    attributes: (usize, usize),
}

impl Scores {
    /// Adds what `finder` finds in `articles`, which have their annotated entities and events.
    pub fn add(&mut self, school: &School, finder: &crate::events::EventFinder, articles: &[&Document]) {
        for article in articles {
            let found = finder.find(article, &school.entities);
            score_events(&article.events, &found, Matching::Exact, &mut self.exact);
            score_events(&article.events, &found, OVERLAP, &mut self.overlap);
            self.add_labels(&article.events, &found);
            self.add_given(school, finder, article);
        }
    }

    fn add_labels(&mut self, gold: &[Event], found: &[Event]) {
        for event in gold {
            let same = found.iter().find(|own| own.trigger == event.trigger && own.label == event.label);
            self.types.add(&event.label, Tally { gold: 1, found: 0, right: usize::from(same.is_some()) });
            if let Some(own) = same {
                let right = own.polarity == event.polarity && own.modality == event.modality;
                self.attributes.0 += 1;
                self.attributes.1 += usize::from(right);
            }
        }
        found.iter().for_each(|own| self.types.add(&own.label, Tally { gold: 0, found: 1, right: 0 }));
        score_roles(gold, found, OVERLAP, &mut self.roles);
    }

    /// How right the arguments are where triggers and types are given.
    fn add_given(&mut self, school: &School, finder: &crate::events::EventFinder, article: &Document) {
        let reading = school.reading(article);
        let mut found = Vec::new();
        for sentence in &reading.sentences {
            let gold = super::examples::gold_of(article, sentence);
            let kind = |event: &Event| school.schema.events.iter().position(|kind| kind.id == event.label);
            let given: Vec<_> = gold
                .iter()
                .filter_map(|(event, words)| {
                    let trigger =
                        triggers::trigger(&reading, words.start, kind(event)? as u16, 1.0, sentence.end);
                    Some(triggers::Trigger { end: words.end, ..trigger })
                })
                .collect();
            found.extend(finder.find_in(&reading, sentence, &given).into_iter().map(|(event, _)| event));
            let fillers = find_fillers(&reading, sentence.clone(), &given);
            for argument in gold.iter().flat_map(|(event, _)| &event.arguments) {
                let words = words_of(article, argument.span);
                self.reachable.0 += 1;
                let reached = fillers.iter().any(|filler| super::examples::overlap(&words, filler) >= 0.5);
                self.reachable.1 += usize::from(reached);
            }
        }
        let mut report = EventReport::default();
        score_events(&article.events, &found, OVERLAP, &mut report);
        self.given.add(report.arguments);
    }

    /// One line.
    pub fn brief(&self) -> String {
        format!(
            "triggers {:.3}, typed {:.3} (P {:.3} R {:.3}), arguments {:.3} (P {:.3} R {:.3}), exact {:.3}, given triggers {:.3} (P {:.3} R {:.3}), reachable {:.3}, attributes {:.3}",
            self.exact.triggers.f1(),
            self.exact.typed_triggers.f1(),
            self.exact.typed_triggers.precision(),
            self.exact.typed_triggers.recall(),
            self.overlap.arguments.f1(),
            self.overlap.arguments.precision(),
            self.overlap.arguments.recall(),
            self.exact.arguments.f1(),
            self.given.f1(),
            self.given.precision(),
            self.given.recall(),
            self.reachable.1 as f64 / self.reachable.0.max(1) as f64,
            self.attributes.1 as f64 / self.attributes.0.max(1) as f64,
        )
    }
}

impl std::fmt::Display for Scores {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(f, "{}", self.brief())?;
        writeln!(f, "types\n{}\nroles\n{}", self.types, self.roles)
    }
}

/// Figures on sentences that were judged for two kinds of events of PLOVER, by part of the set.
pub fn gsr(school: &School, finder: &crate::events::EventFinder, sentences: &[JudgedSentence]) -> String {
    let mut tallies: BTreeMap<(&str, &str), Tally> = BTreeMap::new();
    for sentence in sentences {
        let mut document = Document { text: sentence.text.clone(), ..Document::default() };
        school.annotator.fill_structure(&mut document);
        let document = school.with_own_entities(&document);
        let events = finder.find(&document, &school.entities);
        let found = events.iter().any(|event| {
            let kind = school.schema.event_type(&event.label);
            kind.and_then(|kind| kind.name_in("plover")).is_some_and(|name| name == sentence.event_type)
        });
        let gold = sentence.label.ends_with("yes");
        let tally =
            Tally { gold: usize::from(gold), found: usize::from(found), right: usize::from(gold && found) };
        tallies.entry((&sentence.event_type, &sentence.split)).or_default().add(tally);
    }
    tallies.iter().fold(String::new(), |report, ((kind, split), tally)| {
        report
            + &format!(
                "GSR {kind} {split}: P {:.3} R {:.3} F1 {:.3} gold {} found {}\n",
                tally.precision(),
                tally.recall(),
                tally.f1(),
                tally.gold,
                tally.found
            )
    })
}
