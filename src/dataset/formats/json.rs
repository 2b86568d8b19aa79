//! What the JSON formats have in common.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::dataset::{ImportError, draft::Read, native::parse};

/// One value as a line. The types of the formats have string keys, so writing them cannot fail.
pub fn to_line(value: &impl Serialize) -> String {
    let mut line = to_json(value);
    line.push('\n');
    line
}

/// One value, without a line break.
pub fn to_json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// One value over several lines, for files that people read.
pub fn to_pretty_json(value: &impl Serialize) -> String {
    let mut json = serde_json::to_string_pretty(value).unwrap_or_default();
    json.push('\n');
    json
}

/// The value of a line, which `place` names: `line 3`.
pub fn read_line<T: DeserializeOwned>(line: &str, place: &str) -> Read<T> {
    let number = place.rsplit(' ').next().and_then(|number| number.parse::<usize>().ok()).unwrap_or(1);
    parse(line, number - 1, place)
}

/// The values of a file that is a JSON array of them.
pub fn read_array<T: DeserializeOwned>(bytes: &[u8]) -> Read<Vec<T>> {
    parse(as_utf8(bytes, "")?, 0, "")
}

/// The text of a file in UTF-8, without its byte-order mark.
pub fn as_utf8<'a>(bytes: &'a [u8], place: &str) -> Read<&'a str> {
    let text = std::str::from_utf8(bytes)
        .map_err(|error| ImportError::malformed(place, format!("this is not UTF-8: {error}")))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}

/// An id that other programs write as a number or a string.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Id {
    Number(i64),
    Text(String),
}

impl std::fmt::Display for Id {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// What a choice is called in files: `reported`.
pub fn name_of(choice: &impl Serialize) -> String {
    let value = serde_json::to_value(choice).ok();
    value.and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// The choice that is called `name`.
pub fn named<T: DeserializeOwned>(name: &str, place: &str) -> Read<T> {
    serde_json::from_value(name.into())
        .map_err(|error| ImportError::Field { field: place.to_owned(), reason: error.to_string() })
}
