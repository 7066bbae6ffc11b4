//! Estimation of `im-ols`.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::sample::Sample;
use ndarray::{Array2, Axis, Slice, concatenate};

use super::ImOls;
use crate::least_squares::Factor;
use crate::models::cointegrating::{Errors, Estimated, Relation, fit};

impl Estimator for ImOls {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        let relation = Relation::new(sample, self.request.trend())?;
        let errors = Errors::new(&relation, &self.request)?;
        let levels = relation.sample.x();
        // From the first observation on, so that the level of a regressor does not matter.
        let x = relation.regressors();
        let x = &x - &x.row(0);
        let k = levels.ncols();
        let (n, all) = (relation.sample.nobs(), k + x.ncols());
        if n < all + 4 {
            return Err(FitError::TooFewObservations { nobs: n, parameters: all, needed: all + 4 });
        }
        let sums = accumulated(levels.to_owned());
        let outcome = accumulated(relation.sample.y().insert_axis(Axis(1)).to_owned());
        let z = concatenate(Axis(1), &[sums.view(), x.view()])
            .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
        let mut names: Vec<String> =
            relation.sample.x_names().iter().map(|name| format!("sum of {name}")).collect();
        names.extend(relation.places().map(|j| relation.sample.x_names()[j].clone()));
        let factor = Factor::new(z.view(), &names)?;
        let coefficients = factor.coefficients(outcome.column(0));
        // The error of the partial sums is itself a partial sum: what each u_t adds to the estimates is the sum of the rows of
        // (Z'Z)⁻¹Z' from t on.
        let later = accumulated_from_the_end(z.dot(&factor.bread(z.view())));
        let covariance = later.t().dot(&later) * errors.conditional;
        let kept = |matrix: Array2<f64>| {
            matrix.slice_axis(Axis(0), Slice::from(..k)).slice_axis(Axis(1), Slice::from(..k)).to_owned()
        };
        let found = Estimated {
            model: "im-ols",
            rows: 0..n,
            parameters: all,
            coefficients: coefficients.slice_axis(Axis(0), Slice::from(..k)).to_owned(),
            covariance: kept(covariance),
            hac: errors.hac,
            notes: Vec::new(),
        };
        fit(&relation, &self.request, found)
    }
}

/// Partial sums down each column.
fn accumulated(mut z: Array2<f64>) -> Array2<f64> {
    z.accumulate_axis_inplace(Axis(0), |before, value| *value += before);
    z
}

/// Sums from each row to the last.
fn accumulated_from_the_end(mut z: Array2<f64>) -> Array2<f64> {
    z.invert_axis(Axis(0));
    let mut sums = accumulated(z);
    sums.invert_axis(Axis(0));
    sums
}
