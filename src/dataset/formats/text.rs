//! Texts that nobody has annotated: as a file, or in a column of a table or of lines of JSON. Only read.

use serde_json::{Map, Value};

use super::json::{Id, as_utf8, read_line};
use crate::{
    annotation::Meta,
    dataset::{
        ImportError,
        draft::{Draft, Read},
        format::{File, Format, Reading, Uses, no_companions},
        holds::Holds,
        plain::decode,
    },
};

/// What a column of texts is called where nobody says it.
const COLUMN: &str = "text";

/// A format of texts.
pub(super) const TEXTS: Format = Format {
    id: "text",
    name: "plain text",
    ending: "txt",
    holds: |_| Holds::SPANS,
    write: None,
    read: Some(Reading::Texts(read_text)),
    companions: no_companions,
    uses: Uses { offset_unit: false, tag_scheme: false },
};

pub static TEXT: Format = TEXTS;

pub static CSV: Format = Format {
    id: "csv",
    name: "CSV with a column of texts",
    ending: "csv",
    read: Some(Reading::Texts(read_table)),
    ..TEXTS
};

pub static JSONL_TEXT: Format = Format {
    id: "jsonl-text",
    name: "JSON lines with a field of text",
    ending: "jsonl",
    read: Some(Reading::Texts(read_lines)),
    ..TEXTS
};

fn draft(text: String, source: &str, place: String) -> Draft {
    let source = source.rsplit('/').next().filter(|source| !source.is_empty()).map(str::to_owned);
    Draft { text, meta: Meta { source, ..Meta::default() }, place, ..Draft::default() }
}

fn read_text(file: &File, _: Option<&str>) -> Read<Vec<Draft>> {
    Ok(vec![draft(decode(&file.bytes)?, &file.name, file.name.clone())])
}

/// The rows of a table whose first row names its columns, parted by commas, semicolons or tabs.
fn read_table(file: &File, column: Option<&str>) -> Read<Vec<Draft>> {
    let text = decode(&file.bytes)?;
    let head = text.lines().next().unwrap_or_default();
    let delimiter =
        [b',', b'\t', b';'].into_iter().max_by_key(|d| head.bytes().filter(|byte| byte == d).count());
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter.unwrap_or(b',')).from_reader(text.as_bytes());
    let refuse = |error: csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        ImportError::malformed(format!("line {line}"), error.to_string())
    };
    let names = reader.headers().map_err(refuse)?.clone();
    let names: Vec<&str> = names.iter().collect();
    let index = find_column(&names, column)?;
    let mut drafts = Vec::new();
    for record in reader.into_records() {
        let record = record.map_err(refuse)?;
        let line = record.position().map_or(0, csv::Position::line);
        let text = record.get(index).unwrap_or_default();
        if !text.trim().is_empty() {
            drafts.push(draft(text.to_owned(), &file.name, format!("line {line}")));
        }
    }
    Ok(drafts)
}

fn find_column(names: &[&str], column: Option<&str>) -> Read<usize> {
    let wanted = column.unwrap_or(COLUMN);
    let found = names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted));
    let only = (names.len() == 1 && column.is_none()).then_some(0);
    found.or(only).ok_or_else(|| {
        let reason = format!("there is no column {wanted:?}; there are {}", names.join(", "));
        ImportError::Field { field: wanted.to_owned(), reason }
    })
}

fn read_lines(file: &File, column: Option<&str>) -> Read<Vec<Draft>> {
    let mut drafts = Vec::new();
    for (number, line) in (1..).zip(as_utf8(&file.bytes, &file.name)?.lines()) {
        if line.trim().is_empty() {
            continue;
        }
        let place = format!("line {number}");
        let object: Map<String, Value> = read_line(line, &place)?;
        let names: Vec<&str> =
            object.iter().filter(|(_, value)| value.is_string()).map(|(name, _)| name.as_str()).collect();
        let name = names[find_column(&names, column)?];
        let text = object.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let id = object.get("id").and_then(|id| serde_json::from_value::<Id>(id.clone()).ok());
        drafts.push(Draft { id: id.map(|id| id.to_string()), ..draft(text, &file.name, place) });
    }
    Ok(drafts)
}
