//! brat standoff: a text and an `.ann` file a document, spans in code points. Tabs part the
//! fields (here spaces do).
//!
//! ```text
//! T1 GPE 46 49 …
//! T2 OCC 8 13;31 36 … …
//! E1 Ceasefire:T3 Party:T1 Party2:T2
//! A1 Negation E1
//! A2 Modality E1 planned
//! R1 LocatedIn Arg1:T2 Arg2:T1
//! * Equiv T1 T4
//! ```

mod read;
mod write;

use crate::{
    annotation::Modality,
    dataset::{
        format::{Format, Reading, Uses, Writing},
        holds::{Chains, DocumentId, Events, Holds, Relations, Text},
    },
};

pub static BRAT: Format = Format {
    id: "brat",
    name: "brat",
    ending: "ann",
    holds: |_| Holds {
        text: Text::Lines,
        document_id: DocumentId::FileName,
        pieces: true,
        chains: Chains::Mentions,
        relations: Relations::Whole,
        events: Events::Whole,
        attributes: true,
        ..Holds::SPANS
    },
    write: Some(Writing::Apart(write::write)),
    read: Some(Reading::Whole(read::read)),
    companions: write::companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

/// brat's own names of what says that mentions are of one thing, and of the attributes.
const EQUIVALENCE: &str = "Equiv";
const NEGATION: &str = "Negation";
const SPECULATION: &str = "Speculation";
const MODALITY: &str = "Modality";
const MODALITIES: [Modality; 3] = [Modality::Planned, Modality::Hypothetical, Modality::Reported];
