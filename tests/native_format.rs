//! What the core writes fits `data/hashiya.schema.json`, and each span's text is the slice at its
//! code-point offsets: the promise of the native format to every program that reads it.

// A test may fail loudly, and says what it skips.
#![allow(clippy::expect_used, clippy::panic, clippy::print_stdout, clippy::unwrap_used)]

use std::{path::Path, sync::LazyLock};

use hashiya::{
    annotation::Meta,
    dataset::{self, Imported},
    lexicon::Lexicon,
    pipeline::Annotator,
};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::Value;

const SAMPLE: &str = include_str!("../data/sample/article.txt");

fn validator() -> Validator {
    let schema: Value = serde_json::from_str(include_str!("../data/hashiya.schema.json")).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

fn annotator() -> &'static Annotator {
    static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new(Lexicon::embedded().clone()));
    &ANNOTATOR
}

/// Annotates `text`, writes both forms, checks them against the schema and every quote against the text.
#[track_caller]
fn check(text: &str) -> Value {
    let annotator = annotator();
    let document =
        annotator.annotate("d1", text, Meta { date: Some("2024-04-14".into()), ..Meta::default() });
    let data_set: Value = serde_json::from_str(&dataset::to_json([&document], annotator.schema())).unwrap();
    let line: Value = serde_json::from_str(&dataset::to_jsonl([&document])).unwrap();
    for written in [&data_set, &line] {
        let errors: Vec<String> = validator()
            .iter_errors(written)
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{errors:#?}");
    }
    let letters: Vec<char> = line["text"].as_str().unwrap().chars().collect();
    assert_eq!(line["text"], text);
    check_quotes(&line, &letters);
    data_set
}

/// Every object with `start`, `end` and `text` quotes the document.
fn check_quotes(value: &Value, letters: &[char]) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| check_quotes(item, letters)),
        Value::Object(fields) => {
            if let (Some(start), Some(end), Some(text)) =
                (fields.get("start"), fields.get("end"), fields.get("text"))
            {
                let range = start.as_u64().unwrap() as usize..end.as_u64().unwrap() as usize;
                assert_eq!(letters[range].iter().collect::<String>(), text.as_str().unwrap());
            }
            fields.values().for_each(|field| check_quotes(field, letters));
        }
        _ => {}
    }
}

#[test]
fn the_sample_article_fits_the_schema() {
    let data_set = check(SAMPLE);
    assert!(data_set["documents"][0]["tokens"].as_array().unwrap().len() > 200);
}

#[test]
fn an_emoji_before_the_text_moves_every_span_by_one_code_point() {
    let plain = check(SAMPLE);
    let moved = check(&format!("😭{SAMPLE}"));
    let starts = |data_set: &Value| -> Vec<u64> {
        let entities = data_set["documents"][0]["entities"].as_array().unwrap().clone();
        entities.iter().map(|entity| entity["start"].as_u64().unwrap()).collect()
    };
    let expected: Vec<u64> = starts(&plain).iter().map(|start| start + 1).collect();
    assert_eq!(starts(&moved), expected);
}

#[test]
fn odd_texts_fit_the_schema() {
    for text in [
        "x",
        "😭😭 👨\u{200d}👩\u{200d}👧",
        "Only Latin, no Arabic at all.",
        "ق\u{64f}ت\u{650}ل\u{64e} في ح\u{640}\u{640}لب\r\n\u{202b}أنقرة،قال\u{202c}\r\n",
        "\u{fffd}\u{1}\t١٢٣",
    ] {
        check(text);
    }
}

#[test]
fn five_megabytes_without_a_full_stop_give_a_document() {
    let sentence = "قال الوزير إن القوات سيطرت على مدينة حلب بعد معارك ";
    let text = sentence.repeat(5_000_000 / sentence.len() + 1);
    let document = annotator().annotate("d1", text.as_str(), Meta::default());
    assert_eq!(document.paragraphs.len(), 1);
    assert!(document.tokens.len() > 500_000);
}

#[test]
fn the_reference_article_fits_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/articles/aleppo-2016.txt");
    let Ok(bytes) = std::fs::read(path) else {
        println!("skipped: no reference data");
        return;
    };
    let Ok(Imported::Text(text)) = dataset::read(&bytes, "aleppo-2016.txt", annotator().schema()) else {
        panic!("the article is a text");
    };
    check(&text);
    check(&format!("😭 {text}"));
}

/// What the annotator itself writes for times (TIMEX3), currencies and countries; others may write more.
fn own_values() -> Validator {
    let day = "H?([0-9]{4}|XXXX)(-(W?[0-9]{2}|WXX)(-[0-9]{1,2})?)?(T[0-9A-Z:]+)?";
    let timex = format!(
        "^({day}|XXXX-XX-XXT[A-Z]{{2}}|[0-9]{{2,3}}|PT?(X|[0-9.]+)[A-Z]{{1,2}}|T[0-9]{{2}}:[0-9]{{2}})$"
    );
    let schema = serde_json::json!({ "properties": {
        "timex": { "pattern": timex },
        "currency": { "type": ["string", "null"], "pattern": "^[A-Z]{3}$" },
        "country": { "type": ["string", "null"], "pattern": "^[A-Z]{2}$" },
    } });
    jsonschema::validator_for(&schema).unwrap()
}

/// Words of numbers, times, sums, measures and places.
const WORDS: [&str; 56] = [
    "الساعة",
    "الثالثة",
    "والنصف",
    "إلا",
    "ربعا",
    "مساء",
    "أمس",
    "غدا",
    "يوم",
    "الجمعة",
    "الماضي",
    "المقبل",
    "16",
    "فبراير",
    "2014",
    "٢٠١٤",
    "كانون",
    "الأول",
    "/",
    "ديسمبر",
    ":",
    "30",
    "99",
    "0",
    "99999999999",
    "ثلاثة",
    "وعشرين",
    "ألفا",
    "ملايين",
    "ونصف",
    "عشرات",
    "الآلاف",
    "القرن",
    "العشرين",
    "الثمانينات",
    "أيام",
    "ساعات",
    "الأخيرة",
    "هذا",
    "الأسبوع",
    "رمضان",
    "1435",
    "%",
    "في",
    "المئة",
    "دولار",
    "$",
    "دينار",
    "كيلومترا",
    "طن",
    "باريس",
    "حلب",
    "عام",
    "الثانية",
    "1.5",
    "350.000",
];

/// Every value that is found in `text` is well formed.
#[track_caller]
fn check_values(text: &str) {
    let data_set = check(text);
    let own = own_values();
    for entity in data_set["documents"][0]["entities"].as_array().unwrap() {
        assert!(own.is_valid(&entity["value"]), "{entity}");
    }
}

#[test]
fn only_a_day_has_an_evening() {
    check_values("مساء الثمانينات مساء الأخيرة");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_words_of_numbers_and_times_have_valid_values(
        words in proptest::collection::vec(proptest::sample::select(&WORDS[..]), 0..24)
    ) {
        check_values(&words.join(" "));
    }
}
