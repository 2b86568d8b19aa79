//! Which module may use which.

use super::sources::{RustFile, assert_none, rust_files};

/// The layers of `src`, each allowed to use those before it. `annotation` is plain data over `text`,
/// so it stands early: segmentation already gives it.
const LAYERS: [&str; 15] = [
    "text",
    "annotation",
    "lexicon",
    "segment",
    "schema",
    "entities",
    "events",
    "pipeline",
    "session",
    "dataset",
    "scoring",
    "adjudication",
    "train",
    "view",
    "wasm",
];

/// What would be allowed by the order, and is not.
const FORBIDDEN: [(&str, &[&str], &str); 2] = [
    (
        "session",
        &["lexicon", "segment", "entities", "events", "pipeline"],
        "a session knows nothing of language: it edits what it is given",
    ),
    ("pipeline", &["session"], "the pipeline knows nothing of sessions: text in, document out"),
];

/// What stands outside the layers: the list of them, and the command line, which may use all.
const OUTSIDE: [&str; 2] = ["lib", "bin"];

#[test]
fn every_module_is_a_layer() {
    let files = rust_files("src");
    assert!(!files.is_empty());
    let unknown =
        files.iter().filter(|file| !LAYERS.contains(&file.layer()) && !OUTSIDE.contains(&file.layer()));
    let faults: Vec<String> = unknown.map(|file| file.name.clone()).collect();
    assert_none(&faults, "a new layer needs its place in the order:");
}

#[test]
fn each_layer_uses_only_those_above_it() {
    let place = |layer: &str| LAYERS.iter().position(|name| *name == layer);
    check(
        |layer, used| place(used).is_some() && place(used) > place(layer),
        "lower layers are not used from above:",
    );
}

#[test]
fn sessions_know_nothing_of_language_and_the_pipeline_nothing_of_sessions() {
    for (user, layers, reason) in FORBIDDEN {
        check(|layer, used| layer == user && layers.contains(&used), reason);
    }
}

#[test]
fn other_layers_are_named_by_their_path_from_the_crate() {
    // `super::super::text` would go around the tests above, and is hard to read besides.
    let mut faults = Vec::new();
    for file in layered_files() {
        for path in ["super::super", "hashiya"] {
            let names = file.names_after(path);
            faults.extend(names.iter().map(|(line, name)| format!("{}:{line} {path}::{name}", file.name)));
        }
        if file.name.matches('/').count() == 1
            || file.name.ends_with("/mod.rs") && file.name.matches('/').count() == 2
        {
            let names = file.names_after("super");
            faults.extend(names.iter().map(|(line, name)| format!("{}:{line} super::{name}", file.name)));
        }
    }
    assert_none(&faults, "write `crate::…`:");
}

fn layered_files() -> Vec<RustFile> {
    let mut files = rust_files("src");
    files.retain(|file| !OUTSIDE.contains(&file.layer()));
    files
}

#[track_caller]
fn check(is_forbidden: impl Fn(&str, &str) -> bool, rule: &str) {
    let mut faults = Vec::new();
    for file in layered_files() {
        for (line, used) in file.names_after("crate") {
            if is_forbidden(file.layer(), &used) {
                faults.push(format!("{}:{line} uses {used}", file.name));
            }
        }
    }
    assert_none(&faults, rule);
}
