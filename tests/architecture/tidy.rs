//! The form of the sources: openings, blanks, characters that no one sees.

use super::lexer::strip;
use super::sources::{assert_none, file_names, read, root};

/// The endings of files that people write.
const WRITTEN: [&str; 13] =
    ["css", "html", "json", "jsonl", "md", "mjs", "rs", "rule", "svg", "toml", "ts", "tsv", "txt"];

/// The folders and files that people write in.
const FOLDERS: [&str; 8] = [".cargo", "benches", "data", "docs", "fuzz", "src", "tests", "xtask"];

#[test]
fn every_module_says_what_it_gives() {
    let names = ["src", "tests", "xtask", "benches"].iter().flat_map(|folder| file_names(folder, &["rs"]));
    let faults: Vec<String> = names.filter(|name| !read(name).starts_with("//! ")).collect();
    assert_none(&faults, "the first line is `//! …`:");
}

#[test]
fn every_source_file_is_compiled() {
    // A file that no `mod` names is silently left out, and its tests with it.
    let names: Vec<String> =
        ["src", "xtask/src"].iter().flat_map(|folder| file_names(folder, &["rs"])).collect();
    let is_orphan = |name: &&String| {
        let stem = name.trim_end_matches(".rs").trim_end_matches("/mod");
        let Some((folder, module)) = stem.rsplit_once('/') else { return false };
        let parents = ["/mod.rs", "/lib.rs", "/main.rs", ".rs"].map(|end| format!("{folder}{end}"));
        let is_root = ["lib", "main"].contains(&module);
        !is_root && !names.iter().any(|parent| parents.contains(parent) && declares(parent, module))
    };
    let orphans: Vec<String> = names.iter().filter(is_orphan).cloned().collect();
    assert_none(&orphans, "no `mod` names these files:");
}

#[test]
fn no_line_ends_in_white_space() {
    let mut faults = Vec::new();
    for name in written() {
        for (number, line) in (1..).zip(read(&name).split('\n')) {
            if line.ends_with([' ', '\t', '\r']) && !is_empty_last_field(&name, line) {
                faults.push(format!("{name}:{number}"));
            }
        }
    }
    assert_none(&faults, "white space at the end of a line:");
}

#[test]
fn every_file_ends_with_one_line_break() {
    let ends_well = |text: &str| text.is_empty() || (text.ends_with('\n') && !text.ends_with("\n\n"));
    let faults: Vec<String> = written().into_iter().filter(|name| !ends_well(&read(name))).collect();
    assert_none(&faults, "one line break at the end:");
}

#[test]
fn characters_that_no_one_sees_are_written_as_escapes() {
    let mut faults = Vec::new();
    // What is only data may hold them: an article has them, and a test wants them.
    for name in written().into_iter().filter(|name| !is_data(name)) {
        for (number, line) in (1..).zip(read(&name).lines()) {
            if let Some(c) = line.chars().find(|c| is_invisible(*c)) {
                faults.push(format!("{name}:{number} U+{:04X}", c as u32));
            }
        }
    }
    assert_none(&faults, "write `\\u{…}`:");
}

/// Whether the file `parent` says `mod module;`.
fn declares(parent: &str, module: &str) -> bool {
    let stripped = strip(&read(parent));
    stripped.test_modules.iter().any(|name| name == module)
        || stripped.code.contains(&format!("mod {module};"))
}

/// The names of all files that people wrote.
fn written() -> Vec<String> {
    let mut names: Vec<String> = FOLDERS.iter().flat_map(|folder| file_names(folder, &WRITTEN)).collect();
    names.extend(file_names("www", &WRITTEN));
    let entries = std::fs::read_dir(root()).unwrap().flatten();
    let at_root = entries.filter(|entry| entry.path().is_file()).map(|entry| entry.file_name());
    let at_root = at_root.map(|name| name.to_string_lossy().into_owned());
    names.extend(
        at_root.filter(|name| WRITTEN.iter().any(|extension| name.ends_with(&format!(".{extension}")))),
    );
    names
}

fn is_data(name: &str) -> bool {
    let is_sample = name.starts_with("tests/") && !name.ends_with(".rs") && !name.ends_with(".ts");
    is_sample || name.ends_with(".txt") || name.ends_with("package-lock.json")
}

/// The last field of a table's line may be empty; its tab stays, so that fields can be counted.
fn is_empty_last_field(name: &str, line: &str) -> bool {
    name.ends_with(".tsv") && line.ends_with('\t')
}

/// Controls, marks of direction, zero-width characters, and spaces that look like another one.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{a0}' | '\u{ad}' | '\u{61c}' | '\u{180e}'
        | '\u{2000}'..='\u{200f}' | '\u{2028}'..='\u{202f}' | '\u{205f}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}
