//! The classes of words that patterns name with `%`.

use super::program::Class;
use crate::entities::words::WordForm;

/// A word is rare below this binary logarithm of its count in 33 million words.
const RARE_BELOW: u8 = 7;

/// A word is common from this binary logarithm on.
const COMMON_FROM: u8 = 10;

/// Whether `word`, written as `surface`, is of `class`.
pub(in crate::entities) fn is_of_class(word: &WordForm, class: Class, surface: &str) -> bool {
    let is_word = word.is_arabic && !word.is_function && word.digits.is_none() && !word.is_address;
    match class {
        Class::Any => true,
        Class::Word => is_word,
        Class::Definite => is_word && word.is_definite,
        Class::Indefinite => is_word && !word.is_definite,
        Class::Rare => is_word && word.log_count.unwrap_or(0) < RARE_BELOW,
        Class::Uncommon => is_word && word.log_count.unwrap_or(0) < COMMON_FROM,
        Class::Namelike => {
            is_word && word.log_count.unwrap_or(0) < COMMON_FROM && !looks_inflected(word.form())
        }
        Class::Bare => !word.has_proclitic(),
        Class::Latin => word.is_latin && !word.is_address,
        Class::Function => word.is_function,
        Class::Mark => word.is_punctuation(),
        Class::Quote => is_quote(surface),
        Class::Address => word.is_address,
        Class::Start => false,
    }
}

/// Whether a word begins as verbs and definite nouns do, or ends as words with suffixes do. Names do so
/// too, but those that news has often are in the table of names.
fn looks_inflected(form: &str) -> bool {
    use crate::text::letters::{ALEF, HEH, LAM, SEEN, WAW, YEH};
    const TEH: char = '\u{62a}';
    const MEEM: char = '\u{645}';
    const NOON: char = '\u{646}';
    let ends = [[WAW, ALEF], [HEH, ALEF], [HEH, MEEM], [WAW, NOON], [ALEF, TEH], [TEH, HEH], [YEH, HEH]];
    let starts = [[ALEF, LAM], [LAM, LAM], [SEEN, YEH]];
    let mut chars = form.chars();
    let first = [chars.next(), chars.next()];
    let mut chars = form.chars().rev();
    let last = [chars.next(), chars.next()];
    form.starts_with([YEH, TEH, WAW])
        || starts.iter().any(|start| start.map(Some) == first)
        || ends.iter().any(|[one, other]| [Some(*other), Some(*one)] == last)
}

/// Whether a token is a quotation mark of any shape.
fn is_quote(token: &str) -> bool {
    let mut chars = token.chars();
    let is_mark = chars.next().is_some_and(is_quotation_mark);
    is_mark && chars.all(is_quotation_mark)
}

fn is_quotation_mark(c: char) -> bool {
    matches!(c, '"' | '\'' | '«' | '»' | '‹' | '›' | '\u{2018}'..='\u{201f}')
}
