//! Reads a pack; the form is described in [`super::compile`].

use std::{collections::BTreeMap, sync::Arc};

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{
    Table,
    compile::MAGIC,
    forms::{FormNumber, Forms, take_number},
};

const CHECKSUM_BYTES: usize = 32;
const NAME_BYTES: usize = 15;

/// Why bytes cannot be used as a lexicon.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PackError {
    /// They do not begin as a pack does.
    #[error("these bytes are not a Hashiya lexicon")]
    NotAPack,
    /// They are a pack of a version that this library does not read.
    #[error("this lexicon is of another version than the program; reload both")]
    OtherVersion,
    /// The checksum does not fit, or a table is cut off.
    #[error("this lexicon is damaged; load it again")]
    Damaged,
}

/// The forms of a pack, and its tables by name.
pub(super) type Read = (Arc<Forms>, BTreeMap<String, Arc<Table>>);

/// Reads a pack.
pub(super) fn read(bytes: &[u8]) -> Result<Read, PackError> {
    let magic = bytes.get(..MAGIC.len()).ok_or(PackError::NotAPack)?;
    if magic[..NAME_BYTES] != MAGIC[..NAME_BYTES] {
        return Err(PackError::NotAPack);
    }
    if magic != MAGIC {
        return Err(PackError::OtherVersion);
    }
    let rest = &bytes[MAGIC.len()..];
    let (checksum, payload) = rest.split_at_checked(CHECKSUM_BYTES).ok_or(PackError::Damaged)?;
    if Sha256::digest(payload).as_slice() != checksum {
        return Err(PackError::Damaged);
    }
    read_tables(payload).ok_or(PackError::Damaged)
}

fn read_tables(payload: &[u8]) -> Option<Read> {
    let mut reader = Reader { rest: payload };
    let mut forms = Forms::read(reader.text()?, reader.block()?)?;
    let (mut blocks, mut members) = (Vec::new(), Vec::new());
    while !reader.rest.is_empty() {
        let (name, columns, entries) = (reader.text()?, reader.text()?, reader.text()?);
        members.push(read_members(reader.block()?, reader.block()?)?);
        blocks.push((name, columns, entries));
    }
    forms.add_postings(&members)?;
    let forms = Arc::new(forms);
    let tables = blocks.into_iter().enumerate().map(|(number, (name, columns, entries))| {
        let table = Table::new(u8::try_from(number).ok()?, columns, entries, forms.clone());
        Some((name.to_owned(), Arc::new(table)))
    });
    let tables = tables.collect::<Option<_>>()?;
    Some((forms, tables))
}

/// Number and entry of each form of a table.
fn read_members(mut gaps: &[u8], mut entries: &[u8]) -> Option<Vec<(FormNumber, u32)>> {
    let mut members = Vec::with_capacity(entries.len());
    let mut next = 0usize;
    while !gaps.is_empty() {
        let form = next.checked_add(take_number(&mut gaps)?)?;
        members.push((FormNumber::try_from(form).ok()?, u32::try_from(take_number(&mut entries)?).ok()?));
        next = form + 1;
    }
    entries.is_empty().then_some(members)
}

struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<usize> {
        let (bytes, rest) = self.rest.split_first_chunk::<4>()?;
        self.rest = rest;
        Some(u32::from_le_bytes(*bytes) as usize)
    }

    fn block(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        let (block, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(block)
    }

    fn text(&mut self) -> Option<&'a str> {
        std::str::from_utf8(self.block()?).ok()
    }
}
