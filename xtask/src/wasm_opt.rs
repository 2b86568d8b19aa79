//! wasm-opt, from the npm package `binaryen`. The module works without it and is only larger, so a
//! missing wasm-opt is said, not failed on.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{Project, process};

/// Makes `module` smaller, in place.
pub fn optimise(project: &Project, module: &Path) -> Result<()> {
    let Some(program) = installed(&project.root) else {
        println!("wasm-opt is not installed (`npm ci` installs it): the module stays larger than it need be");
        return Ok(());
    };
    let smaller = module.with_extension("wasm.opt");
    let mut command = Command::new(program);
    command.arg(module).arg("-o").arg(&smaller).args(&project.settings.release.wasm_opt);
    process::run(&mut command)?;
    std::fs::rename(&smaller, module).with_context(|| format!("cannot replace {}", module.display()))
}

/// The wasm-opt of the installed npm packages.
pub fn installed(root: &Path) -> Option<PathBuf> {
    let program = root.join("node_modules/.bin").join(process::node_script("wasm-opt"));
    program.exists().then_some(program)
}
