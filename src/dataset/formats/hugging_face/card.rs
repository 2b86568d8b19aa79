//! The features of the columns and the data set card.

use serde_json::{Value, json};

use crate::dataset::{
    format::{Context, File, Summary},
    formats::{columns::OUTSIDE, json::to_pretty_json},
    options::TagScheme,
};

pub fn companions(context: &Context, summary: &Summary) -> Vec<File> {
    vec![
        File::new("features.json", to_pretty_json(&features(context))),
        File::new("README.md", card(context, summary)),
    ]
}

/// The names of the tags, in the order of their numbers.
fn tag_names(context: &Context) -> Vec<String> {
    let letters = match context.options.tag_scheme {
        TagScheme::Iob2 => "BI",
        TagScheme::Bioes => "BIES",
    };
    let labels = context.schema.entities.iter().map(|label| &label.id);
    let names = labels.flat_map(|label| letters.chars().map(move |letter| format!("{letter}-{label}")));
    [OUTSIDE.to_owned()].into_iter().chain(names).collect()
}

/// What `Features.from_dict` reads.
fn features(context: &Context) -> Value {
    let value = |dtype: &str| json!({ "dtype": dtype, "_type": "Value" });
    let string = || value("string");
    let span = json!({
        "id": string(), "label": string(), "start": value("int64"), "end": value("int64"), "text": string(),
        "status": string(),
    });
    let mut event = span.clone();
    event["polarity"] = string();
    event["modality"] = string();
    event["arguments"] = json!([{ "role": string(), "span": string() }]);
    json!({
        "id": string(),
        "text": string(),
        "offset_unit": string(),
        "tokens": [string()],
        "ner_tags": [{ "names": tag_names(context), "_type": "ClassLabel" }],
        "sentence_starts": [value("int64")],
        "spans": [span],
        "events": [event],
        "relations": [{ "label": string(), "from": string(), "to": string(), "status": string() }],
        "meta": string(),
    })
}

fn card(context: &Context, summary: &Summary) -> String {
    let split = |name: &str| match name.rsplit('/').next_back().and_then(|part| part.split(['.', '/']).next())
    {
        Some("dev") => "validation",
        Some("test") => "test",
        _ => "train",
    };
    let mut parts = std::collections::BTreeMap::<&str, (Vec<&str>, usize)>::new();
    for (name, n_documents) in &summary.files {
        let part = parts.entry(split(name)).or_default();
        part.0.push(name);
        part.1 += n_documents;
    }
    let files: String = parts
        .iter()
        .map(|(part, (names, _))| {
            let names: String = names.iter().map(|name| format!("    - {}\n", json!(name))).collect();
            format!("  - split: {part}\n    path:\n{names}")
        })
        .collect();
    let counts: String = parts.iter().map(|(part, (_, count))| format!("| {part} | {count} |\n")).collect();
    let labels = |title: &str, ids: Vec<(&String, &String)>| {
        let rows: String =
            ids.iter().map(|(id, definition)| format!("| `{id}` | {definition} |\n")).collect();
        format!("## {title}\n\n| label | what it is for |\n|---|---|\n{rows}\n")
    };
    let schema = context.schema;
    let entities = schema.entities.iter().map(|label| (&label.id, &label.definition.en)).collect();
    let events = schema.events.iter().map(|label| (&label.id, &label.definition.en)).collect();
    format!(
        "---\nlanguage:\n- ar\ntask_categories:\n- token-classification\npretty_name: {quoted}\nconfigs:\n- config_name: \
         default\n  data_files:\n{files}---\n\n# {name}\n\n| part | documents |\n|---|---|\n{counts}\n\
         Each line is a document. `tokens` are its words with `ner_tags`, the outermost entities; `spans` are all \
         entities, `events` the events and `relations` those between entities, with offsets in `offset_unit` of `text`, end excluded, in the order of \
         storage. `features.json` names the tags:\n\n```python\n\
         import json\nfrom datasets import Features, load_dataset\n\
         features = Features.from_dict(json.load(open(\"features.json\")))\n\
         data = load_dataset(\"json\", data_files={{\"train\": \"train.jsonl\"}}, features=features)\n```\n\n{}{}",
        labels("Entities", entities),
        labels("Events", events),
        name = schema.name.en,
        quoted = json!(schema.name.en),
    )
    .trim_end()
    .to_owned()
        + "\n"
}
