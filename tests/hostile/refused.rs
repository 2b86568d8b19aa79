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

/// The text of all files here: its end is at 3, counted in letters or in UTF-16, and at 6 counted in bytes.
const TEXT: &str = "حلب";

/// A file of each format that has offsets or numbers of words, with one mark that ends at `end`; formats that count the
/// last one in get one less.
fn marked(end: &str) -> Vec<(&'static str, Vec<File>)> {
    let last = end.parse::<u128>().map_or(end.to_owned(), |end| end.saturating_sub(1).to_string());
    let words = end.replace('3', "1");
    let last_word = last.replace('2', "0");
    let line = |text: String| files(&[("a.jsonl", text)]);
    let native = format!(
        r#"{{"format":"hashiya","version":1,"offset_unit":"code_point","id":"d","text":"{TEXT}","entities":[{{"id":"e1","label":"GPE","start":0,"end":{end},"text":"{TEXT}"}}]}}"#
    );
    let region =
        format!(r#"{{"id":"r","type":"labels","value":{{"start":0,"end":{end},"labels":["GPE"]}}}}"#);
    let entity = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
    let target = format!(
        r#"{{"source":"a.txt","selector":[{{"type":"TextPositionSelector","start":0,"end":{end}}}]}}"#
    );
    let annotation = format!(
        r##"[{{"id":"#e1","type":"Annotation","body":[{{"type":"TextualBody","value":"GPE"}}],"target":[{target}]}}]"##
    );
    vec![
        ("jsonl", line(native)),
        ("doccano", line(format!(r#"{{"text":"{TEXT}","label":[[0,{end},"GPE"]]}}"#))),
        (
            "doccano-relations",
            line(format!(
                r#"{{"text":"{TEXT}","entities":[{{"id":1,"label":"GPE","start_offset":0,"end_offset":{end}}}],"relations":[]}}"#
            )),
        ),
        (
            "label-studio",
            files(&[(
                "a.json",
                format!(r#"[{{"data":{{"text":"{TEXT}"}},"annotations":[{{"result":[{region}]}}]}}]"#),
            )]),
        ),
        ("brat", files(&[("a.txt", TEXT.to_owned()), ("a.ann", format!("T1\tGPE 0 {end}\t{TEXT}\n"))])),
        ("w3c", files(&[("a.txt", TEXT.to_owned()), ("a.jsonld", annotation)])),
        (
            "prodigy",
            line(format!(r#"{{"text":"{TEXT}","spans":[{{"start":0,"end":{end},"label":"GPE"}}]}}"#)),
        ),
        (
            "spacy",
            line(format!(
                r#"{{"id":"d","text":"{TEXT}","words":["{TEXT}"],"spaces":[false],"spans":[{{"id":"e1","label":"GPE","start":0,"end":{words},"text":"{TEXT}"}}]}}"#
            )),
        ),
        ("hugging-face", line(format!(r#"{{"tokens":["{TEXT}"],"spans":[[0,{words},"GPE"]]}}"#))),
        (
            "dygie",
            line(format!(r#"{{"doc_key":"d","sentences":[["{TEXT}"]],"ner":[[[0,{last_word},"GPE"]]]}}"#)),
        ),
        (
            "textee",
            line(format!(
                r#"{{"doc_id":"d","wnd_id":"d-1","tokens":["{TEXT}"],"entity_mentions":[{{"id":"e1","entity_type":"GPE","text":"","start":0,"end":{words}}}]}}"#
            )),
        ),
        (
            "uima-json",
            files(&[(
                "a.json",
                format!(
                    r#"{{"%FEATURE_STRUCTURES":[{{"%ID":1,"%TYPE":"uima.cas.Sofa","sofaString":"{TEXT}"}},{{"%ID":2,"%TYPE":"{entity}","begin":0,"end":{end},"value":"GPE"}}]}}"#
                ),
            )]),
        ),
        (
            "uima-xmi",
            files(&[(
                "a.xmi",
                format!(
                    "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:t=\"http:///{}.ecore\"><t:NamedEntity xmi:id=\"2\" begin=\"0\" end=\"{}\" value=\"GPE\"/><cas:Sofa xmi:id=\"1\" sofaString=\"{TEXT}\"/></xmi:XMI>",
                    "de/tudarmstadt/ukp/dkpro/core/api/ner/type",
                    end.trim_matches('"'),
                ),
            )]),
        ),
    ]
}

#[test]
fn offsets_beyond_the_text_are_refused() {
    for (format, files) in marked("3") {
        assert_eq!(read(format, &files).unwrap()[0].entities.len(), 1, "{format}");
    }
    for end in ["4", "18446744073709551615", "99999999999999999999999999"] {
        for (format, files) in marked(end) {
            // A number that no offset can be is passed over by a reader of feature structures, with its mark.
            let refused = read(format, &files).map(|documents| documents[0].entities.len());
            assert!(matches!(refused, Err(_) | Ok(0)), "{format} {end}: {refused:?}");
        }
    }
}

#[test]
fn offsets_that_are_no_whole_numbers_are_refused() {
    for end in ["-1", "1e30", "2.5"] {
        for (format, files) in marked(end) {
            let refused = read(format, &files).map(|documents| documents[0].entities.len());
            assert!(matches!(refused, Err(_) | Ok(0)), "{format} {end}: {refused:?}");
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
    let (_, uima) = marked("3").into_iter().find(|(format, _)| *format == "uima-json").unwrap();
    let json = String::from_utf8(uima[0].bytes.clone()).unwrap();
    let (start, mark) = json.split_at(json.rfind("{\"%ID\":2").unwrap());
    let twice = format!("{start}{},{mark}", mark.trim_end_matches("]}"));
    check_duplicate("uima-json", &files(&[("a.json", twice)]), "2");
    let (_, w3c) = marked("3").into_iter().find(|(format, _)| *format == "w3c").unwrap();
    let json = String::from_utf8(w3c[1].bytes.clone()).unwrap();
    let one = json.trim_matches(['[', ']']);
    check_duplicate(
        "w3c",
        &files(&[("a.txt", TEXT), ("a.jsonld", &format!("[{one}],{one}]").replacen("],", ",", 1))]),
        "e1",
    );
}

/// Texts and our own JSON may tell their encoding; everything else is UTF-8 by its own rules, and what is not is refused.
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
            Err(ImportError::Malformed { .. } | ImportError::Binary) => {}
            Ok(documents) => assert_eq!((format.id, documents[0].text.as_str()), ("json", TEXT)),
            Err(other) => panic!("{}: {other:?}", format.id),
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
