//! The tagger's spans and the rules' marks as one: what the tagger finds stands, with the value that a rule has for the
//! same words. Rules go on alone for labels that the tagger does not know, and for those of the table `filled_in`, of which it
//! has seen too few to be relied on.

use std::collections::HashMap;

use super::{
    candidate::Candidate,
    compete::compete,
    knowledge::Knowledge,
    labels::Label,
    tagger::{Tagged, Tagger},
    words::Word,
};

/// The provenance of what the tagger finds.
pub(super) const SOURCE: &str = "tagger";

/// What the tagger finds is put before what the rules fill in, whatever their scores.
const LEAD: f64 = 0.2;

/// The entities among what was `tagged`, what the rules propose (`candidates`), and what of that won.
pub(super) fn combine(
    tagged: &[Tagged<'_>],
    candidates: &[Candidate],
    winners: Vec<Candidate>,
    words: &[Word],
    tagger: &Tagger,
    knowledge: &Knowledge,
) -> Vec<Candidate> {
    let filled_in = knowledge.lexicon.table("filled_in");
    let name = |winner: &Candidate| knowledge.labels.name(winner.label);
    let rules = winners
        .into_iter()
        .filter(|winner| !tagger.knows(name(winner)) || filled_in.has(&name(winner).to_lowercase()));
    let known = by_words(candidates);
    let found = tagged.iter().filter_map(|tagged| {
        let label = knowledge.labels.find(tagged.label())?;
        let key = (tagged.first, tagged.end, label);
        Some(candidate(tagged, label, known.get(&key).copied(), words))
    });
    let mut entities = compete(found.chain(rules).collect(), knowledge);
    for entity in entities.iter_mut().filter(|entity| entity.source == SOURCE) {
        entity.score -= LEAD;
    }
    entities
}

/// The surest of the rules' candidates for each run of words and label.
fn by_words(candidates: &[Candidate]) -> HashMap<(usize, usize, Label), &Candidate> {
    let mut best: HashMap<(usize, usize, Label), &Candidate> = HashMap::new();
    for candidate in candidates {
        let key = (candidate.first, candidate.end, candidate.label);
        let best = best.entry(key).or_insert(candidate);
        if candidate.score >= best.score {
            *best = candidate;
        }
    }
    best
}

/// What was tagged, with what a `rule` knows of the same words.
fn candidate(tagged: &Tagged<'_>, label: Label, rule: Option<&Candidate>, words: &[Word]) -> Candidate {
    let first = &words[tagged.first];
    let reading = first.readings.iter().find(|reading| reading.stripped && !reading.guess);
    let core_start = rule.map(|rule| rule.core_start).or(reading.map(|reading| first.core_start(reading)));
    let core_start = core_start.unwrap_or(first.span.start);
    Candidate {
        first: tagged.first,
        end: tagged.end,
        core_start,
        label,
        score: f64::from(tagged.score) + LEAD,
        source: SOURCE,
        value: rule.and_then(|rule| rule.value.clone()),
        conjunction: first.has_conjunction,
        proclitic: core_start > first.span.start,
    }
}
