//! `hashiya train`: reference data in, a model out.

use std::{fs, path::PathBuf, time::Instant};

use clap::{Args, ValueEnum};
use hashiya::train::{How, Settings, measure_entities, train_entities};

#[derive(Debug, Args)]
pub struct Arguments {
    /// What to learn
    #[arg(value_enum)]
    layer: Layer,
    /// The folder of the reference data
    #[arg(long, value_name = "FOLDER")]
    from: PathBuf,
    /// The tables of `cargo xtask harvest-folds`
    #[arg(long, value_name = "FOLDER", default_value = "target/folds")]
    folds: PathBuf,
    /// Where the model goes
    #[arg(long, value_name = "FILE", default_value = "data/model/entities.model")]
    model: PathBuf,
    /// Learn also from the held-out tenth, as the shipped model does
    #[arg(long)]
    all: bool,
    /// Learn nothing: measure the model that is there
    #[arg(long)]
    measure: bool,
    /// Leave out a family of features, as for the ablation table of the card
    #[arg(long, value_name = "FAMILY")]
    without: Vec<String>,
    /// Rounds over the data
    #[arg(long)]
    rounds: Option<usize>,
    /// Length of a step
    #[arg(long)]
    rate: Option<f32>,
    /// Pull towards zero
    #[arg(long)]
    decay: Option<f32>,
    /// How often of 100 a word's own name is left out
    #[arg(long)]
    dropout: Option<u64>,
    /// How often of 100 any feature is left out
    #[arg(long)]
    silence: Option<u64>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Layer {
    /// The entity tagger
    Entities,
}

/// Learns and writes the model, and prints the figures.
///
/// # Errors
/// Where the reference data cannot be read, or the model cannot be written.
#[allow(clippy::print_stdout, clippy::print_stderr)] // The figures are what is asked for.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let Layer::Entities = arguments.layer;
    let began = Instant::now();
    if arguments.measure {
        let bytes =
            fs::read(&arguments.model).map_err(|error| format!("{}: {error}", arguments.model.display()))?;
        let report =
            measure_entities(&arguments.from, &arguments.folds, &bytes).map_err(|error| error.to_string())?;
        println!("{report}");
        return Ok(());
    }
    let default = Settings::default();
    let settings = Settings {
        rounds: arguments.rounds.unwrap_or(default.rounds),
        rate: arguments.rate.unwrap_or(default.rate),
        decay: arguments.decay.unwrap_or(default.decay),
        dropout: arguments.dropout.unwrap_or(default.dropout),
        silence: arguments.silence.unwrap_or(default.silence),
        ..default
    };
    let how = How { all: arguments.all, without: arguments.without.clone() };
    let say = |what: &str| eprintln!("{:>6.1} s  {what}", began.elapsed().as_secs_f64());
    let trained = train_entities(&arguments.from, &arguments.folds, settings, &how, say)
        .map_err(|error| error.to_string())?;
    fs::write(&arguments.model, &trained.bytes)
        .map_err(|error| format!("{}: {error}", arguments.model.display()))?;
    println!("{}", trained.report);
    say(&format!("{} bytes written to {}", trained.bytes.len(), arguments.model.display()));
    Ok(())
}
