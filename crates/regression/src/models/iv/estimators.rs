//! k-class estimators and the generalised method of moments.

use fxsens_core::fit::FitError;
use ndarray::{Array1, Array2, Axis, concatenate};

use super::design::Design;
use super::params::{IvEstimator, IvParams, Weights};
use crate::covariance::CovarianceEstimator;
use crate::covariance::hac::Hac;
use crate::covariance::params::Bandwidth;
use crate::covariance::white::White;
use crate::covariance::{bandwidth, kernel::Kernel};
use crate::linalg::dense::{cholesky, symmetric_eigenvalues};
use crate::linalg::triangular::{invert_upper, solve_upper, solve_upper_transposed};

/// Iterations of the generalised method of moments.
const ITERATIONS: usize = 1000;

/// Largest relative change of an estimate in the last one.
const SETTLED: f64 = 1e-11;

/// Estimates with what their covariance needs.
#[derive(Debug)]
pub(super) struct Estimates {
    /// Coefficients, shape `(k)`.
    pub(super) coefficients: Array1<f64>,
    /// Outcome minus regressors times coefficients, shape `(n)`.
    pub(super) residuals: Array1<f64>,
    /// How the covariance is made.
    pub(super) kind: Kind,
    /// κ of the k-class, one for two-stage least squares; `None` for moments.
    pub(super) kappa: Option<f64>,
    /// Steps of the generalised method of moments.
    pub(super) steps: usize,
}

/// What the covariance is made from.
#[derive(Debug)]
pub(super) enum Kind {
    /// `A⁻¹` and the regressors of the scores.
    Class {
        /// Inverse of `X'(I − κM)X`, shape `(k, k)`.
        bread: Array2<f64>,
    },
    /// Moments: the covariance itself and the statistic of overidentifying restrictions.
    Moments {
        /// Shape `(k, k)`.
        covariance: Array2<f64>,
        /// `n g'Wg` at the estimates.
        j: f64,
    },
}

pub(super) fn estimate(design: &Design, params: &IvParams) -> Result<Estimates, FitError> {
    match params.estimator {
        IvEstimator::TwoStage => k_class(design, 1.0),
        IvEstimator::Liml => k_class(design, liml_kappa(design)?),
        IvEstimator::Fuller => {
            let (n, m) = design.z.dim();
            k_class(design, liml_kappa(design)? - params.fuller / (n - m) as f64)
        }
        IvEstimator::Gmm => moments(design, params, 2),
        IvEstimator::IteratedGmm => moments(design, params, ITERATIONS),
    }
}

/// `β = (X'(I − κM)X)⁻¹ X'(I − κM)y`, `M` the residual maker of the instruments. Columns are scaled to unit length first.
pub(super) fn k_class(design: &Design, kappa: f64) -> Result<Estimates, FitError> {
    // (I − κM)X = X − κ(X − PX).
    let class = &design.x - &((&design.x - &design.projected) * kappa);
    let scale: Array1<f64> = design.projected.map_axis(Axis(0), |column| column.dot(&column).sqrt());
    let scaled = |matrix: &Array2<f64>| matrix / &scale.view().insert_axis(Axis(0));
    let a = scaled(&class).t().dot(&scaled(&design.x));
    let a = (&a + &a.t()) * 0.5;
    let upper = root(&a, "the projected regressors depend on each other")?;
    let right = scaled(&class).t().dot(&design.y);
    let b = solve(&upper, &right) / &scale;
    let inverse = invert_upper(upper.view());
    let bread = inverse.dot(&inverse.t());
    let bread = Array2::from_shape_fn(bread.dim(), |(i, j)| bread[[i, j]] / (scale[i] * scale[j]));
    let residuals = &design.y - &design.x.dot(&b);
    Ok(Estimates { coefficients: b, residuals, kind: Kind::Class { bread }, kappa: Some(kappa), steps: 1 })
}

/// The smallest root of `|Y'M_W Y − κ Y'M_Z Y|`, `Y` the outcome and the instrumented regressors.
fn liml_kappa(design: &Design) -> Result<f64, FitError> {
    let endogenous = design.x.select(Axis(1), &design.endogenous);
    let together = concatenate(Axis(1), &[design.y.view().insert_axis(Axis(1)), endogenous.view()])
        .map_err(|error| FitError::Degenerate { what: error.to_string() })?;
    let off_included = design.off_included(&together)?;
    let mut off_all = together.clone();
    for mut column in off_all.columns_mut() {
        let rest = design.off_instruments(column.view());
        column.assign(&rest);
    }
    let (above, below) = (off_included.t().dot(&off_included), off_all.t().dot(&off_all));
    let upper = root(&below, "the instruments explain the regressors exactly")?;
    let inverse = invert_upper(upper.view());
    let ratio = inverse.t().dot(&above).dot(&inverse);
    let values = symmetric_eigenvalues(ratio.view());
    values.and_then(|values| values.first().copied()).ok_or_else(|| FitError::Degenerate {
        what: "the likelihood of the instruments has no maximum".into(),
    })
}

/// The generalised method of moments from two-stage least squares on, at most `most` steps.
fn moments(design: &Design, params: &IvParams, most: usize) -> Result<Estimates, FitError> {
    let mut residuals = k_class(design, 1.0)?.residuals;
    let scale: Array1<f64> = design.z.map_axis(Axis(0), |column| column.dot(&column).sqrt());
    // Instruments of unit length: the moments' covariance keeps its digits, the statistics do not change.
    let z = &design.z / &scale.view().insert_axis(Axis(0));
    let cross = z.t().dot(&design.x);
    let right = z.t().dot(&design.y);
    let mut last: Option<Array1<f64>> = None;
    let mut change = f64::INFINITY;
    for step in 2..=most {
        let root_s = root(&meat(&z, &residuals, params)?, "the moments depend on each other")?;
        // With S = U'U, W = S⁻¹: whitened cross-products make ordinary least squares.
        let white = whiten(&root_s, &cross);
        let target = solve_upper_transposed(root_s.view(), right.view());
        let names = design.x_names.clone();
        let factor = crate::least_squares::Factor::new(white.view(), &names)?;
        let b = factor.coefficients(target.view());
        residuals = &design.y - &design.x.dot(&b);
        if let Some(last) = &last {
            let size = |(a, b): (&f64, &f64)| (a - b).abs() / a.abs().max(1e-300);
            change = b.iter().zip(last).map(size).fold(0.0, f64::max);
        }
        if step == most.min(2) && most == 2 || change < SETTLED {
            let g = &target - &white.dot(&b);
            let j = g.dot(&g);
            // Sandwich with the moments' covariance at the final residuals.
            let bread = factor.bread(white.view());
            let now = meat(&z, &residuals, params)?;
            let half = whiten(&root_s, &now);
            let between = whiten(&root_s, &half.t().to_owned());
            let middle = white.t().dot(&between).dot(&white);
            let covariance = bread.dot(&middle).dot(&bread);
            let covariance = (&covariance + &covariance.t()) * 0.5;
            let kind = Kind::Moments { covariance, j };
            return Ok(Estimates { coefficients: b, residuals, kind, kappa: None, steps: step });
        }
        last = Some(b);
    }
    let what = "the iterated generalised method of moments".into();
    Err(FitError::NoConvergence { what, iterations: most, change })
}

/// `U'⁻¹ A`.
fn whiten(upper: &Array2<f64>, a: &Array2<f64>) -> Array2<f64> {
    let mut white = Array2::zeros(a.dim());
    for (mut target, column) in white.columns_mut().into_iter().zip(a.columns()) {
        target.assign(&solve_upper_transposed(upper.view(), column));
    }
    white
}

/// Sum of outer products of the moments `z_t û_t`, kernel-weighted for hac.
fn meat(z: &Array2<f64>, residuals: &Array1<f64>, params: &IvParams) -> Result<Array2<f64>, FitError> {
    let scores = z * &residuals.view().insert_axis(Axis(1));
    let n = z.nrows();
    Ok(match params.weights {
        Weights::Hc0 => White.meat(scores.view()),
        Weights::Hac => {
            let width = match params.vcov.bandwidth {
                Bandwidth::Fixed(width) => width,
                _ => bandwidth::root_rule(n),
            };
            if params.vcov.kernel != Kernel::Qs && width >= n as f64 {
                return Err(FitError::Unsupported {
                    what: format!("a bandwidth of {width} on {n} observations"),
                    why: "it must be smaller than the sample".into(),
                });
            }
            Hac { kernel: params.vcov.kernel, bandwidth: width }.meat(scores.view())
        }
    })
}

pub(super) fn root(matrix: &Array2<f64>, what: &str) -> Result<Array2<f64>, FitError> {
    let lower = cholesky(matrix.view());
    lower.map(Array2::reversed_axes).ok_or_else(|| FitError::Degenerate { what: what.into() })
}

fn solve(upper: &Array2<f64>, right: &Array1<f64>) -> Array1<f64> {
    let half = solve_upper_transposed(upper.view(), right.view());
    solve_upper(upper.view(), half.view())
}
