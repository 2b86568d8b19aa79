//! Word lists of `data/lexicon`, compiled and handed over as one pack of bytes: embedded in the native
//! build, fetched by the page. One look-up of a form answers for all tables ([`Forms`]).
//!
//! A table is a TSV file. Its first column, `form`, is a word or phrase as it is usually written;
//! look-ups are by normalised form ([`crate::text::normalize_word`]). The other columns are what the
//! table says of the form; a form may have several rows.

pub mod compile;
mod forms;
mod pack;
mod ranker;
mod table;

pub use forms::{FormNumber, Forms, Phrases, Posting};
pub use pack::PackError;
pub use ranker::{Observer, Ranker};
pub use table::{Column, Row, Table};

use std::{collections::BTreeMap, sync::Arc};

/// The pack compiled from `data/lexicon` when this library was built.
#[cfg(not(target_arch = "wasm32"))]
pub const PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/lexicon.pack"));

/// All tables, by name of their file. Clones share them.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    tables: Arc<BTreeMap<String, Arc<Table>>>,
    forms: Arc<Forms>,
    empty: Arc<Table>,
}

impl Lexicon {
    /// Reads a pack.
    ///
    /// # Errors
    /// [`PackError`] where the bytes are no pack, are damaged, or are of another version.
    pub fn from_pack(bytes: &[u8]) -> Result<Self, PackError> {
        let (forms, tables) = pack::read(bytes)?;
        Ok(Self { tables: Arc::new(tables), forms, empty: Arc::default() })
    }

    /// The lexicon that is built in.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn embedded() -> &'static Lexicon {
        static EMBEDDED: std::sync::LazyLock<Lexicon> = std::sync::LazyLock::new(|| {
            // The pack was written by the same source, so only a broken build could be refused here.
            Lexicon::from_pack(PACK).unwrap_or_default()
        });
        &EMBEDDED
    }

    /// The forms of all tables at once.
    pub fn forms(&self) -> &Forms {
        &self.forms
    }

    /// The table `name`; an empty one where the pack has none of that name.
    pub fn table(&self, name: &str) -> &Table {
        self.tables.get(name).unwrap_or(&self.empty)
    }

    /// The same, to be kept.
    pub fn shared_table(&self, name: &str) -> Arc<Table> {
        self.tables.get(name).unwrap_or(&self.empty).clone()
    }

    /// The names of all tables.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.tables.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        let tsv = "form\tkind\tcountry\nحلب\tcity\tSY\nالولايات المتحدة\tcountry\tUS\nالولايات المتحدة الأميركية\tcountry\tUS\nطرابلس\tcity\tLB\nطرابلس\tcity\tLY\n";
        let tables = [compile::SourceTable { name: "places".into(), tsv: tsv.into() }];
        Lexicon::from_pack(&compile::compile(&tables).unwrap()).unwrap()
    }

    #[test]
    fn a_form_is_found_with_its_fields() {
        let lexicon = lexicon();
        let places = lexicon.table("places");
        let row = &places.get("حلب")[0];
        assert_eq!(places.field(row, "kind"), "city");
        assert_eq!(places.field(row, "country"), "SY");
        assert_eq!(places.field(row, "absent"), "");
        assert!(places.get("حل").is_empty());
    }

    #[test]
    fn a_form_may_have_several_rows() {
        let lexicon = lexicon();
        let places = lexicon.table("places");
        let countries: Vec<_> = places.get("طرابلس").iter().map(|row| places.field(row, "country")).collect();
        assert_eq!(countries, ["LB", "LY"]);
    }

    #[test]
    fn phrases_are_walked_word_by_word() {
        let lexicon = lexicon();
        let words = ["الولايات", "المتحده", "الاميركيه", "تعلن"];
        let lengths: Vec<_> = lexicon.table("places").phrases(words).map(|(n_words, _)| n_words).collect();
        assert_eq!(lengths, [2, 3]);
    }

    #[test]
    fn a_damaged_pack_is_refused() {
        let mut pack = compile::compile(&[]).unwrap();
        assert!(Lexicon::from_pack(&pack).is_ok());
        let last = pack.len() - 1;
        pack[last] ^= 1;
        assert!(matches!(Lexicon::from_pack(&pack), Err(PackError::Damaged)));
        assert!(matches!(Lexicon::from_pack(b"PK"), Err(PackError::NotAPack)));
    }

    #[test]
    fn the_embedded_pack_is_whole() {
        assert!(Lexicon::from_pack(PACK).is_ok());
        assert!(Lexicon::embedded().names().count() > 0);
    }
}
