//! Least squares as a linfa algorithm, for users who already have a `linfa::Dataset`.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{INTERCEPT, Intercept};
use linfa::dataset::{AsSingleTargets, DatasetBase};
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, Array2, ArrayBase, ArrayView2, Axis, Data, Ix2};

use super::solve::solve;

/// Ordinary least squares with the interface of `linfa_linear::LinearRegression`, a rank check in front and
/// refinement behind: collinear designs, values that are not finite and mismatched lengths are errors.
///
/// ```
/// use fxsens_regression::least_squares::LeastSquares;
/// use linfa::traits::{Fit, Predict};
/// use ndarray::array;
///
/// let dataset = linfa::Dataset::new(array![[1.0], [2.0], [4.0]], array![3.0, 5.0, 9.0]);
/// let fitted = LeastSquares::default().fit(&dataset)?;
/// assert!((fitted.intercept() - 1.0).abs() < 1e-12);
/// assert!((fitted.predict(&array![[10.0]])[0] - 21.0).abs() < 1e-12);
/// # Ok::<(), fxsens_regression::least_squares::swap_in::SwapInError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeastSquares {
    /// Whether a constant is added to the records.
    pub intercept: Intercept,
}

impl Default for LeastSquares {
    fn default() -> Self {
        Self { intercept: Intercept::Included }
    }
}

/// Estimates, ready to predict.
#[derive(Debug, Clone, PartialEq)]
pub struct FittedLeastSquares {
    intercept: f64,
    params: Array1<f64>,
}

impl FittedLeastSquares {
    /// The constant; zero without one.
    pub fn intercept(&self) -> f64 {
        self.intercept
    }

    /// Slopes, shape `(features)`.
    pub fn params(&self) -> &Array1<f64> {
        &self.params
    }
}

/// Why a dataset could not be fitted. linfa asks for an error that can hold its own.
#[derive(Debug, thiserror::Error)]
pub enum SwapInError {
    /// The regression failed.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// linfa's own errors.
    #[error(transparent)]
    Linfa(#[from] linfa::Error),
}

impl<D: Data<Elem = f64>, T: AsSingleTargets<Elem = f64>> Fit<ArrayBase<D, Ix2>, T, SwapInError>
    for LeastSquares
{
    type Object = FittedLeastSquares;

    fn fit(&self, dataset: &DatasetBase<ArrayBase<D, Ix2>, T>) -> Result<Self::Object, SwapInError> {
        let records = dataset.records().view();
        let targets = dataset.as_single_targets();
        if records.iter().chain(targets.iter()).any(|value| !value.is_finite()) {
            return Err(
                FitError::Degenerate { what: "the dataset holds a value that is not finite".into() }.into()
            );
        }
        let constant = usize::from(self.intercept == Intercept::Included);
        let x = with_constant(records, constant);
        let names = column_names(dataset.feature_names(), records.ncols(), constant);
        let solution = solve(x.view(), targets, &names)?;
        let intercept = if constant == 1 { solution.coefficients[0] } else { 0.0 };
        Ok(FittedLeastSquares {
            intercept,
            params: solution.coefficients.iter().skip(constant).copied().collect(),
        })
    }
}

impl<D: Data<Elem = f64>> PredictInplace<ArrayBase<D, Ix2>, Array1<f64>> for FittedLeastSquares {
    fn predict_inplace(&self, x: &ArrayBase<D, Ix2>, y: &mut Array1<f64>) {
        *y = x.dot(&self.params) + self.intercept;
    }

    fn default_target(&self, x: &ArrayBase<D, Ix2>) -> Array1<f64> {
        Array1::zeros(x.nrows())
    }
}

fn with_constant(records: ArrayView2<'_, f64>, constant: usize) -> Array2<f64> {
    let mut x = Array2::ones((records.nrows(), records.ncols() + constant));
    x.slice_axis_mut(Axis(1), (constant..).into()).assign(&records);
    x
}

fn column_names(given: &[String], columns: usize, constant: usize) -> Vec<String> {
    let one = |j: usize| given.get(j).cloned().unwrap_or_else(|| format!("feature {j}"));
    let slopes = (0..columns).map(one);
    std::iter::repeat_n(INTERCEPT.to_owned(), constant).chain(slopes).collect()
}
