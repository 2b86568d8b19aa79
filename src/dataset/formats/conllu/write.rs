//! Documents → CoNLL-U.

use std::ops::Range;

use super::{CLITIC, NER, NO_SPACE_AFTER, SPACES_AFTER, SPACES_BEFORE, TRIGGER};
use crate::{
    annotation::{Document, Token},
    dataset::{
        format::Context,
        formats::{
            columns::OUTSIDE,
            conll::{LAYERS, tag_columns},
            name_of,
        },
        words::{WordList, words_of},
    },
    text::Span,
};

pub fn write(context: &Context, document: &Document) -> String {
    Writer::new(context, document, 1).document(&|writer, word, form, id, misc| {
        let tags = [(NER, &writer.columns[0]), (TRIGGER, &writer.columns[1])];
        let tags = tags.into_iter().map(|(key, column)| (key, word.map_or(OUTSIDE, |word| &column[word])));
        let tags = tags.filter(|(_, tag)| *tag != OUTSIDE).map(|(key, tag)| format!("{key}={tag}"));
        let misc: Vec<String> = tags.chain(misc).collect();
        format!("{id}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{}\n", or_nothing(&misc.join("|")))
    })
}

/// The first line of a CoNLL-U Plus file.
pub fn plus_head() -> String {
    let layers: String = (2..=LAYERS).map(|layer| format!(" {NER}{layer}")).collect();
    format!("# global.columns = ID FORM {NER}{layers} {TRIGGER} MISC\n")
}

pub fn write_plus(context: &Context, document: &Document) -> String {
    Writer::new(context, document, LAYERS).document(&|writer, word, form, id, misc| {
        let tag = |column: &Vec<String>| word.map_or("_", |word| column[word].as_str()).to_owned();
        let tags: Vec<String> = writer.columns.iter().map(tag).collect();
        format!("{id}\t{form}\t{}\t{}\n", tags.join("\t"), or_nothing(&misc.join("|")))
    })
}

fn or_nothing(field: &str) -> &str {
    if field.is_empty() { "_" } else { field }
}

struct Writer<'a> {
    document: &'a Document,
    list: WordList,
    columns: Vec<Vec<String>>,
}

/// Writes a line: of a word, or of a token of several words, which has no tags.
type Line<'l> = dyn Fn(&Writer, Option<usize>, &str, &str, Vec<String>) -> String + 'l;

impl<'a> Writer<'a> {
    fn new(context: &Context, document: &'a Document, n_layers: usize) -> Self {
        let list = words_of(document, true);
        let columns = tag_columns(context, document, &list, n_layers);
        Self { document, list, columns }
    }

    fn document(&self, line: &Line) -> String {
        let mut out = format!("# newdoc id = {}\n", self.document.id);
        let tokens = &self.document.tokens;
        for (number, sentence) in (1..).zip(&self.document.sentences) {
            let first = tokens.partition_point(|token| token.span.start < sentence.start);
            let end = tokens.partition_point(|token| token.span.start < sentence.end);
            let text: Vec<&str> = sentence.slice(&self.document.text).split_whitespace().collect();
            out += &format!("# sent_id = {}-{number}\n# text = {}\n", self.document.id, text.join(" "));
            let mut id = 1;
            for index in first..end {
                out += &self.token(index, &mut id, line);
            }
            out.push('\n');
        }
        out
    }

    /// The lines of a token, whose first word has the number `id`.
    fn token(&self, index: usize, id: &mut usize, line: &Line) -> String {
        let token = &self.document.tokens[index];
        let words = self.list.range(token.span);
        let spaces = self.spaces(index);
        let text = &self.document.text;
        let first = *id;
        *id += words.len();
        if words.len() == 1 && self.list.words[words.start] == token.span {
            let misc = self.clitic(token, words.start).into_iter().chain(spaces);
            return line(self, Some(words.start), token.span.slice(text), &first.to_string(), misc.collect());
        }
        let range = format!("{first}-{}", *id - 1);
        let mut out = line(self, None, token.span.slice(text), &range, spaces);
        for (id, word) in (first..).zip(words) {
            let form = self.list.words[word].slice(text);
            let misc = self.clitic(token, word);
            out += &line(self, Some(word), form, &id.to_string(), misc.into_iter().collect());
        }
        out
    }

    /// `Clitic=preposition`, if the word is one.
    fn clitic(&self, token: &Token, word: usize) -> Option<String> {
        let span = self.list.words[word];
        let clitic = token.clitics.iter().find(|clitic| clitic.span.contains(span))?;
        let is_first = clitic.span.start == span.start;
        Some(format!("{CLITIC}={}", if is_first { name_of(&clitic.kind) } else { "+".to_owned() }))
    }

    /// What stands between the token and its neighbours, where it is not one space.
    fn spaces(&self, index: usize) -> Vec<String> {
        let tokens = &self.document.tokens;
        let text = &self.document.text;
        let mut spaces = Vec::new();
        let before = &text[..tokens[index].span.start];
        if index == 0 && !before.is_empty() {
            spaces.push(format!("{SPACES_BEFORE}={}", escape(before)));
        }
        let is_last = index + 1 == tokens.len();
        let gap: Range<usize> =
            tokens[index].span.end..tokens.get(index + 1).map_or(text.len(), |t| t.span.start);
        match Span::new(gap.start, gap.end).slice(text) {
            " " if !is_last => {}
            "" => spaces.push(NO_SPACE_AFTER.to_owned()),
            gap => spaces.push(format!("{SPACES_AFTER}={}", escape(gap))),
        }
        spaces
    }
}

/// White space as UDPipe writes it.
fn escape(space: &str) -> String {
    let mut escaped = String::new();
    for c in space.chars() {
        match c {
            ' ' => escaped.push_str("\\s"),
            '\t' => escaped.push_str("\\t"),
            '\r' => escaped.push_str("\\r"),
            '\n' => escaped.push_str("\\n"),
            '|' => escaped.push_str("\\p"),
            '\\' => escaped.push_str("\\\\"),
            c => escaped.push(c),
        }
    }
    escaped
}
