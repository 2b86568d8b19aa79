//! W3C Web Annotation: a text and a page of annotations in JSON-LD a document, with selectors by position (code
//! points) and by quote. An argument is an annotation that links its event to its filler, a relation one that links its
//! two entities.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::json::{as_utf8, to_pretty_json};
use crate::{
    annotation::{Document, Modality, Polarity},
    dataset::{
        ImportError,
        draft::{Draft, DraftLink, DraftMark, Places, Read},
        format::{Context, File, Format, Reading, Uses, Writing, no_companions},
        graph::{Edge, Graph, Kind, Node, Units},
        holds::{DocumentId, Events, Holds, Relations, Text},
        native::parse,
        options::OffsetUnit,
    },
    text::Span,
};

pub static W3C: Format = Format {
    id: "w3c",
    name: "W3C Web Annotation",
    ending: "jsonld",
    holds: |_| Holds {
        text: Text::Lines,
        document_id: DocumentId::FileName,
        ids: true,
        pieces: true,
        events: Events::Whole,
        attributes: true,
        relations: Relations::Whole,
        ..Holds::SPANS
    },
    write: Some(Writing::Apart(write)),
    read: Some(Reading::Whole(read)),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

/// The vocabulary of the recommendation.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// How many characters of context a quote has on each side.
const AROUND: usize = 20;

/// What a page and an annotation begin with.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    #[serde(rename = "@context", default)]
    context: Value,
    #[serde(default)]
    id: String,
    #[serde(rename = "type", default)]
    kind: Value,
}

impl Head {
    fn new(kind: &str, id: String) -> Self {
        Self { context: CONTEXT.into(), id, kind: kind.into() }
    }
}

#[derive(Debug, Serialize, Deserialize)]
struct Page {
    #[serde(flatten)]
    head: Head,
    #[serde(default)]
    items: Vec<Annotation>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Annotation {
    #[serde(flatten)]
    head: Head,
    #[serde(default)]
    motivation: Value,
    #[serde(default)]
    body: OneOrMany<Body>,
    #[serde(default)]
    target: OneOrMany<Target>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum OneOrMany<T> {
    Many(Vec<T>),
    One(T),
}

impl<T> Default for OneOrMany<T> {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl<T> OneOrMany<T> {
    fn into_vec(self) -> Vec<T> {
        match self {
            Self::Many(many) => many,
            Self::One(one) => vec![one],
        }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Body {
    Id(String),
    Text {
        #[serde(rename = "type", default)]
        kind: Value,
        #[serde(default)]
        purpose: Value,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
    },
}

impl Body {
    fn text(purpose: &str, value: impl Into<String>) -> Self {
        let (kind, purpose) = ("TextualBody".into(), purpose.into());
        Self::Text { kind, purpose, value: Some(value.into()), source: None }
    }
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
enum Target {
    Id(String),
    Place {
        #[serde(default)]
        source: String,
        #[serde(default)]
        selector: OneOrMany<Selector>,
    },
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Selector {
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    end: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    exact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prefix: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    suffix: Option<String>,
}

const POSITION: &str = "TextPositionSelector";
const QUOTE: &str = "TextQuoteSelector";
const CLASSIFYING: &str = "classifying";
const DESCRIBING: &str = "describing";
const LINKING: &str = "linking";
const TAGGING: &str = "tagging";
const POLARITY: &str = "polarity:";
const MODALITY: &str = "modality:";

fn write(_: &Context, document: &Document, stem: &str) -> Vec<File> {
    let name = stem.rsplit('/').next().unwrap_or(stem);
    let source = format!("{name}.txt");
    let graph = Graph::of(document);
    let units = Units::new(&document.text, OffsetUnit::CodePoint);
    let marks = graph.nodes.iter().map(|node| annotation(node, &document.text, &units, &source));
    let links = (1..).zip(graph.links()).map(|(number, edge)| link(number, edge, &graph));
    let items = marks.chain(links).collect();
    let page = Page { head: Head::new("AnnotationPage", format!("{name}.jsonld")), items };
    let text = File::new(format!("{stem}.txt"), document.text.clone());
    vec![text, File::new(format!("{stem}.jsonld"), to_pretty_json(&page))]
}

fn annotation(node: &Node, text: &str, units: &Units, source: &str) -> Annotation {
    let mut bodies = vec![Body::text(CLASSIFYING, node.label)];
    if let Kind::Trigger(event) = node.kind {
        if event.polarity != Polarity::default() {
            bodies.push(Body::text(DESCRIBING, format!("{POLARITY}{}", super::name_of(&event.polarity))));
        }
        if event.modality != Modality::default() {
            bodies.push(Body::text(DESCRIBING, format!("{MODALITY}{}", super::name_of(&event.modality))));
        }
    }
    let places = node.spans.iter().map(|span| Target::Place {
        source: source.to_owned(),
        selector: OneOrMany::Many(selectors(*span, text, units)),
    });
    Annotation {
        head: Head::new("Annotation", format!("#{}", node.id)),
        motivation: CLASSIFYING.into(),
        body: OneOrMany::Many(bodies),
        target: OneOrMany::Many(places.collect()),
    }
}

fn selectors(span: Span, text: &str, units: &Units) -> Vec<Selector> {
    let (start, end) = units.of(span);
    let before: Vec<char> = text[..span.start].chars().rev().take(AROUND).collect();
    let position = Selector {
        kind: POSITION.into(),
        start: Some(start),
        end: Some(end),
        exact: None,
        prefix: None,
        suffix: None,
    };
    let quote = Selector {
        kind: QUOTE.into(),
        start: None,
        end: None,
        exact: Some(span.slice(text).to_owned()),
        prefix: Some(before.into_iter().rev().collect()),
        suffix: Some(text[span.end..].chars().take(AROUND).collect()),
    };
    vec![position, quote]
}

/// The event, or where a relation goes out from, is the target, the other end the body that it is linked to.
fn link(number: usize, edge: &Edge, graph: &Graph) -> Annotation {
    let to = Body::Text {
        kind: "SpecificResource".into(),
        purpose: LINKING.into(),
        value: None,
        source: Some(format!("#{}", graph.nodes[edge.to].id)),
    };
    Annotation {
        head: Head::new("Annotation", format!("#a{number}")),
        motivation: LINKING.into(),
        body: OneOrMany::Many(vec![to, Body::text(TAGGING, edge.role)]),
        target: OneOrMany::One(Target::Id(format!("#{}", graph.nodes[edge.from].id))),
    }
}

/// The documents of `.jsonld` and `.json` files, each with the text of the same name.
fn read(files: &[File]) -> Read<Vec<Draft>> {
    let mut drafts = Vec::new();
    for file in files.iter().filter(|file| matches!(file.ending().as_str(), "json" | "jsonld")) {
        let text = files.iter().find(|text| text.ending() == "txt" && text.stem() == file.stem());
        let Some(text) = text else {
            return Err(ImportError::malformed(
                &file.name,
                "the text is not there: open it together with this file",
            ));
        };
        let text = as_utf8(&text.bytes, &text.name)?;
        let json = as_utf8(&file.bytes, &file.name)?;
        let items = match json.trim_start().starts_with('[') {
            true => parse::<Vec<Annotation>>(json, 0, &file.name)?,
            false => parse::<Page>(json, 0, &file.name)?.items,
        };
        let id = file.stem().rsplit('/').next().map(str::to_owned);
        let mut draft = Draft { id, text: text.to_owned(), place: file.name.clone(), ..Draft::default() };
        let places = Places::new(text);
        for (index, item) in items.into_iter().enumerate() {
            add(&mut draft, &places, item, &format!("{}: items[{index}]", file.name))?;
        }
        drafts.push(draft);
    }
    if drafts.is_empty() {
        return Err(ImportError::malformed("", "there is no .jsonld file"));
    }
    Ok(drafts)
}

fn local(id: &str) -> String {
    id.rsplit('#').next().unwrap_or(id).to_owned()
}

fn add(draft: &mut Draft, places: &Places, item: Annotation, place: &str) -> Read<()> {
    let id = local(&item.head.id);
    let mut mark = DraftMark::new(id, "", Span::new(0, 0), place);
    let mut linked = None;
    for body in item.body.into_vec() {
        match body {
            Body::Id(id) => linked = Some(local(&id)),
            Body::Text { source: Some(id), .. } => linked = Some(local(&id)),
            Body::Text { value: Some(value), .. } => describe(&mut mark, value, place)?,
            Body::Text { .. } => {}
        }
    }
    let mut spans = Vec::new();
    let mut from = None;
    for target in item.target.into_vec() {
        match target {
            Target::Id(id) => from = Some(local(&id)),
            Target::Place { selector, .. } => spans.push(find(places, selector.into_vec(), place)?),
        }
    }
    if let Some((from, to)) = from.zip(linked) {
        draft.links.push(DraftLink::new(from, to, mark.label, place));
    } else if !spans.is_empty() {
        spans.sort();
        draft.marks.push(DraftMark { spans, ..mark });
    }
    Ok(())
}

fn describe(mark: &mut DraftMark, value: String, place: &str) -> Read<()> {
    if let Some(polarity) = value.strip_prefix(POLARITY) {
        mark.polarity = super::named(polarity, place)?;
    } else if let Some(modality) = value.strip_prefix(MODALITY) {
        mark.modality = super::named(modality, place)?;
    } else if mark.label.is_empty() {
        mark.label = value;
    }
    Ok(())
}

/// The place that the selectors name: by position, which a quote must agree with.
fn find(places: &Places, selectors: Vec<Selector>, place: &str) -> Read<Span> {
    let position = selectors.iter().find(|selector| selector.kind == POSITION);
    let Some((start, end)) = position.and_then(|selector| selector.start.zip(selector.end)) else {
        return Err(ImportError::malformed(place, "there is no TextPositionSelector"));
    };
    let span = places.code_points(place, start, end)?;
    let quote =
        selectors.iter().find(|selector| selector.kind == QUOTE).and_then(|quote| quote.exact.as_ref());
    quote.map_or(Ok(span), |quote| places.quoted(place, span, quote))
}
