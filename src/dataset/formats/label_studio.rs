//! Label Studio: a task a document, spans in code points. The roles of events are relations from the trigger, beside
//! those between entities; the attributes of events are choices of the trigger's region. A document of confirmed marks has them as annotations; one with
//! suggestions has all of them as predictions, for there are no relations from one to the other.

use serde::{Deserialize, Serialize};

use super::json::{read_array, to_json};
use crate::{
    annotation::{Document, Event, Meta, Modality, Origin, Polarity, Provenance, Status},
    dataset::{
        ImportError,
        draft::{Draft, DraftLink, DraftMark, FILLER, Places, Read},
        format::{Context, File, Format, Reading, Summary, Uses, Writing},
        graph::{Graph, Kind, Node, Units},
        holds::{DocumentId, Events, Holds, Relations, Statuses, Text},
        options::OffsetUnit,
        xml::escape,
    },
};

pub static LABEL_STUDIO: Format = Format {
    id: "label-studio",
    name: "Label Studio",
    ending: "json",
    holds: |_| Holds {
        text: Text::Lines,
        document_id: DocumentId::Own,
        ids: true,
        metadata: true,
        events: Events::Whole,
        attributes: true,
        relations: Relations::Whole,
        status: Statuses::OfDocument,
        ..Holds::SPANS
    },
    write: Some(Writing::Joined { head: |_| "[\n".into(), document: write, between: ",\n", foot: "\n]\n" }),
    read: Some(Reading::Whole(read)),
    companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

/// The names of the controls in the labelling configuration.
const LABELS: &str = "label";
const TEXT: &str = "text";
const POLARITY: &str = "polarity";
const MODALITY: &str = "modality";
const MODEL: &str = "hashiya";

/// What says that a region is a relation, and which way it leads.
const RELATION: &str = "relation";
const FORWARD: &str = "right";
const BACKWARD: &str = "left";

#[derive(Debug, Serialize, Deserialize)]
struct Task {
    data: Data,
    #[serde(default, alias = "completions", skip_serializing_if = "Vec::is_empty")]
    annotations: Vec<Results>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    predictions: Vec<Results>,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Data {
    text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<super::json::Id>,
    #[serde(flatten)]
    meta: Meta,
}

#[derive(Debug, Serialize, Deserialize)]
struct Results {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    model_version: Option<String>,
    #[serde(default)]
    result: Vec<Region>,
    #[serde(default, skip_serializing)]
    was_cancelled: bool,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Region {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to_name: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    direction: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Value {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<serde_json::Value>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    labels: Option<Vec<String>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<String>>,
}

fn write(_: &Context, document: &Document) -> String {
    let graph = Graph::of(document);
    let units = Units::new(&document.text, OffsetUnit::CodePoint);
    let mut result = Vec::new();
    for node in &graph.nodes {
        let (start, end) = units.of(node.span);
        let text = Some(node.span.slice(&document.text).into());
        let value = Value { start: Some(start), end: Some(end), text, ..Value::default() };
        add_regions(&mut result, node, &value);
    }
    result.extend(graph.links().map(|edge| Region {
        kind: RELATION.into(),
        from_id: Some(graph.nodes[edge.from].id.clone()),
        to_id: Some(graph.nodes[edge.to].id.clone()),
        direction: Some(FORWARD.into()),
        labels: Some(vec![edge.role.to_owned()]),
        ..Region::default()
    }));
    let is_suggested = |node: &Node| node.provenance().is_some_and(|p| p.status == Status::Suggested);
    let is_prediction = graph.nodes.iter().any(is_suggested);
    let model_version = is_prediction.then(|| MODEL.to_owned());
    let results = vec![Results { model_version, result, was_cancelled: false }];
    let (annotations, predictions) =
        if is_prediction { (Vec::new(), results) } else { (results, Vec::new()) };
    let id = Some(super::json::Id::Text(document.id.clone()));
    let data = Data { text: document.text.clone(), id, meta: document.meta.clone() };
    to_json(&Task { data, annotations, predictions })
}

/// The region of a mark, and those with its attributes.
fn add_regions(result: &mut Vec<Region>, node: &Node, value: &Value) {
    let region = |name: &str, kind: &str, value: Value| Region {
        id: Some(node.id.clone()),
        kind: kind.into(),
        from_name: Some(name.into()),
        to_name: Some(TEXT.into()),
        value: Some(value),
        ..Region::default()
    };
    let labels = Some(vec![node.label.to_owned()]);
    result.push(region(LABELS, "labels", Value { labels, ..value.clone() }));
    if let Kind::Trigger(event) = node.kind {
        for (name, choice) in attributes(event) {
            let choices = Some(vec![choice]);
            result.push(region(name, "choices", Value { choices, ..value.clone() }));
        }
    }
}

/// The attributes of an event that are not what is usual.
fn attributes(event: &Event) -> Vec<(&'static str, String)> {
    let mut attributes = Vec::new();
    if event.polarity != Polarity::default() {
        attributes.push((POLARITY, super::name_of(&event.polarity)));
    }
    if event.modality != Modality::default() {
        attributes.push((MODALITY, super::name_of(&event.modality)));
    }
    attributes
}

/// The labelling configuration that fits the tasks.
fn companions(context: &Context, _: &Summary) -> Vec<File> {
    let schema = context.schema;
    let entities = schema.entities.iter().map(|label| (&label.id, &label.color));
    let labels: String = entities
        .chain(schema.events.iter().map(|label| (&label.id, &label.color)))
        .map(|(id, color)| {
            format!("    <Label value=\"{}\" background=\"{}\"/>\n", escape(id), escape(color))
        })
        .collect();
    let links =
        schema.roles.iter().map(|role| &role.id).chain(schema.relations.iter().map(|label| &label.id));
    let links: String = links.map(|id| format!("    <Relation value=\"{}\"/>\n", escape(id))).collect();
    let choices = |name: &str, values: &[String]| -> String {
        let choices: String = values.iter().map(|value| format!("<Choice value=\"{value}\"/>")).collect();
        format!("  <Choices name=\"{name}\" toName=\"{TEXT}\" perRegion=\"true\">{choices}</Choices>\n")
    };
    let polarities = [Polarity::Positive, Polarity::Negative].map(|polarity| super::name_of(&polarity));
    let modalities = [Modality::Asserted, Modality::Planned, Modality::Hypothetical, Modality::Reported];
    let modalities = modalities.map(|modality| super::name_of(&modality));
    let config = format!(
        "<View>\n  <Labels name=\"{LABELS}\" toName=\"{TEXT}\">\n{labels}    <Label value=\"{FILLER}\"/>\n  </Labels>\n  \
         <Relations>\n{links}  </Relations>\n{}{}  <View style=\"direction: rtl; text-align: right\">\n    \
         <Text name=\"{TEXT}\" value=\"$text\" granularity=\"symbol\"/>\n  </View>\n</View>\n",
        choices(POLARITY, &polarities),
        choices(MODALITY, &modalities),
    );
    vec![File::new("label_config.xml", config)]
}

fn read(files: &[File]) -> Read<Vec<Draft>> {
    let mut drafts = Vec::new();
    for file in files.iter().filter(|file| file.ending() != "xml") {
        for (index, task) in read_array::<Task>(&file.bytes)?.into_iter().enumerate() {
            drafts.push(read_task(task, &format!("tasks[{index}]"))?);
        }
    }
    Ok(drafts)
}

fn read_task(task: Task, place: &str) -> Read<Draft> {
    let annotated = task.annotations.into_iter().find(|results| !results.was_cancelled);
    let is_confirmed = annotated.is_some();
    let results = annotated.or_else(|| task.predictions.into_iter().next());
    let Data { text, id, meta } = task.data;
    let id = id.map(|id| id.to_string());
    let mut draft = Draft { id, meta, place: place.to_owned(), ..Draft::default() };
    let (model_version, result) =
        results.map(|results| (results.model_version, results.result)).unwrap_or_default();
    let provenance = match (is_confirmed, model_version) {
        (true, _) => Provenance::import(""),
        (false, Some(model)) if model != MODEL => {
            Provenance { origin: Origin::Model, source: model, score: None, status: Status::Suggested }
        }
        (false, _) => Provenance { status: Status::Suggested, ..Provenance::import("") },
    };
    let places = Places::new(&text);
    for (index, region) in result.into_iter().enumerate() {
        add_region(&mut draft, &places, region, &provenance, &format!("{place}.result[{index}]"))?;
    }
    draft.text = text;
    Ok(draft)
}

fn add_region(
    draft: &mut Draft,
    places: &Places,
    region: Region,
    provenance: &Provenance,
    place: &str,
) -> Read<()> {
    match region.kind.as_str() {
        RELATION => add_links(draft, region, provenance, place)?,
        "choices" => {
            let mark = draft.marks.iter_mut().find(|mark| Some(&mark.id) == region.id.as_ref());
            let choice =
                region.value.and_then(|value| value.choices).and_then(|choices| choices.into_iter().next());
            let Some((mark, choice)) = mark.zip(choice) else { return Ok(()) };
            match region.from_name.as_deref() {
                Some(POLARITY) => mark.polarity = super::named(&choice, place)?,
                Some(MODALITY) => mark.modality = super::named(&choice, place)?,
                _ => {}
            }
        }
        "labels" => add_mark(draft, places, region, provenance, place)?,
        _ => {}
    }
    Ok(())
}

fn add_links(draft: &mut Draft, region: Region, provenance: &Provenance, place: &str) -> Read<()> {
    let (Some(mut from), Some(mut to)) = (region.from_id, region.to_id) else {
        return Err(ImportError::malformed(place, "a relation has from_id and to_id"));
    };
    if region.direction.as_deref() == Some(BACKWARD) {
        std::mem::swap(&mut from, &mut to);
    }
    for role in region.labels.into_iter().flatten() {
        let link = DraftLink::new(from.as_str(), to.as_str(), role, place);
        draft.links.push(DraftLink { provenance: provenance.clone(), ..link });
    }
    Ok(())
}

fn add_mark(
    draft: &mut Draft,
    places: &Places,
    region: Region,
    provenance: &Provenance,
    place: &str,
) -> Read<()> {
    let value = region.value.unwrap_or_default();
    let (Some(start), Some(end)) = (value.start, value.end) else {
        return Err(ImportError::malformed(place, "a region of a text has start and end"));
    };
    let mut span = places.code_points(place, start, end)?;
    if let Some(serde_json::Value::String(text)) = value.text {
        span = places.quoted(place, span, &text)?;
    }
    for (index, label) in value.labels.into_iter().flatten().enumerate() {
        let id = region.id.clone().unwrap_or_default();
        // A region with two labels is two marks.
        let id = if index == 0 { id } else { format!("{id}-{}", index + 1) };
        let mark = DraftMark::new(id, label, span, place);
        draft.marks.push(DraftMark { provenance: provenance.clone(), ..mark });
    }
    Ok(())
}
