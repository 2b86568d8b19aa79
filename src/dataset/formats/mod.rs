//! One module a format.

mod ace;
mod brat;
pub(super) mod columns;
mod conll;
mod conllu;
mod csv;
mod doccano;
mod dygie;
mod events;
mod gliner;
mod html;
mod hugging_face;
mod json;
mod label_studio;
mod native;
mod prodigy;
mod spacy;
mod text;
mod textee;
mod uima;
mod w3c;

use super::format::Format;
use json::{name_of, named};

/// All formats, the most used first.
pub(super) static ALL: [&Format; 26] = [
    &native::JSON,
    &native::JSONL,
    &conll::CONLL_2003,
    &conll::IOB,
    &label_studio::LABEL_STUDIO,
    &doccano::DOCCANO,
    &doccano::DOCCANO_RELATIONS,
    &brat::BRAT,
    &spacy::SPACY,
    &hugging_face::HUGGING_FACE,
    &conllu::CONLL_U,
    &conllu::CONLL_U_PLUS,
    &w3c::W3C,
    &uima::UIMA_XMI,
    &uima::UIMA_JSON,
    &prodigy::PRODIGY,
    &gliner::GLINER,
    &dygie::DYGIE,
    &textee::TEXTEE,
    &ace::ACE,
    &csv::CSV_SPANS,
    &csv::CSV_EVENTS,
    &text::TEXT,
    &html::HTML,
    &text::CSV,
    &text::JSONL_TEXT,
];
