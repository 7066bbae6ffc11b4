//! Charts of what other commands print as JSON.

use fxsens_core::figure::{Figure, Role};
use fxsens_core::period::Period;
use fxsens_regression::forecast::backtest::BacktestReport;
use fxsens_report::charts::{self, Caption, CoefficientRow, Racer, coefficient_plot, race};
use fxsens_study::claims::ClaimResult;
use fxsens_study::scenario::result::ScenarioResult;
use fxsens_study::stand_ins::{Finding, StandIn};
use serde::Deserialize;
use serde_json::Value;

use super::saved::File;
use crate::failure::Failure;

/// Most models in one race.
const RACERS: usize = 5;

/// The charts that the numbers of a record allow; none for a record that is not known.
pub fn figures(schema: &str, value: Value, file: &File<'_>) -> Result<Vec<Figure>, Failure> {
    let get = |key: &str| value.get(key).cloned().unwrap_or_default();
    match schema.split('/').next().unwrap_or_default() {
        "fxsens.backtest" => {
            let report: BacktestReport = file.parse(get("report"), "a saved backtest")?;
            races(get("formula").as_str().unwrap_or_default(), &report)
        }
        "fxsens.placebo" => stand_ins(&file.parse(value, "a saved placebo")?).map(|figure| vec![figure]),
        "fxsens.claims" => {
            let claims: Vec<ClaimResult> = file.parse(get("claims"), "a file of claims")?;
            Ok(vec![fxsens_study::figures::claims(&claims)])
        }
        "fxsens.scenario" => {
            let result: ScenarioResult = file.parse(value, "a saved scenario")?;
            Ok(fxsens_study::figures::scenario(&result).into_iter().collect())
        }
        "fxsens.curve" => Err(file.bad(
            "holds shares and medians of a specification curve, but not its estimates: draw curve.json of `fxsens curve --out`",
        )),
        _ if value.get("before").is_some() && value.get("after").is_some() && value.get("series").is_some() => {
            let reports: Vec<Changes> = file.parse(get("series"), "what `data diff` prints")?;
            Ok(reports.iter().filter(|report| report.common > 0).map(revisions).collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// One race per horizon.
fn races(formula: &str, report: &BacktestReport) -> Result<Vec<Figure>, Failure> {
    let mut horizons: Vec<u16> = report.rows.iter().map(|row| row.horizon).collect();
    horizons.sort_unstable();
    horizons.dedup();
    let mut figures = Vec::new();
    for horizon in horizons {
        let rows = report.rows.iter().filter(|row| row.horizon == horizon && !row.forecasts.is_empty());
        let racers: Vec<Racer> = rows
            .take(RACERS)
            .map(|row| Racer {
                label: format!("{}, {}", row.regressors.label(), row.scheme.label()),
                periods: row.forecasts.iter().map(|one| one.target).collect(),
                errors: row.forecasts.iter().map(|one| one.actual - one.forecast).collect(),
                benchmark: row.forecasts.iter().map(|one| one.actual - one.benchmark).collect(),
            })
            .collect();
        if racers.is_empty() {
            continue;
        }
        let benchmark = report.benchmark.label();
        let ahead = if horizon == 1 { "one period ahead".into() } else { format!("{horizon} periods ahead") };
        let caption = Caption::new(
            format!("race-{horizon}"),
            format!("Against the {benchmark}, {ahead}"),
            formula.to_owned(),
        )
        .with_note(
            "A rising line: the regression was more accurate than the benchmark in that period. Above zero at the end: on the whole. \
             Forecasts by period forecast, data as known today.",
        );
        figures.push(race(&caption, "units of the outcome", benchmark, &racers)?);
    }
    Ok(figures)
}

/// What `fxsens placebo` prints.
#[derive(Debug, Deserialize)]
struct Placebo {
    formula: String,
    term: String,
    outcome: String,
    shock: String,
    own: Finding,
    other_outcomes: Vec<StandIn>,
    moved_shock: Vec<StandIn>,
}

/// The t statistic of the regression's own term and those of its stand-ins.
fn stand_ins(placebo: &Placebo) -> Result<Figure, Failure> {
    let row = |label: String, finding: Option<&Finding>, group: &str, role| CoefficientRow {
        label,
        estimate: finding.and_then(|one| one.statistic).unwrap_or(f64::NAN),
        interval: (f64::NAN, f64::NAN),
        group: group.into(),
        role,
    };
    let mut rows =
        vec![row("as estimated".into(), Some(&placebo.own), "The regression itself", Role::Highlight)];
    let others = format!("Others in place of {}", placebo.outcome);
    let moved = format!("{} moved in time", placebo.shock);
    rows.extend(
        placebo
            .other_outcomes
            .iter()
            .map(|one| row(one.label.clone(), one.finding.as_ref(), &others, Role::Primary)),
    );
    rows.extend(placebo.moved_shock.iter().map(|one| {
        row(format!("{} periods", one.label.replace('-', "−")), one.finding.as_ref(), &moved, Role::Secondary)
    }));
    let own = placebo.own.statistic.unwrap_or(f64::NAN).abs();
    let reaching = rows[1..].iter().filter(|row| row.estimate.abs() >= own).count();
    let caption = Caption::new(
        "placebo",
        format!("{reaching} of {} stand-ins have a t statistic as large as the regression's own", rows.len() - 1),
        format!("t statistic of {} in {}", placebo.term, placebo.formula),
    )
    .with_note("Stand-ins are series for which the relation should not be there. Rows without a point could not be estimated.");
    Ok(coefficient_plot(&caption, "t statistic", &rows, None)?)
}

/// What `fxsens data diff` prints of one series.
#[derive(Debug, Deserialize)]
struct Changes {
    id: String,
    unit: String,
    vintages: [String; 2],
    common: usize,
    revised: Vec<Revision>,
    added: Vec<Value>,
}

#[derive(Debug, Deserialize)]
struct Revision {
    period: Period,
    before: Option<f64>,
    after: Option<f64>,
}

fn revisions(report: &Changes) -> Figure {
    let points = |of: &dyn Fn(&Revision) -> Option<f64>| -> (Vec<f64>, Vec<f64>) {
        report.revised.iter().filter_map(|r| Some((r.period.decimal_year(), of(r)?))).unzip()
    };
    charts::revisions(&charts::RevisionChart {
        id: &report.id,
        unit: &report.unit,
        vintages: [&report.vintages[0], &report.vintages[1]],
        before: points(&|r| r.before),
        after: points(&|r| r.after),
        change: points(&|r| r.before.zip(r.after).map(|(before, after)| after - before)),
        counts: [report.revised.len(), report.common, report.added.len()],
    })
}
