//! Data sets as the commands read them: files, folders, archives, of a format that is named or told by them.

use std::{
    fs,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use hashiya::{
    annotation::Document,
    dataset::{File, Format, Import, ImportError, ImportNotes, LabelMap, detect, detect_head, is_archive},
    schema::Schema,
};

use crate::{convert::explain, inputs::Input};

/// How much of a file is looked at to tell its format.
const HEAD: usize = 1 << 20;

/// Inputs with their format.
pub struct Source<'a> {
    inputs: &'a [Input],
    format: &'static Format,
    schema: &'a Schema,
    map: &'a LabelMap,
    column: Option<&'a str>,
}

/// What ends a run: a file that is refused, or an output that takes no more.
struct Stop(String);

impl From<ImportError> for Stop {
    fn from(error: ImportError) -> Self {
        Self(explain(&error))
    }
}

impl<'a> Source<'a> {
    /// The documents of `inputs`.
    ///
    /// # Errors
    /// Where the format is not given and cannot be told.
    pub fn of(
        inputs: &'a [Input],
        format: Option<&'static Format>,
        schema: &'a Schema,
        map: &'a LabelMap,
        column: Option<&'a str>,
    ) -> Result<Self, String> {
        let format = match format {
            Some(format) => format,
            None => told(inputs)?.ok_or("the format of the files is not known: name it with --from")?,
        };
        Ok(Self { inputs, format, schema, map, column })
    }

    /// Gives each document to `keep`, and at the end what was changed or passed over. Memory does not grow with the
    /// documents where the format is read by lines.
    ///
    /// # Errors
    /// Where a file cannot be read, or what `keep` says.
    pub fn each(&self, keep: &mut impl FnMut(Document) -> Result<(), String>) -> Result<ImportNotes, String> {
        let mut import = Import::new(self.format, self.schema, self.map).with_column(self.column);
        if self.format.is_read_by_lines() && !self.inputs.iter().any(is_folder_or_archive) {
            for input in self.inputs {
                let named = |Stop(error): Stop| format!("{input}: {error}");
                let mut reader = open(input).map_err(|error| format!("{input}: {error}"))?;
                let mut keep = |document| keep(document).map_err(Stop);
                import.each(&mut reader, &mut keep).map_err(named)?;
            }
        } else {
            let mut files = Vec::new();
            for input in self.inputs {
                files.extend(read(input).map_err(|error| format!("{input}: {error}"))?);
            }
            let names: Vec<String> = self.inputs.iter().map(ToString::to_string).collect();
            let documents = import.read(&files);
            let documents =
                documents.map_err(|error| format!("{}: {}", names.join(", "), explain(&error)))?;
            documents.into_iter().try_for_each(&mut *keep)?;
        }
        Ok(import.notes().clone())
    }

    /// All documents at once.
    ///
    /// # Errors
    /// As [`Source::each`].
    pub fn all(&self) -> Result<Vec<Document>, String> {
        let mut documents = Vec::new();
        self.each(&mut |document| {
            documents.push(document);
            Ok(())
        })?;
        Ok(documents)
    }

    /// The format of the inputs.
    pub fn format(&self) -> &'static Format {
        self.format
    }
}

fn is_folder_or_archive(input: &Input) -> bool {
    let Input::File(path) = input else { return false };
    let mut head = [0; 4];
    let is_packed = |mut file: fs::File| file.read_exact(&mut head).is_ok() && is_archive(&head);
    path.is_dir() || fs::File::open(path).is_ok_and(is_packed)
}

fn open(input: &Input) -> io::Result<Box<dyn BufRead>> {
    Ok(match input {
        Input::Stdin => Box::new(BufReader::new(io::stdin())),
        Input::File(path) => Box::new(BufReader::with_capacity(1 << 18, fs::File::open(path)?)),
    })
}

/// The file, or the files of a folder and of those in it.
fn read(input: &Input) -> io::Result<Vec<File>> {
    match input {
        Input::File(path) if path.is_dir() => read_folder(path, ""),
        _ => Ok(vec![File { name: input.file_name(), bytes: input.read()? }]),
    }
}

fn read_folder(folder: &Path, prefix: &str) -> io::Result<Vec<File>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    paths.sort_by_key(fs::DirEntry::file_name);
    let mut files = Vec::new();
    for entry in paths {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files.extend(read_folder(&entry.path(), &format!("{name}/"))?);
        } else {
            files.push(File { name, bytes: fs::read(entry.path())? });
        }
    }
    Ok(files)
}

/// The format that the inputs seem to have.
fn told(inputs: &[Input]) -> Result<Option<&'static Format>, String> {
    let mut heads = Vec::new();
    for input in inputs {
        let failed = |error: io::Error| format!("{input}: {error}");
        match input {
            Input::File(path) if !is_folder_or_archive(input) => {
                let mut bytes = Vec::new();
                let file = fs::File::open(path).map_err(failed)?;
                file.take(HEAD as u64).read_to_end(&mut bytes).map_err(failed)?;
                heads.push(File { name: input.file_name(), bytes });
            }
            Input::File(_) => heads.extend(unpacked(read(input).map_err(failed)?)?),
            Input::Stdin => return Err("name the format of standard input with --from".into()),
        }
    }
    Ok(match &heads[..] {
        [file] => detect_head(&file.name, &file.bytes),
        files => detect(files),
    })
}

fn unpacked(files: Vec<File>) -> Result<Vec<File>, String> {
    let mut all = Vec::new();
    for file in files {
        if is_archive(&file.bytes) {
            all.extend(hashiya::dataset::unpack(&file.bytes).map_err(|error| error.to_string())?);
        } else {
            all.push(file);
        }
    }
    Ok(all)
}
