//! Compiles `data/lexicon/*.tsv` into the pack that the native build embeds.
//!
//! The browser build has no use for it: the page fetches the same pack beside the WebAssembly.

use std::{env, error::Error, fs, path::Path};

#[path = "src/lexicon/compile.rs"]
mod compile;
#[path = "src/text/mod.rs"]
#[allow(dead_code, unused_imports)]
mod text;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("data/lexicon");
    println!("cargo:rerun-if-changed={}", folder.display());
    println!("cargo:rerun-if-changed=src/lexicon/compile.rs");
    println!("cargo:rerun-if-changed=src/text/normalize.rs");
    if env::var("CARGO_CFG_TARGET_ARCH")? == "wasm32" {
        return Ok(());
    }
    let tables = read_tables(folder)?;
    let pack = compile::compile(&tables)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("lexicon.pack"), pack)?;
    Ok(())
}

/// The tables of `folder`, by name of their file.
fn read_tables(folder: &Path) -> Result<Vec<compile::SourceTable>, Box<dyn Error>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "tsv"));
    paths.sort();
    let mut tables = Vec::new();
    for path in paths {
        println!("cargo:rerun-if-changed={}", path.display());
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        tables.push(compile::SourceTable { name, tsv: fs::read_to_string(&path)? });
    }
    Ok(tables)
}
