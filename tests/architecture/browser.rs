//! What the browser build is made of.

use super::sources::{assert_none, file_names, read, rust_files};

/// The crates that exist for the browser.
const BROWSER_CRATES: [&str; 5] =
    ["wasm_bindgen", "js_sys", "web_sys", "serde_wasm_bindgen", "console_error_panic_hook"];

#[test]
fn only_the_binding_names_the_browser_crates() {
    let mut faults = Vec::new();
    for file in rust_files("src").iter().filter(|file| file.layer() != "wasm") {
        for name in BROWSER_CRATES {
            let lines = file.lines_with(name);
            faults.extend(lines.iter().map(|line| format!("{}:{line} names {name}", file.name)));
        }
    }
    assert_none(&faults, "only src/wasm may know the browser:");
}

#[test]
fn learning_is_not_in_the_browser_build() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let default = manifest.get("features").and_then(|features| features.get("default"));
    let n_default = default.map_or(0, |features| features.as_array().unwrap().len());
    assert_eq!(n_default, 0, "the browser build is the default one: no feature is on by itself");
    if file_names("src/train", &["rs"]).is_empty() {
        return;
    }
    let library = read("src/lib.rs");
    let gate = "#[cfg(feature = \"train\")]\npub mod train;";
    assert!(library.contains(gate), "src/lib.rs must declare the learner as\n{gate}");
}

#[test]
fn the_browser_build_is_given_no_feature() {
    for name in ["wasm-pack.toml", "xtask/src/engine.rs"] {
        assert!(!read(name).contains("--features"), "{name} turns a feature on");
    }
}
