//! CoNLL-U: a word a line in ten columns; a token of several words is a range before them. The white space after a
//! token stands in `SpacesAfter`, as UDPipe writes it, so that the text comes back as it was. Entities are tags in
//! MISC; CoNLL-U Plus has a column for each layer of them and for triggers. Tabs part the columns (here spaces do).
//!
//! ```text
//! # text = اجتمعوا بحلب
//! 2-3 بحلب _ _ _ _ _ _ _ SpacesAfter=\n
//! 2 ب _ _ _ _ _ _ _ _
//! 3 حلب _ _ _ _ _ _ _ NER=B-GPE
//! ```

mod read;
mod write;

use super::conll::LAYERS;
use crate::dataset::{
    format::{Format, Reading, Uses, Writing, no_companions},
    holds::{DocumentId, Holds, Tokens},
};

pub static CONLL_U: Format = Format {
    id: "conllu",
    name: "CoNLL-U",
    ending: "conllu",
    holds: |_| Holds { document_id: DocumentId::Own, entity_layers: 1, trigger_layers: 1, ..WORDS },
    write: Some(Writing::lines(write::write)),
    read: Some(Reading::Lines(|| Box::new(read::Reader::default()))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: true },
};

pub static CONLL_U_PLUS: Format = Format {
    id: "conllu-plus",
    name: "CoNLL-U Plus",
    ending: "conllup",
    holds: |_| Holds { document_id: DocumentId::Own, entity_layers: LAYERS, trigger_layers: 1, ..WORDS },
    write: Some(Writing::Joined {
        head: |_| write::plus_head(),
        document: write::write_plus,
        between: "",
        foot: "",
    }),
    read: Some(Reading::Lines(|| Box::new(read::Reader::default()))),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: true },
};

/// Words and all that stands between them.
const WORDS: Holds = Holds { tokens: Tokens::Whole, clitics: true, ..Holds::WORDS_AND_SPACE };

/// The keys of MISC, and the columns of CoNLL-U Plus after the form and MISC.
const NER: &str = "NER";
const TRIGGER: &str = "TRIGGER";
/// What kind of clitic a word is; `+` where it goes on.
const CLITIC: &str = "Clitic";
const SPACES_BEFORE: &str = "SpacesBefore";
const SPACES_AFTER: &str = "SpacesAfter";
const NO_SPACE_AFTER: &str = "SpaceAfter=No";
