//! One spelling for words that are written in several ways, for matching only: the text itself is
//! never changed, and each normalised letter knows where it came from.
//!
//! The folding is the one usual in Arabic retrieval (Larkey, Ballesteros & Connell 2002, "light
//! stemming"): hamza on alef, alef maqsura, ta marbuta; no marks, no tatweel. To it come Persian and
//! Urdu letter forms, presentation forms (NFKC), digits of all scripts, and invisible controls.

use unicode_normalization::UnicodeNormalization;

use super::{
    Span,
    letters::{self, ALEF, HEH, KAF, TATWEEL, WAW, YEH},
};

/// A normalised text with its alignment to the original.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Normalized {
    text: String,
    /// For each byte of `text`, the first byte of the original character that gave it; at the end,
    /// the length of the original.
    sources: Vec<usize>,
}

impl Normalized {
    /// Normalises `text` in the memory of the former text, for callers with many short ones.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.sources.clear();
        for (byte, c) in text.char_indices() {
            each_normalized_char(c, |folded| {
                self.text.push(folded);
                self.sources.resize(self.text.len(), byte);
            });
        }
        self.sources.push(text.len());
    }

    /// The normalised text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The span of the original that gave the normalised `span`, with the marks that follow its last
    /// letter. Spans that do not fit are cut to the text.
    pub fn source_span(&self, span: Span) -> Span {
        let source = |byte: usize| self.sources.get(byte.min(self.text.len())).copied().unwrap_or(0);
        Span::new(source(span.start), source(span.end))
    }
}

/// Normalises `text` for matching.
///
/// ```
/// use hashiya::text::{normalize, Span};
/// let normalized = normalize("إلى مـصر");
/// assert_eq!(normalized.text(), "الي مصر");
/// assert_eq!(normalized.source_span(Span::new(7, 13)).slice("إلى مـصر"), "مـصر");
/// ```
pub fn normalize(text: &str) -> Normalized {
    let mut normalized =
        Normalized { text: String::with_capacity(text.len()), sources: Vec::with_capacity(text.len() + 1) };
    normalized.set(text);
    normalized
}

/// The normalised form of a word or phrase, without alignment: «أنقرة» gives «انقره».
pub fn normalize_word(word: &str) -> String {
    let mut folded_word = String::with_capacity(word.len());
    push_normalized(word, &mut folded_word);
    folded_word
}

/// Adds the normalised form of `word` to `folded_word`, for callers with many words.
pub fn push_normalized(word: &str, folded_word: &mut String) {
    let mut kept = 0;
    for (byte, c) in word.char_indices().filter(|(_, c)| !stands_for_itself(*c)) {
        folded_word.push_str(&word[kept..byte]);
        each_normalized_char(c, |folded| folded_word.push(folded));
        kept = byte + c.len_utf8();
    }
    folded_word.push_str(&word[kept..]);
}

/// Gives to `emit` what `c` becomes: nothing, one letter, or the letters of a ligature.
fn each_normalized_char(c: char, mut emit: impl FnMut(char)) {
    if stands_for_itself(c) {
        emit(c);
    } else if letters::is_presentation_form(c) {
        for plain in std::iter::once(c).nfkc() {
            fold(plain).into_iter().for_each(&mut emit);
        }
    } else {
        fold(c).into_iter().for_each(emit);
    }
}

/// Whether `c` is a letter, digit or mark that most text is made of and that stays as it is.
fn stands_for_itself(c: char) -> bool {
    matches!(c, ALEF | '\u{626}' | '\u{628}' | '\u{62a}'..='\u{63a}' | '\u{641}'..='\u{648}' | YEH)
        || matches!(c, '\u{20}'..='\u{40}' | '\u{5b}'..='\u{7f}')
}

/// The letter that stands for `c` in normalised text; `None` where `c` is left out.
fn fold(c: char) -> Option<char> {
    if c == TATWEEL || letters::is_diacritic(c) || letters::is_invisible(c) {
        return None;
    }
    if let Some(digit) = letters::digit_value(c) {
        return char::from_digit(digit, 10);
    }
    Some(match c {
        // Alef with madda, hamza above, hamza below, wasla, wavy hamza.
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}' | '\u{672}' | '\u{673}' => ALEF,
        // Alef maqsura, Persian yeh, yeh barree, yeh with tail, Kurdish e.
        '\u{649}' | '\u{6cc}' | '\u{6d2}' | '\u{6cd}' | '\u{6ce}' => YEH,
        // Ta marbuta, heh doachashmee, heh goal, ae, heh with yeh above, ta marbuta goal.
        '\u{629}' | '\u{6be}' | '\u{6c1}' | '\u{6d5}' | '\u{6c0}' | '\u{6c3}' => HEH,
        // Persian keheh, swash kaf.
        '\u{6a9}' | '\u{6aa}' => KAF,
        // Kurdish and Turkic letters o, u, ve as editors type them for waw.
        '\u{6c6}' | '\u{6c7}' | '\u{6cb}' => WAW,
        // No-break and other wide or narrow spaces.
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{3000}' => ' ',
        // Arabic has no capitals, nor have « ».
        '\u{600}'..='\u{6ff}' | '\u{ab}' | '\u{bb}' => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(input: &str, expected: &str) {
        assert_eq!(normalize_word(input), expected);
        assert_eq!(normalize(input).text(), expected);
    }

    #[test]
    fn hamza_alef_maqsura_and_ta_marbuta_are_folded() {
        check("إلى أنقرة", "الي انقره");
        check("آمال", "امال");
    }

    #[test]
    fn diacritics_tatweel_and_controls_are_left_out() {
        check("ق\u{64f}ت\u{650}ل\u{64e}", "قتل");
        check("م\u{640}\u{640}صر", "مصر");
        check("\u{202b}حلب\u{202c}\u{200f}", "حلب");
    }

    #[test]
    fn persian_letters_become_arabic_ones() {
        check("\u{6a9}ربلای\u{200c}", "كربلاي");
    }

    #[test]
    fn presentation_forms_become_letters() {
        check("\u{fefb}", "لا");
        check("\u{fe8d}\u{fedf}\u{fea4}\u{fed4}\u{fe95}", "الحفت");
    }

    #[test]
    fn digits_of_all_scripts_become_ascii() {
        check("٢٠١٦ ۱۳", "2016 13");
    }

    #[test]
    fn a_normalised_span_leads_back_to_letters_with_their_marks() {
        let text = "في ح\u{64e}ل\u{64e}ب\u{650}،";
        let normalized = normalize(text);
        let start = normalized.text().find("حلب").unwrap();
        let span = normalized.source_span(Span::new(start, start + "حلب".len()));
        assert_eq!(span.slice(text), "ح\u{64e}ل\u{64e}ب\u{650}");
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in "[\u{600}-\u{6ff}\u{fb50}-\u{fdff}a-z ]{0,60}") {
            let once = normalize_word(&text);
            prop_assert_eq!(normalize_word(&once), once);
        }

        #[test]
        fn source_spans_are_character_boundaries_in_order(text in "\\PC{0,60}") {
            let normalized = normalize(&text);
            let starts: Vec<usize> = normalized.text().char_indices().map(|(byte, _)| byte).collect();
            let mut last = 0;
            for start in starts {
                let span = normalized.source_span(Span::new(start, normalized.text().len()));
                prop_assert!(text.is_char_boundary(span.start) && span.start >= last);
                last = span.start;
            }
        }
    }
}
