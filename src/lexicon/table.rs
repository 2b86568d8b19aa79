//! One table: look-up of a word, and walking a phrase word by word.

use std::sync::Arc;

use super::{
    compile::ROW_SEPARATOR,
    forms::{FormNumber, Forms},
};

/// What a table says of a form: its fields, in the order of the table's columns.
pub type Row = Vec<String>;

/// A word list with what it says of each form.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<String>,
    entries: Vec<Vec<Row>>,
    forms: Arc<Forms>,
    number: u8,
}

impl Table {
    /// The table with this number, of a pack's blocks.
    pub(super) fn new(number: u8, columns: &str, entries: &str, forms: Arc<Forms>) -> Self {
        let fields = |row: &str| row.split('\t').map(str::to_owned).collect();
        let rows = |entry: &str| entry.split(ROW_SEPARATOR).map(fields).collect();
        Self {
            columns: columns.split('\t').map(str::to_owned).collect(),
            entries: entries.split('\n').map(rows).collect(),
            forms,
            number,
        }
    }

    /// Its number in the pack, as [`super::Posting`]s have it; none where it is not there.
    pub fn number_in_pack(&self) -> Option<u8> {
        (!self.entries.is_empty()).then_some(self.number)
    }

    /// The rows of the normalised form `form`; none where the table lacks it.
    pub fn get(&self, form: &str) -> &[Row] {
        self.number(form).map_or(&[], |number| self.entry(number))
    }

    /// The number of the entry of the normalised form, an index of [`Self::entries`]; forms of which the
    /// table says the same share an entry.
    pub fn number(&self, form: &str) -> Option<usize> {
        self.entry_of(self.forms.find(form.as_bytes())?)
    }

    /// The entries, by number: the rows of one form.
    pub fn entries(&self) -> &[Vec<Row>] {
        &self.entries
    }

    /// The column `name`, found once for many look-ups.
    pub fn column(&self, name: &str) -> Column<'_> {
        Column { table: self, index: self.columns.iter().position(|column| column == name) }
    }

    /// Whether the table has the normalised form.
    pub fn has(&self, form: &str) -> bool {
        self.number(form).is_some()
    }

    /// Every form with its rows, in byte order.
    pub fn forms(&self) -> impl Iterator<Item = (String, &[Row])> {
        let text = |form| String::from_utf8_lossy(self.forms.form(form)).into_owned();
        let member = move |form| self.entry_of(form).map(|entry| (text(form), self.entry(entry)));
        self.forms.numbers().filter_map(member)
    }

    /// The field of `row` under the column `column`; empty where there is none.
    pub fn field<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| name == column);
        index.and_then(|index| row.get(index)).map_or("", String::as_str)
    }

    /// The forms that `words` (normalised) begin with, shortest first: number of words and rows.
    pub fn phrases<'a, W>(&'a self, words: W) -> impl Iterator<Item = (usize, &'a [Row])>
    where
        W: IntoIterator,
        W::Item: AsRef<str>,
    {
        let entry = |form| self.entry_of(form).map(|number| self.entry(number));
        self.forms.phrases(words).filter_map(move |(n_words, form)| Some((n_words, entry(form)?)))
    }

    /// Whether the table has the form with this number.
    pub fn has_form(&self, form: FormNumber) -> bool {
        self.entry_of(form).is_some()
    }

    fn entry_of(&self, form: FormNumber) -> Option<usize> {
        let posting = self.forms.postings(form).iter().find(|posting| posting.table == self.number)?;
        Some(posting.entry as usize)
    }

    fn entry(&self, number: usize) -> &[Row] {
        self.entries.get(number).map_or(&[], Vec::as_slice)
    }
}

/// One column of a table.
#[derive(Debug, Clone, Copy)]
pub struct Column<'a> {
    table: &'a Table,
    index: Option<usize>,
}

impl<'a> Column<'a> {
    /// What the first row of the normalised form says; `None` where the table lacks the form.
    pub fn get(&self, form: &str) -> Option<&'a str> {
        let row = self.table.get(form).first()?;
        Some(self.index.and_then(|index| row.get(index)).map_or("", String::as_str))
    }
}
