//! Sentences as research data sets give them: words with labelled spans, one sentence a line.
//! `{"id": "set-12", "tokens": ["…"], "spans": [[0, 1, "LOC"]]}`, ends exclusive; or sentences with a judgement of
//! the whole: `{"text": "…", "event_type": "PROTEST", "label": "yes", "split": "dev"}`.

use serde::{Deserialize, de::DeserializeOwned};

use super::ImportError;
use crate::text::Span;

/// A sentence of words with labelled spans, counted in words.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LabelledSentence {
    /// Its id: that of its article, a hyphen, its number.
    pub id: String,
    /// Its words.
    pub tokens: Vec<String>,
    /// First word, end, label.
    pub spans: Vec<(usize, usize, String)>,
}

impl LabelledSentence {
    /// The id of its article.
    pub fn article(&self) -> &str {
        self.id.rsplit_once('-').map_or(&self.id, |(article, _)| article)
    }
}

/// The words of `sentences` as a text, a line for each sentence, with the labelled spans in bytes; spans outside of their sentence are left out.
pub fn joined(sentences: &[LabelledSentence]) -> (String, Vec<(Span, &str)>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for sentence in sentences {
        let mut places = Vec::new();
        for token in &sentence.tokens {
            if !text.is_empty() && !text.ends_with('\n') {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(token);
            places.push(Span::new(start, text.len()));
        }
        text.push('\n');
        for (first, end, label) in &sentence.spans {
            if let (Some(start), Some(last)) =
                (places.get(*first), end.checked_sub(1).and_then(|last| places.get(last)))
            {
                spans.push((Span::new(start.start, last.end), label.as_str()));
            }
        }
    }
    (text, spans)
}

/// A sentence that people judged: does it tell of an event of this kind?
#[cfg(any(test, feature = "train"))]
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct JudgedSentence {
    /// The sentence.
    pub text: String,
    /// The kind of event that was asked for, by its name in PLOVER.
    pub event_type: String,
    /// The judgement; it ends in `yes` where there is one.
    pub label: String,
    /// The part of the set that it belongs to.
    pub split: String,
}

/// Reads sentences with labelled spans, one a line.
///
/// # Errors
/// [`ImportError::JsonSyntax`] with the line.
pub fn read_labelled(text: &str) -> Result<Vec<LabelledSentence>, ImportError> {
    read_rows(text)
}

/// Reads judged sentences, one a line.
///
/// # Errors
/// [`ImportError::JsonSyntax`] with the line.
#[cfg(any(test, feature = "train"))]
pub fn read_judged(text: &str) -> Result<Vec<JudgedSentence>, ImportError> {
    read_rows(text)
}

fn read_rows<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, ImportError> {
    let row = |(index, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| ImportError::JsonSyntax {
            line: index + 1,
            column: error.column(),
            reason: error.to_string(),
        })
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_has_words_and_spans() {
        let read =
            read_labelled("{\"id\":\"a-1\",\"tokens\":[\"x\",\"y\"],\"spans\":[[0,2,\"L\"]]}\n").unwrap();
        assert_eq!(read[0].article(), "a");
        assert_eq!(read[0].spans, [(0, 2, "L".to_owned())]);
    }

    #[test]
    fn a_judged_sentence_has_a_kind_and_a_label() {
        let line = "{\"text\":\"x\",\"event_type\":\"PROTEST\",\"label\":\"yes\",\"split\":\"dev\",\"id\":3}";
        assert_eq!(read_judged(line).unwrap()[0].event_type, "PROTEST");
    }

    #[test]
    fn a_broken_line_is_named() {
        assert!(matches!(read_labelled("\n{"), Err(ImportError::JsonSyntax { line: 2, .. })));
    }
}
