//! Which format a file has, by its name and what stands in it.

use serde_json::{Map, Value};

use super::{
    ImportError,
    archive::{is_archive, unpack},
    format::{File, Format, is_companion, is_page},
    formats::columns::is_tag,
};

/// How many lines are looked at.
const LINES: usize = 200;

/// The format of files that belong together: of one file, or of those of an archive or a folder; none where nothing
/// fits, not even plain text.
pub fn detect(files: &[File]) -> Option<&'static Format> {
    let endings: Vec<String> = files.iter().map(File::ending).collect();
    let has = |ending: &str| endings.iter().any(|found| found == ending);
    let documents = || files.iter().filter(|file| !is_companion(file));
    let data = documents().find(|file| !is_page(file));
    let by_ending = [
        (has("ann"), "brat"),
        (has("jsonld"), "w3c"),
        (has("xmi"), "uima-xmi"),
        (has("conllu"), "conllu"),
        (has("conllup"), "conllu-plus"),
        (data.is_none() && documents().next().is_some(), "html"),
    ];
    if let Some((_, id)) = by_ending.iter().find(|(fits, _)| *fits) {
        return Format::named(id);
    }
    let file = data?;
    let text = std::str::from_utf8(&file.bytes[..valid_up_to(&file.bytes)]).unwrap_or_default();
    Format::named(by_content(&file.ending(), text.trim_start_matches('\u{feff}'))?)
}

/// The pages of the web of an archive that holds nothing else to be read; none of any other file.
///
/// # Errors
/// [`ImportError`] where the archive is damaged or too large.
pub fn archived_pages(file: &File) -> Result<Vec<File>, ImportError> {
    let mut files = if is_archive(&file.bytes) { unpack(&file.bytes)? } else { Vec::new() };
    files.retain(|file| !is_companion(file));
    Ok(if files.iter().all(is_page) { files } else { Vec::new() })
}

/// The format of one file of which only the beginning is there.
pub fn detect_head(name: &str, head: &[u8]) -> Option<&'static Format> {
    detect(&[File { name: name.to_owned(), bytes: head.to_vec() }])
}

fn valid_up_to(bytes: &[u8]) -> usize {
    std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), str::len)
}

fn by_content(ending: &str, text: &str) -> Option<&'static str> {
    match ending {
        "json" => json(text),
        "jsonl" | "ndjson" => lines(text),
        "csv" => Some("csv"),
        "conll" | "iob" | "bio" | "bmes" | "tsv" | "txt" | "" => columns(text).or(match ending {
            "tsv" => Some("csv"),
            "txt" | "" => Some("text"),
            _ => None,
        }),
        _ => None,
    }
}

fn json(text: &str) -> Option<&'static str> {
    let has = |key: &str| text.contains(&format!("\"{key}\""));
    let is_list = text.trim_start().starts_with('[');
    if is_list && (has("annotations") || has("predictions") || has("data")) {
        return Some("label-studio");
    }
    if is_list && has("target") {
        return Some("w3c");
    }
    if has("%FEATURE_STRUCTURES") {
        return Some("uima-json");
    }
    // Not ours, and so refused as such.
    Some(if has("@context") { "w3c" } else { "json" })
}

fn lines(text: &str) -> Option<&'static str> {
    let line = text.lines().find(|line| !line.trim().is_empty())?;
    let object: Map<String, Value> = serde_json::from_str(line).ok()?;
    let has = |key: &str| object.contains_key(key);
    let first = |list: &str, key: &str| object.get(list).is_some_and(|list| list[0].get(key).is_some());
    let is_ours = object.get("format").and_then(Value::as_str) == Some("hashiya");
    let known = [
        (is_ours || first("entities", "start") || first("events", "trigger"), "jsonl"),
        (has("wnd_id") || has("event_mentions") || has("sent_id"), "textee"),
        (has("doc_key") && has("sentences"), "dygie"),
        (has("words") && has("spaces"), "spacy"),
        (
            has("label")
                || has("labels")
                || first("entities", "start_offset")
                || has("relations") && has("entities"),
            "doccano",
        ),
        (has("answer") || has("text") && first("tokens", "id"), "prodigy"),
        (has("tokens"), "hugging-face"),
        (has("text") && (has("entities") || has("events")), "jsonl"),
        (has("spans"), "prodigy"),
    ];
    let known = known.iter().find(|(fits, _)| *fits).map(|(_, id)| *id);
    known.or(object.values().any(Value::is_string).then_some("jsonl-text"))
}

/// Columns whose last is a tag, line after line.
fn columns(text: &str) -> Option<&'static str> {
    let mut n_tags = [0, 0];
    for line in text.lines().take(LINES).filter(|line| !line.trim().is_empty() && !line.starts_with('#')) {
        let fields: Vec<&str> = line.split(['\t', ' ']).filter(|field| !field.is_empty()).collect();
        if fields.len() < 2 || !is_tag(fields[fields.len() - 1]) {
            return None;
        }
        let all_tags = fields.len() > 2 && fields[2..].iter().all(|field| is_tag(field));
        n_tags[usize::from(all_tags)] += 1;
    }
    match n_tags {
        [0, 0] => None,
        [0, _] => Some("iob"),
        _ => Some("conll2003"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, text: &str, expected: Option<&str>) {
        assert_eq!(detect_head(name, text.as_bytes()).map(|format| format.id), expected, "{text}");
    }

    #[test]
    fn lines_of_json_are_told_by_their_fields() {
        check("a.jsonl", r#"{"format":"hashiya","id":"d","text":"x"}"#, Some("jsonl"));
        check("a.jsonl", r#"{"text":"x","label":[[0,1,"GPE"]]}"#, Some("doccano"));
        check("a.jsonl", r#"{"text":"x","entities":[],"relations":[]}"#, Some("doccano"));
        check("a.jsonl", r#"{"id":"a","tokens":["x"],"spans":[[0,1,"LOC"]]}"#, Some("hugging-face"));
        check("a.jsonl", r#"{"text":"x","spans":[{"start":0,"end":1,"label":"A"}]}"#, Some("prodigy"));
        check("a.jsonl", r#"{"doc_key":"x","sentences":[["x"]]}"#, Some("dygie"));
        check("a.jsonl", r#"{"title":"x","body":"y"}"#, Some("jsonl-text"));
    }

    #[test]
    fn pages_decide_the_format_only_where_there_is_nothing_else() {
        let page = || File::new("about.html", "<p>عن المجموعة</p>");
        let lines = File::new("data.jsonl", r#"{"text":"في حلب","label":[[3,6,"GPE"]]}"#);
        let format = |files: &[File]| detect(files).map(|format| format.id);
        assert_eq!(format(&[page(), lines.clone()]), Some("doccano"));
        assert_eq!(format(&[page(), File::new("b.xhtml", "<p/>"), File::new("README.md", "")]), Some("html"));
        let (schema, map) = (crate::schema::Schema::built_in(), crate::dataset::LabelMap::default());
        let mut import = crate::dataset::Import::new(Format::named("doccano").unwrap(), &schema, &map);
        assert_eq!(import.read(&[page(), lines]).unwrap().len(), 1);
    }

    #[test]
    fn an_archive_of_pages_and_what_browsers_save_beside_them_gives_the_pages() {
        let page = |name: &str| File::new(name, "<p>في حلب</p>");
        let beside = ["a_files/style.css", "a_files/photo.jpg", "README.md"].map(|name| File::new(name, "x"));
        let names = |files: &[File]| -> Vec<String> {
            let archive = File::new("pages.zip", crate::dataset::pack(files));
            archived_pages(&archive).unwrap().into_iter().map(|file| file.name).collect()
        };
        let pages = [page("a.html"), page("b/b.htm")];
        assert_eq!(names(&[&pages[..], &beside].concat()), ["a.html", "b/b.htm"]);
        assert!(names(&[&pages[..], &[File::new("data.jsonl", "{}")]].concat()).is_empty());
        assert!(archived_pages(&pages[0]).unwrap().is_empty());
        assert!(archived_pages(&File::new("x.zip", "PK\x03\x04")).is_err());
    }

    #[test]
    fn columns_are_told_by_their_tags() {
        check("a.txt", "حلب B-LOC\n، O\n", Some("conll2003"));
        check("a.conll", "-DOCSTART- -X- -X- O\n\nحلب _ _ B-LOC\n", Some("conll2003"));
        check("a.tsv", "-DOCSTART-\t-X-\tO\tO\n\nحلب\tB-LOC\tO\tO\n", Some("iob"));
        check("a.txt", "وصل إلى حلب\n", Some("text"));
    }

    #[test]
    fn json_is_told_by_its_keys() {
        check("a.json", r#"[{"data":{"text":"x"},"annotations":[]}]"#, Some("label-studio"));
        check("a.json", r#"{"%TYPES":{},"%FEATURE_STRUCTURES":[]}"#, Some("uima-json"));
        check("a.json", "{}", Some("json"));
        check("a.png", "\u{89}PNG", None);
    }
}
