//! The tables of words: triggers with how often each form is one, light verbs, verb forms.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    fs, io,
    path::Path,
};

use hashiya::{events::Reading, text::normalize_word};

use super::{gold::Article, inflect};

/// How much an unseen form leans on its lemma, in occurrences.
const LEMMA_PULL: f64 = 3.0;

/// Forms that no curated lemma has are taken when they are triggers at least so often …
const MIN_TRIGGERS: f64 = 2.0;
/// … and in at least this share of their occurrences.
const MIN_SHARE: f64 = 0.1;

/// The pseudo-type of light verbs in the curated table.
const LIGHT: &str = "Light";

/// A form with type and part of speech, and the lemma it comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    form: String,
    label: String,
    pos: &'static str,
    lemma: usize,
}

/// The curated forms.
pub struct Curated {
    entries: BTreeSet<Entry>,
    /// Forms of light verbs.
    pub light: BTreeSet<String>,
    /// Words that news has; of rare inflected forms only those in it are taken.
    known: HashSet<String>,
}

impl Curated {
    /// Reads and inflects the curated tables of `folder`; `words` is the table of words that news has.
    pub fn read(folder: &Path, words: &Path) -> io::Result<Self> {
        let known = fs::read_to_string(words)?;
        let known = known.lines().filter_map(|line| line.split('\t').next()).map(normalize_word);
        let mut curated = Self { entries: BTreeSet::new(), light: BTreeSet::new(), known: known.collect() };
        let lemmas = fs::read_to_string(folder.join("trigger_lemmas.tsv"))?;
        let n_lemmas = lemmas.lines().count();
        for (lemma, fields) in rows(&lemmas).enumerate() {
            if let [label, past, present, nouns, participles] = fields[..] {
                curated.add(label, "verb", lemma, past, inflect::past);
                curated.add(label, "verb", lemma, present, inflect::present);
                curated.add(label, "noun", lemma, nouns, inflect::noun);
                curated.add(label, "participle", lemma, participles, inflect::participle);
            }
        }
        let phrases = fs::read_to_string(folder.join("trigger_phrases.tsv"))?;
        for (index, fields) in rows(&phrases).enumerate() {
            if let [label, phrase] = fields[..] {
                for form in expand(phrase) {
                    curated.insert(&form, label, "phrase", n_lemmas + index);
                }
            }
        }
        Ok(curated)
    }

    fn add(
        &mut self,
        label: &str,
        pos: &'static str,
        lemma: usize,
        words: &str,
        inflect: fn(&str) -> Vec<String>,
    ) {
        for word in words.split('|').filter(|word| *word != "-") {
            for (index, form) in inflect(word).iter().enumerate() {
                let pos = if form.contains(' ') { "phrase" } else { pos };
                if index < inflect::N_MAIN || self.known.contains(&normalize_word(form)) {
                    self.insert(form, label, pos, lemma);
                }
            }
        }
    }

    fn insert(&mut self, form: &str, label: &str, pos: &'static str, lemma: usize) {
        let form = normalize_word(form);
        if label == LIGHT {
            self.light.insert(form);
        } else {
            self.entries.insert(Entry { form, label: label.to_owned(), pos, lemma });
        }
    }
}

/// The data rows of a table, split into fields.
fn rows(table: &str) -> impl Iterator<Item = Vec<&str>> {
    let lines = table.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.skip(1).map(|line| line.split('\t').collect())
}

/// The phrases that a line with alternatives stands for: «لقي|لقوا حتفه|حتفهم».
fn expand(phrase: &str) -> Vec<String> {
    phrase.split(' ').fold(vec![String::new()], |phrases, word| {
        let longer = phrases
            .iter()
            .flat_map(|start| word.split('|').map(move |word| format!("{start} {word}").trim().to_owned()));
        longer.collect()
    })
}

/// How often forms occur, and as triggers of which type.
#[derive(Default)]
pub struct Counts {
    occurrences: HashMap<String, f64>,
    triggers: BTreeMap<(String, String), f64>,
}

impl Counts {
    /// Counts the words of an article and its triggers.
    pub fn add(&mut self, article: &Article, reading: &Reading<'_>) {
        for index in 0..reading.words.len() {
            for form in forms(reading, index, 1) {
                *self.occurrences.entry(form).or_default() += 1.0;
            }
            for n_words in 2..=4.min(reading.words.len() - index) {
                for form in forms(reading, index, n_words) {
                    *self.occurrences.entry(form).or_default() += 1.0;
                }
            }
        }
        for event in &article.events {
            let words = event.trigger_words(reading);
            for form in forms(reading, words.start, words.len()) {
                *self.triggers.entry((form, event.label.clone())).or_default() += 1.0;
            }
        }
    }

    fn occurrences(&self, form: &str) -> f64 {
        self.occurrences.get(form).copied().unwrap_or_default()
    }

    fn triggers(&self, form: &str, label: &str) -> f64 {
        self.triggers.get(&(form.to_owned(), label.to_owned())).copied().unwrap_or_default()
    }
}

/// The forms under which `n_words` words at `index` may be looked up, each once.
fn forms(reading: &Reading<'_>, index: usize, n_words: usize) -> BTreeSet<String> {
    let Some(words) = reading.words.get(index..index + n_words).filter(|words| !words.is_empty()) else {
        return BTreeSet::new();
    };
    let first = &words[0];
    let rest: String = words[1..].iter().map(|word| format!(" {}", word.full)).collect();
    [&first.bare, &first.core, &first.stem].into_iter().map(|form| format!("{form}{rest}")).collect()
}

/// The rows of the table `triggers`: form, type, part of speech, triggers, occurrences, score.
pub fn trigger_table(curated: &Curated, counts: &Counts) -> String {
    let mut lemmas: BTreeMap<(usize, &str), (f64, f64)> = BTreeMap::new();
    for entry in &curated.entries {
        let lemma = lemmas.entry((entry.lemma, entry.pos)).or_default();
        lemma.0 += counts.triggers(&entry.form, &entry.label);
        lemma.1 += counts.occurrences(&entry.form);
    }
    let mut rows = BTreeMap::new();
    for entry in &curated.entries {
        let (n_triggers, n_occurrences) = lemmas[&(entry.lemma, entry.pos)];
        let usual = match entry.pos {
            "phrase" => 0.9,
            "participle" => 0.3,
            _ => 0.5,
        };
        let lemma_share = (n_triggers + 2.0 * usual) / (n_occurrences + 2.0);
        let key = (entry.form.clone(), entry.label.clone());
        let Some(row) = row(&entry.form, &entry.label, entry.pos, lemma_share, counts) else { continue };
        // Of two readings of one form and type, the verb stands.
        if rows.get(&key).is_none_or(|(pos, _)| *pos < entry.pos) {
            rows.insert(key, (entry.pos, row));
        }
    }
    for ((form, label), n_triggers) in &counts.triggers {
        let share = n_triggers / counts.occurrences(form).max(1.0);
        let key = (form.clone(), label.clone());
        if *n_triggers >= MIN_TRIGGERS && share >= MIN_SHARE && !rows.contains_key(&key) {
            let known = curated.entries.iter().find(|entry| entry.form == *form).map(|entry| entry.pos);
            let pos = known.unwrap_or(if form.contains(' ') { "phrase" } else { "other" });
            if let Some(row) = row(form, label, pos, 0.2, counts) {
                rows.insert(key, (pos, row));
            }
        }
    }
    let mut table = String::from("form\ttype\tpos\ttriggers\toccurrences\tscore\n");
    table.extend(rows.into_values().map(|(_, row)| row));
    table
}

fn row(form: &str, label: &str, pos: &str, lemma_share: f64, counts: &Counts) -> Option<String> {
    let (n_triggers, n_occurrences) = (counts.triggers(form, label), counts.occurrences(form));
    let score =
        (n_triggers + LEMMA_PULL * lemma_share.min(1.0)) / (n_occurrences.max(n_triggers) + LEMMA_PULL);
    (score >= 0.02).then(|| format!("{form}\t{label}\t{pos}\t{n_triggers}\t{n_occurrences}\t{score:.2}\n"))
}
