//! `cargo xtask harvest --from PATH`: facts of the reference data → tables of `data/lexicon`.
//!
//! Reads the folder that `data/NOTICE.md` describes and what `cargo xtask annotated` writes, prunes it to what news needs, and writes the tables
//! that are named below. The same input gives the same bytes. Tables that are not named here are
//! edited by hand.

mod clitics;
mod evidence;
mod known;
mod names;
mod nisba;
mod places;
mod reference;
mod sentences;
mod table;
mod words;

use std::path::Path;

use anyhow::Result;

use crate::{annotated, harvest_events::read_lexicon};
use evidence::Evidence;
use reference::Reference;

/// Harvests the folder `from` into the tables of the repository at `root`.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn run(root: &Path, from: &Path) -> Result<()> {
    let reference = Reference::new(from);
    let lexicon = root.join("data/lexicon");
    words::harvest(&reference)?.write(&lexicon)?;
    let evidence = Evidence::read(&reference, &annotated(root), None)?;
    let person_parts = names::person_parts(&reference)?;
    let counts = words::counts(&reference)?;
    names::harvest(&person_parts, &evidence, &counts).write(&lexicon)?;
    places::harvest(&reference, &evidence, &person_parts, &counts)?.write(&lexicon)?;
    nisba::harvest(&reference)?.write(&lexicon)?;
    for table in known::harvest(&evidence, &counts) {
        table.write(&lexicon)?;
    }
    Ok(())
}

/// The texts of `data/annotated`, as `cargo xtask annotated` writes them.
fn annotated(root: &Path) -> Reference {
    Reference::new(&root.join(annotated::DOCUMENTS))
}

/// How many parts the labelled texts are cut into for the training of the tagger.
const N_FOLDS: usize = 10;

/// Harvests ten times, each time without another tenth of the labelled texts, into the folders `to`/0 to
/// `to`/9: from these the tagger learns how far the tables are to be trusted on texts that they were not made from.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn run_folds(root: &Path, from: &Path, to: &Path) -> Result<()> {
    let (reference, annotated) = (Reference::new(from), annotated(root));
    let person_parts = names::person_parts(&reference)?;
    let counts = words::counts(&reference)?;
    for fold in 0..N_FOLDS {
        let folder = to.join(fold.to_string());
        std::fs::create_dir_all(&folder)?;
        let evidence = Evidence::read(&reference, &annotated, Some((fold, N_FOLDS)))?;
        names::harvest(&person_parts, &evidence, &counts).write(&folder)?;
        places::harvest(&reference, &evidence, &person_parts, &counts)?.write(&folder)?;
        for table in known::harvest(&evidence, &counts) {
            table.write(&folder)?;
        }
    }
    Ok(())
}

/// Harvests the cuts of words.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn clitics(root: &Path, from: &Path) -> Result<()> {
    Ok(clitics::harvest(&Reference::new(from), root)?.write(&root.join("data/lexicon"))?)
}

/// Learns the weights of sentence borders that no mark shows.
///
/// # Errors
/// Where a file cannot be read or written.
pub fn sentences(root: &Path, from: &Path) -> Result<()> {
    let reference = Reference::new(from);
    let folder = root.join("data/lexicon");
    sentences::word_classes(&reference)?.write(&folder)?;
    let lexicon = read_lexicon(&folder, None)?;
    Ok(sentences::weights(&reference, &lexicon)?.write(&folder)?)
}
