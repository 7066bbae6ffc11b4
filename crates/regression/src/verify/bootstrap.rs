//! Bootstrap and multiple testing against arch, R, statsmodels and numpy.

use std::collections::BTreeMap;

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, Axis};

use crate::bootstrap::intervals::{Draws, Interval, QuantileRule, acceleration};
use crate::bootstrap::sieve::{Order, Sieve};
use crate::bootstrap::wild_hac::{Residuals, WildHac, WildTest};
use crate::bootstrap::{WildWeights, block_length};
use crate::covariance::hac::Hac;
use crate::covariance::kernel::Kernel;
use crate::multiple_testing::{Adjustment, adjust, romano_wolf};
use crate::verify::check::{Check, Quantity};
use crate::verify::table::{References, columns};

const ARCH: &str = "arch 8.0.0";
const R: &str = "R 4.2.2";
const BOOT: &str = "R boot 1.3.28.1";
const NUMPY: &str = "numpy 2.4.6, by definition";
const STATSMODELS: &str = "statsmodels 0.15.0";

const SERIES: &str = include_str!("../../../../tests/reference/bootstrap/series.csv");
const DRAWS: &str = include_str!("../../../../tests/reference/bootstrap/draws.csv");
const JACKKNIFE: &str = include_str!("../../../../tests/reference/bootstrap/jackknife.csv");
const P_VALUES: &str = include_str!("../../../../tests/reference/bootstrap/p_values.csv");
const STEP_DOWN: &str = include_str!("../../../../tests/reference/bootstrap/statistics.csv");
const WILD: &str = include_str!("../../../../tests/reference/bootstrap/wild.csv");
const SIGNS: &str = include_str!("../../../../tests/reference/bootstrap/weights.txt");
const VALUES: &str = include_str!("../../../../tests/reference/bootstrap/values.csv");
const VALUES_R: &str = include_str!("../../../../tests/reference/bootstrap/values_r.csv");

const NORMAL_QUANTILES: &str = "normal quantiles are good to ten digits; the interpolation uses them";

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (python, r) = (References::parse(VALUES), References::parse(VALUES_R));
    let mut checks = lengths(&python);
    checks.extend(sieves(&r));
    checks.extend(intervals(&python, &r));
    checks.extend(adjustments(&python, &r));
    checks.push(step_down(&python));
    checks.extend(wild(&python));
    checks
}

type Pairs = Vec<(f64, Option<f64>)>;

/// An interval at a level.
type Ends<'a> = dyn Fn(f64) -> Result<Interval, FitError> + 'a;

fn series(name: &str) -> Vec<f64> {
    columns(SERIES).remove(name).unwrap_or_default()
}

const NAMES: [&str; 6] = ["white", "ar3", "ar8", "ma", "walk", "trend"];

fn lengths(values: &References) -> Vec<Check> {
    let one = |name: &str| {
        let series = series(name);
        let mut pairs = Pairs::new();
        for (quantity, part) in
            [("block_length", &series[..]), ("block_length_60", series.get(..60).unwrap_or(&[]))]
        {
            let length = block_length::optimal(part);
            let of = |f: fn(block_length::BlockLength) -> f64| length.as_ref().map_or(f64::NAN, |l| f(*l));
            pairs.push((of(|l| l.stationary), values.get(name, quantity, "stationary")));
            pairs.push((of(|l| l.circular), values.get(name, quantity, "circular")));
        }
        Check::new("block length, politis-white", name, Quantity::Estimates, ARCH, 1e-10, pairs)
    };
    NAMES.map(one).into()
}

fn sieves(values: &References) -> Vec<Check> {
    let one = |name: &str| {
        let series = series(name);
        let mut pairs = Pairs::new();
        for (order, quantity) in [(Order::Aic, "sieve"), (Order::Fixed(4), "sieve_4")] {
            let coefficients = Sieve::fit(&series, order).map(|s| s.coefficients).unwrap_or_default();
            if order == Order::Aic {
                pairs.push((coefficients.len() as f64, values.get(name, "sieve_order", "")));
            }
            for (j, value) in coefficients.iter().enumerate() {
                pairs.push((*value, values.get(name, quantity, &(j + 1).to_string())));
            }
        }
        Check::new("autoregressive sieve", name, Quantity::Estimates, R, 1e-9, pairs)
    };
    NAMES.map(one).into()
}

fn intervals(python: &References, r: &References) -> Vec<Check> {
    let mut table = columns(DRAWS);
    let (values, variances) =
        (table.remove("value").unwrap_or_default(), table.remove("variance").unwrap_or_default());
    let jackknife = columns(JACKKNIFE).remove("value").unwrap_or_default();
    let get = |quantity| python.get("draws", quantity, "").unwrap_or(f64::NAN);
    let (estimate, error) = (get("estimate"), get("variance").sqrt());
    let studentised: Vec<f64> =
        values.iter().zip(&variances).map(|(value, variance)| (value - estimate) / variance.sqrt()).collect();
    let a = acceleration(&jackknife).unwrap_or(f64::NAN);
    let kinds: [(&str, &str, &Ends<'_>); 4] = [
        ("percentile", "percent", &|level| normal_scale(&values)?.percentile(level)),
        ("basic", "basic", &|level| normal_scale(&values)?.basic(estimate, level)),
        ("bca", "bca", &|level| normal_scale(&values)?.bca(estimate, a, level)),
        ("percentile-t", "student", &|level| {
            normal_scale(&studentised)?.percentile_t(estimate, error, level)
        }),
    ];
    let mut checks: Vec<Check> = kinds
        .iter()
        .map(|(name, quantity, interval)| {
            let pairs = ends(*interval, |end, level| r.get("boot", quantity, &format!("{end} {level}")));
            let method = format!("interval, {name}");
            Check::new(&method, "999 draws", Quantity::Intervals, BOOT, 1e-8, pairs).because(NORMAL_QUANTILES)
        })
        .collect();
    let linear = |level| Draws::new(&values, QuantileRule::Linear)?.percentile(level);
    let pairs = ends(&linear, |end, level| python.get("linear", "percentile", &format!("{end} {level}")));
    checks.push(Check::new(
        "interval, percentile linear",
        "999 draws",
        Quantity::Intervals,
        NUMPY,
        1e-10,
        pairs,
    ));
    let pairs = [(a, r.get("boot", "acceleration", ""))];
    checks.push(Check::new("bca acceleration", "jackknife of 40", Quantity::Estimates, R, 1e-10, pairs));
    checks
}

fn normal_scale(values: &[f64]) -> Result<Draws, FitError> {
    Draws::new(values, QuantileRule::NormalScale)
}

fn ends(interval: &Ends<'_>, expected: impl Fn(&str, f64) -> Option<f64>) -> Pairs {
    let mut pairs = Pairs::new();
    for level in [0.9, 0.95, 0.99] {
        let found = interval(level).unwrap_or(Interval { low: f64::NAN, high: f64::NAN });
        pairs.push((found.low, expected("low", level)));
        pairs.push((found.high, expected("high", level)));
    }
    pairs
}

fn adjustments(python: &References, r: &References) -> Vec<Check> {
    let p = columns(P_VALUES).remove("p").unwrap_or_default();
    let kinds = [Adjustment::Holm, Adjustment::BenjaminiHochberg, Adjustment::BenjaminiYekutieli];
    let mut checks = Vec::new();
    for kind in kinds {
        for (case, values, reference) in [("r", r, R), ("statsmodels", python, STATSMODELS)] {
            let adjusted = adjust(&p, kind).unwrap_or_default();
            let pair = |(i, value): (usize, &f64)| (*value, values.get(case, kind.name(), &i.to_string()));
            let pairs: Pairs = adjusted.iter().enumerate().map(pair).collect();
            checks.push(Check::new(
                kind.name(),
                "16 p-values, ties",
                Quantity::PValues,
                reference,
                1e-12,
                pairs,
            ));
        }
    }
    checks
}

fn step_down(values: &References) -> Check {
    let table = matrix(&columns(STEP_DOWN), "t", 7);
    let (first, rest) = table.view().split_at(Axis(0), 1.min(table.nrows()));
    let adjusted = first.rows().into_iter().next().and_then(|statistics| romano_wolf(statistics, rest).ok());
    let adjusted = adjusted.map(|step| step.adjusted).unwrap_or_default();
    let pair = |(i, value): (usize, &f64)| (*value, values.get("romano-wolf", "p_value", &i.to_string()));
    let pairs: Pairs = adjusted.iter().enumerate().map(pair).collect();
    Check::new("romano-wolf", "7 hypotheses, 199 draws", Quantity::PValues, NUMPY, 1e-12, pairs)
}

/// The wild bootstrap on the exported signs, which are those of this program's streams.
fn wild(values: &References) -> Vec<Check> {
    let signs = SIGNS.lines().enumerate().flat_map(|(draw, line)| {
        let weights = WildWeights::Rademacher.draw(line.len(), SEED, draw as u64);
        let expected = line.chars().map(|sign| Some(if sign == '+' { 1.0 } else { -1.0 }));
        weights.into_iter().zip(expected).collect::<Pairs>()
    });
    let own = "tests/reference/bootstrap/weights.txt";
    let mut checks =
        vec![Check::new("rademacher weights", "99 draws of 80", Quantity::Estimates, own, 0.0, signs)];
    for (case, residuals) in
        [("wild-restricted", Residuals::Restricted), ("wild-unrestricted", Residuals::Unrestricted)]
    {
        let test = wild_test(residuals).ok();
        let of = |f: fn(&WildTest) -> f64| test.as_ref().map_or(f64::NAN, f);
        let mut pairs = vec![(of(|t| t.statistic), values.get("wild", "statistic", ""))];
        for (i, draw) in test.iter().flat_map(|test| test.draws.iter().enumerate()) {
            pairs.push((*draw, values.get(case, "draw", &i.to_string())));
        }
        let check = |quantity, allowed, pairs: Pairs| {
            Check::new(case, "newey-west(5) t", quantity, NUMPY, allowed, pairs)
        };
        checks.push(check(Quantity::Statistics, 1e-9, pairs));
        let pairs = vec![(of(|t| t.std_error), values.get("wild", "std_error", ""))];
        checks.push(check(Quantity::StandardErrors, 1e-10, pairs));
        let pairs = vec![(of(|t| t.p_value), values.get(case, "p_value", ""))];
        checks.push(check(Quantity::PValues, 1e-12, pairs));
    }
    checks
}

/// Seed of the exported signs.
const SEED: u64 = 20_151_231;

fn wild_test(residuals: Residuals) -> Result<WildTest, FitError> {
    let table = columns(WILD);
    let x = matrix(&table, "x", 4);
    let y = Array1::from(table.get("y").cloned().unwrap_or_default());
    let names: Vec<String> = (0..4).map(|j| format!("x{j}")).collect();
    let hac = Hac { kernel: Kernel::Bartlett, bandwidth: 5.0 };
    let weights = WildWeights::Rademacher;
    let request = WildHac { column: 1, null: 0.2, hac, weights, residuals, draws: 99, seed: SEED };
    request.test(x.view(), y.view(), &names)
}

/// Columns `prefix0`, `prefix1`, … as a matrix.
fn matrix(table: &BTreeMap<String, Vec<f64>>, prefix: &str, count: usize) -> Array2<f64> {
    let rows = table.values().next().map_or(0, Vec::len);
    let at = |(t, j): (usize, usize)| {
        table.get(&format!("{prefix}{j}")).and_then(|column| column.get(t)).copied().unwrap_or(f64::NAN)
    };
    Array2::from_shape_fn((rows, count), at)
}
