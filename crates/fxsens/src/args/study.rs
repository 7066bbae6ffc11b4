//! Arguments of the commands that write studies and packages of them.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Debug, Subcommand)]
pub enum NewCommand {
    /// Write a commented study folder for another currency or flow; `fxsens reproduce` runs it at once
    Study(NewStudy),
}

#[derive(Debug, Args)]
pub struct NewStudy {
    /// Folder to write; its last part names the study
    pub folder: PathBuf,
    /// Exchange rate: a monthly series of the catalogue
    #[arg(long, value_name = "ID", default_value = "usdjpy")]
    pub outcome: String,
    /// Flow of money that is shocked: a monthly flow, or a sum over twelve months; without it the gap is shocked
    #[arg(long, value_name = "ID")]
    pub flow: Option<String>,
    /// Yield gap: a series or an expression such as "us_10y - ez_10y"
    #[arg(long, value_name = "ID")]
    pub gap: Option<String>,
}

#[derive(Debug, Args)]
pub struct Package {
    /// Name of a study that ships with the program, or a folder with a study.toml
    #[arg(default_value = fxsens_study::shipped::DEFAULT_STUDY)]
    pub study: String,
    /// Folder to write; it must not exist
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}
