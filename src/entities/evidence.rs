//! What an article says elsewhere: who is named in full once is named by the surname later.
//!
//! «سيرغي لافروف» … «لافروف»: a name that won is a name wherever the article has it again, and so is the
//! last word of a person's full name. The table `repeatable` says for which labels this holds.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{candidate::Candidate, knowledge::Knowledge, labels::Label, words::Word};
use crate::annotation::Value;

/// A repeated mention is as sure as its first one, but never surer than this.
const REPEAT_SCORE: f64 = 0.88;

/// What is less sure is not looked for again: of repeated doubtful names one in seven was right.
const MIN_SCORE: f64 = 0.84;

/// A single word more frequent than this (binary logarithm in 33 million words) is too plain to be a
/// name by repetition alone.
const PLAIN_FROM: u8 = 13;

/// Longest name that is looked for again, in words.
const MAX_NAME: usize = 6;

/// The provenance of a repeated mention.
const SOURCE: &str = "repeat";

/// What a name that was seen says of its next mention.
#[derive(Debug, Clone)]
struct Seen {
    label: Label,
    score: f64,
    value: Option<Arc<Value>>,
}

/// Candidates for the further mentions of the names among `winners`.
pub(super) fn repeated_mentions(
    winners: &[Candidate],
    words: &[Word],
    knowledge: &Knowledge,
) -> Vec<Candidate> {
    let mut seen: HashMap<Vec<&str>, Seen> = HashMap::new();
    for winner in winners.iter().filter(|winner| winner.score >= MIN_SCORE) {
        let Some(by_surname) = knowledge.repeatable(winner.label) else { continue };
        let name = forms(winner, words);
        let score = winner.score.min(REPEAT_SCORE);
        let found = Seen { label: winner.label, score, value: winner.value.clone() };
        if name.len() > 1 && by_surname {
            add(&mut seen, vec![words[winner.end - 1].form()], found.clone(), words, winner.end - 1);
        }
        add(&mut seen, name, found, words, winner.first);
    }
    let mut repeated = find_again(&seen, words);
    let known: HashSet<_> = winners.iter().map(|w| (w.first, w.end, w.label)).collect();
    repeated.retain(|mention| !known.contains(&(mention.first, mention.end, mention.label)));
    repeated
}

/// Remembers `name`, which begins at the word `first`, if it is not too plain.
fn add<'a>(
    seen: &mut HashMap<Vec<&'a str>, Seen>,
    name: Vec<&'a str>,
    found: Seen,
    words: &[Word],
    first: usize,
) {
    let count = words[first].log_count.unwrap_or(0);
    let is_plain = name.len() == 1 && (count >= PLAIN_FROM || words[first].is_function);
    if !is_plain && seen.get(&name).is_none_or(|other| other.score < found.score) {
        seen.insert(name, found);
    }
}

/// The spellings of the words of `candidate`, the first without its proclitics.
fn forms<'a>(candidate: &Candidate, words: &'a [Word]) -> Vec<&'a str> {
    let first = &words[candidate.first];
    let fits = |reading: &&super::words::Reading| first.core_start(reading) == candidate.core_start;
    let reading = first.readings.iter().find(fits).unwrap_or(&first.readings[0]);
    let rest = words[candidate.first + 1..candidate.end].iter().map(Word::form);
    std::iter::once(reading.form.as_str()).chain(rest).collect()
}

fn find_again(seen: &HashMap<Vec<&str>, Seen>, words: &[Word]) -> Vec<Candidate> {
    let beginnings: HashSet<&str> = seen.keys().map(|name| name[0]).collect();
    let mut candidates = Vec::new();
    for (first, word) in words.iter().enumerate() {
        for reading in &word.readings {
            if word.is_function || !beginnings.contains(reading.form.as_str()) {
                continue;
            }
            let mut name = vec![reading.form.as_str()];
            for end in first + 1..=words.len().min(first + MAX_NAME) {
                if let Some(seen) = seen.get(&name) {
                    candidates.push(Candidate {
                        first,
                        end,
                        core_start: word.core_start(reading),
                        label: seen.label,
                        score: seen.score,
                        source: SOURCE,
                        value: seen.value.clone(),
                        conjunction: reading.conjunction,
                        proclitic: reading.stripped,
                    });
                }
                name.extend(words.get(end).map(Word::form));
            }
        }
    }
    candidates
}
