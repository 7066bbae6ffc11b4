//! The command line as data.

mod data;
mod plot;
mod study;
mod table;

pub use data::{
    DataCommand, DataDiff, DataExport, DataFetch, DataImport, DataList, DataRead, DataShow, DataVintages,
    FetchService, Rule,
};

pub use plot::{Language, Plot, PlotCommand, PlotFormat, PlotKind, PlotSeries, PlotStyle};
pub use study::{NewCommand, NewStudy, Package};
pub use table::TableArgs;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use fxsens_core::period::Period;

use crate::commands::curve::Shard;

/// How far does a currency move when a flow in the balance of payments is shocked?
#[derive(Debug, Parser)]
#[command(name = "fxsens", version, arg_required_else_help = true, max_term_width = 100)]
#[command(
    after_help = "Start with `fxsens reproduce`. Exit codes: 0 done, 1 a check failed, 2 could not run."
)]
pub struct Cli {
    #[command(flatten)]
    pub global: Global,
    #[command(subcommand)]
    pub command: Command,
}

/// Options every command takes.
#[derive(Debug, Args)]
pub struct Global {
    /// Read the data from this folder instead of the embedded tables
    #[arg(long, global = true, value_name = "DIR")]
    pub data_dir: Option<PathBuf>,
    /// Folder with figures fetched or imported [default: $FXSENS_STORE, or fxsens/store in your data folder]
    #[arg(long, global = true, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// Use what was known on this day: for every series the latest vintage until then
    #[arg(long, global = true, value_name = "DAY")]
    pub as_of: Option<Period>,
    /// Number of threads; results do not depend on it
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub threads: Option<u16>,
    /// Print results only, no messages
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more
    #[arg(short, long, global = true)]
    pub verbose: bool,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Run a study: estimates, placebo, claims, report and charts (default: Japan's digital deficit)
    Reproduce(Reproduce),
    /// Write something to start from
    #[command(subcommand)]
    New(NewCommand),
    /// Write a replication package: data, specs, results, README and checksums in one folder
    Package(Package),
    /// Estimate one spec, from a TOML file or from a formula
    Fit(Fit),
    /// Set fits side by side, from specs or saved fits: a regression table
    Table(TableArgs),
    /// Run a hypothesis test on series; without an id, list the tests
    Test(Test),
    /// Race the regression of a spec against a random walk, period by period
    Backtest(Backtest),
    /// Run every specification of a grid: effects by tier, what each choice does, charts
    Curve(Curve),
    /// Simulate size and coverage of a spec at its own sample size
    Coverage(Coverage),
    /// Estimate a spec again where its relation should not be: other currencies, the shock moved in time
    Placebo(Placebo),
    /// Put a path of a flow on the estimates: the path of the yen with its fan; without an id, list the paths
    Scenario(Scenario),
    /// Check every claim against the data
    Claims(Claims),
    /// Look at the data
    #[command(subcommand)]
    Data(DataCommand),
    /// Draw charts from saved results, or series: themes, sizes for slides and journals, Japanese labels
    Plot(Plot),
    /// List the models
    Models(Listing),
    /// Print the page of a model, a test or a topic
    Explain(Explain),
    /// Check estimators against certified and reference values
    Verify(Listing),
    /// Print a completion script for a shell
    Completions(Completions),
    /// Print a page of the manual, in roff
    Man(Man),
}

/// Formats of printed results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    Text,
    Json,
    Csv,
    Md,
    Latex,
    Html,
    Typst,
}

#[derive(Debug, Args)]
pub struct Reproduce {
    /// Name of a study that ships with the program, or a folder with a study.toml
    #[arg(default_value = fxsens_study::shipped::DEFAULT_STUDY)]
    pub study: String,
    /// Folder of this run [default: out/<study>]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Seed of the placebo, in place of the study's
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Write no charts
    #[arg(long)]
    pub no_plots: bool,
    /// Your own data, one column per series: the columns may be named in the study's specs
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Leave the specification curve out; the credible figure of the headline is then missing
    #[arg(long)]
    pub no_curve: bool,
    /// Exit with 1 when a claim or a check of the data does not come out as documented
    #[arg(long)]
    pub check: bool,
    /// Format of the printed verdict
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Fit {
    /// Spec file
    #[arg(required_unless_present = "formula", conflicts_with = "formula", value_name = "SPEC.toml")]
    pub spec: Option<PathBuf>,
    /// Formula, e.g. 'usdjpy ~ gap_10y + L(x, 1:3)'
    #[arg(long)]
    pub formula: Option<String>,
    /// Your own data: CSV, Parquet, or a file as its publisher lays it out (`fxsens data layouts`); catalogued series
    /// stay available
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Model [default: ols, or the spec's]
    #[arg(long)]
    pub model: Option<String>,
    /// Set a parameter, e.g. --set vcov.kind=hac --set vcov.bandwidth=6
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// First period of the sample
    #[arg(long, value_name = "PERIOD")]
    pub first: Option<Period>,
    /// Last period of the sample
    #[arg(long, value_name = "PERIOD")]
    pub last: Option<Period>,
    /// Confidence level of the intervals
    #[arg(long, default_value_t = 0.95, value_name = "LEVEL")]
    pub level: f64,
    /// Seed of a random method
    #[arg(long, value_name = "N")]
    pub seed: Option<u64>,
    /// Also write results, tables and charts into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write no charts
    #[arg(long)]
    pub no_plots: bool,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Test {
    /// Id of the test, e.g. adf; without one, all tests are listed
    pub id: Option<String>,
    /// Series or expressions, separated by commas; the first is the outcome, e.g. 'log(usdjpy), gap_10y'
    #[arg(long, value_name = "SERIES", conflicts_with = "formula", requires = "id")]
    pub series: Option<String>,
    /// Formula, in place of --series
    #[arg(long, requires = "id")]
    pub formula: Option<String>,
    /// Your own data: CSV, Parquet, or a file as its publisher lays it out (`fxsens data layouts`); catalogued series
    /// stay available
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Set a parameter, e.g. --set trend=ct --set lags=4
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// First period of the sample
    #[arg(long, value_name = "PERIOD")]
    pub first: Option<Period>,
    /// Last period of the sample
    #[arg(long, value_name = "PERIOD")]
    pub last: Option<Period>,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Backtest {
    /// Spec file
    #[arg(required_unless_present = "formula", conflicts_with = "formula", value_name = "SPEC.toml")]
    pub spec: Option<PathBuf>,
    /// Formula, e.g. 'usdjpy ~ gap_10y'
    #[arg(long)]
    pub formula: Option<String>,
    /// Your own data: CSV, Parquet, or a file as its publisher lays it out (`fxsens data layouts`); catalogued series
    /// stay available
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Set an option, e.g. --set window=96 --set 'horizons=[1, 12]'
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub set: Vec<String>,
    /// First period of the sample
    #[arg(long, value_name = "PERIOD")]
    pub first: Option<Period>,
    /// Last period of the sample
    #[arg(long, value_name = "PERIOD")]
    pub last: Option<Period>,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Placebo {
    /// Spec file
    #[arg(required_unless_present = "formula", conflicts_with = "formula", value_name = "SPEC.toml")]
    pub spec: Option<PathBuf>,
    /// Formula, for least squares with the default covariance
    #[arg(long)]
    pub formula: Option<String>,
    /// The term whose effect is in question, as the fit prints it
    #[arg(long, value_name = "TERM")]
    pub term: String,
    /// The series that others take the place of [default: the one the outcome names]
    #[arg(long, value_name = "SERIES")]
    pub outcome: Option<String>,
    /// Series that take its place [default: nine exchange rates of the dollar]
    #[arg(long, value_name = "SERIES,…", value_delimiter = ',')]
    pub others: Vec<String>,
    /// The series that is moved in time [default: the one the term names]
    #[arg(long, value_name = "SERIES")]
    pub shock: Option<String>,
    /// Periods by which it is moved, later or (negative) earlier [default: 6, 12, 24 and 36 both ways]
    #[arg(long, value_name = "N,…", value_delimiter = ',', allow_hyphen_values = true)]
    pub shifts: Vec<i32>,
    /// Your own data: CSV, Parquet, or a file as its publisher lays it out (`fxsens data layouts`); catalogued series
    /// stay available
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
#[allow(clippy::struct_excessive_bools)] // switches of a command line
pub struct Curve {
    #[command(subcommand)]
    pub command: Option<CurveCommand>,
    /// Grid file, beside its study.toml [default: the grid of Japan's digital deficit]
    #[arg(value_name = "GRID.toml")]
    pub grid: Option<PathBuf>,
    /// Write rows, results, tables and charts into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// List the specs without estimating anything
    #[arg(long)]
    pub dry_run: bool,
    /// Only every n-th spec, from the i-th on; join the folders with `fxsens curve merge`
    #[arg(long, value_name = "i/n", requires = "out", conflicts_with = "joint")]
    pub shard: Option<Shard>,
    /// Save part by part, and take over the parts that a broken-off run left in the folder
    #[arg(long, requires = "out")]
    pub resume: bool,
    /// Also make a joint test by block bootstrap; inference on a whole curve is contested
    #[arg(long)]
    pub joint: bool,
    /// Draws of the joint test, in place of the grid's
    #[arg(long, value_name = "N", requires = "joint", value_parser = clap::value_parser!(u32).range(19..=100_000))]
    pub draws: Option<u32>,
    /// Seed of the joint test, in place of the grid's
    #[arg(long, value_name = "N", requires = "joint")]
    pub seed: Option<u64>,
    /// Write no charts
    #[arg(long)]
    pub no_plots: bool,
    /// Format of the printed result; csv prints the rows
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Subcommand)]
pub enum CurveCommand {
    /// Join the folders of all shards into one curve
    Merge(CurveMerge),
}

#[derive(Debug, Args)]
pub struct CurveMerge {
    /// Folders written with --shard, all of one grid
    #[arg(required = true, value_name = "DIR")]
    pub shards: Vec<PathBuf>,
    /// Grid file, beside its study.toml [default: the grid of Japan's digital deficit]
    #[arg(long, value_name = "GRID.toml")]
    pub grid: Option<PathBuf>,
    /// Write rows, results, tables and charts into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Write no charts
    #[arg(long)]
    pub no_plots: bool,
    /// Format of the printed result; csv prints the rows
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Coverage {
    /// Spec file
    #[arg(required_unless_present_any = ["formula", "table"], conflicts_with = "formula", value_name = "SPEC.toml")]
    pub spec: Option<PathBuf>,
    /// Formula, for least squares with the default covariance
    #[arg(long)]
    pub formula: Option<String>,
    /// Instead of a spec, simulate the published table: every dynamic estimator on processes with known truth
    #[arg(long, conflicts_with_all = ["spec", "formula", "persistence", "nobs", "data", "level"])]
    pub table: bool,
    /// Your own data: CSV, Parquet, or a file as its publisher lays it out (`fxsens data layouts`); catalogued series
    /// stay available
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Histories to simulate
    #[arg(long, default_value_t = 1000, value_name = "N", value_parser = clap::value_parser!(u32).range(20..=1_000_000))]
    pub draws: u32,
    /// Largest root of the simulated process, in place of the estimated one
    #[arg(long, value_name = "ROOT")]
    pub persistence: Option<f64>,
    /// Observations of each history, in place of the spec's
    #[arg(long, value_name = "N")]
    pub nobs: Option<usize>,
    /// Confidence level of the intervals
    #[arg(long, default_value_t = 0.95, value_name = "LEVEL")]
    pub level: f64,
    /// Seed
    #[arg(long, default_value_t = 20_240_607, value_name = "N")]
    pub seed: u64,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Scenario {
    /// Id of a path of the study, e.g. doubling; without one, all paths are listed
    #[arg(conflicts_with_all = ["path", "valuation"])]
    pub id: Option<String>,
    /// Your own path: CSV with the columns period,deficit: months, quarters or years, JPY trillion a year; straight lines between
    #[arg(long, value_name = "FILE.csv", conflicts_with = "valuation")]
    pub path: Option<PathBuf>,
    /// Split the growth of the published deficit into exchange rate and volume
    #[arg(long, conflicts_with_all = ["specs", "level"])]
    pub valuation: bool,
    /// Spec of the study, e.g. --spec m1 --spec m2a [default: the study's scenario_specs]
    #[arg(long = "spec", value_name = "ID")]
    pub specs: Vec<String>,
    /// Name of a study that ships with the program, or a folder with a study.toml
    #[arg(long, default_value = fxsens_study::shipped::DEFAULT_STUDY)]
    pub study: String,
    /// Confidence level of the intervals and of the widest band of the fan [default: 0.95]
    #[arg(long, value_name = "LEVEL")]
    pub level: Option<f64>,
    /// Also write the results and the chart into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Claims {
    /// Claims file of your own [default: the embedded claims]
    #[arg(long, value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Only these claims, by id
    pub ids: Vec<String>,
    /// Write results, table and chart into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Skip the chart
    #[arg(long)]
    pub no_plots: bool,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Listing {
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// Id of a model, of a test or of a topic
    pub id: String,
}

#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    pub shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub struct Man {
    /// The command whose page is printed, e.g. fit or data fetch [default: the program's own page]
    #[arg(value_name = "COMMAND", conflicts_with = "out")]
    pub command: Vec<String>,
    /// Write every page into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}
