//! What an export cannot hold: counted by kind, with a few examples, as data for the page and in words for
//! the command line.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

/// How many examples of a kind are kept: enough to understand it, and memory does not grow.
const MOST_EXAMPLES: usize = 5;

/// A way in which an export says less than the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum LossKind {
    /// An entity lies inside or across another, and the format has no layer left for it.
    OverlappingEntity,
    /// The same of a trigger.
    OverlappingTrigger,
    /// Another mark of the same type stands in the same place.
    Twin,
    /// A mark in pieces becomes one that goes from its first piece to its last.
    Pieces,
    /// A mark over white space alone is none in a format of words.
    MarkWithoutWord,
    /// The format has no events.
    Event,
    /// The format has triggers, and no arguments.
    Argument,
    /// The format's arguments are entities, and no free spans.
    FreeArgument,
    /// The format's events stay in one sentence.
    FarArgument,
    /// The format's triggers are single words: the first is kept.
    TriggerWords,
    /// Polarity and modality of events.
    Attributes,
    /// What is said of marks in attributes of the label set's own.
    OwnAttributes,
    /// Which event of saying reports another.
    Report,
    /// A mark that a person rejected.
    Rejected,
    /// Whether a mark was confirmed.
    Status,
    /// Who made a mark, and how sure.
    Provenance,
    /// The span without proclitics beside that with them.
    Core,
    /// The number, date or place that an entity stands for.
    Value,
    /// Which mentions name the same thing.
    Chain,
    /// Chains get other ids and names; one of a single mention is none.
    ChainNames,
    /// What is said of two entities.
    Relation,
    /// What is said of two entities of which one is left out, or cannot be told from another in its place.
    RelationEnd,
    /// What is said of two entities in different sentences.
    FarRelation,
    /// Documents or marks are numbered anew.
    Ids,
    /// White space and invisible characters between words.
    WhiteSpace,
    /// White space at the ends of a mark.
    OuterSpace,
    /// Carriage returns become spaces, so that no reader counts CR LF as one character.
    CarriageReturn,
    /// `<` and `>` become ‹ and ›.
    AngleBracket,
    /// Control characters that the format cannot hold become U+FFFD.
    ControlCharacter,
    /// Types and roles have the names of the format's own scheme.
    Names,
    /// Paragraphs and what they are for.
    Paragraphs,
    /// Sentences.
    Sentences,
    /// Tokens, or a token that a mark cuts becomes two.
    Tokens,
    /// Clitics.
    Clitics,
    /// Title, date, source or language.
    Metadata,
    /// Labels of the document as a whole.
    Labels,
    /// How far a person has come with the document.
    DocumentStatus,
    /// What a person wrote beside the document.
    Notes,
    /// What was decided where annotators differed is left out.
    Decisions,
}

impl LossKind {
    /// What happened, for the command line.
    pub fn reason(self) -> &'static str {
        match self {
            Self::OverlappingEntity => "entities left out: they lie inside or across others",
            Self::OverlappingTrigger => "triggers left out: they lie inside or across others",
            Self::Twin => "marks left out: another of the same type stands in the same place",
            Self::Pieces => "marks in pieces became marks from the first piece to the last",
            Self::MarkWithoutWord => "marks left out: they hold no word",
            Self::Event => "events left out: the format has none",
            Self::Argument => "arguments left out: the format has only triggers",
            Self::FreeArgument => "arguments left out: the format's arguments are entities",
            Self::FarArgument => "arguments left out: they stand in another sentence than their trigger",
            Self::TriggerWords => "triggers cut to their first word: the format has no longer ones",
            Self::Attributes => "events lose their polarity or modality",
            Self::OwnAttributes => "marks lose what the label set's own attributes say of them",
            Self::Report => "events lose which event of saying reports them",
            Self::Rejected => "marks left out: a person rejected them",
            Self::Status => "suggestions can no longer be told from confirmed marks",
            Self::Provenance => "marks lose who made them and how sure",
            Self::Core => "entities lose where they begin without proclitics",
            Self::Value => "entities lose the value that they stand for",
            Self::Chain => "entities lose their chain of mentions",
            Self::ChainNames => "chains of mentions are named and numbered anew",
            Self::Relation => "relations between entities left out: the format has none",
            Self::RelationEnd => {
                "relations left out: one of their entities is, or another stands in its place"
            }
            Self::FarRelation => "relations left out: their entities stand in different sentences",
            Self::Ids => "documents or marks are numbered anew",
            Self::WhiteSpace => "texts have other white space between their words",
            Self::OuterSpace => "marks lose white space at their ends",
            Self::CarriageReturn => {
                "texts have spaces for carriage returns, so that no reader counts CR LF as one"
            }
            Self::AngleBracket => "texts have single guillemets for angle brackets",
            Self::ControlCharacter => "control characters became U+FFFD",
            Self::Names => "types or roles have the names of the format, which tells fewer apart",
            Self::Paragraphs => "documents lose their paragraphs",
            Self::Sentences => "documents lose their sentences, or some are joined",
            Self::Tokens => "documents lose their tokens, or some are cut where a mark ends",
            Self::Clitics => "documents lose their clitics",
            Self::Metadata => "documents lose title, date, source or language",
            Self::Labels => "documents lose their own labels",
            Self::DocumentStatus => "documents lose how far a person has come",
            Self::Notes => "documents lose their notes",
            Self::Decisions => "documents lose what was decided where their annotators differed",
        }
    }
}

/// Where something was lost.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "LossExample"))]
pub struct Example {
    /// The document's id.
    pub document: String,
    /// The mark's id; none where the document itself loses something.
    pub mark: Option<String>,
    /// The text of the mark.
    pub text: String,
}

/// How often something was lost, and where first.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Loss {
    /// How often.
    #[cfg_attr(test, ts(type = "number"))]
    pub count: usize,
    /// The first few.
    pub examples: Vec<Example>,
}

/// What an export cannot hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Losses {
    kinds: BTreeMap<LossKind, Loss>,
}

impl Losses {
    /// Counts a loss of the document `document`, or of its mark `mark` over `text`.
    pub fn add(&mut self, kind: LossKind, document: &str, mark: Option<&str>, text: &str) {
        let loss = self.kinds.entry(kind).or_default();
        loss.count += 1;
        if loss.examples.len() < MOST_EXAMPLES {
            let (document, mark) = (document.to_owned(), mark.map(str::to_owned));
            loss.examples.push(Example { document, mark, text: text.to_owned() });
        }
    }

    /// Each kind with what was lost.
    pub fn iter(&self) -> impl Iterator<Item = (LossKind, &Loss)> {
        self.kinds.iter().map(|(kind, loss)| (*kind, loss))
    }

    /// Whether the export says all that the documents say.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// How often this was lost.
    pub fn count(&self, kind: LossKind) -> usize {
        self.kinds.get(&kind).map_or(0, |loss| loss.count)
    }
}

impl fmt::Display for Losses {
    /// One line a kind: how often, what, an example.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (kind, loss) in self.iter() {
            write!(f, "{:>7}  {}", loss.count, kind.reason())?;
            if let Some(Example { document, mark, text }) = loss.examples.first() {
                let mark = mark.as_deref().map(|mark| format!(" {mark}")).unwrap_or_default();
                let text = if text.is_empty() { String::new() } else { format!(" {text:?}") };
                write!(f, " (first: {document}{mark}{text})")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
