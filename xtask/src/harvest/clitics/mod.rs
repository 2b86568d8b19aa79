//! `clitics.tsv`: stems, and words whose cut the stems do not show. Source: word counts, Camel Morph.
//!
//! The table need not hold «والعراق»: whoever knows «العراق» finds its cut. It holds stems, the words that
//! look cut and are whole, and the other way round; and all cuts of frequent words, since looking up is
//! faster than finding.

mod cut;
mod decide;
mod paradigms;

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use anyhow::{Context, Result};
use hashiya::{
    lexicon::{
        Lexicon,
        compile::{SourceTable, compile},
    },
    segment::cut_word,
    text::normalize_word,
};

use self::{cut::Cut, decide::Decider, decide::Particle, paradigms::Paradigms};
use super::{reference::Reference, table::Table};

/// Rarer forms are left out.
const MIN_COUNT: u64 = 4;

/// The cut of words as frequent as this is always written.
const FREQUENT: u64 = 100;

/// How a normalised form is cut, over its spellings: those that end in ة or ى, which no pronoun does, apart.
#[derive(Debug, Default)]
struct Votes {
    count: u64,
    plain: BTreeMap<Cut, u64>,
    feminine: BTreeMap<Cut, u64>,
}

/// What the table says of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    count: u64,
    cut: Cut,
    /// The cut where the form is spelled with ة or ى: «بعدة» beside «بعده».
    feminine: Option<Cut>,
}

impl Entry {
    fn fields(&self, form: &str) -> [String; 4] {
        let log_count = (self.count as f64).log2().round();
        let feminine = self.feminine.as_ref().map_or(String::new(), |cut| match cut.is_whole() {
            true => "-".to_owned(),
            false => cut.to_string(),
        });
        [form.to_owned(), log_count.to_string(), self.cut.to_string(), feminine]
    }
}

/// The table, from the reference data and the curated tables of `data/clitics`.
pub fn harvest(reference: &Reference, root: &Path) -> Result<Table> {
    let paradigms = Paradigms::read(reference)?;
    let curated = root.join("data/clitics");
    let decider = Decider::new(&paradigms, &particles(&curated)?, decided(&curated)?);
    let mut votes: BTreeMap<String, Votes> = BTreeMap::new();
    for (word, count) in paradigms.words() {
        let cut = decider.cut(word);
        let form = votes.entry(normalize_word(word)).or_default();
        form.count += count;
        let feminine = word.ends_with(['ة', 'ى']);
        let votes = if feminine { &mut form.feminine } else { &mut form.plain };
        *votes.entry(cut).or_default() += count;
    }
    let entries = votes.into_iter().filter(|(_, votes)| votes.count >= MIN_COUNT);
    pruned(&entries.map(|(form, votes)| (form, votes.entry())).collect())
}

impl Votes {
    fn entry(&self) -> Entry {
        let most =
            |votes: &BTreeMap<Cut, u64>| votes.iter().max_by_key(|(_, n)| **n).map(|(cut, _)| cut.clone());
        let (plain, feminine) = (most(&self.plain), most(&self.feminine));
        let cut = plain.clone().or_else(|| feminine.clone()).unwrap_or_default();
        // Whether a pronoun can stand there is seen in the spelling; only other proclitics need a row.
        let feminine = feminine.filter(|other| other.proclitics != cut.proclitics);
        Entry { count: self.count, cut, feminine }
    }
}

/// The rows that are needed: stems, frequent words, and words that would be cut otherwise without a row.
fn pruned(entries: &BTreeMap<String, Entry>) -> Result<Table> {
    const HEADER: &str = "form\tlog_count\tcut\tfeminine";
    let is_stem = |form: &str, entry: &Entry| {
        let stem = form.strip_prefix("ال").and_then(|stem| entries.get(stem));
        let has_stem = stem.is_some_and(|stem| stem.cut.is_whole());
        entry.cut.is_whole() || entry.cut.proclitics == "a" && entry.cut.pronoun == 0 && !has_stem
    };
    let rows = entries.iter().filter(|(form, entry)| is_stem(form, entry));
    let rows: String = rows.map(|(form, entry)| entry.fields(form).join("\t") + "\n").collect();
    let source = SourceTable { name: "clitics".to_owned(), tsv: format!("{HEADER}\n{rows}") };
    let lexicon = Lexicon::from_pack(&compile(&[source]).map_err(anyhow::Error::msg)?)?;
    let mut table = Table::new("clitics", HEADER);
    for (form, entry) in entries {
        let is_needed = is_stem(form, entry) || entry.count >= FREQUENT || entry.feminine.is_some();
        if is_needed || cut_word(form, &lexicon) != entry.cut.to_string() {
            table.push(&entry.fields(form).each_ref().map(String::as_str));
        }
    }
    Ok(table)
}

fn rows(path: &Path) -> Result<Vec<Vec<String>>> {
    let table = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let rows = table.lines().skip(1).filter(|line| !line.is_empty() && !line.starts_with('#'));
    Ok(rows.map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn particles(folder: &Path) -> Result<HashMap<String, Particle>> {
    let particle = |row: Vec<String>| {
        let field = |index: usize| row.get(index).filter(|field| !field.is_empty()).cloned();
        let particle = Particle { before_pronoun: field(1), after_preposition: field(2).is_some() };
        (paradigms::spelling(&row[0]), particle)
    };
    Ok(rows(&folder.join("particles.tsv"))?.into_iter().map(particle).collect())
}

fn decided(folder: &Path) -> Result<HashMap<String, Cut>> {
    let decided =
        |row: Vec<String>| (paradigms::spelling(&row[0]), Cut::parse(row.get(1).map_or("", String::as_str)));
    Ok(rows(&folder.join("decided.tsv"))?.into_iter().map(decided).collect())
}
