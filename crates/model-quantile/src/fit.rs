//! Estimation of `quantile`.

use fxsens_core::fit::{Augment, EffectUnit, Fit, FitError, Glance, Term};
use fxsens_core::model::Estimator;
use fxsens_core::sample::Sample;
use fxsens_core::vcov::{Vcov, VcovMethod};
use fxsens_regression::least_squares::Factor;
use ndarray::{Array1, ArrayView1};

use crate::bootstrap::{Blocks, Draws, covariance};
use crate::notes::{Facts, notes};
use crate::params::Quantile;
use crate::programme::{Optimum, Programme, coefficients};

/// Residuals below this share of the outcome's length are rounding errors.
const EXACT: f64 = 1e-13;

impl Estimator for Quantile {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        let (x, y) = (sample.x().view(), sample.y());
        let (n, k) = x.dim();
        let blocks = self.blocks(sample)?;
        let factor = Factor::new(x, &sample.x_names())?;
        let programme = Programme::new(&factor, y, self.tau);
        let optimum = programme.solve()?;
        let basis = optimum.vertex.basis();
        let estimates = coefficients(x, y, basis, &sample.x_names())?;
        let draws = refits(&blocks, &programme, &optimum, sample)?;
        let fitted = fitted_values(sample, &estimates, basis);
        let residuals = &y - &fitted;
        let remarks = notes(&Facts {
            sample,
            residuals: residuals.view(),
            tau: self.tau,
            unique: optimum.unique,
            exact: residuals.dot(&residuals).sqrt() <= EXACT * y.dot(&y).sqrt(),
            block_length: blocks.length,
            redrawn: draws.redrawn,
        });
        Ok(Fit {
            model: "quantile".into(),
            outcome: sample.outcome_name().into(),
            terms: terms(sample, estimates.view()),
            vcov: Vcov::Full(covariance(&draws.coefficients, self.method(&blocks))),
            glance: Glance {
                nobs: n,
                df_resid: n - k,
                condition_number: Some(factor.condition()),
                ..Glance::default()
            },
            augment: Augment {
                periods: sample.periods().to_vec(),
                fitted: fitted.to_vec(),
                residuals: residuals.to_vec(),
            },
            tests: Vec::new(),
            figures: Vec::new(),
            notes: remarks,
            scores: None,
            bread: None,
        })
    }
}

impl Quantile {
    /// The blocks of this sample, once it is long enough and its outcome varies.
    fn blocks(&self, sample: &Sample) -> Result<Blocks, FitError> {
        let (nobs, k) = sample.x().dim();
        if nobs <= k || k == 0 {
            return Err(FitError::TooFewObservations { nobs, parameters: k, needed: k + 1 });
        }
        let y = sample.y();
        if y.iter().all(|value| value.to_bits() == y[0].to_bits()) {
            let what = format!("`{}` does not vary in this sample", sample.outcome_name());
            return Err(FitError::Degenerate { what });
        }
        let length = self.block_length.of(nobs);
        if length >= nobs {
            return Err(FitError::Unsupported {
                what: format!("a block length of {length}"),
                why: format!(
                    "the sample has {nobs} observations; blocks must be shorter, so that draws differ"
                ),
            });
        }
        Ok(Blocks { nobs, length, draws: self.draws, seed: self.seed })
    }

    fn method(&self, blocks: &Blocks) -> VcovMethod {
        VcovMethod {
            bandwidth: Some(blocks.length as f64),
            rule: Some(self.block_length.rule().into()),
            terms: Some(blocks.draws),
            ..VcovMethod::simple("bootstrap")
        }
    }
}

/// Coefficients of every draw, each search started at the full sample's optimum.
fn refits(
    blocks: &Blocks,
    programme: &Programme,
    optimum: &Optimum,
    sample: &Sample,
) -> Result<Draws, FitError> {
    let names = sample.x_names();
    blocks.draw(|counts| {
        let Some(found) = programme.descend(optimum.vertex.clone(), counts)? else {
            return Ok(None);
        };
        Ok(coefficients(sample.x().view(), sample.y(), found.vertex.basis(), &names).ok())
    })
}

/// Fitted values, shape `(n)`; those of the basis are the observations themselves, to the last bit.
fn fitted_values(sample: &Sample, estimates: &Array1<f64>, basis: &[usize]) -> Array1<f64> {
    let mut fitted = sample.x().dot(estimates);
    for i in basis {
        fitted[*i] = sample.y()[*i];
    }
    fitted
}

/// One term per column of the design, in its order.
fn terms(sample: &Sample, estimates: ArrayView1<'_, f64>) -> Vec<Term> {
    let columns = sample.x_names().into_iter().zip(sample.x_units());
    let one = |((name, regressor), estimate): ((String, _), &f64)| {
        let unit = EffectUnit { outcome: sample.outcome_unit().clone(), regressor };
        Term { name, horizon: None, estimate: *estimate, unit }
    };
    columns.zip(estimates).map(one).collect()
}
