//! Sentences as research data sets give them: words with labelled spans, one sentence a line.
//! `{"id": "set-12", "tokens": ["…"], "spans": [[0, 1, "LOC"]]}`, ends exclusive.

use serde::Deserialize;

use super::ImportError;

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

/// Reads sentences, one a line.
///
/// # Errors
/// [`ImportError::JsonSyntax`] with the line.
pub fn read_labelled(text: &str) -> Result<Vec<LabelledSentence>, ImportError> {
    let sentence = |(index, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|error| ImportError::JsonSyntax {
            line: index + 1,
            column: error.column(),
            reason: error.to_string(),
        })
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(sentence).collect()
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
    fn a_broken_line_is_named() {
        assert!(matches!(read_labelled("\n{"), Err(ImportError::JsonSyntax { line: 2, .. })));
    }
}
