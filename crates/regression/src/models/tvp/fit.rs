//! Estimation of `tvp`.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::{Augment, Fit, FitError, Glance, Note, Term};
use fxsens_core::model::Estimator;
use fxsens_core::sample::{INTERCEPT, Sample};
use fxsens_core::vcov::{Vcov, VcovMatrix, VcovMethod};
use ndarray::{Array1, Array2};

use super::maximum::{Maximum, maximise};
use super::{Tvp, Varying};
use crate::break_tests::nyblom;
use crate::least_squares::Factor;
use crate::models::parts;
use crate::models::path::{self, Point};

impl Estimator for Tvp {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        let names = sample.x_names();
        let (n, k) = sample.x().dim();
        let factor = Factor::new(sample.x().view(), &names)?;
        if n < k + 3 {
            return Err(FitError::TooFewObservations { nobs: n, parameters: k + 1, needed: k + 3 });
        }
        let shock = names.iter().position(|name| name != INTERCEPT).unwrap_or(0);
        let varying: Vec<bool> = (0..k)
            .map(|j| match self.varying {
                Varying::Shock => j == shock,
                Varying::ShockAndIntercept => j == shock || names[j] == INTERCEPT,
                Varying::All => true,
            })
            .collect();
        let scaled = Scaled::new(sample);
        let found = maximise(scaled.y.view(), scaled.x.view(), &varying)?;
        let units = scaled.units();
        let points: Vec<Point> = (0..n).map(|t| point(sample, shock, &found, &units, t)).collect();
        let dates: Vec<usize> = (1..).map_while(|i| (n - 1).checked_sub(i * self.step)).collect();
        let last = terms(sample, &found, &units);
        let earlier = dates.iter().map(|t| {
            let point = &points[*t];
            Term { name: format!("{} at {}", point.term.name, point.period), ..point.term.clone() }
        });
        let blocks = std::iter::once(block(&found, &units, n - 1))
            .chain(dates.iter().map(|t| points[*t].vcov.clone()))
            .collect();
        let fitted: Vec<f64> = (0..n)
            .map(|t| {
                let row = sample.x().row(t);
                (0..k).map(|j| row[j] * found.smoothed.coefficients[[t, j]] * units[j]).sum()
            })
            .collect();
        let glance = Glance {
            nobs: n,
            df_resid: n - k,
            sigma: Some(found.filtered.sigma2.sqrt() * scaled.outcome),
            log_likelihood: Some(scaled.log_likelihood(found.filtered.log_likelihood)),
            condition_number: Some(factor.condition()),
            ..Glance::default()
        };
        let what = "Smoothed over the whole sample";
        Ok(Fit {
            model: "tvp".into(),
            outcome: sample.outcome_name().into(),
            terms: last.into_iter().chain(earlier).collect(),
            vcov: Vcov::Blocks { blocks },
            glance,
            augment: Augment {
                periods: sample.periods().to_vec(),
                residuals: sample.y().iter().zip(&fitted).map(|(y, fitted)| y - fitted).collect(),
                fitted,
            },
            tests: stability(sample),
            figures: path::figure("tvp", sample, &points, what).into_iter().collect(),
            notes: notes(&names, &varying, &found, &units),
            scores: None,
            bread: None,
        })
    }
}

/// Outcome and regressors over their root mean squares, so that ratios of variances have no unit.
struct Scaled {
    y: Array1<f64>,
    x: Array2<f64>,
    outcome: f64,
    columns: Vec<f64>,
}

impl Scaled {
    fn new(sample: &Sample) -> Self {
        let n = sample.nobs() as f64;
        let size = |column: ndarray::ArrayView1<'_, f64>| (column.dot(&column) / n).sqrt();
        let outcome = size(sample.y());
        let columns: Vec<f64> = sample.x().columns().into_iter().map(size).collect();
        let x = Array2::from_shape_fn(sample.x().dim(), |(t, j)| sample.x()[[t, j]] / columns[j]);
        Self { y: &sample.y() / outcome, x, outcome, columns }
    }

    /// Units of each coefficient.
    fn units(&self) -> Vec<f64> {
        self.columns.iter().map(|column| self.outcome / column).collect()
    }

    /// The log-likelihood of the outcome as it was.
    fn log_likelihood(&self, scaled: f64) -> f64 {
        let df = (self.y.len() - self.columns.len()) as f64;
        scaled - df * self.outcome.ln() - self.columns.iter().map(|column| column.ln()).sum::<f64>()
    }
}

fn terms(sample: &Sample, found: &Maximum, units: &[f64]) -> Vec<Term> {
    let last = sample.nobs() - 1;
    let estimates: Array1<f64> =
        units.iter().enumerate().map(|(j, unit)| found.smoothed.coefficients[[last, j]] * unit).collect();
    parts::terms(sample, estimates.view())
}

fn point(sample: &Sample, shock: usize, found: &Maximum, units: &[f64], t: usize) -> Point {
    let estimates: Array1<f64> =
        units.iter().enumerate().map(|(j, unit)| found.smoothed.coefficients[[t, j]] * unit).collect();
    let term = parts::terms(sample, estimates.view()).swap_remove(shock);
    let variance = found.smoothed.covariances[t][[shock, shock]] * units[shock] * units[shock];
    Point { period: sample.periods()[t], term, vcov: matrix(1, vec![variance]) }
}

/// Covariance of all coefficients at one date.
fn block(found: &Maximum, units: &[f64], t: usize) -> VcovMatrix {
    let covariance = &found.smoothed.covariances[t];
    let k = units.len();
    let values = (0..k * k).map(|i| covariance[[i / k, i % k]] * (units[i / k] * units[i % k])).collect();
    matrix(k, values)
}

fn matrix(size: usize, values: Vec<f64>) -> VcovMatrix {
    VcovMatrix {
        method: VcovMethod::simple("smoother"),
        distribution: Distribution::Normal,
        df_denom: None,
        size,
        values,
    }
}

/// Nyblom's test of what the model takes for granted: that something moves.
fn stability(sample: &Sample) -> Vec<fxsens_core::test_outcome::TestOutcome> {
    let found = nyblom(sample.y(), sample.x().view(), false);
    let outcome = |found: crate::break_tests::Nyblom| {
        fxsens_core::test_outcome::TestOutcome::tabulated(
            "nyblom",
            "all coefficients are the same throughout",
            found.joint,
            format!("integrated squared Brownian bridge, dimension {}", found.parameters),
            Some(found.p_value),
        )
    };
    found.map(outcome).into_iter().collect()
}

fn notes(names: &[String], varying: &[bool], found: &Maximum, units: &[f64]) -> Vec<Note> {
    let mut notes = vec![Note::info(
        "terms are coefficients at the end of the sample, smoothed; standard errors take the estimated variances of the \
         random walks as known",
    )];
    for (j, name) in names.iter().enumerate().filter(|(j, _)| varying[*j]) {
        let sd = (found.ratios[j] * found.filtered.sigma2).sqrt() * units[j];
        if found.ratios[j] > 0.0 {
            notes.push(Note::info(format!(
                "the coefficient on `{name}` moves with a standard deviation of {} per period (log-likelihood {:.2} above \
                 that of a constant one)",
                path::short(sd),
                found.gain
            )));
        } else {
            notes.push(Note::warning(format!(
                "the estimated variance of the coefficient on `{name}` is zero: the likelihood piles up there even when the \
                 coefficient moves a little, so this is no evidence that it stands still (Stock and Watson 1998)"
            )));
        }
    }
    notes
}
