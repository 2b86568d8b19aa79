//! Hashiya (حاشية, "note in the margin"): reads an Arabic news article, marks entities and events
//! in it, and holds the document while a person corrects the marks.
//!
//! The modules stand in layers; each may use only those above it (`tests/architecture.rs` checks).
//!
//! | layer | gives |
//! |---|---|
//! | [`text`] | offsets in three units, graphemes, normalisation with alignment |
//! | [`annotation`] | plain data: documents, entities, events, arguments |
//! | [`lexicon`] | word lists of `data/lexicon`, compiled into finite-state maps |
//! | [`segment`] | paragraphs, sentences, tokens, clitics |
//! | [`schema`] | the label inventory of `data/schema.json` |
//! | [`entities`] | the entity recogniser |
//! | [`events`] | the event finder |
//! | [`pipeline`] | text in, annotated document out |
//! | [`session`] | a document under edit: transactions, undo, redo |
//! | [`dataset`] | documents and files: one module a format |
//! | [`scoring`] | precision, recall and F1 of one annotation against another |
//! | [`adjudication`] | one annotation out of several, with every decision |
//! | `train` | learning of the entity tagger (only with the feature `train`) |
//! | [`view`] | what the page is shown of a session |
//!
//! `wasm` is the browser's binding and exists only there.

pub mod text;

pub mod lexicon;

pub mod segment;

pub mod schema;

pub mod annotation;

pub mod entities;

pub mod events;

pub mod pipeline;

pub mod session;

pub mod dataset;

pub mod scoring;

pub mod adjudication;

#[cfg(feature = "train")]
pub mod train;

pub mod view;

#[cfg(target_arch = "wasm32")]
pub mod wasm;
