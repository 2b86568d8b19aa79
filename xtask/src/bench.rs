//! `cargo xtask bench`: how fast the core is in the browser, beside what the browser itself has.

#[path = "../../benches/segmentation/text.rs"]
mod text;

use std::fs;

use anyhow::{Context, Result};

use crate::{Project, browsers, build, engine, process};

/// Builds the site and a core that can be measured, and runs `tests/bench` in Chromium.
pub fn bench(project: &Project) -> Result<()> {
    let browser = browsers::ensure_chromium()?;
    build::build(project)?;
    let folder = engine::target_folder(&project.root)?.join("bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    engine::build_bench(project, &folder)?;
    let text = text::bench_text(&project.root).context("cannot read the text to measure on")?;
    fs::write(folder.join("text.txt"), text)?;
    fs::write(folder.join("article.txt"), text::bench_article(&project.root)?)?;
    let mut command = process::npm(&project.root);
    command.args(["run", "bench"]).env(browsers::CHROMIUM, browser).env("HASHIYA_BENCH", &folder);
    process::run(&mut command)
}
