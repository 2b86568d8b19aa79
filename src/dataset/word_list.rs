//! Word lists: JSON lines with the words of one sentence each, as treebanks have them. Only read, and only
//! to measure with.
//!
//! ```text
//! {"id": "doc#3", "tokens": [["و+كانت", "AUX"], ["قوات+ها", "NOUN"], [".", "PUNCT"]]}
//! {"tokens": ["وكانت", "قواتها", "."]}
//! ```
//!
//! Lines whose ids are the same before `#` are one document; of lines without `#`, eight are. A `+` inside a word
//! is the border of a clitic. Lines with `"unsure": true` are left out. The text of a document is its words with
//! one space between, in one paragraph.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{ImportError, native, plain};
use crate::{
    annotation::{Clitic, CliticKind, Document, Token},
    text::{
        Span,
        letters::{
            ALEF, BEH, FEH, HAMZA_ON_WAW, HAMZA_ON_YEH, HEH, KAF, LAM, MEEM, NOON, SEEN, TATWEEL, WAW, YEH,
        },
    },
};

/// How many lines make up a document where ids do not say it.
const LINES_PER_DOCUMENT: usize = 8;

/// Parts two clitics of a word, or a clitic and the rest.
const BORDER: char = '+';

/// The pronouns that are written at the end of a word.
const PRONOUNS: [&[char]; 12] = [
    &[HEH],
    &[HEH, ALEF],
    &[HEH, MEEM],
    &[HEH, NOON],
    &[HEH, MEEM, ALEF],
    &[KAF],
    &[KAF, MEEM],
    &[KAF, NOON],
    &[KAF, MEEM, ALEF],
    &[YEH],
    &[NOON, YEH],
    &[NOON, ALEF],
];

#[derive(Debug, Deserialize)]
struct LineFile {
    #[serde(default)]
    id: String,
    tokens: Vec<WordFile>,
    #[serde(default)]
    unsure: bool,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum WordFile {
    Word(String),
    Tagged(String, IgnoredAny),
}

impl WordFile {
    fn form(&self) -> &str {
        match self {
            Self::Word(form) | Self::Tagged(form, _) => form,
        }
    }
}

/// Reads word lists: documents with sentences and tokens, and with clitics where the file marks them.
///
/// # Errors
/// [`ImportError`], with the line that is wrong.
pub fn read_word_list(bytes: &[u8]) -> Result<Vec<Document>, ImportError> {
    let text = plain::decode(bytes)?;
    let mut documents: Vec<Document> = Vec::new();
    let mut n_without_document = 0;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let line: LineFile = native::parse(line, index, &format!("line {}", index + 1))?;
        if line.unsure {
            continue;
        }
        let id = match line.id.split_once('#') {
            Some((document, _)) => document.to_owned(),
            None => {
                n_without_document += 1;
                ((n_without_document - 1) / LINES_PER_DOCUMENT + 1).to_string()
            }
        };
        if documents.last().is_none_or(|document| document.id != id) {
            documents.push(Document { id, ..Document::default() });
        }
        if let Some(document) = documents.last_mut() {
            push_sentence(document, line.tokens.iter().map(WordFile::form));
        }
    }
    Ok(documents)
}

fn push_sentence<'a>(document: &mut Document, words: impl Iterator<Item = &'a str>) {
    let first = document.tokens.len();
    for word in words {
        push_word(document, word);
    }
    if let [first, ..] = &document.tokens[first..] {
        document.sentences.push(Span::new(first.span.start, document.text.len()));
    }
}

fn push_word(document: &mut Document, word: &str) {
    let parts: Vec<&str> = word.split(BORDER).collect();
    // A plus sign alone, or at an end, is no border: «+2».
    let parts = if parts.contains(&"") { vec![word] } else { parts };
    if word.is_empty() {
        return;
    }
    if !document.text.is_empty() {
        document.text.push(' ');
    }
    let start = document.text.len();
    document.text.extend(parts.iter().copied());
    document
        .tokens
        .push(Token { span: Span::new(start, document.text.len()), clitics: clitics(&parts, start) });
}

/// The clitics of the word that `parts` make up, which begins at `start`. Parts that are no clitics belong to
/// the stem: «ما+زالوا».
fn clitics(parts: &[&str], start: usize) -> Vec<Clitic> {
    let (enclitic, stem_end) = match parts.split_last() {
        Some((last, before)) if may_take_pronoun(before) => (pronoun(last), before.len()),
        _ => (None, parts.len()),
    };
    // One part at least is the stem, unless preposition and pronoun are all there is: «له».
    let n_parts = if enclitic.is_some() { stem_end + 1 } else { parts.len() };
    let mut clitics = Vec::new();
    let mut at = start;
    for part in parts.iter().take(n_parts - 1) {
        let Some(kind) = proclitic(part) else { break };
        clitics.push(Clitic { span: Span::new(at, at + part.len()), kind });
        at += part.len();
    }
    let end = start + parts.iter().map(|part| part.len()).sum::<usize>();
    clitics.extend(
        enclitic
            .map(|pronoun| Clitic { span: Span::new(end - pronoun.len(), end), kind: CliticKind::Pronoun }),
    );
    clitics
}

fn proclitic(part: &str) -> Option<CliticKind> {
    match only_letter(part)? {
        WAW | FEH => Some(CliticKind::Conjunction),
        BEH | LAM | KAF => Some(CliticKind::Preposition),
        SEEN => Some(CliticKind::Future),
        _ => None,
    }
}

/// Whether a pronoun may follow these parts of a word: not where they are a conjunction alone, as in «وهم».
fn may_take_pronoun(before: &[&str]) -> bool {
    before.last().is_some_and(|part| !matches!(only_letter(part), Some(WAW | FEH)))
}

fn only_letter(part: &str) -> Option<char> {
    let mut letters = part.chars();
    letters.next().filter(|_| letters.next().is_none())
}

/// The pronoun at the end of a word, if `part` is one. A hamza that it begins with, or a stroke that
/// lengthens the line, belongs to the stem: «اعدا+ئها».
fn pronoun(part: &str) -> Option<&str> {
    let part = part.trim_start_matches([HAMZA_ON_WAW, HAMZA_ON_YEH, TATWEEL]);
    PRONOUNS.iter().any(|pronoun| part.chars().eq(pronoun.iter().copied())).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(lines: &str) -> Vec<Document> {
        read_word_list(lines.as_bytes()).unwrap()
    }

    /// The one word of a list, with `|` after proclitics and `~` before an enclitic.
    fn word(form: &str) -> String {
        let document = read(&format!("{{\"tokens\": [[{form:?}, \"X\"]]}}")).remove(0);
        let clitics = &document.tokens[0].clitics;
        let mut shown = document.text.clone();
        for clitic in clitics.iter().rev() {
            match clitic.kind {
                CliticKind::Pronoun => shown.insert(clitic.span.start, '~'),
                _ => shown.insert(clitic.span.end, '|'),
            }
        }
        shown
    }

    #[test]
    fn words_are_joined_by_spaces_and_sentences_too() {
        let documents = read(
            "{\"id\":\"a#1\",\"tokens\":[[\"و+قال\",\"VERB\"],[\".\",\"PUNCT\"]]}\n\n\
             {\"id\":\"a#2\",\"tokens\":[\"نعم\"]}\n{\"id\":\"b#1\",\"tokens\":[\"لا\"]}",
        );
        let texts: Vec<&str> = documents.iter().map(|document| document.text.as_str()).collect();
        assert_eq!(texts, ["وقال . نعم", "لا"]);
        let sentences: Vec<&str> = documents[0].sentences.iter().map(|s| s.slice(texts[0])).collect();
        assert_eq!(sentences, ["وقال .", "نعم"]);
        assert_eq!(documents[0].tokens.len(), 3);
    }

    #[test]
    fn eight_lines_without_a_document_are_one() {
        let lines = "{\"id\":\"dev-0\",\"tokens\":[\"نعم\"]}\n".repeat(17);
        let n_sentences: Vec<usize> = read(&lines).iter().map(|document| document.sentences.len()).collect();
        assert_eq!(n_sentences, [8, 8, 1]);
    }

    #[test]
    fn borders_become_clitics() {
        for (form, expected) in [
            ("و+كانت", "و|كانت"),
            ("و+ب+مدينت+ها", "و|ب|مدينت~ها"),
            ("ل+لمدينة", "ل|لمدينة"),
            ("س+تدعم+ه", "س|تدعم~ه"),
            ("ل+ه", "ل|~ه"),
            ("و+ل+هم", "و|ل|~هم"),
            ("لقا+ئه", "لقائ~ه"),
        ] {
            assert_eq!(word(form), expected);
        }
    }

    #[test]
    fn parts_that_are_no_clitics_belong_to_the_stem() {
        for (form, expected) in
            [("و+هم", "و|هم"), ("ما+زالوا", "مازالوا"), ("و+لا+يزال", "و|لايزال"), ("+2", "+2"), ("+", "+")]
        {
            assert_eq!(word(form), expected);
        }
    }

    #[test]
    fn unsure_lines_are_left_out() {
        assert_eq!(read("{\"tokens\":[\"نعم\"],\"unsure\":true}"), []);
    }

    #[test]
    fn a_line_without_words_is_refused_with_its_number() {
        let error = read_word_list(b"{\"tokens\":[]}\n{\"text\":\"a\"}").unwrap_err();
        assert!(matches!(&error, ImportError::Field { field, .. } if field == "line 2"), "{error}");
    }
}
