//! `hashiya train`: reference data in, a model out.

use std::{fs, path::PathBuf, time::Instant};

use clap::{Args, ValueEnum};
use hashiya::train::{How, N_SEEDS, Settings, Trained, measure_entities, train_entities, train_events};

use crate::speak::line;

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
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
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
    /// Weights nearer to zero than this are not learnt a second time
    #[arg(long)]
    least: Option<f32>,
    /// How often of 100 a word's own name is left out
    #[arg(long)]
    dropout: Option<u64>,
    /// How often of 100 any feature is left out
    #[arg(long)]
    silence: Option<u64>,
    /// How many learners the weights are the mean of
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    seeds: Option<u64>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Layer {
    /// The entity tagger
    Entities,
    /// The event finder
    Events,
}

/// Learns and writes the model, and prints the figures.
///
/// # Errors
/// Where the reference data cannot be read, or the model or standard output cannot be written.
#[allow(clippy::print_stderr)] // How far it is.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let began = Instant::now();
    let say = |what: &str| eprintln!("{:>6.1} s  {what}", began.elapsed().as_secs_f64());
    let default = match arguments.layer {
        Layer::Entities => "data/model/entities.model",
        Layer::Events => "data/model/events.model",
    };
    let model = arguments.model.clone().unwrap_or_else(|| default.into());
    let trained = match arguments.layer {
        Layer::Entities if arguments.measure => {
            let bytes = fs::read(&model).map_err(|error| format!("{}: {error}", model.display()))?;
            let report = measure_entities(&arguments.from, &arguments.folds, &bytes);
            return line(report.map_err(|error| error.to_string())?);
        }
        Layer::Entities => learn_entities(arguments, say)?,
        Layer::Events => {
            let n_seeds = arguments.seeds.unwrap_or(N_SEEDS);
            train_events(&arguments.from, n_seeds, say).map_err(|error| error.to_string())?
        }
    };
    fs::write(&model, &trained.bytes).map_err(|error| format!("{}: {error}", model.display()))?;
    line(&trained.report)?;
    say(&format!("{} bytes written to {}", trained.bytes.len(), model.display()));
    Ok(())
}

fn learn_entities(arguments: &Arguments, say: impl Fn(&str)) -> Result<Trained, String> {
    let default = Settings::default();
    let settings = Settings {
        rounds: arguments.rounds.unwrap_or(default.rounds),
        rate: arguments.rate.unwrap_or(default.rate),
        decay: arguments.decay.unwrap_or(default.decay),
        least: arguments.least.unwrap_or(default.least),
        dropout: arguments.dropout.unwrap_or(default.dropout),
        silence: arguments.silence.unwrap_or(default.silence),
        n_learners: arguments.seeds.unwrap_or(default.n_learners),
        ..default
    };
    let how = How { all: arguments.all, without: arguments.without.clone() };
    train_entities(&arguments.from, &arguments.folds, settings, &how, say).map_err(|error| error.to_string())
}
