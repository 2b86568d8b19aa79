//! Names for the characters that Arabic text processing speaks of, and their classes.
//!
//! Invisible characters stand as escapes; source for the classes: the Unicode Character Database
//! (blocks Arabic, General Punctuation, Arabic Presentation Forms A and B).

/// Lengthens the joining stroke: «مـــصر».
pub const TATWEEL: char = '\u{640}';
/// Alef without hamza, ا.
pub const ALEF: char = '\u{627}';
/// Yeh, ي.
pub const YEH: char = '\u{64a}';
/// Heh, ه.
pub const HEH: char = '\u{647}';
/// Teh marbuta, ة: the feminine ending.
pub const TEH_MARBUTA: char = '\u{629}';
/// Alef maksura, ى.
pub const ALEF_MAKSURA: char = '\u{649}';
/// Waw, و: the conjunction "and" as a proclitic.
pub const WAW: char = '\u{648}';
/// Feh, ف: the conjunction "so" as a proclitic.
pub const FEH: char = '\u{641}';
/// Beh, ب: the preposition "in, by" as a proclitic.
pub const BEH: char = '\u{628}';
/// Kaf, ك: the preposition "like" as a proclitic.
pub const KAF: char = '\u{643}';
/// Lam, ل: the preposition "for, to" as a proclitic, and half of the article.
pub const LAM: char = '\u{644}';
/// Seen, س: the future marker as a proclitic.
pub const SEEN: char = '\u{633}';
/// Teh, ت.
pub const TEH: char = '\u{62a}';
/// Noon, ن.
pub const NOON: char = '\u{646}';
/// Meem, م.
pub const MEEM: char = '\u{645}';
/// Hamza by itself, ء.
pub const HAMZA: char = '\u{621}';
/// Hamza on waw, ؤ: what a final hamza becomes before a pronoun, «شراؤها».
pub const HAMZA_ON_WAW: char = '\u{624}';
/// Hamza on yeh, ئ: the same, «لقائه».
pub const HAMZA_ON_YEH: char = '\u{626}';
/// The letters that an imperfect verb begins with, by person: «أجتمع», «تجتمع», «يجتمع», «نجتمع».
pub const IMPERFECT_PREFIXES: [char; 4] = [ALEF, TEH, YEH, NOON];
/// Arabic comma, ،.
pub const COMMA: char = '\u{60c}';
/// Arabic semicolon, ؛.
pub const SEMICOLON: char = '\u{61b}';
/// Arabic question mark, ؟.
pub const QUESTION_MARK: char = '\u{61f}';
/// Arabic full stop of Urdu and its neighbours, ۔.
pub const FULL_STOP: char = '\u{6d4}';
/// Arabic decimal separator, ٫.
pub const DECIMAL_SEPARATOR: char = '\u{66b}';
/// Arabic thousands separator, ٬.
pub const THOUSANDS_SEPARATOR: char = '\u{66c}';
/// Arabic percent sign, ٪.
pub const PERCENT_SIGN: char = '\u{66a}';

/// Whether `c` is a vowel sign, shadda, superscript alef or Quranic mark: written over or under
/// another letter and left out of most news text.
pub fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{6df}'..='\u{6e4}' | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{8d3}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}')
}

/// Whether `c` steers direction or joining and has no ink of its own: bidi controls, zero-width
/// space, joiner and non-joiner, word joiner, soft hyphen, byte-order mark.
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Whether `c` is a ligature or positional form from the two presentation blocks, as old encodings
/// and PDF files have them: «ﻷ» for «لأ».
pub fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// Whether `c` is a letter of the Arabic script (presentation forms included).
pub fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}') || c.is_alphabetic() && is_arabic_script(c) && !is_diacritic(c)
}

/// Whether `c` stands in a block of the Arabic script, whatever its kind.
pub fn is_arabic_script(c: char) -> bool {
    matches!(c, '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{870}'..='\u{8ff}')
        || is_presentation_form(c)
}

/// The value of a decimal digit of the three sets that Arabic news uses: 0–9, ٠–٩, ۰–۹.
pub fn digit_value(c: char) -> Option<u32> {
    match c {
        '0'..='9' => Some(c as u32 - '0' as u32),
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6f0}'..='\u{6f9}' => Some(c as u32 - 0x6f0),
        _ => None,
    }
}
