//! The simulation of a user's own specification.

use std::collections::BTreeSet;

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Evaluator, Expr, Formula, Node, Window};
use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::period::Period;
use fxsens_core::registry::Registry;
use fxsens_core::rng::Stream;
use fxsens_core::run::{EstimateError, estimate};
use fxsens_core::sample::{INTERCEPT, Sample};
use fxsens_core::series::Series;
use fxsens_core::spec::Spec;
use ndarray::{Array2, Axis, Slice, concatenate};
use rayon::prelude::*;

use super::process::{Order, VectorAutoregression};
use super::report::{CoverageReport, CoverageRow};

/// Largest root simulated unless another is asked for: at one, a level has no mean and nothing to be covered.
const LARGEST_ROOT: f64 = 0.99;

/// Rows a simulated history has before the sample, for lags and sums.
const LEAD: usize = 120;

/// Task numbers of the long histories and of those without effect start here, far from the draws'.
const LONG: u64 = 1 << 40;
const NO_EFFECT: u64 = 1 << 41;

/// Choices of a simulation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CoverageOptions {
    /// Histories.
    pub draws: usize,
    /// Confidence level.
    pub level: f64,
    /// Seed.
    pub seed: u64,
    /// Order of the process.
    pub order: Order,
    /// Largest root of the process; `None` keeps the estimated one, at most 0.99.
    pub persistence: Option<f64>,
    /// Observations; `None` takes those of the specification.
    pub nobs: Option<usize>,
    /// Observations of each of four long histories that stand for the truth.
    pub truth_nobs: usize,
}

impl Default for CoverageOptions {
    fn default() -> Self {
        Self {
            draws: 1000,
            level: 0.95,
            seed: 20_240_607,
            order: Order::Bic(4),
            persistence: None,
            nobs: None,
            truth_nobs: 10_000,
        }
    }
}

/// Simulates size and coverage of a specification. Series whose logarithm the formula takes are simulated in
/// logarithms; the truth is the mean of the estimates on four long histories of the same process, the value the
/// specification estimates there, causal or not. For the size, the series of the outcome follow a process of their own
/// that shares nothing with the others.
///
/// # Errors
/// [`EstimateError`] when the specification cannot be estimated on the data, has a covariance that gives no
/// interval, or its series have no vector autoregression.
pub fn coverage(
    spec: &Spec,
    dataset: &Dataset,
    registry: &Registry,
    options: &CoverageOptions,
) -> Result<CoverageReport, EstimateError> {
    let actual = estimate(spec, dataset, registry)?;
    let formula = Formula::parse(&spec.formula)?;
    let estimator = registry.get(&spec.model)?.build(&spec.params)?;
    let world = World::new(&formula, dataset, &actual.sample, options)?;
    let nobs = options.nobs.unwrap_or(actual.sample.nobs());
    let run = |task: u64, nobs: usize, kind: Kind| world.fit(&*estimator, options.seed, task, nobs, kind);

    let truths: Vec<Fit> =
        (0..4).map(|i| run(LONG + i, options.truth_nobs, Kind::Joint)).collect::<Result<_, _>>()?;
    let draws: Vec<_> =
        (0..options.draws as u64).into_par_iter().map(|i| run(i, nobs, Kind::Joint)).collect();
    let silent: Vec<_> =
        (0..options.draws as u64).into_par_iter().map(|i| run(NO_EFFECT + i, nobs, Kind::NoEffect)).collect();
    let good = |fits: Vec<Result<Fit, EstimateError>>| {
        let mut first = None;
        let keep: Vec<Fit> = fits
            .into_iter()
            .filter_map(|fit| fit.map_err(|error| first.get_or_insert(error.to_string()).clone()).ok())
            .filter(|fit| fit.terms.len() == actual.fit.terms.len())
            .collect();
        (keep, first)
    };
    let ((draws, failure), (silent, _)) = (good(draws), good(silent));
    if draws.is_empty() {
        let what = format!("no simulated history could be estimated: {}", failure.unwrap_or_default());
        return Err(FitError::Degenerate { what }.into());
    }
    let rows = (0..actual.fit.terms.len())
        .map(|index| row(index, &actual.fit, &truths, &draws, &silent, &formula, options.level))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| FitError::Unsupported {
            what: "the coverage of an interval".into(),
            why: "this covariance gives none".into(),
        })?;
    Ok(CoverageReport {
        nobs,
        draws: options.draws,
        failed: options.draws - draws.len(),
        first_failure: failure,
        level: options.level,
        order: world.joint.order(),
        estimated_root: world.estimated_root,
        root: world.joint.root(),
        monte_carlo_error: (options.level * (1.0 - options.level) / options.draws as f64).sqrt(),
        rows,
        notes: world.notes,
    })
}

fn row(
    index: usize,
    actual: &Fit,
    truths: &[Fit],
    draws: &[Fit],
    silent: &[Fit],
    formula: &Formula,
    level: f64,
) -> Option<CoverageRow> {
    let term = &actual.terms[index];
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len().max(1) as f64;
    let truth = mean(&truths.iter().map(|fit| fit.terms[index].estimate).collect::<Vec<_>>());
    let found: Vec<_> = draws.iter().map(|fit| fit.term_inference(index, level)).collect();
    let estimates: Vec<f64> = found.iter().map(|one| one.estimate).collect();
    let errors: Vec<f64> = found.iter().filter_map(|one| one.std_error).collect();
    let held = found.iter().filter(|one| {
        matches!((one.conf_low, one.conf_high), (Some(low), Some(high)) if low <= truth && truth <= high)
    });
    if errors.is_empty() {
        return None;
    }
    let center = mean(&estimates);
    let spread =
        (estimates.iter().map(|e| (e - center).powi(2)).sum::<f64>() / estimates.len() as f64).sqrt();
    let own = formula.outcome.names();
    let about_itself = term.name == INTERCEPT
        || fxsens_core::expr::Formula::parse(&format!("y ~ {}", term.name))
            .is_ok_and(|parsed| !parsed.names().is_disjoint(&own));
    let rejected = |fit: &Fit| fit.term_inference(index, level).p_value.is_some_and(|p| p < 1.0 - level);
    let share = silent.iter().filter(|fit| rejected(fit)).count() as f64 / silent.len().max(1) as f64;
    Some(CoverageRow {
        term: term.name.clone(),
        horizon: term.horizon,
        truth,
        bias: center - truth,
        spread,
        mean_std_error: mean(&errors),
        coverage: held.count() as f64 / found.len() as f64,
        size: (!about_itself && !silent.is_empty()).then_some(share),
    })
}

/// What is simulated.
#[derive(Clone, Copy)]
enum Kind {
    /// All series from one process.
    Joint,
    /// The series of the outcome apart from the others.
    NoEffect,
}

/// The processes behind a formula and how histories become samples.
struct World<'a> {
    formula: &'a Formula,
    names: Vec<String>,
    units: Vec<Series>,
    logged: BTreeSet<String>,
    start: Period,
    estimated_root: f64,
    joint: VectorAutoregression,
    apart: Option<(VectorAutoregression, VectorAutoregression)>,
    notes: Vec<String>,
}

impl<'a> World<'a> {
    fn new(
        formula: &'a Formula,
        dataset: &Dataset,
        sample: &Sample,
        options: &CoverageOptions,
    ) -> Result<Self, EstimateError> {
        let own = formula.outcome.names();
        let others: Vec<String> = formula.names().difference(&own).cloned().collect();
        let names: Vec<String> = own.iter().cloned().chain(others).collect();
        let mut units = Vec::new();
        for name in &names {
            let series = dataset.get(name).ok_or_else(|| FitError::Unsupported {
                what: format!("a simulation of `{name}`"),
                why: "it is not a series".into(),
            })?;
            units.push(series.clone());
        }
        let mut logged = BTreeSet::new();
        let all = std::iter::once(&formula.outcome).chain(&formula.terms);
        all.chain(formula.instruments.iter().flatten()).for_each(|expr| inside_log(expr, false, &mut logged));
        let w = rows(&units, &names, &logged, sample)?;
        let outcomes = own.len();
        let process = |part: Array2<f64>| VectorAutoregression::fit(part.view(), options.order);
        let joint = process(w.clone())?;
        let estimated_root = joint.root();
        let mut notes = Vec::new();
        if options.persistence.is_none() && estimated_root > LARGEST_ROOT {
            notes.push(format!(
                "the estimated process has a root of {estimated_root:.3}; histories are drawn with {LARGEST_ROOT}, \
                 since without a mean there is no truth to cover"
            ));
        }
        let adjust = |p: VectorAutoregression| match (options.persistence, p.root() > LARGEST_ROOT) {
            (Some(root), _) => p.with_root(root),
            (None, true) => p.with_root(LARGEST_ROOT),
            (None, false) => p,
        };
        let apart = if outcomes < names.len() {
            let first = process(w.slice_axis(Axis(1), Slice::from(..outcomes)).to_owned())?;
            let second = process(w.slice_axis(Axis(1), Slice::from(outcomes..)).to_owned())?;
            Some((adjust(first), adjust(second)))
        } else {
            None
        };
        let start = sample.periods()[0];
        let joint = adjust(joint);
        Ok(Self { formula, names, units, logged, start, estimated_root, joint, apart, notes })
    }

    fn fit(
        &self,
        estimator: &dyn Estimator,
        seed: u64,
        task: u64,
        nobs: usize,
        kind: Kind,
    ) -> Result<Fit, EstimateError> {
        let mut stream = Stream::new(seed, task);
        let total = nobs + 2 * LEAD;
        let history = match (kind, &self.apart) {
            (Kind::NoEffect, Some((first, second))) => {
                let first = first.history(&mut stream, total);
                let second = second.history(&mut stream, total);
                concatenate![Axis(1), first, second]
            }
            _ => self.joint.history(&mut stream, total),
        };
        let mut dataset = Dataset::new();
        for (j, name) in self.names.iter().enumerate() {
            let column = history.column(j);
            let logged = self.logged.contains(name);
            let values = column.iter().map(|value| if logged { value.exp() } else { *value }).collect();
            let mut series = Series::from_values(name.clone(), self.start.shift(-(LEAD as i32)), values);
            series.unit = self.units[j].unit.clone();
            series.aggregation = self.units[j].aggregation;
            dataset.insert(series);
        }
        let last = self.start.shift(nobs as i32 - 1);
        let window = Window { first: Some(self.start), last: Some(last) };
        let sample = Evaluator::new(&dataset).sample(self.formula, window)?;
        Ok(estimator.fit(&sample)?)
    }
}

/// Names that occur inside a logarithm or a root.
fn inside_log(expr: &Expr, inside: bool, found: &mut BTreeSet<String>) {
    match &expr.node {
        Node::Name(name) if inside => {
            found.insert(name.clone());
        }
        Node::Negate(inner) => inside_log(inner, inside, found),
        Node::Binary(_, left, right) => {
            inside_log(left, inside, found);
            inside_log(right, inside, found);
        }
        Node::Call(name, arguments) => {
            let inside = inside || matches!(name.as_str(), "log" | "sqrt");
            for argument in arguments {
                inside_log(argument, inside, found);
            }
        }
        _ => {}
    }
}

/// The series over the periods of the sample, shape `(n, m)`; rows that are missing at either end are left out.
fn rows(
    series: &[Series],
    names: &[String],
    logged: &BTreeSet<String>,
    sample: &Sample,
) -> Result<Array2<f64>, FitError> {
    let periods = sample.periods();
    let (first, last) = (periods[0], periods[periods.len() - 1]);
    let mut w = Array2::zeros((periods.len(), series.len()));
    for (j, one) in series.iter().enumerate() {
        for (t, value) in one.window(first, last).into_iter().enumerate() {
            w[[t, j]] = if logged.contains(&names[j]) { value.ln() } else { value };
        }
    }
    let whole = |t: &usize| w.row(*t).iter().all(|value| value.is_finite());
    let (Some(from), Some(to)) = ((0..w.nrows()).find(whole), (0..w.nrows()).rev().find(whole)) else {
        return Err(FitError::Degenerate { what: "the series have no period in common".into() });
    };
    match (from..=to).find(|t| !whole(t)) {
        Some(t) => Err(FitError::Degenerate { what: format!("a series is missing at {}", periods[t]) }),
        None => Ok(w.slice_axis(Axis(0), Slice::from(from..=to)).to_owned()),
    }
}
