//! What a run of words stands for, whoever marked it: the tagger draws its marks in its own way, so a mark often has
//! other words than any match of a rule. Here its parts are read one after the other, wherever they stand.

use super::{
    knowledge::Knowledge,
    numerals::find_numerals,
    values::{self, Part, Parts, ValueKind},
    words::Word,
};
use crate::{
    annotation::Value,
    lexicon::{Lexicon, Row, Table},
};

/// The value of `words`, which are marked with a label whose rules make values of the kind `kind`.
pub(super) fn interpret(
    kind: ValueKind,
    words: &[Word],
    knowledge: &Knowledge,
    date: Option<&str>,
) -> Option<Value> {
    let numbers: Vec<Option<Number>> = numbers(words);
    let mut reader = Reader { lexicon: &knowledge.lexicon, words, numbers, parts: Parts::default() };
    match kind {
        ValueKind::Time => reader.read_time(),
        ValueKind::Ordinal => reader.read_rank(),
        ValueKind::Number => reader.read_count(),
        // «المئة» is a part of the sign.
        ValueKind::Percent if reader.number(0).is_none() => return None,
        ValueKind::Percent => reader.read_count(),
        ValueKind::Money => reader.read_amount("c", "currencies"),
        ValueKind::Quantity => reader.read_amount("u", "units"),
        ValueKind::None | ValueKind::Place => return None,
    }
    values::build(kind, &reader.parts, date)
}

/// Most words from a day to its month: «السابع من شهر أغسطس».
const MAX_BETWEEN: usize = 4;

/// A number at a word: its length in words, its value, whether it is in one token of digits.
#[derive(Debug, Clone, Copy)]
struct Number {
    n_words: usize,
    value: f64,
    is_digits: bool,
}

fn numbers(words: &[Word]) -> Vec<Option<Number>> {
    let numerals = find_numerals(words).into_iter().enumerate();
    let number = |(at, numeral): (usize, Option<super::numerals::Numeral>)| {
        let fraction =
            || words[at].seen.number_word.and_then(|word| word.fraction()).map(|value| (at + 1, value));
        let (end, value) = match numeral {
            Some(numeral) => (numeral.end, numeral.value?),
            None => fraction()?,
        };
        Some(Number { n_words: end - at, value, is_digits: words[at].digits.is_some() && end == at + 1 })
    };
    numerals.map(number).collect()
}

struct Reader<'a> {
    lexicon: &'a Lexicon,
    words: &'a [Word],
    numbers: Vec<Option<Number>>,
    parts: Parts<'a>,
}

impl<'a> Reader<'a> {
    /// Remembers the part `name`, unless one of this name stands before.
    fn set(&mut self, name: &'static str, number: Option<f64>, phrase: Option<(&'a Table, &'a Row)>) {
        if self.parts.get(name).is_none() {
            self.parts.0.push(Part { name, number, phrase });
        }
    }

    fn has(&self, name: &str) -> bool {
        self.parts.get(name).is_some()
    }

    /// The longest phrase of the table `name` at the word `at`: number of words, table and row.
    fn phrase(&self, name: &str, at: usize) -> Option<(usize, (&'a Table, &'a Row))> {
        let table = self.lexicon.table(name);
        let rest = self.words.get(at + 1..)?.iter().map(Word::form);
        let readings = self.words[at].readings.iter();
        let longest = readings.filter_map(|reading| {
            let forms = std::iter::once(reading.form.as_str()).chain(rest.clone());
            let (n_words, rows) = table.phrases(forms).last()?;
            Some((n_words, (table, rows.first()?)))
        });
        longest.max_by_key(|(n_words, _)| *n_words)
    }

    fn number(&self, at: usize) -> Option<Number> {
        self.numbers.get(at).copied().flatten()
    }

    /// The first number.
    fn read_count(&mut self) {
        let first = (0..self.words.len()).find_map(|at| self.number(at));
        self.set("n", first.map(|number| number.value), None);
    }

    /// The first rank, in words or digits.
    fn read_rank(&mut self) {
        let in_words = (0..self.words.len()).find_map(|at| self.phrase("ordinals", at));
        match in_words {
            Some((_, phrase)) => self.set("n", None, Some(phrase)),
            None => self.read_count(),
        }
    }

    /// The first number, and what it counts.
    fn read_amount(&mut self, name: &'static str, table: &str) {
        self.read_count();
        // The longest; of equals the last is taken by `max_by_key`, and the first is meant.
        let units = (0..self.words.len()).rev().filter_map(|at| self.phrase(table, at));
        let unit = units.max_by_key(|(n_words, _)| *n_words);
        if let Some((_, phrase)) = unit {
            self.set(name, None, Some(phrase));
        }
    }

    fn read_time(&mut self) {
        let mut at = 0;
        let mut asks_hour = false;
        while at < self.words.len() {
            let (n_words, is_clock) = self.read_time_at(at, asks_hour);
            asks_hour = is_clock;
            at += n_words.max(1);
        }
    }

    /// Reads what stands at the word `at`: number of words, and whether the hour must follow.
    fn read_time_at(&mut self, at: usize, asks_hour: bool) -> (usize, bool) {
        if let Some((n_words, (table, row))) = self.phrase("time_words", at) {
            let value = table.field(row, "value").parse().ok();
            match table.field(row, "part") {
                "clock" => return (n_words, true),
                "hour" if asks_hour => self.set("hour", value, None),
                "minute" if self.has("hour") => self.set("minute", value, None),
                "shift" => self.set("shift", value, None),
                _ => return (self.read_named_at(at, asks_hour), false),
            }
            return (n_words, false);
        }
        (self.read_named_at(at, asks_hour), false)
    }

    /// Reads what tables and numbers say at the word `at`: number of words.
    fn read_named_at(&mut self, at: usize, asks_hour: bool) -> usize {
        if let Some((n_words, phrase)) = self.phrase("months", at) {
            self.set("month", None, Some(phrase));
            return n_words;
        }
        if let Some(read) = self.read_rank_at(at, asks_hour) {
            return read;
        }
        if let Some(number) = self.number(at) {
            return self.read_number_at(at, number, asks_hour);
        }
        const NAMED: [(&str, &str); 6] = [
            ("weekday", "weekdays"),
            ("shift", "shifts"),
            ("relative", "relative_days"),
            ("daypart", "day_parts"),
            ("decade", "decades"),
            ("unit", "time_units"),
        ];
        for (name, table) in NAMED {
            if let Some((n_words, phrase)) = self.phrase(table, at) {
                self.set(name, None, Some(phrase));
                return n_words;
            }
        }
        1
    }

    /// «الساعة الثالثة», «الثالثة مساء», «السابع من أغسطس», «القرن التاسع عشر».
    fn read_rank_at(&mut self, at: usize, asks_hour: bool) -> Option<usize> {
        let (n_words, phrase) = self.phrase("ordinals", at)?;
        let name = match phrase {
            _ if asks_hour => "hour",
            _ if self.month_follows(at + n_words) => "day",
            _ if !self.has("unit") && self.is_of_clock(at + n_words) => "hour",
            _ => "rank",
        };
        self.set(name, None, Some(phrase));
        Some(n_words)
    }

    /// Whether a part of the day or minutes stand at the word `at` or after a small word: «الخامسة من صباح اليوم».
    fn is_of_clock(&self, at: usize) -> bool {
        let minute = |(_, (table, row)): (usize, (&Table, &'a Row))| table.field(row, "part") == "minute";
        (at..self.words.len().min(at + 2)).any(|at| {
            self.phrase("day_parts", at).is_some() || self.phrase("time_words", at).is_some_and(minute)
        })
    }

    /// Whether a month stands at the word `at` or after a few small words.
    fn month_follows(&self, at: usize) -> bool {
        (at..self.words.len().min(at + MAX_BETWEEN)).any(|at| self.phrase("months", at).is_some())
    }

    fn read_number_at(&mut self, at: usize, number: Number, asks_hour: bool) -> usize {
        const YEARS: std::ops::RangeInclusive<f64> = 1000.0..=2199.0;
        let after = at + number.n_words;
        let is_next = |sign: &str| self.words.get(after).is_some_and(|word| word.form() == sign);
        let second = self.number(after + 1).filter(|second| second.is_digits && number.is_digits);
        if let (true, Some(minute)) = (is_next(":"), second) {
            self.set("hour", Some(number.value), None);
            self.set("minute", Some(minute.value), None);
            return number.n_words + 1 + minute.n_words;
        }
        if let (true, Some(month)) =
            (is_next("/") || is_next("-"), second.filter(|n| (1.0..=12.0).contains(&n.value)))
            && (1.0..=31.0).contains(&number.value)
            && self.number(after + 3).is_some_and(|year| YEARS.contains(&year.value))
        {
            self.set("day", Some(number.value), None);
            self.set("month", Some(month.value), None);
            return number.n_words + 1 + month.n_words;
        }
        let name = match number.value {
            hour if asks_hour && hour <= 24.0 => "hour",
            day if (1.0..=31.0).contains(&day) && !self.has("month") && self.month_follows(after) => "day",
            year if YEARS.contains(&year)
                && number.is_digits
                && self.phrase("time_units", after).is_none() =>
            {
                "year"
            }
            _ => "n",
        };
        // «ساعة ونصف»: the part is added to the unit before it.
        let whole = || self.parts.field("unit", "dual").and_then(|dual| dual.parse().ok()).unwrap_or(1.0);
        let before = if name == "n" && number.value < 1.0 && self.has("unit") { whole() } else { 0.0 };
        self.set(name, Some(number.value + before), None);
        number.n_words
    }
}
