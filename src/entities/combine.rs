//! The tagger's spans and the rules' marks as one: what the tagger finds stands, with the value that a rule has for the
//! same words. Rules go on alone for labels that the tagger does not know, and for those of the table `filled_in`, of which it
//! has seen too few to be relied on.

use super::{
    candidate::Candidate,
    compete::compete,
    knowledge::Knowledge,
    labels::Label,
    numerals::numeral,
    recent::ByHash,
    tagger::{Tagged, Tagger},
    titles::part_titles,
    values::ValueKind,
    words::Word,
};

/// The provenance of what the tagger finds.
pub(super) const SOURCE: &str = "tagger";

/// What the tagger finds is put before what the rules fill in, whatever their scores.
const LEAD: f64 = 0.2;

/// Most words of a number before the one that was tagged.
const MAX_NUMBER: usize = 6;

/// The entities among what was `tagged`, what the rules propose (`candidates`), and what of that won.
pub(super) fn combine(
    tagged: &[Tagged<'_>],
    candidates: &[Candidate],
    winners: Vec<Candidate>,
    words: &[Word],
    tagger: &Tagger,
    knowledge: &Knowledge,
) -> Vec<Candidate> {
    let rules = winners.into_iter().filter_map(|winner| fill_in(winner, tagger, knowledge));
    let known = by_words(candidates);
    let tagged = part_titles(tagged, words, &knowledge.lexicon);
    let found = tagged.iter().filter_map(|tagged| {
        let label = knowledge.labels.find(tagged.label())?;
        let tagged = &match knowledge.value_kind(label) {
            ValueKind::Number => whole_number(tagged, words),
            ValueKind::Percent => whole_percentage(tagged, label, candidates),
            _ => tagged.clone(),
        };
        let rule = known.get(&key(tagged.first, tagged.end, label)).copied();
        Some(candidate(tagged, label, rule, words))
    });
    let mut entities = compete(found.chain(rules).collect(), knowledge);
    for entity in entities.iter_mut().filter(|entity| entity.source == SOURCE) {
        entity.score -= LEAD;
    }
    entities
}

/// What a rule found, where it may stand beside what the tagger finds.
fn fill_in(mut winner: Candidate, tagger: &Tagger, knowledge: &Knowledge) -> Option<Candidate> {
    let name = knowledge.labels.name(winner.label);
    if tagger.knows(name) {
        let filled_in = knowledge.lexicon.table("filled_in");
        let row = filled_in.get(&name.to_lowercase()).first()?;
        // The tagger had a reason to leave it out, so the rule is less often right here than where it stands alone.
        winner.score *= filled_in.field(row, "right").parse().unwrap_or(1.0);
    }
    Some(winner)
}

/// The surest of the rules' candidates for each run of words and label.
fn by_words(candidates: &[Candidate]) -> ByHash<&Candidate> {
    let mut best: ByHash<&Candidate> = ByHash::default();
    for candidate in candidates {
        let key = key(candidate.first, candidate.end, candidate.label);
        let best = best.entry(key).or_insert(candidate);
        if candidate.score >= best.score {
            *best = candidate;
        }
    }
    best
}

/// First word, length and label as one number.
fn key(first: usize, end: usize, label: Label) -> u64 {
    (first as u64) << 32 | ((end - first) as u64) << 8 | label.index() as u64
}

/// What was tagged, with all words of the number that it is a part of: «مليون» in «نصف مليون».
fn whole_number<'t>(tagged: &Tagged<'t>, words: &[Word]) -> Tagged<'t> {
    let mut whole = tagged.clone();
    let earliest = tagged.first.saturating_sub(MAX_NUMBER);
    let covers = |first: &usize| numeral(words, *first).is_some_and(|numeral| numeral.end >= tagged.end);
    if let Some(first) = (earliest..=tagged.first).find(covers) {
        whole.first = first;
        whole.end = numeral(words, first).map_or(tagged.end, |numeral| numeral.end);
    }
    whole
}

/// What was tagged, with the sign that a rule found beside the number: «38٪».
fn whole_percentage<'t>(tagged: &Tagged<'t>, label: Label, candidates: &[Candidate]) -> Tagged<'t> {
    let mut whole = tagged.clone();
    let covers = |rule: &&Candidate| rule.first <= tagged.first && tagged.end <= rule.end;
    let rules = candidates.iter().filter(|rule| rule.label == label).filter(covers);
    if let Some(rule) = rules.max_by_key(|rule| rule.len()) {
        (whole.first, whole.end) = (rule.first, rule.end);
    }
    whole
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
