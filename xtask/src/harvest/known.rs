//! `known.tsv`, `heads_seen.tsv`, `followers.tsv`: names that labelled news has, the words that they begin
//! with, and the words that go on with them. Source: [`Evidence`].

use std::collections::{BTreeMap, BTreeSet};

use super::{
    evidence::{Evidence, Spellings, phrases},
    table::{Table, tenths},
    words::Counts,
};

/// Labels whose names are worth remembering: persons come from `names`, numbers and times from rules.
const REMEMBERED: &[&str] =
    &["ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "WEAPON", "WEBSITE", "NORP", "OCC", "LANGUAGE"];

/// Labels of longer phrases that begin with a head noun.
const HEADED: &[&str] = &["ORG", "GPE", "LOC", "FAC", "EVENT", "LAW", "PRODUCT", "OCC", "WEAPON"];

/// A single word that news has more often than this is not remembered on the evidence of one article.
const MAX_NEWS_OF_HAPAX: u64 = 400;

/// Longest name that is remembered, in words.
const MAX_WORDS: usize = 5;

/// The three tables.
pub fn harvest(evidence: &Evidence, counts: &Counts) -> [Table; 3] {
    [known(evidence, counts), heads(evidence), followers(evidence)]
}

/// How often each phrase stands in a text as a name of a label.
type Labelled = Vec<(&'static str, BTreeMap<String, u64>)>;

/// How often `evidence` has each of the phrases that `read` takes from a labelled phrase of one of `labels`: its words,
/// its label, and whether its text has all types.
fn count_labelled(
    evidence: &Evidence,
    labels: &[&'static str],
    read: impl Fn(&[Spellings], &str, bool) -> Vec<String>,
) -> Labelled {
    let of_label = |label: &&'static str| {
        let mut phrases: BTreeMap<String, u64> = BTreeMap::new();
        for (words, own, all_types) in evidence.spans().filter(|(_, own, _)| own == label) {
            for phrase in read(words, own, all_types) {
                *phrases.entry(phrase).or_default() += 1;
            }
        }
        (*label, phrases)
    };
    labels.iter().map(of_label).collect()
}

/// All phrases of `labelled`.
fn phrases_of(labelled: &Labelled) -> BTreeSet<&str> {
    labelled.iter().flat_map(|(_, phrases)| phrases.keys()).map(String::as_str).collect()
}

fn known(evidence: &Evidence, counts: &Counts) -> Table {
    let mut table = Table::new("known", "form\tlabel\trel");
    let labelled = count_labelled(evidence, REMEMBERED, |words, label, all_types| {
        let is_remembered = words.len() <= MAX_WORDS && (all_types || label == "ORG");
        if is_remembered { phrases(words) } else { Vec::new() }
    });
    let wanted = phrases_of(&labelled);
    let (in_all, in_typed) =
        (evidence.occurrences_of(&wanted, true), evidence.occurrences_of(&wanted, false));
    for (label, phrases) in &labelled {
        let occurrences = if *label == "ORG" { &in_all } else { &in_typed };
        for (phrase, n_labelled) in phrases {
            let seen = occurrences.get(phrase).copied().unwrap_or(*n_labelled).max(*n_labelled);
            let share = *n_labelled as f64 / seen as f64;
            let news = counts.get(phrase).copied().unwrap_or(0);
            let is_word = !phrase.contains(' ');
            let is_plain = is_word && *n_labelled < 3 && news > MAX_NEWS_OF_HAPAX;
            let is_clean = phrase.chars().all(|c| c.is_alphanumeric() || " -_.'".contains(c));
            let is_plain = is_plain || is_word && *label == "NORP";
            if is_clean && !is_plain && share >= 0.5 && phrase.chars().count() > 2 {
                let certainty = (*n_labelled as f64 + 1.0) / (seen as f64 + 1.6);
                table.push(&[phrase, label, &tenths(certainty)]);
            }
        }
    }
    table
}

fn heads(evidence: &Evidence) -> Table {
    let mut table = Table::new("heads_seen", "form\tlabel\trel\tdefinite");
    let labelled = count_labelled(evidence, HEADED, |words, _, all_types| {
        let head = (all_types && words.len() > 1).then(|| words[0].core().to_owned());
        head.into_iter().collect()
    });
    let occurrences = evidence.occurrences_of(&phrases_of(&labelled), false);
    for (label, heads) in &labelled {
        for (head, n_labelled) in heads {
            let seen = occurrences.get(head).copied().unwrap_or(*n_labelled).max(*n_labelled);
            let share = *n_labelled as f64 / seen as f64;
            if *n_labelled >= 2 && share >= 0.12 && head.chars().all(char::is_alphabetic) {
                let definite = if head.starts_with("ال") { "yes" } else { "no" };
                table.push(&[head, label, &tenths(share), definite]);
            }
        }
    }
    table
}

/// How often a word that follows the beginning of a name belongs to it.
fn followers(evidence: &Evidence) -> Table {
    let mut table = Table::new("followers", "form\tlabel\trel");
    for label in HEADED {
        let (inside, outside) = evidence.followers(label);
        for (form, n_inside) in &inside {
            let n_outside = outside.get(form).copied().unwrap_or(0);
            let share = (*n_inside as f64 + 0.3) / (n_inside + n_outside) as f64;
            if share >= 0.3 && form.chars().all(char::is_alphabetic) {
                table.push(&[form, label, &tenths(share)]);
            }
        }
    }
    table
}
