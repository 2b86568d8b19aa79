//! What the word counts and the morphology tables say of a spelling: how often it is a noun, a verb, a name.
//!
//! Spellings here have no marks, no tatweel and no hamza on alef, but keep ة and ى, which tell a noun
//! from a noun with a pronoun: «مدرسة» and «مدرسه».

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use anyhow::Result;
use hashiya::text::letters;

use crate::harvest::reference::Reference;

/// Counts of spellings and the inflected forms of the verbs of Camel Morph.
#[derive(Debug)]
pub struct Paradigms {
    counts: HashMap<String, u64>,
    /// How often the spelling begins with alef with hamza or madda.
    hamza: HashMap<String, u64>,
    /// Perfect stems, with the imperfect stems of their verbs.
    perfect: HashMap<String, BTreeSet<String>>,
    imperfect_forms: HashSet<String>,
    /// Imperfect forms as they stand before a pronoun.
    imperfect_hosts: HashSet<String>,
    proper: HashSet<String>,
    other: HashSet<String>,
    adjectives: HashSet<String>,
    persons: HashMap<String, u64>,
    places: HashSet<String>,
}

/// Endings of the perfect, and those that a pronoun may follow.
const PERFECT_ENDINGS: [&str; 8] = ["", "ت", "ا", "ى", "تا", "وا", "ن", "نا"];
/// Endings of the imperfect.
const IMPERFECT_ENDINGS: [&str; 10] = ["", "ي", "و", "ى", "ون", "وا", "ان", "ا", "ين", "ن"];
/// Endings of the imperfect before a pronoun.
const IMPERFECT_HOST_ENDINGS: [&str; 7] = ["", "ي", "ون", "و", "ان", "ا", "ن"];
/// Inhabitants from which a place may vouch for its name.
const MIN_POPULATION: f64 = 50_000.0;
/// Bearers from which a person's name vouches for itself.
const MIN_BEARERS: u64 = 3;

impl Paradigms {
    /// Reads the reference data.
    pub fn read(reference: &Reference) -> Result<Self> {
        let (mut counts, mut hamza) = (HashMap::<String, u64>::new(), HashMap::<String, u64>::new());
        for line in reference.text("words/unigrams-33M.tsv.gz")?.lines() {
            let Some((form, count)) = line.split_once('\t') else { continue };
            let count: u64 = count.trim().parse()?;
            let spelling = spelling(form);
            if form.starts_with(['أ', 'إ', 'آ']) {
                *hamza.entry(spelling.clone()).or_default() += count;
            }
            *counts.entry(spelling).or_default() += count;
        }
        let stems = |path: &str| lexemes(reference, path);
        let mut by_lemma: HashMap<String, BTreeSet<String>> = HashMap::new();
        let (mut imperfect_forms, mut imperfect_hosts) = (HashSet::new(), HashSet::new());
        for (lemma, stem) in stems("morphology/MSA-Verb-LEX-IV.csv")? {
            if stem.chars().count() > 1 {
                for prefix in letters::IMPERFECT_PREFIXES {
                    imperfect_forms.extend(IMPERFECT_ENDINGS.map(|ending| format!("{prefix}{stem}{ending}")));
                    imperfect_hosts
                        .extend(IMPERFECT_HOST_ENDINGS.map(|ending| format!("{prefix}{stem}{ending}")));
                }
            }
            by_lemma.entry(lemma).or_default().insert(stem);
        }
        let mut perfect: HashMap<String, BTreeSet<String>> = HashMap::new();
        for (lemma, stem) in stems("morphology/MSA-Verb-LEX-PV.csv")? {
            let imperfects = by_lemma.get(&lemma).cloned().unwrap_or_default();
            perfect.entry(stem).or_default().extend(imperfects);
        }
        perfect.retain(|stem, _| stem.chars().count() > 1);
        let names = stems("morphology/MSA-Noun-Prop-LEX.csv")?;
        let forms = |path: &str| Ok::<_, anyhow::Error>(stems(path)?.into_iter().map(|(_, stem)| stem));
        let mut adjectives: HashSet<String> = forms("morphology/MSA-Adj-LEX.csv")?.collect();
        for path in ["Adj-Comp", "Noun-Num", "Noun-Quant", "Adj-Num"] {
            adjectives.extend(forms(&format!("morphology/MSA-{path}-LEX.csv"))?);
        }
        let persons = persons(reference)?;
        Ok(Self {
            counts,
            hamza,
            perfect,
            imperfect_forms,
            imperfect_hosts,
            proper: names.iter().flat_map(|(lemma, stem)| [arabic(lemma), stem.clone()]).collect(),
            other: forms("morphology/MSA-Other-LEX.csv")?.collect(),
            adjectives,
            persons,
            places: places(reference)?,
        })
    }

    /// All spellings of two Arabic letters and more with their counts, in order.
    pub fn words(&self) -> BTreeMap<&str, u64> {
        let is_word =
            |form: &str| form.chars().count() > 1 && form.chars().all(|c| matches!(c, '\u{621}'..='\u{64a}'));
        self.counts.iter().filter(|(form, _)| is_word(form)).map(|(form, n)| (form.as_str(), *n)).collect()
    }

    /// How often news has the spelling.
    pub fn count(&self, form: &str) -> f64 {
        self.counts.get(form).copied().unwrap_or_default() as f64
    }

    /// How often it has `prefix` written before `form`.
    pub fn count_with(&self, prefix: &str, form: &str) -> f64 {
        self.count(&format!("{prefix}{form}"))
    }

    /// How often `form` stands after the article: only nouns and adjectives do.
    pub fn definite(&self, form: &str) -> f64 {
        ["ال", "لل", "بال", "وال", "فال", "كال"].iter().map(|article| self.count_with(article, form)).sum()
    }

    /// Whether `form` is a noun or adjective: often enough after the article.
    pub fn is_noun(&self, form: &str) -> bool {
        let definite = self.definite(form);
        definite >= 3.0 && definite >= 0.002 * self.count(form)
            || self.adjectives.contains(form) && self.count(form) >= 3.0
    }

    /// Whether the spelling mostly begins with a hamza: «ألمانيا» has no article.
    pub fn begins_with_hamza(&self, form: &str) -> bool {
        2.0 * self.hamza.get(form).copied().unwrap_or_default() as f64 > self.count(form)
    }

    /// Whether `form` may be an imperfect: «يجتمع».
    pub fn is_imperfect(&self, form: &str) -> bool {
        self.imperfect_forms.contains(form)
    }

    /// Whether `form` may be an imperfect before a pronoun: «يستخدمو» of «يستخدموها».
    pub fn is_imperfect_host(&self, form: &str) -> bool {
        self.imperfect_hosts.contains(form)
    }

    /// Whether `form` is a stem of the perfect.
    pub fn is_perfect_stem(&self, form: &str) -> bool {
        self.perfect.contains_key(form)
    }

    /// Whether `form` may be a perfect: «اعلنت».
    pub fn is_perfect(&self, form: &str) -> bool {
        self.perfect_stems(form).next().is_some()
    }

    /// Whether `form` may be a perfect before a pronoun: «قتلو» of «قتلوه», «القا» of «القاها».
    pub fn is_perfect_host(&self, form: &str) -> bool {
        let weak = |ending: &str| form.strip_suffix(ending).map(str::to_owned);
        self.is_perfect(form)
            || weak("و").is_some_and(|stem| self.is_perfect_stem(&stem))
            || weak("ا").is_some_and(|stem| self.is_perfect_stem(&(stem + "ى")))
    }

    /// The perfect stems that `form` may be inflected from.
    fn perfect_stems(&self, form: &str) -> impl Iterator<Item = &BTreeSet<String>> {
        let bases = PERFECT_ENDINGS.into_iter().filter_map(|ending| {
            let stem = form.strip_suffix(ending)?;
            Some([stem.to_owned(), if ending == "ت" { format!("{stem}ى") } else { stem.to_owned() }])
        });
        let bases: BTreeSet<String> = bases.flatten().collect();
        bases.into_iter().filter_map(|stem| self.perfect.get(&stem))
    }

    /// How often news has the verb that `form` may be, in other forms of it: those of the imperfect, whose
    /// prefixes no clitic looks like.
    pub fn verb(&self, form: &str) -> f64 {
        let imperfects = |stems: &BTreeSet<String>| -> f64 {
            let stems = stems.iter().filter(|stem| stem.chars().count() > 1);
            let forms = stems.flat_map(|stem| {
                ["ي", "ت"].into_iter().flat_map(move |prefix| {
                    ["", "ي", "و", "ى"].map(|ending| self.count(&format!("{prefix}{stem}{ending}")))
                })
            });
            forms.sum()
        };
        let perfect = self.perfect_stems(form).map(|stems| imperfects(stems).max(1.0)).fold(0.0, f64::max);
        let imperfect = if self.is_imperfect(form) { self.imperfect_siblings(form) } else { 0.0 };
        perfect + imperfect
    }

    /// How often news has an imperfect with other prefixes and endings.
    fn imperfect_siblings(&self, form: &str) -> f64 {
        let mut chars = form.chars();
        let Some(prefix) = chars.next() else { return 0.0 };
        let rest = chars.as_str();
        let others = ["ي", "ت", "ن"].into_iter().filter(|other| !other.starts_with(prefix));
        let siblings = others.map(|other| self.count_with(other, rest)).sum::<f64>();
        let endings = self.count(&format!("{form}ون")) + self.count(&format!("{form}وا"));
        (siblings + endings + self.count_with("س", form)).max(1.0)
    }

    /// How sure `form` is a name or another word that Camel Morph or the lists of names have, as a count.
    pub fn name(&self, form: &str) -> f64 {
        let bearers = self.persons.get(form).copied().unwrap_or_default();
        let is_common_name = bearers >= MIN_BEARERS && 15.0 * bearers as f64 >= self.count(form);
        let is_proper = self.proper.contains(form);
        let listed = if is_proper || is_common_name || self.places.contains(form) { 3.0 } else { 0.0 };
        listed * bearers as f64
            + if is_proper { 20.0 } else { 0.0 }
            + if self.other.contains(form) { 30.0 } else { 0.0 }
    }

    /// Whether Camel Morph has `form` as a proper noun.
    pub fn is_proper(&self, form: &str) -> bool {
        self.proper.contains(form)
    }
}

/// `form` without marks and tatweel, with plain alef.
pub fn spelling(form: &str) -> String {
    let plain = form.chars().filter(|c| !letters::is_diacritic(*c) && *c != letters::TATWEEL);
    plain.map(|c| if matches!(c, 'أ' | 'إ' | 'آ' | 'ٱ') { 'ا' } else { c }).collect()
}

/// Lemma and form of each line of a Camel Morph lexicon.
fn lexemes(reference: &Reference, path: &str) -> Result<Vec<(String, String)>> {
    let table = reference.text(path)?;
    let mut lines = table.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |name| header.iter().position(|other| *other == name).unwrap_or_default();
    let (lemma, form) = (column("LEMMA"), column("FORM"));
    // The columns before them hold no quoted comma.
    let rows = lines.filter_map(|line| {
        let fields: Vec<&str> = line.split(',').collect();
        Some((fields.get(lemma)?.to_string(), arabic(fields.get(form)?)))
    });
    Ok(rows.filter(|(_, form)| !form.is_empty()).collect())
}

/// The Arabic spelling of a form in Buckwalter's transliteration, without vowel signs.
fn arabic(form: &str) -> String {
    const SIGNS: &str = "'|>&<}AbptvjHxd*rzs$SDTZEgfqklmnhwYy{";
    const LETTERS: &str = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيا";
    let letter = |sign| LETTERS.chars().nth(SIGNS.chars().position(|other| other == sign)?);
    spelling(&form.chars().filter_map(letter).collect::<String>())
}

/// How many people bear each name.
fn persons(reference: &Reference) -> Result<HashMap<String, u64>> {
    let mut persons = HashMap::new();
    for row in reference.rows("gazetteers/person_tokens.tsv")? {
        let bearers = row[1..4.min(row.len())].iter().filter_map(|field| field.parse::<u64>().ok());
        *persons.entry(spelling(&row[0])).or_default() += bearers.sum::<u64>();
    }
    Ok(persons)
}

/// The names of countries, regions and larger towns, of one word each.
fn places(reference: &Reference) -> Result<HashSet<String>> {
    let rows = reference.rows("gazetteers/places.tsv")?;
    let is_large = |row: &Vec<String>| {
        let population = row.get(4).and_then(|field| field.parse().ok()).unwrap_or(0.0);
        population >= MIN_POPULATION || row.get(2).is_some_and(|kind| kind == "country" || kind == "region")
    };
    let forms = rows.iter().filter(|row| is_large(row)).map(|row| spelling(&row[0]));
    Ok(forms.filter(|form| !form.contains(' ')).collect())
}
