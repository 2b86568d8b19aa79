//! Each correction to UAX #29, and what the standard itself gives, one by one.

use crate::{lexicon::Lexicon, segment::segment_words};

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let tokens = segment_words(text, Lexicon::embedded()).tokens;
    let found: Vec<&str> = tokens.iter().map(|token| token.span.slice(text)).collect();
    assert_eq!(found, expected);
}

#[test]
fn digits_glued_to_letters_are_one_token() {
    check("ال57 و2016 ب10.5", &["ال57", "و2016", "ب10.5"]);
}

#[test]
fn a_date_is_its_numbers_and_marks() {
    check("12/7/2016", &["12", "/", "7", "/", "2016"]);
    check("2016-12-09", &["2016", "-", "12", "-", "09"]);
}

#[test]
fn decimals_and_thousands_are_one_token() {
    check("10.5 10,5 10،5 1,250,000", &["10.5", "10,5", "10،5", "1,250,000"]);
}

#[test]
fn arabic_indic_digits_are_digits() {
    check("١٢٫٥ ٢٠١٦، ۱۳٪", &["١٢٫٥", "٢٠١٦", "،", "۱۳", "٪"]);
}

#[test]
fn a_comma_after_a_number_is_a_token() {
    check("عام 2016،قال", &["عام", "2016", "،", "قال"]);
}

#[test]
fn tatweel_belongs_to_its_word() {
    check("مـــصر الـ57", &["مـــصر", "الـ57"]);
}

#[test]
fn marks_belong_to_their_letter() {
    check("ق\u{64f}ت\u{650}ل\u{64e} محمد\u{651}،", &["ق\u{64f}ت\u{650}ل\u{64e}", "محمد\u{651}", "،"]);
}

#[test]
fn a_web_address_is_one_token() {
    check("(https://example.org/a?b=1#c)،", &["(", "https://example.org/a?b=1#c", ")", "،"]);
    check("زوروا www.example.org.", &["زوروا", "www.example.org", "."]);
}

#[test]
fn an_email_address_is_one_token() {
    check("إلى a.b@example.org؟", &["إلى", "a.b@example.org", "؟"]);
}

#[test]
fn a_hashtag_and_a_mention_are_one_token() {
    check("#حلب_الآن،#عاجل @hashiya:", &["#حلب_الآن", "،", "#عاجل", "@hashiya", ":"]);
}

#[test]
fn an_emoji_with_all_its_parts_is_one_token() {
    check(
        "😀👍\u{1f3fd} 👨\u{200d}👩\u{200d}👧 🇸🇾🇱🇧",
        &["😀", "👍\u{1f3fd}", "👨\u{200d}👩\u{200d}👧", "🇸🇾", "🇱🇧"],
    );
}

#[test]
fn a_full_stop_between_arabic_words_parts_them() {
    check("المدينة.وقال", &["المدينة", ".", "وقال"]);
}

#[test]
fn abbreviations_of_single_letters_stay_whole() {
    check("أ.ف.ب د.ب.أ", &["أ.ف.ب", "د.ب.أ"]);
}

#[test]
fn a_colon_between_arabic_words_parts_them() {
    check("قال:إن", &["قال", ":", "إن"]);
}

#[test]
fn invisible_controls_are_no_tokens() {
    check("\u{202b}حلب\u{202c}\u{200f} \u{feff}", &["حلب"]);
}

#[test]
fn quotes_and_brackets_are_tokens() {
    check("«الوطن» (أ ف ب)", &["«", "الوطن", "»", "(", "أ", "ف", "ب", ")"]);
}
