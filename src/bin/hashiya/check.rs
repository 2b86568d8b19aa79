//! `hashiya check`: whether data sets can be read and keep the promises that readers rely on.

use clap::Args;
use hashiya::dataset::{Fault, check};

use crate::{convert::print_notes, inputs::Input, reading::Reading, sources::Source, speak::line};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Files, folders or .zip archives
    #[arg(value_name = "FILE", required = true)]
    inputs: Vec<Input>,
    #[command(flatten)]
    reading: Reading,
}

/// Prints what each file holds and what is wrong with it; gives how many files have faults.
///
/// # Errors
/// Where the label set cannot be read, or standard output not be written.
pub fn run(arguments: &Arguments) -> Result<usize, String> {
    let schema = arguments.reading.label_set()?;
    let map = arguments.reading.label_map();
    let mut n_faulty = 0;
    for input in &arguments.inputs {
        let inputs = std::slice::from_ref(input);
        let (mut n_documents, mut n_entities, mut n_events) = (0, 0, 0);
        let mut faults: Vec<Fault> = Vec::new();
        let read = Source::of(inputs, arguments.reading.from, &schema, &map, None).and_then(|source| {
            let notes = source.each(&mut |document| {
                n_documents += 1;
                n_entities += document.entities.len();
                n_events += document.events.len();
                faults.extend(check(&document));
                Ok(())
            })?;
            Ok((source.format(), notes))
        });
        match &read {
            Ok((format, notes)) => {
                let name = format.name;
                line(format_args!(
                    "{input}: {name}, {n_documents} documents, {n_entities} entities, {n_events} events"
                ))?;
                print_notes(notes);
            }
            Err(error) => line(error)?,
        }
        faults.iter().try_for_each(|fault| line(format_args!("{input}: {fault}")))?;
        n_faulty += usize::from(read.is_err() || !faults.is_empty());
    }
    Ok(n_faulty)
}
