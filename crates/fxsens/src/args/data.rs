//! The commands below `fxsens data` as data.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use fxsens_core::period::{Frequency, Period};

use super::{Format, Listing};

#[derive(Debug, Subcommand)]
pub enum DataCommand {
    /// List the series
    List(DataList),
    /// Print one series with its source
    Show(DataShow),
    /// Fetch figures from an official service into the store; no other command uses the network
    #[cfg(feature = "net")]
    Fetch(DataFetch),
    /// Put files into the store, as received, with the day from which their figures count as known
    Import(DataImport),
    /// List the states of a series: the table's and those of the store
    Vintages(DataVintages),
    /// Compare the figures of two days: what was revised, added, withdrawn
    Diff(DataDiff),
    /// Hash every stored file again and follow the store's log
    Verify(Listing),
    /// Run every check on the data
    Check(Listing),
    /// Write series to a CSV or Parquet file
    Export(DataExport),
    /// Read a file of a statistical office, a central bank or your own, and say what is in it
    Read(DataRead),
    /// List the layouts that can be read
    Layouts(Listing),
}

#[derive(Debug, Args)]
pub struct DataList {
    /// Only series whose id or title contains this
    pub search: Option<String>,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Rules of conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rule {
    /// Add flows
    Sum,
    /// Average
    Mean,
    /// Take the last
    Last,
}

#[derive(Debug, Args)]
pub struct DataShow {
    /// Id of the series
    pub id: String,
    /// Convert to a lower frequency: Q, A (calendar year), FY (fiscal year), H, FH, M
    #[arg(long, value_name = "FREQ")]
    pub freq: Option<Frequency>,
    /// How values of a period become one [default: the series' own rule]
    #[arg(long, value_enum, value_name = "RULE", requires = "freq")]
    pub rule: Option<Rule>,
    /// First period
    #[arg(long, value_name = "PERIOD")]
    pub first: Option<Period>,
    /// Last period
    #[arg(long, value_name = "PERIOD")]
    pub last: Option<Period>,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct DataExport {
    /// Ids of the series, derived ones too [default: every catalogued series]
    pub ids: Vec<String>,
    /// File to write; .csv or .parquet
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

#[derive(Debug, Args)]
pub struct DataRead {
    /// File to read: CSV, JSON, XLSX or Parquet
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Layout of the file, one of `fxsens data layouts` [default: recognised by its content]
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,
    /// Write the series to this file, one row per observation; .csv or .parquet
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Format of the printed result
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[cfg(feature = "net")]
#[derive(Debug, Args)]
#[command(
    after_help = "Keys come from FXSENS_FRED_KEY and FXSENS_ESTAT_KEY, or from fxsens/keys.toml in your folder of settings."
)]
pub struct DataFetch {
    /// The service
    #[arg(value_enum)]
    pub service: FetchService,
    /// Codes, or names of sets, e.g. digital; without one, the sets of the service are listed
    pub ids: Vec<String>,
    /// First period, e.g. 2014-01
    #[arg(long, value_name = "PERIOD")]
    pub since: Option<Period>,
    /// Print the requests without keys and make none
    #[arg(long)]
    pub dry_run: bool,
    /// Largest answer that is taken, in MB
    #[arg(long, default_value_t = 64, value_name = "MB", value_parser = clap::value_parser!(u32).range(1..=4096))]
    pub limit: u32,
    /// Format of the printed list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Services figures can be fetched from.
#[cfg(feature = "net")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FetchService {
    /// Bank of Japan
    Boj,
    /// Ministry of Finance of Japan
    Mof,
    /// FRED, Federal Reserve Bank of St. Louis
    Fred,
    /// Vintages of FRED
    Alfred,
    /// European Central Bank
    Ecb,
    /// Bank for International Settlements
    Bis,
    /// Statistics of Japan
    Estat,
    /// World Bank
    Worldbank,
}

#[derive(Debug, Args)]
pub struct DataImport {
    /// Files in any layout that can be read
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Layout of the files, when it is not recognised
    #[arg(long, value_name = "NAME")]
    pub layout: Option<String>,
    /// Day from which the figures count as known [default: today]
    #[arg(long, value_name = "DAY")]
    pub vintage: Option<Period>,
    /// Id of a series, e.g. BPBP6JYNTS=bop_goods_services; codes of catalogued series are known
    #[arg(long = "id", value_name = "CODE=ID")]
    pub ids: Vec<String>,
    /// Format of the printed list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct DataVintages {
    /// Id of the series; without one, all series of the store
    pub id: Option<String>,
    /// Format of the printed list
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

#[derive(Debug, Args)]
pub struct DataDiff {
    /// The earlier day
    pub before: Period,
    /// The later day
    pub after: Period,
    /// Ids of the series [default: every series of the store]
    pub ids: Vec<String>,
    /// Also write the table and a chart of the revisions into this folder
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Format of the printed report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}
