//! `cargo xtask harvest --from PATH`: facts of the reference data → tables of `data/lexicon`.
//!
//! Reads the folder that `data/NOTICE.md` describes, prunes it to what news needs, and writes the tables
//! that are named below. The same input gives the same bytes. Tables that are not named here are
//! edited by hand.

mod evidence;
mod known;
mod names;
mod nisba;
mod places;
mod reference;
mod table;
mod words;

use std::{error::Error, path::PathBuf};

use evidence::Evidence;
use reference::Reference;

/// Where the tables lie, seen from the repository's root.
const LEXICON: &str = "data/lexicon";

/// Runs the harvest with the arguments after `harvest`.
///
/// # Errors
/// Where an argument is missing, or a file cannot be read or written.
pub fn run(arguments: impl IntoIterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let mut arguments = arguments.into_iter();
    let from = match (arguments.next().as_deref(), arguments.next()) {
        (Some("--from"), Some(path)) => PathBuf::from(path),
        _ => return Err("usage: cargo xtask harvest --from PATH (the folder of the reference data)".into()),
    };
    let reference = Reference::new(from);
    let lexicon = PathBuf::from(LEXICON);
    words::harvest(&reference)?.write(&lexicon)?;
    let evidence = Evidence::read(&reference)?;
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
