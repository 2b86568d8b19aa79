//! The words of a document as the event finder reads them: hashes of their forms, and what the tables say of these.

use std::ops::Deref;

use crate::{
    annotation::{CliticKind, Token},
    entities::{
        memory::ByForm,
        tagger::{
            facts::FactTable,
            hash::{TextHash, mix, pair},
        },
    },
    text::{
        Span,
        letters::{self, ALEF, BEH, HEH, KAF, LAM, MEEM, NOON, TEH, WAW, YEH},
        push_normalized,
    },
};

use super::lexemes::{Cue, FORM, Lexeme, Lexemes, Sense, WordClass};

/// Kinds of hashes: ends of words, classes, shapes.
const PREFIX: u64 = 41;
const SUFFIX: u64 = 42;
const CLASS: u64 = 43;
const SHAPE: u64 = 44;
const ROOT: u64 = 45;

/// What is known of all tokens that are written alike and have the same clitics.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Form {
    /// The whole token: «وبالمدينه».
    pub whole: u32,
    /// Without the conjunction: «بالمدينه».
    pub bare: u32,
    /// Without preposition and future marker too: «المدينه».
    pub core: u32,
    /// Without the article too: «مدينه».
    pub stem: u32,
    /// Without the pronoun too: «مدينت» of «مدينته».
    pub base: u32,
    /// Its consonants without what verbs and nouns are inflected by: «نسحب» of «ينسحبون» and of «انسحاب».
    pub root: u32,
    /// Its first three and four letters, without proclitics.
    pub prefixes: [u32; 2],
    /// Its last one, two and three letters.
    pub suffixes: [u32; 3],
    /// Its classes among 64, 256 and 1,024; 0 where it is unknown.
    pub classes: [u32; 3],
    /// Conjunction, preposition, future marker, article and pronoun together.
    pub clitics: u32,
    /// Whether و or ف stands before it.
    pub conjunction: bool,
    /// The preposition before it, from 1: ب, ل or ك; 0 is none.
    pub preposition: u32,
    /// Whether س stands before it.
    pub future: bool,
    /// Whether it has the article.
    pub article: bool,
    /// Whether a pronoun ends it.
    pub pronoun: bool,
    /// Whether it is a mark or symbol.
    pub mark: bool,
    /// Whether it is a colon or a quotation mark.
    pub quote: bool,
    /// Whether it is a comma.
    pub comma: bool,
    /// Whether it is written in digits: «26».
    pub number: bool,
    /// Whether it is certainly a verb form.
    pub verb: bool,
    /// Whether it ends as relational adjectives do: «روسي», «عسكريه».
    pub relational: bool,
    /// Whether it is a sound plural with its noon, which no genitive follows: «مسلحون».
    pub plural: bool,
    /// Whether it looks like an indefinite accusative: «هجوما».
    pub accusative: bool,
    /// Whether it ends in the feminine ending, as a noun.
    pub feminine: bool,
    /// Whether it begins or ends as feminine verbs do.
    pub feminine_verb: bool,
    /// Whether it begins as imperfect verbs do.
    pub imperfect: bool,
    /// What it does, where it is of a closed class.
    pub class: Option<WordClass>,
    /// The key of that row, hashed: `in` of «في».
    pub key: u32,
    /// How many words the entry has: 2 for «من قبل».
    pub n_words: usize,
    /// Whether it leads to a part-of phrase: «من».
    pub partitive: bool,
    /// Whether what is said follows: «أن».
    pub says: bool,
    /// Whether it negates the adjective after it: «غير».
    pub non: bool,
    /// Whether it is a light verb.
    pub light: bool,
    /// What it says of the attributes of what follows.
    pub cue: Cue,
    /// What a text with it is about.
    pub topic: u32,
    /// The form of it that names events in the tables, and the one that begins parted phrases; 0 is none.
    senses_of: u32,
    frames_of: u32,
    /// All senses at once.
    pub senses_hash: u32,
    /// Whether a phrase of several words may begin with it.
    pub goes_on: bool,
    /// All that it says by itself of the event that it may name, as a hash.
    pub own: u64,
}

/// A word with what is known of it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Word<'l> {
    /// What its form says.
    pub form: Form,
    /// The events that it may name.
    pub senses: &'l [Sense],
    /// The longest phrase of `triggers` that begins here: number of words, and its senses.
    pub phrase: Option<(usize, &'l Lexeme)>,
    /// Phrases that their subject may part.
    pub frames: &'l [(u16, u32)],
}

impl Deref for Word<'_> {
    type Target = Form;

    fn deref(&self) -> &Form {
        &self.form
    }
}

/// Forms that were read lately: words of news repeat.
pub(crate) type FormMemory = ByForm<Form>;

/// Reads the words of texts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader<'l> {
    /// What the tables say.
    pub lexemes: &'l Lexemes,
    /// What lists without labels say.
    pub facts: &'l FactTable,
}

impl<'l> Reader<'l> {
    /// Reads `token` of `text`.
    pub fn read(&self, token: &Token, text: &str, memory: &mut FormMemory) -> Word<'l> {
        let form = *memory.get_or_make(token, text, || self.read_form(token, text));
        let senses = self.lexemes.get(form.senses_of).map_or(&[][..], |lexeme| &lexeme.senses);
        let frames = self.lexemes.get(form.frames_of).map_or(&[][..], |lexeme| &lexeme.frames);
        Word { form, senses, phrase: None, frames }
    }

    fn read_form(&self, token: &Token, text: &str) -> Form {
        let mut scratch = String::new();
        let forms = Spellings::new(text, token, &mut scratch);
        let mut word = Form { n_words: 1, ..Form::default() };
        read_clitics(text, token, &mut word);
        read_hashes(&forms, &mut word);
        let (core, stem, base) = (forms.core(), forms.stem(), forms.base());
        read_shape(forms.whole, core, stem, base, &mut word);
        read_ends(base, core, &mut word);
        word.root = root_of(base);
        read_lexemes(self.lexemes, &mut word);
        word.relational = !word.mark && self.lexemes.is_relational(stem);
        word.plural = is_plural(stem, self.lexemes);
        read_facts(self.facts, &mut word);
        word.own = own_hash(&word);
        word
    }
}

/// All that the features of a word by itself are made of, as a hash.
fn own_hash(word: &Form) -> u64 {
    let flags = u32::from(word.verb) << 1 | u32::from(word.light);
    let forms = [word.whole, word.core, word.stem, word.base, word.root, word.clitics];
    let rest = [word.senses_hash, flags];
    let parts = forms.iter().chain(&word.prefixes).chain(&word.suffixes).chain(&word.classes).chain(&rest);
    parts.fold(0, |hash, part| mix(hash, u64::from(*part)))
}

/// The normalised forms of a token, one inside the other: where each begins and ends in it.
struct Spellings<'s> {
    whole: &'s str,
    bare: usize,
    core: usize,
    stem: usize,
    base_end: usize,
}

impl<'s> Spellings<'s> {
    fn new(text: &str, token: &Token, scratch: &'s mut String) -> Self {
        scratch.clear();
        let (mut bare, mut core, mut stem) = (0, 0, 0);
        let mut base_end = None;
        let mut done = token.span.start;
        for clitic in &token.clitics {
            if clitic.kind == CliticKind::Pronoun {
                push_normalized(Span::new(done, clitic.span.start.max(done)).slice(text), scratch);
                base_end = Some(scratch.len());
                done = clitic.span.start.max(done);
                continue;
            }
            push_normalized(Span::new(done, clitic.span.end.max(done)).slice(text), scratch);
            done = clitic.span.end.max(done);
            match clitic.kind {
                CliticKind::Conjunction => (bare, core, stem) = (scratch.len(), scratch.len(), scratch.len()),
                CliticKind::Article => stem = scratch.len(),
                _ => (core, stem) = (scratch.len(), scratch.len()),
            }
        }
        push_normalized(Span::new(done, token.span.end).slice(text), scratch);
        let base_end = base_end.unwrap_or(scratch.len()).max(stem);
        Self { whole: scratch.as_str(), bare, core, stem, base_end }
    }

    fn core(&self) -> &'s str {
        &self.whole[self.core..]
    }

    fn stem(&self) -> &'s str {
        &self.whole[self.stem..]
    }

    fn base(&self) -> &'s str {
        &self.whole[self.stem..self.base_end]
    }
}

fn hash(text: &str) -> u32 {
    text.chars().fold(TextHash::new(FORM), TextHash::with).get()
}

fn read_hashes(forms: &Spellings<'_>, word: &mut Form) {
    word.whole = hash(forms.whole);
    word.bare = if forms.bare == 0 { word.whole } else { hash(&forms.whole[forms.bare..]) };
    // «للمدينة» without its preposition is «المدينة».
    word.core = if word.article && forms.core + LAM.len_utf8() == forms.stem {
        forms.core().chars().fold(TextHash::new(FORM).with(ALEF), TextHash::with).get()
    } else if forms.core == forms.bare {
        word.bare
    } else {
        hash(forms.core())
    };
    word.stem = if forms.stem == forms.core { word.core } else { hash(forms.stem()) };
    word.base = if word.pronoun { hash(forms.base()) } else { word.stem };
}

fn read_clitics(text: &str, token: &Token, word: &mut Form) {
    for clitic in &token.clitics {
        match clitic.kind {
            CliticKind::Conjunction => word.conjunction = true,
            CliticKind::Preposition => {
                word.preposition = match clitic.span.slice(text).chars().next() {
                    Some(BEH) => 1,
                    Some(LAM) => 2,
                    Some(KAF) => 3,
                    _ => 4,
                }
            }
            CliticKind::Future => word.future = true,
            CliticKind::Article => word.article = true,
            CliticKind::Pronoun => word.pronoun = true,
        }
    }
    let flags = [word.conjunction, word.future, word.article, word.pronoun];
    let flags = flags.iter().fold(1, |bits, flag| bits << 1 | u64::from(*flag));
    word.clitics = pair(SHAPE, flags << 3 | u64::from(word.preposition));
}

fn read_shape(whole: &str, core: &str, stem: &str, base: &str, word: &mut Form) {
    word.mark = !whole.chars().any(char::is_alphanumeric);
    let first = whole.chars().next();
    word.quote = word.mark
        && first.is_some_and(|c| matches!(c, ':' | '«' | '»' | '"' | '“' | '”' | letters::SEMICOLON));
    word.comma = word.mark && first.is_some_and(|c| matches!(c, ',' | letters::COMMA));
    word.number = !word.mark && core.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    word.accusative = stem.ends_with(ALEF) && stem.chars().count() >= 4;
    word.feminine = stem.ends_with(HEH) || word.pronoun && base.ends_with(TEH);
    word.feminine_verb = core.starts_with(TEH) || core.ends_with(TEH);
    word.imperfect = !word.article && core.starts_with([YEH, TEH, NOON]);
}

fn read_ends(base: &str, core: &str, word: &mut Form) {
    let mut end = TextHash::new(PREFIX);
    for (index, letter) in base.chars().take(4).enumerate() {
        end = end.with(letter);
        if index >= 2 {
            word.prefixes[index - 2] = end.get();
        }
    }
    let mut end = TextHash::new(SUFFIX);
    for (index, letter) in core.chars().rev().take(3).enumerate() {
        end = end.with(letter);
        word.suffixes[index] = end.get();
    }
}

/// The consonants of the normalised word without the letters that begin imperfect verbs and participles and the endings of verbs and nouns,
/// hashed: a coarse root, as light stemmers have it (Larkey, Ballesteros & Connell 2002).
fn root_of(base: &str) -> u32 {
    const ENDINGS: [&[char]; 10] = [
        &[WAW, ALEF],
        &[WAW, NOON],
        &[YEH, NOON],
        &[ALEF, NOON],
        &[ALEF, TEH],
        &[TEH, ALEF],
        &[NOON, ALEF],
        &[TEH],
        &[HEH],
        &[ALEF],
    ];
    const SHORTEST: usize = 3;
    let letters: Vec<char> = base.chars().collect();
    let mut rest = letters.as_slice();
    let ending =
        ENDINGS.iter().find(|ending| rest.ends_with(ending) && rest.len() >= SHORTEST + ending.len());
    rest = &rest[..rest.len() - ending.map_or(0, |ending| ending.len())];
    if rest.len() > SHORTEST && matches!(rest[0], YEH | TEH | NOON | ALEF | MEEM) {
        rest = &rest[1..];
    }
    let kept = rest.iter().enumerate().filter(|(index, letter)| {
        *index == 0 || !matches!(**letter, ALEF | WAW | YEH | letters::HAMZA_ON_YEH | letters::HAMZA_ON_WAW)
    });
    kept.fold(TextHash::new(ROOT), |hash, (_, letter)| hash.with(*letter)).get()
}

/// What the tables say of the forms of the word, fullest first.
fn read_lexemes(lexemes: &Lexemes, word: &mut Form) {
    let mut forms = [word.bare, word.core, word.stem, word.base];
    for index in 1..forms.len() {
        if forms[..index].contains(&forms[index]) {
            forms[index] = 0;
        }
    }
    for (depth, form) in forms.into_iter().enumerate().filter(|(_, form)| *form != 0) {
        let Some(lexeme) = lexemes.get(form) else { continue };
        let is_core = form == word.core;
        word.goes_on |= lexeme.goes_on;
        if word.class.is_none() && (depth == 0 || is_core && !word.article) {
            (word.class, word.key) = (lexeme.class, lexeme.key);
            (word.partitive, word.says, word.non) = (lexeme.is_partitive, lexeme.says, lexeme.is_non);
        }
        // A verb with its object is one too: «أعلنه».
        if is_core || word.pronoun && form == word.base {
            word.verb |= lexeme.is_verb && !word.article && word.preposition == 0;
        }
        if is_core || form == word.stem || form == word.base {
            word.light |= lexeme.is_light;
        }
        if depth < 3 && word.senses_of == 0 && !lexeme.senses.is_empty() {
            (word.senses_of, word.senses_hash) = (form, lexeme.senses_hash);
        }
        if word.cue.attribute == 0 {
            word.cue = lexeme.cue;
        }
        if word.topic == 0 {
            word.topic = lexeme.topic;
        }
        if word.frames_of == 0 && !lexeme.frames.is_empty() {
            word.frames_of = form;
        }
    }
    word.verb |= word.future;
}

/// Whether the normalised stem is a sound masculine plural: «مسلحون», because there is «مسلحين» too;
/// but not «قانون».
fn is_plural(stem: &str, lexemes: &Lexemes) -> bool {
    const SHORTEST_STEM: usize = 2;
    let Some(base) = stem.strip_suffix(NOON) else { return false };
    let swapped = match base.chars().next_back() {
        Some(WAW) => YEH,
        Some(YEH) => WAW,
        _ => return false,
    };
    let base = base.strip_suffix([WAW, YEH]).unwrap_or(base);
    base.chars().count() >= SHORTEST_STEM && lexemes.words.has(&format!("{base}{swapped}{NOON}"))
}

fn read_facts(facts: &FactTable, word: &mut Form) {
    if word.mark || word.number {
        return;
    }
    let forms = [word.core, word.whole, word.stem, word.base];
    let known = forms.iter().find_map(|form| facts.get(*form).filter(|facts| facts.class_64 > 0));
    if let Some(facts) = known {
        let class = |number: u64, class: u16| pair(CLASS + (number << 8), class.into());
        word.classes = [class(1, facts.class_64), class(2, facts.class_256), class(3, facts.class_1024)];
    }
}
