//! The formats: what each is called, what it holds, how it is written and read. One table, one module each.

use serde::Serialize;

use super::{
    draft::{Draft, Read},
    formats,
    holds::{Holds, Tokens},
    options::ExportOptions,
};
use crate::{annotation::Document, schema::Schema};

/// A file by its name, with what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, with `/` between folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl File {
    pub(super) fn new(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), bytes: bytes.into() }
    }

    /// The name without its ending: `a/b` of `a/b.ann`.
    pub(super) fn stem(&self) -> &str {
        self.name.rsplit_once('.').map_or(&self.name, |(stem, _)| stem)
    }

    /// The ending of the name, in lower case: `ann`; empty where there is none.
    pub(super) fn ending(&self) -> String {
        self.name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_ascii_lowercase())
    }
}

/// The endings of what stands beside documents: cards, scripts and configurations, and what browsers save beside a page.
const COMPANIONS: [&str; 17] = [
    "md", "py", "conf", "xml", "css", "js", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "woff",
    "woff2", "ttf",
];

/// Whether a file stands beside the documents of some format.
pub(super) fn is_companion(file: &File) -> bool {
    let name = file.name.rsplit('/').next().unwrap_or_default();
    COMPANIONS.contains(&file.ending().as_str()) || name == "features.json" || name.starts_with('.')
}

/// Whether a file is a page of the web. Beside files of marks it only tells of them.
pub(super) fn is_page(file: &File) -> bool {
    matches!(file.ending().as_str(), "html" | "htm" | "xhtml")
}

/// What a writer knows besides the document.
pub(super) struct Context<'a> {
    pub schema: &'a Schema,
    pub options: &'a ExportOptions,
}

/// What was written, for files that describe the others.
#[derive(Debug, Clone, Default)]
pub(super) struct Summary {
    /// The files of documents, with how many documents each holds.
    pub files: std::collections::BTreeMap<String, usize>,
}

/// How a format is written.
#[derive(Clone, Copy)]
pub(super) enum Writing {
    /// All documents in one file.
    Joined {
        /// What stands before the first document.
        head: fn(&Context) -> String,
        document: fn(&Context, &Document) -> String,
        between: &'static str,
        foot: &'static str,
    },
    /// Each document in files of its own, whose names begin with the given stem.
    Apart(fn(&Context, &Document, &str) -> Vec<File>),
}

impl Writing {
    /// A document a line.
    pub const fn lines(document: fn(&Context, &Document) -> String) -> Self {
        Self::Joined { head: |_| String::new(), document, between: "", foot: "" }
    }
}

/// Reads a file line by line. Documents are given as soon as they are complete.
pub(super) trait LineReader {
    /// Takes a line without its line break; `place` names it.
    fn line(&mut self, line: &str, place: &str) -> Read<Vec<Draft>>;

    /// The file is at its end.
    fn finish(&mut self) -> Read<Vec<Draft>> {
        Ok(Vec::new())
    }
}

/// A function that makes a document of each line.
pub(super) struct EachLine(pub fn(&str, &str) -> Read<Draft>);

impl LineReader for EachLine {
    fn line(&mut self, line: &str, place: &str) -> Read<Vec<Draft>> {
        if line.trim().is_empty() {
            return Ok(Vec::new());
        }
        (self.0)(line, place).map(|draft| vec![draft])
    }
}

/// How a format is read.
#[derive(Clone, Copy)]
pub(super) enum Reading {
    /// Line by line: memory does not grow with the file.
    Lines(fn() -> Box<dyn LineReader>),
    /// Files as a whole.
    Whole(fn(&[File]) -> Read<Vec<Draft>>),
    /// Texts of a file, in the column of this name if there are columns.
    Texts(fn(&File, Option<&str>) -> Read<Vec<Draft>>),
    /// The native format, a data set or a document a line, knows its labels itself.
    Native { lines: bool },
}

/// A format of data sets.
pub struct Format {
    /// What the command line calls it: `label-studio`.
    pub id: &'static str,
    /// What people call it: `Label Studio`.
    pub name: &'static str,
    /// The ending of its files.
    pub ending: &'static str,
    /// What it holds of a document.
    pub(super) holds: fn(&ExportOptions) -> Holds,
    pub(super) write: Option<Writing>,
    pub(super) read: Option<Reading>,
    /// Files beside the documents: a configuration, a card.
    pub(super) companions: fn(&Context, &Summary) -> Vec<File>,
    /// Which options change what is written.
    pub(super) uses: Uses,
}

/// Which options a format heeds, besides those that all do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[cfg_attr(test, ts(rename = "FormatUses"))]
pub struct Uses {
    /// What offsets count.
    pub offset_unit: bool,
    /// The scheme of tag columns.
    pub tag_scheme: bool,
}

impl Format {
    /// The format with this id.
    pub fn named(id: &str) -> Option<&'static Self> {
        formats::ALL.iter().copied().find(|format| format.id == id)
    }

    /// All formats, the most used first.
    pub fn all() -> impl Iterator<Item = &'static Self> {
        formats::ALL.iter().copied()
    }

    /// Whether it can be written.
    pub fn is_written(&self) -> bool {
        self.write.is_some()
    }

    /// Whether it can be read.
    pub fn is_read(&self) -> bool {
        self.read.is_some()
    }

    /// Whether files of it are read line by line, in memory that does not grow.
    pub fn is_read_by_lines(&self) -> bool {
        matches!(self.read, Some(Reading::Lines(_) | Reading::Native { lines: true }))
    }

    /// Whether each document has files of its own.
    pub fn is_apart(&self) -> bool {
        matches!(self.write, Some(Writing::Apart(_)))
    }

    /// Whether it is written from words, so that a document should have tokens.
    pub fn wants_tokens(&self) -> bool {
        (self.holds)(&ExportOptions::default()).tokens != Tokens::None
    }

    /// Whether it holds texts that nobody has annotated.
    pub fn is_text(&self) -> bool {
        matches!(self.read, Some(Reading::Texts(_)))
    }

    /// Which options it heeds.
    pub fn uses(&self) -> Uses {
        self.uses
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Format({})", self.id)
    }
}

pub(super) fn no_companions(_: &Context, _: &Summary) -> Vec<File> {
    Vec::new()
}
