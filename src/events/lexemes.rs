//! What the tables of the lexicon say of words and phrases, by the hash of their form; read once.

use std::{collections::HashMap, sync::Arc};

use crate::{
    entities::{
        recent::ByHash,
        tagger::hash::{fold, hash_text, mix},
    },
    lexicon::{Lexicon, Table},
    schema::Schema,
    text::normalize_word,
};

use super::features::{both, name_hash};

/// The kind of hash that forms have; the same as in the tagger's list of facts.
pub(crate) const FORM: u64 = crate::entities::tagger::phrases::FORM;

/// The keys of `closed_class` that mean more to the program than their name.
const PARTITIVE: &str = "from";
const SAYS: &str = "that";
const NON: &str = "non";

/// What a closed-class word does (column `class` of `closed_class`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WordClass {
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

/// Part of speech of a trigger (column `pos` of `triggers`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Pos {
    /// «قصف» as "shelled".
    Verb,
    /// «قصف» as "shelling"; also what no table knows.
    Noun,
    /// «متهما»
    Participle,
    /// «وقف إطلاق النار»
    Phrase,
    /// A verb that only a translated dictionary has.
    Translated,
}

impl Pos {
    fn named(name: &str) -> Self {
        match name {
            "verb" => Self::Verb,
            "participle" => Self::Participle,
            "phrase" => Self::Phrase,
            "translated" => Self::Translated,
            _ => Self::Noun,
        }
    }

    /// Its number, from 1.
    pub fn number(self) -> u32 {
        self as u32 + 1
    }
}

/// What the table `triggers` says of a form: it may name an event of this type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Sense {
    /// Number of the event type in the schema.
    pub kind: u16,
    /// As what.
    pub pos: Pos,
}

/// A cue of polarity or modality (table `attribute_cues`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Cue {
    /// The attribute, hashed; 0 is none.
    pub attribute: u32,
    /// Within so many words it decides alone.
    pub reach: usize,
}

/// What is known of one form.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexeme {
    /// Whether a longer phrase begins with it.
    pub goes_on: bool,
    /// What it does, where it is of a closed class.
    pub class: Option<WordClass>,
    /// The key of that row, hashed: `in` of «في».
    pub key: u32,
    /// Whether it leads to a part-of phrase: «من».
    pub is_partitive: bool,
    /// Whether what is said follows: «أن».
    pub says: bool,
    /// Whether it negates the adjective after it: «غير».
    pub is_non: bool,
    /// Whether it is certainly a verb form.
    pub is_verb: bool,
    /// Whether it is a light verb.
    pub is_light: bool,
    /// What it says of the polarity and modality of what follows.
    pub cue: Cue,
    /// What a text with it is about, hashed.
    pub topic: u32,
    /// The events that it may name.
    pub senses: Vec<Sense>,
    /// All senses at once, hashed.
    pub senses_hash: u32,
    /// Event type and follower of the phrases that their subject may part: «وقف الجيش العمليات».
    pub frames: Vec<(u16, u32)>,
}

/// The lexemes of all forms.
#[derive(Debug, Clone, Default)]
pub(crate) struct Lexemes {
    nodes: ByHash<Lexeme>,
    /// The list of words.
    pub words: Arc<Table>,
    endings: Vec<String>,
    /// What an entity with this label is in a sentence: kind and name of its phrases.
    pub kinds: HashMap<String, (String, u32)>,
}

/// The key of the phrase `key` with one more word; 0 is the empty phrase.
fn longer(key: u64, form: u32) -> u64 {
    fold(mix(key, u64::from(form))).into()
}

impl Lexemes {
    /// Reads the tables.
    pub fn new(lexicon: &Lexicon, schema: &Schema) -> Self {
        let mut lexemes = Self { words: lexicon.shared_table("words"), ..Self::default() };
        lexemes.add_closed_class(lexicon.table("closed_class"));
        lexemes.add_flags(lexicon);
        lexemes.add_cues(lexicon.table("attribute_cues"));
        lexemes.add_triggers(lexicon, schema);
        lexemes.endings = lexicon.table("relational_endings").forms().map(|(form, _)| form).collect();
        let kinds = lexicon.table("mention_kinds");
        for (label, rows) in kinds.forms() {
            let field = |column| rows.first().map_or("", |row| kinds.field(row, column));
            lexemes.kinds.insert(label, (field("kind").to_owned(), name_hash(field("phrase"))));
        }
        lexemes
    }

    fn add_closed_class(&mut self, table: &Table) {
        for (form, rows) in table.forms() {
            let Some(row) = rows.first() else { continue };
            let key = table.field(row, "key");
            let lexeme = self.entry(&form);
            lexeme.class = WordClass::named(table.field(row, "class"));
            lexeme.key = name_hash(key);
            lexeme.is_partitive = key == PARTITIVE;
            lexeme.says = key == SAYS;
            lexeme.is_non = key == NON;
        }
    }

    fn add_flags(&mut self, lexicon: &Lexicon) {
        for (form, _) in lexicon.table("verb_forms").forms() {
            self.entry(&form).is_verb = true;
        }
        let light = lexicon.table("light_verbs");
        for (form, rows) in light.forms() {
            let is_verb = rows.first().is_some_and(|row| light.field(row, "verb") == "yes");
            let lexeme = self.entry(&form);
            lexeme.is_light = true;
            lexeme.is_verb |= is_verb;
        }
        let topics = lexicon.table("topic_words");
        for (form, rows) in topics.forms() {
            self.entry(&form).topic = rows.first().map_or(0, |row| name_hash(topics.field(row, "class")));
        }
    }

    fn add_cues(&mut self, table: &Table) {
        for (form, rows) in table.forms() {
            let Some(row) = rows.first() else { continue };
            self.entry(&form).cue = Cue {
                attribute: name_hash(table.field(row, "attribute")),
                reach: table.field(row, "sure").parse().unwrap_or(0),
            };
        }
    }

    fn add_triggers(&mut self, lexicon: &Lexicon, schema: &Schema) {
        let kind = |label: &str| schema.events.iter().position(|event| event.id == label);
        let table = lexicon.table("triggers");
        for (form, rows) in table.forms() {
            for row in rows {
                let Some(kind) = kind(table.field(row, "type")) else { continue };
                let sense = Sense { kind: kind as u16, pos: Pos::named(table.field(row, "pos")) };
                let lexeme = self.entry(&form);
                lexeme.senses.push(sense);
                lexeme.senses.sort_unstable();
                let one = |sense: &Sense| both(u32::from(sense.kind) + 1, sense.pos.number());
                lexeme.senses_hash = lexeme.senses.iter().fold(1, |hash, sense| both(hash, one(sense)));
            }
        }
        let frames = lexicon.table("trigger_frames");
        for (form, rows) in frames.forms() {
            for row in rows {
                let Some(kind) = kind(frames.field(row, "type")) else { continue };
                let follower = hash_text(FORM, &normalize_word(frames.field(row, "follower")));
                self.entry(&form).frames.push((kind as u16, follower));
            }
        }
    }

    /// The lexeme of the normalised `form`, made where there is none.
    fn entry(&mut self, form: &str) -> &mut Lexeme {
        let mut key = 0;
        let mut words = form.split(' ').peekable();
        while let Some(word) = words.next() {
            key = longer(key, hash_text(FORM, word));
            if words.peek().is_some() {
                self.nodes.entry(key).or_default().goes_on = true;
            }
        }
        self.nodes.entry(key).or_default()
    }

    /// The lexeme of the form with this hash.
    pub fn get(&self, form: u32) -> Option<&Lexeme> {
        self.nodes.get(&longer(0, form))
    }

    /// The lexemes of the phrases that begin with the form `first` and go on with `rest`, of two words and more, shortest
    /// first: number of words and lexeme.
    pub fn phrases(&self, first: u32, rest: impl Iterator<Item = u32>) -> Vec<(usize, &Lexeme)> {
        let mut found = Vec::new();
        let mut key = longer(0, first);
        let mut goes_on = self.nodes.get(&key).is_some_and(|lexeme| lexeme.goes_on);
        for (index, form) in rest.enumerate() {
            if !goes_on {
                break;
            }
            key = longer(key, form);
            let Some(lexeme) = self.nodes.get(&key) else { break };
            found.push((index + 2, lexeme));
            goes_on = lexeme.goes_on;
        }
        found
    }

    /// Whether the normalised stem ends as relational adjectives do (table `relational_endings`), two letters at
    /// least before the ending.
    pub fn is_relational(&self, stem: &str) -> bool {
        const SHORTEST: usize = 2;
        let longest = stem.char_indices().nth(SHORTEST).map_or("", |(byte, _)| &stem[byte..]);
        self.endings.iter().any(|ending| longest.ends_with(ending.as_str()))
    }
}
