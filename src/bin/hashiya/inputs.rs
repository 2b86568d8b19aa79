//! Files and standard input.

use std::{
    fmt, fs,
    io::{self, Read},
    path::PathBuf,
    str::FromStr,
};

/// Where a text comes from.
#[derive(Debug, Clone)]
pub enum Input {
    /// Standard input, written `-`.
    Stdin,
    /// A file.
    File(PathBuf),
}

impl FromStr for Input {
    type Err = std::convert::Infallible;

    fn from_str(argument: &str) -> Result<Self, Self::Err> {
        Ok(if argument == "-" { Self::Stdin } else { Self::File(argument.into()) })
    }
}

impl fmt::Display for Input {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stdin => formatter.write_str("standard input"),
            Self::File(path) => path.display().fmt(formatter),
        }
    }
}

impl Input {
    /// All its bytes.
    pub fn read(&self) -> io::Result<Vec<u8>> {
        match self {
            Self::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().lock().read_to_end(&mut bytes)?;
                Ok(bytes)
            }
            Self::File(path) => fs::read(path),
        }
    }

    /// The name by whose ending the format is told; empty for standard input.
    pub fn file_name(&self) -> String {
        match self {
            Self::Stdin => String::new(),
            Self::File(path) => path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        }
    }
}
