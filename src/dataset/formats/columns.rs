//! Columns of tags: `B-GPE`, `I-GPE`, `O`.

use std::ops::Range;

use crate::dataset::{ImportError, draft::Read, options::TagScheme};

/// What stands for "no span".
pub const OUTSIDE: &str = "O";

/// The tags of `n_words` words with `spans` that do not overlap.
pub fn tags(
    n_words: usize,
    spans: impl IntoIterator<Item = (Range<usize>, String)>,
    scheme: TagScheme,
) -> Vec<String> {
    let mut tags = vec![OUTSIDE.to_owned(); n_words];
    for (range, label) in spans {
        let last = range.end.saturating_sub(1);
        for word in range.clone() {
            let letter = match scheme {
                TagScheme::Bioes if word == range.start && word == last => 'S',
                TagScheme::Bioes if word == last => 'E',
                _ if word == range.start => 'B',
                _ => 'I',
            };
            if let Some(tag) = tags.get_mut(word) {
                *tag = format!("{letter}-{label}");
            }
        }
    }
    tags
}

/// Reads a column of tags, word by word, in IOB1, IOB2 or BIOES.
#[derive(Debug, Default)]
pub struct TagReader {
    /// The first word of the span that is open, and its label.
    open: Option<(usize, String)>,
    /// Spans that have ended.
    pub spans: Vec<(Range<usize>, String)>,
}

impl TagReader {
    /// Takes the tag of `word`.
    pub fn tag(&mut self, word: usize, tag: &str, place: &str) -> Read<()> {
        if is_outside(tag) {
            self.end(word);
            return Ok(());
        }
        let Some((letter, label)) = tag.split_once('-').filter(|(letter, label)| {
            matches!(*letter, "B" | "I" | "E" | "S" | "L" | "U") && !label.is_empty()
        }) else {
            return Err(ImportError::malformed(place, format!("{tag:?} is no tag of IOB or BIOES")));
        };
        let goes_on = self.open.as_ref().is_some_and(|(_, open)| open == label);
        if !goes_on || matches!(letter, "B" | "S" | "U") {
            self.end(word);
            self.open = Some((word, label.to_owned()));
        }
        if matches!(letter, "E" | "L" | "S" | "U") {
            self.end(word + 1);
        }
        Ok(())
    }

    /// Ends the span that is open before `word`.
    pub fn end(&mut self, word: usize) {
        if let Some((first, label)) = self.open.take() {
            self.spans.push((first..word, label));
        }
    }
}

/// Whether `tag` says that the word belongs to no span.
pub fn is_outside(tag: &str) -> bool {
    matches!(tag, "O" | "_" | "-")
}

/// Whether `tag` could stand in a column of tags.
pub fn is_tag(tag: &str) -> bool {
    let has_letter = |(letter, label): (&str, &str)| {
        matches!(letter, "B" | "I" | "E" | "S" | "L" | "U") && !label.is_empty()
    };
    tag == OUTSIDE || tag.split_once('-').is_some_and(has_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(tags: &str, expected: &[(Range<usize>, &str)]) {
        let mut reader = TagReader::default();
        for (word, tag) in tags.split(' ').enumerate() {
            reader.tag(word, tag, "line 1").unwrap();
        }
        reader.end(tags.split(' ').count());
        let expected: Vec<_> =
            expected.iter().map(|(range, label)| (range.clone(), (*label).to_owned())).collect();
        assert_eq!(reader.spans, expected, "{tags}");
    }

    #[test]
    fn three_schemes_are_read() {
        check("B-LOC I-LOC O B-LOC B-LOC", &[(0..2, "LOC"), (3..4, "LOC"), (4..5, "LOC")]);
        check(
            "I-LOC I-LOC O I-LOC B-LOC I-ORG",
            &[(0..2, "LOC"), (3..4, "LOC"), (4..5, "LOC"), (5..6, "ORG")],
        );
        check("B-LOC E-LOC S-LOC S-LOC O", &[(0..2, "LOC"), (2..3, "LOC"), (3..4, "LOC")]);
    }

    #[test]
    fn what_is_no_tag_is_refused_with_its_place() {
        let error = TagReader::default().tag(0, "X-LOC", "line 7").unwrap_err();
        assert!(matches!(error, ImportError::Malformed { place, .. } if place == "line 7"));
    }

    #[test]
    fn both_schemes_are_written() {
        let spans = || [(0..2, "LOC".to_owned()), (3..4, "ORG".to_owned())];
        assert_eq!(tags(4, spans(), TagScheme::Iob2), ["B-LOC", "I-LOC", "O", "B-ORG"]);
        assert_eq!(tags(4, spans(), TagScheme::Bioes), ["B-LOC", "E-LOC", "O", "S-ORG"]);
    }
}
