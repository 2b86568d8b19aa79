//! What the model sees of one word, as hashes: spellings, ends, form, facts, tables, rules, the article.

use super::{
    facts::{FactTable, Facts},
    hash::{TextHash, hash_text, pair},
    phrases::{FORM, MAX_TAGS, Tags},
    sight::Hints,
};
use crate::{
    annotation::{CliticKind, Token},
    entities::{
        recent::ByHash,
        words::{Reading, Word},
    },
    text::letters::{ALEF, LAM},
};

/// Names of the units of a word.
pub(crate) mod unit {
    /// The whole token.
    pub const WHOLE: usize = 0;
    /// Without proclitics.
    pub const CORE: usize = 1;
    /// Also without the article.
    pub const STEM: usize = 2;
    /// The first letters of the stem: one to four.
    pub const PREFIX: usize = 3;
    /// The last letters of the core: one to four.
    pub const SUFFIX: usize = 7;
    /// Kind of letters, length, article, proclitics.
    pub const SHAPE: usize = 11;
    /// Its proclitics alone.
    pub const CLITICS: usize = 12;
    /// Its class among 64.
    pub const CLASS_64: usize = 13;
    /// Its class among 256.
    pub const CLASS_256: usize = 14;
    /// Its class among 1,024.
    pub const CLASS_1024: usize = 15;
    /// How much it is a part of persons' names.
    pub const PERSON: usize = 16;
    /// How much it is a place.
    pub const PLACE: usize = 17;
    /// How frequent it is.
    pub const COUNT: usize = 18;
    /// What the curated tables say: four of these.
    pub const TAG: usize = 19;
    /// All that the tables say at once.
    pub const TAGS: usize = 23;
    /// What stands beside the same word elsewhere in the article.
    pub const ARTICLE: usize = 24;
    /// The word as it is written, with its hamza.
    pub const SURFACE: usize = 25;
    /// Always the same.
    pub const ONE: usize = 26;
    /// What the tables of names in labelled news say.
    pub const SEEN: usize = 27;
    /// What the rules say: names, posts, figures, the innermost, the rule, all proposals.
    pub const HINT: usize = 28;
    /// Number of units.
    pub const COUNT_OF_UNITS: usize = 34;
}

/// The units of one word; 0 is "nothing".
pub(crate) type Units = [u32; unit::COUNT_OF_UNITS];

/// Most letters of an end.
const MAX_END: usize = 4;

/// The longest length that is told apart.
const MAX_LENGTH: usize = 8;

/// The unit that is always the same.
const ONE: u32 = 1;

/// The units beyond the ends of a sentence.
pub(crate) fn border() -> Units {
    let mut units = [0; unit::COUNT_OF_UNITS];
    for name in [unit::WHOLE, unit::CORE, unit::CLASS_64, unit::CLASS_256, unit::SHAPE] {
        units[name] = pair(99, name as u64);
    }
    units
}

/// The units of `words`, the words of an article; `tags` are theirs in the tables, `seen` theirs in the tables of
/// labelled news, `hints` what the rules say.
pub(in crate::entities) fn units_of(
    words: &[Word],
    tokens: &[Token],
    text: &str,
    facts: &FactTable,
    tags: &[Tags],
    seen: &[u32],
    hints: &[Hints],
) -> Vec<Units> {
    let mut all: Vec<Units> = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        let mut units = *word.own_units.get_or_init(|| own_units(word, tokens.get(index), text, facts));
        let tags = tags.get(index).copied().unwrap_or_default();
        units[unit::TAG..unit::TAG + MAX_TAGS].copy_from_slice(&tags);
        units[unit::TAGS] = tags.iter().fold(ONE, |all, tag| pair(all.into(), (*tag).into()));
        units[unit::SEEN] = seen.get(index).copied().unwrap_or(0);
        units[unit::HINT..].copy_from_slice(&hints.get(index).copied().unwrap_or_default());
        all.push(units);
    }
    add_article(&mut all, words);
    all
}

fn own_units(word: &Word, token: Option<&Token>, text: &str, facts: &FactTable) -> Units {
    let mut units = [0; unit::COUNT_OF_UNITS];
    let core = core_reading(word);
    let stem = stem_of(&core.form, word, token);
    units[unit::ONE] = ONE;
    units[unit::WHOLE] = hash_text(FORM, word.form());
    units[unit::CORE] = hash_text(FORM, &core.form);
    units[unit::STEM] = hash_text(FORM, stem);
    units[unit::SURFACE] = hash_text(5, word.span.slice(text));
    push_ends(&mut units, stem, &core.form);
    push_shape(&mut units, word, &core.form);
    push_facts(&mut units, word, facts);
    units
}

/// The spelling without proclitics that the clitics vouch for.
fn core_reading(word: &Word) -> &Reading {
    word.readings.iter().find(|reading| reading.stripped && !reading.guess).unwrap_or(&word.readings[0])
}

fn stem_of<'a>(core: &'a str, word: &Word, token: Option<&Token>) -> &'a str {
    let mut stem = core;
    if word.is_definite {
        let bare = stem.strip_prefix(ALEF).and_then(|rest| rest.strip_prefix(LAM));
        stem = bare.filter(|bare| !bare.is_empty()).unwrap_or(stem);
    }
    let pronoun = token.and_then(|token| token.clitics.iter().find(|c| c.kind == CliticKind::Pronoun));
    if let (Some(pronoun), Some(token)) = (pronoun, token) {
        let n_letters = token.span.end.saturating_sub(pronoun.span.start) / ALEF.len_utf8();
        let cut = stem.char_indices().rev().take(n_letters).last().map_or(stem.len(), |(byte, _)| byte);
        stem = if cut > 0 { &stem[..cut] } else { stem };
    }
    stem
}

fn push_ends(units: &mut Units, stem: &str, core: &str) {
    let mut hash = TextHash::new(3);
    for (index, letter) in stem.chars().take(MAX_END).enumerate() {
        hash = hash.with(letter);
        units[unit::PREFIX + index] = hash.get();
    }
    let mut hash = TextHash::new(4);
    for (index, letter) in core.chars().rev().take(MAX_END).enumerate() {
        hash = hash.with(letter);
        units[unit::SUFFIX + index] = hash.get();
    }
}

fn push_shape(units: &mut Units, word: &Word, core: &str) {
    let length = core.chars().count().min(MAX_LENGTH) as u64;
    let kind = match word {
        word if word.digits.is_some() => 1,
        word if word.is_arabic => 2,
        word if word.is_latin => 3,
        _ => 4 + u64::from(core.chars().next().map_or(0, u32::from)),
    };
    let proclitics = u64::from(word.has_conjunction) | u64::from(word.has_preposition) << 1;
    let clitics = proclitics | u64::from(word.is_definite) << 2 | u64::from(word.is_function) << 3;
    units[unit::CLITICS] = pair(6, clitics);
    units[unit::SHAPE] = pair(pair(7, kind).into(), clitics << 8 | length);
}

/// The facts of the core, or of the whole, or of a rest that only the list vouches for.
fn push_facts(units: &mut Units, word: &Word, table: &FactTable) {
    let form = |reading: &Reading| table.get(hash_text(FORM, &reading.form));
    let core = table.get(units[unit::CORE]);
    let whole = table.get(units[unit::WHOLE]);
    let stem = table.get(units[unit::STEM]);
    let guess = || word.readings.iter().filter(|reading| reading.guess).find_map(form);
    let best = core.or(whole).or_else(guess).or(stem);
    let class = |pick: fn(&Facts) -> u16| {
        let known = [core, whole, best, stem].into_iter().flatten();
        known.map(|facts| pick(&facts)).find(|class| *class > 0).unwrap_or(0)
    };
    let stem_mark = |pick: fn(&Facts) -> u16| {
        let own = best.map_or(0, |facts| pick(&facts));
        let bare = stem.map_or(0, |facts| pick(&facts));
        u64::from(own) << 8 | u64::from(if own == 0 { bare } else { 0 })
    };
    units[unit::CLASS_64] = pair(8, class(|facts| facts.class_64).into());
    units[unit::CLASS_256] = pair(9, class(|facts| facts.class_256).into());
    units[unit::CLASS_1024] = pair(10, class(|facts| facts.class_1024).into());
    units[unit::PERSON] = pair(11, stem_mark(|facts| facts.person));
    units[unit::PLACE] = pair(12, stem_mark(|facts| facts.place));
    units[unit::COUNT] = pair(13, u64::from(best.map_or(0, |facts| facts.count)));
}

/// What stands beside a word, wherever the article has it, is told to all its mentions: «الرئيس عون» says
/// what «عون» is ten lines further down.
fn add_article(all: &mut [Units], words: &[Word]) {
    let mut seen: ByHash<(u32, u64)> = ByHash::default();
    for (index, word) in words.iter().enumerate() {
        if word.is_function || !word.is_arabic || word.form().chars().count() < 3 {
            continue;
        }
        let cue = if index > 0 { all[index - 1][unit::TAG] } else { 0 };
        let entry = seen.entry(all[index][unit::CORE].into()).or_default();
        entry.0 += 1;
        // Up to two different tags before it: of all mentions the smallest and the largest.
        if cue != 0 {
            let (low, high) = (entry.1 >> 32, entry.1 & 0xffff_ffff);
            let cue = u64::from(cue);
            let low = if low == 0 { cue } else { low.min(cue) };
            entry.1 = low << 32 | high.max(cue);
        }
    }
    for (units, word) in all.iter_mut().zip(words) {
        let Some((count, cues)) = seen.get(&units[unit::CORE].into()) else { continue };
        if word.is_function {
            continue;
        }
        units[unit::ARTICLE] = pair(u64::from((*count).min(4)), *cues);
    }
}
