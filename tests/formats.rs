//! Files of others come in count by count, and damaged ones give documents or a reason. Hostile files: tests/hostile/refused.rs.

// A test may fail loudly, and says what it skips.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use std::{collections::BTreeMap, path::Path};

use hashiya::{
    annotation::Document,
    dataset::{
        Export, ExportOptions, File, Format, Import, ImportError, LabelMap, Marks, detect_head, export, pack,
    },
    schema::Schema,
};
use proptest::prelude::*;

const DOCUMENTS: &str = include_str!("formats/documents.jsonl");

fn file(name: &str, bytes: impl AsRef<[u8]>) -> File {
    File { name: name.to_owned(), bytes: bytes.as_ref().to_vec() }
}

fn read_as(format: &str, files: &[File], map: &LabelMap) -> Result<Vec<Document>, ImportError> {
    Import::new(Format::named(format).unwrap(), &Schema::built_in(), map).read(files)
}

fn read(format: &str, name: &str, bytes: impl AsRef<[u8]>) -> Result<Vec<Document>, ImportError> {
    read_as(format, &[file(name, bytes)], &LabelMap::default())
}

fn documents() -> Vec<Document> {
    read("jsonl", "documents.jsonl", DOCUMENTS).unwrap()
}

/// How many entities of each label a set has, counted without our reader.
fn count(lines: &str) -> (usize, BTreeMap<String, usize>) {
    let mut counts = BTreeMap::new();
    for line in lines.lines() {
        let sentence: serde_json::Value = serde_json::from_str(line).unwrap();
        for span in sentence["spans"].as_array().unwrap() {
            *counts.entry(span[2].as_str().unwrap().to_owned()).or_default() += 1;
        }
    }
    (lines.lines().count(), counts)
}

#[track_caller]
fn check_set(name: &str, map: &LabelMap, own_names: &[(&str, &str)]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/entities").join(name);
    let Ok(lines) = std::fs::read_to_string(path) else {
        println!("skipped: no reference data");
        return;
    };
    let format = detect_head(name, &lines.as_bytes()[..100_000.min(lines.len())]).unwrap();
    assert_eq!(format.id, "hugging-face");
    let documents = read_as(format.id, &[file(name, &lines)], map).unwrap();
    let (n_sentences, mut expected) = count(&lines);
    for (from, to) in own_names {
        let n = expected.remove(*from).unwrap_or_default();
        *expected.entry((*to).to_owned()).or_default() += n;
    }
    let mut found = BTreeMap::new();
    for entity in documents.iter().flat_map(|document| &document.entities) {
        *found.entry(entity.label.clone()).or_default() += 1_usize;
    }
    assert_eq!(documents.len(), n_sentences);
    assert_eq!(found, expected);
}

#[test]
fn the_wojood_sample_comes_in_count_by_count() {
    check_set("wojood-sample.jsonl", &LabelMap::default(), &[]);
}

#[test]
fn anercorp_comes_in_count_by_count_once_its_labels_are_named() {
    let mut map = LabelMap::default();
    map.set("MISC", Some("NORP".to_owned()));
    check_set("anercorp.train.jsonl", &map, &[("MISC", "NORP")]);
}

/// Events of events, equivalences, relations, notes and old modifiers, in the form of brat's published examples.
#[test]
fn brat_files_with_all_kinds_of_lines_come_in() {
    let text = "Attack on the city: 3 killed, says a spokesman.\nNo meeting was held.\n";
    let ann = "T1\tAttack 0 6\tAttack\nT2\tGPE 14 18\tcity\nT3\tKill 22 28\tkilled\nT4\tCARDINAL 20 21\t3\n\
               T5\tStatement 30 34\tsays\nT6\tOCC 37 46\tspokesman\nT7\tMeet 51 58\tmeeting\nT8\tOCC 35 36;37 46\ta spokesman\n\
               *\tEquiv T6 T8\nE1\tAttack:T1 Place:T2\nE2\tKill:T3 Count:T4 \nE3\tStatement:T5 Speaker:T6 Topic:E2\n\
               E4\tMeet:T7\nM1\tNegation E4\nA1\tSpeculation E2\nR1\tlocated_in Arg1:T6 Arg2:T2\n#1\tAnnotatorNotes T2\tx\n";
    let files = [file("a.txt", text), file("a.ann", ann)];
    let mut map = LabelMap::default();
    map.set("located_in", Some("LocatedIn".to_owned()));
    let read = read_as("brat", &files, &map).unwrap();
    let document = &read[0];
    let words = |id: &str| document.entities.iter().find(|e| e.id == id).unwrap().span.slice(&document.text);
    let relations = document.relations.iter().map(|r| (words(&r.from), r.label.as_str(), words(&r.to)));
    assert_eq!(relations.collect::<Vec<_>>(), [("spokesman", "LocatedIn", "city")]);
    assert_eq!((document.entities.len(), document.events.len()), (4, 4));
    let roles: Vec<(&str, &str)> = document
        .events
        .iter()
        .flat_map(|event| &event.arguments)
        .map(|argument| (argument.role.as_str(), argument.span.slice(&document.text)))
        .collect();
    assert_eq!(roles, [("Place", "city"), ("Count", "3"), ("Speaker", "spokesman"), ("Topic", "killed")]);
    assert_eq!(document.entities.iter().filter(|entity| entity.parts.len() == 2).count(), 1);
    let mentions: Vec<&str> = document
        .entities
        .iter()
        .filter(|entity| entity.chain.as_deref() == Some("c1"))
        .map(|entity| entity.span.slice(&document.text))
        .collect();
    assert_eq!(mentions, ["a spokesman", "spokesman"]);
    assert_eq!(document.chains[0].name, "a spokesman");
}

/// Were all marks looked through for each line, this would take minutes.
#[test]
fn many_lines_of_brat_make_one_chain() {
    const N: usize = 30_000;
    let marks = (0..N).map(|number| format!("T{number}\tGPE {} {}\tحلب\n", 4 * number, 4 * number + 3));
    let lines = (1..N).map(|number| format!("*\tEquiv T{} T{number}\n", number - 1));
    let files = [file("a.txt", "حلب ".repeat(N)), file("a.ann", marks.chain(lines).collect::<String>())];
    let document = read_as("brat", &files, &LabelMap::default()).unwrap().swap_remove(0);
    assert_eq!((document.entities.len(), document.chains.len()), (N, 1));
    assert!(document.entities.iter().all(|entity| entity.chain.is_some()));
}

/// Were all entities looked through for each chain, this would take minutes.
#[test]
fn many_chains_are_written_for_uima() {
    const N: usize = 30_000;
    let marks = (0..N).map(|number| format!("T{number}\tGPE {} {}\tحلب\n", 4 * number, 4 * number + 3));
    let lines = (0..N / 2).map(|number| format!("*\tEquiv T{} T{}\n", 2 * number, 2 * number + 1));
    let files = [file("a.txt", "حلب ".repeat(N)), file("a.ann", marks.chain(lines).collect::<String>())];
    let document = read_as("brat", &files, &LabelMap::default()).unwrap().swap_remove(0);
    assert_eq!(document.chains.len(), N / 2);
    let format = Format::named("uima-json").unwrap();
    let (written, _) = export([&document], format, &Schema::built_in(), ExportOptions::default());
    assert_eq!(read_as("uima-json", &written, &LabelMap::default()).unwrap()[0].chains.len(), N / 2);
}

#[test]
fn an_unknown_label_is_named_with_its_place() {
    let error = read("doccano", "a.jsonl", r#"{"text":"حلب","label":[[0,3,"CITY"]]}"#).unwrap_err();
    assert_eq!(error, ImportError::UnknownLabel { field: "line 1, label[0]".into(), label: "CITY".into() });
}

#[test]
fn a_label_that_becomes_nothing_is_left_out() {
    let mut map = LabelMap::default();
    map.set("CITY", None);
    let files = [file("a.jsonl", r#"{"text":"حلب","label":[[0,3,"CITY"],[0,3,"GPE"]]}"#)];
    assert_eq!(read_as("doccano", &files, &map).unwrap()[0].entities.len(), 1);
}

#[test]
fn only_confirmed_marks_are_written_where_asked() {
    let mut document = documents().swap_remove(0);
    document.entities[0].provenance.status = hashiya::annotation::Status::Suggested;
    let options = ExportOptions { marks: Marks::Confirmed, ..ExportOptions::default() };
    let format = Format::named("doccano").unwrap();
    let n_marks = |options| {
        let (files, _) = export([&document], format, &Schema::built_in(), options);
        String::from_utf8(files[0].bytes.clone()).unwrap().matches("\"]").count()
    };
    assert!(n_marks(options) < n_marks(ExportOptions::default()));
}

/// The exports of the three documents in each format that is read.
fn exports() -> Vec<(&'static Format, Vec<File>)> {
    let documents = documents();
    let formats = Format::all().filter(|format| format.is_read() && format.is_written());
    let export = |format| export(&documents, format, &Schema::built_in(), ExportOptions::default()).0;
    formats.map(|format| (format, export(format))).collect()
}

/// What stands beside the documents in an archive is passed over, as in a folder.
#[test]
fn an_archive_of_an_export_holds_what_its_files_hold() {
    for (format, files) in exports() {
        let documents = read_as(format.id, &files, &LabelMap::default()).unwrap();
        let archive = file("export.zip", pack(&files));
        assert_eq!(read_as(format.id, &[archive], &LabelMap::default()).unwrap(), documents, "{}", format.id);
    }
}

#[test]
fn a_cut_off_file_gives_an_error_or_whole_documents() {
    for (format, files) in exports() {
        let whole = read_as(format.id, &files, &LabelMap::default()).unwrap();
        for tenth in 1..10 {
            let mut cut = files.clone();
            let longest = cut.iter_mut().max_by_key(|file| file.bytes.len()).unwrap();
            longest.bytes.truncate(longest.bytes.len() * tenth / 10);
            if let Ok(documents) = read_as(format.id, &cut, &LabelMap::default()) {
                assert!(documents.len() <= whole.len(), "{}", format.id);
            }
        }
    }
}

#[test]
fn a_split_parts_the_documents_and_loses_none() {
    let documents = documents();
    let schema = Schema::built_in();
    let split = Some(hashiya::dataset::Split { train: 40, dev: 30, test: 30, seed: 5 });
    let options = ExportOptions { split, ..ExportOptions::default() };
    let mut export = Export::new(Format::named("doccano").unwrap(), &schema, options);
    let pieces: Vec<File> = documents.iter().flat_map(|document| export.add(document)).collect();
    assert_eq!(pieces.len(), documents.len());
    assert!(
        pieces.iter().all(|piece| ["train.jsonl", "dev.jsonl", "test.jsonl"].contains(&piece.name.as_str()))
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// Bytes of real exports changed, doubled, left out: a document or a reason, never a panic.
    #[test]
    fn damaged_files_give_documents_or_an_error(
        which in 0usize..100,
        changes in prop::collection::vec((0usize..1_000_000, 0u8..4, any::<u8>()), 1..8),
    ) {
        static EXPORTS: std::sync::LazyLock<Vec<(&'static Format, Vec<File>)>> = std::sync::LazyLock::new(exports);
        let (format, files) = &EXPORTS[which % EXPORTS.len()];
        let mut files = files.clone();
        let n_files = files.len();
        for (place, kind, byte) in changes {
            let bytes = &mut files[place % n_files].bytes;
            let at = place % bytes.len().max(1);
            match kind {
                0 => bytes.insert(at, byte),
                1 => drop(bytes.drain(at..(at + usize::from(byte)).min(bytes.len()))),
                2 => {
                    let copied = bytes[at..(at + usize::from(byte)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, copied);
                }
                _ if at < bytes.len() => bytes[at] = byte,
                _ => {}
            }
        }
        let _ = read_as(format.id, &files, &LabelMap::default());
    }
}
