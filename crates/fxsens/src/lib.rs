//! How far does a currency move when a flow in the balance of payments is shocked?
//!
//! This crate is the command line and the facade. A program that adds its own models builds a registry from
//! [`models`] and hands it to [`run`]; a program that needs no command line uses the re-exported crates:
//!
//! ```
//! use fxsens::core::{run::estimate, spec::Spec};
//! use fxsens::ingest::{Library, Source};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let dataset = Library::open(Source::Embedded)?.load(["usdjpy", "gap_10y"])?;
//! let spec: Spec = toml::from_str(r#"formula = "usdjpy ~ gap_10y"
//! sample = { first = "2015-12", last = "2023-12" }"#)?;
//! let estimation = estimate(&spec, &dataset, &fxsens::models())?;
//! assert_eq!(estimation.fit.glance.nobs, 97);
//! # Ok(())
//! # }
//! ```

mod args;
#[cfg(feature = "net")]
mod clock;
mod commands;
mod config;
mod exit;
mod failure;
mod models;
mod output;
mod printer;
mod progress;
mod request;

pub use fxsens_core as core;
pub use fxsens_ingest as ingest;
pub use fxsens_regression as regression;
pub use fxsens_report as report;
pub use fxsens_study as study;

pub use crate::models::models;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;
use fxsens_core::registry::Registry;

use crate::args::{Cli, Command, DataCommand, NewCommand};
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;

/// Runs the command line with the models of `registry`. Returns 0 when done, 1 when a check failed, 2 when the
/// request could not be run.
pub fn run(arguments: impl IntoIterator<Item = OsString>, registry: Registry) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => return exit::from_clap(&error),
    };
    let result = Context::new(&cli.global, registry).and_then(|context| dispatch(cli.command, &context));
    match result {
        Ok(exit) => exit.into(),
        Err(failure) => exit::report(&failure),
    }
}

fn dispatch(command: Command, context: &Context) -> Result<Exit, Failure> {
    match command {
        Command::Reproduce(args) => commands::reproduce::run(&args, context),
        Command::New(NewCommand::Study(args)) => commands::new_study::run(&args, context),
        Command::Package(args) => commands::package::run(&args, context),
        Command::Fit(args) => commands::fit::run(&args, context),
        Command::Scenario(args) => commands::scenario::run(&args, context),
        Command::Claims(args) => commands::claims::run(&args, context),
        Command::Data(DataCommand::List(args)) => commands::data_list::run(&args, context),
        Command::Data(DataCommand::Show(args)) => commands::data_show::run(&args, context),
        #[cfg(feature = "net")]
        Command::Data(DataCommand::Fetch(args)) => commands::data_fetch::run(&args, context),
        Command::Data(DataCommand::Import(args)) => commands::data_import::run(&args, context),
        Command::Data(DataCommand::Vintages(args)) => commands::data_vintages::run(&args, context),
        Command::Data(DataCommand::Diff(args)) => commands::data_diff::run(&args, context),
        Command::Data(DataCommand::Verify(args)) => commands::data_verify::run(&args, context),
        Command::Data(DataCommand::Check(args)) => commands::data_check::run(&args, context),
        Command::Data(DataCommand::Export(args)) => commands::data_export::run(&args, context),
        Command::Data(DataCommand::Read(args)) => commands::data_read::run(&args, context),
        Command::Data(DataCommand::Layouts(args)) => commands::data_layouts::run(&args),
        Command::Plot(args) => commands::plot::run(&args, context),
        Command::Models(args) => commands::models::run(&args, context),
        Command::Explain(args) => commands::explain::run(&args, context),
        Command::Table(args) => commands::table::run(&args, context),
        Command::Test(args) => commands::test::run(&args, context),
        Command::Backtest(args) => commands::backtest::run(&args, context),
        Command::Placebo(args) => commands::placebo::run(&args, context),
        Command::Curve(args) => commands::curve::run(&args, context),
        Command::Coverage(args) => commands::coverage::run(&args, context),
        Command::Verify(args) => commands::verify::run(&args, context),
        Command::Completions(args) => commands::completions::run(&args, context),
        Command::Man(args) => commands::man::run(&args, context),
    }
}
