//! The fit that every estimator of a relation returns.

use fxsens_core::fit::{Augment, Fit, FitError, Glance, Note};
use fxsens_core::hypothesis::{TestError, TestParams};
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::{Vcov, VcovMatrix, VcovMethod};
use ndarray::{Array1, Array2};

use super::params::Request;
use super::relation::Relation;
use crate::cointegration::engle_granger::EngleGrangerParams;
use crate::covariance::hac::Hac;
use crate::diagnostics::durbin_watson;
use crate::least_squares::Factor;
use crate::models::parts;
use crate::unit_root::Trend;

/// Size at which no cointegration must be rejected.
const GATE: f64 = 0.10;

/// What an estimator found.
#[derive(Debug)]
pub(crate) struct Estimated {
    /// Model id.
    pub(crate) model: &'static str,
    /// Observations the estimates rest on, as a range of rows of the relation.
    pub(crate) rows: std::ops::Range<usize>,
    /// Parameters of the regression, with those that are not reported.
    pub(crate) parameters: usize,
    /// Coefficients of the relation, deterministic terms first.
    pub(crate) coefficients: Array1<f64>,
    /// Their covariance without a small-sample factor.
    pub(crate) covariance: Array2<f64>,
    /// Kernel and bandwidth of the long-run covariance.
    pub(crate) hac: Hac,
    /// Remarks of the estimator.
    pub(crate) notes: Vec<Note>,
}

/// The fit: fitted values and residuals are those of the relation between levels on the rows of the estimate.
///
/// # Errors
/// [`FitError`] of the rows and of the cointegration test.
pub(crate) fn fit(relation: &Relation, request: &Request, found: Estimated) -> Result<Fit, FitError> {
    let all = &relation.sample;
    let sample = all.rows(found.rows).map_err(|error| FitError::Degenerate { what: error.to_string() })?;
    let fitted = sample.x().dot(&found.coefficients);
    let residuals = &sample.y() - &fitted;
    let squares = residuals.dot(&residuals);
    let (n, k) = (sample.nobs(), found.parameters);
    let (label, factor, distribution) = request.law(n, k);
    let df_denom = (factor > 1.0).then(|| (n - k) as f64);
    let method = VcovMethod {
        kernel: Some(found.hac.kernel.name().into()),
        bandwidth: Some(found.hac.bandwidth),
        rule: Some(request.rule().into()),
        small_sample: label.into(),
        factor,
        ..VcovMethod::simple("long-run")
    };
    let values = symmetric(&found.covariance).iter().map(|value| value * factor).collect();
    let size = found.coefficients.len();
    let (r_squared, adjusted) = parts::shares(&sample, squares);
    let glance = Glance {
        nobs: n,
        df_resid: n - k,
        r_squared: Some(r_squared),
        adj_r_squared: Some(adjusted),
        sigma: Some((squares / (n - k) as f64).sqrt()),
        durbin_watson: Some(durbin_watson(residuals.view()).statistic),
        condition_number: Some(Factor::new(sample.x().view(), &sample.x_names())?.condition()),
        ..Glance::default()
    };
    let gate = engle_granger(all, relation.deterministic)?;
    let mut notes = found.notes;
    notes.extend(gate.p_value.filter(|p| *p >= GATE).map(|p| {
        Note::warning(format!(
            "no cointegration is not rejected by the Engle–Granger test (p = {p:.2}): without a relation between levels these \
             estimates are spurious and their standard errors far too small"
        ))
    }));
    notes.extend(parts::notes(&sample, &Glance { durbin_watson: None, ..glance.clone() }, false));
    Ok(Fit {
        model: found.model.into(),
        outcome: sample.outcome_name().into(),
        terms: parts::terms(&sample, found.coefficients.view()),
        vcov: Vcov::Full(VcovMatrix { method, distribution, df_denom, size, values }),
        glance,
        augment: Augment {
            periods: sample.periods().to_vec(),
            fitted: fitted.to_vec(),
            residuals: residuals.to_vec(),
        },
        tests: vec![gate],
        figures: Vec::new(),
        notes,
        scores: None,
        bread: None,
    })
}

fn symmetric(matrix: &Array2<f64>) -> Array2<f64> {
    (matrix + &matrix.t()) * 0.5
}

/// The gate every estimate of a relation between levels must pass.
fn engle_granger(sample: &Sample, deterministic: usize) -> Result<TestOutcome, FitError> {
    let trend = match deterministic {
        0 => Trend::N,
        1 => Trend::C,
        _ => Trend::Ct,
    };
    // The trend of the relation, by its place: a regressor of the user's may have its name.
    let own_trend = usize::from(deterministic > 1);
    let columns: Vec<_> = crate::models::ardl::regressors(sample).into_iter().skip(own_trend).collect();
    let outcome = fxsens_core::sample::Column {
        name: sample.outcome_name().into(),
        unit: sample.outcome_unit().clone(),
        values: sample.y().to_owned(),
    };
    let degenerate = |what: String| FitError::Degenerate { what };
    let series = Sample::new(outcome, &columns, Intercept::Excluded, sample.periods().to_vec())
        .map_err(|error| degenerate(error.to_string()))?;
    let report =
        EngleGrangerParams { trend, ..EngleGrangerParams::default() }.run(&series).map_err(|error| {
            match error {
                TestError::Fit(error) => error,
                other @ TestError::Param(_) => degenerate(format!("the Engle–Granger test: {other}")),
            }
        })?;
    report
        .outcomes
        .into_iter()
        .next()
        .ok_or_else(|| degenerate("the Engle–Granger test has no outcome".into()))
}
