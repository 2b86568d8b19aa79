//! `cargo xtask engine`: the Rust core as a WebAssembly package, and the lexicon pack and the models beside it.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use wasm_bindgen_cli_support::Bindgen;

use crate::toolchain::WASM_TARGET;
use crate::{Project, process, settings, toolchain, wasm_opt};

/// Builds the package and the pack into the folder that `wasm-pack.toml` names.
pub fn build(project: &Project) -> Result<()> {
    toolchain::ensure_wasm_target()?;
    let module = compile(&project.root, "hashiya")?;
    let folder = project.out_dir();
    if !is_current(project, &module) {
        bind(project, &module, &folder)?;
    }
    write(&folder.join(&project.settings.build.model), hashiya::entities::tagger::MODEL)?;
    write(&folder.join(&project.settings.build.event_model), hashiya::events::MODEL)?;
    write_lexicon_pack(project, &folder)?;
    println!("{} is ready", project.settings.build.out_dir.display());
    Ok(())
}

/// Builds the package of the browser bench, in all else like the site's own, into `folder`.
pub fn build_bench(project: &Project, folder: &Path) -> Result<()> {
    let module = compile(&project.root, "bench-engine")?;
    bind(project, &module, folder)?;
    write_lexicon_pack(project, folder)
}

/// Builds the package where its TypeScript types are missing or older than the binding, which is all
/// that checking the page needs.
pub fn ensure_types(project: &Project) -> Result<()> {
    let types = project.out_dir().join(format!("{}.d.ts", project.settings.build.out_name));
    let binding = std::fs::read_dir(project.root.join("src/wasm"))?;
    let binding = binding.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?;
    if is_newer(&types, &binding) { Ok(()) } else { build(project) }
}

/// Whether the package was made after all that it is made from: wasm-opt takes its time, and most
/// builds change only the page.
fn is_current(project: &Project, module: &Path) -> bool {
    let mut sources = vec![module.to_owned(), project.root.join(settings::FILE_NAME)];
    // Another version of this program may make another package, and so may a wasm-opt that was missing.
    sources.extend(std::env::current_exe());
    sources.extend(wasm_opt::installed(&project.root));
    // The pack is written last, so it tells when all was done.
    let folder = project.out_dir();
    bound_module(project, &folder).exists() && is_newer(&lexicon_pack(project, &folder), &sources)
}

fn is_newer(product: &Path, sources: &[PathBuf]) -> bool {
    // Links count by themselves: npm gives the file behind one a date of long ago.
    let modified = |path: &Path| path.symlink_metadata().and_then(|metadata| metadata.modified()).ok();
    let Some(made) = modified(product) else { return false };
    sources.iter().all(|source| modified(source).is_some_and(|modified| modified <= made))
}

/// Compiles the library of `package` for the browser and gives the path of the raw module.
fn compile(root: &Path, package: &str) -> Result<PathBuf> {
    let arguments = ["build", "--package", package, "--lib", "--release", "--target", WASM_TARGET];
    process::run(process::cargo(root).args(arguments))?;
    let file_name = format!("{}.wasm", package.replace('-', "_"));
    Ok(target_folder(root)?.join(WASM_TARGET).join("release").join(file_name))
}

/// Where Cargo builds: it may be set by the environment or by a configuration file.
pub fn target_folder(root: &Path) -> Result<PathBuf> {
    let arguments = ["metadata", "--no-deps", "--format-version=1"];
    let answer = process::answer(process::cargo(root).args(arguments)).context("`cargo metadata` failed")?;
    let metadata: serde_json::Value = serde_json::from_str(&answer)?;
    metadata["target_directory"]
        .as_str()
        .map(PathBuf::from)
        .context("`cargo metadata` names no target folder")
}

/// Writes the JavaScript glue, its TypeScript declarations and the module that fits them. What is
/// set here is what wasm-pack asks of wasm-bindgen, so that both give the same bytes. Then wasm-opt.
fn bind(project: &Project, module: &Path, folder: &Path) -> Result<()> {
    let settings = &project.settings;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(module)
        .out_name(&settings.build.out_name)
        .omit_default_module_path(settings.release.wasm_bindgen.omit_default_module_path)
        .typescript(true);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(folder))
        .map_err(|error| anyhow!("wasm-bindgen: {error:#}"))?;
    wasm_opt::optimise(project, &bound_module(project, folder))
}

fn bound_module(project: &Project, folder: &Path) -> PathBuf {
    folder.join(format!("{}_bg.wasm", project.settings.build.out_name))
}

fn lexicon_pack(project: &Project, folder: &Path) -> PathBuf {
    folder.join(&project.settings.build.lexicon_pack)
}

fn write_lexicon_pack(project: &Project, folder: &Path) -> Result<()> {
    write(&lexicon_pack(project, folder), hashiya::lexicon::PACK)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}
