//! Zip archives: many files in one.

use std::io::{Cursor, Read as _, Seek, Write};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{ImportError, MAX_BYTES, format::File};

/// How many files an archive may hold.
const MOST_FILES: usize = 200_000;

/// Writes files into an archive, one after the other.
pub struct Archive<W: Write + Seek> {
    writer: ZipWriter<W>,
}

impl<W: Write + Seek> Archive<W> {
    /// An archive that is written to `target`.
    pub fn new(target: W) -> Self {
        Self { writer: ZipWriter::new(target) }
    }

    /// Adds a file with all that `content` gives.
    ///
    /// # Errors
    /// Those of the target and of `content`.
    pub fn add(&mut self, name: &str, content: &mut impl std::io::Read) -> std::io::Result<()> {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        self.writer.start_file(name, options)?;
        std::io::copy(content, &mut self.writer).map(|_| ())
    }

    /// Ends the archive and gives its target.
    ///
    /// # Errors
    /// Those of the target.
    pub fn finish(self) -> std::io::Result<W> {
        Ok(self.writer.finish()?)
    }
}

/// The files as one archive, in memory.
pub fn pack(files: &[File]) -> Vec<u8> {
    let mut archive = Archive::new(Cursor::new(Vec::new()));
    // Memory takes what is written to it.
    let added = files.iter().try_for_each(|file| archive.add(&file.name, &mut file.bytes.as_slice()));
    let finished = added.and_then(|()| archive.finish());
    finished.map(Cursor::into_inner).unwrap_or_default()
}

/// Whether `bytes` begin as an archive does.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// The files of an archive; folders, and what systems add for themselves, are left out. However well it is packed,
/// no more than [`MAX_BYTES`] are taken out of it.
///
/// # Errors
/// [`ImportError`] where it is damaged or too large.
pub fn unpack(bytes: &[u8]) -> Result<Vec<File>, ImportError> {
    let refuse = |error: zip::result::ZipError| ImportError::malformed("archive", error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(refuse)?;
    if archive.len() > MOST_FILES {
        return Err(ImportError::malformed("archive", format!("it holds more than {MOST_FILES} files")));
    }
    let mut files = Vec::new();
    let mut left = MAX_BYTES;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(refuse)?;
        let name = entry.name().map_err(refuse)?.into_owned();
        if entry.is_dir() || name.starts_with("__MACOSX/") || name.ends_with(".DS_Store") {
            continue;
        }
        let mut bytes = Vec::new();
        let mut limited = entry.take(left as u64 + 1);
        limited
            .read_to_end(&mut bytes)
            .map_err(|error| ImportError::malformed(name.as_str(), error.to_string()))?;
        left = left
            .checked_sub(bytes.len())
            .ok_or(ImportError::TooLarge { bytes: MAX_BYTES + 1, limit: MAX_BYTES })?;
        files.push(File { name, bytes });
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_back_as_they_were() {
        let files = [File::new("a/نص.txt", "حلب"), File::new("b.ann", "")];
        let packed = pack(&files);
        assert!(is_archive(&packed));
        assert_eq!(unpack(&packed).unwrap(), files);
    }

    #[test]
    fn a_cut_off_archive_is_refused() {
        let packed = pack(&[File::new("a.txt", "حلب")]);
        assert!(matches!(unpack(&packed[..packed.len() - 5]), Err(ImportError::Malformed { .. })));
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        let mut archive = Archive::new(Cursor::new(Vec::new()));
        archive.add("bomb", &mut std::io::repeat(b' ').take(MAX_BYTES as u64 + 9)).unwrap();
        let packed = archive.finish().unwrap().into_inner();
        assert!(packed.len() < MAX_BYTES / 100);
        assert_eq!(unpack(&packed), Err(ImportError::TooLarge { bytes: MAX_BYTES + 1, limit: MAX_BYTES }));
    }
}
