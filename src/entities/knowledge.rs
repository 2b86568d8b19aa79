//! What the lexicon says, numbered as the rules ask for it: which rows meet which condition, which label may stand in which.

use std::sync::Arc;

use super::{
    labels::{Label, Labels},
    numerals::{self, NumberWord},
    pattern::{Class, is_of_class},
    rules::{BUILT_IN, RuleSet},
    starts::{RuleBits, Starts},
    values::ValueKind,
    windows::Hit,
    words::{WordForm, read_form},
};
use crate::{
    annotation::Token,
    lexicon::{FormNumber, Forms, Lexicon, Row, Table},
    text::letters::WAW,
};

/// No row of an entry meets a condition.
const NO_ROW: u16 = u16::MAX;

/// What rules ask of a word form, answered once.
#[derive(Debug, Clone, Default)]
pub(super) struct Seen {
    /// The classes that it belongs to, as bits.
    pub classes: u16,
    /// The literals that its readings are, that of the whole token first.
    pub literals: Vec<u32>,
    /// The number of the token that it is exactly.
    pub token: Option<u32>,
    /// What tables say of it as one word.
    pub hits: Vec<Hit>,
    /// The readings with which phrases of several words begin.
    pub continued: Vec<u8>,
    /// What it does in a number.
    pub number_word: Option<NumberWord>,
    /// The rules that may begin with it.
    pub starts: RuleBits,
}

/// The lexicon as the rules see it.
#[derive(Debug)]
pub(super) struct Knowledge {
    /// The lexicon.
    pub lexicon: Lexicon,
    /// The rules.
    pub rules: &'static RuleSet,
    /// All labels.
    pub labels: Labels,
    /// Where rules begin.
    pub starts: Starts,
    tables: Vec<Arc<Table>>,
    /// For each table of the pack its number among those that rules name.
    numbers: Vec<Option<u8>>,
    /// For each condition and entry the first row that meets it.
    rows: Vec<Vec<u16>>,
    /// For each table the conditions on it.
    conditions: Vec<Vec<usize>>,
    nesting: Vec<bool>,
    /// For each label what values its rules make.
    values: Vec<ValueKind>,
    /// For each label whether its names are looked for again, and whether also by the last word.
    repeatable: Vec<Option<bool>>,
}

impl Knowledge {
    /// What `lexicon` says; `labels` are used beside those of rules and tables.
    pub fn new<'l>(lexicon: &Lexicon, labels: impl Iterator<Item = &'l str>) -> Self {
        let rules = &BUILT_IN.0;
        let names = &rules.names;
        let tables: Vec<Arc<Table>> = names.tables.iter().map(|name| lexicon.shared_table(name)).collect();
        let mut numbers = vec![None; usize::from(u8::MAX) + 1];
        for (number, table) in tables.iter().enumerate() {
            if let Some(in_pack) = table.number_in_pack() {
                numbers[usize::from(in_pack)] = u8::try_from(number).ok();
            }
        }
        let mut conditions = vec![Vec::new(); tables.len()];
        names.conditions.iter().enumerate().for_each(|(number, c)| conditions[c.table].push(number));
        let rows = names.conditions.iter().map(|c| {
            let table = &tables[c.table];
            table.entries().iter().map(|rows| first_row(rows, table, &c.filters)).collect()
        });
        let rows = rows.collect();
        let labels = all_labels(names.labels.clone(), &tables, labels);
        Self {
            rules,
            starts: Starts::new(rules),
            numbers,
            rows,
            conditions,
            values: value_kinds(&labels, rules),
            nesting: nesting(&labels, lexicon.table("nesting")),
            repeatable: repeatable(&labels, lexicon.table("repeatable")),
            tables,
            labels,
            lexicon: lexicon.clone(),
        }
    }

    /// The forms of all tables.
    pub fn forms(&self) -> &Forms {
        self.lexicon.forms()
    }

    /// The table with this number among those that rules name.
    pub fn table(&self, table: u8) -> &Table {
        &self.tables[usize::from(table)]
    }

    /// The table on which the condition is.
    pub fn table_of(&self, condition: usize) -> u8 {
        self.rules.names.conditions.get(condition).map_or(u8::MAX, |condition| condition.table as u8)
    }

    /// The row of the entry `entry` that meets the condition.
    pub fn row(&self, condition: usize, entry: u32) -> Option<u16> {
        self.rows[condition].get(entry as usize).copied().filter(|row| *row != NO_ROW)
    }

    /// Whether an entity with the label `inner` may stand inside one with `outer`.
    pub fn may_nest(&self, outer: Label, inner: Label) -> bool {
        let index = outer.index() * self.labels.names().len() + inner.index();
        self.nesting.get(index).copied().unwrap_or(false)
    }

    /// What values the rules make for entities with `label`.
    pub fn value_kind(&self, label: Label) -> ValueKind {
        self.values.get(label.index()).copied().unwrap_or_default()
    }

    /// Whether names with `label` are looked for again; if so, whether also by their last word.
    pub fn repeatable(&self, label: Label) -> Option<bool> {
        self.repeatable.get(label.index()).copied().flatten()
    }

    /// What the tables that rules name say of the form, as hits of `n_words` with the reading `reading`.
    pub fn hits(&self, form: FormNumber, n_words: u8, reading: u8) -> impl Iterator<Item = Hit> {
        self.forms().postings(form).iter().filter_map(move |posting| {
            let table = self.numbers[usize::from(posting.table)]?;
            Some(Hit { table, n_words, reading, entry: posting.entry })
        })
    }

    /// Adds to `starts` the rules that may begin with `hit`.
    pub fn add_starts(&self, hit: &Hit, starts: &mut RuleBits) {
        let conditions = &self.conditions[usize::from(hit.table)];
        for condition in conditions.iter().filter(|condition| self.row(**condition, hit.entry).is_some()) {
            if let Some(rules) = self.starts.of_condition(*condition) {
                starts.add(rules);
            }
        }
    }

    /// Reads `token`.
    pub fn read_form(&self, token: &Token, text: &str) -> WordForm {
        let surface = token.span.slice(text);
        let mut form = read_form(token, text, &self.lexicon);
        let names = &self.rules.names;
        let classes = Class::ALL.iter().filter(|class| is_of_class(&form, **class, surface));
        form.seen.classes = classes.map(|class| class.bit()).sum();
        form.seen.literals = literals(&form, self.rules);
        form.seen.token = names.tokens.iter().position(|token| token == surface).map(|number| number as u32);
        for (reading, spelling) in (0..=u8::MAX).zip(&form.readings) {
            let Some(number) = spelling.number else { continue };
            if !form.is_function {
                form.seen.hits.extend(self.hits(number, 1, reading));
            }
            if self.forms().goes_on(number) {
                form.seen.continued.push(reading);
            }
        }
        form.seen.hits.sort_by_key(Hit::order);
        form.seen.number_word = self.number_word(&form);
        form.seen.starts = self.starts.of_form(&form);
        let mut starts = std::mem::take(&mut form.seen.starts);
        form.seen.hits.iter().for_each(|hit| self.add_starts(hit, &mut starts));
        form.seen.starts = starts;
        form
    }

    fn number_word(&self, form: &WordForm) -> Option<NumberWord> {
        let table = u8::try_from(self.rules.number_words).ok()?;
        let hit = form.seen.hits.iter().find(|hit| hit.table == table)?;
        // «كواحد», «لآلاف»: a guess of the word list's gaps is no evidence for a number, unless it only takes و off.
        let reading = &form.readings[usize::from(hit.reading)];
        if reading.guess && !(reading.conjunction && reading.core_offset == WAW.len_utf8()) {
            return None;
        }
        let table = self.table(table);
        Some(numerals::number_word(table, table.entries().get(hit.entry as usize)?.first()?, reading.guess))
    }
}

/// The first of `rows` that passes all of `filters`.
fn first_row(rows: &[Row], table: &Table, filters: &[super::pattern::Filter]) -> u16 {
    let passes = |row: &Row| filters.iter().all(|filter| filter.passes(table.field(row, &filter.column)));
    rows.iter().position(passes).and_then(|row| u16::try_from(row).ok()).unwrap_or(NO_ROW)
}

/// The column of a table that gives a label, for brackets with `*`.
pub(super) const LABEL_COLUMN: &str = "label";

/// `labels`, those that `tables` give, and `others`.
fn all_labels<'l>(
    mut labels: Labels,
    tables: &[Arc<Table>],
    others: impl Iterator<Item = &'l str>,
) -> Labels {
    for table in tables {
        for row in table.entries().iter().flatten() {
            match table.field(row, LABEL_COLUMN) {
                "" => {}
                label => _ = labels.number(label),
            }
        }
    }
    others.for_each(|label| _ = labels.number(label));
    labels
}

/// The first kind of value that a rule with the label makes.
fn value_kinds(labels: &Labels, rules: &RuleSet) -> Vec<ValueKind> {
    let mut kinds = vec![ValueKind::None; labels.names().len()];
    for rule in rules.stages.iter().flatten() {
        let kind = &mut kinds[rule.label.index()];
        if *kind == ValueKind::None {
            *kind = rule.value;
        }
    }
    kinds
}

fn nesting(labels: &Labels, table: &Table) -> Vec<bool> {
    let names: Vec<String> = labels.names().iter().map(|name| name.to_lowercase()).collect();
    let pairs = names.iter().flat_map(|outer| names.iter().map(move |inner| format!("{outer} {inner}")));
    pairs.map(|pair| table.has(&pair)).collect()
}

fn repeatable(labels: &Labels, table: &Table) -> Vec<Option<bool>> {
    let row = |name: &String| table.get(&name.to_lowercase()).first();
    let surname = |row| table.field(row, "surname") == "yes";
    labels.names().iter().map(|name| row(name).map(surname)).collect()
}

/// The numbers of the literals that a form may be, that of the whole token first.
fn literals(form: &WordForm, rules: &RuleSet) -> Vec<u32> {
    let number = |form: &str| rules.names.literals.get(form).copied();
    let whole = number(form.form());
    let cores = form.readings[1..].iter().filter(|reading| !reading.guess);
    let mut numbers = vec![whole.unwrap_or(u32::MAX)];
    numbers.extend(cores.filter_map(|reading| number(&reading.form)));
    numbers
}
