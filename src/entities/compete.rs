//! The competition: of all candidates the best that fit together.
//!
//! Two candidates fit together where they share no word, or where one lies inside the other and the
//! table `nesting` allows its label there (guidelines, entity rule 14). The better one goes first: it has
//! the higher score, with a bonus for each further word, since a long match of many conditions is
//! rarely an accident.

use std::cmp::Ordering;

use super::{candidate::Candidate, knowledge::Knowledge, labels::Labels};

/// What each word after the first adds to a score; fitted on the development articles.
const BONUS_PER_WORD: f64 = 0.12;

/// What a value adds: between two equals the one that says more wins.
const BONUS_FOR_VALUE: f64 = 0.03;

/// Most words that earn a bonus.
const MAX_BONUS_WORDS: usize = 5;

/// Most entities around one entity (guidelines: at most two inner layers).
const MAX_OUTER: usize = 2;

fn weight(candidate: &Candidate) -> f64 {
    let n_words = (candidate.len() - 1).min(MAX_BONUS_WORDS);
    let value = if candidate.value.is_some() { BONUS_FOR_VALUE } else { 0.0 };
    candidate.score + BONUS_PER_WORD * n_words as f64 + value
}

fn better_first(one: &Candidate, other: &Candidate, labels: &Labels) -> Ordering {
    weight(other)
        .total_cmp(&weight(one))
        .then(other.len().cmp(&one.len()))
        .then(one.first.cmp(&other.first))
        .then_with(|| labels.name(one.label).cmp(labels.name(other.label)))
        .then_with(|| one.source.cmp(other.source))
}

/// The winners among `candidates`, in the order of the text, outer before inner.
pub(super) fn compete(mut candidates: Vec<Candidate>, knowledge: &Knowledge) -> Vec<Candidate> {
    candidates.sort_by(|one, other| better_first(one, other, &knowledge.labels));
    let n_words = candidates.iter().map(|candidate| candidate.end).max().unwrap_or(0);
    // The winners over each word: candidates are short, so few of them meet.
    let mut over: Vec<Vec<usize>> = vec![Vec::new(); n_words];
    let mut winners: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let met = over[candidate.first..candidate.end].iter().flatten();
        let fits = met.clone().all(|&winner| fit_together(&winners[winner], &candidate, knowledge));
        let too_deep = over[candidate.first..candidate.end].iter().any(|o| o.len() > MAX_OUTER);
        if !fits || too_deep {
            continue;
        }
        for word in &mut over[candidate.first..candidate.end] {
            word.push(winners.len());
        }
        winners.push(candidate);
    }
    winners.sort_by_key(|winner| (winner.first, std::cmp::Reverse(winner.end)));
    winners
}

/// Whether both may stand.
fn fit_together(one: &Candidate, other: &Candidate, knowledge: &Knowledge) -> bool {
    if !one.overlaps(other) {
        return true;
    }
    let (outer, inner) = if one.len() >= other.len() { (one, other) } else { (other, one) };
    // «تنظيم داعش» names the same body as «داعش», so an inner name of the same kind stands further in.
    let is_other_name = outer.label != inner.label || inner.first > outer.first + 1;
    outer.contains(inner)
        && outer.len() > inner.len()
        && is_other_name
        && knowledge.may_nest(outer.label, inner.label)
}
