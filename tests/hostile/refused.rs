//! Files that were made to do harm are refused with a reason, within bounded memory.

use std::io::{BufReader, Read};

use hashiya::{
    annotation::Document,
    dataset::{ExportOptions, File, Format, Import, ImportError, LabelMap, MAX_BYTES, MAX_LINE, export},
    schema::Schema,
};

fn files(parts: &[(&str, impl AsRef<[u8]>)]) -> Vec<File> {
    let file = |(name, bytes): &(&str, _)| {
        let bytes: &[u8] = AsRef::as_ref(bytes);
        File { name: (*name).to_owned(), bytes: bytes.to_vec() }
    };
    parts.iter().map(file).collect()
}

fn read(format: &str, files: &[File]) -> Result<Vec<Document>, ImportError> {
    Import::new(Format::named(format).unwrap(), &Schema::built_in(), &LabelMap::default()).read(files)
}

/// The text of all files here: its end is at 3, counted in letters or in UTF-16, and it is one word.
const TEXT: &str = "حلب";

/// A file of each format that has offsets or numbers of words, with one mark. It ends at `END`, counted in words at
/// `WORDS`, and its last word is `LAST`.
const MARKED: [(&str, &str, &str); 13] = [
    (
        "jsonl",
        "a.jsonl",
        r#"{"format":"hashiya","version":1,"offset_unit":"code_point","id":"d","text":"TEXT","entities":[{"id":"e1","label":"GPE","start":0,"end":END,"text":"TEXT"}]}"#,
    ),
    ("doccano", "a.jsonl", r#"{"text":"TEXT","label":[[0,END,"GPE"]]}"#),
    (
        "doccano-relations",
        "a.jsonl",
        r#"{"text":"TEXT","entities":[{"id":1,"label":"GPE","start_offset":0,"end_offset":END}],"relations":[]}"#,
    ),
    (
        "label-studio",
        "a.json",
        r#"[{"data":{"text":"TEXT"},"annotations":[{"result":[{"id":"r","type":"labels","value":{"start":0,"end":END,"labels":["GPE"]}}]}]}]"#,
    ),
    ("brat", "a.ann", "T1\tGPE 0 END\tTEXT\n"),
    (
        "w3c",
        "a.jsonld",
        r##"[{"id":"#e1","type":"Annotation","body":[{"type":"TextualBody","value":"GPE"}],"target":[{"source":"a.txt","selector":[{"type":"TextPositionSelector","start":0,"end":END}]}]}]"##,
    ),
    ("prodigy", "a.jsonl", r#"{"text":"TEXT","spans":[{"start":0,"end":END,"label":"GPE"}]}"#),
    (
        "spacy",
        "a.jsonl",
        r#"{"id":"d","text":"TEXT","words":["TEXT"],"spaces":[false],"spans":[{"id":"e1","label":"GPE","start":0,"end":WORDS,"text":"TEXT"}]}"#,
    ),
    ("hugging-face", "a.jsonl", r#"{"tokens":["TEXT"],"spans":[[0,WORDS,"GPE"]]}"#),
    ("dygie", "a.jsonl", r#"{"doc_key":"d","sentences":[["TEXT"]],"ner":[[[0,LAST,"GPE"]]]}"#),
    (
        "textee",
        "a.jsonl",
        r#"{"doc_id":"d","wnd_id":"d-1","tokens":["TEXT"],"entity_mentions":[{"id":"e1","entity_type":"GPE","text":"","start":0,"end":WORDS}]}"#,
    ),
    (
        "uima-json",
        "a.json",
        r#"{"%FEATURE_STRUCTURES":[{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"TEXT"},{"%ID":2,"%TYPE":"webanno.custom.Mark","begin":0,"end":END,"value":"GPE"}]}"#,
    ),
    (
        "uima-xmi",
        "a.xmi",
        r#"<xmi:XMI xmlns:xmi="http://www.omg.org/XMI" xmlns:t="http:///webanno/custom.ecore"><t:Mark xmi:id="2" begin="0" end="END" value="GPE"/><cas:Sofa xmi:id="1" sofaString="TEXT"/></xmi:XMI>"#,
    ),
];

/// The file of a format, whose mark ends at `end` in characters and at `end_word` in words, with its text beside it where
/// the format keeps that apart.
fn marked(
    (format, name, file): (&'static str, &str, &str),
    end: &str,
    end_word: &str,
) -> (&'static str, Vec<File>) {
    let last = end_word.parse::<u128>().map_or(end_word.to_owned(), |end| end.saturating_sub(1).to_string());
    let file =
        file.replace("TEXT", TEXT).replace("END", end).replace("WORDS", end_word).replace("LAST", &last);
    let mut files = files(&[(name, file)]);
    if ["brat", "w3c"].contains(&format) {
        files.push(File { name: "a.txt".to_owned(), bytes: TEXT.into() });
    }
    (format, files)
}

fn of(format: &str) -> String {
    let file = MARKED.into_iter().find(|(id, ..)| *id == format).unwrap();
    String::from_utf8(marked(file, "3", "1").1.swap_remove(0).bytes).unwrap()
}

#[test]
fn offsets_beyond_the_text_are_refused() {
    for file in MARKED {
        let (format, files) = marked(file, "3", "1");
        assert_eq!(read(format, &files).unwrap()[0].entities.len(), 1, "{format}");
        for (end, word) in [("4", "2"), (MOST, MOST), (TOO_LARGE, TOO_LARGE)] {
            let (format, files) = marked(file, end, word);
            assert!(read(format, &files).is_err(), "{format} {end}");
        }
    }
}

/// The largest number of 64 bits, and one that has no room in them.
const MOST: &str = "18446744073709551615";
const TOO_LARGE: &str = "99999999999999999999999999";

#[test]
fn offsets_that_are_no_whole_numbers_are_refused() {
    for end in ["-1", "1e30", "2.5"] {
        for (format, files) in MARKED.map(|file| marked(file, end, end)) {
            assert!(read(format, &files).is_err(), "{format} {end}");
        }
    }
}

#[track_caller]
fn check_duplicate(format: &str, files: &[File], expected: &str) {
    let found = read(format, files);
    assert!(
        matches!(&found, Err(ImportError::DuplicateId { id, .. }) if id == expected),
        "{format}: {found:?}"
    );
}

#[test]
fn an_id_that_stands_twice_is_refused() {
    let mark = r#"{"id":"e1","label":"GPE","start":0,"end":1,"text":"حلب"}"#;
    let spacy = r#"{"id":"d","text":"حلب","words":["حلب"],"spaces":[false],"spans":[MARK,MARK]}"#
        .replace("MARK", mark);
    check_duplicate("spacy", &files(&[("a.jsonl", spacy)]), "e1");
    let mark = mark.replace(r#""end":1"#, r#""end":3"#);
    let native = r#"{"format":"hashiya","version":1,"offset_unit":"code_point","id":"d","text":"حلب","entities":[MARK,MARK]}"#.replace("MARK", &mark);
    check_duplicate("jsonl", &files(&[("a.jsonl", native)]), "e1");
    let one = r#"{"id":1,"label":"GPE","start_offset":0,"end_offset":3}"#;
    let doccano = format!(r#"{{"text":"حلب","entities":[{one},{one}],"relations":[]}}"#);
    check_duplicate("doccano-relations", &files(&[("a.jsonl", doccano)]), "1");
    let region = r#"{"id":"r","type":"labels","value":{"start":0,"end":3,"labels":["GPE"]}}"#;
    let task = format!(r#"[{{"data":{{"text":"حلب"}},"annotations":[{{"result":[{region},{region}]}}]}}]"#);
    check_duplicate("label-studio", &files(&[("a.json", task)]), "r");
    let ann = "T1\tGPE 0 3\tحلب\nT1\tGPE 0 3\tحلب\n";
    check_duplicate("brat", &files(&[("a.txt", TEXT), ("a.ann", ann)]), "T1");
    let mention = r#"{"id":"e1","entity_type":"GPE","text":"","start":0,"end":1}"#;
    let window =
        format!(r#"{{"doc_id":"d","wnd_id":"w","tokens":["حلب"],"entity_mentions":[{mention},{mention}]}}"#);
    check_duplicate("textee", &files(&[("a.jsonl", window)]), "e1");
    let line = r#"{"doc_key":"d","sentences":[["x"]]}"#;
    check_duplicate("dygie", &files(&[("a.jsonl", format!("{line}\n{line}\n"))]), "d");
    let uima = of("uima-json");
    let (start, mark) = uima.split_at(uima.rfind("{\"%ID\":2").unwrap());
    let twice = format!("{start}{},{mark}", mark.trim_end_matches("]}"));
    check_duplicate("uima-json", &files(&[("a.json", twice)]), "2");
    let w3c = of("w3c");
    let one = w3c.trim_matches(['[', ']']);
    check_duplicate("w3c", &files(&[("a.txt", TEXT), ("a.jsonld", format!("[{one},{one}]").as_str())]), "e1");
}

/// A text and our own data set tell their encoding; everything else is UTF-8 by its own rules, and what is not is refused.
#[test]
fn another_encoding_is_refused_with_its_place() {
    let document = Document { id: "d".into(), text: TEXT.into(), ..Document::default() };
    for format in Format::all().filter(|format| format.is_read() && format.is_written()) {
        let (mut files, _) = export([&document], format, &Schema::built_in(), ExportOptions::default());
        for file in &mut files {
            file.bytes = String::from_utf8_lossy(&file.bytes).replace(TEXT, "@@@").into_bytes();
            while let Some(at) = file.bytes.windows(3).position(|window| window == b"@@@") {
                file.bytes.splice(at..at + 3, [0xcd, 0xe1, 0xc8]);
            }
        }
        match read(format.id, &files) {
            Err(ImportError::Malformed { .. }) => {}
            found => assert_eq!(format.id, "json", "{found:?}"),
        }
    }
    let bytes = [&b"{\"text\":\"x\",\"label\":[]}\n{\"text\":\""[..], &[0xc8, 0xcd, 0xe1], b"\"}\n"].concat();
    let refused = read("doccano", &files(&[("a.jsonl", bytes)]));
    assert!(matches!(refused, Err(ImportError::Malformed { place, .. }) if place == "line 2"));
}

#[test]
fn json_in_a_hundred_thousand_layers_is_refused() {
    let is_json = |format: &&Format| format.is_read() && format.ending.starts_with("json");
    for format in Format::all().filter(is_json) {
        for start in [
            "",
            "{\"text\":",
            "{\"x\":",
            "[{\"data\":",
            "{\"items\":",
            "{\"%FEATURE_STRUCTURES\":",
            "{\"meta\":",
        ] {
            let deep = format!("{start}{}", "[".repeat(100_000));
            let name = format!("a.{}", format.ending);
            let refused = read(format.id, &files(&[(&name, deep.as_str()), ("a.txt", "x")]));
            assert!(refused.is_err(), "{}: {start}", format.id);
        }
    }
}

#[test]
fn entities_of_xml_that_multiply_are_refused() {
    let mut xml = String::from("<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"aaaaaaaaaa\">");
    for level in 1..40 {
        let before = format!("&a{};", level - 1).repeat(10);
        xml += &format!("<!ENTITY a{level} \"{before}\">");
    }
    xml += "]><xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\"><cas:Sofa xmi:id=\"1\" sofaString=\"&a39;\"/></xmi:XMI>";
    let refused = read("uima-xmi", &files(&[("a.xmi", xml.as_str())]));
    assert!(matches!(refused, Err(ImportError::Malformed { .. })));
    // A page of the web has no entities of its own: their names are text.
    let page = xml.replace("<xmi:XMI", "<article><p>في حلب &a39;</p></article><xmi:XMI");
    let page = read("html", &files(&[("a.html", page)])).unwrap();
    assert!(page[0].text.len() < 10_000);
}

/// A thousand megabytes without a line break: what is read by lines stops at the longest line, the rest at the largest
/// file.
#[test]
fn an_endless_file_is_refused_before_it_fills_the_memory() {
    let schema = Schema::built_in();
    let map = LabelMap::default();
    for format in Format::all().filter(|format| format.is_read()) {
        let endless = std::io::repeat(b'x').take(1 << 30);
        let mut import = Import::new(format, &schema, &map);
        let refused = import.each(&mut BufReader::new(endless), &mut |_| Ok::<(), ImportError>(()));
        let limit = if format.is_read_by_lines() { MAX_LINE } else { MAX_BYTES };
        assert_eq!(refused, Err(ImportError::TooLarge { bytes: limit + 1, limit }), "{}", format.id);
    }
}
