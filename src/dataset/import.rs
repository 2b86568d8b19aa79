//! Files → documents, one at a time where the format allows it.

use std::{borrow::Cow, io::BufRead};

use super::{
    ImportError, MAX_BYTES,
    archive::{is_archive, unpack},
    draft::{Draft, LabelMap, Read},
    format::{File, Format, LineReader, Reading, is_companion, is_page},
    native,
    options::ExportOptions,
    plain,
    resolve::{ImportNotes, Resolver},
};
use crate::{annotation::Document, schema::Schema};

/// The longest line that is read.
pub const MAX_LINE: usize = 64 * 1024 * 1024;

/// Reads documents of one format.
pub struct Import<'a> {
    format: &'static Format,
    resolver: Resolver<'a>,
    /// The column or field that holds the texts.
    column: Option<&'a str>,
}

impl<'a> Import<'a> {
    /// An import into `schema`, with labels called as `map` says.
    pub fn new(format: &'static Format, schema: &'a Schema, map: &'a LabelMap) -> Self {
        let (ids, notes) = Default::default();
        let keeps_ids = (format.holds)(&ExportOptions::default()).ids;
        Self {
            format,
            resolver: Resolver { schema, map, source: format.id, keeps_ids, ids, notes },
            column: None,
        }
    }

    /// The same, with texts taken from this column of a table.
    #[must_use]
    pub fn with_column(self, column: Option<&'a str>) -> Self {
        Self { column, ..self }
    }

    /// The documents of files that belong together: one file, or those of an archive or a folder.
    ///
    /// # Errors
    /// [`ImportError`] with the place; then no document is given.
    pub fn read(&mut self, files: &[File]) -> Result<Vec<Document>, ImportError> {
        let mut documents = Vec::new();
        if let Some(Reading::Native { .. }) = self.format.read {
            let mut keep = |document| {
                documents.push(document);
                Ok(())
            };
            let (files, format) = (unpacked(files)?, self.format);
            for file in files.iter().filter(|file| files.len() == 1 || is_read(file, format)) {
                self.each(&mut file.bytes.as_slice(), &mut keep)?;
            }
            return Ok(documents);
        }
        for draft in self.drafts(files)? {
            documents.push(self.resolver.resolve(draft)?);
        }
        Ok(documents)
    }

    /// What files say, before their labels are known.
    pub(super) fn drafts(&self, files: &[File]) -> Read<Vec<Draft>> {
        let mut files = unpacked(files)?;
        if files.len() > 1 {
            files.to_mut().retain(|file| is_read(file, self.format));
        }
        match self.format.read {
            Some(Reading::Whole(read)) => read(&files),
            Some(Reading::Texts(read)) => {
                Ok(files.iter().map(|file| read(file, self.column)).collect::<Read<Vec<_>>>()?.concat())
            }
            Some(Reading::Lines(reader)) => {
                let mut drafts = Vec::new();
                for file in &*files {
                    let mut reader = reader();
                    let mut lines = Lines::default();
                    let source = &mut file.bytes.as_slice();
                    while let Some(line) = lines.next(source)? {
                        drafts.extend(reader.line(&line, &lines.place())?);
                    }
                    drafts.extend(reader.finish()?);
                }
                Ok(drafts)
            }
            Some(Reading::Native { .. }) | None => Err(ImportError::UnknownFormat),
        }
    }

    /// Gives each document of `source` to `keep` as soon as it is read. Memory does not grow with the source
    /// where the format [is read by lines](Format::is_read_by_lines).
    ///
    /// # Errors
    /// [`ImportError`] of the source, or what `keep` says; documents before it were given.
    pub fn each<E: From<ImportError>>(
        &mut self,
        source: &mut impl BufRead,
        keep: &mut impl FnMut(Document) -> Result<(), E>,
    ) -> Result<(), E> {
        match self.format.read {
            Some(Reading::Lines(reader)) => self.each_line(source, reader().as_mut(), keep),
            Some(Reading::Native { lines: true }) => self.each_native_line(source, keep),
            Some(Reading::Native { lines: false }) => {
                let text = plain::decode_json(&read_all(source)?)?;
                native::read_json(&text, self.resolver.schema, self.resolver.map)?
                    .into_iter()
                    .try_for_each(keep)
            }
            Some(Reading::Whole(read)) => {
                let file = File::new("", read_all(source)?);
                read(&[file])?.into_iter().try_for_each(|draft| keep(self.resolver.resolve(draft)?))
            }
            Some(Reading::Texts(read)) => {
                let file = File::new("", read_all(source)?);
                read(&file, self.column)?
                    .into_iter()
                    .try_for_each(|draft| keep(self.resolver.resolve(draft)?))
            }
            None => Err(ImportError::UnknownFormat.into()),
        }
    }

    /// What was changed or passed over so far.
    pub fn notes(&self) -> &ImportNotes {
        &self.resolver.notes
    }

    fn each_line<E: From<ImportError>>(
        &mut self,
        source: &mut impl BufRead,
        reader: &mut dyn LineReader,
        keep: &mut impl FnMut(Document) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut lines = Lines::default();
        while let Some(line) = lines.next(source)? {
            let place = lines.place();
            for draft in reader.line(&line, &place)? {
                keep(self.resolver.resolve(draft)?)?;
            }
        }
        for draft in reader.finish()? {
            keep(self.resolver.resolve(draft)?)?;
        }
        Ok(())
    }

    fn each_native_line<E: From<ImportError>>(
        &mut self,
        source: &mut impl BufRead,
        keep: &mut impl FnMut(Document) -> Result<(), E>,
    ) -> Result<(), E> {
        let Resolver { schema, map, ids, .. } = &mut self.resolver;
        let mut lines = Lines::default();
        while let Some(line) = lines.next(source)? {
            if !line.trim().is_empty() {
                keep(native::read_line(&line, lines.number - 1, schema, map, ids)?)?;
            }
        }
        Ok(())
    }
}

/// Whether a file among several is one of the format, not one that stands beside such.
fn is_read(file: &File, format: &Format) -> bool {
    !is_companion(file) && (format.is_text() || !is_page(file))
}

/// The files of archives among `files` in place of these.
fn unpacked(files: &[File]) -> Read<Cow<'_, [File]>> {
    if !files.iter().any(|file| is_archive(&file.bytes)) {
        return Ok(Cow::Borrowed(files));
    }
    let mut all = Vec::new();
    for file in files {
        if is_archive(&file.bytes) {
            all.extend(unpack(&file.bytes)?);
        } else {
            all.push(file.clone());
        }
    }
    Ok(Cow::Owned(all))
}

/// All of a source, if it is no larger than can be read.
fn read_all(source: &mut impl BufRead) -> Read<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut limited = std::io::Read::take(source, MAX_BYTES as u64 + 1);
    std::io::Read::read_to_end(&mut limited, &mut bytes).map_err(|error| unreadable("", &error))?;
    if bytes.len() > MAX_BYTES {
        return Err(ImportError::TooLarge { bytes: bytes.len(), limit: MAX_BYTES });
    }
    Ok(bytes)
}

fn unreadable(place: &str, error: &std::io::Error) -> ImportError {
    ImportError::malformed(place, error.to_string())
}

/// The lines of a source of UTF-8, none longer than [`MAX_LINE`].
#[derive(Default)]
struct Lines {
    number: usize,
}

impl Lines {
    fn next(&mut self, source: &mut impl BufRead) -> Read<Option<String>> {
        let mut bytes = Vec::new();
        let mut limited = std::io::Read::take(&mut *source, MAX_LINE as u64 + 1);
        self.number += 1;
        limited.read_until(b'\n', &mut bytes).map_err(|error| unreadable(&self.place(), &error))?;
        if bytes.len() > MAX_LINE {
            return Err(ImportError::TooLarge { bytes: bytes.len(), limit: MAX_LINE });
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        if bytes.pop_if(|byte| *byte == b'\n').is_some() {
            bytes.pop_if(|byte| *byte == b'\r');
        }
        let mut line = String::from_utf8(bytes)
            .map_err(|_| ImportError::malformed(self.place(), "this is not UTF-8"))?;
        if self.number == 1 && line.starts_with('\u{feff}') {
            line.remove(0);
        }
        Ok(Some(line))
    }

    fn place(&self) -> String {
        format!("line {}", self.number)
    }
}
