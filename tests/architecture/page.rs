//! The borders inside the page: who imports the WebAssembly package, who touches ranges of the DOM,
//! who imports views.

use super::sources::{assert_none, file_names, read};

/// The folder of the page's own TypeScript.
const PAGE: &str = "www/src";

/// Where views are put together.
const COMPOSITION_ROOT: &str = "www/src/views/app-view.ts";

/// What selects, measures or paints ranges of text.
const RANGE_APIS: [&str; 9] = [
    "CSS.highlights",
    "caretPositionFromPoint",
    "caretRangeFromPoint",
    "createRange(",
    "getSelection(",
    "new Highlight(",
    "new Range(",
    "new StaticRange(",
    "selection.modify(",
];

/// The one module in which a text may become a document or a policy of trusted types.
const TRUSTED: &str = "www/src/dom/trusted.ts";

/// What makes documents, code or policies of texts.
const TEXT_SINKS: [&str; 9] = [
    ".innerHTML",
    ".outerHTML",
    "DOMParser(",
    "createContextualFragment(",
    "createPolicy(",
    "document.write",
    "insertAdjacentHTML(",
    "srcdoc",
    "unsafeHTML",
];

/// A TypeScript file and its lines without comments.
struct Script {
    name: String,
    lines: Vec<String>,
}

#[test]
fn only_one_module_imports_the_webassembly_package() {
    let Some(scripts) = scripts() else { return };
    let imports =
        |script: &&Script| specifiers(script).any(|(_, specifier)| specifier.contains("pkg/hashiya"));
    let importers: Vec<&str> = scripts.iter().filter(imports).map(|script| script.name.as_str()).collect();
    assert_eq!(importers.len(), 1, "modules that import the package: {importers:?}");
}

#[test]
fn only_one_folder_touches_ranges_of_the_dom() {
    let Some(scripts) = scripts() else { return };
    let mut faults = Vec::new();
    for script in scripts.iter().filter(|script| !script.name.starts_with("www/src/dom/")) {
        for (number, line) in (1..).zip(&script.lines) {
            let used = RANGE_APIS.iter().filter(|api| line.contains(**api));
            faults.extend(used.map(|api| format!("{}:{number} {api}", script.name)));
        }
    }
    assert_none(&faults, "only www/src/dom knows where a character lies in the DOM:");
}

#[test]
fn only_one_module_makes_documents_of_texts() {
    let Some(scripts) = scripts() else { return };
    let mut faults = Vec::new();
    for script in scripts.iter().filter(|script| script.name != TRUSTED) {
        for (number, line) in (1..).zip(&script.lines) {
            let used = TEXT_SINKS.iter().filter(|sink| line.contains(**sink));
            faults.extend(used.map(|sink| format!("{}:{number} {sink}", script.name)));
        }
    }
    assert_none(&faults, "what others wrote stays text (docs/safety.md):");
}

#[test]
fn views_never_import_each_other() {
    let Some(scripts) = scripts() else { return };
    let is_view = |script: &&Script| script.lines.iter().any(|line| line.contains("customElements.define("));
    let views: Vec<&Script> = scripts.iter().filter(is_view).collect();
    let mut faults = Vec::new();
    for view in views.iter().filter(|view| view.name != COMPOSITION_ROOT) {
        for (number, specifier) in specifiers(view).filter(|(_, specifier)| specifier.starts_with('.')) {
            let path = resolve(&view.name, &specifier);
            if views.iter().any(|other| other.name.trim_end_matches(".ts") == path.trim_end_matches(".js")) {
                faults.push(format!("{}:{number} imports {specifier}", view.name));
            }
        }
    }
    assert_none(&faults, "views meet only in the composition root:");
}

#[test]
fn the_page_fetches_nothing_from_another_host() {
    let mut faults = Vec::new();
    for name in file_names("www", &["css", "html", "ts"]) {
        for (number, line) in (1..).zip(read(&name).lines()) {
            let is_address =
                ["http://", "https://", "\"//", "'//", "(//"].iter().any(|start| line.contains(start));
            // The names of XML name spaces look like addresses and are never fetched.
            if is_address && !line.contains("www.w3.org/") && !is_comment(line) && !name.contains(".test.") {
                faults.push(format!("{name}:{number} {}", line.trim()));
            }
        }
    }
    assert_none(&faults, "all of the page is in its build:");
}

#[test]
fn specifiers_are_found_in_all_their_forms() {
    let source = "import a from \"./a\";\nimport {\n  b,\n} from '../b.js';\nexport * from \"./c\";\n\
        const d = await import(\"./d\");\nimport \"./e\";\nconst f = \"./f\"; // import \"./g\"";
    let script = Script { name: "www/src/views/x.ts".to_owned(), lines: without_comments(source) };
    let found: Vec<(usize, String)> = specifiers(&script).collect();
    let expected = [(1, "./a"), (4, "../b.js"), (5, "./c"), (6, "./d"), (7, "./e")];
    assert_eq!(found, expected.map(|(line, specifier)| (line, specifier.to_owned())));
}

#[test]
fn a_relative_specifier_is_resolved() {
    assert_eq!(resolve("www/src/views/a/b.ts", "../../dom/range.js"), "www/src/dom/range.js");
    assert_eq!(resolve("www/src/views/a.ts", "./b.js"), "www/src/views/b.js");
}

/// The page's modules, less their tests; nothing, and a word about it, where there is no page yet.
fn scripts() -> Option<Vec<Script>> {
    let names = file_names(PAGE, &["ts"]);
    if names.is_empty() {
        println!("skipped: there is no page in {PAGE} yet");
        return None;
    }
    let names = names.into_iter().filter(|name| !name.contains(".test."));
    Some(names.map(|name| Script { lines: without_comments(&read(&name)), name }).collect())
}

/// The lines of `source`; those of comments are empty. Strings are left alone: none of what is looked
/// for hides in one.
fn without_comments(source: &str) -> Vec<String> {
    let mut in_block = false;
    let code = |line: &str| {
        let starts_block = line.trim_start().starts_with("/*");
        let is_blank = in_block || starts_block || is_comment(line);
        in_block = (in_block || starts_block) && !line.contains("*/");
        if is_blank { String::new() } else { line.split(" // ").next().unwrap_or_default().to_owned() }
    };
    source.lines().map(code).collect()
}

fn is_comment(line: &str) -> bool {
    ["//", "/*", "*", "<!--"].iter().any(|start| line.trim_start().starts_with(start))
}

/// What `script` imports, with line numbers.
fn specifiers(script: &Script) -> impl Iterator<Item = (usize, String)> {
    let find = |line: &str| {
        let after = ["from ", "import(", "import "].iter().find_map(|word| {
            let (before, after) = line.split_once(word)?;
            let is_word = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
            (is_word && after.starts_with(['"', '\''])).then_some(after)
        })?;
        after[1..].split(['"', '\'']).next().map(str::to_owned)
    };
    (1..).zip(&script.lines).filter_map(move |(number, line)| find(line).map(|specifier| (number, specifier)))
}

/// The path that `specifier` means in the module `name`.
fn resolve(name: &str, specifier: &str) -> String {
    let mut parts: Vec<&str> = name.split('/').collect();
    parts.pop();
    for part in specifier.split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.join("/")
}
