//! Sorted hashes with a table of where those with the same first bits begin: a look-up reads two or three
//! numbers, and there is nothing to build but the table.

/// The first bits of a hash that choose its bucket.
const BUCKET_BITS: u32 = 17;

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
    fn keys_that_do_not_rise_are_refused() {
        assert!(Index::new(vec![2, 1]).is_none());
        assert!(Index::new(vec![1, 1]).is_none());
    }
}
