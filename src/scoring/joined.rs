//! A document whose sentences are joined into one paragraph: the published way to score sentence
//! splitters, where no line break helps.

use crate::{
    annotation::{Document, Token},
    text::Span,
};

/// The sentences of `document` with one space between them, as a document of its own: id, text, sentences
/// and tokens. What stands outside the sentences is left out, and so are the marks.
pub fn join_sentences(document: &Document) -> Document {
    let mut joined = Document { id: document.id.clone(), ..Document::default() };
    for sentence in &document.sentences {
        if !joined.text.is_empty() {
            joined.text.push(' ');
        }
        let start = joined.text.len();
        joined.text.push_str(sentence.slice(&document.text));
        let moved =
            |span: Span| Span::new(start + span.start - sentence.start, start + span.end - sentence.start);
        joined.sentences.push(moved(*sentence));
        let first = document.tokens.partition_point(|token| token.span.start < sentence.start);
        let tokens = document.tokens.iter().skip(first).take_while(|token| token.span.end <= sentence.end);
        joined.tokens.extend(tokens.filter_map(|token| move_token(token, *sentence, moved)));
    }
    joined
}

/// `token` with its spans moved; nothing where a clitic lies outside `sentence`.
fn move_token(token: &Token, sentence: Span, moved: impl Fn(Span) -> Span) -> Option<Token> {
    token.clone().map_spans(&|span| sentence.contains(span).then(|| moved(span)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::annotation::{Clitic, CliticKind};

    #[test]
    fn line_breaks_become_spaces_and_tokens_move_with_their_sentences() {
        let clitic = Clitic { span: Span::new(6, 8), kind: CliticKind::Conjunction };
        let document = Document {
            text: "a.\n\n* وb.".into(),
            sentences: vec![Span::new(0, 2), Span::new(6, 10)],
            tokens: vec![
                Token { span: Span::new(0, 1), clitics: Vec::new() },
                Token { span: Span::new(4, 5), clitics: Vec::new() },
                Token { span: Span::new(6, 9), clitics: vec![clitic] },
            ],
            ..Document::default()
        };
        let joined = join_sentences(&document);
        assert_eq!(joined.text, "a. وb.");
        assert_eq!(joined.sentences, [Span::new(0, 2), Span::new(3, 7)]);
        let spans: Vec<Span> = joined.tokens.iter().map(|token| token.span).collect();
        assert_eq!(spans, [Span::new(0, 1), Span::new(3, 6)]);
        assert_eq!(joined.tokens[1].clitics[0].span, Span::new(3, 5));
    }
}
