//! Residual tests and design diagnostics against statsmodels and R.

use fxsens_core::fit::FitError;
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::unit::Unit;

use crate::diagnostics::{self as d, Portmanteau, WhiteTerms};
use crate::least_squares::{Solution, solve};
use crate::verify::check::{Check, Quantity};
use crate::verify::m1_sample;
use crate::verify::table::{References, columns};

const STATSMODELS: &str = "statsmodels 0.15.0";
const R: &str = "R 4.2.2: lmtest 0.9-40, car 3.1-1, tseries 0.10-53";

const DATA: &str = include_str!("../../../../tests/reference/diagnostics/data.csv");
const VALUES: &str = include_str!("../../../../tests/reference/diagnostics/values.csv");
const VALUES_R: &str = include_str!("../../../../tests/reference/diagnostics/values_r.csv");

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let sources = [(STATSMODELS, References::parse(VALUES)), (R, References::parse(VALUES_R))];
    let mut checks = Vec::new();
    for (case, sample) in [
        ("simulated", simulated(Intercept::Included)),
        ("no-constant", simulated(Intercept::Excluded)),
        ("yen", m1_sample()),
    ] {
        let regression = sample.and_then(|sample| {
            let solution = solve(sample.x().view(), sample.y(), &sample.x_names())?;
            Ok((sample, solution))
        });
        match regression {
            Ok((sample, solution)) => {
                for (reference, values) in &sources {
                    let against = Against { case, reference, values };
                    checks.extend(residual_tests(&sample, &solution, against));
                    checks.extend(design(&sample, &solution, against));
                }
            }
            Err(_) => checks.push(Check::new("least squares", case, Quantity::Statistics, R, 0.0, [])),
        }
    }
    checks
}

#[derive(Clone, Copy)]
struct Against<'a> {
    case: &'a str,
    reference: &'a str,
    values: &'a References,
}

impl Against<'_> {
    /// Statistics and p-values of tests by the name of their reference; those the reference does not have are left out.
    fn tests(&self, method: &str, outcomes: Vec<(String, Result<TestOutcome, FitError>)>) -> Vec<Check> {
        let get = |name: &str, term: &str| self.values.get(self.case, name, term);
        let known: Vec<_> =
            outcomes.into_iter().filter(|(name, _)| get(name, "statistic").is_some()).collect();
        if known.is_empty() {
            return Vec::new();
        }
        let value = |outcome: &Result<TestOutcome, FitError>, of: fn(&TestOutcome) -> Option<f64>| {
            outcome.as_ref().ok().and_then(of).unwrap_or(f64::NAN)
        };
        let statistics =
            known.iter().map(|(name, o)| (value(o, |o| Some(o.statistic)), get(name, "statistic")));
        let mut checks = vec![self.check(method, Quantity::Statistics, 1e-9, statistics.collect())];
        let p_values: Vec<_> = known
            .iter()
            .filter(|(name, _)| get(name, "p_value").is_some())
            .map(|(name, o)| (value(o, |o| o.p_value), get(name, "p_value")))
            .collect();
        if !p_values.is_empty() {
            checks.push(self.check(method, Quantity::PValues, 1e-8, p_values));
        }
        checks
    }

    fn check(&self, method: &str, quantity: Quantity, allowed: f64, pairs: Vec<(f64, Option<f64>)>) -> Check {
        Check::new(method, self.case, quantity, self.reference, allowed, pairs)
    }
}

fn residual_tests(sample: &Sample, solution: &Solution, against: Against<'_>) -> Vec<Check> {
    let (x, u, constant) = (sample.x().view(), solution.residuals.view(), sample.intercept());
    let portmanteau = |prefix: &str, form| {
        let one = |(lags, fitted): (usize, usize)| {
            (format!("{prefix}-{lags}-{fitted}"), d::ljung_box(u, lags, fitted, form))
        };
        [(1, 0), (12, 0), (12, 2)].map(one).to_vec()
    };
    let lags = [1, 12];
    let named = |name: &str, outcome| vec![(name.to_owned(), outcome)];
    let with_white = |suffix: &str| {
        [("full", WhiteTerms::Full), ("squares", WhiteTerms::Squares)]
            .map(|(name, terms)| (format!("white-{name}{suffix}"), d::white(x, u, constant, terms)))
            .to_vec()
    };
    let reset = |p: u8| (format!("reset-{p}"), d::reset(x, solution.fitted.view(), u, constant, p));
    [
        against.tests("ljung-box", portmanteau("ljung-box", Portmanteau::LjungBox)),
        against.tests("box-pierce", portmanteau("box-pierce", Portmanteau::BoxPierce)),
        against.tests(
            "breusch-godfrey",
            lags.map(|l| (format!("breusch-godfrey-{l}"), d::breusch_godfrey(x, u, l, constant))).to_vec(),
        ),
        against.tests("breusch-pagan", named("breusch-pagan", d::breusch_pagan(x, u, constant))),
        against.tests("white", with_white("")),
        against.tests("white", with_white("-by-hand")),
        against.tests("arch-lm", lags.map(|l| (format!("arch-lm-{l}"), d::arch_lm(u, l))).to_vec()),
        against.tests("reset", [2, 3, 4].map(reset).to_vec()),
        against.tests("jarque-bera", named("jarque-bera", Ok(d::jarque_bera(u)))),
        against.tests("durbin-watson", named("durbin-watson", Ok(d::durbin_watson(u)))),
    ]
    .concat()
}

/// One number of an observation's influence.
type Measure = fn(&d::Influence) -> f64;

fn design(sample: &Sample, solution: &Solution, against: Against<'_>) -> Vec<Check> {
    let (x, names) = (sample.x().view(), sample.x_names());
    let u = solution.residuals.view();
    let get = |quantity: &str, term: &str| against.values.get(against.case, quantity, term);
    let slopes = usize::from(sample.intercept() == Intercept::Included)..names.len();
    let mut checks = Vec::new();
    if let Ok(found) = d::collinearity(x, &names, sample.intercept()) {
        let pairs = slopes.clone().map(|j| (found.inflation[j], get("vif", &names[j]))).collect();
        if get("vif", "gap_10y").or_else(|| get("vif", "a")).is_some() {
            checks.push(against.check("variance inflation", Quantity::Statistics, 1e-9, pairs));
        }
        if get("condition_index", "1").is_some() {
            let indices = found.condition_indices.iter().enumerate();
            let pairs = indices.map(|(i, v)| (*v, get("condition_index", &(i + 1).to_string()))).collect();
            checks.push(against.check("condition indices", Quantity::Statistics, 1e-9, pairs));
            let entries = found.proportions.indexed_iter();
            let pairs = entries
                .map(|((i, j), share)| (*share, get(&format!("proportion-{}", i + 1), &names[j])))
                .collect();
            checks.push(against.check("variance proportions", Quantity::Statistics, 1e-8, pairs));
        }
    } else {
        checks.push(against.check("variance inflation", Quantity::Statistics, 0.0, Vec::new()));
    }
    let rows = d::influence(&solution.factor, x, u).unwrap_or_default();
    let measures: [(&str, Measure); 5] = [
        ("leverage", |row| row.leverage),
        ("standardised", |row| row.standardised),
        ("studentised", |row| row.studentised),
        ("cooks_distance", |row| row.cooks_distance),
        ("dffits", |row| row.dffits),
    ];
    for (name, of) in measures {
        let pairs = rows.iter().enumerate().map(|(t, row)| (of(row), get(name, &t.to_string()))).collect();
        let method = format!("influence, {}", name.replace('_', " "));
        checks.push(against.check(&method, Quantity::Statistics, 1e-8, pairs));
    }
    let squares = u.dot(&u);
    let bread = solution.factor.bread(x);
    let partial = d::partial_r_squared(solution.coefficients.view(), bread.view(), squares);
    let pairs = slopes.clone().map(|j| (partial[j], get("partial_r2", &names[j]))).collect();
    checks.push(against.check("partial-r2", Quantity::Statistics, 1e-9, pairs));
    let beyond = |j: usize| d::share_beyond_trend(x.column(j)).unwrap_or(f64::NAN);
    let pairs = slopes.map(|j| (beyond(j), get("beyond_trend", &names[j]))).collect();
    checks.push(against.check("share beyond a trend", Quantity::Statistics, 1e-9, pairs));
    checks
}

/// The simulated regression of the reference values: 140 undated observations.
fn simulated(intercept: Intercept) -> Result<Sample, FitError> {
    let table = columns(DATA);
    let column = |name: &str| Column {
        name: name.into(),
        unit: Unit::Unknown,
        values: table.get(name).cloned().unwrap_or_default().into(),
    };
    let outcome = column("y");
    let periods = (1..=outcome.values.len() as i32).map(Period::observation).collect();
    let regressors = ["a", "b", "c", "d"].map(column);
    Sample::new(outcome, &regressors, intercept, periods)
        .map_err(|error| FitError::Degenerate { what: format!("embedded reference data: {error}") })
}
