//! Base noun phrases: a head with its genitives, adjectives and names, without relative clause.
//!
//! Arabic tells where a phrase ends mostly by definiteness: after a noun with the article or a pronoun only adjectives
//! with the article follow («القوات الروسية», «قواته المسلحة»), after one without them a genitive may («قوات النظام»).

use super::{
    lexemes::WordClass,
    reading::{MentionKind, Reading},
};

/// The most words that a base phrase has.
const LONGEST: usize = 14;

/// What the phrase so far ends with, which decides what may follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Nothing yet, or a demonstrative or quantifier: a noun must come.
    Head,
    /// A noun without article: a genitive or an indefinite adjective may follow.
    Open,
    /// A noun or adjective with article.
    Definite,
    /// An indefinite accusative or adjective («هجوماً», «روسية»): only adjectives may follow.
    Closed,
    /// A number: the counted noun must follow.
    Number,
    /// A person's name.
    Person,
    /// Another name.
    Name,
    /// A title: a person's name may follow.
    Title,
}

/// The end of the base phrase that begins at the word `start`; `start` itself where none does.
pub(super) fn base_phrase(reading: &Reading<'_>, start: usize, limit: usize) -> usize {
    let limit = limit.min(start + LONGEST);
    let (mut index, mut ending) = (start, Ending::Head);
    let mut end = start;
    while index < limit {
        let Some((next, after)) = step(reading, index, start, ending) else { break };
        index = next;
        ending = after;
        if ending != Ending::Head {
            end = index;
        }
    }
    end.min(limit)
}

/// Takes the next word or mention into the phrase, if it may stand there.
fn step(reading: &Reading<'_>, index: usize, start: usize, ending: Ending) -> Option<(usize, Ending)> {
    let word = &reading.words[index];
    let proclitic = word.conjunction || word.preposition > 0 || word.future;
    if index > start && proclitic {
        return None;
    }
    if let Some(mention) = reading.mention(index) {
        // Inside a mention that began before the phrase, the rest of it belongs to the phrase.
        return after_mention(mention.kind, ending).map(|after| (mention.end, after));
    }
    if word.mark || word.verb {
        return None;
    }
    match reading.class(index) {
        None => after_word(reading, index, ending).map(|after| (index + 1, after)),
        Some(WordClass::Demonstrative | WordClass::Quantifier) if ending == Ending::Head => {
            Some((index + 1, Ending::Head))
        }
        Some(WordClass::Quantifier) if ending == Ending::Open => Some((index + 1, Ending::Open)),
        Some(WordClass::Negation) if word.non && ending != Ending::Head => Some((index + 1, ending)),
        _ => None,
    }
}

/// The ending after a mention of this kind; none where a new phrase begins with it.
fn after_mention(kind: MentionKind, ending: Ending) -> Option<Ending> {
    let after = match kind {
        MentionKind::Person => Ending::Person,
        MentionKind::Title => Ending::Title,
        MentionKind::Number => Ending::Number,
        MentionKind::Time => Ending::Closed,
        _ => Ending::Name,
    };
    let fits = match (kind, ending) {
        (_, Ending::Head) => true,
        (MentionKind::Time | MentionKind::Number, _) => false,
        (MentionKind::Rank, _) => ending != Ending::Person,
        (MentionKind::Person, _) => !matches!(ending, Ending::Closed | Ending::Person),
        (MentionKind::Title, _) => matches!(ending, Ending::Open | Ending::Person),
        (_, Ending::Open | Ending::Number) => true,
        (_, Ending::Definite) => false,
        _ => false,
    };
    fits.then_some(after)
}

/// The ending after the plain word `index`; none where the phrase ends before it.
fn after_word(reading: &Reading<'_>, index: usize, ending: Ending) -> Option<Ending> {
    let word = &reading.words[index];
    if word.number {
        return (ending == Ending::Head).then_some(Ending::Number);
    }
    let adjective = word.relational;
    match ending {
        // A noun with the article or a pronoun takes no genitive («القوات», «قواته»); after a number neither does.
        Ending::Head | Ending::Open | Ending::Number if word.article || word.pronoun => {
            Some(Ending::Definite)
        }
        Ending::Head | Ending::Number if word.plural => Some(Ending::Closed),
        Ending::Head | Ending::Number => Some(Ending::Open),
        Ending::Open if adjective => Some(Ending::Closed),
        Ending::Open => Some(if word.accusative { Ending::Closed } else { Ending::Open }),
        Ending::Definite => word.article.then_some(Ending::Definite),
        Ending::Name | Ending::Title => (word.article && adjective).then_some(Ending::Definite),
        Ending::Closed => {
            (!word.article && (adjective || word.plural || word.accusative)).then_some(Ending::Closed)
        }
        Ending::Person => None,
    }
}
