//! What commands print.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
};

/// Prints a line.
///
/// # Errors
/// Where standard output cannot be written. That its reader has seen enough (`hashiya score … | head`) is none.
pub fn line(text: impl Display) -> Result<(), String> {
    print(format_args!("{text}\n"))
}

/// Prints text.
///
/// # Errors
/// As for [`line`].
pub fn print(text: impl Display) -> Result<(), String> {
    written(write!(io::stdout().lock(), "{text}"))
}

/// What came of writing to standard output.
///
/// # Errors
/// As for [`line`].
pub fn written(outcome: io::Result<()>) -> Result<(), String> {
    unless_closed(outcome).map_err(|error| format!("standard output: {error}"))
}

/// The same outcome, but that the reader of a pipe has seen enough is no error.
pub fn unless_closed(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome,
    }
}
