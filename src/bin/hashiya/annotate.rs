//! `hashiya annotate`: texts in, a data set out.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, BufWriter, Write},
    path::PathBuf,
};

use clap::{Args, ValueEnum};
use hashiya::{
    annotation::{Document, Meta},
    dataset::{self, Imported},
    lexicon::Lexicon,
    pipeline::Annotator,
};
use indicatif::{ParallelProgressIterator, ProgressBar, ProgressStyle};
use rayon::prelude::*;

use crate::{inputs::Input, speak::unless_closed};

/// From how many files on a progress bar is shown (on a terminal only).
const MIN_FILES_FOR_PROGRESS: usize = 8;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Text files in UTF-8, UTF-16 or Windows-1256, or native .json and .jsonl; `-` is standard input
    #[arg(value_name = "FILE", default_value = "-")]
    inputs: Vec<Input>,
    /// Write here instead of to standard output
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// One data set with its schema, or one document a line
    #[arg(long, value_enum, default_value = "json")]
    format: Format,
    /// The day the texts appeared, YYYY-MM-DD: relative dates are reckoned from it
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    date: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    Json,
    Jsonl,
}

fn parse_date(argument: &str) -> Result<String, String> {
    let parts: Vec<&str> = argument.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let digits = parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    if digits && lengths == [4, 2, 2] {
        Ok(argument.to_owned())
    } else {
        Err("write it as YYYY-MM-DD".into())
    }
}

/// Annotates the inputs; gives how many could not be read.
///
/// # Errors
/// Where the output cannot be written.
pub fn run(arguments: &Arguments) -> Result<usize, String> {
    let annotator = Annotator::new(Lexicon::embedded().clone());
    let progress = progress_bar(arguments.inputs.len());
    let results: Vec<Result<Vec<Document>, String>> = arguments
        .inputs
        .par_iter()
        .progress_with(progress)
        .map(|input| read(input, arguments, &annotator).map_err(|error| format!("{input}: {error}")))
        .collect();
    let mut documents = Vec::new();
    let mut n_failed = 0;
    for result in results {
        match result {
            Ok(read) => documents.extend(read),
            Err(message) => {
                eprintln!("hashiya: {message}");
                n_failed += 1;
            }
        }
    }
    make_ids_unique(&mut documents);
    if !documents.is_empty() || n_failed == 0 {
        write(arguments, &documents, &annotator)?;
    }
    Ok(n_failed)
}

/// The documents of one input. Marks that a data set already has are kept as they are.
fn read(input: &Input, arguments: &Arguments, annotator: &Annotator) -> Result<Vec<Document>, String> {
    let bytes = input.read().map_err(|error| error.to_string())?;
    let imported =
        dataset::read(&bytes, &input.file_name(), annotator.schema()).map_err(|e| e.to_string())?;
    Ok(match imported {
        Imported::Text(text) => {
            let source = Some(input.file_name()).filter(|name| !name.is_empty());
            let meta = Meta { source, date: arguments.date.clone(), ..Meta::default() };
            vec![annotator.annotate(dataset::document_id(&text, &BTreeSet::new()), text, meta)]
        }
        Imported::Documents(documents) => {
            documents.into_iter().map(|document| complete(document, annotator)).collect()
        }
    })
}

/// A document of a data set, annotated if it has no marks yet.
fn complete(mut document: Document, annotator: &Annotator) -> Document {
    if document.entities.is_empty() && document.events.is_empty() {
        return annotator.annotate(document.id, document.text, document.meta);
    }
    if document.tokens.is_empty() {
        annotator.fill_structure(&mut document);
    }
    document
}

/// Two inputs with the same text would have the same id.
fn make_ids_unique(documents: &mut [Document]) {
    let mut taken = BTreeSet::new();
    for document in documents {
        if taken.contains(&document.id) {
            document.id = dataset::document_id(&document.text, &taken);
        }
        taken.insert(document.id.clone());
    }
}

fn progress_bar(n_inputs: usize) -> ProgressBar {
    if n_inputs < MIN_FILES_FOR_PROGRESS {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} files, {eta} left");
    ProgressBar::new(n_inputs as u64).with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

fn write(arguments: &Arguments, documents: &[Document], annotator: &Annotator) -> Result<(), String> {
    let written = match &arguments.output {
        Some(path) => File::create(path)
            .and_then(|file| write_all(BufWriter::new(file), arguments.format, documents, annotator)),
        None => write_all(BufWriter::new(io::stdout().lock()), arguments.format, documents, annotator),
    };
    let target =
        arguments.output.as_ref().map_or("standard output".into(), |path| path.display().to_string());
    unless_closed(written).map_err(|error| format!("{target}: {error}"))
}

/// Lines are written one by one, so that they are never in memory together.
fn write_all(
    mut writer: impl Write,
    format: Format,
    documents: &[Document],
    annotator: &Annotator,
) -> io::Result<()> {
    match format {
        Format::Json => writer.write_all(dataset::to_json(documents, annotator.schema()).as_bytes())?,
        Format::Jsonl => {
            for document in documents {
                writer.write_all(dataset::to_jsonl_line(document).as_bytes())?;
            }
        }
    }
    writer.flush()
}
