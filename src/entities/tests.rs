//! The rules' own examples, and properties that hold for any text.

use std::{fs, path::Path, sync::LazyLock};

use proptest::prelude::*;

use super::*;
use crate::{annotation::Meta, segment::segment, text::is_grapheme_boundary};

/// The rules alone.
static RULES: LazyLock<EntityFinder> =
    LazyLock::new(|| EntityFinder::new(Lexicon::embedded(), Tagger::default()));

/// The rules with the tagger.
static BOTH: LazyLock<EntityFinder> =
    LazyLock::new(|| EntityFinder::new(Lexicon::embedded(), Tagger::embedded().clone()));

/// A document with its parts, ready for the finder.
fn document(text: &str) -> Document {
    let segmentation = segment(text, Lexicon::embedded());
    Document {
        text: text.to_owned(),
        meta: Meta::default(),
        paragraphs: segmentation.paragraphs,
        sentences: segmentation.sentences,
        tokens: segmentation.tokens,
        ..Document::default()
    }
}

/// «في [GPE: حلب]» → the text without brackets, and label and text of each pair of brackets.
fn read_brackets(sentence: &str, label: &str) -> (String, Vec<(String, String)>) {
    let mut text = String::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    let mut spans = Vec::new();
    let mut rest = sentence;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        match c {
            '[' => {
                let end = rest.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(0);
                let own = Some(&rest[..end]).filter(|own| !own.is_empty() && rest[end..].starts_with(": "));
                open.push((own.unwrap_or(label).to_owned(), text.len()));
                rest = own.map_or(rest, |own| &rest[own.len() + 2..]);
            }
            ']' => {
                let (label, start) = open.pop().expect("a bracket is open");
                spans.push((label, text[start..].to_owned()));
            }
            other => text.push(other),
        }
    }
    spans.sort();
    (text, spans)
}

#[test]
fn every_rule_file_is_listed_and_can_be_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/rules/entities");
    let mut stems: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned())
        .filter(|stem| stem != "shared")
        .collect();
    stems.sort();
    let listed: Vec<&str> = rules::FILES.iter().map(|(stem, _)| *stem).collect();
    assert_eq!(stems, listed);
    let errors: Vec<String> = rules::BUILT_IN.1.iter().map(ToString::to_string).collect();
    assert_eq!(errors, Vec::<String>::new());
}

#[test]
fn every_rule_file_has_examples() {
    for (stem, _) in rules::FILES {
        let count = |positive| {
            let examples = rules::BUILT_IN.0.examples.iter();
            examples.filter(|e| e.source == *stem && e.positive == positive).count()
        };
        assert!(count(true) >= 2 && count(false) >= 1, "{stem}.rule needs two `yes` and one `no`");
    }
}

#[test]
fn every_example_of_the_rules_holds() {
    let mut failures = Vec::new();
    for example in &rules::BUILT_IN.0.examples {
        let (text, expected) = read_brackets(&example.sentence, &example.label);
        let document = document(&text);
        let mut found: Vec<(String, String)> = winners_of(example.source, &document)
            .into_iter()
            .map(|entity| (entity.label, entity.span.slice(&text).to_owned()))
            .collect();
        found.sort();
        if found != expected {
            failures.push(format!("{}: {}\n  found {found:?}", example.source, example.sentence));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What one rule file proposes, after competition among its own candidates.
fn winners_of(source: &str, document: &Document) -> Vec<Entity> {
    let knowledge = &RULES.knowledge;
    let Prepared { words, mut candidates, .. } = RULES.prepare(document);
    candidates.retain(|candidate| candidate.source == source);
    let winners = compete::compete(candidates, knowledge);
    winners.into_iter().map(|winner| entity(winner, &words, &knowledge.labels)).collect()
}

fn check(text: &str) -> Result<(), TestCaseError> {
    check_with(text, &RULES)?;
    check_with(text, &BOTH)
}

fn check_with(text: &str, finder: &EntityFinder) -> Result<(), TestCaseError> {
    let entities = finder.find(&document(text));
    for pair in entities.windows(2) {
        let key = |entity: &Entity| (entity.span.start, std::cmp::Reverse(entity.span.end));
        prop_assert!(key(&pair[0]) < key(&pair[1]), "{:?}", pair);
    }
    for Entity { span, core, .. } in &entities {
        prop_assert!(!span.is_empty() && span.end <= text.len() && span.contains(*core) && !core.is_empty());
        prop_assert!([span.start, span.end, core.start].iter().all(|byte| is_grapheme_boundary(text, *byte)));
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_gives_sound_entities(text in "([\u{600}-\u{6ff}]|\\PC|[ \n\r\t\u{200f}\u{200d}«».،0-9]){0,200}") {
        check(&text)?;
    }

    #[test]
    fn any_news_words_give_sound_entities(words in proptest::collection::vec(proptest::sample::select(vec![
        "وزارة", "الدفاع", "الروسية", "رئيس", "جون", "كيري", "في", "حلب", "مدينة", "16", "فبراير", "2014", "ثلاثة",
        "وعشرين", "ألف", "دولار", "«", "»", "(", ")", "،", ".", "الساعة", "الماضي", "عام", "و", "وبحلب", "للأمم", "المتحدة",
        "%", "كيلومترا", "تنظيم", "داعش", "\"", "-", "بن", "عبد", "الله", "😀", "ال57", "x",
    ]), 0..80)) {
        check(&words.join(" "))?;
    }
}

/// The value of the first entity of `text`, an article of 9 December 2016, a Friday.
fn value_of(text: &str) -> Option<crate::annotation::Value> {
    let mut document = document(text);
    document.meta.date = Some("2016-12-09".to_owned());
    RULES.find(&document).into_iter().next()?.value
}

#[test]
fn numbers_have_their_value() {
    for (text, number) in [
        ("قتل 26 عنصرا", 26.0),
        ("قتل ٢٦ عنصرا", 26.0),
        ("نزوح ثلاثة وعشرين ألفا من المدنيين", 23_000.0),
        ("نزوح 350,000 شخص", 350_000.0),
        ("نزوح 3 ملايين شخص", 3_000_000.0),
        ("مقتل مئة وخمسة وعشرين شخصا", 125.0),
        ("مقتل ثلاثمئة وأربعة عشر شخصا", 314.0),
        ("نزوح مليون ونصف المليون شخص", 1_500_000.0),
        ("نزوح مئتي ألف شخص", 200_000.0),
    ] {
        let value = value_of(text);
        assert_eq!(value, Some(crate::annotation::Value::Number { number }), "{text}");
    }
}

#[test]
fn times_have_their_timex() {
    for (text, timex) in [
        ("في 16 فبراير 2014 وصل", "2014-02-16"),
        ("في 16 كانون الأول 2014 وصل", "2014-12-16"),
        ("وصل أمس إلى هناك", "2016-12-08"),
        ("يصل غدا السبت إلى هناك", "2016-12-10"),
        ("منذ عام 2011 وهو هناك", "2011"),
        ("استمر ثلاثة أيام هناك", "P3D"),
        ("في الأسبوع الماضي وصل", "2016-W48"),
        ("في العام المقبل يصل", "2017"),
        ("خلال 24 ساعة وصل", "PT24H"),
    ] {
        let timex = timex.to_owned();
        assert_eq!(value_of(text), Some(crate::annotation::Value::Time { timex }), "{text}");
    }
}

#[test]
fn a_long_line_takes_linear_time() {
    let time = |n_words: usize| {
        let text = "قتل 26 عنصرا من قوات النظام السوري في محافظة حمص و".repeat(n_words / 10);
        let document = document(&text);
        let start = std::time::Instant::now();
        assert!(!BOTH.find(&document).is_empty());
        start.elapsed().as_secs_f64()
    };
    let (short, long) = (time(2_000), time(20_000));
    assert!(long < 40.0 * short.max(0.005), "{short} s, {long} s");
}

fn annotated(text: &str) -> Document {
    let mut document = document(text);
    document.entities = BOTH.find(&document);
    chain_mentions(&mut document, Lexicon::embedded());
    document
}

#[test]
fn a_surname_belongs_to_the_chain_of_the_full_name() {
    let document =
        annotated("قال وزير الخارجية الروسي سيرغي لافروف إن بلاده مستعدة. وأضاف لافروف أن المحادثات مستمرة.");
    let mentions: Vec<_> = document.entities.iter().filter(|entity| entity.chain.is_some()).collect();
    let texts: Vec<_> = mentions.iter().map(|entity| entity.core.slice(&document.text)).collect();
    assert_eq!(texts, ["سيرغي لافروف", "لافروف"]);
    assert_eq!(mentions[0].chain, mentions[1].chain);
    assert_eq!(document.chains.len(), 1);
    assert_eq!(document.chains[0].name, "سيرغي لافروف");
}

#[test]
fn a_name_that_stands_once_has_no_chain() {
    let document = annotated("وصل سيرغي لافروف إلى باريس.");
    assert!(document.chains.is_empty() && document.entities.iter().all(|entity| entity.chain.is_none()));
}

#[test]
fn places_have_their_country() {
    for (text, country) in [
        ("وصل الوزير إلى باريس", "FR"),
        ("أعلنت أنقرة ذلك أمس", "TR"),
        ("قصفت الطائرات مدينة حلب", "SY"),
        ("وصل إلى موسكو أمس", "RU"),
    ] {
        let document = annotated(text);
        let values = document.entities.iter().filter_map(|entity| entity.value.clone());
        let countries: Vec<_> = values
            .filter_map(|value| match value {
                crate::annotation::Value::Place { country, .. } => country,
                _ => None,
            })
            .collect();
        assert_eq!(countries, [country], "{text}");
    }
}

#[test]
fn what_the_tagger_finds_says_so_and_how_probable_it_is() {
    let document = annotated("قال الرئيس الأميركي باراك أوباما في واشنطن.");
    let found = document
        .entities
        .iter()
        .filter(|entity| entity.provenance.origin == crate::annotation::Origin::Model);
    let scores: Vec<_> = found.filter_map(|entity| entity.provenance.score).collect();
    assert!(scores.len() >= 2 && scores.iter().all(|score| (0.0..=1.0).contains(score)), "{scores:?}");
}

#[test]
fn a_title_between_a_post_and_a_name_is_a_mark_of_its_own() {
    let text = "استقبل أمير قطر الشيخ تميم بن حمد آل ثاني ضيوفه.";
    let entities = BOTH.find(&document(text));
    let posts = entities.iter().filter(|entity| entity.label == "OCC");
    let posts: Vec<&str> = posts.map(|entity| entity.span.slice(text)).collect();
    assert_eq!(posts, ["أمير قطر", "الشيخ"]);
}
