//! Arguments of `fxsens plot`.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand, ValueEnum};
use fxsens_core::period::Period;
use fxsens_report::{Size, Theme};

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Plot {
    #[command(subcommand)]
    pub command: Option<PlotCommand>,
    /// A file with charts (results.json of a run, curve.json, claims.json), or the JSON that fit, backtest, placebo, scenario,
    /// claims or data diff print
    #[arg(required = true, value_name = "RESULTS.json")]
    pub results: Option<PathBuf>,
    /// Only the chart of this id
    #[arg(long, value_name = "ID")]
    pub figure: Option<String>,
    #[command(flatten)]
    pub style: PlotStyle,
}

#[derive(Debug, Subcommand)]
pub enum PlotCommand {
    /// Draw series of the catalogue or of your own file, one panel per unit
    Series(PlotSeries),
}

/// How charts look and where they go.
#[derive(Debug, Args)]
pub struct PlotStyle {
    /// Folder to write to [default: figures, beside the results; for series, the folder one is in]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// File format
    #[arg(long, value_enum, default_value_t = PlotFormat::Png)]
    pub format: PlotFormat,
    /// Colours: greyscale tells series apart by strokes, markers and hatching
    #[arg(long, default_value = "light", value_parser = PossibleValuesParser::new(Theme::NAMES))]
    pub theme: String,
    /// Size: as the chart was made, 16:9, or a column 3.5 inches wide at 600 pixels per inch
    #[arg(long, value_enum, default_value_t = PlotSize::Screen)]
    pub size: PlotSize,
    /// Font file (TrueType, OpenType) for characters the built-in font lacks [default: a Japanese font of the system, looked for
    /// in its usual folders or in $FXSENS_FONTS]
    #[arg(long, value_name = "FILE")]
    pub font: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct PlotSeries {
    /// Series, e.g. usdjpy bop_goods_services
    #[arg(required = true, value_name = "SERIES")]
    pub ids: Vec<String>,
    /// How they are drawn; scatter takes two series, the first upright, correlogram one
    #[arg(long, value_enum, default_value_t = PlotKind::Line)]
    pub kind: PlotKind,
    /// First period
    #[arg(long, value_name = "PERIOD")]
    pub since: Option<Period>,
    /// Last period
    #[arg(long, value_name = "PERIOD")]
    pub until: Option<Period>,
    /// One panel per series, also for series of one unit
    #[arg(long, conflicts_with = "index")]
    pub panels: bool,
    /// All series in one panel, each divided by its first value in the window: first = 100
    #[arg(long)]
    pub index: bool,
    /// Your own data: CSV, Parquet, or a file as its publisher lays it out (`fxsens data layouts`); catalogued series
    /// stay available
    #[arg(long, value_name = "FILE")]
    pub data: Option<PathBuf>,
    /// Language of titles, units and axes
    #[arg(long, value_enum, default_value_t = Language::En)]
    pub lang: Language,
    #[command(flatten)]
    pub style: PlotStyle,
}

/// File formats of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlotFormat {
    Png,
    Svg,
}

/// Where a chart is going to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlotSize {
    Screen,
    Slide,
    Journal,
}

/// Kinds of charts of series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PlotKind {
    Line,
    Bars,
    /// Bars on each other, with their sum as a line
    Stacked,
    Scatter,
    Correlogram,
}

/// Languages of labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    En,
    Ja,
}

impl From<PlotSize> for Size {
    fn from(size: PlotSize) -> Self {
        match size {
            PlotSize::Screen => Self::Screen,
            PlotSize::Slide => Self::Slide,
            PlotSize::Journal => Self::Journal,
        }
    }
}
