//! Tables of the event finder: `cargo xtask harvest`.
//!
//! Reads the curated tables of `data/events`, the verbs of UniversalPetrarch and the verb stems of Camel Morph; writes
//! `triggers.tsv`, `light_verbs.tsv` and `verb_forms.tsv` in `data/lexicon`. Nothing here looks at annotated articles: how far each form
//! is to be trusted is what the event finder learns (`docs/training-events.md`). Deterministic: the same input gives the same bytes.

mod cameo;
mod inflect;
pub mod train;
mod verbs;
mod words;

use std::{fs, io, path::Path};

use hashiya::lexicon::{
    Lexicon,
    compile::{SourceTable, compile},
};

use verbs::News;
use words::Curated;

/// Writes the tables from the reference data in `from` for the project in `out`.
///
/// # Errors
/// A file that is missing or cannot be read or written.
pub fn run(from: &Path, out: &Path) -> io::Result<()> {
    let tables_folder = out.join("data/lexicon");
    let write = |name: &str, table: String| fs::write(tables_folder.join(format!("{name}.tsv")), table);
    let curated_folder = out.join("data/events");
    let mut curated = Curated::read(&curated_folder, &tables_folder.join("words.tsv"))?;
    let types = fs::read_to_string(curated_folder.join("cameo_types.tsv"))?;
    let verbs = fs::read_to_string(from.join("events/derived_verbs.tsv"))?;
    curated.add_translated(cameo::verbs(&verbs, &types));
    let news = News::read(&tables_folder.join("words.tsv"))?;
    write("light_verbs", curated.light_table(|form| news.is_no_noun(form)))?;
    write("verb_forms", verbs::verb_table(from, &news)?)?;
    write("triggers", curated.trigger_table())
}

/// The lexicon of the tables in `folder`, with `triggers` in place of the table of that name.
pub fn read_lexicon(folder: &Path, triggers: Option<String>) -> io::Result<Lexicon> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    let mut tables = Vec::new();
    for path in paths {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        if name != "triggers" || triggers.is_none() {
            tables.push(SourceTable { name, tsv: fs::read_to_string(&path)? });
        }
    }
    tables.extend(triggers.map(|tsv| SourceTable { name: "triggers".to_owned(), tsv }));
    let pack = compile(&tables).map_err(io::Error::other)?;
    Lexicon::from_pack(&pack).map_err(io::Error::other)
}
