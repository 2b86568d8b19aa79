//! Where annotators differ, what is chosen, and what comes out of it.

use super::*;
use crate::{
    annotation::{Attributes, Chain, DocumentStatus, Modality, Polarity, Relation, Status},
    schema::EntityType,
};

/// Kerry met Lavrov in Hamburg; letters stand for Arabic words where only places count.
const TEXT: &str = "التقى كيري لافروف في مدينة هامبورغ";

fn span(word: &str) -> Span {
    let start = TEXT.find(word).unwrap();
    Span::new(start, start + word.len())
}

fn entity(id: &str, label: &str, words: &str) -> Entity {
    Entity::new(id, label, span(words), Provenance::person())
}

fn event(id: &str, label: &str, trigger: &str, arguments: &[(&str, &str, Option<&str>)]) -> Event {
    let argument = |(role, words, entity): &(&str, &str, Option<&str>)| Argument {
        role: (*role).to_owned(),
        span: span(words),
        entity: entity.map(str::to_owned),
    };
    Event {
        id: id.to_owned(),
        label: label.to_owned(),
        trigger: span(trigger),
        arguments: arguments.iter().map(argument).collect(),
        polarity: Polarity::default(),
        modality: Modality::default(),
        reported_by: None,
        attributes: Attributes::new(),
        provenance: Provenance::person(),
    }
}

fn document(entities: Vec<Entity>, events: Vec<Event>) -> Document {
    Document { id: "d".into(), text: TEXT.into(), entities, events, ..Document::default() }
}

fn adjudication(versions: &[Document]) -> Adjudication {
    let names = ["سارة", "علي", "مها"].into_iter().map(str::to_owned);
    let annotations = names.zip(versions.iter().map(|version| vec![version.clone()])).collect();
    Adjudication::new(annotations, "judge", &Schema::built_in()).unwrap()
}

/// Each difference as `kind: reading | reading`, a reading as its marks, `-` for none.
fn described(adjudication: &Adjudication) -> Vec<String> {
    let reading = |reading: &Reading| {
        let entities = reading.entities.iter().map(|e| (e.label.clone(), e.span));
        let events = reading.events.iter().map(|e| (e.label.clone(), e.trigger));
        let arguments = reading.arguments.iter().map(|a| (a.role.clone(), a.span));
        let marks = entities.chain(events).chain(arguments);
        let marks: Vec<String> = marks.map(|(label, span)| format!("{label} {}", span.slice(TEXT))).collect();
        if marks.is_empty() { "-".to_owned() } else { marks.join(", ") }
    };
    let difference = |difference: &Difference| {
        let readings: Vec<String> = difference.readings.iter().map(reading).collect();
        format!("{:?}: {}", difference.kind, readings.join(" | "))
    };
    adjudication.differences().map(difference).collect()
}

#[track_caller]
fn check(versions: &[Document], expected: &[&str]) {
    assert_eq!(described(&adjudication(versions)), expected);
}

#[test]
fn annotators_of_one_mark_who_say_different_things_of_it_differ() {
    let with = |value: &str| {
        let mut kerry = entity("e1", "PERS", "كيري");
        kerry.attributes.insert("witness".into(), value.into());
        document(vec![kerry, entity("e2", "GPE", "هامبورغ")], Vec::new())
    };
    assert_eq!(adjudication(&[with("yes"), with("yes")]).differences().count(), 0);
    let adjudication = adjudication(&[with("yes"), with("no")]);
    assert_eq!(adjudication.differences().count(), 1);
    let difference = adjudication.differences().next().unwrap();
    let said: Vec<&str> = difference
        .readings
        .iter()
        .flat_map(|reading| &reading.entities)
        .map(|entity| entity.attributes["witness"].as_str())
        .collect();
    assert_eq!((difference.span, said), (span("كيري"), vec!["yes", "no"]));
}

#[test]
fn what_all_have_is_no_difference() {
    let version = document(vec![entity("e1", "PERS", "كيري")], vec![event("v1", "Meet", "التقى", &[])]);
    check(&[version.clone(), version.clone(), version], &[]);
}

#[test]
fn another_type_other_bounds_and_a_missing_mark_are_one_difference_each() {
    let one = document(
        vec![entity("e1", "PERS", "كيري"), entity("e2", "GPE", "هامبورغ"), entity("e3", "PERS", "لافروف")],
        vec![],
    );
    let other = document(vec![entity("e1", "ORG", "كيري"), entity("e2", "GPE", "مدينة هامبورغ")], vec![]);
    let expected =
        ["Entity: PERS كيري | ORG كيري", "Entity: PERS لافروف | -", "Entity: GPE هامبورغ | GPE مدينة هامبورغ"];
    check(&[one, other], &expected);
}

#[test]
fn marks_of_other_types_inside_one_another_are_differences_of_their_own() {
    let one = document(vec![entity("e1", "FAC", "مدينة هامبورغ"), entity("e2", "GPE", "هامبورغ")], vec![]);
    let other = document(vec![entity("e1", "FAC", "في مدينة هامبورغ")], vec![]);
    check(&[one, other], &["Entity: FAC مدينة هامبورغ | FAC في مدينة هامبورغ", "Entity: GPE هامبورغ | -"]);
}

#[test]
fn one_long_mark_stands_against_the_two_in_its_place() {
    let one = document(vec![entity("e1", "PERS", "كيري لافروف")], vec![]);
    let other = document(vec![entity("e1", "PERS", "كيري"), entity("e2", "PERS", "لافروف")], vec![]);
    check(&[one, other], &["Entity: PERS كيري لافروف | PERS كيري, PERS لافروف"]);
}

#[test]
fn annotators_who_say_the_same_share_a_reading() {
    let with = document(vec![entity("e1", "PERS", "كيري")], vec![]);
    let without = document(vec![], vec![]);
    let found = adjudication(&[with.clone(), without, with]);
    let annotators: Vec<usize> =
        found.differences().flat_map(|d| &d.readings).map(|r| r.annotators.len()).collect();
    assert_eq!(annotators, [2, 1]);
}

#[test]
fn rejected_marks_are_none() {
    let mut one = document(vec![entity("e1", "PERS", "كيري")], vec![]);
    one.entities[0].provenance.status = Status::Rejected;
    check(&[one, document(vec![], vec![])], &[]);
}

#[test]
fn of_an_event_that_all_have_only_what_differs_is_in_question() {
    let one = event("v1", "Meet", "التقى", &[("Participant", "كيري", None), ("Participant", "لافروف", None)]);
    let mut other =
        event("v9", "Meet", "التقى", &[("Participant", "كيري", None), ("Place", "هامبورغ", None)]);
    other.modality = Modality::Planned;
    let found = adjudication(&[document(vec![], vec![one]), document(vec![], vec![other])]);
    let expected = [
        "Attributes: Meet التقى | Meet التقى",
        "Argument: Participant لافروف | -",
        "Argument: - | Place هامبورغ",
    ];
    assert_eq!(described(&found), expected);
    assert!(found.differences().all(|difference| difference.event.is_some()));
}

fn meeting() -> Adjudication {
    let one = document(
        vec![entity("e1", "PERS", "كيري"), entity("e2", "GPE", "هامبورغ")],
        vec![event("v1", "Meet", "التقى", &[("Participant", "كيري", Some("e1"))])],
    );
    let other = document(
        vec![entity("e7", "PERS", "كيري"), entity("e8", "PERS", "لافروف"), entity("e9", "LOC", "هامبورغ")],
        vec![event(
            "v1",
            "Meet",
            "التقى",
            &[("Participant", "كيري", Some("e7")), ("Participant", "لافروف", Some("e8"))],
        )],
    );
    adjudication(&[one, other])
}

fn reading(index: usize) -> Choice {
    Choice::Reading { index }
}

#[test]
fn chosen_marks_stand_beside_those_that_all_have_and_links_hold() {
    let mut found = meeting();
    let expected =
        ["Entity: - | PERS لافروف", "Argument: - | Participant لافروف", "Entity: GPE هامبورغ | LOC هامبورغ"];
    assert_eq!(described(&found), expected);
    assert_eq!(found.merge()[0].status, DocumentStatus::InProgress);
    found.choose(0, reading(1)).unwrap();
    found.choose(1, reading(1)).unwrap();
    let own = Choice::Own { label: "GPE".into(), span: span("مدينة هامبورغ") };
    found.choose(2, own).unwrap();
    let merged = found.merge().swap_remove(0);
    let entities: Vec<(&str, &str, &str)> =
        merged.entities.iter().map(|e| (e.id.as_str(), e.label.as_str(), e.span.slice(TEXT))).collect();
    assert_eq!(entities, [("e1", "PERS", "كيري"), ("e2", "PERS", "لافروف"), ("e3", "GPE", "مدينة هامبورغ")]);
    let arguments: Vec<Option<&str>> =
        merged.events[0].arguments.iter().map(|argument| argument.entity.as_deref()).collect();
    assert_eq!(arguments, [Some("e1"), Some("e2")]);
    assert_eq!(merged.status, DocumentStatus::Done);
}

#[test]
fn each_decision_says_who_decided_what_against_what() {
    let mut found = meeting();
    found.choose(0, Choice::Nothing).unwrap();
    found.choose(2, reading(1)).unwrap();
    let merged = found.merge().swap_remove(0);
    let [dropped, chosen] = &merged.decisions[..] else { panic!("{:?}", merged.decisions) };
    assert_eq!(
        (dropped.by.as_str(), dropped.chosen.annotators.as_slice()),
        ("judge", &["سارة".to_owned()][..])
    );
    assert!(dropped.chosen.is_empty());
    assert_eq!(dropped.against[0].entities[0].span, span("لافروف"));
    assert_eq!(chosen.chosen.annotators, ["علي"]);
    assert_eq!(chosen.against[0].annotators, ["سارة"]);
    assert_eq!(merged.entities.last().unwrap().provenance.source, "علي");
}

#[test]
fn all_readings_together_have_each_mark_once() {
    let one = document(vec![entity("e1", "FAC", "مدينة هامبورغ")], vec![]);
    let other = document(vec![entity("e1", "GPE", "مدينة هامبورغ")], vec![]);
    let mut found = adjudication(&[one.clone(), other, one]);
    found.choose(0, Choice::All).unwrap();
    let merged = found.merge().swap_remove(0);
    let labels: Vec<&str> = merged.entities.iter().map(|entity| entity.label.as_str()).collect();
    assert_eq!(labels, ["FAC", "GPE"]);
    assert_eq!(merged.decisions[0].chosen.annotators, ["سارة", "مها", "علي"]);
}

#[test]
fn every_step_can_be_taken_back_and_done_again() {
    let mut found = meeting();
    found.choose(0, reading(0)).unwrap();
    found.choose(0, reading(1)).unwrap();
    assert_eq!(found.undo(), [0]);
    assert_eq!(found.choices()[0], Some(reading(0)));
    assert_eq!(found.redo(), [0]);
    assert_eq!(found.choices()[0], Some(reading(1)));
    found.undo();
    found.undo();
    assert_eq!((found.choices()[0].clone(), found.undo()), (None, vec![]));
}

#[test]
fn the_majority_decides_what_is_open_in_one_step() {
    let with = document(vec![entity("e1", "PERS", "كيري"), entity("e2", "GPE", "هامبورغ")], vec![]);
    let other = document(vec![entity("e1", "PERS", "كيري"), entity("e2", "LOC", "هامبورغ")], vec![]);
    let none = document(vec![], vec![]);
    let mut found = adjudication(&[with.clone(), other.clone(), none.clone()]);
    assert_eq!(described(&found), ["Entity: PERS كيري | -", "Entity: GPE هامبورغ | LOC هامبورغ | -"]);
    assert_eq!(found.choose_majority(), 1);
    assert_eq!(found.choices(), [Some(reading(0)), None]);
    assert_eq!(found.undo(), [0]);
    assert_eq!(adjudication(&[with, other]).choose_majority(), 0);
}

#[test]
fn a_choice_that_does_not_fit_is_refused_and_changes_nothing() {
    let mut found = meeting();
    let own = |label: &str, span| Choice::Own { label: label.into(), span };
    let label = "Meet".to_owned();
    assert_eq!(found.choose(9, Choice::Nothing), Err(ChoiceError::UnknownChoice { index: 9 }));
    assert_eq!(found.choose(0, reading(5)), Err(ChoiceError::UnknownChoice { index: 5 }));
    assert_eq!(found.choose(0, own("Meet", span("كيري"))), Err(ChoiceError::UnknownLabel { label }));
    let outside = own("PERS", Span::new(0, 9999));
    assert_eq!(found.choose(0, outside), Err(ChoiceError::OutsideText));
    assert!(found.choices().iter().all(Option::is_none) && !found.can_undo());
}

#[test]
fn of_polarity_and_modality_one_reading_is_chosen() {
    let one = event("v1", "Meet", "التقى", &[]);
    let other = Event { modality: Modality::Planned, ..one.clone() };
    let mut found = adjudication(&[document(vec![], vec![one]), document(vec![], vec![other])]);
    for choice in [Choice::Nothing, Choice::All] {
        assert_eq!(found.choose(0, choice), Err(ChoiceError::OneReading));
    }
    found.choose(0, reading(1)).unwrap();
    assert_eq!(found.merge()[0].events[0].modality, Modality::Planned);
}

#[test]
fn labels_are_those_of_the_label_set_that_it_began_with() {
    let mut schema = Schema::built_in();
    let id = "Ship".to_owned();
    schema.entities.push(EntityType { id: id.clone(), ..schema.entities[0].clone() });
    let one = document(vec![entity("e1", "PERS", "كيري")], vec![]);
    let annotations = vec![("a".to_owned(), vec![one]), ("b".to_owned(), vec![document(vec![], vec![])])];
    let mut found = Adjudication::new(annotations, "judge", &schema).unwrap();
    drop(schema);
    found.choose(0, Choice::Own { label: id.clone(), span: span("كيري") }).unwrap();
    let json = crate::dataset::to_json(&found.merge(), found.schema());
    let read = crate::dataset::read(json.as_bytes(), "a.json", found.schema()).unwrap();
    let crate::dataset::Imported::Documents(documents) = read else { panic!("{json}") };
    assert_eq!(documents[0].entities[0].label, id);
    assert!(json.contains("\"Ship\""));
}

#[test]
fn a_mark_of_another_annotator_joins_the_chain_of_the_first() {
    let chain = |id: &str| Chain { id: id.to_owned(), name: "كيري".into() };
    let mut one = document(vec![entity("e1", "PERS", "كيري")], vec![]);
    one.chains = vec![chain("c1"), chain("c2")];
    one.entities[0].chain = Some("c1".into());
    let mut other = document(vec![entity("e1", "PERS", "كيري"), entity("e2", "PERS", "لافروف")], vec![]);
    other.chains = vec![chain("c5")];
    other.entities.iter_mut().for_each(|entity| entity.chain = Some("c5".into()));
    let mut found = adjudication(&[one, other]);
    found.choose(0, reading(1)).unwrap();
    let merged = found.merge().swap_remove(0);
    assert!(merged.entities.iter().all(|entity| entity.chain.as_deref() == Some("c1")));
    assert_eq!(merged.chains, [chain("c1")]);
}

#[test]
fn ids_are_looked_up_in_the_file_that_they_are_of() {
    let meets = |role, words| event("v1", "Meet", "التقى", &[(role, words, Some("e1"))]);
    let mut one = document(vec![entity("e1", "PERS", "كيري")], vec![meets("Participant", "كيري")]);
    one.chains = vec![Chain { id: "c1".into(), name: "كيري".into() }];
    one.entities[0].chain = Some("c1".into());
    let mut other = document(vec![entity("e1", "GPE", "هامبورغ")], vec![meets("Place", "هامبورغ")]);
    other.chains = vec![Chain { id: "c1".into(), name: "هامبورغ".into() }];
    other.entities[0].chain = Some("c1".into());
    let mut found = adjudication(&[one, other]);
    for index in 0..4 {
        found.choose(index, Choice::All).unwrap();
    }
    let merged = found.merge().swap_remove(0);
    let arguments = merged.events[0].arguments.iter();
    let fillers: Vec<(&str, Option<&str>)> =
        arguments.map(|argument| (argument.span.slice(TEXT), argument.entity.as_deref())).collect();
    assert_eq!(fillers, [("كيري", Some("e1")), ("هامبورغ", Some("e2"))]);
    let chains: Vec<Option<&str>> = merged.entities.iter().map(|entity| entity.chain.as_deref()).collect();
    assert_eq!(chains, [Some("c1"), Some("c2")]);
}

#[test]
fn chains_notes_and_earlier_decisions_of_all_annotators_come_along() {
    let mut one = document(vec![entity("e1", "PERS", "كيري"), entity("e2", "PERS", "لافروف")], vec![]);
    let mut other = one.clone();
    one.notes = "ناقص".into();
    other.notes = "تام".into();
    other.chains = vec![Chain { id: "c9".into(), name: "لافروف".into() }];
    other.entities.iter_mut().for_each(|entity| entity.chain = Some("c9".into()));
    let decision = |by: &str| Decision {
        kind: DifferenceKind::Entity,
        by: by.into(),
        event: None,
        chosen: Reading::default(),
        against: Vec::new(),
    };
    one.decisions = vec![decision("قديم")];
    other.decisions = vec![decision("قديم"), decision("آخر")];
    let merged = adjudication(&[one, other.clone()]).merge().swap_remove(0);
    assert_eq!(merged.notes, "سارة: ناقص\n\nعلي: تام");
    assert_eq!(merged.decisions, other.decisions);
    assert_eq!(merged.chains, other.chains);
    assert!(merged.entities.iter().all(|entity| entity.chain.as_deref() == Some("c9")));
}

/// Were each link looked for among all marks, this would take minutes.
#[test]
fn many_marks_are_made_one_without_looking_through_all_for_each() {
    const N: usize = 30_000;
    let span = |number: usize| Span::new(5 * number, 5 * number + 4);
    let version = |n_chains: usize| {
        let mention = |number: usize| {
            let chain = Some(format!("c{}", number % n_chains));
            let (id, span) = (format!("e{number}"), span(number));
            Entity { id, span, core: span, chain, ..entity("", "PERS", "كيري") }
        };
        let relation = |number: usize| Relation {
            id: format!("r{number}"),
            label: "x".into(),
            from: format!("e{number}"),
            to: format!("e{}", (number + 1) % N),
            provenance: Provenance::person(),
        };
        let chain = |number: usize| Chain { id: format!("c{number}"), name: "كيري".into() };
        Document {
            id: "d".into(),
            text: "حل ".repeat(N),
            entities: (0..N).map(mention).collect(),
            relations: (0..N).map(relation).collect(),
            chains: (0..n_chains).map(chain).collect(),
            ..Document::default()
        }
    };
    let mut longer = version(N / 2);
    longer.entities.iter_mut().for_each(|entity| entity.span.end += 1);
    let mut found = adjudication(&[version(N), longer]);
    (0..N).for_each(|index| found.choose(index, reading(1)).unwrap());
    assert_eq!(found.merge()[0].relations.len(), N);
}

#[test]
fn names_that_stand_twice_get_a_number_and_one_annotator_is_too_few() {
    let version = document(vec![], vec![]);
    let annotations = vec![("a".to_owned(), vec![version.clone()]), ("a".to_owned(), vec![version])];
    assert_eq!(
        Adjudication::new(annotations.clone(), "", &Schema::built_in()).unwrap().annotators(),
        ["a", "a (2)"]
    );
    let one = annotations.into_iter().take(1).collect();
    assert_eq!(Adjudication::new(one, "", &Schema::built_in()).unwrap_err(), AgreementError::One);
}

fn relation(id: &str, label: &str, from: &str, to: &str) -> Relation {
    let [id, label, from, to] = [id, label, from, to].map(str::to_owned);
    Relation { id, label, from, to, provenance: Provenance::person() }
}

/// Kerry, Lavrov and Hamburg with these relations; the ids begin with another letter in each file.
fn related(letter: char, relations: &[(&str, usize, usize)]) -> Document {
    let id = |number: usize| format!("{letter}{number}");
    let entities = [("PERS", "كيري"), ("PERS", "لافروف"), ("GPE", "هامبورغ")].into_iter().enumerate();
    let entities = entities.map(|(number, (label, words))| entity(&id(number), label, words));
    let mut version = document(entities.collect(), vec![]);
    let relations = relations.iter().enumerate();
    let relations = relations
        .map(|(number, (label, from, to))| relation(&format!("r{number}"), label, &id(*from), &id(*to)));
    version.relations = relations.collect();
    version
}

fn relations_of(found: &Adjudication) -> Vec<String> {
    let document = found.merge().swap_remove(0);
    let words = |id: &str| document.entities.iter().find(|entity| entity.id == id).unwrap().span.slice(TEXT);
    let shown = |r: &Relation| {
        assert_eq!(r.provenance.status, Status::Accepted);
        format!("{} {} {}: {}", words(&r.from), r.label, words(&r.to), r.provenance.source)
    };
    document.relations.iter().map(shown).collect()
}

#[test]
fn relations_stand_side_by_side_where_their_type_or_their_way_differs() {
    let one = related('a', &[("LocatedIn", 0, 2), ("MemberOf", 0, 1), ("WorksFor", 1, 2)]);
    let other = related('b', &[("LocatedIn", 0, 2), ("MemberOf", 1, 0)]);
    let mut found = adjudication(&[one, other]);
    let relations = |reading: &Reading| {
        let shown =
            |r: &RelationName| format!("{} {} {}", r.from.span.slice(TEXT), r.label, r.to.span.slice(TEXT));
        reading.relations.iter().map(shown).collect::<Vec<_>>().join(", ")
    };
    let differences: Vec<Vec<String>> =
        found.differences().map(|difference| difference.readings.iter().map(relations).collect()).collect();
    let expected = [vec!["كيري MemberOf لافروف", "لافروف MemberOf كيري"], vec!["لافروف WorksFor هامبورغ", ""]];
    assert_eq!(differences, expected);
    assert!(found.differences().all(|difference| difference.kind == DifferenceKind::Relation));
    assert_eq!(relations_of(&found), ["كيري LocatedIn هامبورغ: سارة + علي"]);
    found.choose(0, reading(1)).unwrap();
    found.choose(1, Choice::Own { label: "MemberOf".into(), span: span("هامبورغ") }).unwrap();
    assert_eq!(
        relations_of(&found),
        ["كيري LocatedIn هامبورغ: سارة + علي", "لافروف MemberOf كيري: علي", "هامبورغ MemberOf لافروف: judge"]
    );
    let refused = found.choose(1, Choice::Own { label: "MemberOf".into(), span: span("التقى") });
    assert_eq!(refused, Err(ChoiceError::OutsideText));
    let refused = found.choose(1, Choice::Own { label: "GPE".into(), span: span("هامبورغ") });
    assert_eq!(refused, Err(ChoiceError::UnknownLabel { label: "GPE".into() }));
}

#[test]
fn a_relation_follows_its_entities_whatever_is_decided_of_them() {
    let one = related('a', &[("LocatedIn", 0, 2)]);
    let mut other = related('b', &[("LocatedIn", 0, 2)]);
    other.entities[2] = entity("b2", "LOC", "مدينة هامبورغ");
    let mut found = adjudication(&[one, other]);
    assert_eq!(described(&found).len(), 1, "only the entity is in question");
    found.choose(0, reading(1)).unwrap();
    assert_eq!(relations_of(&found), ["كيري LocatedIn مدينة هامبورغ: سارة + علي"]);
    found.choose(0, Choice::Nothing).unwrap();
    assert!(relations_of(&found).is_empty(), "an end is left out");
}
