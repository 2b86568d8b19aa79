//! What holds for every text; each check panics where it does not. Shared with the targets of `fuzz/`.

use std::collections::BTreeSet;

use hashiya::{
    annotation::{Document, Meta, Paragraph, Token},
    dataset::{self, Imported},
    lexicon::Lexicon,
    pipeline::Annotator,
    schema::Schema,
    segment::{Segmentation, segment, word_bounds},
    text::{OffsetIndex, Span, is_grapheme_boundary, letters},
};

/// Checks the parts of `text`.
pub fn check_segmentation(text: &str) {
    let found = segment(text, Lexicon::embedded());
    check_tokens(text, &found.tokens);
    check_sentences(text, &found);
    check_paragraphs(text, &found.paragraphs);
    let bounds: Vec<usize> = word_bounds(text).collect();
    assert!(bounds.is_sorted_by(|one, other| one < other), "word bounds are in order");
    assert_eq!(bounds.last().copied().unwrap_or(0), text.len(), "word bounds reach the end");
}

/// Checks the whole document of `text`, and that it can be written and read back.
pub fn check_document(text: &str, annotator: &Annotator) {
    let document = annotator.annotate("d1", text, Meta::default());
    assert_eq!(document.text, text, "the text stays as it is");
    check_tokens(text, &document.tokens);
    check_marks(&document);
    check_written(&document, annotator.schema());
}

/// A document can be written in the native format and read back.
pub fn check_written(document: &Document, schema: &Schema) {
    let written = dataset::to_jsonl([document]);
    match dataset::read(written.as_bytes(), "d.jsonl", schema) {
        Ok(Imported::Documents(read)) => {
            assert!(read == [document.clone()], "written and read again: {written}");
        }
        other => panic!("{other:?}: {written}"),
    }
}

/// Tokens and the gaps between them rebuild the text; gaps hold nothing that is seen.
fn check_tokens(text: &str, tokens: &[Token]) {
    let offsets = OffsetIndex::new(text);
    let mut end = 0;
    for token in tokens {
        check_span(text, token.span);
        assert!(end <= token.span.start, "tokens are in order");
        check_gap(&text[end..token.span.start]);
        check_clitics(text, token);
        let utf16 = offsets.to_utf16(text, token.span).unwrap();
        assert_eq!(offsets.utf16_to_bytes(text, utf16), Some(token.span));
        end = token.span.end;
    }
    check_gap(&text[end..]);
}

fn check_gap(gap: &str) {
    let is_unseen = |c: char| c.is_whitespace() || c.is_control() || letters::is_invisible(c);
    assert!(gap.chars().all(is_unseen), "a gap holds ink: {gap:?}");
}

/// Clitics lie in their token, in order, and leave something of it unless a pronoun ends it: «له».
fn check_clitics(text: &str, token: &Token) {
    let mut end = token.span.start;
    for clitic in &token.clitics {
        check_span(text, clitic.span);
        assert!(end <= clitic.span.start && clitic.span.end <= token.span.end, "clitics are in order");
        end = clitic.span.end;
    }
    let core = token.core();
    assert!(token.span.contains(core) && !core.is_empty(), "the core lies in its token");
}

/// Every token lies in one sentence, every sentence in one paragraph.
fn check_sentences(text: &str, found: &Segmentation) {
    let mut tokens = found.tokens.iter().peekable();
    let mut paragraphs = found.paragraphs.iter().peekable();
    let mut end = 0;
    for sentence in &found.sentences {
        check_span(text, *sentence);
        assert!(end <= sentence.start, "sentences are in order");
        end = sentence.end;
        let first = tokens.next_if(|token| sentence.contains(token.span));
        assert!(first.is_some(), "no sentence without a token");
        while tokens.next_if(|token| sentence.contains(token.span)).is_some() {}
        while paragraphs.next_if(|paragraph| paragraph.span.end <= sentence.start).is_some() {}
        assert!(paragraphs.peek().is_some_and(|paragraph| paragraph.span.contains(*sentence)));
    }
    assert!(tokens.next().is_none(), "no token outside the sentences");
}

fn check_paragraphs(text: &str, paragraphs: &[Paragraph]) {
    let mut end = 0;
    for paragraph in paragraphs {
        check_span(text, paragraph.span);
        assert!(end <= paragraph.span.start, "paragraphs are in order");
        end = paragraph.span.end;
        if let Some(dateline) = paragraph.dateline {
            check_span(text, dateline);
            assert!(paragraph.span.contains(dateline) && dateline.start == paragraph.span.start);
        }
    }
}

/// Marks lie on grapheme boundaries, their ids are unique, and what they name is there.
pub fn check_marks(document: &Document) {
    let text = &document.text;
    let mut ids = BTreeSet::new();
    for entity in &document.entities {
        check_span(text, entity.span);
        check_span(text, entity.core);
        assert!(entity.span.contains(entity.core) && ids.insert(entity.id.as_str()));
        let chain = entity.chain.as_ref();
        assert!(chain.is_none_or(|id| document.chains.iter().any(|chain| chain.id == *id)));
    }
    for event in &document.events {
        check_span(text, event.trigger);
        for argument in &event.arguments {
            check_span(text, argument.span);
            assert!(argument.entity.as_deref().is_none_or(|id| ids.contains(id)));
        }
    }
}

/// A span holds something and does not cut a letter from its marks.
fn check_span(text: &str, span: Span) {
    assert!(!span.is_empty(), "an empty span at {} of {text:?}", span.start);
    for bound in [span.start, span.end] {
        assert!(is_grapheme_boundary(text, bound), "no boundary at {bound} of {text:?}");
    }
}
