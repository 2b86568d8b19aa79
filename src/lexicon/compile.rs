//! TSV tables → one pack of bytes. Used by the build script, and by tests that need a small lexicon.
//!
//! Pack: [`MAGIC`], SHA-256 of the rest, then blocks, each a little-endian `u32` length and bytes. Two hold the
//! forms of all tables and the beginnings of their phrases, each once, in order: the letters that are used, and for each
//! form a byte that says how many letters it shares with the one before it, then the others, a byte each (see [`letter`]).
//! The other blocks come in fives, one for each table: name, columns, entries (the different lists of rows that a form
//! has), which forms it has (as differences of their numbers), and the entry of each. Whole numbers are written in groups
//! of seven bits, lowest first. Columns of like numbers compress well.

use std::collections::{BTreeMap, BTreeSet};

use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::text::normalize_word;

/// First bytes of every pack: name and version of the form.
pub const MAGIC: &[u8; 16] = b"HASHIYA LEXICON2";

/// Most tables of a pack.
pub const MAX_TABLES: usize = 255;

/// How letters of forms are written.
pub mod letter {
    /// Bytes below this say how many letters a form shares with the one before it, and that one begins.
    pub const FIRST: u8 = 48;

    /// The byte before a letter that is not among those of the pack: three bytes of its code point follow, lowest first.
    pub const OTHER: u8 = u8::MAX;
}

/// Between the rows of an entry.
pub const ROW_SEPARATOR: char = '\u{1f}';

/// A table as a linguist wrote it.
#[derive(Debug, Clone)]
pub struct SourceTable {
    /// Name of its file, without the ending.
    pub name: String,
    /// Its content: a header row, then a form and its fields a line; `#` begins a comment line.
    pub tsv: String,
}

/// Why a table cannot be compiled.
#[derive(Debug, Error)]
pub enum CompileError {
    /// A table has no header row that begins with `form`.
    #[error("{table}.tsv: the first line must be a header that begins with `form`")]
    NoHeader {
        /// Name of the table.
        table: String,
    },
    /// A line has more or fewer fields than the header.
    #[error("{table}.tsv:{line}: {found} fields, but the header has {expected}")]
    Fields {
        /// Name of the table.
        table: String,
        /// Line number, from 1.
        line: usize,
        /// Fields in the header.
        expected: usize,
        /// Fields in the line.
        found: usize,
    },
    /// A form has no letter left when it is normalised.
    #[error("{table}.tsv:{line}: the form is empty")]
    EmptyForm {
        /// Name of the table.
        table: String,
        /// Line number, from 1.
        line: usize,
    },
    /// There are more tables than a pack can number.
    #[error("a pack holds at most {MAX_TABLES} tables")]
    TooManyTables,
}

/// Compiles tables into a pack.
///
/// # Errors
/// [`CompileError`] with table and line.
pub fn compile(tables: &[SourceTable]) -> Result<Vec<u8>, CompileError> {
    if tables.len() > MAX_TABLES {
        return Err(CompileError::TooManyTables);
    }
    let read: Vec<Rows> = tables.iter().map(read_rows).collect::<Result<_, _>>()?;
    let forms: BTreeSet<&str> =
        read.iter().flat_map(|(_, rows)| rows.keys()).flat_map(|form| beginnings(form)).collect();
    let mut payload = Vec::new();
    push_forms(&mut payload, &forms);
    let numbers: BTreeMap<&str, usize> = forms.iter().enumerate().map(|(n, form)| (*form, n)).collect();
    for (table, (columns, rows)) in tables.iter().zip(&read) {
        push_block(&mut payload, table.name.as_bytes());
        push_block(&mut payload, columns.as_bytes());
        push_rows(&mut payload, rows, &numbers);
    }
    let mut pack = MAGIC.to_vec();
    pack.extend(Sha256::digest(&payload));
    pack.extend(payload);
    Ok(pack)
}

/// The form itself, and where it is a phrase its first words: so that a phrase is followed word by word.
fn beginnings(form: &str) -> impl Iterator<Item = &str> {
    form.match_indices(' ').map(|(byte, _)| &form[..byte]).chain([form])
}

fn push_forms(payload: &mut Vec<u8>, forms: &BTreeSet<&str>) {
    let letters = frequent_letters(forms);
    let codes: BTreeMap<char, u8> = letters.chars().zip(letter::FIRST..letter::OTHER).collect();
    let mut stream = Vec::new();
    let mut before = "";
    for form in forms {
        let alike = before.chars().zip(form.chars()).take_while(|(one, other)| one == other);
        let shared = alike.count().min(usize::from(letter::FIRST - 1));
        stream.push(shared as u8);
        for c in form.chars().skip(shared) {
            match codes.get(&c) {
                Some(code) => stream.push(*code),
                None => {
                    stream.push(letter::OTHER);
                    stream.extend(&u32::from(c).to_le_bytes()[..3]);
                }
            }
        }
        before = form;
    }
    push_block(payload, letters.as_bytes());
    push_block(payload, &stream);
}

/// The most frequent letters, as many as have a byte, in order.
fn frequent_letters(forms: &BTreeSet<&str>) -> String {
    let mut counts: BTreeMap<char, usize> = BTreeMap::new();
    forms.iter().flat_map(|form| form.chars()).for_each(|c| *counts.entry(c).or_default() += 1);
    let mut letters: Vec<char> = counts.keys().copied().collect();
    letters.sort_by_key(|c| std::cmp::Reverse(counts[c]));
    letters.truncate(usize::from(letter::OTHER - letter::FIRST));
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Entries, forms and the entry of each form.
fn push_rows(
    payload: &mut Vec<u8>,
    rows_of_form: &BTreeMap<String, Vec<String>>,
    numbers: &BTreeMap<&str, usize>,
) {
    let mut entry_numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut entries: Vec<String> = Vec::new();
    let (mut gaps, mut chosen) = (Vec::new(), Vec::new());
    let mut next = 0;
    for (form, rows) in rows_of_form {
        let entry = rows.join(&ROW_SEPARATOR.to_string());
        let number = *entry_numbers.entry(entry).or_insert_with_key(|entry| {
            entries.push(entry.clone());
            entries.len() - 1
        });
        let form = numbers.get(form.as_str()).copied().unwrap_or(next);
        push_number(&mut gaps, form - next);
        push_number(&mut chosen, number);
        next = form + 1;
    }
    push_block(payload, entries.join("\n").as_bytes());
    push_block(payload, &gaps);
    push_block(payload, &chosen);
}

fn push_number(out: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        out.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

fn push_block(payload: &mut Vec<u8>, bytes: &[u8]) {
    payload.extend((bytes.len() as u32).to_le_bytes());
    payload.extend(bytes);
}

/// The columns after `form`, and the rows (fields joined by tabs) of each normalised form, in byte order.
type Rows = (String, BTreeMap<String, Vec<String>>);

fn read_rows(table: &SourceTable) -> Result<Rows, CompileError> {
    let name = || table.name.clone();
    let mut lines =
        table.tsv.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let (_, header) = lines.next().ok_or_else(|| CompileError::NoHeader { table: name() })?;
    let columns = match header.split_once('\t') {
        Some(("form", columns)) => columns,
        None if header == "form" => "",
        _ => return Err(CompileError::NoHeader { table: name() }),
    };
    let expected = header.split('\t').count();
    let mut rows_of_form: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (index, line) in lines {
        let found = line.split('\t').count();
        if found != expected {
            return Err(CompileError::Fields { table: name(), line: index + 1, expected, found });
        }
        let (form, fields) = line.split_once('\t').unwrap_or((line, ""));
        let form = normalize_word(form.trim());
        if form.is_empty() {
            return Err(CompileError::EmptyForm { table: name(), line: index + 1 });
        }
        let rows = rows_of_form.entry(form).or_default();
        if !rows.iter().any(|row| row == fields) {
            rows.push(fields.to_owned());
        }
    }
    Ok((columns.to_owned(), rows_of_form))
}
