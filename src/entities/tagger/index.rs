//! Sorted hashes with a table of where those with the same first bits begin: a look-up reads two or three
//! numbers, and there is nothing to build but the table.

/// The first bits of a hash that choose its bucket.
const BUCKET_BITS: u32 = 15;

/// A set of hashes, each with its number in the order of size.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    keys: Vec<u32>,
    /// For each bucket the number of its first key; one more at the end.
    starts: Vec<u32>,
}

impl Index {
    /// An index of `keys`, which rise; `None` where they do not.
    pub fn new(keys: Vec<u32>) -> Option<Self> {
        if keys.windows(2).any(|pair| pair[0] >= pair[1]) {
            return None;
        }
        let mut starts = vec![0; (1 << BUCKET_BITS) + 1];
        for &key in &keys {
            starts[bucket(key) + 1] += 1;
        }
        for index in 1..starts.len() {
            starts[index] += starts[index - 1];
        }
        Some(Self { keys, starts })
    }

    /// The number of `key`.
    pub fn find(&self, key: u32) -> Option<usize> {
        let start = *self.starts.get(bucket(key))? as usize;
        let end = *self.starts.get(bucket(key) + 1)? as usize;
        let keys = self.keys.get(start..end)?;
        keys.iter().position(|other| *other == key).map(|position| start + position)
    }

    /// The keys, rising.
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }
}

/// Bits of a slot that hold the length of a row.
const LENGTH_BITS: u32 = 7;

/// Rows by hash: key and row stand in one slot, so that a look-up touches one place in memory.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    /// Hash, and where its row begins with its length; a hash of 0 is an empty slot.
    slots: Vec<(u32, u32)>,
    shift: u32,
}

impl Rows {
    /// The rows that begin and end at `starts`, by the hash in `keys`; `None` where a row is too long.
    pub fn new(keys: &[u32], starts: &[u32]) -> Option<Self> {
        let bits = (keys.len() * 2).max(2).next_power_of_two().trailing_zeros();
        let mut rows = Self { slots: vec![(0, 0); 1 << bits], shift: u32::BITS - bits };
        for (key, row) in keys.iter().zip(starts.windows(2)) {
            let length = row[1].checked_sub(row[0]).filter(|length| *length < 1 << LENGTH_BITS)?;
            let start = row[0].checked_mul(1 << LENGTH_BITS)?;
            let mut slot = (key >> rows.shift) as usize;
            while rows.slots[slot].0 != 0 {
                slot = (slot + 1) & (rows.slots.len() - 1);
            }
            rows.slots[slot] = (*key, start | length);
        }
        Some(rows)
    }

    /// Where the row of `key` begins and ends; an empty row where there is none.
    pub fn find(&self, key: u32) -> (usize, usize) {
        if self.slots.is_empty() {
            return (0, 0);
        }
        let mut slot = (key >> self.shift) as usize;
        loop {
            let (own, row) = self.slots[slot];
            if own == key {
                let start = (row >> LENGTH_BITS) as usize;
                return (start, start + (row & ((1 << LENGTH_BITS) - 1)) as usize);
            }
            if own == 0 {
                return (0, 0);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

fn bucket(key: u32) -> usize {
    (key >> (u32::BITS - BUCKET_BITS)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_is_found_and_no_other() {
        let keys: Vec<u32> = (1..5000).map(|n| n * 777_777).collect();
        let index = Index::new(keys.clone()).unwrap();
        for (number, key) in keys.iter().enumerate() {
            assert_eq!(index.find(*key), Some(number));
            assert_eq!(index.find(key + 1), None);
        }
        assert_eq!(Index::default().find(7), None);
    }

    #[test]
    fn every_row_is_found_and_no_other() {
        let keys: Vec<u32> = (1..5000).map(|n| n * 777_777).collect();
        let starts: Vec<u32> = (0..5000).map(|n| n * 3).collect();
        let rows = Rows::new(&keys, &starts).unwrap();
        for (number, key) in keys.iter().enumerate() {
            assert_eq!(rows.find(*key), (number * 3, number * 3 + 3));
            assert_eq!(rows.find(key + 1), (0, 0));
        }
        assert_eq!(Rows::default().find(7), (0, 0));
    }

    #[test]
    fn keys_that_do_not_rise_are_refused() {
        assert!(Index::new(vec![2, 1]).is_none());
        assert!(Index::new(vec![1, 1]).is_none());
    }
}
