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
    #[cfg(any(test, feature = "train"))]
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }
}

/// Weights by feature, so that a look-up touches one place in memory: for each bucket of features one after the other
/// the low bits of the hash, the number of weights, the weights.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rows {
    /// Two bytes each.
    stream: Vec<[u8; 2]>,
    /// For each bucket where it begins in the stream; one more at the end.
    starts: Vec<u32>,
    /// Which hashes may be there, as bits: most that are not are known by this alone.
    filter: Vec<u64>,
}

/// Bits of a hash that choose its bit in the filter.
const FILTER_BITS: u32 = 22;

/// The first bits of a feature that choose its bucket: what is left fits two bytes. So many that most buckets have one
/// feature or none; the starts of the buckets take 2 MB.
const ROW_BITS: u32 = 19;

/// A weight: its column, and its bits.
pub(crate) type Weight = [u8; 2];

impl Rows {
    /// The `weights` of the features `keys`, which rise; those of each begin and end at `starts`. `None` where they do not
    /// fit.
    pub fn new(keys: &[u32], starts: &[u32], weights: &[Weight]) -> Option<Self> {
        let mut rows = Self {
            stream: Vec::with_capacity(weights.len() + 2 * keys.len()),
            starts: vec![0],
            filter: vec![0; 1 << (FILTER_BITS - u64::BITS.trailing_zeros())],
        };
        for (key, row) in keys.iter().zip(starts.windows(2)) {
            let own = weights.get(row[0] as usize..row[1] as usize)?;
            rows.close_buckets((key >> (u32::BITS - ROW_BITS)) as usize);
            rows.stream.push((*key as u16).to_le_bytes());
            rows.stream.push([u8::try_from(own.len()).ok()?, 0]);
            rows.stream.extend_from_slice(own);
            let (word, bit) = filter_bit(*key);
            rows.filter[word] |= bit;
        }
        rows.close_buckets(1 << ROW_BITS);
        Some(rows)
    }

    /// Says of the buckets before `bucket` that they end here.
    fn close_buckets(&mut self, bucket: usize) {
        let end = self.stream.len() as u32;
        self.starts.resize(self.starts.len().max(bucket + 1), end);
    }

    /// Whether `key` may be there.
    pub fn may_have(&self, key: u32) -> bool {
        let (word, bit) = filter_bit(key);
        self.filter.get(word).is_some_and(|bits| bits & bit != 0)
    }

    /// Gives to `emit` the weights of each of `keys` that is there. It goes over all of them step by step, without asking in
    /// between, so that the machine fetches from memory what many of them need at once.
    pub fn find_all(&self, keys: &[u32], places: &mut Vec<(u32, u32)>, mut emit: impl FnMut(&[Weight])) {
        places.clear();
        places.extend(keys.iter().map(|key| self.bucket(*key)));
        let touched = places.iter().filter_map(|(start, _)| self.stream.get(*start as usize));
        std::hint::black_box(touched.fold(0, |all, [byte, _]| all ^ byte));
        keys.iter().zip(&*places).for_each(|(key, place)| emit(self.row(*key, *place)));
    }

    /// The weights of `key`; none where it is not there.
    pub fn find(&self, key: u32) -> &[Weight] {
        self.row(key, self.bucket(key))
    }

    /// Where the bucket of `key` begins and ends.
    fn bucket(&self, key: u32) -> (u32, u32) {
        let bucket = (key >> (u32::BITS - ROW_BITS)) as usize;
        match (self.starts.get(bucket), self.starts.get(bucket + 1)) {
            (Some(start), Some(end)) => (*start, *end),
            _ => (0, 0),
        }
    }

    fn row(&self, key: u32, (start, end): (u32, u32)) -> &[Weight] {
        let mut rest = self.stream.get(start as usize..end as usize).unwrap_or_default();
        let low = (key as u16).to_le_bytes();
        while let [own, [length, _], after @ ..] = rest {
            let Some((weights, next)) = after.split_at_checked(usize::from(*length)) else { return &[] };
            if *own == low {
                return weights;
            }
            rest = next;
        }
        &[]
    }
}

/// The last bits of a feature say nothing: it has this many fewer than a key, or nearly.
const SILENT_BITS: u32 = 8;

/// Word and bit of `key` in the filter: the last of the bits that features have, as the slots take the first ones.
fn filter_bit(key: u32) -> (usize, u64) {
    let bit = key >> SILENT_BITS & ((1 << FILTER_BITS) - 1);
    ((bit / u64::BITS) as usize, 1 << (bit % u64::BITS))
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
        let weights: Vec<Weight> = (0..5000 * 3).map(|n: u32| [(n % 60) as u8, (n % 251) as u8]).collect();
        let rows = Rows::new(&keys, &starts, &weights).unwrap();
        for (number, key) in keys.iter().enumerate() {
            assert!(rows.may_have(*key));
            assert_eq!(rows.find(*key), &weights[number * 3..number * 3 + 3]);
            assert!(rows.find(key + 1).is_empty());
        }
        assert!(Rows::default().find(7).is_empty() && !Rows::default().may_have(7));
    }

    #[test]
    fn keys_that_do_not_rise_are_refused() {
        assert!(Index::new(vec![2, 1]).is_none());
        assert!(Index::new(vec![1, 1]).is_none());
    }
}
