//! What is cut, and what stays whole.

use crate::{annotation::CliticKind, lexicon::Lexicon, segment::segment};

/// The word with `+` after each proclitic and `~` before the pronoun.
fn cut(word: &str) -> String {
    let tokens = segment(word, Lexicon::embedded()).tokens;
    let mut shown = String::new();
    let mut rest = tokens[0].span.start;
    for clitic in &tokens[0].clitics {
        shown += &word[rest..clitic.span.start];
        if clitic.kind == CliticKind::Pronoun {
            shown.push('~');
        }
        shown += clitic.span.slice(word);
        if clitic.kind != CliticKind::Pronoun {
            shown.push('+');
        }
        rest = clitic.span.end;
    }
    shown + &word[rest..tokens[0].span.end]
}

#[track_caller]
fn check(cuts: &[(&str, &str)]) {
    for (word, expected) in cuts {
        assert_eq!(cut(word), *expected);
    }
}

#[track_caller]
fn check_whole(words: &[&str]) {
    for word in words {
        assert_eq!(cut(word), *word);
    }
}

#[test]
fn conjunctions_prepositions_and_articles_are_cut() {
    check(&[
        ("والمدينة", "و+ال+مدينة"),
        ("بالمدينة", "ب+ال+مدينة"),
        ("للمدينة", "ل+ل+مدينة"),
        ("وبحلب", "و+ب+حلب"),
        ("فالكتاب", "ف+ال+كتاب"),
        ("وأكد", "و+أكد"),
        ("فقد", "ف+قد"),
    ]);
}

#[test]
fn the_stem_of_lajna_keeps_its_lam() {
    check(&[("للجنة", "ل+لجنة"), ("لليبيا", "ل+ليبيا")]);
}

#[test]
fn the_future_marker_is_cut_from_an_imperfect() {
    check(&[
        ("سيجتمع", "س+يجتمع"),
        ("وستكون", "و+س+تكون"),
        ("ستقام", "س+تقام"),
        ("سيستخدمونها", "س+يستخدمون~ها"),
    ]);
}

#[test]
fn pronouns_are_cut_from_nouns_verbs_and_particles() {
    check(&[
        ("بلاده", "بلاد~ه"),
        ("قواتها", "قوات~ها"),
        ("رئيستها", "رئيست~ها"),
        ("مستواه", "مستوا~ه"),
        ("أصدقائهم", "أصدقائ~هم"),
        ("يعتبرونه", "يعتبرون~ه"),
        ("عليه", "علي~ه"),
        ("بأنها", "ب+أن~ها"),
        ("له", "ل+~ه"),
    ]);
}

#[test]
fn names_and_words_that_look_like_clitics_stay_whole() {
    check_whole(&[
        "وزير",
        "بشار",
        "كيري",
        "فرنسا",
        "لبنان",
        "باريس",
        "واشنطن",
        "كوريا",
        "ليبيا",
        "بلجيكا",
        "سيناء",
        "سيرغي",
    ]);
    check_whole(&[
        "الله",
        "إلى",
        "والد",
        "وصل",
        "بعد",
        "كان",
        "وقت",
        "فريق",
        "لجنة",
        "كبير",
        "سنوات",
        "وفد",
        "فقط",
    ]);
}

#[test]
fn words_that_end_like_pronouns_stay_whole() {
    check_whole(&[
        "وجه",
        "مياه",
        "شبه",
        "اتجاه",
        "مهم",
        "متهم",
        "فقه",
        "حكم",
        "متوجها",
        "بنك",
        "هناك",
        "يتجه",
        "سكن",
    ]);
}

#[test]
fn feminine_endings_are_no_pronouns() {
    check(&[
        ("مدرسة", "مدرسة"),
        ("مدرسته", "مدرست~ه"),
        ("بعدة", "ب+عدة"),
        ("بعده", "بعد~ه"),
        ("وحدة", "وحدة"),
        ("وحده", "وحد~ه"),
    ]);
}

#[test]
fn alef_with_hamza_is_no_article() {
    check(&[
        ("ألمانيا", "ألمانيا"),
        ("وألمانيا", "و+ألمانيا"),
        ("المانيا", "المانيا"),
        ("إلغاء", "إلغاء"),
        ("العراق", "ال+عراق"),
    ]);
}

#[test]
fn numbers_and_latin_words_may_carry_proclitics() {
    check(&[("ال57", "ال+57"), ("وب2016", "و+ب+2016"), ("وAndroid", "و+Android"), ("والـBBC", "و+الـ+BBC")]);
}

#[test]
fn marks_and_tatweel_go_with_their_letter() {
    check(&[
        ("و\u{64e}ب\u{650}ح\u{64e}ل\u{64e}ب\u{64e}", "و\u{64e}+ب\u{650}+ح\u{64e}ل\u{64e}ب\u{64e}"),
        ("مـــدينته", "مـــدينت~ه"),
        ("لـــمدينة", "لـــ+مدينة"),
    ]);
}

#[test]
fn unknown_words_are_cut_by_their_stems() {
    check(&[("وللعراقيين", "و+ل+ل+عراقيين"), ("ولشعرائها", "و+ل+شعرائ~ها"), ("وتيبازة", "و+تيبازة")]);
}

#[test]
fn a_word_with_a_pronoun_begins_as_the_word_alone() {
    check(&[
        ("والدته", "والدت~ه"),
        ("لجنتها", "لجنت~ها"),
        ("بموجبه", "ب+موجب~ه"),
        ("التزامه", "التزام~ه"),
        ("فعليها", "ف+علي~ها"),
    ]);
}

#[test]
fn a_verbal_noun_stands_after_a_preposition() {
    check(&[("بعدم", "ب+عدم"), ("بضم", "ب+ضم"), ("بفرض", "ب+فرض"), ("بلغت", "بلغت")]);
}

#[test]
fn inflected_forms_of_whole_words_stay_whole() {
    check_whole(&["فداناً", "بندين", "لبناني"]);
}

#[test]
fn a_sure_name_is_no_clitic_before_another_word() {
    check_whole(&["بالحاج", "بالقاسم", "برهان", "بيومي", "سامر", "فراس", "كمالي"]);
}

#[test]
fn names_are_cut_as_news_writes_them_after_a_conjunction() {
    check(&[("وجون", "و+جون"), ("والفلسطينيين", "و+ال+فلسطينيين"), ("والتر", "والتر"), ("وقلائد", "و+قلائد")]);
}
