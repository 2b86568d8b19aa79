//! The project's files, and where a word stands in them.

use std::fs;
use std::path::{Path, PathBuf};

use super::lexer::{self, Stripped};

/// Folders that are built, installed or generated.
const NOT_OURS: [&str; 8] =
    ["target", "node_modules", "dist", "pkg", ".git", "test-results", "playwright-report", "bindings"];

/// A Rust file that is part of the product: one that is not only for tests.
pub struct RustFile {
    /// Path from the project's root, with slashes.
    pub name: String,
    pub stripped: Stripped,
}

/// The project's folder.
pub fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A file's text.
#[track_caller]
pub fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The names of all files under `folder` that end in one of `extensions`, sorted; none where the
/// folder is not there.
pub fn file_names(folder: &str, extensions: &[&str]) -> Vec<String> {
    let mut names = Vec::new();
    walk(&root().join(folder), &mut names);
    let has_extension = |name: &String| {
        let extension = Path::new(name).extension().and_then(|extension| extension.to_str());
        extension.is_some_and(|extension| extensions.contains(&extension))
    };
    names.retain(has_extension);
    names.sort();
    names
}

/// The product's Rust files under `folder`.
pub fn rust_files(folder: &str) -> Vec<RustFile> {
    let files: Vec<RustFile> = file_names(folder, &["rs"])
        .into_iter()
        .map(|name| RustFile { stripped: lexer::strip(&read(&name)), name })
        .collect();
    let test_files: Vec<String> = files.iter().flat_map(test_files).collect();
    files.into_iter().filter(|file| !test_files.iter().any(|start| file.name.starts_with(start))).collect()
}

impl RustFile {
    /// The layer that the file belongs to: the folder or file directly under `src`.
    pub fn layer(&self) -> &str {
        let path = self.name.strip_prefix("src/").unwrap_or(&self.name);
        path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
    }

    /// Lines where `word` stands in the code, not as a part of a longer name.
    pub fn lines_with(&self, word: &str) -> Vec<usize> {
        let code = &self.stripped.code;
        let found = code.match_indices(word).filter(|(at, _)| is_whole(code, *at, word));
        found.map(|(at, _)| lexer::line_at(code, at)).collect()
    }

    /// The first names after `start::` in the code, with their lines: `text` and `schema` of
    /// `use crate::{text::Span, schema}`.
    pub fn names_after(&self, start: &str) -> Vec<(usize, String)> {
        let code = &self.stripped.code;
        let prefix = format!("{start}::");
        let mut names = Vec::new();
        for (at, _) in code.match_indices(&prefix).filter(|(at, _)| is_whole(code, *at, start)) {
            let line = lexer::line_at(code, at);
            names.extend(first_names(code, at + prefix.len()).into_iter().map(|name| (line, name)));
        }
        names
    }
}

/// Fails with all `faults`, one a line.
#[track_caller]
pub fn assert_none(faults: &[String], rule: &str) {
    assert!(faults.is_empty(), "{rule}\n{}", faults.join("\n"));
}

fn walk(folder: &Path, names: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() {
            if !NOT_OURS.contains(&name.as_str()) {
                walk(&path, names);
            }
        } else if let Ok(relative) = path.strip_prefix(root()) {
            names.push(relative.to_string_lossy().replace('\\', "/"));
        }
    }
}

/// Where the test modules of `file` lie: beginnings of file names.
fn test_files(file: &RustFile) -> Vec<String> {
    let stem = file.name.trim_end_matches(".rs");
    let folder = match stem.rsplit_once('/') {
        Some((folder, "mod" | "lib" | "main")) => folder,
        _ => stem,
    };
    let modules = &file.stripped.test_modules;
    modules.iter().flat_map(|module| ["/", ".rs"].map(|end| format!("{folder}/{module}{end}"))).collect()
}

fn is_whole(code: &str, at: usize, word: &str) -> bool {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let goes_on_before = word.starts_with(is_name) && code[..at].ends_with(is_name);
    let goes_on_behind = word.ends_with(is_name) && code[at + word.len()..].starts_with(is_name);
    !goes_on_before && !goes_on_behind
}

/// The name at `at`, or those of the group `{…}` there.
fn first_names(code: &str, at: usize) -> Vec<String> {
    let rest = &code[at..];
    if !rest.starts_with('{') {
        return name(rest).into_iter().collect();
    }
    let group = &rest[1..lexer::behind_closing(rest, 0).max(2) - 1];
    let mut depth = 0;
    let parts = group.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    });
    parts.filter_map(|part| name(part.trim())).collect()
}

fn name(text: &str) -> Option<String> {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (end > 0).then(|| text[..end].to_owned())
}

mod tests {
    use super::*;

    fn file(name: &str, source: &str) -> RustFile {
        RustFile { name: name.to_owned(), stripped: lexer::strip(source) }
    }

    #[test]
    fn a_layer_is_a_folder_or_a_file_under_src() {
        assert_eq!(file("src/text/span.rs", "").layer(), "text");
        assert_eq!(file("src/pipeline.rs", "").layer(), "pipeline");
    }

    #[test]
    fn groups_give_all_their_first_names() {
        let file =
            file("src/a.rs", "use crate::{\n  text::{Span, letters},\n  schema,\n};\ncrate::lexicon::X");
        let names: Vec<String> = file.names_after("crate").into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["text", "schema", "lexicon"]);
    }

    #[test]
    fn a_part_of_a_longer_name_is_not_found() {
        let file = file("src/a.rs", "my_crate::a; std::fs; mystd::io;\njs_sys_else; js_sys");
        assert_eq!(file.names_after("crate"), []);
        assert_eq!(file.names_after("std"), [(1, "fs".to_owned())]);
        assert_eq!(file.lines_with("js_sys"), [2]);
    }

    #[test]
    fn a_test_module_lies_beside_its_parent() {
        let parent = file("src/text/mod.rs", "#[cfg(test)] mod samples;");
        assert_eq!(test_files(&parent), ["src/text/samples/", "src/text/samples.rs"]);
    }
}
