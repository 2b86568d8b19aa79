//! What a match stands for: named parts of a pattern → a [`Value`].

use super::timex;
use crate::{
    annotation::Value,
    lexicon::{Row, Table},
};

/// How a rule makes its value.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum ValueKind {
    /// Not at all.
    #[default]
    None,
    /// From the part `n`: a count.
    Number,
    /// From `n`: a rank.
    Ordinal,
    /// From `n`: a part of a hundred.
    Percent,
    /// From `n` and the currency `c`.
    Money,
    /// From `n` and the unit `u`.
    Quantity,
    /// From the place `p`.
    Place,
    /// From `day`, `month`, `year`, `weekday` …, see [`timex::build`].
    Time,
}

impl ValueKind {
    /// The kind that a rule calls `name`.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name {
            "none" => Self::None,
            "number" => Self::Number,
            "ordinal" => Self::Ordinal,
            "percent" => Self::Percent,
            "money" => Self::Money,
            "quantity" => Self::Quantity,
            "place" => Self::Place,
            "time" => Self::Time,
            _ => return None,
        })
    }
}

/// A named part of a match.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part<'a> {
    /// The name that the pattern gives it.
    pub name: &'a str,
    /// The number that it is.
    pub number: Option<f64>,
    /// The phrase of a table that it is.
    pub phrase: Option<(&'a Table, &'a Row)>,
}

/// The named parts of a match.
#[derive(Debug, Clone, Default)]
pub(super) struct Parts<'a>(pub Vec<Part<'a>>);

impl<'a> Parts<'a> {
    /// The part `name`.
    pub fn get(&self, name: &str) -> Option<&Part<'a>> {
        self.0.iter().find(|part| part.name == name)
    }

    /// What the table says of the part `name` under `column`; none where it says nothing.
    pub fn field(&self, name: &str, column: &str) -> Option<&'a str> {
        let (table, row) = self.get(name)?.phrase?;
        Some(table.field(row, column)).filter(|field| !field.is_empty())
    }

    /// The number of the part `name`: what it says itself, or its column `value`.
    pub fn number(&self, name: &str) -> Option<f64> {
        let own = self.get(name)?.number.filter(|number| number.is_finite());
        own.or_else(|| self.field(name, "value")?.parse().ok())
    }
}

/// The value of a match, as far as its parts tell; `date` is the day of the article.
pub(super) fn build(kind: ValueKind, parts: &Parts, date: Option<&str>) -> Option<Value> {
    let code = |name: &str, column: &str| parts.field(name, column).map(str::to_owned);
    match kind {
        ValueKind::None => None,
        ValueKind::Number => Some(Value::Number { number: parts.number("n")? }),
        ValueKind::Ordinal => Some(Value::Ordinal { rank: parts.number("n")? }),
        ValueKind::Percent => Some(Value::Percent { number: parts.number("n")? }),
        ValueKind::Money => Some(Value::Money { amount: parts.number("n")?, currency: code("c", "code") }),
        ValueKind::Quantity => Some(Value::Quantity { number: parts.number("n")?, unit: code("u", "ucum") }),
        ValueKind::Place => Some(Value::Place { country: code("p", "country"), place: code("p", "kind")? }),
        ValueKind::Time => timex::build(parts, date).map(|timex| Value::Time { timex }),
    }
}
