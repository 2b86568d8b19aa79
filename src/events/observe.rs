//! Parts of feature names: how numbers, words and clitics are written in them.

use crate::text::letters::{BEH, KAF, LAM};

use super::{Reading, Word};

/// `yes`, or a dash.
pub(super) fn flag(condition: bool) -> &'static str {
    if condition { "yes" } else { "-" }
}

/// Where the number `n` falls: exact up to 3, then in widening steps.
pub(super) fn step(n: usize) -> &'static str {
    match n {
        0 => "0",
        1 => "1",
        2 => "2",
        3 | 4 => "3",
        5..=7 => "5",
        8..=12 => "8",
        13..=20 => "13",
        _ => "21",
    }
}

/// A word as features name it: its mention's label, its class's key, a mark, or its stem.
pub(super) fn name_of<'a>(reading: &'a Reading<'_>, index: Option<usize>) -> &'a str {
    let Some((index, word)) = index.and_then(|index| Some((index, reading.words.get(index)?))) else {
        return "edge";
    };
    match reading.mention(index) {
        Some(mention) => &mention.label,
        None if word.mark => &word.full,
        None => &word.stem,
    }
}

/// The proclitic preposition of `word` by name.
pub(super) fn clitic_name(word: &Word<'_>) -> &'static str {
    match word.preposition {
        Some(BEH) => "b",
        Some(LAM) => "l",
        Some(KAF) => "k",
        _ => "-",
    }
}
