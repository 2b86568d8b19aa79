//! What a person can choose about an export.

use serde::{Deserialize, Serialize};

/// What offsets count.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum OffsetUnit {
    /// Unicode code points, as Python counts.
    #[default]
    CodePoint,
    /// UTF-16 code units, as JavaScript and Java count.
    Utf16,
    /// Bytes of UTF-8.
    Byte,
}

/// Where an entity begins that is written together with the word before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Clitics {
    /// As it was marked, proclitics inside: «وبحلب».
    #[default]
    Inside,
    /// At its core: «حلب».
    Outside,
}

/// Which marks are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Marks {
    /// Those that a person confirmed.
    Confirmed,
    /// Those, and suggestions that nobody rejected.
    #[default]
    Suggested,
}

/// How columns of tags say where a span begins and ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum TagScheme {
    /// `B-` for the first word of a span, `I-` for the others.
    #[default]
    Iob2,
    /// Also `E-` for the last word and `S-` for the only one.
    Bioes,
}

/// Documents of each hundred for training, development and test, drawn by a hash of the seed and the
/// document's id: a document keeps its part when others come or go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Split {
    /// For training.
    pub train: u8,
    /// For development.
    pub dev: u8,
    /// For the test; the rest to 100, if the three do not reach it, goes to training.
    pub test: u8,
    /// What is drawn with.
    #[cfg_attr(test, ts(type = "number"))]
    pub seed: u64,
}

/// What a person can choose about an export.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportOptions {
    /// What offsets count, where the format leaves it open.
    pub offset_unit: OffsetUnit,
    /// Where entities begin.
    pub clitics: Clitics,
    /// Which marks are written.
    pub marks: Marks,
    /// The scheme of tag columns.
    pub tag_scheme: TagScheme,
    /// Whether documents are parted for training, development and test.
    pub split: Option<Split>,
    /// Whether each document has a file of its own, also where the format could hold them all in one.
    pub file_per_document: bool,
}

impl Split {
    /// The part of the document `id`: `train`, `dev` or `test`.
    pub fn part_of(self, id: &str) -> &'static str {
        let hash = super::sha256(&format!("{}/{id}", self.seed));
        let drawn = u64::from_str_radix(&hash[..12], 16).unwrap_or(0) % 100;
        let dev = u64::from(self.dev);
        match drawn {
            drawn if drawn < dev => "dev",
            drawn if drawn < dev + u64::from(self.test) => "test",
            _ => "train",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_split_is_about_as_large_as_asked_and_the_same_each_time() {
        let split = Split { train: 80, dev: 10, test: 10, seed: 7 };
        let part = |number: usize| split.part_of(&format!("d{number}"));
        let n_of = |name: &str| (0..2000).filter(|number| part(*number) == name).count();
        assert!((150..250).contains(&n_of("dev")) && (150..250).contains(&n_of("test")));
        assert_eq!(part(3), part(3));
        let other = Split { seed: 8, ..split };
        assert!((0..2000).any(|number| other.part_of(&format!("d{number}")) != part(number)));
    }
}
