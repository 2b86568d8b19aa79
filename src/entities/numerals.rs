//! Numbers in words and digits: «ثلاثة وعشرين ألفاً» is 23000, «3 ملايين» is 3000000.
//!
//! The table `number_words` gives each word a value and a kind; the grammar below puts them together.
//! Units stand before tens and are joined by و; a scale multiplies what stands before it.

use super::words::Word;
use crate::lexicon::{Row, Table};

/// A number that begins at a word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Numeral {
    /// One past its last word.
    pub end: usize,
    /// Its value; none for «عشرات آلاف».
    pub value: Option<f64>,
}

/// What a number word does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// 1 to 9: «خمسة».
    Unit,
    /// The ten of 11 to 19: «عشر».
    Teen,
    /// 10, 20 … 90: «عشرين».
    Ten,
    /// 100, 200 …: «مئة», «مئتين»; after a unit it multiplies.
    Hundred,
    /// 1000, a million …: «ألف», «ملايين»; 2000: «ألفين».
    Scale,
    /// An uncertain number: «عشرات», and the plurals «آلاف», «ملايين» alone.
    Vague,
    /// A part: «نصف».
    Fraction,
}

/// A word of the table `number_words`: what it does, and its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct NumberWord {
    kind: Kind,
    value: f64,
    /// Its value where no number stands before it: «ألفا مدني» are two thousand, «عشرون ألفا» are not.
    alone: f64,
    /// Whether only a guess takes و from it: it goes on with a number, but begins none.
    guessed: bool,
}

impl NumberWord {
    /// Its value, where it is a part: 0.5 for «نصف».
    pub fn fraction(self) -> Option<f64> {
        (self.kind == Kind::Fraction).then_some(self.value)
    }
}

/// What `row` of the table `number_words` says.
pub(super) fn number_word(table: &Table, row: &Row, guessed: bool) -> NumberWord {
    let kind = match table.field(row, "kind") {
        "unit" => Kind::Unit,
        "teen" => Kind::Teen,
        "ten" => Kind::Ten,
        "hundred" => Kind::Hundred,
        "scale" => Kind::Scale,
        "vague" => Kind::Vague,
        _ => Kind::Fraction,
    };
    let value = table.field(row, "value").parse().unwrap_or(0.0);
    NumberWord { kind, value, alone: table.field(row, "alone").parse().unwrap_or(value), guessed }
}

/// The longest number at each of `words`.
pub(super) fn find_numerals(words: &[Word]) -> Vec<Option<Numeral>> {
    (0..words.len()).map(|first| numeral(words, first)).collect()
}

/// What the reader has read so far.
#[derive(Debug, Clone, Copy, Default)]
struct State {
    /// The sum of what a scale has closed.
    total: f64,
    /// The sum since the last scale.
    part: f64,
    /// The last kind read.
    last: Option<Kind>,
    /// The last value read.
    last_value: f64,
    /// Whether digits were read since the last scale.
    has_digits: bool,
    vague: bool,
}

/// The longest number at the word `first`.
pub(super) fn numeral(words: &[Word], first: usize) -> Option<Numeral> {
    let mut state = State::default();
    let mut end = first;
    while let Some(word) = words.get(end) {
        if end > first && (word.has_preposition || state.last.is_none() && word.has_conjunction) {
            break;
        }
        let number_word = word.seen.number_word.filter(|number_word| end > first || !number_word.guessed);
        let joined = end > first && (word.has_conjunction || number_word.is_some_and(|word| word.guessed));
        let next = if let Some(digits) = word.digits {
            let goes_on = joined && state.takes_digits(digits, words.get(end + 1));
            (end == first || goes_on).then_some(State { part: digits, has_digits: true, ..state })
        } else {
            number_word.and_then(|NumberWord { kind, value, alone, .. }| {
                state.then(kind, if end == first { alone } else { value }, joined)
            })
        };
        let Some(next) = next else { break };
        state = next;
        end += 1;
    }
    let is_part = state.last == Some(Kind::Fraction) && end == first + 1;
    if end == first || is_part {
        return None;
    }
    let value = (!state.vague).then_some(state.total + state.part);
    Some(Numeral { end, value })
}

impl State {
    /// Whether digits joined by و go on with the number: «ألفين و800», but not «مليون و2.1 مليون».
    fn takes_digits(self, digits: f64, next: Option<&Word>) -> bool {
        let scale = next.and_then(|next| next.seen.number_word).filter(|next| next.value >= self.last_value);
        let is_new = scale.is_some_and(|next| matches!(next.kind, Kind::Scale | Kind::Vague));
        self.last == Some(Kind::Scale)
            && !self.vague
            && digits < self.last_value
            && digits.fract() == 0.0
            && !is_new
    }

    /// The state after a number word; `None` where the word does not go on with the number.
    fn then(self, kind: Kind, value: f64, joined: bool) -> Option<State> {
        let read = State { last: Some(kind), last_value: value, ..self };
        let at_start = self.last.is_none() && !self.has_digits;
        match kind {
            Kind::Scale => return self.scaled(value, at_start || joined, read),
            Kind::Vague => return self.vaguely(value, at_start, read),
            Kind::Fraction if at_start => return Some(State { part: value, ..read }),
            Kind::Fraction if joined && self.last == Some(Kind::Scale) => {
                return Some(State { part: value * self.last_value, last_value: self.last_value, ..read });
            }
            Kind::Fraction => return None,
            _ => {}
        }
        if self.vague || self.has_digits {
            return None;
        }
        let part = match (self.last, kind, joined) {
            (None, ..) | (Some(Kind::Scale), _, true) => self.part + value,
            (Some(Kind::Unit), Kind::Teen, false) => self.part + value,
            (Some(Kind::Unit), Kind::Hundred, false) if value == 100.0 && self.last_value > 2.0 => {
                self.part + self.last_value * (value - 1.0)
            }
            (Some(Kind::Unit), Kind::Ten, true) if value > 10.0 => self.part + value,
            (Some(Kind::Hundred), Kind::Unit | Kind::Ten | Kind::Teen, true) => self.part + value,
            _ => return None,
        };
        Some(State { part, ..read })
    }

    /// «مليون» alone, after a number, or joined: «مليون وألف».
    fn scaled(self, value: f64, fresh: bool, read: State) -> Option<State> {
        let unit = if self.vague { 1000.0 } else { value };
        if self.vague {
            return Some(State { last_value: unit, ..read });
        }
        if fresh {
            let alone = State { total: self.total + self.part + value, part: 0.0, ..read };
            return Some(State { has_digits: false, ..alone });
        }
        // «ألف مليون» multiplies what a scale has closed, «نصف مليون» a part.
        let (total, factor) = match self.last {
            Some(Kind::Scale) if self.last_value < value => (0.0, self.total),
            Some(Kind::Scale) => return None,
            // «مليون ونصف المليون»: the scale is said again.
            Some(Kind::Fraction) if self.total > 0.0 => {
                return (value <= self.last_value).then_some(State { last_value: value, ..read });
            }
            _ => (self.total, self.part),
        };
        Some(State { total: total + factor * value, part: 0.0, has_digits: false, ..read })
    }

    /// «آلاف» alone is uncertain; after a number it is a scale.
    fn vaguely(self, value: f64, at_start: bool, read: State) -> Option<State> {
        match self.last {
            None if at_start => Some(State { vague: true, ..read }),
            Some(Kind::Vague) => Some(State { vague: true, ..read }),
            _ if value >= 1000.0 => self.scaled(value, false, State { last: Some(Kind::Scale), ..read }),
            _ => None,
        }
    }
}
