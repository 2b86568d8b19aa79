//! What an entity stands for, in a form that a program can compute with.

use serde::{Deserialize, Serialize};

/// The normalised meaning of an entity.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Value {
    /// A count: «ستة وعشرون» is 26.
    Number {
        /// The number.
        number: f64,
    },
    /// A rank: «الثالثة» is 3.
    Ordinal {
        /// The rank, from 1.
        rank: f64,
    },
    /// A part of a hundred: «خمسة في المئة» is 5.
    Percent {
        /// The number before the sign.
        number: f64,
    },
    /// A date or a time as TIMEX3 writes it: `2014-02-16`, `2013`, `XXXX-05`, `P3D`.
    Time {
        /// The TIMEX3 value.
        timex: String,
    },
    /// An amount of money.
    Money {
        /// The number of units.
        amount: f64,
        /// The ISO 4217 code, where the currency is certain.
        currency: Option<String>,
    },
    /// A measured amount.
    Quantity {
        /// The number of units.
        number: f64,
        /// The unit as UCUM writes it: `km`, `t`.
        unit: Option<String>,
    },
    /// A place that the lexicon knows.
    Place {
        /// The ISO 3166-1 alpha-2 code of its country, where there is one.
        country: Option<String>,
        /// The kind of place: `country`, `city`, `region` …
        place: String,
    },
}
