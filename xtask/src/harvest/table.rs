//! A table to be written.

use std::{collections::BTreeSet, fs, io, path::Path};

use hashiya::text::normalize_word;

/// Rows of a table under construction; sorted and without doubles when written.
#[derive(Debug)]
pub struct Table {
    name: &'static str,
    header: &'static str,
    rows: BTreeSet<String>,
}

impl Table {
    /// An empty table `name`, with a header row.
    pub fn new(name: &'static str, header: &'static str) -> Self {
        Self { name, header, rows: BTreeSet::new() }
    }

    /// Adds a row, unless its form has no letter that counts.
    pub fn push(&mut self, fields: &[&str]) {
        if fields.first().is_none_or(|form| normalize_word(form).trim().is_empty()) {
            return;
        }
        self.rows.insert(fields.join("\t"));
    }

    /// Writes `NAME.tsv` in `folder`.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let mut content = format!("{}\n# Written by `cargo xtask harvest`; do not edit.\n", self.header);
        for row in &self.rows {
            content += row;
            content.push('\n');
        }
        println!("{}: {} rows", self.name, self.rows.len());
        fs::write(folder.join(self.name).with_extension("tsv"), content)
    }
}

/// A share as a digit from 0 to 9.
pub fn tenths(share: f64) -> String {
    format!("{}", (share * 10.0).floor().clamp(0.0, 9.0) as u8)
}
