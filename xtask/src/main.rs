//! Hashiya's own commands, run as `cargo xtask VERB`. One module a verb; the other modules are what
//! the verbs share: [`settings`] reads `wasm-pack.toml`, [`process`] runs programs, [`toolchain`]
//! installs what is missing.

mod annotated;
mod bench;
mod browsers;
mod build;
mod check;
mod counts;
mod engine;
mod failures;
mod formats;
mod harvest;
mod harvest_events;
mod process;
mod serve;
mod settings;
mod site;
mod size;
mod sort;
mod suite;
mod test;
mod toolchain;
mod wasm_opt;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand, ValueEnum};

use settings::Settings;

/// Builds, serves and tests Hashiya.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Sets up what is missing, builds everything, serves the page on this machine and opens it
    Serve {
        /// The port to serve on [default: 8080, or a free one where that is taken]
        #[arg(long)]
        port: Option<u16>,
        /// Only print the address
        #[arg(long)]
        no_open: bool,
    },
    /// Builds the static site into dist/ and checks its size
    Build,
    /// Builds only the WebAssembly package, the lexicon pack and the model, into www/pkg/
    Engine,
    /// Installs what the tests need, runs all of them, ends with the counts
    Test,
    /// Builds the site and measures its speed in Chromium beside Intl.Segmenter
    Bench,
    /// The quick checks: format, lints, types, unit tests, architecture
    Check,
    /// Puts the rows of the lexicon tables in order
    Sort,
    /// Writes the harvested tables of data/lexicon anew from the reference data (see data/NOTICE.md)
    Harvest {
        /// The folder of the reference data
        #[arg(long, value_name = "PATH")]
        from: PathBuf,
        /// Only this part, where nothing else is to change
        #[arg(long, value_enum)]
        only: Option<Part>,
    },
    /// Joins the labels of data/annotated with the news items that they speak of, for the training (docs/training.md)
    Annotated {
        /// A copy of <https://github.com/antcorpus/antcorpus.data>
        #[arg(long, value_name = "PATH")]
        ant: PathBuf,
        /// The folder of the reference data
        #[arg(long, value_name = "PATH")]
        from: PathBuf,
    },
    /// Harvests ten times without a tenth of the labelled texts, for the training of the tagger (docs/training.md)
    HarvestFolds {
        /// The folder of the reference data
        #[arg(long, value_name = "PATH")]
        from: PathBuf,
        /// Where the tables go
        #[arg(long, value_name = "PATH", default_value = "target/folds")]
        to: PathBuf,
    },
}

/// A part of the harvest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// `clitics.tsv`
    Clitics,
    /// `sentence_weights.tsv`
    Sentences,
    /// Words, names and places
    Words,
    /// Triggers, arguments and attributes of events
    Events,
}

/// Where the project is and how its browser build is set up.
struct Project {
    root: PathBuf,
    settings: Settings,
}

impl Project {
    fn open() -> Result<Self> {
        let root = project_root();
        let settings = Settings::read(&root)?;
        Ok(Self { root, settings })
    }

    fn out_dir(&self) -> PathBuf {
        self.root.join(&self.settings.build.out_dir)
    }

    fn site_dir(&self) -> PathBuf {
        self.root.join(&self.settings.site.dir)
    }
}

/// The folder above this package. Cargo says at run time where the package lies; the path of the
/// compilation would be wrong after the project was moved.
fn project_root() -> PathBuf {
    let package = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    package.parent().map(PathBuf::from).unwrap_or(package)
}

fn main() -> ExitCode {
    match run(&Arguments::parse().verb) {
        Ok(exit) => exit,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(verb: &Verb) -> Result<ExitCode> {
    let project = Project::open()?;
    match verb {
        Verb::Serve { port, no_open } => serve::serve(&project, *port, !no_open)?,
        Verb::Build => build::build(&project)?,
        Verb::Engine => engine::build(&project)?,
        Verb::Test => return test::test(&project),
        Verb::Bench => bench::bench(&project)?,
        Verb::Check => return check::check(&project),
        Verb::Sort => sort::sort(&project)?,
        Verb::Harvest { from, only } => harvest_parts(&project, from, *only)?,
        Verb::HarvestFolds { from, to } => harvest::run_folds(&project.root, from, to)?,
        Verb::Annotated { ant, from } => annotated::run(&project.root, ant, from)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// Harvests all parts, in the order in which they build on each other, or one.
fn harvest_parts(project: &Project, from: &Path, only: Option<Part>) -> Result<()> {
    let wants = |part| only.is_none_or(|only| only == part);
    if wants(Part::Words) {
        annotated::ensure_there(&project.root)?;
    }
    if wants(Part::Clitics) {
        harvest::clitics(&project.root, from)?;
    }
    if wants(Part::Sentences) {
        harvest::sentences(&project.root, from)?;
    }
    if wants(Part::Words) {
        harvest::run(&project.root, from)?;
    }
    if wants(Part::Events) {
        harvest_events::run(from, &project.root)?;
    }
    Ok(())
}
