//! The tagger's spans and the rules' proposals as one: what the tagger finds stands, with the value that a rule
//! has for the same span; the rules fill in what the tagger does not know.

use super::{
    candidate::Candidate,
    tagger::{Tagged, model::Model},
    words::Word,
};

/// The provenance of what the tagger finds.
pub(super) const SOURCE: &str = "tagger";

/// What `tagged` finds and what `rules` propose, as candidates that go into one competition.
pub(super) fn combine(
    tagged: &[Tagged<'_>],
    rules: Vec<Candidate>,
    winners: Vec<Candidate>,
    words: &[Word],
    model: &Model,
) -> Vec<Candidate> {
    let policy = std::env::var("POLICY").unwrap_or_default();
    let lead: f64 = policy.split(',').find_map(|p| p.strip_prefix("lead=")).map_or(0.5, |v| v.parse().unwrap_or(0.5));
    let min: f64 = policy.split(',').find_map(|p| p.strip_prefix("min=")).map_or(0.5, |v| v.parse().unwrap_or(0.5));
    let keep = policy.split(',').find_map(|p| p.strip_prefix("rules=")).unwrap_or("figures").to_owned();
    let fig = policy.split(',').any(|p| p == "rulefig");
    let figures = &model.layers[2].labels;
    let mut all: Vec<Candidate> = Vec::new();
    for tagged in tagged {
        if fig && figures.iter().any(|l| l == tagged.label()) {
            continue;
        }
        if f64::from(tagged.score) < min { continue; }
        let mut c = candidate(tagged, &rules, words);
        c.score += lead;
        all.push(c);
    }
    let rules = if policy.contains("win") { winners } else { rules };
    let rest = rules.into_iter().filter(|rule| {
        let known = model.layers.iter().any(|layer| layer.labels.contains(&rule.label));
        match keep.as_str() {
            "all" => true,
            "none" => !known,
            "figures" => !known || fig && figures.contains(&rule.label),
            list => !known || fig && figures.contains(&rule.label) || list.split('+').any(|l| l == rule.label),
        }
    });
    all.extend(rest);
    all
}

/// What was tagged, with what a rule knows of the same words.
fn candidate(tagged: &Tagged<'_>, rules: &[Candidate], words: &[Word]) -> Candidate {
    let first = &words[tagged.first];
    let same = |rule: &&Candidate| (rule.first, rule.end) == (tagged.first, tagged.end) && rule.label == tagged.label();
    let rule = rules.iter().filter(same).max_by(|one, other| one.score.total_cmp(&other.score));
    let reading = first.readings.iter().find(|reading| reading.stripped && !reading.guess);
    let core_start = rule.map(|rule| rule.core_start).or(reading.map(|reading| reading.core_start));
    let core_start = core_start.unwrap_or(first.span.start);
    Candidate {
        first: tagged.first,
        end: tagged.end,
        core_start,
        label: tagged.label().to_owned(),
        score: f64::from(tagged.score),
        source: SOURCE,
        value: rule.and_then(|rule| rule.value.clone()),
        conjunction: first.has_conjunction,
        proclitic: core_start > first.span.start,
    }
}
