//! What is left of a document, and what is reported.

use super::*;
use crate::{
    annotation::{Argument, Attributes, Entity, Event, Modality, Polarity, Relation},
    dataset::format::Format,
};

const TEXT: &str = "أعلن الجيش السوري وقف إطلاق النار بحلب\r\n";

fn span_of(text: &str) -> Span {
    let start = TEXT.find(text).unwrap();
    Span::new(start, start + text.len())
}

fn entity(id: &str, text: &str) -> Entity {
    let span = span_of(text);
    Entity {
        id: id.into(),
        label: "ORG".into(),
        span,
        core: span,
        parts: Vec::new(),
        provenance: Provenance::person(),
        value: None,
        chain: None,
        attributes: Attributes::new(),
    }
}

fn doubtful(entity: Entity) -> Entity {
    Entity { attributes: Attributes::from([("certainty".into(), "low".into())]), ..entity }
}

fn document() -> Document {
    let argument = |text: &str, entity: Option<&str>| Argument {
        role: "Party".into(),
        span: span_of(text),
        entity: entity.map(str::to_owned),
    };
    let event = Event {
        id: "v1".into(),
        label: "Ceasefire".into(),
        trigger: span_of("وقف إطلاق النار"),
        arguments: vec![argument("الجيش السوري", Some("e1")), argument("بحلب", None)],
        polarity: Polarity::Positive,
        modality: Modality::Asserted,
        reported_by: None,
        attributes: Attributes::new(),
        provenance: Provenance::person(),
    };
    let relation = Relation {
        id: "r1".into(),
        label: "PartOf".into(),
        from: "e2".into(),
        to: "e1".into(),
        provenance: Provenance::person(),
    };
    Document {
        id: "d".into(),
        text: TEXT.into(),
        relations: vec![relation],
        entities: vec![entity("e1", "الجيش السوري"), entity("e2", "السوري"), doubtful(entity("e3", "حلب"))],
        events: vec![event],
        ..Document::default()
    }
}

#[track_caller]
fn check(format: &str, kind: LossKind, count: usize) -> Document {
    let format = Format::named(format).unwrap();
    let options = ExportOptions::default();
    let mut losses = Losses::default();
    let reduced = reduce(&document(), &(format.holds)(&options), &options, format.id, &mut losses);
    assert_eq!(losses.count(kind), count, "{losses}");
    reduced
}

#[test]
fn own_attributes_are_a_loss_of_each_mark() {
    let reduced = check("conll2003", LossKind::OwnAttributes, 1);
    assert!(reduced.entities.iter().all(|entity| entity.attributes.is_empty()));
}

#[test]
fn a_flat_format_loses_the_inner_of_two_entities() {
    let reduced = check("conll2003", LossKind::OverlappingEntity, 1);
    assert_eq!(reduced.entities.len(), 2);
}

#[test]
fn layers_of_columns_lose_none() {
    assert_eq!(check("iob", LossKind::OverlappingEntity, 0).entities.len(), 3);
}

#[test]
fn layers_hold_all_spans_of_which_no_more_meet_than_there_are_layers() {
    #[track_caller]
    fn check(spans: &[(usize, usize)], n_layers: usize, expected: &[Option<usize>]) {
        let spans: Vec<Span> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        assert_eq!(layers(&spans, n_layers), expected, "{spans:?}");
    }
    check(&[(0, 4), (0, 9)], 2, &[Some(1), Some(0)]);
    check(&[(0, 4), (0, 9), (2, 6)], 2, &[Some(1), Some(0), None]);
    // The longest first would leave the last one out.
    check(&[(0, 20), (18, 24), (22, 28), (26, 46)], 2, &[Some(0), Some(1), Some(0), Some(1)]);
}

#[test]
fn a_trigger_of_three_words_is_cut_to_its_first() {
    let reduced = check("dygie", LossKind::TriggerWords, 1);
    assert_eq!(reduced.events[0].trigger.slice(&reduced.text), "وقف");
}

#[test]
fn a_format_of_triggers_loses_arguments_and_one_of_entities_free_ones() {
    assert_eq!(check("doccano", LossKind::Argument, 2).events[0].arguments.len(), 0);
    assert_eq!(check("gliner", LossKind::FreeArgument, 1).events[0].arguments.len(), 1);
}

#[test]
fn relations_stay_where_both_their_ends_do() {
    assert_eq!(check("json", LossKind::Relation, 0).relations.len(), 1);
    assert_eq!(check("brat", LossKind::Relation, 0).relations.len(), 1);
    assert_eq!(check("conll2003", LossKind::Relation, 1).relations.len(), 0);
}

#[test]
fn relations_across_sentences_are_lost_where_a_format_ends_with_the_sentence() {
    let mut document = document();
    let (first, second) = TEXT.split_at(TEXT.find("بحلب").unwrap());
    let sentence = Span::new(0, first.trim_end().len());
    document.sentences = vec![sentence, Span::new(first.len(), first.len() + second.trim_end().len())];
    document.relations.push(Relation { id: "r2".into(), to: "e3".into(), ..document.relations[0].clone() });
    for (format, n_lost) in [("dygie", 1), ("textee", 1), ("brat", 0)] {
        let (options, mut losses) = (ExportOptions::default(), Losses::default());
        let format = Format::named(format).unwrap();
        let reduced = reduce(&document, &(format.holds)(&options), &options, format.id, &mut losses);
        let n_relations = reduced.relations.len();
        assert_eq!((n_relations, losses.count(LossKind::FarRelation)), (2 - n_lost, n_lost), "{}", format.id);
    }
}

#[test]
fn a_relation_whose_end_is_left_out_is_reported() {
    let mut document = document();
    document.entities[0].provenance.status = Status::Rejected;
    let (options, mut losses) = (ExportOptions::default(), Losses::default());
    let reduced = reduce(&document, &Holds::ALL, &options, "json", &mut losses);
    assert_eq!(
        (reduced.relations.len(), losses.count(LossKind::Relation), losses.count(LossKind::RelationEnd)),
        (0, 0, 1),
    );
}

#[test]
fn a_word_that_a_mark_cuts_becomes_two() {
    let reduced = check("conll2003", LossKind::WhiteSpace, 1);
    assert!(reduced.text.ends_with("ب حلب"), "{}", reduced.text);
}

#[test]
fn a_carriage_return_becomes_a_space_where_readers_of_texts_would_drop_it() {
    assert!(check("brat", LossKind::CarriageReturn, 1).text.ends_with("حلب \n"));
    assert!(check("uima-json", LossKind::CarriageReturn, 0).text.ends_with("حلب\r\n"));
}

#[test]
fn the_native_format_loses_nothing() {
    let options = ExportOptions::default();
    let mut losses = Losses::default();
    let reduced = reduce(&document(), &Holds::ALL, &options, "json", &mut losses);
    assert!(losses.is_empty() && reduced == document(), "{losses}");
}
