//! Options of `fxsens table`.

use std::path::PathBuf;

use clap::Args;
use fxsens_report::tables::Stars;

use super::Format;

#[derive(Debug, Args)]
pub struct TableArgs {
    /// Specs (TOML, estimated now) and saved fits (JSON of `fxsens fit --format json` or results.json of `fxsens fit
    /// --out`), one column each
    #[arg(required = true, value_name = "SPEC.toml|FIT.json")]
    pub files: Vec<PathBuf>,
    /// Headings of the columns, separated by commas [default: the names of the files]
    #[arg(long, value_name = "NAME,…", value_delimiter = ',')]
    pub labels: Vec<String>,
    /// p-values below which an estimate gets one star, two stars, …; `none` for no stars. They follow the covariance
    /// that the notes name
    #[arg(long, default_value = "0.1,0.05,0.01", value_name = "P,…|none", value_parser = stars)]
    pub stars: Stars,
    /// Your own data for the specs: CSV, Parquet, or a file as its publisher lays it out
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Format of the printed result; csv has one row for each term and statistic, with all digits
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

fn stars(text: &str) -> Result<Stars, String> {
    if text == "none" {
        return Ok(Stars::none());
    }
    let levels: Result<Vec<f64>, _> = text.split(',').map(|level| level.trim().parse::<f64>()).collect();
    let levels = levels.map_err(|_| "expected `none` or p-values such as 0.1,0.05,0.01".to_owned())?;
    Stars::below(&levels).map_err(|error| error.to_string())
}
