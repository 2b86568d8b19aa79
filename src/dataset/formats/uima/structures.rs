//! Feature structures: what XMI and JSON both spell out.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    annotation::{Document, Token},
    dataset::{
        draft::{Draft, DraftLink, DraftMark, FILLER, Places, Read},
        formats::{name_of, named},
        graph::{Graph, Kind, Units},
        options::OffsetUnit,
    },
    text::Span,
};

pub const META: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
pub const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
pub const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
pub const ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
pub const EVENT: &str = "webanno.custom.Event";
pub const LINK: &str = "webanno.custom.EventArgumentsLink";
pub const FREE: &str = "webanno.custom.Filler";
/// A layer of relations, as INCEpTION builds one: it goes out from the governor and leads to the dependent.
const RELATION: &str = "webanno.custom.Relation";
const GOVERNOR: &str = "Governor";
const DEPENDENT: &str = "Dependent";
pub const CHAIN: &str = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain";
pub const CHAIN_LINK: &str = "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink";
/// The package of layers that a project of INCEpTION defines itself.
const CUSTOM: &str = "webanno.custom.";

pub const STRING: &str = "uima.cas.String";
pub const ANNOTATION: &str = "uima.tcas.Annotation";

/// Name, parent, features with their ranges.
type Type = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// The types with what they inherit from and their features. A feature of many links is `arguments`.
pub const TYPES: [Type; 10] = [
    (META, "uima.tcas.DocumentAnnotation", &[("documentId", STRING), ("documentTitle", STRING)]),
    (SENTENCE, ANNOTATION, &[]),
    (TOKEN, ANNOTATION, &[]),
    (ENTITY, ANNOTATION, &[("value", STRING), ("identifier", STRING)]),
    (FREE, ANNOTATION, &[("value", STRING)]),
    (
        EVENT,
        ANNOTATION,
        &[("value", STRING), ("polarity", STRING), ("modality", STRING), ("arguments", LINK)],
    ),
    (RELATION, ANNOTATION, &[(GOVERNOR, ANNOTATION), (DEPENDENT, ANNOTATION), ("value", STRING)]),
    (CHAIN, "uima.cas.AnnotationBase", &[("first", CHAIN_LINK)]),
    (
        CHAIN_LINK,
        ANNOTATION,
        &[("next", CHAIN_LINK), ("referenceType", STRING), ("referenceRelation", STRING)],
    ),
    (LINK, "uima.cas.TOP", &[("role", STRING), ("target", ANNOTATION)]),
];

/// What a feature holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Text(String),
    Reference(u64),
    References(Vec<u64>),
}

/// A feature structure; one with a span is an annotation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    pub id: u64,
    pub kind: String,
    /// In UTF-16.
    pub span: Option<(usize, usize)>,
    pub features: Vec<(String, Value)>,
}

impl Structure {
    pub fn feature(&self, name: &str) -> Option<&Value> {
        self.features.iter().find(|(feature, _)| feature == name).map(|(_, value)| value)
    }

    /// Whether a view of the text lists it.
    pub fn is_indexed(&self) -> bool {
        self.span.is_some() || self.kind == CHAIN
    }

    fn reference(&self, name: &str) -> Option<u64> {
        match self.feature(name) {
            Some(Value::Reference(id)) => Some(*id),
            Some(Value::References(ids)) => ids.first().copied(),
            _ => None,
        }
    }

    fn text(&self, name: &str) -> Option<&str> {
        match self.feature(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }
}

/// A text and the structures over it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cas {
    pub text: String,
    pub structures: Vec<Structure>,
}

/// The id of the text itself.
pub const SOFA: u64 = 1;

impl Cas {
    pub fn of(document: &Document) -> Self {
        let mut cas = Self { text: document.text.clone(), structures: Vec::new() };
        let units = Units::new(&document.text, OffsetUnit::Utf16);
        let meta = vec![("documentId", Value::Text(document.id.clone()))];
        cas.add(META, Some(units.of(Span::new(0, document.text.len()))), meta);
        for sentence in &document.sentences {
            cas.add(SENTENCE, Some(units.of(*sentence)), Vec::new());
        }
        for token in &document.tokens {
            cas.add(TOKEN, Some(units.of(token.span)), Vec::new());
        }
        cas.add_marks(document, &units);
        let mut mentions: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
        for (entity, chain) in document.entities.iter().filter_map(|e| e.chain.as_deref().map(|c| (e, c))) {
            mentions.entry(chain).or_default().push(units.of(entity.span));
        }
        for chain in &document.chains {
            cas.add_chain(mentions.get(chain.id.as_str()).map(Vec::as_slice).unwrap_or_default());
        }
        cas
    }

    /// A link for each mention, each leading to the next.
    fn add_chain(&mut self, spans: &[(usize, usize)]) {
        let first = self.structures.len() as u64 + SOFA + 1;
        for (number, span) in (1..).zip(spans) {
            let is_last = number == spans.len() as u64;
            let next = if is_last { Vec::new() } else { vec![("next", Value::Reference(first + number))] };
            self.add(CHAIN_LINK, Some(*span), next);
        }
        if !spans.is_empty() {
            self.add(CHAIN, None, vec![("first", Value::Reference(first))]);
        }
    }

    fn add(&mut self, kind: &str, span: Option<(usize, usize)>, features: Vec<(&str, Value)>) -> u64 {
        let id = self.structures.len() as u64 + SOFA + 1;
        let features = features.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.structures.push(Structure { id, kind: kind.to_owned(), span, features });
        id
    }

    fn add_marks(&mut self, document: &Document, units: &Units) {
        let graph = Graph::of(document);
        let mut ids = Vec::new();
        for node in &graph.nodes {
            let mut features = vec![("value", Value::Text(node.label.to_owned()))];
            let kind = match node.kind {
                Kind::Entity(_) => ENTITY,
                Kind::Filler => FREE,
                Kind::Trigger(event) => {
                    features.push(("polarity", Value::Text(name_of(&event.polarity))));
                    features.push(("modality", Value::Text(name_of(&event.modality))));
                    EVENT
                }
            };
            ids.push(self.add(kind, Some(units.of(node.span)), features));
        }
        let mut links: BTreeMap<usize, Vec<u64>> = BTreeMap::new();
        for edge in &graph.edges {
            let target = Value::Reference(ids[edge.to]);
            let link =
                self.add(LINK, None, vec![("role", Value::Text(edge.role.to_owned())), ("target", target)]);
            links.entry(edge.from).or_default().push(link);
        }
        for (from, links) in links {
            let event = &mut self.structures[(ids[from] - SOFA - 1) as usize];
            event.features.push(("arguments".to_owned(), Value::References(links)));
        }
        for edge in &graph.relations {
            let features = vec![
                (GOVERNOR, Value::Reference(ids[edge.from])),
                (DEPENDENT, Value::Reference(ids[edge.to])),
                ("value", Value::Text(edge.role.to_owned())),
            ];
            self.add(RELATION, Some(units.of(graph.nodes[edge.to].span)), features);
        }
    }

    /// The document of the structures. Layers that are neither marks nor links are passed over.
    pub fn into_draft(self, name: &str) -> Read<Draft> {
        let mut draft = Draft { place: name.to_owned(), ..Draft::default() };
        let places = Places::new(&self.text);
        let mut entities: BTreeMap<Span, usize> = BTreeMap::new();
        let by_id: BTreeMap<u64, &Structure> = self.structures.iter().map(|s| (s.id, s)).collect();
        for structure in &self.structures {
            let place = format!("{name}: {} {}", structure.kind, structure.id);
            if structure.kind == META {
                draft.id = structure.text("documentId").filter(|id| !id.is_empty()).map(str::to_owned);
                draft.meta.title = structure.text("documentTitle").map(str::to_owned);
            }
            let Some((start, end)) = structure.span else { continue };
            let is_custom = structure.kind.starts_with(CUSTOM);
            if is_custom && let Some(link) = relation(structure, &place) {
                draft.links.push(link);
                continue;
            }
            let is_mark = structure.kind == ENTITY || is_custom;
            match structure.kind.as_str() {
                SENTENCE if start < end => draft.sentences.push(places.utf16(&place, start, end)?),
                TOKEN if start < end => {
                    let span = places.utf16(&place, start, end)?;
                    draft.tokens.push(Token { span, clitics: Vec::new() });
                }
                _ if is_mark && start < end => {
                    let span = places.utf16(&place, start, end)?;
                    let mark = mark(structure, span, &place)?;
                    if structure.kind == ENTITY {
                        let first = entities.entry(span).or_insert(draft.marks.len());
                        let is_first = draft.marks.get(*first).is_none_or(|other| mark.label < other.label);
                        *first = if is_first { draft.marks.len() } else { *first };
                    }
                    draft.marks.push(mark);
                    add_links(&mut draft, structure, &by_id, &place);
                }
                _ => {}
            }
        }
        let mut joiner = Joiner { by_id: &by_id, places: &places, entities, passed: BTreeSet::new() };
        for chain in self.structures.iter().filter(|structure| structure.kind == CHAIN) {
            joiner.join(&mut draft.marks, chain, name)?;
        }
        draft.text = self.text;
        Ok(draft)
    }
}

/// The label that a structure of a layer of one's own says; else the name of its layer.
fn label(structure: &Structure) -> &str {
    let own = structure.kind.rsplit('.').next().unwrap_or_default();
    let features = ["value", "eventType", "label", "category"];
    features.iter().find_map(|feature| structure.text(feature)).unwrap_or(own)
}

/// The relation of a structure that has two ends.
fn relation(structure: &Structure, place: &str) -> Option<DraftLink> {
    let (from, to) = structure.reference(GOVERNOR).zip(structure.reference(DEPENDENT))?;
    Some(DraftLink::new(from.to_string(), to.to_string(), label(structure), place))
}

fn mark(structure: &Structure, span: Span, place: &str) -> Read<DraftMark> {
    let label = if structure.kind == FREE { FILLER } else { label(structure) };
    let mut mark = DraftMark::new(structure.id.to_string(), label, span, place);
    if let Some(polarity) = structure.text("polarity") {
        mark.polarity = named(polarity, place)?;
    }
    if let Some(modality) = structure.text("modality") {
        mark.modality = named(modality, place)?;
    }
    Ok(mark)
}

/// Joins the entities where the links of chains stand: of several in one place, the first by its label.
struct Joiner<'a> {
    by_id: &'a BTreeMap<u64, &'a Structure>,
    places: &'a Places<'a>,
    /// The first entity of each place, by its number among the marks.
    entities: BTreeMap<Span, usize>,
    /// A link belongs to one chain, and a chain that leads back into itself ends there.
    passed: BTreeSet<u64>,
}

impl Joiner<'_> {
    fn join(&mut self, marks: &mut [DraftMark], chain: &Structure, name: &str) -> Read<()> {
        let mut next = chain.reference("first");
        while let Some(link) = next.and_then(|id| self.by_id.get(&id)) {
            if !self.passed.insert(link.id) {
                break;
            }
            next = link.reference("next");
            let Some((start, end)) = link.span.filter(|(start, end)| start < end) else { continue };
            let span = self.places.utf16(&format!("{name}: {} {}", link.kind, link.id), start, end)?;
            let mark = self.entities.get(&span).and_then(|number| marks.get_mut(*number));
            mark.into_iter().for_each(|mark| mark.chain = Some(chain.id.to_string()));
        }
        Ok(())
    }
}

fn add_links(draft: &mut Draft, structure: &Structure, by_id: &BTreeMap<u64, &Structure>, place: &str) {
    for (_, value) in &structure.features {
        let Value::References(ids) = value else { continue };
        for link in ids.iter().filter_map(|id| by_id.get(id)) {
            let Some(Value::Reference(target)) = link.feature("target") else { continue };
            let role = link.text("role").unwrap_or_default();
            draft.links.push(DraftLink::new(structure.id.to_string(), target.to_string(), role, place));
        }
    }
}
