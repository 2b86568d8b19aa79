//! UIMA CAS, as INCEpTION reads and writes it: a file a document, offsets in UTF-16. Events have a link feature: each
//! link has a role and a target. A relation is an annotation from its governor to its dependent, where it stands. Mentions of one thing are a chain of links that stand where they do.

mod json;
mod structures;
mod xmi;

use crate::dataset::{
    format::{Format, Reading, Uses, Writing, no_companions},
    holds::{Chains, DocumentId, Events, Holds, Relations, Text, Tokens},
};

/// What both forms hold.
const HELD: Holds = Holds {
    document_id: DocumentId::Own,
    sentences: true,
    tokens: Tokens::Own,
    events: Events::Whole,
    attributes: true,
    relations: Relations::Whole,
    chains: Chains::Places,
    ..Holds::SPANS
};

pub static UIMA_XMI: Format = Format {
    id: "uima-xmi",
    name: "UIMA CAS XMI (INCEpTION)",
    ending: "xmi",
    holds: |_| Holds { text: Text::Printable, ..HELD },
    write: Some(Writing::Apart(xmi::write)),
    read: Some(Reading::Whole(xmi::read)),
    companions: xmi::companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

pub static UIMA_JSON: Format = Format {
    id: "uima-json",
    name: "UIMA CAS JSON (INCEpTION)",
    ending: "json",
    holds: |_| HELD,
    write: Some(Writing::Apart(json::write)),
    read: Some(Reading::Whole(json::read)),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};
