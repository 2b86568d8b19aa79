//! TSV tables → one pack of bytes. Used by the build script, and by tests that need a small lexicon.
//!
//! Pack: [`MAGIC`], SHA-256 of the rest, number of tables, then for each table four blocks (name,
//! columns, entries, map), each a little-endian `u32` length and bytes. An entry is the list of rows
//! that one form has; equal entries are kept once, and the map (an `fst` map) gives its number.

use std::collections::BTreeMap;

use fst::MapBuilder;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::text::normalize_word;

/// First bytes of every pack: name and version of the form.
pub const MAGIC: &[u8; 16] = b"HASHIYA LEXICON1";

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
    /// The map could not be built.
    #[error(transparent)]
    Map(#[from] fst::Error),
}

/// Compiles tables into a pack.
///
/// # Errors
/// [`CompileError`] with table and line.
pub fn compile(tables: &[SourceTable]) -> Result<Vec<u8>, CompileError> {
    let mut payload = Vec::new();
    payload.extend((tables.len() as u32).to_le_bytes());
    for table in tables {
        compile_table(table, &mut payload)?;
    }
    let mut pack = MAGIC.to_vec();
    pack.extend(Sha256::digest(&payload));
    pack.extend(payload);
    Ok(pack)
}

fn compile_table(table: &SourceTable, payload: &mut Vec<u8>) -> Result<(), CompileError> {
    let (columns, rows_of_form) = read_rows(table)?;
    let mut entry_numbers: BTreeMap<String, u64> = BTreeMap::new();
    let mut entries: Vec<String> = Vec::new();
    let mut map = MapBuilder::memory();
    for (form, rows) in rows_of_form {
        let entry = rows.join(&ROW_SEPARATOR.to_string());
        let number = *entry_numbers.entry(entry).or_insert_with_key(|entry| {
            entries.push(entry.clone());
            entries.len() as u64 - 1
        });
        map.insert(form, number)?;
    }
    push_block(payload, table.name.as_bytes());
    push_block(payload, columns.as_bytes());
    push_block(payload, entries.join("\n").as_bytes());
    push_block(payload, &map.into_inner()?);
    Ok(())
}

fn push_block(payload: &mut Vec<u8>, bytes: &[u8]) {
    payload.extend((bytes.len() as u32).to_le_bytes());
    payload.extend(bytes);
}

/// The columns after `form`, and the rows (fields joined by tabs) of each normalised form, in byte order.
#[allow(clippy::type_complexity)]
fn read_rows(table: &SourceTable) -> Result<(String, BTreeMap<String, Vec<String>>), CompileError> {
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
