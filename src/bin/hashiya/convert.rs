//! `hashiya convert`: data sets of one format in, of another out, document by document.

mod output;

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use hashiya::{
    annotation::Document,
    dataset::{
        Clitics, Export, ExportOptions, Format, ImportError, ImportNotes, Marks, OffsetUnit, Split, TagScheme,
    },
    lexicon::Lexicon,
    pipeline::Annotator,
};

use crate::{
    inputs::Input,
    reading::{Reading, named},
    sources::Source,
};
use output::Output;

#[derive(Debug, Args)]
pub struct Arguments {
    /// Files, folders or .zip archives of one format; `-` is standard input
    #[arg(value_name = "IN", required = true)]
    inputs: Vec<Input>,
    /// The format to write
    #[arg(long, value_name = "FORMAT", value_parser = written_format)]
    to: &'static Format,
    /// A file, a folder, or an archive whose name ends in .zip [default: standard output]
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// What offsets count, where the format leaves it open
    #[arg(long, value_enum, default_value = "code-point")]
    offsets: Unit,
    /// Begin entities behind their proclitics: the name in "and in Aleppo"
    #[arg(long)]
    without_clitics: bool,
    /// Only marks that a person confirmed
    #[arg(long)]
    confirmed: bool,
    /// The scheme of tag columns
    #[arg(long, value_enum, default_value = "iob2")]
    scheme: Scheme,
    /// Part the documents for training, development and test, in percent: 80/10/10
    #[arg(long, value_name = "T/D/T", value_parser = parse_split)]
    split: Option<Split>,
    /// What the parts are drawn with
    #[arg(long, default_value_t = 0)]
    seed: u64,
    /// A file of its own for each document
    #[arg(long)]
    file_per_document: bool,
    /// The column or field that holds the texts [default: text]
    #[arg(long, value_name = "NAME")]
    column: Option<String>,
    #[command(flatten)]
    reading: Reading,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Unit {
    CodePoint,
    Utf16,
    Byte,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Scheme {
    Iob2,
    Bioes,
}

fn written_format(id: &str) -> Result<&'static Format, String> {
    named(id, Format::is_written)
}

fn parse_split(argument: &str) -> Result<Split, String> {
    let parts: Vec<u8> = argument.split('/').filter_map(|part| part.parse().ok()).collect();
    match parts[..] {
        [train, dev, test] if u32::from(train) + u32::from(dev) + u32::from(test) == 100 => {
            Ok(Split { train, dev, test, seed: 0 })
        }
        _ => Err("write three parts of 100, as 80/10/10".into()),
    }
}

impl Arguments {
    fn options(&self) -> ExportOptions {
        ExportOptions {
            offset_unit: match self.offsets {
                Unit::CodePoint => OffsetUnit::CodePoint,
                Unit::Utf16 => OffsetUnit::Utf16,
                Unit::Byte => OffsetUnit::Byte,
            },
            clitics: if self.without_clitics { Clitics::Outside } else { Clitics::Inside },
            marks: if self.confirmed { Marks::Confirmed } else { Marks::Suggested },
            tag_scheme: match self.scheme {
                Scheme::Iob2 => TagScheme::Iob2,
                Scheme::Bioes => TagScheme::Bioes,
            },
            split: self.split.map(|split| Split { seed: self.seed, ..split }),
            file_per_document: self.file_per_document,
        }
    }
}

/// Converts, and says on standard error what could not be held. Where anything fails, nothing is written.
///
/// # Errors
/// Where an input cannot be read or the output cannot be written.
#[allow(clippy::print_stderr)] // The report is for the person; standard output is for the data.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let schema = arguments.reading.label_set()?;
    let map = arguments.reading.label_map();
    let options = arguments.options();
    let format = arguments.to;
    let column = arguments.column.as_deref();
    let source = Source::of(&arguments.inputs, arguments.reading.from, &schema, &map, column)?;
    let mut output = Output::new(arguments.output.as_deref(), format, &options)?;
    let mut export = Export::new(format, &schema, options);
    let mut annotator = None;
    let mut n_documents = 0_usize;
    let converted = source.each(&mut |mut document: Document| {
        if document.tokens.is_empty() && format.wants_tokens() {
            let annotator = annotator.get_or_insert_with(|| Annotator::new(Lexicon::embedded().clone()));
            annotator.fill_structure(&mut document);
        }
        n_documents += 1;
        export.add(&document).into_iter().try_for_each(|piece| output.add(&piece))
    });
    let notes = match converted {
        Ok(notes) => notes,
        Err(error) => {
            output.discard();
            return Err(error);
        }
    };
    export.finish().iter().try_for_each(|piece| output.add(piece))?;
    output.finish()?;
    eprintln!("hashiya: {n_documents} documents written as {}", format.name);
    print_notes(&notes);
    eprint!("{}", export.losses());
    Ok(())
}

#[allow(clippy::print_stderr)] // As above.
pub fn print_notes(notes: &ImportNotes) {
    let ImportNotes { widened, left_out, links } = notes;
    let lines = [
        (widened, "spans cut a letter from its marks, and were widened"),
        (left_out, "marks had labels that were to be left out"),
        (links, "links between marks are neither roles of events nor relations, and were passed over"),
    ];
    for (count, what) in lines.iter().filter(|(count, _)| **count > 0) {
        eprintln!("{count:>7}  {what}");
    }
}

/// The message of an error, with what could be done.
pub fn explain(error: &ImportError) -> String {
    match error {
        ImportError::UnknownLabel { label, .. } => {
            format!(
                "{error}; say what it is called here: --map {label}=TYPE, or leave it out: --map {label}="
            )
        }
        _ => error.to_string(),
    }
}
