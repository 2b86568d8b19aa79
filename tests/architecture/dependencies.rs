//! What the project is built from.

use super::sources::{assert_none, read, root};

/// The only registry that a lock file may name: Cargo writes it whatever mirror was used.
const CARGO_REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn the_binding_and_its_generator_are_pinned_to_one_version() {
    let library: toml::Table = read("Cargo.toml").parse().unwrap();
    let tasks: toml::Table = read("xtask/Cargo.toml").parse().unwrap();
    let browser = &library["target"]["cfg(target_arch = \"wasm32\")"]["dependencies"];
    let binding = version(&browser["wasm-bindgen"]);
    assert!(binding.starts_with('='), "wasm-bindgen must be pinned: {binding}");
    assert_eq!(binding, version(&tasks["dependencies"]["wasm-bindgen-cli-support"]));
}

#[test]
fn the_release_profile_keeps_what_wasm_opt_reads() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let strip = manifest["profile"]["release"].get("strip").and_then(|strip| strip.as_str());
    assert_eq!(strip, Some("debuginfo"), "`strip = true` removes the section target_features");
}

#[test]
fn cargo_lock_names_no_host_but_the_registry() {
    let lock = read("Cargo.lock");
    let sources = lock.lines().filter(|line| line.starts_with("source = "));
    let other = sources.filter(|line| *line != format!("source = {CARGO_REGISTRY:?}"));
    assert_none(&other.map(str::to_owned).collect::<Vec<_>>(), "every crate comes from crates.io:");
}

#[test]
fn package_lock_names_no_host() {
    if !root().join("package-lock.json").is_file() {
        println!("skipped: there is no package-lock.json yet");
        return;
    }
    let lock = read("package-lock.json");
    let resolved = lock.lines().filter(|line| line.contains("\"resolved\"") && line.contains("://"));
    let faults: Vec<String> = resolved.map(|line| line.trim().to_owned()).collect();
    assert_none(&faults, "`omit-lockfile-registry-resolved=true` in .npmrc keeps hosts out:");
}

fn version(dependency: &toml::Value) -> &str {
    dependency.as_str().or_else(|| dependency.get("version").and_then(toml::Value::as_str)).unwrap()
}
