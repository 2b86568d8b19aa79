//! brat's published examples come in count by count: those of its tutorial, which lie here, and all of them where
//! `HASHIYA_BRAT_EXAMPLES` names the folder.

// A test may fail loudly, and says what it skips.
#![allow(clippy::expect_used, clippy::print_stdout, clippy::unwrap_used)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use hashiya::{
    dataset::{File, Format, Import, LabelMap, preview},
    schema::Schema,
};

/// The examples that brat was published with.
const EXAMPLES: &str = "HASHIYA_BRAT_EXAMPLES";

fn tutorial() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/brat")
}

/// The texts and annotations of a folder, and of those in it, each folder by itself.
fn folders(path: &Path) -> Vec<Vec<File>> {
    let (mut files, mut all) = (Vec::new(), Vec::new());
    let mut entries: Vec<PathBuf> = fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for entry in entries {
        let ending = entry.extension().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() {
            all.extend(folders(&entry));
        } else if ["txt", "ann", "a1", "a2"].contains(&ending.as_str()) {
            let name = entry.file_name().unwrap().to_string_lossy().into_owned();
            files.push(File { name, bytes: fs::read(&entry).unwrap() });
        }
    }
    if files.iter().any(|file| !file.name.ends_with(".txt")) {
        all.push(files);
    }
    all
}

/// How often each label stands in the lines of annotations, counted without our reader: types of marks that are no
/// triggers, types of events, roles.
fn count(files: &[File]) -> BTreeMap<(String, bool), usize> {
    let mut counts = BTreeMap::new();
    let mut documents: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files.iter().filter(|file| !file.name.ends_with(".txt")) {
        let lines = std::str::from_utf8(&file.bytes).unwrap().lines();
        documents.entry(file.name.rsplit_once('.').unwrap().0).or_default().extend(lines);
    }
    for lines in documents.values() {
        let fields = |line: &str| -> Vec<String> {
            line.split(['\t', ' ', ':']).filter(|field| !field.is_empty()).map(str::to_owned).collect()
        };
        let of_kind =
            |kind: char| lines.iter().filter(move |line| line.starts_with(kind)).map(|line| fields(line));
        let triggers: BTreeSet<String> = of_kind('E').map(|fields| fields[2].clone()).collect();
        let mut add =
            |label: &str, is_role: bool| *counts.entry((label.to_owned(), is_role)).or_default() += 1;
        of_kind('T')
            .filter(|fields| !triggers.contains(&fields[0]))
            .for_each(|fields| add(&fields[1], false));
        of_kind('R').for_each(|fields| add(&fields[1], true));
        for event in of_kind('E') {
            add(&event[1], false);
            let roles = event[3..].iter().step_by(2);
            roles.for_each(|role| add(role.trim_end_matches(|c: char| c.is_ascii_digit()), true));
        }
    }
    counts
}

fn check(files: &[File]) -> usize {
    let found = preview(files, Format::named("brat").unwrap(), &Schema::built_in(), None)
        .map_err(|error| format!("{}: {error}", files[0].name))
        .unwrap();
    let labels = found.labels.into_iter().map(|label| ((label.label, label.is_role), label.count));
    assert_eq!(labels.collect::<BTreeMap<_, _>>(), count(files), "{}", files[0].name);
    found.documents
}

#[test]
fn the_tutorial_of_brat_comes_in_count_by_count() {
    let n_documents: usize = folders(&tutorial()).iter().map(|files| check(files)).sum();
    assert_eq!(n_documents, 7);
}

#[test]
fn mentions_that_the_tutorial_calls_equivalent_are_chains() {
    let files = folders(&tutorial()).concat();
    let schema = Schema::built_in();
    let format = Format::named("brat").unwrap();
    let mut map = LabelMap::default();
    for label in preview(&files, format, &schema, None).unwrap().labels {
        let name = schema.entities[0].id.clone();
        map.set(label.label, (!label.is_role).then_some(name));
    }
    let documents = Import::new(format, &schema, &map).read(&files).unwrap();
    let chains = documents.iter().flat_map(|document| &document.chains);
    assert_eq!(chains.count(), 2);
    let in_chains = documents.iter().flat_map(|document| &document.entities);
    assert_eq!(in_chains.filter(|entity| entity.chain.is_some()).count(), 6);
}

#[test]
fn all_examples_of_brat_come_in_count_by_count() {
    let Some(path) = std::env::var_os(EXAMPLES) else {
        println!("skipped: {EXAMPLES} does not name the folder of brat's examples");
        return;
    };
    let n_documents: usize = folders(Path::new(&path)).iter().map(|files| check(files)).sum();
    assert!(n_documents > 100, "{n_documents}");
}
