//! What a format can hold of a document. What it cannot is taken out before it is written (`reduce`), so
//! that what a writer is given is what a reader gives back.

/// What a format holds of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// Every character.
    Exact,
    /// Every character, but line ends are line feeds: a carriage return becomes a space, for readers of plain
    /// text that take CR LF as one character.
    Lines,
    /// The same, and single guillemets for angle brackets, which readers of SGML take for tags.
    Sgml,
    /// Every character but the controls that XML 1.0 forbids.
    Printable,
    /// Its words: one space stands between them, one line break between sentences.
    Words,
}

/// What a format holds of a document's id.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DocumentId {
    /// Nothing: a document gets an id from its text.
    None,
    /// A name of a file made of it.
    FileName,
    /// The id.
    Own,
}

/// What a format holds of tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tokens {
    /// Nothing.
    None,
    /// Words: tokens, cut where a mark ends; all that is not blank belongs to one.
    Words,
    /// Tokens made of words; all that is not blank belongs to one.
    Whole,
    /// Tokens as the document has them.
    Own,
}

/// What a format holds of whether marks were confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statuses {
    /// Nothing.
    None,
    /// Whether all marks of a document are.
    OfDocument,
    /// Whether each is.
    OfMark,
}

/// What a format holds of chains of mentions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chains {
    /// Nothing.
    None,
    /// Which places are mentions of one thing; of several entities in one place, the first.
    Places,
    /// Which entities are.
    Mentions,
    /// Chains with their ids and names.
    Own,
}

/// What a format holds of events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Events {
    /// Nothing.
    None,
    /// Where they are named.
    Triggers,
    /// Triggers and arguments.
    Whole,
}

/// What a format holds of relations between entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relations {
    /// Nothing.
    None,
    /// Those of two entities in one sentence.
    Near,
    /// Their types and ends.
    Whole,
    /// All of them, with their ids, in their own order.
    Own,
}

/// What a format holds of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holds {
    /// Of its text.
    pub text: Text,
    /// Its id.
    pub document_id: DocumentId,
    /// The ids of its marks.
    pub ids: bool,
    /// Title, date, source, language.
    pub metadata: bool,
    /// Its paragraphs.
    pub paragraphs: bool,
    /// Its sentences; where words are held, each word belongs to one.
    pub sentences: bool,
    /// Its tokens.
    pub tokens: Tokens,
    /// Their clitics.
    pub clitics: bool,
    /// How many layers of entities that do not overlap.
    pub entity_layers: usize,
    /// Marks in pieces.
    pub pieces: bool,
    /// The span without proclitics beside that with them.
    pub cores: bool,
    /// What entities stand for.
    pub values: bool,
    /// Of its chains of mentions.
    pub chains: Chains,
    /// Relations between entities.
    pub relations: Relations,
    /// Of its events.
    pub events: Events,
    /// How many layers of triggers that do not overlap.
    pub trigger_layers: usize,
    /// Triggers of more than one word.
    pub long_triggers: bool,
    /// Arguments that are no entities.
    pub free_fillers: bool,
    /// Arguments in another sentence than the trigger.
    pub far_arguments: bool,
    /// Polarity and modality.
    pub attributes: bool,
    /// Attributes of the label set's own.
    pub own_attributes: bool,
    /// Which event of saying reports another.
    pub reports: bool,
    /// Who made a mark and how sure.
    pub provenance: bool,
    /// Whether a mark was confirmed.
    pub status: Statuses,
    /// Marks that begin or end with white space.
    pub outer_space: bool,
    /// Which entity fills a role or is related, also where another stands in the same place.
    pub filler_ids: bool,
    /// Two marks of one type in one place.
    pub twins: bool,
    /// The scheme of the schema's mappings that names types and roles; none where they have their own names.
    pub scheme: Option<&'static str>,
    /// Labels of the document, how far a person has come with it, notes, decisions between annotators.
    pub remarks: bool,
}

impl Holds {
    /// All of it: the native format.
    pub const ALL: Self = Self {
        text: Text::Exact,
        document_id: DocumentId::Own,
        ids: true,
        metadata: true,
        paragraphs: true,
        sentences: true,
        tokens: Tokens::Own,
        clitics: true,
        entity_layers: usize::MAX,
        pieces: true,
        cores: true,
        values: true,
        chains: Chains::Own,
        relations: Relations::Own,
        events: Events::Whole,
        trigger_layers: usize::MAX,
        long_triggers: true,
        free_fillers: true,
        far_arguments: true,
        attributes: true,
        own_attributes: true,
        reports: true,
        provenance: true,
        status: Statuses::OfMark,
        outer_space: true,
        filler_ids: true,
        twins: true,
        scheme: None,
        remarks: true,
    };

    /// All that is said of marks, and of the document only its id.
    pub const MARKS: Self = Self {
        metadata: false,
        paragraphs: false,
        sentences: false,
        tokens: Tokens::None,
        clitics: false,
        pieces: false,
        relations: Relations::None,
        own_attributes: false,
        reports: false,
        remarks: false,
        ..Self::ALL
    };

    /// Spans over characters, as many as there are, and nothing of words.
    pub const SPANS: Self = Self {
        document_id: DocumentId::None,
        ids: false,
        cores: false,
        values: false,
        chains: Chains::None,
        events: Events::Triggers,
        attributes: false,
        provenance: false,
        status: Statuses::None,
        outer_space: false,
        ..Self::MARKS
    };

    /// Words in sentences, and the characters between them.
    pub const WORDS_AND_SPACE: Self = Self { text: Text::Exact, ..Self::WORDS };

    /// Words in sentences, and nothing of the characters between them.
    pub const WORDS: Self = Self { text: Text::Words, sentences: true, tokens: Tokens::Words, ..Self::SPANS };
}
