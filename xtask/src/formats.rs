//! The programs that read our exports: a Python environment with pinned versions under `target/`, and npm packages.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Result, bail};

use crate::process;

/// The environment variable that names the program to the readers.
pub const VARIABLE: &str = "HASHIYA";

/// What pins the versions.
const REQUIREMENTS: &str = "tests/formats/requirements.txt";

/// Builds the program that the readers call; gives its path.
pub fn build_program(root: &Path) -> Result<PathBuf> {
    process::run(process::cargo(root).args(["build", "--bin", "hashiya"]))?;
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    Ok(target.join("debug").join(format!("hashiya{}", std::env::consts::EXE_SUFFIX)))
}

/// Sets the Python environment up where it is not up to date; gives its interpreter.
pub fn ensure_python(root: &Path) -> Result<PathBuf> {
    let folder = root.join("target/formats-python");
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let wanted = fs::read_to_string(root.join(REQUIREMENTS))?;
    let mark = folder.join("requirements.txt");
    if python.exists() && fs::read_to_string(&mark).is_ok_and(|installed| installed == wanted) {
        return Ok(python);
    }
    let Some(system) = ["python3", "python"].into_iter().find(|name| has_venv(name)) else {
        bail!(
            "Python 3.10 or newer with venv is missing: the exports are read by Python programs (Debian: `apt-get install python3-venv`)"
        );
    };
    process::run(Command::new(system).args(["-m", "venv", "--clear"]).arg(&folder))?;
    let pip =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", REQUIREMENTS];
    process::run(Command::new(&python).current_dir(root).args(pip))?;
    fs::write(mark, wanted)?;
    Ok(python)
}

fn has_venv(program: &str) -> bool {
    process::answer(Command::new(program).args(["-c", "import venv, ensurepip"])).is_some()
}

/// The readers in Python.
pub fn python_readers(root: &Path, python: &Path, program: &Path) -> Command {
    let mut command = Command::new(python);
    command.current_dir(root).arg("tests/formats/readers.py").env(VARIABLE, program);
    command
}

/// The readers in JavaScript.
pub fn node_readers(root: &Path, program: &Path) -> Command {
    let mut command = Command::new("node");
    command.current_dir(root).args(["--test", "--test-reporter=tap", "tests/formats/w3c.test.mjs"]);
    command.env(VARIABLE, program);
    command
}
