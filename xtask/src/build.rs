//! `cargo xtask build`: the static site in `dist/`, and what it weighs.

use anyhow::Result;

use crate::{Project, engine, process, size, toolchain};

/// Builds everything into `dist/`; an error if the site is heavier than `wasm-pack.toml` allows.
pub fn build(project: &Project) -> Result<()> {
    // The packages come first: wasm-opt is one of them.
    toolchain::ensure_node_packages(&project.root)?;
    engine::build(project)?;
    process::run(process::npm(&project.root).args(["run", "build"]))?;
    let site = &project.settings.site;
    size::check(&project.site_dir(), &site.single_file, site.max_gzip_bytes)
}
