//! What lies between a trigger and the words around it.

use super::{
    evidence::Scene,
    features::both,
    lexemes::WordClass,
    reading::{Reading, Word},
};

/// The most steps of a path that count.
const LONGEST_PATH: usize = 9;

/// What lies between a trigger and a word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Path {
    /// All steps.
    pub fine: u32,
    /// Without what noun phrases are made of.
    pub coarse: u32,
    /// The strongest border.
    pub barrier: u32,
    /// The nearest verb to the word, by stem.
    pub verb: u32,
    /// Type and place of the nearest other trigger to the word.
    pub event: u32,
    /// Number of marks.
    pub n_marks: u32,
}

/// The paths over the words `along`, one for each word: what lies before it; and one for the end.
pub(super) fn paths(scene: &Scene<'_>, along: impl Iterator<Item = usize>) -> Vec<Path> {
    let mut path = Path { fine: 1, coarse: 1, barrier: 1, verb: 1, event: 1, n_marks: 0 };
    let mut all = vec![path];
    let (mut n_fine, mut n_coarse, mut last) = (0, 0, (0, 0));
    let mut borders = 0;
    for at in along {
        let (fine, coarse) = step_of(scene, at);
        if fine != last.0 && n_fine < LONGEST_PATH {
            path.fine = both(path.fine, fine);
            n_fine += 1;
        }
        if coarse != 0 && coarse != last.1 && n_coarse < LONGEST_PATH {
            path.coarse = both(path.coarse, coarse);
            n_coarse += 1;
        }
        last = (fine, if coarse == 0 { last.1 } else { coarse });
        let word = &scene.reading.words[at];
        let event = event_at(scene, at);
        borders |= border(scene.reading, at, word, event.is_some());
        path.barrier = 1 + borders;
        path.n_marks += u32::from(word.mark);
        if word.verb || word.light {
            path.verb = word.base;
        }
        if let Some(kind) = event {
            path.event = kind;
        }
        all.push(path);
    }
    all
}

/// The type of the event that the word `at` names, from 2.
fn event_at(scene: &Scene<'_>, at: usize) -> Option<u32> {
    let near = scene.triggers.partition_point(|trigger| trigger.end <= at);
    let trigger = scene.triggers.get(near).filter(|trigger| trigger.first <= at)?;
    Some(2 + u32::from(trigger.kind) * 4 + trigger.pos.number() - 1)
}

/// The borders that the word is, as bits.
fn border(reading: &Reading<'_>, at: usize, word: &Word<'_>, event: bool) -> u32 {
    let clause = matches!(
        reading.class(at),
        Some(WordClass::Complementiser | WordClass::Relative | WordClass::Pronoun)
    );
    u32::from(word.quote)
        | u32::from(event) << 1
        | u32::from(word.verb) << 2
        | u32::from(clause) << 3
        | u32::from(word.mark) << 4
}

/// What the word is as a step of a path, in full and without noun phrases (0 where it is of one).
fn step_of(scene: &Scene<'_>, at: usize) -> (u32, u32) {
    let reading = scene.reading;
    let word = &reading.words[at];
    if let Some(event) = event_at(scene, at) {
        return (both(event, 31), both(event & 3, 31));
    }
    if word.mark {
        let mark = if word.comma {
            41
        } else if word.quote {
            42
        } else {
            43
        };
        return (mark, mark);
    }
    if let Some(mention) = reading.mention(at) {
        let joined = u32::from(mention.first == at && word.conjunction);
        return (both(mention.label, 50 + joined), 0);
    }
    match reading.class(at) {
        Some(WordClass::Preposition) => (word.key, 0),
        Some(WordClass::Quantifier | WordClass::Demonstrative) => (44, 0),
        Some(class) => (45 + class as u32, 45 + class as u32),
        None if word.verb => (60, 60),
        None if word.conjunction => (61, 61),
        None if word.preposition > 0 => (62 + word.preposition, 0),
        None => (70, 0),
    }
}
