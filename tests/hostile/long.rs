//! Lines as long as a book: nothing breaks, and nothing is asked twice of each word.
//!
//! That time grows with the length is measured by `cargo bench --bench segmentation -- long`; a test would fail on
//! a busy machine.

use hashiya::{lexicon::Lexicon, segment::segment};

/// Bytes of the longest line.
const N_BYTES: usize = 10_000_000;

/// The same for text of signs, which has far more tokens.
const N_BYTES_OF_SIGNS: usize = 500_000;

/// `words`, again and again, in one line.
fn line(words: &str) -> String {
    words.repeat(N_BYTES.div_ceil(words.len()))
}

/// Segments `text`; gives the numbers of paragraphs, sentences and tokens.
fn n_parts(text: &str) -> (usize, usize, usize) {
    let found = segment(text, Lexicon::embedded());
    assert_eq!(found.tokens.last().map(|token| token.span.end), Some(text.trim_end().len()));
    (found.paragraphs.len(), found.sentences.len(), found.tokens.len())
}

#[test]
fn a_line_of_ten_megabytes_without_a_stop_is_segmented() {
    let words = "اجتمع الوزراء في العاصمة لبحث الأزمة ";
    let text = line(words);
    let (n_paragraphs, _, n_tokens) = n_parts(&text);
    assert!(text.len() >= N_BYTES);
    assert_eq!(n_paragraphs, 1);
    assert_eq!(n_tokens, 6 * text.matches(words).count());
}

#[test]
fn a_line_of_ten_megabytes_of_one_sentence_is_one_sentence() {
    let words = "١٢٫٥ ";
    let text = line(words) + "متراً.";
    assert_eq!(n_parts(&text).0, 1);
}

#[test]
fn a_word_of_ten_megabytes_is_one_token() {
    assert_eq!(n_parts(&line("كتاب")), (1, 1, 1));
}

#[test]
fn a_letter_with_ten_megabytes_of_marks_is_one_token() {
    assert_eq!(n_parts(&format!("ب{}", line("\u{64b}"))), (1, 1, 1));
}

#[test]
fn lines_of_signs_are_segmented() {
    let signs = [
        "«",
        "(\"",
        ". ",
        "قال. من القاهرة (رويترز) - ",
        "«حلب» ",
        "\"حلب\" ",
        "...",
        "أ.",
        "@#،",
        "www.،",
        "- ",
        "\u{200f}",
        "😀",
        "🇸",
        "حلب/",
        "ب\n",
        "\u{6dd} ",
    ];
    for signs in signs {
        let text = signs.repeat(N_BYTES_OF_SIGNS.div_ceil(signs.len()));
        let _ = segment(&text, Lexicon::embedded());
    }
}
