//! `hashiya`: the core on the command line.
//!
//! Exit codes: 0 all done, 1 a file could not be read or written (the others are done), 2 wrong usage.

#![allow(clippy::print_stderr)] // A command line speaks.

mod agree;
mod annotate;
mod check;
mod convert;
mod inputs;
mod reading;
mod score;
mod sources;
mod speak;
#[cfg(feature = "train")]
mod train;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Reads Arabic news articles and marks entities and events in them.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Annotate texts and print a data set in the native format
    Annotate(annotate::Arguments),
    /// Convert data sets from one format to another
    Convert(convert::Arguments),
    /// Say what files hold and whether anything is wrong with them
    Check(check::Arguments),
    /// Say how well annotators of the same texts agree
    Agree(agree::Arguments),
    /// Annotate the texts of gold documents and print precision, recall and F1
    Score(score::Arguments),
    /// Learn a model from the reference data
    #[cfg(feature = "train")]
    Train(train::Arguments),
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().command {
        Command::Annotate(arguments) => annotate::run(&arguments),
        Command::Convert(arguments) => convert::run(&arguments).map(|()| 0),
        Command::Check(arguments) => check::run(&arguments),
        Command::Agree(arguments) => agree::run(&arguments).map(|()| 0),
        Command::Score(arguments) => score::run(&arguments).map(|()| 0),
        #[cfg(feature = "train")]
        Command::Train(arguments) => train::run(&arguments).map(|()| 0),
    };
    match outcome {
        Ok(0) => ExitCode::SUCCESS,
        Ok(n_failed) => {
            eprintln!("hashiya: {n_failed} of the files could not be read");
            ExitCode::FAILURE
        }
        Err(error) => {
            eprintln!("hashiya: {error}");
            ExitCode::FAILURE
        }
    }
}
