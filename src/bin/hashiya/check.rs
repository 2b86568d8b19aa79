//! `hashiya check`: whether data sets can be read and keep the promises that readers rely on.

use clap::Args;
use hashiya::{
    dataset::{Fault, Format, check},
    schema::Schema,
};

use crate::{
    convert::{label_map, parse_map, print_notes, read_format},
    inputs::Input,
    sources::Source,
};

#[derive(Debug, Args)]
pub struct Arguments {
    /// Files, folders or .zip archives
    #[arg(value_name = "FILE", required = true)]
    inputs: Vec<Input>,
    /// Their format [default: told by each file]
    #[arg(long, value_name = "FORMAT", value_parser = read_format)]
    from: Option<&'static Format>,
    /// Labels of the files that are called otherwise here: LABEL=TYPE, or LABEL= to leave them out
    #[arg(long = "map", value_name = "LABEL=TYPE", value_parser = parse_map)]
    maps: Vec<(String, Option<String>)>,
}

/// Prints what each file holds and what is wrong with it; gives how many files have faults.
///
/// # Errors
/// None but those of standard output.
#[allow(clippy::print_stdout)] // The findings are what is asked for.
pub fn run(arguments: &Arguments) -> Result<usize, String> {
    let schema = Schema::built_in();
    let map = label_map(&arguments.maps);
    let mut n_faulty = 0;
    for input in &arguments.inputs {
        let inputs = std::slice::from_ref(input);
        let (mut n_documents, mut n_entities, mut n_events) = (0, 0, 0);
        let mut faults: Vec<Fault> = Vec::new();
        let read = Source::of(inputs, arguments.from, &schema, &map, None).and_then(|source| {
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
                println!(
                    "{input}: {name}, {n_documents} documents, {n_entities} entities, {n_events} events"
                );
                print_notes(notes);
            }
            Err(error) => println!("{error}"),
        }
        faults.iter().for_each(|fault| println!("{input}: {fault}"));
        n_faulty += usize::from(read.is_err() || !faults.is_empty());
    }
    Ok(n_faulty)
}
