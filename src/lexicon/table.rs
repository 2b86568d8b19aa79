//! One table: look-up of a word, and walking a phrase word by word.

use fst::{
    Map, Streamer,
    raw::{CompiledAddr, Output},
};

use super::compile::ROW_SEPARATOR;

/// What a table says of a form: its fields, in the order of the table's columns.
pub type Row = Vec<String>;

/// A word list with what it says of each form.
#[derive(Debug, Clone, Default)]
pub struct Table {
    columns: Vec<String>,
    entries: Vec<Vec<Row>>,
    map: Option<Map<Vec<u8>>>,
}

impl Table {
    /// The table of a pack's blocks; `None` where they do not fit each other.
    pub(super) fn new(columns: &str, entries: &str, map: &[u8]) -> Option<Self> {
        let fields = |row: &str| row.split('\t').map(str::to_owned).collect();
        let rows = |entry: &str| entry.split(ROW_SEPARATOR).map(fields).collect();
        Some(Self {
            columns: columns.split('\t').map(str::to_owned).collect(),
            entries: entries.split('\n').map(rows).collect(),
            map: Some(Map::new(map.to_vec()).ok()?),
        })
    }

    /// The rows of the normalised form `form`; none where the table lacks it.
    pub fn get(&self, form: &str) -> &[Row] {
        self.map.as_ref().and_then(|map| map.get(form)).map_or(&[], |number| self.entry(number))
    }

    /// The number of the entry of the normalised form, an index of [`Self::entries`]; forms of which the
    /// table says the same share an entry.
    pub fn number(&self, form: &str) -> Option<usize> {
        self.map.as_ref()?.get(form).map(|number| number as usize)
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
        self.map.as_ref().is_some_and(|map| map.contains_key(form))
    }

    /// Every form with its rows, in byte order.
    pub fn forms(&self) -> impl Iterator<Item = (String, &[Row])> {
        let mut forms = Vec::new();
        if let Some(map) = &self.map {
            let mut stream = map.stream();
            while let Some((form, number)) = stream.next() {
                forms.push((String::from_utf8_lossy(form).into_owned(), self.entry(number)));
            }
        }
        forms.into_iter()
    }

    /// The field of `row` under the column `column`; empty where there is none.
    pub fn field<'a>(&self, row: &'a Row, column: &str) -> &'a str {
        let index = self.columns.iter().position(|name| name == column);
        index.and_then(|index| row.get(index)).map_or("", String::as_str)
    }

    /// The forms that `words` (normalised) begin with, shortest first: number of words and rows.
    pub fn phrases<'a, W>(&'a self, words: W) -> Phrases<'a, W::IntoIter>
    where
        W: IntoIterator,
        W::Item: AsRef<str>,
    {
        let node = self.map.as_ref().map(|map| map.as_fst().root().addr());
        Phrases { table: self, words: words.into_iter(), node, output: Output::zero(), n_words: 0 }
    }

    fn entry(&self, number: u64) -> &[Row] {
        self.entries.get(number as usize).map_or(&[], Vec::as_slice)
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

/// Iterator of [`Table::phrases`]. It stops as soon as no form of the table goes on.
#[derive(Debug)]
pub struct Phrases<'a, W> {
    table: &'a Table,
    words: W,
    node: Option<CompiledAddr>,
    output: Output,
    n_words: usize,
}

impl<W> Phrases<'_, W> {
    /// Follows `bytes` from the present node; `None` where the map has no such path.
    fn follow(&mut self, bytes: impl IntoIterator<Item = u8>) -> Option<()> {
        let map = self.table.map.as_ref()?.as_fst();
        let mut address = self.node?;
        for byte in bytes {
            let node = map.node(address);
            let transition = node.transition(node.find_input(byte)?);
            self.output = self.output.cat(transition.out);
            address = transition.addr;
        }
        self.node = Some(address);
        Some(())
    }

    /// The output of the present node where a form ends there.
    fn final_output(&self) -> Option<Output> {
        let node = self.table.map.as_ref()?.as_fst().node(self.node?);
        node.is_final().then(|| self.output.cat(node.final_output()))
    }
}

impl<'a, W> Iterator for Phrases<'a, W>
where
    W: Iterator,
    W::Item: AsRef<str>,
{
    type Item = (usize, &'a [Row]);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let word = self.words.next()?;
            let space = (self.n_words > 0).then_some(b' ');
            if self.follow(space.into_iter().chain(word.as_ref().bytes())).is_none() {
                self.node = None;
                return None;
            }
            self.n_words += 1;
            if let Some(output) = self.final_output() {
                return Some((self.n_words, self.table.entry(output.value())));
            }
        }
    }
}
