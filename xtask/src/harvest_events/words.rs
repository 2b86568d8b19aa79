//! The tables of words: triggers with their types, light verbs.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    fs, io,
    path::Path,
};

use hashiya::text::normalize_word;

use super::inflect;

/// The pseudo-type of light verbs in the curated table.
const LIGHT: &str = "Light";

/// A form with type and part of speech.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    form: String,
    label: String,
    pos: &'static str,
}

/// The part of speech of verbs that only a translated dictionary vouches for.
const TRANSLATED: &str = "translated";

/// The curated forms.
pub struct Curated {
    entries: BTreeSet<Entry>,
    /// Forms of light verbs and their masdars, with the part of speech.
    light: BTreeSet<(String, &'static str)>,
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
        for fields in rows(&lemmas) {
            if let [label, past, present, nouns, participles] = fields[..] {
                curated.add(label, "verb", past, inflect::past);
                curated.add(label, "verb", present, inflect::present);
                curated.add(label, "noun", nouns, inflect::noun);
                curated.add(label, "participle", participles, inflect::participle);
            }
        }
        let phrases = fs::read_to_string(folder.join("trigger_phrases.tsv"))?;
        for fields in rows(&phrases) {
            if let [label, phrase] = fields[..] {
                for form in expand(phrase) {
                    curated.insert(&form, label, "phrase");
                }
            }
        }
        Ok(curated)
    }

    fn add(&mut self, label: &str, pos: &'static str, words: &str, inflect: fn(&str) -> Vec<String>) {
        for word in words.split('|').filter(|word| *word != "-") {
            for (index, form) in inflect(word).iter().enumerate() {
                let pos = if form.contains(' ') { "phrase" } else { pos };
                if index < inflect::N_MAIN || self.known.contains(&normalize_word(form)) {
                    self.insert(form, label, pos);
                }
            }
        }
    }

    fn insert(&mut self, form: &str, label: &str, pos: &'static str) {
        let form = normalize_word(form);
        if label == LIGHT {
            self.light.insert((form, pos));
        } else {
            self.entries.insert(Entry { form, label: label.to_owned(), pos });
        }
    }

    /// Adds verbs of a translated dictionary, with their type, where the curated tables have nothing to say of them and news
    /// has the form.
    pub fn add_translated(&mut self, verbs: Vec<(String, String)>) {
        let known: BTreeSet<String> = self
            .entries
            .iter()
            .map(|entry| entry.form.clone())
            .chain(self.light.iter().map(|(form, _)| form.clone()))
            .collect();
        for (verb, label) in verbs {
            if known.contains(&normalize_word(&verb)) {
                continue;
            }
            for form in inflect::past(&verb) {
                if self.known.contains(&normalize_word(&form)) && !known.contains(&normalize_word(&form)) {
                    self.insert(&form, &label, TRANSLATED);
                }
            }
        }
    }

    /// The table `light_verbs`: form, and whether it is certainly a verb; `is_no_noun` says so of a bare form.
    ///
    /// «عقده» may be a masdar as well; «شنه», of a verb that doubles its last consonant, hardly ever is one.
    pub fn light_table(&self, is_no_noun: impl Fn(&str) -> bool) -> String {
        let mut readings: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (form, pos) in &self.light {
            readings.entry(form).or_default().insert(pos);
        }
        let is_verb = |form: &str, readings_of: &BTreeSet<&str>| {
            let mut bare = inflect::PRONOUNS.iter().filter_map(|pronoun| form.strip_suffix(pronoun));
            let bare = bare.find(|bare| readings.get(bare).is_some_and(|of| of.contains("verb")));
            let is_certain = bare.is_some_and(is_doubled) || readings_of.len() == 1;
            readings_of.contains("verb") && is_certain && is_no_noun(bare.unwrap_or(form))
        };
        let row = |(form, of): (&&str, &BTreeSet<&str>)| {
            format!("{form}\t{}\n", if is_verb(form, of) { "yes" } else { "no" })
        };
        readings.iter().map(row).fold("form\tverb\n".to_owned(), |table, row| table + &row)
    }

    /// The table `triggers`: form, type, part of speech. Of two readings of one form and type, the verb stands.
    pub fn trigger_table(&self) -> String {
        let mut rows: BTreeMap<(&str, &str), &str> = BTreeMap::new();
        for entry in &self.entries {
            let pos = rows.entry((&entry.form, &entry.label)).or_insert(entry.pos);
            *pos = entry.pos.max(pos);
        }
        let row = |((form, label), pos): (&(&str, &str), &&str)| format!("{form}\t{label}\t{pos}\n");
        rows.iter().map(row).fold("form\ttype\tpos\n".to_owned(), |table, row| table + &row)
    }
}

/// Whether the bare verb form is of two letters, as those are that double the last consonant: «شن».
fn is_doubled(bare: &str) -> bool {
    bare.chars().count() == 2
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

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(form: &str, expected: &str) {
        let light = |form: &str, pos: &'static str| (form.to_owned(), pos);
        let curated = Curated {
            entries: BTreeSet::new(),
            light: [
                light("شن", "verb"),
                light("شن", "noun"),
                light("شنه", "verb"),
                light("شنه", "noun"),
                light("عقد", "verb"),
                light("عقد", "noun"),
                light("عقده", "verb"),
                light("عقده", "noun"),
                light("عقدت", "verb"),
                light("قدم", "verb"),
            ]
            .into(),
            known: HashSet::new(),
        };
        let table = curated.light_table(|form| form != "قدم");
        assert!(table.lines().any(|row| row == format!("{form}\t{expected}")), "{form}: {table}");
    }

    #[test]
    fn what_may_be_a_masdar_or_a_noun_is_not_certainly_a_verb() {
        check("عقدت", "yes");
        check("شنه", "yes");
        check("شن", "no");
        check("عقده", "no");
        check("قدم", "no");
    }
}
