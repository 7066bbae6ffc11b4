//! Estimation of `fmols`.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::sample::Sample;
use ndarray::{Array1, Axis, Slice};

use super::FmOls;
use crate::least_squares::Factor;
use crate::models::cointegrating::{Errors, Estimated, Relation, fit};

impl Estimator for FmOls {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        let relation = Relation::new(sample, self.request.trend())?;
        let errors = Errors::new(&relation, &self.request)?;
        let n = relation.sample.nobs();
        let late = Slice::from(1..);
        let z = relation.sample.x().slice_axis(Axis(0), late);
        let y = relation.sample.y().slice_axis(Axis(0), late).to_owned();
        // y less what the steps of the regressors say about the error.
        let corrected = &y - &errors.steps().dot(&errors.loading);
        let one_sided = &errors.covariance.one_sided;
        // λ₁₂ − ω₁₂ Ω₂₂⁻¹ Λ₂₂: what is left of the endogeneity of the regressors' past.
        let bias = Array1::from_shape_fn(errors.loading.len(), |j| {
            let through: f64 =
                (0..errors.loading.len()).map(|i| errors.loading[i] * one_sided[[i + 1, j + 1]]).sum();
            one_sided[[0, j + 1]] - through
        });
        let factor = Factor::new(z, &relation.sample.x_names())?;
        let bread = factor.bread(z);
        let mut pull = Array1::zeros(z.ncols());
        for (place, value) in relation.places().zip(&bias) {
            pull[place] = value * (n - 1) as f64;
        }
        let coefficients = factor.coefficients(corrected.view()) - bread.dot(&pull);
        let found = Estimated {
            model: "fmols",
            rows: 1..n,
            parameters: z.ncols(),
            coefficients,
            covariance: bread * errors.conditional,
            hac: errors.hac,
            notes: Vec::new(),
        };
        fit(&relation, &self.request, found)
    }
}
