//! Forecast tests against R and statsmodels, backtests against a loop in numpy.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array1, ArrayView1, Axis, Slice};

use crate::covariance::VcovParams;
use crate::covariance::params::{Bandwidth, Reference};
use crate::forecast::backtest::Benchmark;
use crate::forecast::{
    BacktestOptions, BacktestReport, Loss, Weights, backtest, clark_west, diebold_mariano, mincer_zarnowitz,
    pesaran_timmermann,
};
use crate::verify::check::{Check, Quantity};
use crate::verify::m1_sample;
use crate::verify::table::{References, columns};

const STATSMODELS: &str = "statsmodels 0.15.0";
const NUMPY: &str = "numpy 2.4.6, a loop over origins";
const R: &str = "R 4.2.2: forecast 8.20, sandwich 3.0-2, car 3.1-1";

const SERIES: &str = include_str!("../../../../tests/reference/forecast/series.csv");
const VALUES: &str = include_str!("../../../../tests/reference/forecast/values.csv");
const VALUES_R: &str = include_str!("../../../../tests/reference/forecast/values_r.csv");

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (ours, r) = (References::parse(VALUES), References::parse(VALUES_R));
    let mut checks = series_tests(STATSMODELS, &ours);
    checks.extend(series_tests(R, &r));
    for (name, sample, benchmark) in [
        ("levels", m1_sample(), Benchmark::LastValue),
        ("differences", m1_sample().and_then(|sample| differenced(&sample)), Benchmark::Zero),
    ] {
        for lag in [0, 2] {
            let options = BacktestOptions {
                horizons: vec![1, 3, 12],
                window: 36,
                publication_lag: lag,
                benchmark,
                ..BacktestOptions::default()
            };
            let report = sample.as_ref().ok().and_then(|sample| backtest(sample, &options).ok());
            checks.extend(backtests(
                report.as_ref(),
                &format!("{name}, publication lag {lag}"),
                name,
                lag,
                &ours,
            ));
        }
    }
    checks
}

type Named = (String, Result<TestOutcome, FitError>);

fn series_tests(reference: &str, values: &References) -> Vec<Check> {
    let table = columns(SERIES);
    let [y, m, b] = ["actual", "model", "benchmark"]
        .map(|name| Array1::from_vec(table.get(name).cloned().unwrap_or_default()));
    let (e, eb) = (&y - &m, &y - &b);
    let mut checks = Vec::new();
    let mut of = |method: &str, tests: Vec<Named>| {
        let get = |name: &str, term: &str| values.get("series", name, term);
        let known: Vec<&Named> = tests.iter().filter(|(name, _)| get(name, "statistic").is_some()).collect();
        if known.is_empty() {
            return;
        }
        let number = |outcome: &Result<TestOutcome, FitError>, of: fn(&TestOutcome) -> Option<f64>| {
            outcome.as_ref().ok().and_then(of).unwrap_or(f64::NAN)
        };
        let statistics =
            known.iter().map(|(name, o)| (number(o, |o| Some(o.statistic)), get(name, "statistic")));
        checks.push(Check::new(method, "simulated", Quantity::Statistics, reference, 1e-10, statistics));
        let p_values = known.iter().map(|(name, o)| (number(o, |o| o.p_value), get(name, "p_value")));
        checks.push(Check::new(method, "simulated", Quantity::PValues, reference, 1e-9, p_values));
    };
    let mut equal = Vec::new();
    for h in [1, 4] {
        for (loss, loss_name) in [(Loss::Squared, "squared"), (Loss::Absolute, "absolute")] {
            for (weights, name) in [(Weights::Bartlett, "bartlett"), (Weights::Equal, "equal")] {
                let outcome = diebold_mariano(e.view(), eb.view(), h, loss, weights);
                equal.push((format!("diebold-mariano-{h}-{loss_name}-{name}"), outcome));
            }
        }
    }
    of("diebold-mariano", equal);
    let nested = |h| (format!("clark-west-{h}"), clark_west(y.view(), m.view(), b.view(), h));
    of("clark-west", [1, 4].map(nested).to_vec());
    let unbiased = |h: u8| {
        let vcov = VcovParams {
            bandwidth: Bandwidth::Fixed(f64::from(h) - 1.0),
            distribution: Reference::T,
            ..VcovParams::default()
        };
        (format!("mincer-zarnowitz-{h}"), mincer_zarnowitz(y.view(), m.view(), vcov).map(|(o, _)| o))
    };
    of("mincer-zarnowitz", [1, 4].map(unbiased).to_vec());
    let direction = |name: &str, a: ArrayView1<'_, f64>, f: ArrayView1<'_, f64>| {
        (name.to_owned(), pesaran_timmermann(a, f))
    };
    of(
        "pesaran-timmermann",
        vec![
            direction("pesaran-timmermann", y.view(), m.view()),
            direction("pesaran-timmermann-from", (&y - &b).view(), (&m - &b).view()),
        ],
    );
    checks
}

/// Number of races in a report of the cases above.
const RACES: usize = 18;

fn backtests(
    report: Option<&BacktestReport>,
    label: &str,
    name: &str,
    lag: u16,
    values: &References,
) -> Vec<Check> {
    let rows = report.map_or(&[][..], |report| &report.rows);
    let (mut numbers, mut statistics, mut p_values) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        let case =
            format!("{name} {} {} h{} p{lag}", row.regressors.label(), row.scheme.label(), row.horizon);
        let mut number = |quantity: &str, value: f64| numbers.push((value, values.get(&case, quantity, "")));
        number("count", row.forecasts.len() as f64);
        number("mean_error", row.mean_error);
        number("rmse", row.rmse);
        number("mae", row.mae);
        number("benchmark_rmse", row.benchmark_rmse);
        number("benchmark_mae", row.benchmark_mae);
        number("hit_rate", row.hit_rate);
        number("last_forecast", row.forecasts.last().map_or(f64::NAN, |f| f.forecast));
        let tests = [
            ("diebold-mariano", &row.diebold_mariano),
            ("clark-west", &row.clark_west),
            ("mincer-zarnowitz", &row.mincer_zarnowitz),
            ("pesaran-timmermann", &row.pesaran_timmermann),
        ];
        for (test, outcome) in tests {
            let expected = |term: &str| values.get(&case, test, term);
            // A test made here and not there, or there and not here, fails.
            if outcome.is_some() || expected("statistic").is_some() {
                let of =
                    |f: fn(&TestOutcome) -> Option<f64>| outcome.as_ref().and_then(f).unwrap_or(f64::NAN);
                statistics.push((of(|o| Some(o.statistic)), expected("statistic")));
                p_values.push((of(|o| o.p_value), expected("p_value")));
            }
        }
    }
    if rows.len() != RACES {
        numbers.push((rows.len() as f64, Some(RACES as f64)));
    }
    let check = |what: &str, quantity, allowed, pairs: Vec<_>| {
        Check::new(&format!("backtest, {what}"), label, quantity, NUMPY, allowed, pairs)
    };
    vec![
        check("errors and ratios", Quantity::Estimates, 1e-9, numbers),
        check("tests", Quantity::Statistics, 1e-8, statistics),
        check("tests", Quantity::PValues, 1e-6, p_values),
    ]
}

/// First differences of a sample, named as a formula would.
fn differenced(sample: &Sample) -> Result<Sample, FitError> {
    let difference = |values: ArrayView1<'_, f64>| -> Array1<f64> {
        values.iter().zip(values.iter().skip(1)).map(|(a, b)| b - a).collect()
    };
    let column =
        |name: &str, unit, values| Column { name: format!("D({name})"), unit, values: difference(values) };
    let outcome = column(sample.outcome_name(), sample.outcome_unit().clone(), sample.y());
    let (names, units) = (sample.x_names(), sample.x_units());
    let slopes = sample.x().slice_axis(Axis(1), Slice::from(1..));
    let regressors: Vec<Column> = slopes
        .columns()
        .into_iter()
        .zip(names.iter().zip(units).skip(1))
        .map(|(values, (name, unit))| column(name, unit, values))
        .collect();
    let periods = sample.periods().get(1..).unwrap_or_default().to_vec();
    Sample::new(outcome, &regressors, Intercept::Included, periods)
        .map_err(|error| FitError::Degenerate { what: format!("embedded reference data: {error}") })
}
