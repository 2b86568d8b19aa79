//! CoNLL-U → drafts.

use std::collections::BTreeMap;

use super::{CLITIC, NER, NO_SPACE_AFTER, SPACES_AFTER, SPACES_BEFORE, TRIGGER};
use crate::{
    annotation::{Clitic, Token},
    dataset::{
        ImportError,
        draft::{Draft, DraftMark, Read},
        format::LineReader,
        formats::{columns::TagReader, named},
        words::is_blank,
    },
    text::Span,
};

/// The columns of a file that names none.
const COLUMNS: [&str; 10] =
    ["ID", "FORM", "LEMMA", "UPOS", "XPOS", "FEATS", "HEAD", "DEPREL", "DEPS", "MISC"];

pub struct Reader {
    columns: Vec<String>,
    draft: Draft,
    /// The words of the document so far.
    words: Vec<Span>,
    tags: BTreeMap<String, TagReader>,
    /// Where the sentence began in the text.
    sentence: Option<usize>,
    /// White space that comes before the next token.
    gap: String,
    /// Whether the file said what that is.
    gap_is_said: bool,
    /// Words of the token that is being read, and how many are still to come.
    open: Option<(Span, usize, usize)>,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            columns: COLUMNS.map(str::to_owned).to_vec(),
            draft: Draft::default(),
            words: Vec::new(),
            tags: BTreeMap::new(),
            sentence: None,
            gap: String::new(),
            gap_is_said: true,
            open: None,
        }
    }
}

impl LineReader for Reader {
    fn line(&mut self, line: &str, place: &str) -> Read<Vec<Draft>> {
        if line.is_empty() {
            self.end_sentence();
            return Ok(Vec::new());
        }
        if let Some(comment) = line.strip_prefix('#') {
            return self.comment(comment.trim(), place);
        }
        let columns = std::mem::take(&mut self.columns);
        let read = self.token_line(line, &columns, place);
        self.columns = columns;
        read.map(|()| Vec::new())
    }

    fn finish(&mut self) -> Read<Vec<Draft>> {
        self.end_sentence();
        let Reader { columns, mut draft, words, tags, gap, gap_is_said, .. } = std::mem::take(self);
        self.columns = columns;
        if words.is_empty() {
            return Ok(Vec::new());
        }
        if gap_is_said {
            draft.text.push_str(&gap);
        }
        for (range, label) in tags.into_values().flat_map(|tags| tags.spans) {
            let span = words[range.start].cover(words[range.end - 1]);
            let place = draft.place.clone();
            draft.marks.push(DraftMark::new("", label, span, place));
        }
        Ok(vec![draft])
    }
}

impl Reader {
    fn comment(&mut self, comment: &str, place: &str) -> Read<Vec<Draft>> {
        if let Some(columns) = comment.strip_prefix("global.columns") {
            let columns = columns.trim_start().trim_start_matches('=').split_whitespace();
            self.columns = columns.map(|name| name.rsplit(':').next().unwrap_or(name).to_owned()).collect();
        } else if let Some(rest) = comment.strip_prefix("newdoc") {
            let drafts = self.finish()?;
            let id = rest.trim().strip_prefix("id").map(|id| id.trim_start().trim_start_matches('=').trim());
            self.draft.id = id.filter(|id| !id.is_empty()).map(str::to_owned);
            self.draft.place = place.to_owned();
            return Ok(drafts);
        } else if comment.starts_with("newpar") && !self.gap_is_said {
            self.gap = "\n".to_owned();
        }
        Ok(Vec::new())
    }

    fn end_sentence(&mut self) {
        let n_words = self.words.len();
        self.tags.values_mut().for_each(|tags| tags.end(n_words));
        self.open = None;
        if let Some(start) = self.sentence.take() {
            self.draft.sentences.push(Span::new(start, self.draft.text.len()));
        }
    }

    fn token_line(&mut self, line: &str, columns: &[String], place: &str) -> Read<()> {
        let fields: Vec<&str> = line.split('\t').collect();
        if fields.len() != columns.len() {
            let reason = format!("there are {} columns, and should be {}", fields.len(), columns.len());
            return Err(ImportError::malformed(place, reason));
        }
        let fields = columns.iter().map(String::as_str).zip(fields).collect::<BTreeMap<&str, &str>>();
        let (Some(id), Some(form)) = (fields.get("ID").copied(), fields.get("FORM").copied()) else {
            return Err(ImportError::malformed(place, "a word has an ID and a FORM"));
        };
        let misc = fields.get("MISC").copied().filter(|misc| *misc != "_").unwrap_or_default();
        // A word that is nowhere in the text.
        if id.contains('.') {
            return Ok(());
        }
        if let Some((first, last)) = id.split_once('-') {
            let numbers = first.parse::<usize>().ok().zip(last.parse::<usize>().ok());
            let Some(n_words) = numbers.and_then(|(first, last)| (last + 1).checked_sub(first)) else {
                return Err(ImportError::malformed(place, format!("{id:?} is no range of words")));
            };
            let span = self.token(form, misc);
            self.open = Some((span, span.start, n_words));
            return Ok(());
        }
        let span = match self.open.take() {
            Some(open) => self.word_of(open, form),
            None => self.token(form, misc),
        };
        self.word(span, misc, &fields, place)
    }

    /// Adds a token to the text, with what the file says of the space around it.
    fn token(&mut self, form: &str, misc: &str) -> Span {
        if self.draft.tokens.is_empty() {
            self.gap.clear();
        }
        for (key, value) in misc.split('|').filter_map(|pair| pair.split_once('=')) {
            if key == SPACES_BEFORE && self.draft.tokens.is_empty() {
                self.gap = unescape(value);
            }
        }
        self.draft.text.push_str(&std::mem::take(&mut self.gap));
        let span = Span::new(self.draft.text.len(), self.draft.text.len() + form.len());
        self.draft.text.push_str(form);
        self.draft.tokens.push(Token { span, clitics: Vec::new() });
        self.sentence.get_or_insert(span.start);
        let after = misc.split('|').find_map(|pair| pair.strip_prefix(SPACES_AFTER)?.strip_prefix('='));
        self.gap_is_said = after.is_some() || misc.split('|').any(|pair| pair == NO_SPACE_AFTER);
        self.gap = match after {
            Some(space) => unescape(space),
            None if self.gap_is_said => String::new(),
            None => " ".to_owned(),
        };
        span
    }

    /// The place of a word in its token. Where the words are not what is written, each is the whole token.
    fn word_of(&mut self, (token, at, n_words): (Span, usize, usize), form: &str) -> Span {
        let rest = Span::new(at, token.end).slice(&self.draft.text);
        // Between the words of a token there may be characters that no one sees.
        let found = rest.find(form).filter(|before| !form.is_empty() && is_blank(&rest[..*before]));
        let (span, next) = match found {
            Some(before) => (Span::new(at + before, at + before + form.len()), at + before + form.len()),
            None => (token, token.end),
        };
        if n_words > 1 {
            self.open = Some((token, next, n_words - 1));
        }
        span
    }

    fn word(&mut self, span: Span, misc: &str, fields: &BTreeMap<&str, &str>, place: &str) -> Read<()> {
        let word = self.words.len();
        self.words.push(span);
        for (key, value) in misc.split('|').filter_map(|pair| pair.split_once('=')) {
            match key {
                CLITIC => self.clitic(span, value, place)?,
                NER | TRIGGER => self.tags.entry(key.to_owned()).or_default().tag(word, value, place)?,
                _ => {}
            }
        }
        let is_tags = |name: &str| name == TRIGGER || name.starts_with(NER);
        for (name, tag) in fields.iter().filter(|(name, _)| is_tags(name)) {
            self.tags.entry((*name).to_owned()).or_default().tag(word, tag, place)?;
        }
        // A word without a tag ends the span before it.
        for (name, tags) in &mut self.tags {
            let key = format!("{name}=");
            if !fields.contains_key(name.as_str()) && !misc.split('|').any(|pair| pair.starts_with(&key)) {
                tags.end(word);
            }
        }
        Ok(())
    }

    fn clitic(&mut self, span: Span, kind: &str, place: &str) -> Read<()> {
        let Some(token) = self.draft.tokens.last_mut() else { return Ok(()) };
        match token.clitics.last_mut().filter(|_| kind == "+") {
            Some(clitic) => clitic.span.end = span.end,
            None => token.clitics.push(Clitic { span, kind: named(kind, place)? }),
        }
        Ok(())
    }
}

/// White space that `escape` wrote.
fn unescape(space: &str) -> String {
    let mut out = String::new();
    let mut chars = space.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('s') => out.push(' '),
                Some('t') => out.push('\t'),
                Some('r') => out.push('\r'),
                Some('n') => out.push('\n'),
                Some('p') => out.push('|'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}
