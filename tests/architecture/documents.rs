//! What holds for every document, whatever the text: checked on strings that no editor would print.

use std::sync::LazyLock;

use hashiya::annotation::{Document, Meta};
use hashiya::lexicon::Lexicon;
use hashiya::pipeline::Annotator;
use hashiya::text::{Span, is_grapheme_boundary, letters, normalize};
use proptest::prelude::*;

/// Pieces that news is made of, and pieces that break careless code: joined emoji, a lone mark,
/// controls of direction, presentation forms, a byte order mark, all kinds of line ends.
const PIECES: [&str; 40] = [
    "وقال الرئيس الروسي فلاديمير بوتين",
    "وزير الخارجية سيرغي لافروف",
    "في مدينة حلب",
    "وللمدينة",
    "يوم الجمعة 9 ديسمبر 2016",
    "الساعة ٣:٣٠",
    "مليون و200 ألف دولار",
    "خمسة وعشرون",
    "12.5%",
    "أعلن وقف إطلاق النار",
    "قتل",
    "اجتماع",
    "«",
    "»",
    ".",
    "...",
    "؟",
    "!",
    "،",
    "؛",
    ":",
    "(أ.ف.ب)",
    "-",
    " ",
    "  ",
    "\n",
    "\r\n",
    "\n\n",
    "\t",
    "\u{64e}",
    "\u{640}\u{640}",
    "\u{200f}\u{202b}",
    "\u{feff}",
    "\u{fdfa}\u{fefb}",
    "\u{1f469}\u{200d}\u{1f692}",
    "\u{1f1f8}\u{1f1fe}",
    "\u{1f600}",
    "Reuters",
    "x\u{301}\u{302}",
    "\u{0}",
];

proptest! {
    // A text that fails is printed; it belongs in a test of its own, not in a file of seeds.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn tokens_and_the_gaps_between_them_give_back_the_text(text in text()) {
        let document = annotate(&text);
        let mut joined = String::new();
        for token in &document.tokens {
            let gap = text.get(joined.len()..token.span.start);
            prop_assert!(gap.is_some_and(is_blank), "before {:?} stands {gap:?}", token.span);
            joined.push_str(gap.unwrap_or_default());
            joined.push_str(token.span.slice(&text));
            prop_assert!(!token.span.is_empty());
        }
        let rest = &text[joined.len()..];
        prop_assert!(is_blank(rest), "at the end stands {rest:?}");
        prop_assert_eq!(joined + rest, text);
    }

    #[test]
    fn every_span_lies_on_grapheme_boundaries(text in text()) {
        for (what, span) in spans(&annotate(&text)) {
            let is_inside = span.start <= span.end && span.end <= text.len();
            prop_assert!(is_inside, "{what} {span:?}");
            for byte in [span.start, span.end] {
                prop_assert!(is_grapheme_boundary(&text, byte), "{what} {span:?} cuts a letter at {byte}");
            }
        }
    }

    #[test]
    fn the_text_is_never_changed(text in text()) {
        prop_assert_eq!(annotate(&text).text, text);
    }

    #[test]
    fn normalised_text_knows_where_each_letter_came_from(text in text()) {
        let normalized = normalize(&text);
        let mut end_before = 0;
        for (start, c) in normalized.text().char_indices() {
            let source = normalized.source_span(Span::new(start, start + c.len_utf8()));
            prop_assert!(text.is_char_boundary(source.start) && text.is_char_boundary(source.end));
            prop_assert!(source.start <= source.end && source.end >= end_before);
            end_before = source.end;
        }
    }
}

fn text() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![8 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned), 1 => any::<String>()];
    proptest::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

fn annotate(text: &str) -> Document {
    static ANNOTATOR: LazyLock<Annotator> = LazyLock::new(|| Annotator::new(Lexicon::embedded().clone()));
    ANNOTATOR.annotate("d1", text, Meta::default())
}

/// All spans of `document`, each with a word for what it is.
fn spans(document: &Document) -> Vec<(&'static str, Span)> {
    let mut spans = Vec::new();
    spans.extend(document.paragraphs.iter().map(|paragraph| ("paragraph", paragraph.span)));
    spans.extend(document.sentences.iter().map(|sentence| ("sentence", *sentence)));
    for token in &document.tokens {
        spans.push(("token", token.span));
        spans.extend(token.clitics.iter().map(|clitic| ("clitic", clitic.span)));
    }
    for entity in &document.entities {
        spans.extend([("entity", entity.span), ("core", entity.core)]);
    }
    for event in &document.events {
        spans.push(("trigger", event.trigger));
        spans.extend(event.arguments.iter().map(|argument| ("argument", argument.span)));
    }
    spans
}

/// Nothing that a reader could see.
fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || letters::is_invisible(c))
}
