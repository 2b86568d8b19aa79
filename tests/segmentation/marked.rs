//! The form of our own gold articles, `tests/gold/segmentation/*.txt`.
//!
//! ```text
//! [headline]
//! وزير الخارجية يزور دمشق
//! [body]
//! {دمشق (رويترز)} - وصل =وزير ال|خارجية إلى دمشق.
//! و|قال إن بلاد~ه س|تدعم ال|هدنة.
//! +ف|هل تصمد؟
//! [heading glued]
//! قصف متجدد
//! ```
//!
//! - `[kind]` opens a paragraph on a line of its own: `headline`, `heading`, `byline`, `body` or `boilerplate`.
//!   `[kind glued]` opens one that follows the former on the same line of the text, after one space.
//! - Then one sentence a line. Sentences of a paragraph are joined by one space; one that begins with `+`
//!   by nothing.
//! - `{…}` at the start of a sentence is its dateline, place and agency without the dash or colon after them.
//! - In a word, `|` ends a proclitic and `~` begins an enclitic: «و|ب|حلب», «ل|ل|مدينة», «قوات~ها». A `=` before
//!   a word says that it stays whole, though it looks as if it had clitics: «=وزير». Only words with such
//!   signs are scored for clitics. The signs are no part of the text.

use std::iter::Peekable;
use std::str::Chars;

use hashiya::{
    annotation::{Clitic, CliticKind, Paragraph, ParagraphKind, Token},
    text::{Span, letters},
};

/// An article with its parts as a reader sees them.
#[derive(Debug, Default)]
pub struct GoldArticle {
    pub text: String,
    pub paragraphs: Vec<Paragraph>,
    /// The dateline of each paragraph.
    pub datelines: Vec<Option<Span>>,
    pub sentences: Vec<Span>,
    /// The words whose clitics are known.
    pub words: Vec<Token>,
}

/// Reads the form above; panics where a line does not fit it.
pub fn read_marked(marked: &str) -> GoldArticle {
    let mut article = GoldArticle::default();
    for line in marked.lines() {
        match line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            Some(kind) => article.open_paragraph(kind),
            None => article.push_sentence(line),
        }
    }
    article
}

impl GoldArticle {
    fn open_paragraph(&mut self, kind: &str) {
        let (kind, is_glued) = kind.strip_suffix(" glued").map_or((kind, false), |kind| (kind, true));
        if !self.text.is_empty() {
            self.text.push(if is_glued { ' ' } else { '\n' });
        }
        let at = self.text.len();
        self.paragraphs.push(Paragraph::new(Span::new(at, at), kind_named(kind)));
        self.datelines.push(None);
    }

    fn push_sentence(&mut self, line: &str) {
        let paragraph = self.paragraphs.last().unwrap().span;
        let line = match line.strip_prefix('+') {
            Some(glued) => glued,
            None if paragraph.is_empty() => line,
            None => {
                self.text.push(' ');
                line
            }
        };
        let start = self.text.len();
        let rest = match line.strip_prefix('{') {
            Some(rest) => {
                let (dateline, rest) = rest.split_once('}').unwrap();
                self.push_text(dateline);
                *self.datelines.last_mut().unwrap() = Some(Span::new(start, self.text.len()));
                rest
            }
            None => line,
        };
        self.push_text(rest);
        let end = self.text.len();
        self.sentences.push(Span::new(start, end));
        self.paragraphs.last_mut().unwrap().span.end = end;
    }

    /// Copies `marked` without its signs, word by word.
    fn push_text(&mut self, marked: &str) {
        let mut chars = marked.chars().peekable();
        let mut before = ' ';
        while let Some(&c) = chars.peek() {
            let starts_word = is_of_word(c) || c == '=' && !is_of_word(before);
            if starts_word && !before.is_ascii_graphic() {
                self.push_word(&mut chars);
            } else {
                self.text.push(c);
                chars.next();
            }
            before = self.text.chars().last().unwrap_or(' ');
        }
    }

    fn push_word(&mut self, chars: &mut Peekable<Chars<'_>>) {
        let start = self.text.len();
        let mut is_marked = chars.next_if_eq(&'=').is_some();
        let mut clitics: Vec<Clitic> = Vec::new();
        let (mut part, mut enclitic) = (start, None);
        while let Some(c) = chars.next_if(|c| is_of_word(*c) || matches!(c, '|' | '~')) {
            match c {
                '|' => {
                    let span = Span::new(part, self.text.len());
                    clitics.push(Clitic { span, kind: proclitic_kind(span.slice(&self.text), &clitics) });
                    part = span.end;
                }
                '~' => enclitic = Some(self.text.len()),
                letter => self.text.push(letter),
            }
            is_marked |= matches!(c, '|' | '~');
        }
        let end = self.text.len();
        clitics
            .extend(enclitic.map(|start| Clitic { span: Span::new(start, end), kind: CliticKind::Pronoun }));
        if is_marked {
            self.words.push(Token { span: Span::new(start, end), clitics });
        }
    }
}

fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || letters::is_arabic_letter(c) || matches!(c, '\u{640}' | '\u{64b}'..='\u{652}')
}

fn kind_named(name: &str) -> ParagraphKind {
    match name {
        "headline" => ParagraphKind::Headline,
        "heading" => ParagraphKind::Heading,
        "byline" => ParagraphKind::Byline,
        "body" => ParagraphKind::Body,
        "boilerplate" => ParagraphKind::Boilerplate,
        other => panic!("no kind of paragraph: {other}"),
    }
}

fn proclitic_kind(part: &str, before: &[Clitic]) -> CliticKind {
    let after_preposition = before.last().is_some_and(|clitic| clitic.kind == CliticKind::Preposition);
    match part {
        "و" | "ف" => CliticKind::Conjunction,
        "ل" if after_preposition => CliticKind::Article,
        "ب" | "ل" | "ك" => CliticKind::Preposition,
        "ال" => CliticKind::Article,
        "س" => CliticKind::Future,
        other => panic!("no proclitic: {other}"),
    }
}

#[test]
fn signs_are_read_and_taken_out() {
    let article = read_marked(
        "[headline]\n=وزير\n[body]\n{دمشق} - زار حلب.\n+و|ب|ال|57 قوات~ها،\n[heading glued]\nل|ل|مدينة",
    );
    assert_eq!(article.text, "وزير\nدمشق - زار حلب.وبال57 قواتها، للمدينة");
    let slices =
        |spans: &[Span]| -> Vec<String> { spans.iter().map(|s| s.slice(&article.text).to_owned()).collect() };
    assert_eq!(slices(&article.sentences), ["وزير", "دمشق - زار حلب.", "وبال57 قواتها،", "للمدينة"]);
    assert_eq!(article.datelines[1].unwrap().slice(&article.text), "دمشق");
    let spans: Vec<Span> = article.paragraphs.iter().map(|paragraph| paragraph.span).collect();
    assert_eq!(slices(&spans), ["وزير", "دمشق - زار حلب.وبال57 قواتها،", "للمدينة"]);
    let words: Vec<String> = article.words.iter().map(|word| show_clitics(word, &article.text)).collect();
    assert_eq!(words, ["وزير", "و|ب|ال|57", "قوات~ها", "ل|ل|مدينة"]);
}

#[test]
fn addresses_keep_their_signs() {
    let article = read_marked("[body]\nانظر https://example.org/a?lang=ar. ال|آن");
    assert_eq!(article.text, "انظر https://example.org/a?lang=ar. الآن");
    assert_eq!(article.words.len(), 1);
}

/// A word with the signs of the form above.
pub fn show_clitics(word: &Token, text: &str) -> String {
    let (mut shown, mut at) = (String::new(), word.span.start);
    for clitic in &word.clitics {
        if clitic.kind == CliticKind::Pronoun {
            shown += Span::new(at, clitic.span.start).slice(text);
            shown += "~";
            shown += clitic.span.slice(text);
        } else {
            shown += Span::new(at, clitic.span.end).slice(text);
            shown += "|";
        }
        at = clitic.span.end;
    }
    shown + Span::new(at, word.span.end).slice(text)
}
