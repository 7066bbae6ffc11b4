//! The reduced-rank regression behind Johansen's tests and the vector error correction model.

use fxsens_core::fit::FitError;
use fxsens_core::sample::{INTERCEPT, Sample};
use ndarray::{Array2, ArrayView2, Axis, Slice};

use crate::least_squares::Factor;
use crate::linalg::dense::right_singular;
use crate::models::ardl::Case;

/// Outcome and regressors of a sample as one matrix, shape `(n, p)`: the outcome first, the constant left out.
pub(crate) fn series(sample: &Sample) -> Array2<f64> {
    let names = sample.x_names();
    let kept: Vec<usize> = (0..names.len()).filter(|j| names[*j] != INTERCEPT).collect();
    let mut series = Array2::zeros((sample.nobs(), kept.len() + 1));
    series.column_mut(0).assign(&sample.y());
    series.slice_axis_mut(Axis(1), Slice::from(1..)).assign(&sample.x().select(Axis(1), &kept));
    series
}

/// The three blocks of `Δx_t = αβ'x_{t−1} + ΣΓ_iΔx_{t−i} + … + ε_t`, one row per observation after the lags. Time is one in the
/// first observation of the sample, whatever the lags.
#[derive(Debug, Clone)]
pub(crate) struct System {
    /// `Δx_t`, shape `(T, p)`.
    pub(crate) differences: Array2<f64>,
    /// `x_{t−1}` and the restricted term at `t − 1` if the case has one, shape `(T, q)`.
    pub(crate) levels: Array2<f64>,
    /// Unrestricted constant and trend, then `Δx_{t−1}`, `Δx_{t−2}` …, shape `(T, m)`.
    pub(crate) short_run: Array2<f64>,
}

impl System {
    /// The blocks of series `x`, shape `(n, p)`, with `lags` lags of the levels.
    ///
    /// # Errors
    /// [`FitError::TooFewObservations`] when the rows do not determine the canonical correlations; [`FitError::Unsupported`]
    /// without a lag.
    pub(crate) fn new(x: ArrayView2<'_, f64>, lags: usize, case: Case) -> Result<Self, FitError> {
        if lags == 0 {
            return Err(FitError::Unsupported {
                what: "an autoregression without lags".into(),
                why: "relations tie the changes to the levels one period before".into(),
            });
        }
        let (n, p) = x.dim();
        let unrestricted = usize::from(case >= Case::Constant) + usize::from(case == Case::Trend);
        let short = p * (lags - 1) + unrestricted;
        let restricted = usize::from(case.restricted().is_some());
        let needed = lags + short + p + restricted + 2;
        if n < needed {
            return Err(FitError::TooFewObservations { nobs: n, parameters: short + p, needed });
        }
        let rows = n - lags;
        let difference = |t: usize, lag: usize, j: usize| x[[lags + t - lag, j]] - x[[lags + t - lag - 1, j]];
        let differences = Array2::from_shape_fn((rows, p), |(t, j)| difference(t, 0, j));
        let levels = Array2::from_shape_fn((rows, p + restricted), |(t, j)| match j {
            _ if j < p => x[[lags + t - 1, j]],
            _ if case == Case::RestrictedConstant => 1.0,
            _ => (lags + t) as f64,
        });
        let short_run = Array2::from_shape_fn((rows, short), |(t, j)| match j {
            0 if unrestricted > 0 => 1.0,
            1 if unrestricted > 1 => (lags + t + 1) as f64,
            _ => {
                let place = j - unrestricted;
                difference(t, 1 + place / p, place % p)
            }
        });
        Ok(Self { differences, levels, short_run })
    }

    /// Canonical correlations of differences and levels, both net of the short run: singular values of the product of two
    /// orthonormal bases. No eigenproblem of a matrix that is not symmetric is solved.
    ///
    /// # Errors
    /// [`FitError`] for series that depend on each other and for a combination of them without an error.
    pub(crate) fn canonical(&self) -> Result<Canonical, FitError> {
        let net_differences = self.net(&self.differences)?;
        let net_levels = self.net(&self.levels)?;
        let factor = |matrix: &Array2<f64>, what: &str| {
            let names: Vec<String> = (0..matrix.ncols()).map(|j| format!("{what} {}", j + 1)).collect();
            Factor::new(matrix.view(), &names)
        };
        let differences = factor(&net_differences, "difference of series")?;
        let levels = factor(&net_levels, "level of series")?;
        let basis = levels.orthonormal();
        let product = differences.orthonormal().t().dot(&basis);
        let (correlations, directions) = right_singular(product.view()).ok_or_else(|| {
            FitError::Degenerate { what: "the canonical correlations cannot be computed".into() }
        })?;
        let eigenvalues: Vec<f64> = correlations.iter().map(|value| (value * value).min(1.0)).collect();
        if eigenvalues.first().is_some_and(|first| 1.0 - first < 1e-12) {
            return Err(FitError::Degenerate { what: "a combination of the series has no error".into() });
        }
        let mut relations = Array2::zeros((net_levels.ncols(), directions.ncols()));
        for (mut relation, direction) in relations.columns_mut().into_iter().zip(directions.columns()) {
            relation.assign(&levels.coefficients(basis.dot(&direction).view()));
        }
        Ok(Canonical { eigenvalues, relations, net_levels })
    }

    /// Residuals of columns on the short run.
    fn net(&self, columns: &Array2<f64>) -> Result<Array2<f64>, FitError> {
        let mut rest = columns.clone();
        let short = self.short_run.ncols();
        if short == 0 {
            return Ok(rest);
        }
        let names: Vec<String> = (0..short).map(|j| format!("short-run term {}", j + 1)).collect();
        let factor = Factor::new(self.short_run.view(), &names)?;
        for mut column in rest.columns_mut() {
            let fitted = self.short_run.dot(&factor.coefficients(column.view()));
            column -= &fitted;
        }
        Ok(rest)
    }
}

/// Canonical correlations and the relations they belong to.
#[derive(Debug, Clone)]
pub(crate) struct Canonical {
    /// Squared canonical correlations, falling; as many as series.
    pub(crate) eigenvalues: Vec<f64>,
    /// Weights of levels and restricted term in each relation, shape `(q, p)`, in the same order; their scale is arbitrary.
    pub(crate) relations: Array2<f64>,
    /// Levels and restricted term net of the short run, shape `(T, q)`.
    pub(crate) net_levels: Array2<f64>,
}
