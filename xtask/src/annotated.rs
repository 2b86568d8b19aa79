//! `cargo xtask annotated --ant PATH --from PATH`: `data/annotated` and the texts that it speaks of → documents to learn from.
//!
//! The repository holds labels and places, not the texts of others: a line for each text with its name, its checksum, its entities
//! (label, first and end in code points) and its events (type, trigger, polarity, modality, arguments). The text of an item of the
//! ANT corpus is its title and, line by line, its body, each run of white space one space. `anercorp-20-30` is the sentences 20 to 29
//! of ANERcorp's train part, counted from 0, a line each, its words parted by spaces.

use std::{
    fs::{self, File},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use hashiya::dataset::{self, LabelledSentence, sha256_of};
use serde::Deserialize;
use serde_json::{Value, json};

/// Where the labels are, from the project's root.
const LABELS: &str = "data/annotated";

/// Where the documents go, from the project's root: where `data/model/sources.tsv` looks for them.
pub const DOCUMENTS: &str = "target/annotated";

/// The sets of `data/annotated`.
const ANT: &str = "ant-news.jsonl";
const ANERCORP: &str = "anercorp.jsonl";

/// The sentences of ANERcorp, in the reference data.
const SENTENCES: &str = "entities/anercorp.train.jsonl";

/// A labelled stretch: label, first and end.
type Labelled = (String, usize, usize);

/// The labels of one news item.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Labels {
    id: String,
    sha256: String,
    entities: Vec<Labelled>,
    events: Vec<(String, usize, usize, String, String, Vec<Labelled>)>,
}

/// Joins the labels with the texts in `corpus`, a copy of <https://github.com/antcorpus/antcorpus.data>, and in the reference data,
/// the folder `from`.
///
/// # Errors
/// Where a text is missing there, or is another.
pub fn run(root: &Path, corpus: &Path, from: &Path) -> Result<()> {
    fs::create_dir_all(root.join(DOCUMENTS))?;
    join(root, ANT, "ANT", |id| news_item(corpus, id))?;
    let sentences = sentences(&from.join(SENTENCES))?;
    join(root, ANERCORP, "ANERcorp", |id| block(&sentences, id))
}

/// Says how to make the documents, where they are not there.
///
/// # Errors
/// There.
pub fn ensure_there(root: &Path) -> Result<()> {
    let missing = [ANT, ANERCORP].into_iter().find(|name| !root.join(DOCUMENTS).join(name).exists());
    let Some(name) = missing else { return Ok(()) };
    bail!("{DOCUMENTS}/{name} is missing; run `cargo xtask annotated` first (docs/training.md)")
}

/// Writes the documents of the set `name`, whose texts are of `source`.
fn join(root: &Path, name: &str, source: &str, text_of: impl Fn(&str) -> Result<String>) -> Result<()> {
    let mut out = Vec::new();
    let all = read(&root.join(LABELS).join(name))?;
    for labels in &all {
        let text = text_of(&labels.id)?;
        ensure!(sha256_of(text.as_bytes()) == labels.sha256, "{}: another text than was labelled", labels.id);
        serde_json::to_writer(&mut out, &document(labels, source, &text))?;
        out.push(b'\n');
    }
    fs::write(root.join(DOCUMENTS).join(name), out)?;
    println!("{} documents written to {DOCUMENTS}/{name}", all.len());
    Ok(())
}

/// The text of an item of the ANT corpus.
fn news_item(corpus: &Path, id: &str) -> Result<String> {
    let path = article(corpus, id)?;
    let bytes = fs::read(&path).with_context(|| format!("{}", path.display()))?;
    text_of(&String::from_utf8_lossy(&bytes))
        .with_context(|| format!("{}: no title, or no text", path.display()))
}

/// The sentences of a file of labelled sentences.
fn sentences(path: &Path) -> Result<Vec<LabelledSentence>> {
    let text = fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
    Ok(dataset::read_labelled(&text)?)
}

/// The sentences that `id` names, a line each.
fn block(sentences: &[LabelledSentence], id: &str) -> Result<String> {
    let places: Vec<usize> = id.split('-').filter_map(|part| part.parse().ok()).collect();
    let [first, end] = places.as_slice() else { bail!("{id} is no name of sentences") };
    let named = sentences.get(*first..*end).with_context(|| format!("no sentences {first} to {end}"))?;
    Ok(dataset::joined(named).0.trim_end().to_owned())
}

fn read(path: &Path) -> Result<Vec<Labels>> {
    let lines = BufReader::new(File::open(path).with_context(|| format!("{}", path.display()))?).lines();
    let labels = |(number, line): (usize, std::io::Result<String>)| {
        serde_json::from_str(&line?).with_context(|| format!("{}, line {}", path.display(), number + 1))
    };
    lines.enumerate().map(labels).collect()
}

/// The file of the item `id`, such as `JA-sport-7-20170121`: its folder is its category.
fn article(corpus: &Path, id: &str) -> Result<PathBuf> {
    let Some(category) = id.split('-').nth(1) else { bail!("{id} is no name of an item") };
    Ok(corpus.join(category).join(format!("{id}.txt")))
}

/// Title and body of an item.
fn text_of(file: &str) -> Option<String> {
    let both = format!("{}\n{}", inside(file, "TITLE")?, inside(file, "TEXT")?);
    let lines = both.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    Some(lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n"))
}

/// What stands between the tags `name`.
fn inside<'t>(file: &'t str, name: &str) -> Option<&'t str> {
    let (_, rest) = file.split_once(&format!("<{name}>"))?;
    Some(rest.split_once(&format!("</{name}>"))?.0)
}

/// The document in the native format; its reader checks the text against the checksum, and the labels against the schema.
fn document(labels: &Labels, source: &str, text: &str) -> Value {
    let letters: Vec<char> = text.chars().collect();
    let span = |start: usize, end: usize| {
        let own: String = letters.get(start..end).unwrap_or_default().iter().collect();
        json!({ "start": start, "end": end, "text": own })
    };
    let with = |mut span: Value, fields: Value| {
        if let (Some(span), Value::Object(fields)) = (span.as_object_mut(), fields) {
            span.extend(fields);
        }
        span
    };
    let entities = labels.entities.iter().zip(1..).map(|((label, start, end), number)| {
        with(span(*start, *end), json!({ "id": format!("e{number}"), "label": label }))
    });
    let entity_at = |start: usize, end: usize| {
        let index = labels.entities.iter().position(|entity| (entity.1, entity.2) == (start, end))?;
        Some(format!("e{}", index + 1))
    };
    let events =
        labels.events.iter().zip(1..).map(|((label, start, end, polarity, modality, arguments), number)| {
            let arguments = arguments.iter().map(|(role, start, end)| {
                let mut fields = json!({ "role": role });
                if let Some(entity) = entity_at(*start, *end) {
                    fields["entity"] = Value::String(entity);
                }
                with(span(*start, *end), fields)
            });
            json!({
                "id": format!("v{number}"), "label": label, "trigger": span(*start, *end),
                "arguments": arguments.collect::<Vec<_>>(), "polarity": polarity, "modality": modality,
            })
        });
    json!({
        "id": labels.id, "text": text, "sha256": labels.sha256,
        "meta": { "source": source, "category": labels.id, "language": "ar", "date": date(&labels.id) },
        "entities": entities.collect::<Vec<_>>(), "events": events.collect::<Vec<_>>(),
    })
}

/// The day that the name of an item ends with.
fn date(id: &str) -> Option<String> {
    let day = id.rsplit('-').next().filter(|day| day.len() == 8 && day.is_ascii())?;
    Some(format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use hashiya::schema::Schema;

    use super::*;
    use crate::project_root;

    #[test]
    fn an_item_is_its_title_and_its_lines() {
        let file = "<TITLE> a  b</TITLE>\n<TEXT>\n c\u{a0}d \n\n e\n</TEXT>";
        assert_eq!(text_of(file).as_deref(), Some("a b\nc d\ne"));
        assert_eq!(text_of("<TITLE>a</TITLE>"), None);
    }

    #[test]
    fn an_item_names_its_folder_and_its_day() {
        let id = "JA-sport-7-20170121";
        assert_eq!(article(Path::new("ant"), id).unwrap(), Path::new("ant/sport/JA-sport-7-20170121.txt"));
        assert_eq!(date(id).as_deref(), Some("2017-01-21"));
        assert!(article(Path::new("ant"), "x").is_err());
    }

    #[test]
    fn a_block_is_its_sentences() {
        let sentence = |text: &str| {
            let tokens = text.split(' ').map(str::to_owned).collect();
            LabelledSentence { id: String::new(), tokens, spans: Vec::new() }
        };
        let sentences = ["a b", "c", "d"].map(sentence);
        assert_eq!(block(&sentences, "anercorp-1-3").unwrap(), "c\nd");
        assert!(block(&sentences, "anercorp-2-4").is_err() && block(&sentences, "anercorp").is_err());
    }

    #[test]
    fn labels_become_a_document() {
        let labels: Labels = serde_json::from_str(
            r#"{"id":"JA-x-1-20170121","sha256":"","entities":[["GPE",2,3]],
                "events":[["Kill",0,1,"positive","asserted",[["Place",2,3]]]]}"#,
        )
        .unwrap();
        let document = document(&labels, "ANT", "a b");
        assert_eq!(document["events"][0]["arguments"][0]["entity"], "e1");
        assert_eq!(document["events"][0]["arguments"][0]["text"], "b");
    }

    #[test]
    fn all_labels_are_of_the_schema() {
        let schema = Schema::built_in();
        let mut seen = HashSet::new();
        let labels = |name| read(&project_root().join(LABELS).join(name)).unwrap();
        for labels in [ANT, ANERCORP].into_iter().flat_map(labels) {
            let id = &labels.id;
            assert!(seen.insert(id.clone()), "{id} stands twice");
            let known = |label: &str| schema.entities.iter().any(|own| own.id == label);
            assert!(labels.entities.iter().all(|(label, start, end)| known(label) && start < end), "{id}");
            for (label, start, end, polarity, modality, arguments) in &labels.events {
                let own = schema.events.iter().find(|own| own.id == *label).unwrap();
                assert!(start < end && ["positive", "negative"].contains(&polarity.as_str()), "{id}");
                let modalities = ["asserted", "planned", "hypothetical", "reported"];
                assert!(modalities.contains(&modality.as_str()), "{id}");
                for (role, start, end) in arguments {
                    assert!(start < end && own.role(role).is_some(), "{id}");
                }
            }
        }
    }
}
