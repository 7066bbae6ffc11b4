//! `fxsens backtest`.

use fxsens_core::expr::{Evaluator, Formula, Window};
use fxsens_core::fit::Note;
use fxsens_core::model::ParamError;
use fxsens_core::run::EstimateError;
use fxsens_core::spec::merge;
use fxsens_core::table::{Cell, Column, Table};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_regression::forecast::backtest::{
    BacktestError, BacktestOptions, BacktestReport, BacktestRow, backtest,
};
use serde_json::json;

use crate::args::Backtest;
use crate::config::Context;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::output;
use crate::request::{Loaded, formula_spec, parse_setting, read_spec};

/// Schema id of the JSON of a backtest.
const BACKTEST_SCHEMA: &str = "fxsens.backtest/1";

/// Size at which a race counts as won.
const SIZE: f64 = 0.05;

/// Races least squares on the formula of a spec against a random walk.
pub fn run(args: &Backtest, context: &Context) -> Result<Exit, Failure> {
    let spec = match (&args.spec, &args.formula) {
        (Some(path), _) => read_spec(path)?,
        (None, formula) => formula_spec(formula.as_deref().unwrap_or_default())?,
    };
    let options = options(&args.set)?;
    let formula = Formula::parse(&spec.formula)?;
    if formula.instruments.is_some() {
        return Err(Failure::new("a backtest estimates by least squares and takes no instruments")
            .hint("leave out the bar and what follows it"));
    }
    let loaded = Loaded::new(&formula, args.data.as_deref(), context)?;
    let window = Window { first: args.first.or(spec.sample.first), last: args.last.or(spec.sample.last) };
    let sample = Evaluator::new(&loaded.dataset)
        .sample(&formula, window)
        .map_err(|error| loaded.failure(EstimateError::Eval(error), &spec.formula))?;
    let mut report = backtest(&sample, &options).map_err(|error| match error {
        BacktestError::Param(error) => Failure::from(error),
        BacktestError::Fit(error) => Failure::from(error),
    })?;
    report.notes.splice(0..0, sample.notes().iter().map(Note::info).chain(loaded.notes()));
    if spec.model != "ols" {
        let text = format!("the backtest estimates by least squares, not by `{}`", spec.model);
        report.notes.insert(0, Note::info(text));
    }
    let json = json!({
        "schema": BACKTEST_SCHEMA, "formula": spec.formula, "nobs": sample.nobs(),
        "verdict": report.verdict(SIZE), "report": report,
    });
    output::print_table(&table(&spec.formula, &report), &json, args.format)?;
    Ok(Exit::Done)
}

/// The defaults with what `--set` changes.
fn options(settings: &[String]) -> Result<BacktestOptions, Failure> {
    let mut changes = toml::Table::new();
    for setting in settings {
        merge(&mut changes, &parse_setting(setting)?);
    }
    let read: Result<BacktestOptions, toml::de::Error> = toml::Value::Table(changes).try_into();
    read.map_err(|error| {
        Failure::from(ParamError::Unreadable {
            model: "backtest".into(),
            message: error.message().trim().to_owned(),
            known: BacktestOptions::DOCS.iter().map(|doc| doc.name.to_owned()).collect(),
        })
    })
}

fn table(formula: &str, report: &BacktestReport) -> Table {
    let mut notes = vec![
        report.verdict(SIZE),
        "Ratio: root mean squared error over that of the benchmark; below one the regression is more accurate. Hits: forecasts on \
         the right side of the benchmark. `fxsens explain backtest` says how forecasts are made."
            .to_owned(),
    ];
    notes.extend(report.notes.iter().map(|note| note.text.clone()));
    Table {
        id: "backtest".into(),
        title: format!("{formula} against the {}", report.benchmark.label()),
        columns: vec![
            Column::text("regressors"),
            Column::text("scheme"),
            Column::number("h", ""),
            Column::number("forecasts", ""),
            Column::number("RMSE", ""),
            Column::number("ratio", ""),
            Column::number("hits", "%"),
            Column::number("DM p", ""),
            Column::number("CW p", ""),
            Column::number("MZ p", ""),
        ],
        rows: report.rows.iter().map(row).collect(),
        notes,
    }
}

fn row(row: &BacktestRow) -> Vec<Cell> {
    let p = |test: &Option<TestOutcome>| {
        test.as_ref().and_then(|test| test.p_value).map_or(Cell::Empty, |p| Cell::number(p, 3))
    };
    vec![
        Cell::text(row.regressors.label()),
        Cell::text(row.scheme.label()),
        Cell::number(f64::from(row.horizon), 0),
        Cell::number(row.forecasts.len() as f64, 0),
        Cell::number(row.rmse, 4),
        Cell::number(row.rmse_ratio, 3),
        Cell::number(100.0 * row.hit_rate, 0),
        p(&row.diebold_mariano),
        p(&row.clark_west),
        p(&row.mincer_zarnowitz),
    ]
}
