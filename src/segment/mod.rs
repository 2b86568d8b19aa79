//! Article → paragraphs with a kind → sentences → tokens → clitics.
//!
//! Total: any text gives a segmentation, in time linear in its length. Tokens and the gaps between them give
//! back the text; gaps hold only white space and invisible characters; every boundary is a grapheme boundary.

mod addresses;
mod blocks;
mod clitics;
mod datelines;
mod paragraphs;
mod sentences;
mod tokens;
mod words;

pub use clitics::cut_word;
pub use sentences::{GapWords, Line as GapLine, OUTCOMES as GAP_OUTCOMES, observe_gaps};
pub use words::word_bounds;

use crate::{
    annotation::{Paragraph, ParagraphKind, Sentence, Token},
    lexicon::Lexicon,
    text::Span,
};
use clitics::CliticFinder;
use datelines::DatelineFinder;
use sentences::{Marks, SentenceFinder};

/// The parts of a text, each list in the order of the text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Segmentation {
    /// Paragraphs; every token lies in one.
    pub paragraphs: Vec<Paragraph>,
    /// Sentences; every token lies in one, every sentence in one paragraph.
    pub sentences: Vec<Sentence>,
    /// Tokens.
    pub tokens: Vec<Token>,
}

/// So many bytes news has for each token at least, marks and spaces included.
const BYTES_PER_TOKEN: usize = 8;

/// Cuts `text` into its parts, with the evidence of `lexicon`.
///
/// «وفي أنقرة،قال كالين» gives the tokens وفي, أنقرة, ،, قال, كالين, the first with the clitic و.
pub fn segment(text: &str, lexicon: &Lexicon) -> Segmentation {
    let mut clitics = CliticFinder::new(text, lexicon);
    segment_with(text, lexicon, |token| token.clitics = clitics.find(token.span))
}

/// [`segment`] without clitics, for measuring.
pub fn segment_words(text: &str, lexicon: &Lexicon) -> Segmentation {
    segment_with(text, lexicon, |_| {})
}

fn segment_with(text: &str, lexicon: &Lexicon, mut find_clitics: impl FnMut(&mut Token)) -> Segmentation {
    let mut segmentation =
        Segmentation { tokens: Vec::with_capacity(text.len() / BYTES_PER_TOKEN), ..Segmentation::default() };
    let mut sentences = SentenceFinder::new(lexicon);
    let dateline_finder = DatelineFinder::new(lexicon);
    let tables = paragraphs::LineTables::new(lexicon);
    let lines = paragraphs::line_spans(text);
    let (mut marks, mut borders) = (Marks::default(), Vec::new());
    let mut has_content = false;
    for (index, span) in lines.iter().enumerate() {
        let first_token = segmentation.tokens.len();
        tokens::push_tokens(text, *span, &mut segmentation.tokens);
        let tokens = &mut segmentation.tokens[first_token..];
        if tokens.is_empty() {
            continue;
        }
        tokens.iter_mut().for_each(&mut find_clitics);
        marks.set(text, tokens);
        let datelines = dateline_finder.find(text, tokens, &marks);
        sentences.find(text, tokens, &marks, !has_content, &datelines, &mut borders);
        let mut start = 0;
        for border in &borders {
            segmentation.sentences.push(tokens[start].span.cover(tokens[border.end - 1].span));
            start = border.end;
        }
        let has_next = index + 1 < lines.len();
        let line = paragraphs::Line {
            text,
            span: *span,
            tokens,
            borders: &borders,
            datelines: &datelines,
            has_next,
            tables: &tables,
        };
        let first_paragraph = segmentation.paragraphs.len();
        line.push_paragraphs(&mut segmentation.paragraphs);
        let paragraphs = &segmentation.paragraphs[first_paragraph..];
        has_content |= paragraphs.iter().any(|paragraph| is_content(paragraph.kind));
    }
    paragraphs::find_headline(&mut segmentation.paragraphs);
    segmentation
}

/// Whether a paragraph of this kind is part of the article's text.
fn is_content(kind: ParagraphKind) -> bool {
    !matches!(kind, ParagraphKind::Boilerplate | ParagraphKind::Byline)
}

/// The tokens of `tokens` (in text order) that lie inside `span`.
pub fn tokens_in(tokens: &[Token], span: Span) -> &[Token] {
    let first = tokens.partition_point(|token| token.span.start < span.start);
    let end = tokens.partition_point(|token| token.span.end <= span.end);
    tokens.get(first..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_grapheme_boundary;
    use proptest::prelude::*;

    fn tokens_of(text: &str) -> Vec<&str> {
        segment(text, Lexicon::embedded()).tokens.iter().map(|token| token.span.slice(text)).collect()
    }

    fn sentences_of(text: &str) -> Vec<&str> {
        segment(text, Lexicon::embedded()).sentences.iter().map(|sentence| sentence.slice(text)).collect()
    }

    fn clitics_of(word: &str) -> String {
        let token = &segment(word, Lexicon::embedded()).tokens[0];
        let mut rest = token.span.start;
        let mut pieces = String::new();
        for clitic in &token.clitics {
            pieces += &format!("{}+", clitic.span.slice(word));
            rest = clitic.span.end;
        }
        pieces + &word[rest..]
    }

    #[test]
    fn a_comma_glued_to_the_next_word_separates_two_words() {
        assert_eq!(tokens_of("وفي أنقرة،قال"), ["وفي", "أنقرة", "،", "قال"]);
    }

    #[test]
    fn decimals_abbreviations_and_glued_digits_are_one_token() {
        assert_eq!(tokens_of("10.5 أ.ف.ب ال57"), ["10.5", "أ.ف.ب", "ال57"]);
    }

    #[test]
    fn addresses_hashtags_and_mentions_are_one_token() {
        assert_eq!(
            tokens_of("انظر https://example.org/a?b=1. أو a.b@example.org، #حلب_الآن @hashiya"),
            ["انظر", "https://example.org/a?b=1", ".", "أو", "a.b@example.org", "،", "#حلب_الآن", "@hashiya"]
        );
    }

    #[test]
    fn an_emoji_is_one_token() {
        assert_eq!(tokens_of("حلب👨\u{200d}👩\u{200d}👧!"), ["حلب", "👨\u{200d}👩\u{200d}👧", "!"]);
    }

    #[test]
    fn sentences_end_at_arabic_and_latin_marks() {
        assert_eq!(sentences_of("وصل كيري. هل سافر؟ نعم!"), ["وصل كيري.", "هل سافر؟", "نعم!"]);
    }

    #[test]
    fn a_quotation_keeps_its_sentences_together() {
        assert_eq!(
            sentences_of("قال: «لن نغادر. سنبقى هنا». وأضاف."),
            ["قال: «لن نغادر. سنبقى هنا».", "وأضاف."]
        );
    }

    #[test]
    fn an_abbreviation_does_not_end_a_sentence() {
        assert_eq!(sentences_of("زار د. أحمد المدينة. ثم عاد."), ["زار د. أحمد المدينة.", "ثم عاد."]);
    }

    #[test]
    fn proclitics_are_cut_by_evidence() {
        for (word, expected) in [
            ("والمدينة", "و+ال+مدينة"),
            ("بالمدينة", "ب+ال+مدينة"),
            ("للمدينة", "ل+ل+مدينة"),
            ("وبحلب", "و+ب+حلب"),
            ("سيجتمع", "س+يجتمع"),
            ("ال57", "ال+57"),
        ] {
            assert_eq!(clitics_of(word), expected);
        }
    }

    #[test]
    fn names_and_words_that_look_like_clitics_stay_whole() {
        for word in
            ["وزير", "بشار", "كيري", "فرنسا", "لبنان", "باريس", "الله", "إلى", "والد", "وصل", "بعد", "كان"]
        {
            assert_eq!(clitics_of(word), word);
        }
    }

    proptest! {
        #[test]
        fn tokens_and_gaps_rebuild_any_text(text in "([\u{600}-\u{6ff}]|\\PC|[ \n\r\t\u{200f}\u{200d}«».،]){0,200}") {
            let segmentation = segment(&text, Lexicon::embedded());
            let mut end = 0;
            for token in &segmentation.tokens {
                prop_assert!(end <= token.span.start && !token.span.is_empty());
                let gap = &text[end..token.span.start];
                prop_assert!(gap.chars().all(|c| c.is_whitespace() || c.is_control() || crate::text::letters::is_invisible(c)), "gap {:?}", gap);
                prop_assert!(is_grapheme_boundary(&text, token.span.start) && is_grapheme_boundary(&text, token.span.end));
                end = token.span.end;
            }
            let in_sentences: usize = segmentation.sentences.iter().map(|s| tokens_in(&segmentation.tokens, *s).len()).sum();
            prop_assert_eq!(in_sentences, segmentation.tokens.len());
            for sentence in &segmentation.sentences {
                prop_assert!(segmentation.paragraphs.iter().any(|p| p.span.contains(*sentence)));
            }
        }
    }
}
