//! The engine's side of `benches/peers/engine.py`: its numbers on the data of a folder, or how long they take, as JSON.
//!
//! ```console
//! cargo run --release -p fxsens-regression --example engine_rows -- FOLDER numbers
//! cargo run --release -p fxsens-regression --example engine_rows -- FOLDER times ols-300
//! ```
//!
//! A file `NAME.f64` holds a matrix as little-endian numbers: rows, columns, then the entries column by column.

#![allow(clippy::print_stdout, reason = "the program's output")]
#![allow(clippy::disallowed_methods, reason = "it measures time")]

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use fxsens_core::fit::Fit;
use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use fxsens_regression::bootstrap::wild_hac::Residuals;
use fxsens_regression::bootstrap::{BlockGram, Resampling, WildHac, WildWeights};
use fxsens_regression::covariance::VcovParams;
use fxsens_regression::covariance::hac::Hac;
use fxsens_regression::covariance::kernel::Kernel;
use fxsens_regression::covariance::params::{Bandwidth, Reference};
use fxsens_regression::grid::{Choice, Estimate, Pool};
use fxsens_regression::models::local_projection::{Covariance, LocalProjectionParams};
use fxsens_regression::models::ols::OlsParams;
use fxsens_regression::unit_root::{AdfParams, adf};
use ndarray::{Array1, Array2, Axis, Slice};
use rayon::prelude::*;
use serde_json::{Map, Value, json};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Draws of the bootstraps whose rows or numbers both sides share.
const SHARED: u64 = 20;

/// A task that is timed, and what of its result is compared.
struct Row {
    id: &'static str,
    numbers: Value,
    work: Box<dyn Fn()>,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, mode, wanted @ ..] = arguments.as_slice() else {
        return Err("expected a folder, then `numbers` or `times`, then ids of rows if not all".into());
    };
    let mut answer = Map::new();
    for make in [ols_rows, projection_rows, bootstrap_rows, grid_rows, unit_root_rows] {
        for row in make(Path::new(folder))? {
            if wanted.is_empty() || wanted.iter().any(|id| id == row.id) {
                let value = if mode == "times" { times(&row.work) } else { row.numbers };
                answer.insert(row.id.into(), value);
            }
        }
    }
    println!("{}", Value::Object(answer));
    Ok(())
}

/// Shortest and median time of a call in seconds: three calls to warm up, then calls for two seconds, at least five.
fn times(work: &dyn Fn()) -> Value {
    let one = || {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let (mut all, mut total): (Vec<Duration>, Duration) = (Vec::new(), Duration::ZERO);
    (0..3).for_each(|_| work());
    while total < Duration::from_secs(2) || all.len() < 5 {
        let time = one();
        total += time;
        all.push(time);
    }
    all.sort_unstable();
    json!({ "shortest": all[0].as_secs_f64(), "median": all[all.len() / 2].as_secs_f64(), "calls": all.len() })
}

fn matrix(folder: &Path, name: &str) -> Outcome<Array2<f64>> {
    let bytes = std::fs::read(folder.join(format!("{name}.f64")))?;
    let numbers: Vec<f64> = bytes.as_chunks::<8>().0.iter().map(|chunk| f64::from_le_bytes(*chunk)).collect();
    let [rows, columns, entries @ ..] = numbers.as_slice() else {
        return Err("a matrix without a size".into());
    };
    let shape = (*columns as usize, *rows as usize);
    Ok(Array2::from_shape_vec(shape, entries.to_vec())?.reversed_axes())
}

/// Outcome in the first column, regressors in the others; a constant is added.
fn sample(folder: &Path, name: &str) -> Outcome<Sample> {
    let values = matrix(folder, name)?;
    let column = |(j, values): (usize, ndarray::ArrayView1<'_, f64>)| Column {
        name: if j == 0 { "y".into() } else { format!("x{j}") },
        unit: Unit::Unknown,
        values: values.to_owned(),
    };
    let mut columns: Vec<Column> = values.columns().into_iter().enumerate().map(column).collect();
    let outcome = columns.remove(0);
    let periods = (0..values.nrows() as i32).map(Period::observation).collect();
    Ok(Sample::new(outcome, &columns, Intercept::Included, periods)?)
}

/// The same as outcome, design with the constant first, names.
fn regression(folder: &Path, name: &str) -> Outcome<(Array1<f64>, Array2<f64>, Vec<String>)> {
    let sample = sample(folder, name)?;
    Ok((sample.y().to_owned(), sample.x().clone(), sample.x_names()))
}

fn statistics(fit: &Fit) -> Value {
    let inferences = fit.inference(0.95);
    let of = |get: fn(&fxsens_core::inference::Inference) -> Option<f64>| {
        inferences.iter().map(get).collect::<Vec<Option<f64>>>()
    };
    let glance = &fit.glance;
    let tests: Map<String, Value> =
        fit.tests.iter().map(|test| (test.id.clone(), json!([test.statistic, test.p_value]))).collect();
    json!({
        "estimates": of(|each| Some(each.estimate)),
        "std_errors": of(|each| each.std_error),
        "p_values": of(|each| each.p_value),
        "conf_low": of(|each| each.conf_low),
        "conf_high": of(|each| each.conf_high),
        "glance": [
            glance.r_squared, glance.adj_r_squared, glance.sigma, glance.log_likelihood, glance.aic, glance.bic,
        ],
        "tests": tests,
    })
}

fn ols_rows(folder: &Path) -> Outcome<Vec<Row>> {
    let vcov = VcovParams {
        bandwidth: Bandwidth::Fixed(12.0),
        distribution: Reference::Normal,
        ..VcovParams::default()
    };
    let mut rows = Vec::new();
    for (data, plain, tested) in [
        ("ols-300", "ols-300", "ols-300-tests"),
        ("ols-10000", "ols-10000", "ols-10000-tests"),
        ("ols-200000", "ols-200000", "ols-200000-tests"),
    ] {
        for (id, breusch_godfrey_lags) in [(plain, 0), (tested, 12)] {
            let ols = OlsParams { breusch_godfrey_lags, vcov, ..OlsParams::default() }.check()?;
            let sample = sample(folder, data)?;
            let numbers = statistics(&ols.fit(&sample)?);
            let work = move || {
                black_box(ols.fit(black_box(&sample)).map(|fit| fit.inference(0.95)).ok());
            };
            rows.push(Row { id, numbers, work: Box::new(work) });
        }
    }
    Ok(rows)
}

fn projection_rows(folder: &Path) -> Outcome<Vec<Row>> {
    let row = |(id, draws): (&'static str, u32)| -> Outcome<Row> {
        let sample = sample(folder, "projection")?;
        let params = LocalProjectionParams {
            horizons: 24,
            lags: 4,
            lag_augmented: false,
            bias_correction: false,
            covariance: Covariance::Hac,
            draws,
            ..LocalProjectionParams::default()
        };
        let model = params.check()?;
        let fit = model.fit(&sample)?;
        let inferences = fit.inference(0.95);
        let critical = fit.tests[0].critical_values.iter().filter(|value| value.law == "sup-t");
        let numbers = json!({
            "estimates": inferences.iter().map(|each| each.estimate).collect::<Vec<f64>>(),
            "std_errors": inferences.iter().map(|each| each.std_error).collect::<Vec<Option<f64>>>(),
            "critical": critical.map(|value| (value.size, value.value)).collect::<Vec<(f64, f64)>>(),
        });
        let work = move || {
            black_box(model.fit(black_box(&sample)).map(|fit| fit.inference(0.95)).ok());
        };
        Ok(Row { id, numbers, work: Box::new(work) })
    };
    // As few draws as a band may have, and ten thousand.
    [("projection", 100), ("projection-band", 10_000)].into_iter().map(row).collect()
}

fn bootstrap_rows(folder: &Path) -> Outcome<Vec<Row>> {
    let (y, x, names) = regression(folder, "wild")?;
    let request = WildHac {
        column: 1,
        null: 0.0,
        hac: Hac { kernel: Kernel::Bartlett, bandwidth: 12.0 },
        weights: WildWeights::Rademacher,
        residuals: Residuals::Restricted,
        draws: 999,
        seed: 1,
    };
    let test = request.test(x.view(), y.view(), &names)?;
    let weights: Vec<_> = (0..SHARED).map(|d| request.weights.draw(y.len(), request.seed, d)).collect();
    let numbers = json!({
        "statistic": test.statistic,
        "p_value": test.p_value,
        "weights": weights,
        "draws": test.draws[..SHARED as usize],
    });
    let work = move || {
        black_box(black_box(&request).test(x.view(), y.view(), &names).ok());
    };
    let wild = Row { id: "wild", numbers, work: Box::new(work) };

    let (y, x, names) = regression(folder, "blocks")?;
    let scheme = Resampling::MovingBlock { length: 12 };
    let draws = BlockGram::new(x.view(), y.view(), &names, scheme)?.refit(20_000, 1)?;
    let rows: Vec<_> = (0..SHARED).map(|d| scheme.draw(y.len(), 1, d)).collect();
    let first = draws.values.slice_axis(Axis(0), Slice::from(..SHARED as usize));
    let numbers = json!({
        "rows": rows,
        "draws": first.rows().into_iter().map(|row| row.to_vec()).collect::<Vec<_>>(),
    });
    let work = move || {
        let refit = BlockGram::new(x.view(), y.view(), &names, scheme).and_then(|gram| gram.refit(20_000, 1));
        black_box(refit.ok());
    };
    Ok(vec![wild, Row { id: "blocks", numbers, work: Box::new(work) }])
}

/// Positions in the pool: outcome, shock, then the other regressors.
fn choices(folder: &Path, name: &str) -> Outcome<Vec<Choice>> {
    let positions = matrix(folder, name)?.mapv(|value| value as usize);
    let choice = |row: ndarray::ArrayView1<'_, usize>| Choice {
        outcome: row[0],
        regressors: row.iter().skip(1).copied().collect(),
    };
    Ok(positions.rows().into_iter().map(choice).collect())
}

fn pairs<'a>(estimates: impl IntoIterator<Item = &'a Estimate>) -> Vec<(f64, f64)> {
    estimates.into_iter().map(|each| (each.estimate, each.std_error)).collect()
}

fn grid_rows(folder: &Path) -> Outcome<Vec<Row>> {
    let (long, few) = (matrix(folder, "pool-320")?, choices(folder, "choices-1024")?);
    let (short, many) = (matrix(folder, "pool-150")?, choices(folder, "choices-100000")?);
    let mut rows = Vec::new();

    let full = Pool::new(long.view())?.estimates(&few, 6).into_iter().collect::<Result<Vec<_>, _>>()?;
    let numbers = json!(
        full.iter().map(|each| (each.estimates[0], each.covariance[[0, 0]].sqrt())).collect::<Vec<_>>()
    );
    let (columns, curve) = (long.clone(), few.clone());
    let work = move || {
        black_box(Pool::new(columns.view()).map(|pool| pool.estimates(black_box(&curve), 6)).ok());
    };
    rows.push(Row { id: "curve", numbers, work: Box::new(work) });

    let compared = &many[..1_000];
    let shocks = Pool::new(short.view())?.shocks(compared, 4).into_iter().collect::<Result<Vec<_>, _>>()?;
    let (columns, curve) = (short.clone(), many.clone());
    let work = move || {
        black_box(Pool::new(columns.view()).map(|pool| pool.shocks(black_box(&curve), 4)).ok());
    };
    rows.push(Row { id: "grid-shock", numbers: json!(pairs(&shocks)), work: Box::new(work) });

    let full = Pool::new(short.view())?.estimates(compared, 4).into_iter().collect::<Result<Vec<_>, _>>()?;
    let one = |each: &fxsens_regression::grid::FullEstimate| {
        (each.estimates.to_vec(), each.covariance.diag().mapv(f64::sqrt).to_vec())
    };
    let numbers = json!(full.iter().map(one).collect::<Vec<_>>());
    let work = move || {
        black_box(Pool::new(short.view()).map(|pool| pool.estimates(black_box(&many), 4)).ok());
    };
    rows.push(Row { id: "grid-full", numbers, work: Box::new(work) });

    let scheme = Resampling::MovingBlock { length: 8 };
    let draw = move |pool: &Pool, choices: &[Choice], task: u64| {
        let rows = scheme.draw(pool.nobs(), 5, task);
        pool.resampled(&rows).map(|pool| pool.shocks(choices, 6))
    };
    let first = draw(&Pool::new(long.view())?, &few, 0)?.into_iter().collect::<Result<Vec<_>, _>>()?;
    let numbers = json!({ "rows": scheme.draw(long.nrows(), 5, 0), "draw": pairs(&first) });
    let work = move || {
        let Ok(pool) = Pool::new(long.view()) else { return };
        let all: Vec<_> = (0..500u64).into_par_iter().map(|task| draw(&pool, &few, task)).collect();
        black_box(all);
    };
    rows.push(Row { id: "curve-blocks", numbers, work: Box::new(work) });
    Ok(rows)
}

fn unit_root_rows(folder: &Path) -> Outcome<Vec<Row>> {
    let y = matrix(folder, "walk")?.column(0).to_owned();
    let params = AdfParams::default();
    let test = adf(y.view(), &params)?;
    let numbers = json!({
        "statistic": test.statistic,
        "p_value": test.p_value.value,
        "lags": test.regression.lags,
        "nobs": test.regression.nobs,
        "critical": test.critical_values.iter().map(|(_, value)| *value).collect::<Vec<f64>>(),
    });
    let work = move || {
        black_box(adf(black_box(y.view()), &params).ok());
    };
    Ok(vec![Row { id: "adf", numbers, work: Box::new(work) }])
}
