//! The words of a text as the rules see them: every spelling under which a word may stand in a table, and
//! what is known of it. Words repeat, so this is found once for each form and remembered ([`super::memory`]).

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use super::{
    knowledge::Seen,
    tagger::{phrases::OwnTags, units::Units},
};
use crate::{
    annotation::{CliticKind, Token},
    lexicon::{FormNumber, Lexicon},
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

/// One normalised spelling of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reading {
    /// The spelling: «للأمم» reads as «للامم», «لامم» and «الامم».
    pub form: String,
    /// The byte of the token where the core of this reading begins.
    pub core_offset: usize,
    /// Its number among the forms of the lexicon.
    pub number: Option<FormNumber>,
    /// Whether a proclitic was taken off.
    pub stripped: bool,
    /// Whether only a table can vouch for it, as the word list knows neither whole nor rest.
    pub guess: bool,
    /// Whether و or ف was taken off.
    pub conjunction: bool,
}

/// What the rules may ask of all tokens that are written alike and have the same clitics.
#[derive(Debug, Clone, Default)]
pub(super) struct WordForm {
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
    /// What tables and rules say of it.
    pub seen: Seen,
    /// What the tagger's tables say of it as one word, once that was asked.
    pub own_tags: OnceLock<OwnTags>,
    /// What the tagger sees of it wherever it stands, once that was asked.
    pub own_units: OnceLock<Units>,
}

/// A token.
#[derive(Debug, Clone)]
pub(super) struct Word {
    /// Its place in the text.
    pub span: Span,
    /// What is known of its form.
    pub known: Arc<WordForm>,
}

impl Deref for Word {
    type Target = WordForm;

    fn deref(&self) -> &WordForm {
        &self.known
    }
}

impl Word {
    /// The whole token, normalised.
    pub fn form(&self) -> &str {
        self.known.form()
    }

    /// The byte of the text where the core of `reading` begins.
    pub fn core_start(&self, reading: &Reading) -> usize {
        self.span.start + reading.core_offset
    }
}

impl WordForm {
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

/// Reads `token` with the evidence of `lexicon`, apart from what rules ask of it.
pub(super) fn read_form(token: &Token, text: &str, lexicon: &Lexicon) -> WordForm {
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
    let mut form = WordForm {
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
            core_offset: 0,
            number: None,
            stripped: false,
            guess: false,
            conjunction: false,
        }],
        ..WordForm::default()
    };
    if is_arabic {
        push_core_reading(&mut form, core.start - token.span.start, &core_form);
        if count(&whole).is_none() {
            push_guesses(&mut form, surface);
        }
    }
    for reading in &mut form.readings {
        reading.number = lexicon.forms().find(reading.form.as_bytes());
    }
    form
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
fn push_core_reading(form: &mut WordForm, core_offset: usize, core_form: &str) {
    if core_offset == 0 {
        return;
    }
    let reading = Reading {
        form: core_form.to_owned(),
        core_offset,
        number: None,
        stripped: true,
        guess: false,
        conjunction: form.has_conjunction,
    };
    if core_form.starts_with(LAM) && form.has_preposition {
        form.readings.push(Reading { form: format!("{ALEF}{core_form}"), ..reading.clone() });
    }
    form.readings.push(reading);
}

/// Adds the rests of a word that the word list lacks, for tables to vouch for.
fn push_guesses(word: &mut WordForm, surface: &str) {
    let mut rest = surface;
    let mut conjunction = false;
    for proclitics in [[WAW, FEH, FEH], [BEH, LAM, KAF]] {
        let Some(shorter) = rest.strip_prefix(proclitics) else { continue };
        conjunction |= proclitics[0] == WAW;
        rest = shorter;
        let form = normalize_word(rest);
        let core_offset = surface.len() - rest.len();
        if form.chars().count() < MIN_NAME || word.readings.iter().any(|r| r.form == form) {
            continue;
        }
        let reading = Reading { form, core_offset, number: None, stripped: true, guess: true, conjunction };
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
        // «350.000» are thousands, «1.250» may be a fraction.
        let is_sure = n_groups > 1 || separator != '.' || digits.ends_with(".000");
        n_groups > 0 && first <= 3 && groups.all(|g| g.len() == 3) && is_sure
    };
    let marks = [',', '.', letters::THOUSANDS_SEPARATOR, letters::COMMA];
    let plain: String = if marks.into_iter().any(is_grouped) {
        digits.chars().filter(char::is_ascii_digit).collect()
    } else {
        digits.replace([',', letters::DECIMAL_SEPARATOR], ".")
    };
    plain.parse().ok()
}
