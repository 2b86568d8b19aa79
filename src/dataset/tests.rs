//! Each format out and in again: what comes back is the document but for what the report says.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{reduce::reduce, *};
use crate::{
    annotation::{
        Argument, Attributes, Chain, Clitic, CliticKind, Document, Entity, Event, Meta, Modality, Polarity,
        Provenance, Relation, Status, Token, Value,
    },
    text::{Span, is_grapheme_boundary, snap_to_graphemes},
};

/// Pieces of text that break careless code, and words.
const PIECES: [&str; 24] = [
    "وقال",
    "بحلب",
    "الجيش",
    "السوري",
    "ق\u{64f}ت\u{650}ل",
    "مـــن",
    "ال\u{200c}كتاب",
    "😀",
    "👨\u{200d}👩\u{200d}👧",
    "،",
    ".",
    "«",
    "»",
    "\"",
    "<b>",
    "&amp;",
    "2016",
    "x|y=z",
    "\\s",
    "#",
    "-DOCSTART-",
    "O",
    "\u{1}",
    "A\tB",
];

const GAPS: [&str; 9] = [" ", " ", " ", "", "  ", "\n", "\r\n", "\u{200f} ", "\u{a0}"];

/// Where an event stands, its type, roles and fillers.
type EventSeed = (usize, usize, Vec<(usize, usize)>);

#[derive(Debug, Clone)]
struct Seeds {
    pieces: Vec<(usize, usize)>,
    marks: Vec<(usize, usize, usize)>,
    events: Vec<EventSeed>,
    relations: Vec<(usize, usize, usize)>,
    has_tokens: bool,
}

fn seeds() -> impl Strategy<Value = Seeds> {
    let piece = (0..PIECES.len(), 0..GAPS.len());
    let mark = (0usize..200, 1usize..30, 0usize..1000);
    let argument = (0usize..1000, 0usize..200);
    let event = (0usize..200, 0usize..1000, prop::collection::vec(argument, 0..4));
    (
        prop::collection::vec(piece, 1..20),
        prop::collection::vec(mark, 0..8),
        prop::collection::vec(event, 0..4),
        prop::collection::vec((0usize..8, 0usize..8, 0usize..1000), 0..6),
        any::<bool>(),
    )
        .prop_map(|(pieces, marks, events, relations, has_tokens)| Seeds {
            pieces,
            marks,
            events,
            relations,
            has_tokens,
        })
}

/// A document of random words, marks over random letters, events with random fillers.
fn document(seeds: &Seeds) -> Document {
    let mut document = Document { id: "d 1/x".into(), text: "حلب".into(), ..Document::default() };
    let mut tokens = vec![Span::new(0, 6)];
    for (piece, gap) in &seeds.pieces {
        document.text += GAPS[*gap];
        let start = document.text.len();
        document.text += PIECES[*piece];
        tokens.push(Span::new(start, document.text.len()));
    }
    let text = document.text.clone();
    let span = |start: usize, length: usize| {
        let span = snap_to_graphemes(&text, Span::new(start % text.len(), start % text.len() + length));
        Some(span).filter(|span| !span.slice(&text).trim().is_empty())
    };
    if seeds.has_tokens {
        add_tokens(&mut document, &tokens);
    }
    let schema = Schema::built_in();
    for (number, (start, length, seed)) in (1..).zip(&seeds.marks) {
        let Some(span) = span(*start, *length) else { continue };
        let label = schema.entities[seed % schema.entities.len()].id.clone();
        document.entities.push(entity(format!("e{number}"), label, span, *seed, &text));
    }
    // Two marks of one type in one place would be one mark.
    document.entities.sort_by_key(|entity| (entity.span, entity.label.clone()));
    document.entities.dedup_by_key(|entity| (entity.span, entity.label.clone()));
    for (number, entity) in document.entities.iter_mut().enumerate().filter(|(number, _)| number % 4 > 0) {
        entity.chain = Some(if number % 2 == 0 { "c1" } else { "c7" }.to_owned());
    }
    let used = |id: &str| document.entities.iter().any(|entity| entity.chain.as_deref() == Some(id));
    let chains = ["c1", "c7"].into_iter().filter(|id| used(id));
    document.chains = chains.map(|id| Chain { id: id.into(), name: "حلب".into() }).collect();
    for (number, (start, seed, arguments)) in (1..).zip(&seeds.events) {
        let Some(trigger) = span(*start, 6) else { continue };
        let event_type = &schema.events[seed % schema.events.len()];
        let mut event = event(format!("v{number}"), event_type.id.clone(), trigger, *seed);
        for (seed, start) in arguments {
            let role = event_type.roles[seed % event_type.roles.len()].id.clone();
            let entity = document.entities.get(seed % 7);
            let Some(span) = entity.map(|entity| entity.span).or_else(|| span(*start, 9)) else { continue };
            event.arguments.push(Argument { role, span, entity: entity.map(|entity| entity.id.clone()) });
        }
        event.reported_by =
            document.events.first().filter(|_| seed.is_multiple_of(2)).map(|event| event.id.clone());
        document.events.push(event);
    }
    document.events.dedup_by_key(|event| (event.trigger, event.label.clone()));
    document.relations = relations(&document.entities, &seeds.relations);
    document.meta =
        Meta { title: Some("عنوان \"x\"".into()), date: Some("2016-12-09".into()), ..Meta::default() };
    document
}

/// Relations with random ends, some of them suggested or rejected; as in every document, each once and none of an entity with itself.
fn relations(entities: &[Entity], seeds: &[(usize, usize, usize)]) -> Vec<Relation> {
    let types = Schema::built_in().relations;
    let relation = |(number, (from, to, seed)): (usize, &(usize, usize, usize))| {
        let (from, to) = entities.get(*from).zip(entities.get(*to)).filter(|(from, to)| from.id != to.id)?;
        let mut provenance =
            if seed.is_multiple_of(3) { Provenance::rule("x", 0.5) } else { Provenance::person() };
        if seed.is_multiple_of(11) {
            provenance.status = Status::Rejected;
        }
        let (id, label) = (format!("r{}", 2 * number), types[seed % types.len()].id.clone());
        Some(Relation { id, label, from: from.id.clone(), to: to.id.clone(), provenance })
    };
    let mut said = BTreeSet::new();
    let is_new = |relation: &Relation| {
        said.insert((relation.label.clone(), relation.from.clone(), relation.to.clone()))
    };
    (1..).zip(seeds).filter_map(relation).filter(is_new).collect()
}

fn add_tokens(document: &mut Document, tokens: &[Span]) {
    let text = document.text.clone();
    let whole =
        |span: &&Span| is_grapheme_boundary(&text, span.start) && is_grapheme_boundary(&text, span.end);
    for span in tokens.iter().filter(whole).filter(|span| !span.slice(&text).contains(['\t', '\u{1}'])) {
        let has_clitic = span.slice(&text).starts_with(['\u{628}', '\u{648}']) && span.len() > 4;
        let clitic = Clitic { span: Span::new(span.start, span.start + 2), kind: CliticKind::Preposition };
        let clitics = if has_clitic { vec![clitic] } else { Vec::new() };
        document.tokens.push(Token { span: *span, clitics });
    }
    let middle = document.tokens.len() / 2;
    let sentences = [&document.tokens[..middle], &document.tokens[middle..]];
    let ends = sentences.iter().filter_map(|tokens| Some(tokens.first()?.span.cover(tokens.last()?.span)));
    document.sentences = ends.collect();
}

fn entity(id: String, label: String, span: Span, seed: usize, text: &str) -> Entity {
    let mut provenance =
        if seed.is_multiple_of(3) { Provenance::rule("x", 0.5) } else { Provenance::person() };
    if seed.is_multiple_of(11) {
        provenance.status = Status::Rejected;
    }
    let words: Vec<&str> = span.slice(text).split_whitespace().collect();
    let mut parts = Vec::new();
    if words.len() > 2 && seed.is_multiple_of(2) {
        let last = words[words.len() - 1];
        let first = Span::new(span.start, span.start + words[0].len());
        parts = vec![first, Span::new(span.end - last.len(), span.end)];
        let is_whole = |part: &Span| snap_to_graphemes(text, *part) == *part;
        let fits = span.slice(text).trim().len() == span.len() && parts.iter().all(is_whole);
        parts.retain(|_| fits);
    }
    let value = seed.is_multiple_of(5).then_some(Value::Number { number: 3.5 });
    Entity {
        id,
        label,
        span,
        core: span,
        parts,
        provenance,
        value,
        chain: None,
        attributes: Attributes::new(),
    }
}

fn event(id: String, label: String, trigger: Span, seed: usize) -> Event {
    let polarity = if seed.is_multiple_of(2) { Polarity::Negative } else { Polarity::Positive };
    let modality = if seed.is_multiple_of(3) { Modality::Reported } else { Modality::Asserted };
    let (arguments, provenance) = (Vec::new(), Provenance::person());
    Event {
        id,
        label,
        trigger,
        arguments,
        polarity,
        modality,
        reported_by: None,
        attributes: Attributes::new(),
        provenance,
    }
}

#[track_caller]
fn check(document: &Document, format: &'static Format, options: ExportOptions) {
    let schema = Schema::built_in();
    let mut losses = Losses::default();
    let expected = reduce(document, &(format.holds)(&options), &options, format.id, &mut losses);
    let (files, reported) = export([document], format, &schema, options);
    assert_eq!(losses, reported, "{}", format.id);
    let map = LabelMap::default();
    let read = Import::new(format, &schema, &map).read(&files);
    let shown =
        || files.iter().map(|file| String::from_utf8_lossy(&file.bytes)).collect::<Vec<_>>().join("\n====\n");
    match read {
        Ok(documents) => assert_same(&documents, &expected, &format!("{}:\n{}", format.id, shown())),
        Err(error) => panic!("{}: {error}\n{}", format.id, shown()),
    }
    // Suggestions and proclitics that were to be left out are no losses.
    let is_as_asked = options.marks == Marks::Confirmed || options.clitics == Clitics::Outside;
    if losses.is_empty() && !is_as_asked {
        let mut whole = document.clone();
        spans::sort_marks(&mut whole);
        let mut back = reduce(document, &(format.holds)(&options), &options, format.id, &mut losses);
        if document.tokens.is_empty() {
            (back.tokens, back.sentences) = (Vec::new(), document.sentences.clone());
        }
        assert_eq!(back, whole, "{}: nothing was reported", format.id);
    }
}

/// Part by part, so that what differs is seen.
#[track_caller]
fn assert_same(found: &[Document], expected: &Document, shown: &str) {
    let [found] = found else { panic!("{} documents: {shown}", found.len()) };
    assert_eq!(found.text, expected.text, "{shown}");
    assert_eq!(found.tokens, expected.tokens, "{shown}");
    assert_eq!(found.sentences, expected.sentences, "{shown}");
    assert_eq!(found.entities, expected.entities, "{shown}");
    assert_eq!(found.events, expected.events, "{shown}");
    assert_eq!(found.relations, expected.relations, "{shown}");
    assert_eq!(found, expected, "{shown}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_comes_back_is_the_document_but_for_what_was_reported(seeds in seeds()) {
        let document = document(&seeds);
        for format in Format::all().filter(|format| format.is_read() && format.is_written()) {
            check(&document, format, ExportOptions::default());
        }
    }

    #[test]
    fn options_change_what_is_written_and_what_comes_back_in_step(seeds in seeds(), choice in 0usize..16) {
        let document = document(&seeds);
        let options = ExportOptions {
            offset_unit: [OffsetUnit::Utf16, OffsetUnit::Byte][choice % 2],
            clitics: [Clitics::Inside, Clitics::Outside][choice / 2 % 2],
            marks: [Marks::Confirmed, Marks::Suggested][choice / 4 % 2],
            tag_scheme: [TagScheme::Iob2, TagScheme::Bioes][choice / 8 % 2],
            ..ExportOptions::default()
        };
        for format in Format::all().filter(|format| format.is_read() && format.is_written()) {
            check(&document, format, options);
        }
    }

    #[test]
    fn formats_that_are_only_written_take_any_document(seeds in seeds()) {
        let document = document(&seeds);
        for format in Format::all().filter(|format| format.is_written() && !format.is_read()) {
            let (files, _) = export([&document], format, &Schema::built_in(), ExportOptions::default());
            assert!(!files.is_empty());
        }
    }
}
