//! Where an export goes: standard output, a file, a folder or an archive. What is there before stays until the export
//! has come to its end.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use hashiya::dataset::{Archive, ExportOptions, File, Format};

use crate::speak::written;

/// How many files are held open.
const MOST_OPEN: usize = 8;

/// Pieces of files, put together in a folder beside their target, and moved there at the end.
pub struct Output {
    target: Option<PathBuf>,
    kind: Kind,
    /// Where pieces are put together.
    folder: PathBuf,
    open: BTreeMap<String, BufWriter<fs::File>>,
    names: Vec<String>,
    stdout: BufWriter<io::Stdout>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Only the main file.
    Stdout,
    /// The main file under the name that was asked for, the others beside it.
    File,
    Folder,
    Archive,
}

impl Output {
    pub fn new(target: Option<&Path>, format: &Format, options: &ExportOptions) -> Result<Self, String> {
        let is_many = format.is_apart() || options.file_per_document || options.split.is_some();
        let kind = match target {
            None if is_many => return Err(format!("{} is many files: name a folder with -o", format.name)),
            None => Kind::Stdout,
            Some(path) if path.extension().is_some_and(|ending| ending == "zip") => Kind::Archive,
            Some(path) if is_many || path.is_dir() || path.extension().is_none() => Kind::Folder,
            Some(_) => Kind::File,
        };
        let folder = partial(target);
        if kind != Kind::Stdout {
            // What a run that was broken off has left.
            let _ = fs::remove_dir_all(&folder);
            fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        }
        let (open, names) = Default::default();
        let target = target.map(Path::to_owned);
        Ok(Self { target, kind, folder, open, names, stdout: BufWriter::new(io::stdout()) })
    }

    /// Adds a piece to the end of its file.
    pub fn add(&mut self, piece: &File) -> Result<(), String> {
        if self.kind == Kind::Stdout {
            let is_main = self.names.first().is_none_or(|name| *name == piece.name);
            if is_main && self.names.is_empty() {
                self.names.push(piece.name.clone());
            }
            return written(if is_main { self.stdout.write_all(&piece.bytes) } else { Ok(()) });
        }
        self.write(piece).map_err(|error| format!("{}: {error}", piece.name))
    }

    fn write(&mut self, piece: &File) -> io::Result<()> {
        if !self.open.contains_key(&piece.name) {
            if self.open.len() >= MOST_OPEN {
                self.close()?;
            }
            let path = self.folder.join(&piece.name);
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            if !path.exists() {
                self.names.push(piece.name.clone());
            }
            let file = fs::File::options().create(true).append(true).open(path)?;
            self.open.insert(piece.name.clone(), BufWriter::with_capacity(1 << 18, file));
        }
        self.open.get_mut(&piece.name).map_or(Ok(()), |file| file.write_all(&piece.bytes))
    }

    fn close(&mut self) -> io::Result<()> {
        std::mem::take(&mut self.open).into_values().try_for_each(|mut file| file.flush())
    }

    /// Moves the files to their target.
    pub fn finish(mut self) -> Result<(), String> {
        if self.kind == Kind::Stdout {
            return written(self.stdout.flush());
        }
        let moved = self.close().and_then(|()| self.put());
        let _ = fs::remove_dir_all(&self.folder);
        let target = self.target.unwrap_or_default();
        moved.map_err(|error| format!("{}: {error}", target.display()))
    }

    fn put(&self) -> io::Result<()> {
        let target = self.target.as_deref().unwrap_or(Path::new("."));
        match self.kind {
            Kind::Archive => {
                let path = self.folder.join(".zip");
                let mut archive = Archive::new(BufWriter::new(fs::File::create(&path)?));
                for name in &self.names {
                    archive.add(name, &mut fs::File::open(self.folder.join(name))?)?;
                }
                archive.finish()?.flush()?;
                fs::rename(path, target)
            }
            Kind::Folder => self.names.iter().try_for_each(|name| self.put_file(name, &target.join(name))),
            Kind::File | Kind::Stdout => {
                let beside = target.parent().unwrap_or(Path::new("."));
                for (index, name) in self.names.iter().enumerate() {
                    let path = if index == 0 { target.to_owned() } else { beside.join(name) };
                    self.put_file(name, &path)?;
                }
                Ok(())
            }
        }
    }

    fn put_file(&self, name: &str, path: &Path) -> io::Result<()> {
        path.parent().map_or(Ok(()), fs::create_dir_all)?;
        fs::rename(self.folder.join(name), path)
    }

    /// Forgets what was written.
    pub fn discard(self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A folder beside the target, on the same disk.
fn partial(target: Option<&Path>) -> PathBuf {
    let target = target.unwrap_or(Path::new("out"));
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    target.with_file_name(format!(".{name}.partial"))
}
