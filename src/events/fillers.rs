//! What may fill a role: the noun phrases and entities of a sentence.

use std::ops::Range;

use super::{
    lexemes::{Pos, WordClass},
    phrases::base_phrase,
    reading::{MentionKind, Reading},
    triggers::Trigger,
};

/// How far an extension of a base phrase reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Extent {
    /// One entity: «تدمر».
    Entity,
    /// An entity inside another: «حلب» of «بلدية حلب».
    Inner,
    /// A title with a name, a comma between them or none: «وزير الخارجية الأميركي جون كيري».
    Titled,
    /// A base phrase: «مسلحو تنظيم داعش».
    Base,
    /// A base phrase and a part-of phrase: «26 عنصراً من قوات النظام السوري».
    Partitive,
    /// A base phrase and prepositional phrases: «الانضمام إلى الاتحاد».
    Long,
    /// Two base phrases joined by «و».
    Joined,
}

impl Extent {
    /// Its number, from 1.
    pub fn number(self) -> u32 {
        self as u32 + 1
    }
}

/// A possible filler of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filler {
    /// First word.
    pub first: usize,
    /// One past the last word.
    pub end: usize,
    /// What it is made of.
    pub extent: Extent,
    /// The mention that it is, or that its first name is.
    pub mention: Option<usize>,
}

/// The possible fillers of `sentence`, by first word. Triggers cut phrases: what follows a masdar may
/// fill a role of its event, and with the masdar one of another.
pub(crate) fn find_fillers(
    reading: &Reading<'_>,
    sentence: Range<usize>,
    triggers: &[Trigger],
) -> Vec<Filler> {
    let mut fillers = Vec::new();
    let mut phrase_end = sentence.start;
    let mut trigger_ends = triggers.iter().map(|trigger| trigger.end).peekable();
    let mut first_mention = reading.mentions.partition_point(|mention| mention.first < sentence.start);
    for index in sentence.clone() {
        while trigger_ends.next_if(|end| *end < index).is_some() {}
        let after_trigger = trigger_ends.peek() == Some(&index);
        while let Some(mention) = reading.mentions.get(first_mention).filter(|m| m.first == index) {
            push_entity(reading, first_mention, sentence.end, &mut fillers);
            first_mention += 1;
            phrase_end =
                if mention.kind == MentionKind::Time { phrase_end.max(mention.end) } else { phrase_end };
        }
        let own = triggers.binary_search_by_key(&index, |trigger| trigger.first).ok();
        let verbal = own.is_some_and(|own| matches!(triggers[own].pos, Pos::Verb | Pos::Participle));
        if index < phrase_end && !after_trigger || verbal || !begins_phrase(reading, index) {
            continue;
        }
        let end = base_phrase(reading, index, sentence.end);
        if end > index {
            push_phrase(reading, index..end, sentence.end, &mut fillers);
            phrase_end = end;
        }
    }
    fillers.sort_by_key(|filler| (filler.first, filler.end, filler.extent));
    fillers.dedup_by_key(|filler| (filler.first, filler.end));
    fillers
}

/// Whether a noun phrase may begin with the word `index`.
fn begins_phrase(reading: &Reading<'_>, index: usize) -> bool {
    let word = &reading.words[index];
    let open_class =
        matches!(reading.class(index), None | Some(WordClass::Demonstrative | WordClass::Quantifier));
    let inside_mention = reading.mention(index).is_some_and(|mention| mention.first < index);
    open_class && !word.mark && !word.verb && !inside_mention
}

/// Adds the mention `index`, and with it a title or name beside it.
fn push_entity(reading: &Reading<'_>, index: usize, limit: usize, fillers: &mut Vec<Filler>) {
    let mention = &reading.mentions[index];
    let extent = if mention.outermost { Extent::Entity } else { Extent::Inner };
    let filler = |end, extent| Filler { first: mention.first, end, extent, mention: Some(index) };
    fillers.push(filler(mention.end, extent));
    if !mention.outermost
        || !matches!(mention.kind, MentionKind::Person | MentionKind::Title | MentionKind::Group)
    {
        return;
    }
    let after = if reading.words.get(mention.end).is_some_and(|word| word.comma) {
        mention.end + 1
    } else {
        mention.end
    };
    let beside = (after < limit)
        .then(|| reading.mention(after))
        .flatten()
        .filter(|other| other.first == after && !reading.words[after].conjunction);
    if let Some(beside) = beside {
        let pair = (mention.kind, beside.kind);
        if matches!(
            pair,
            (MentionKind::Title | MentionKind::Group, MentionKind::Person)
                | (MentionKind::Person, MentionKind::Title)
        ) {
            fillers.push(filler(beside.end, Extent::Titled));
        }
    }
}

/// Adds the base phrase `words` and its extensions.
fn push_phrase(reading: &Reading<'_>, words: Range<usize>, limit: usize, fillers: &mut Vec<Filler>) {
    let mention = words.clone().find_map(|index| reading.mention_at[index]);
    let mut push = |end, extent| fillers.push(Filler { first: words.start, end, extent, mention });
    push(words.end, Extent::Base);
    // «انتخب البرلمان علي ناصر»: a name may stand beside the phrase and not in it.
    let name = words.clone().skip(1).find(|index| reading.mention(*index).is_some_and(|m| m.first == *index));
    if let Some(name) = name {
        push(name, Extent::Base);
    }
    let Some(next) = reading.words.get(words.end).filter(|_| words.end < limit) else { return };
    if next.conjunction && reading.class(words.end).is_none() && !next.mark {
        let end = base_phrase(reading, words.end, limit);
        if end > words.end {
            push(end, Extent::Joined);
        }
        return;
    }
    let mut end = words.end;
    for n_phrases in 0..3 {
        let Some(attached) = prepositional(reading, end, limit) else { return };
        let partitive = n_phrases == 0 && reading.words[end].partitive;
        end = attached;
        push(end, if partitive { Extent::Partitive } else { Extent::Long });
    }
}

/// The end of the prepositional phrase that begins at the word `index`, if one does.
fn prepositional(reading: &Reading<'_>, index: usize, limit: usize) -> Option<usize> {
    let word = reading.words.get(index).filter(|_| index < limit)?;
    let start = match reading.class(index) {
        Some(WordClass::Preposition) => index + word.n_words,
        None if word.preposition > 0 && !word.conjunction => index,
        _ => return None,
    };
    if start >= limit || reading.mention(start).is_some_and(|mention| mention.kind == MentionKind::Time) {
        return None;
    }
    begins_phrase(reading, start).then(|| base_phrase(reading, start, limit)).filter(|end| *end > start)
}
