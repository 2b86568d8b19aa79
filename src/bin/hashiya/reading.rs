//! What the commands are told about the files that they read.

use std::path::PathBuf;

use clap::Args;
use hashiya::{
    dataset::{Format, LabelMap, read_schema},
    schema::Schema,
};

#[derive(Debug, Args)]
pub struct Reading {
    /// The format of the files [default: told by them]
    #[arg(long, value_name = "FORMAT", value_parser = read_format)]
    pub from: Option<&'static Format>,
    /// Labels of the files that are called otherwise here: LABEL=TYPE, or LABEL= to leave them out
    #[arg(long = "map", value_name = "LABEL=TYPE", value_parser = parse_map)]
    maps: Vec<(String, Option<String>)>,
    /// The label set: a data set of Hashiya that has one, or a file of the form of data/schema.json [default: the
    /// built-in one]
    #[arg(long, value_name = "FILE")]
    schema: Option<PathBuf>,
}

impl Reading {
    /// The map of labels.
    pub fn label_map(&self) -> LabelMap {
        let mut map = LabelMap::default();
        self.maps.iter().for_each(|(label, name)| map.set(label.as_str(), name.clone()));
        map
    }

    /// The label set.
    ///
    /// # Errors
    /// Where its file cannot be read or holds none.
    pub fn label_set(&self) -> Result<Schema, String> {
        let Some(path) = &self.schema else { return Ok(Schema::built_in()) };
        let bytes = std::fs::read(path).map_err(|error| format!("{}: {error}", path.display()))?;
        read_schema(&bytes).map_err(|error| format!("{}: {error}", path.display()))
    }
}

fn read_format(id: &str) -> Result<&'static Format, String> {
    named(id, Format::is_read)
}

/// The format with this id, if it `fits`; else a message with those that do.
pub fn named(id: &str, fits: fn(&Format) -> bool) -> Result<&'static Format, String> {
    Format::named(id).filter(|format| fits(format)).ok_or_else(|| {
        let ids: Vec<&str> = Format::all().filter(|format| fits(format)).map(|format| format.id).collect();
        format!("write one of {}", ids.join(", "))
    })
}

fn parse_map(argument: &str) -> Result<(String, Option<String>), String> {
    let (label, name) = argument.split_once('=').ok_or("write LABEL=TYPE")?;
    Ok((label.to_owned(), Some(name.to_owned()).filter(|name| !name.is_empty())))
}
