//! What labelled news says of words and phrases: how often a form occurs, and as what.
//!
//! Sources: silver articles and the texts of `data/annotated` (22 types), Wojood sample (21 types), AQMAR (persons,
//! places, organisations). The development articles and the sample article are never read.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use hashiya::{annotation::Token, lexicon::Lexicon, segment::segment, text::normalize_word};

use super::reference::{LabelledText, Reference};

/// Longest phrase that is counted, in words.
const MAX_PHRASE: usize = 7;

/// The texts of `data/annotated`.
const ANNOTATED: [&str; 2] = ["ant-news.jsonl", "anercorp.jsonl"];

/// A token's spellings: whole, without proclitics, with the article given back.
#[derive(Debug, Clone)]
pub struct Spellings {
    whole: String,
    core: String,
}

/// A labelled text cut into words.
#[derive(Debug)]
pub struct Sample {
    words: Vec<Spellings>,
    spans: Vec<(usize, usize, String)>,
    /// Whether it has all types, not only persons, places and organisations.
    all_types: bool,
}

/// All labelled texts, with counts.
#[derive(Debug, Default)]
pub struct Evidence {
    samples: Vec<Sample>,
    /// Occurrences of each spelling.
    pub occurrences: BTreeMap<String, u64>,
    /// Occurrences of each spelling inside a person's name.
    pub in_person: BTreeMap<String, u64>,
    /// Occurrences of each phrase as a whole place.
    pub as_place: BTreeMap<String, u64>,
}

impl Evidence {
    /// Reads and counts, in the reference data and in the folder of `cargo xtask annotated`; `without` names a part, and of how many, that is left out of each set.
    pub fn read(
        reference: &Reference,
        annotated: &Reference,
        without: Option<(usize, usize)>,
    ) -> Result<Self> {
        let mut evidence = Self::default();
        for path in ["gold/silver.jsonl", "gold/silver-news.jsonl"] {
            evidence.add(part(&reference.documents(path)?, without), true);
        }
        for path in ANNOTATED {
            evidence.add(part(&annotated.documents(path)?, without), true);
        }
        evidence.add(part(&reference.sentences("entities/wojood-sample.jsonl")?, without), true);
        evidence.add(part(&reference.sentences("entities/aqmar.jsonl")?, without), false);
        Ok(evidence)
    }

    fn add<'a>(&mut self, texts: impl Iterator<Item = &'a LabelledText>, all_types: bool) {
        for text in texts {
            let sample = sample(text, all_types);
            for word in &sample.words {
                for form in word.forms() {
                    *self.occurrences.entry(form.to_owned()).or_default() += 1;
                }
            }
            for (first, end, label) in &sample.spans {
                self.count(&sample.words[*first..*end], label);
            }
            self.samples.push(sample);
        }
    }

    fn count(&mut self, words: &[Spellings], label: &str) {
        if matches!(label, "GPE" | "LOC" | "FAC") {
            for phrase in phrases(words) {
                *self.as_place.entry(phrase).or_default() += 1;
            }
        }
        if label == "PERS" || label == "PER" {
            for form in words.iter().flat_map(Spellings::forms) {
                *self.in_person.entry(form.to_owned()).or_default() += 1;
            }
        }
    }

    /// The labelled phrases: words, label, and whether the text has all types.
    pub fn spans(&self) -> impl Iterator<Item = (&[Spellings], &str, bool)> {
        self.samples.iter().flat_map(|sample| {
            sample
                .spans
                .iter()
                .map(|(first, end, label)| (&sample.words[*first..*end], label.as_str(), sample.all_types))
        })
    }

    /// For each word how often it stands inside a name of `label`, not as the first word, and how often
    /// right after one.
    pub fn followers(&self, label: &str) -> (BTreeMap<String, u64>, BTreeMap<String, u64>) {
        let (mut inside, mut outside) = (BTreeMap::new(), BTreeMap::new());
        for sample in self.samples.iter().filter(|sample| sample.all_types) {
            for (first, end, _) in sample.spans.iter().filter(|span| span.2 == label) {
                for word in &sample.words[first + 1..*end] {
                    *inside.entry(word.whole.clone()).or_default() += 1;
                }
                if let Some(word) = sample.words.get(*end) {
                    *outside.entry(word.whole.clone()).or_default() += 1;
                }
            }
        }
        (inside, outside)
    }

    /// How often the phrases of `wanted` stand in the texts that have all types (or in all texts).
    pub fn occurrences_of(&self, wanted: &BTreeSet<&str>, all_texts: bool) -> BTreeMap<String, u64> {
        let mut found = BTreeMap::new();
        for sample in self.samples.iter().filter(|sample| all_texts || sample.all_types) {
            for first in 0..sample.words.len() {
                for end in first + 1..=sample.words.len().min(first + MAX_PHRASE) {
                    for phrase in phrases(&sample.words[first..end]) {
                        if wanted.contains(phrase.as_str()) {
                            *found.entry(phrase).or_default() += 1;
                        }
                    }
                }
            }
        }
        found
    }
}

/// The texts without the part that is left out.
fn part(texts: &[LabelledText], without: Option<(usize, usize)>) -> impl Iterator<Item = &LabelledText> {
    let is_left_out =
        move |index: usize| without.is_some_and(|(part, parts)| index * parts / texts.len() == part);
    texts.iter().enumerate().filter(move |(index, _)| !is_left_out(*index)).map(|(_, text)| text)
}

impl Spellings {
    /// The different spellings.
    pub fn forms(&self) -> Vec<&str> {
        let mut forms = vec![self.whole.as_str()];
        if self.core != self.whole {
            forms.push(&self.core);
        }
        forms
    }

    /// The spelling without proclitics.
    pub fn core(&self) -> &str {
        &self.core
    }

    /// The whole spelling.
    pub fn whole(&self) -> &str {
        &self.whole
    }
}

/// A phrase of words under the different spellings of its first word.
pub fn phrases(words: &[Spellings]) -> Vec<String> {
    let rest: Vec<&str> = words[1..].iter().map(Spellings::whole).collect();
    let join = |first: &&str| [&[*first], rest.as_slice()].concat().join(" ");
    words[0].forms().iter().map(join).collect()
}

fn sample(text: &LabelledText, all_types: bool) -> Sample {
    let tokens = segment(&text.text, Lexicon::embedded()).tokens;
    let words = tokens.iter().map(|token| spellings(token, &text.text)).collect();
    let span = |(start, end, label): &(usize, usize, String)| {
        let first = tokens.partition_point(|token| token.span.end <= *start);
        let end = tokens.partition_point(|token| token.span.start < *end);
        (first < end).then(|| (first, end, label.clone()))
    };
    Sample { words, spans: text.spans.iter().filter_map(span).collect(), all_types }
}

fn spellings(token: &Token, text: &str) -> Spellings {
    let surface = token.span.slice(text);
    let whole = normalize_word(surface);
    // The preposition is no name, though they are one when normalised.
    if surface == "على" {
        return Spellings { whole: surface.to_owned(), core: surface.to_owned() };
    }
    let core = normalize_word(token.core().slice(text));
    let after_lam = core.len() < whole.len() && core.starts_with('ل') && whole.contains("لل");
    Spellings { core: if after_lam { format!("ا{core}") } else { core }, whole }
}
