//! The document as the event finder reads it: words without their clitics, word classes, mentions.

use std::ops::Range;

use crate::{
    annotation::{CliticKind, Document, Token},
    lexicon::Lexicon,
    text::{
        Span,
        letters::{self, ALEF, LAM, NOON, WAW, YEH},
        normalize_word,
    },
};

/// The fewest letters before the ending of a relational adjective.
const SHORTEST_STEM: usize = 2;

/// What a closed-class word does (column `class` of `closed_class`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordClass {
    /// في، على، من قبل
    Preposition,
    /// أن، حيث، لكن
    Complementiser,
    /// الذي، ما
    Relative,
    /// هو، هم
    Pronoun,
    /// هذا، تلك
    Demonstrative,
    /// كل، بعض، عشرات
    Quantifier,
    /// قد، سوف
    Particle,
    /// لم، عدم، غير
    Negation,
    /// كان، أصبح
    Auxiliary,
    /// أيضا، هناك، فيها
    Adverb,
}

impl WordClass {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "preposition" => Self::Preposition,
            "complementiser" => Self::Complementiser,
            "relative" => Self::Relative,
            "pronoun" => Self::Pronoun,
            "demonstrative" => Self::Demonstrative,
            "quantifier" => Self::Quantifier,
            "particle" => Self::Particle,
            "negation" => Self::Negation,
            "auxiliary" => Self::Auxiliary,
            "adverb" => Self::Adverb,
            _ => return None,
        })
    }
}

/// A word, normalised, in the forms that tables are asked for.
#[derive(Debug, Clone, Default)]
pub struct Word<'a> {
    /// The whole token: «وبالمدينه».
    pub full: String,
    /// Without the conjunction: «بالمدينه».
    pub bare: String,
    /// Without preposition and future marker too: «المدينه».
    pub core: String,
    /// Without the article too: «مدينه».
    pub stem: String,
    /// Whether و or ف stands before it.
    pub conjunction: bool,
    /// The preposition before it: ب, ل or ك.
    pub preposition: Option<char>,
    /// Whether س stands before it.
    pub future: bool,
    /// Whether it has the article.
    pub article: bool,
    /// Whether it is a mark or symbol.
    pub mark: bool,
    /// Whether it is certainly a verb form.
    pub verb: bool,
    /// Whether it ends as relational adjectives do: «روسي», «عسكريه».
    pub relational: bool,
    /// Whether it is a sound plural with its noon, which no genitive follows: «مسلحون».
    pub plural: bool,
    /// What it does, where it is of a closed class.
    pub class: Option<WordClass>,
    /// The key of that row: `in` of «في».
    pub key: &'a str,
    /// How many words the entry has: 2 for «من قبل».
    pub n_words: usize,
}

/// An entity in words.
#[derive(Debug, Clone)]
pub struct Mention<'a> {
    /// Its place in the document's list.
    pub entity: usize,
    /// Its label, in lower case.
    pub label: String,
    /// What such a thing is in a sentence (table `mention_kinds`): `name`, `title`, `time`, `number` …
    pub kind: &'a str,
    /// What features call a phrase that holds such a thing: `np-place`.
    pub phrase: &'a str,
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
    /// Whether no larger mention holds it.
    pub outermost: bool,
}

/// A document, word by word.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its words, one a token.
    pub words: Vec<Word<'a>>,
    /// Its sentences, as ranges of words.
    pub sentences: Vec<Range<usize>>,
    /// Its mentions, by first word, longest first.
    pub mentions: Vec<Mention<'a>>,
    /// For each word the outermost mention that holds it.
    pub mention_at: Vec<Option<usize>>,
}

impl<'a> Reading<'a> {
    /// Reads `document`.
    pub fn new(document: &'a Document, lexicon: &'a Lexicon) -> Self {
        let text = &document.text;
        let mut words: Vec<_> = document.tokens.iter().map(|token| read_word(text, token, lexicon)).collect();
        find_classes(&mut words, lexicon);
        let word_range = |span: Span| {
            let first = document.tokens.partition_point(|token| token.span.end <= span.start);
            let end = document.tokens.partition_point(|token| token.span.start < span.end);
            first..end.max(first)
        };
        let sentences = document.sentences.iter().map(|span| word_range(*span)).collect();
        let mut mentions = read_mentions(document, lexicon, word_range);
        let mut mention_at = vec![None; words.len()];
        for (index, mention) in mentions.iter_mut().enumerate() {
            mention.outermost = mention_at[mention.first].is_none();
            if mention.outermost {
                mention_at[mention.first..mention.end].fill(Some(index));
            }
        }
        Self { document, words, sentences, mentions, mention_at }
    }

    /// The span of text that `words` cover.
    pub fn span(&self, words: Range<usize>) -> Span {
        let tokens = &self.document.tokens;
        match (tokens.get(words.start), tokens.get(words.end.wrapping_sub(1))) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::new(0, 0),
        }
    }

    /// The outermost mention that holds the word `index`.
    pub fn mention(&self, index: usize) -> Option<&Mention<'a>> {
        self.mention_at.get(index).copied().flatten().map(|mention| &self.mentions[mention])
    }

    /// The class of the word `index`; none inside a mention, where «من» of a name is no preposition.
    pub fn class(&self, index: usize) -> Option<WordClass> {
        let word = self.words.get(index)?;
        word.class.filter(|_| self.mention_at[index].is_none())
    }
}

/// The mentions of the document's entities.
fn read_mentions<'a>(
    document: &Document,
    lexicon: &'a Lexicon,
    word_range: impl Fn(Span) -> Range<usize>,
) -> Vec<Mention<'a>> {
    let kinds = lexicon.table("mention_kinds");
    let mut mentions: Vec<_> = document
        .entities
        .iter()
        .enumerate()
        .map(|(entity, marked)| {
            let Range { start: first, end } = word_range(marked.span);
            let label = marked.label.to_lowercase();
            let row = kinds.get(&label).first();
            let field = |column, default| row.map_or(default, |row| kinds.field(row, column));
            let (kind, phrase) = (field("kind", "name"), field("phrase", "np"));
            Mention { entity, label, kind, phrase, first, end, outermost: true }
        })
        .filter(|mention| mention.first < mention.end)
        .collect();
    mentions.sort_by_key(|mention| (mention.first, std::cmp::Reverse(mention.end), mention.entity));
    mentions
}

fn read_word<'a>(text: &str, token: &Token, lexicon: &Lexicon) -> Word<'a> {
    let full = normalize_word(token.span.slice(text));
    let mark = !full.chars().any(char::is_alphanumeric);
    let clitic = |kind| token.clitics.iter().find(|clitic| clitic.kind == kind);
    let after = |kinds: &[CliticKind]| {
        let outer = token.clitics.iter().take_while(|clitic| kinds.contains(&clitic.kind)).last();
        let start = outer.map_or(token.span.start, |clitic| clitic.span.end);
        normalize_word(Span::new(start, token.span.end).slice(text))
    };
    let bare = after(&[CliticKind::Conjunction]);
    let article = clitic(CliticKind::Article).is_some();
    let preposition = clitic(CliticKind::Preposition)
        .and_then(|clitic| normalize_word(clitic.span.slice(text)).chars().next());
    let mut core = normalize_word(token.core().slice(text));
    // «للمدينة» without its preposition is «المدينة».
    if article && preposition == Some(LAM) && core.starts_with(LAM) {
        core.insert(0, ALEF);
    }
    let stem = article
        .then(|| core.strip_prefix(ALEF).and_then(|rest| rest.strip_prefix(LAM)))
        .flatten()
        .unwrap_or(&core)
        .to_owned();
    let future = clitic(CliticKind::Future).is_some();
    let conjunction = clitic(CliticKind::Conjunction).is_some();
    let verb = future || !article && preposition.is_none() && lexicon.table("verb_forms").has(&core);
    let relational = is_relational(&stem, lexicon);
    let plural = is_plural(&stem, lexicon);
    Word {
        full,
        bare,
        core,
        stem,
        conjunction,
        preposition,
        future,
        article,
        mark,
        verb,
        relational,
        plural,
        n_words: 1,
        ..Word::default()
    }
}

/// Whether the normalised stem ends as relational adjectives do (table `relational_endings`).
fn is_relational(stem: &str, lexicon: &Lexicon) -> bool {
    let endings = lexicon.table("relational_endings");
    stem.char_indices().skip(SHORTEST_STEM).any(|(byte, _)| endings.has(&stem[byte..]))
}

/// Whether the normalised stem is a sound masculine plural: «مسلحون», because there is «مسلحين» too;
/// but not «قانون».
fn is_plural(stem: &str, lexicon: &Lexicon) -> bool {
    let Some(base) = stem.strip_suffix(NOON) else { return false };
    let swapped = match base.chars().next_back() {
        Some(WAW) => YEH,
        Some(YEH) => WAW,
        _ => return false,
    };
    let base = base.strip_suffix([WAW, YEH]).unwrap_or(base);
    base.chars().count() >= SHORTEST_STEM && lexicon.table("words").has(&format!("{base}{swapped}{NOON}"))
}

/// Gives closed-class words their class. The longest entry counts: «من قبل» before «من».
fn find_classes<'a>(words: &mut [Word<'a>], lexicon: &'a Lexicon) {
    let table = lexicon.table("closed_class");
    for index in 0..words.len() {
        let rest = words[index + 1..].iter().map(|word| word.full.as_str());
        let forms = std::iter::once(words[index].bare.as_str()).chain(rest);
        let entry = table.phrases(forms).last().or_else(|| {
            let rows = table.get(&words[index].core);
            (!rows.is_empty() && !words[index].article).then_some((1, rows))
        });
        let Some((n_words, row)) = entry.and_then(|(n_words, rows)| Some((n_words, rows.first()?))) else {
            continue;
        };
        words[index].class = WordClass::named(table.field(row, "class"));
        words[index].key = table.field(row, "key");
        words[index].n_words = n_words;
    }
}

/// Whether `word` is written in digits: «26».
pub(super) fn is_number(word: &Word<'_>) -> bool {
    word.core.chars().all(|c| letters::digit_value(c).is_some() || matches!(c, '.' | ',')) && !word.mark
}
