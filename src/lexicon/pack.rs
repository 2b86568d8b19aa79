//! Reads a pack; the form is described in [`super::compile`].

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use thiserror::Error;

use super::{Table, compile::MAGIC};

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

/// The tables of a pack, by name.
pub(super) fn read(bytes: &[u8]) -> Result<BTreeMap<String, Table>, PackError> {
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

fn read_tables(payload: &[u8]) -> Option<BTreeMap<String, Table>> {
    let mut reader = Reader { rest: payload };
    let n_tables = reader.number()?;
    let mut tables = BTreeMap::new();
    for _ in 0..n_tables {
        let name = reader.text()?.to_owned();
        let columns = reader.text()?;
        let entries = reader.text()?;
        tables.insert(name, Table::new(columns, entries, reader.block()?)?);
    }
    Some(tables)
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
