//! The words of a window (a sentence, or a piece of a very long one) as the rules see them: every
//! spelling under which a word may stand in a table, and what is known of it.

use std::cell::OnceCell;

use crate::{
    annotation::{CliticKind, Token},
    lexicon::{Lexicon, Row, Table},
    text::{
        Span, letters,
        letters::{ALEF, BEH, FEH, KAF, LAM, WAW},
        normalize_word,
    },
};

/// Fewest letters of a name under a proclitic that only a table vouches for: «ودارفور».
const MIN_NAME: usize = 3;

/// The shortest word that is sure to begin with the article though the word list lacks it.
const MIN_DEFINITE: usize = 5;

/// Longest phrase, in words, that is looked up in a table.
const MAX_PHRASE: usize = 10;

/// One normalised spelling of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The spelling: «للأمم» reads as «للامم», «لامم» and «الامم».
    pub form: String,
    /// The byte of the text where the core of this reading begins.
    pub core_start: usize,
    /// Whether a proclitic was taken off.
    pub stripped: bool,
    /// Whether only a table can vouch for it, as the word list knows neither whole nor rest.
    pub guess: bool,
    /// Whether و or ف was taken off.
    pub conjunction: bool,
}

/// A token with what the rules may ask of it.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Its place in the text.
    pub span: Span,
    /// Its spellings; the first is the whole token.
    pub readings: Vec<Reading>,
    /// The binary logarithm of its count in news, where the word list has it.
    pub log_count: Option<u8>,
    /// Whether it is a preposition, pronoun, particle or auxiliary.
    pub is_function: bool,
    /// Whether it begins with the article: «السوري», «للجيش».
    pub is_definite: bool,
    /// Whether it has Arabic letters.
    pub is_arabic: bool,
    /// Whether it has Latin letters.
    pub is_latin: bool,
    /// Whether it is an address, hashtag or mention.
    pub is_address: bool,
    /// The number that its digits give: «26», «ال57», «1,000».
    pub digits: Option<f64>,
    /// Whether و or ف stands before its core.
    pub has_conjunction: bool,
    /// Whether ب, ل or ك stands before its core.
    pub has_preposition: bool,
}

impl Word {
    /// The whole token, normalised.
    pub fn form(&self) -> &str {
        &self.readings[0].form
    }

    /// Whether it is neither word nor number.
    pub fn is_punctuation(&self) -> bool {
        !self.is_arabic && !self.is_latin && self.digits.is_none()
    }

    /// Whether it carries a proclitic that would stand outside a name.
    pub fn has_proclitic(&self) -> bool {
        self.has_conjunction || self.has_preposition
    }
}

/// Reads `token` with the evidence of `lexicon`.
pub(super) fn read_word(token: &Token, text: &str, lexicon: &Lexicon) -> Word {
    let surface = token.span.slice(text);
    let whole = normalize_word(surface);
    let words = lexicon.table("words");
    let count =
        |form: &str| words.get(form).first().and_then(|row| words.field(row, "log_count").parse().ok());
    let core = token.core();
    let core_form = normalize_word(core.slice(text));
    let has = |wanted| {
        let mut proclitics = token.clitics.iter().take_while(|c| c.span.end <= core.start);
        proclitics.any(|clitic| clitic.kind == wanted)
    };
    let is_arabic = surface.chars().any(letters::is_arabic_letter);
    let mut word = Word {
        span: token.span,
        log_count: count(&whole).max(count(&core_form)),
        is_function: is_function(lexicon, surface, &whole)
            || core.start > token.span.start && is_function(lexicon, core.slice(text), &core_form),
        is_definite: is_arabic
            && (token.clitics.iter().any(|c| c.kind == CliticKind::Article)
                || begins_with_article(&whole) && whole.chars().count() >= MIN_DEFINITE),
        is_arabic,
        is_latin: surface.chars().any(|c| c.is_alphabetic() && !letters::is_arabic_script(c)),
        is_address: surface.starts_with(['#', '@']) && surface.len() > 1
            || surface.contains("://")
            || surface.starts_with("www.")
            || surface.contains('@'),
        digits: digits_value(&core_form),
        has_conjunction: has(CliticKind::Conjunction),
        has_preposition: has(CliticKind::Preposition),
        readings: vec![Reading {
            form: whole.clone(),
            core_start: token.span.start,
            stripped: false,
            guess: false,
            conjunction: false,
        }],
    };
    if is_arabic {
        push_core_readings(&mut word, core, &core_form);
        if count(&whole).is_none() {
            push_guesses(&mut word, text);
        }
    }
    word
}

fn begins_with_article(form: &str) -> bool {
    form.strip_prefix(ALEF).is_some_and(|rest| rest.starts_with(LAM))
}

/// Whether the token is a function word in this very spelling: «على» is one, the name «علي» is not.
fn is_function(lexicon: &Lexicon, surface: &str, whole: &str) -> bool {
    let table = lexicon.table("never_names");
    let plain = || surface.chars().filter(|c| !letters::is_diacritic(*c)).collect::<String>();
    let rows = table.get(whole);
    rows.iter().any(|row| matches!(table.field(row, "spelling"), "" | "any"))
        || !rows.is_empty() && {
            let plain = plain();
            rows.iter().any(|row| table.field(row, "spelling") == plain)
        }
}

/// Adds the core, and for «للمدينة» the core with the article's alef given back.
fn push_core_readings(word: &mut Word, core: Span, core_form: &str) {
    if core.start == word.span.start {
        return;
    }
    let reading = Reading {
        form: core_form.to_owned(),
        core_start: core.start,
        stripped: true,
        guess: false,
        conjunction: word.has_conjunction,
    };
    if core_form.starts_with(LAM) && word.has_preposition {
        word.readings.push(Reading { form: format!("{ALEF}{core_form}"), ..reading.clone() });
    }
    word.readings.push(reading);
}

/// Adds the rests of a word that the word list lacks, for tables to vouch for.
fn push_guesses(word: &mut Word, text: &str) {
    let surface = word.span.slice(text);
    let mut rest = surface;
    let mut conjunction = false;
    for proclitics in [[WAW, FEH, FEH], [BEH, LAM, KAF]] {
        let Some(shorter) = rest.strip_prefix(proclitics) else { continue };
        conjunction |= proclitics[0] == WAW;
        rest = shorter;
        let form = normalize_word(rest);
        let core_start = word.span.end - rest.len();
        if form.chars().count() < MIN_NAME || word.readings.iter().any(|r| r.form == form) {
            continue;
        }
        let reading = Reading { form, core_start, stripped: true, guess: true, conjunction };
        if reading.form.starts_with(LAM) && proclitics[1] == LAM {
            let form = format!("{ALEF}{}", reading.form);
            word.readings.push(Reading { form, ..reading.clone() });
        }
        word.readings.push(reading);
    }
}

/// The value of a token of digits, with the separators and the article that may stand in it.
fn digits_value(core_form: &str) -> Option<f64> {
    let digits = core_form.strip_prefix([ALEF]).and_then(|rest| rest.strip_prefix(LAM));
    let digits = digits.unwrap_or(core_form);
    if !digits.starts_with(|c: char| c.is_ascii_digit()) || !digits.ends_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let is_grouped = |separator: char| {
        let mut groups = digits.split(separator);
        let first = groups.next().map_or(0, str::len);
        let n_groups = groups.clone().count();
        n_groups > 0 && first <= 3 && groups.all(|g| g.len() == 3) && (n_groups > 1 || separator != '.')
    };
    let plain: String = if is_grouped(',') || is_grouped('.') || is_grouped(letters::THOUSANDS_SEPARATOR) {
        digits.chars().filter(char::is_ascii_digit).collect()
    } else {
        digits.replace([',', letters::DECIMAL_SEPARATOR], ".")
    };
    plain.parse().ok()
}

/// A phrase of a table that stands in the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit<'a> {
    /// One past its last word.
    pub end: usize,
    /// Which reading of its first word fits.
    pub reading: usize,
    /// What the table says of it.
    pub rows: &'a [Row],
}

/// The words of a window, with the phrases that tables have at each of them, found on demand.
#[derive(Debug)]
pub(super) struct Window<'a> {
    /// The text that the words stand in.
    pub text: &'a str,
    /// The words.
    pub words: &'a [Word],
    tables: &'a [&'a Table],
    hits: Vec<OnceCell<Vec<Hit<'a>>>>,
}

impl<'a> Window<'a> {
    /// A window over `words`, for the tables that rules name.
    pub fn new(text: &'a str, words: &'a [Word], tables: &'a [&'a Table]) -> Self {
        let n_cells = words.len() * tables.len();
        Self { text, words, tables, hits: std::iter::repeat_with(OnceCell::new).take(n_cells).collect() }
    }

    /// The table number `table`.
    pub fn table(&self, table: usize) -> &'a Table {
        self.tables[table]
    }

    /// The phrases of table number `table` that begin with the word `first`, longest first.
    pub fn hits(&self, table: usize, first: usize) -> &[Hit<'a>] {
        let cell = &self.hits[first * self.tables.len() + table];
        cell.get_or_init(|| self.find_hits(self.tables[table], first))
    }

    fn find_hits(&self, table: &'a Table, first: usize) -> Vec<Hit<'a>> {
        let mut hits = Vec::new();
        let word = &self.words[first];
        let end = self.words.len().min(first + MAX_PHRASE);
        for (reading, spelling) in word.readings.iter().enumerate() {
            let rest = self.words[first + 1..end].iter().map(Word::form);
            let forms = std::iter::once(spelling.form.as_str()).chain(rest);
            for (n_words, rows) in table.phrases(forms) {
                if n_words == 1 && word.is_function {
                    continue;
                }
                hits.push(Hit { end: first + n_words, reading, rows });
            }
        }
        hits.sort_by_key(|hit| (std::cmp::Reverse(hit.end), hit.reading));
        hits
    }
}
