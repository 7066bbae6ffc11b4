//! Estimation of `ccr`.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::sample::Sample;
use ndarray::{Array1, Array2, Axis, Slice, concatenate};

use super::Ccr;
use crate::least_squares::Factor;
use crate::models::cointegrating::errors::solve;
use crate::models::cointegrating::{Errors, Estimated, Relation, fit};

impl Estimator for Ccr {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        let relation = Relation::new(sample, self.request.trend())?;
        let errors = Errors::new(&relation, &self.request)?;
        let n = relation.sample.nobs();
        let late = Slice::from(1..);
        let shift = correction(&errors)?;
        let x = relation.regressors();
        let canonical = &x.slice_axis(Axis(0), late) - &errors.eta.dot(&shift);
        let slopes: Array1<f64> = relation.places().map(|j| errors.static_coefficients[j]).collect();
        let y = relation.sample.y();
        let corrected = &y.slice_axis(Axis(0), late)
            - &errors.eta.dot(&shift.dot(&slopes))
            - &errors.steps().dot(&errors.loading);
        let terms = relation.deterministic();
        let z = concatenate(Axis(1), &[terms.slice_axis(Axis(0), late), canonical.view()])
            .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
        let factor = Factor::new(z.view(), &relation.sample.x_names())?;
        let found = Estimated {
            model: "ccr",
            rows: 1..n,
            parameters: z.ncols(),
            coefficients: factor.coefficients(corrected.view()),
            covariance: factor.bread(z.view()) * errors.conditional,
            hac: errors.hac,
            notes: Vec::new(),
        };
        fit(&relation, &self.request, found)
    }
}

/// `Γ₀⁻¹ Λ₂`, shape `(m + 1, m)`: the columns of the one-sided covariance that belong to the regressors' steps.
fn correction(errors: &Errors) -> Result<Array2<f64>, FitError> {
    let size = errors.eta.ncols();
    let mut shift = Array2::zeros((size, size - 1));
    for (j, mut column) in shift.columns_mut().into_iter().enumerate() {
        let right = errors.covariance.one_sided.column(j + 1).to_owned();
        let solved = solve(errors.covariance.short_run.view(), &right);
        column.assign(&solved.ok_or_else(|| FitError::Degenerate {
            what: "the covariance of errors and steps is singular".into(),
        })?);
    }
    Ok(shift)
}
