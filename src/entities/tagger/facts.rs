//! What lists without labels say of a word: its class by its neighbours in news, how many people bear
//! it, whether a place is called so, how frequent it is.

use super::{
    hash::{few, widened},
    index::Index,
};

/// A word is known by so many bits of its hash: one of some 600 that are in no list is taken for one that is.
pub(crate) const KEY_BITS: u32 = 26;

/// What is known of a form. Fields are small numbers without a meaning of their own: the model learns
/// what they are worth. 0 is "not in the list".
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    /// Its class among 64, from 1.
    pub class_64: u16,
    /// Its class among 256, from 1.
    pub class_256: u16,
    /// Its class among 1,024, from 1.
    pub class_1024: u16,
    /// How much of its use is as a part of a person's name, and at which place in the name.
    pub person: u16,
    /// How large a place is called so, and how little else is.
    pub place: u16,
    /// Its count in news, in steps of a factor of four.
    pub count: u16,
}

impl Facts {
    /// Its fields, in the order of the model file.
    #[cfg(any(test, feature = "train"))]
    pub fn columns(&self) -> [u16; N_COLUMNS] {
        [self.class_64, self.class_256, self.class_1024, self.person, self.place, self.count]
    }

    /// The facts with these fields.
    pub fn of(columns: [u16; N_COLUMNS]) -> Self {
        let [class_64, class_256, class_1024, person, place, count] = columns;
        Self { class_64, class_256, class_1024, person, place, count }
    }
}

/// Number of the fields.
pub(crate) const N_COLUMNS: usize = 6;

/// Facts by the hash of the normalised form.
#[derive(Debug, Clone, Default)]
pub(crate) struct FactTable {
    /// The hashes.
    pub index: Index,
    /// What is known of each.
    pub facts: Vec<Facts>,
}

impl FactTable {
    /// What is known of the form with the hash `form`.
    pub fn get(&self, form: u32) -> Option<Facts> {
        self.facts.get(self.index.find(widened(few(form, KEY_BITS), KEY_BITS))?).copied()
    }
}
