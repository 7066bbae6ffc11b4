//! From a regression and checked parameters to a labelled covariance matrix.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::vcov::{VcovMatrix, VcovMethod};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::ewc::Ewc;
use super::hac::Hac;
use super::kernel::Kernel;
use super::params::{Bandwidth, Reference, SmallSample, VcovKind, VcovParams};
use super::white::{White, adjusted_scores};
use super::{CovarianceEstimator, bandwidth, fixed_b};
use crate::least_squares::Factor;
use crate::linalg::layout;

/// Observations beyond which the quadratic spectral kernel is refused.
const MOST_FOR_QS: usize = 50_000;

/// What a covariance is made from.
#[derive(Debug, Clone, Copy)]
pub struct Regression<'a> {
    /// Scores `xₜuₜ`, shape `(n, k)`.
    pub scores: ArrayView2<'a, f64>,
    /// Residuals, shape `(n)`.
    pub residuals: ArrayView1<'a, f64>,
    /// Bread `(X'X)⁻¹`, shape `(k, k)`.
    pub bread: ArrayView2<'a, f64>,
    /// The factored design, for leverages.
    pub factor: &'a Factor,
    /// Column of the constant, which bandwidth rules leave out.
    pub constant: Option<usize>,
}

/// Checked parameters of a covariance. Made by [`VcovParams::check`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CheckedVcov(VcovParams);

impl CheckedVcov {
    pub(super) fn from_checked(params: VcovParams) -> Self {
        Self(params)
    }

    /// The parameters.
    pub fn params(&self) -> &VcovParams {
        &self.0
    }

    /// The covariance of least-squares estimates.
    ///
    /// # Errors
    /// [`FitError::Unsupported`] for a bandwidth that reaches the number of observations,
    /// [`FitError::Degenerate`] for leverage one under hc2 and hc3.
    pub fn estimate(&self, regression: &Regression<'_>) -> Result<VcovMatrix, FitError> {
        let (n, k) = regression.scores.dim();
        let df = (n - k) as f64;
        let ratio = n as f64 / df;
        let mut method = VcovMethod::simple(self.0.kind.name());
        if self.0.small_sample == SmallSample::DegreesOfFreedom || self.0.kind == VcovKind::Hc1 {
            method.small_sample = "n/(n-k)".into();
            method.factor = ratio;
        }
        let (values, distribution, df_denom) = match self.0.kind {
            VcovKind::Classical => {
                let variance = regression.residuals.dot(&regression.residuals) / df;
                (regression.bread.to_owned() * variance, self.plain(df), self.plain_df(df))
            }
            VcovKind::Hc0 | VcovKind::Hc1 => (
                sandwich(regression.bread, regression.scores, &White, method.factor),
                self.plain(df),
                self.plain_df(df),
            ),
            VcovKind::Hc2 | VcovKind::Hc3 => {
                let power = if self.0.kind == VcovKind::Hc2 { 0.5 } else { 1.0 };
                let leverages = regression.factor.leverages();
                let scores = adjusted_scores(regression.scores, leverages.view(), power, self.0.kind.name())?;
                let values = sandwich(regression.bread, scores.view(), &White, 1.0);
                (values, self.plain(df), self.plain_df(df))
            }
            VcovKind::Hac => self.hac(regression, &mut method)?,
            VcovKind::Ewc => {
                let ewc = Ewc::rule(n);
                method.terms = Some(ewc.terms);
                let nu = ewc.terms as f64;
                (
                    sandwich(regression.bread, regression.scores, &ewc, 1.0),
                    Distribution::T { df: nu },
                    Some(nu),
                )
            }
        };
        Ok(VcovMatrix { method, distribution, df_denom, size: k, values: values.into_iter().collect() })
    }

    fn hac(&self, regression: &Regression<'_>, method: &mut VcovMethod) -> Result<Parts, FitError> {
        let (n, k) = regression.scores.dim();
        if self.0.kernel == Kernel::Qs && n > MOST_FOR_QS {
            return Err(FitError::Unsupported {
                what: format!("the quadratic spectral kernel on {n} observations"),
                why: format!(
                    "it weighs every lag, which takes time with the square of the sample; use bartlett or parzen \
                     above {MOST_FOR_QS}"
                ),
            });
        }
        let hac = Hac { kernel: self.0.kernel, bandwidth: self.bandwidth(regression)? };
        method.kernel = Some(hac.kernel.name().into());
        method.bandwidth = Some(hac.bandwidth);
        method.rule = Some(self.0.bandwidth.rule().into());
        let values = sandwich(regression.bread, regression.scores, &hac, method.factor);
        let df = (n - k) as f64;
        let fixed_b = matches!(self.0.distribution, Reference::Default | Reference::FixedB);
        if !fixed_b {
            return Ok((values, self.plain(df), self.plain_df(df)));
        }
        let failed =
            || FitError::Degenerate { what: "the eigenvalues of the kernel could not be computed".into() };
        let distribution = fixed_b::distribution(hac.kernel, hac.bandwidth, n).ok_or_else(failed)?;
        Ok((values, distribution, None))
    }

    /// The bandwidth in use: given, or chosen by the rule.
    fn bandwidth(&self, regression: &Regression<'_>) -> Result<f64, FitError> {
        let (n, k) = regression.scores.dim();
        let counts_lags = self.0.kernel != Kernel::Qs;
        let whole = |width: f64| if counts_lags { bandwidth::lags_of(width, n) } else { width.max(1e-8) };
        let chosen = match self.0.bandwidth {
            Bandwidth::Fixed(value) => value,
            Bandwidth::Root => bandwidth::root_rule(n).max(if counts_lags { 0.0 } else { 1.0 }),
            Bandwidth::NeweyWest1994 => {
                let weights = rule_weights(k, regression.constant);
                whole(bandwidth::newey_west_1994(self.0.kernel, regression.scores, weights.view()))
            }
            Bandwidth::Andrews => {
                let weights = rule_weights(k, regression.constant);
                whole(bandwidth::andrews_1991(self.0.kernel, regression.scores, weights.view()))
            }
        };
        if chosen.is_finite() && chosen < n as f64 {
            return Ok(chosen);
        }
        let why = format!("the sample has {n} observations; the bandwidth must be smaller");
        Err(FitError::Unsupported { what: format!("a HAC bandwidth of {chosen}"), why })
    }

    fn plain(&self, df: f64) -> Distribution {
        if self.0.distribution == Reference::Normal { Distribution::Normal } else { Distribution::T { df } }
    }

    fn plain_df(&self, df: f64) -> Option<f64> {
        (self.0.distribution != Reference::Normal).then_some(df)
    }
}

type Parts = (Array2<f64>, Distribution, Option<f64>);

/// Unit weights with zero on the constant unless it stands alone, as R's sandwich does.
fn rule_weights(k: usize, constant: Option<usize>) -> Array1<f64> {
    let mut weights = Array1::ones(k);
    if let (Some(position), true) = (constant, k > 1) {
        weights[position] = 0.0;
    }
    weights
}

/// `factor · B S B`, exactly symmetric.
fn sandwich(
    bread: ArrayView2<'_, f64>,
    scores: ArrayView2<'_, f64>,
    estimator: &impl CovarianceEstimator,
    factor: f64,
) -> Array2<f64> {
    let product = bread.dot(&estimator.meat(scores)).dot(&bread);
    (&product + &product.t()) * (0.5 * factor)
}

/// Scores `xₜuₜ` column by column, shape `(n, k)`, columns contiguous.
pub fn scores(x: ArrayView2<'_, f64>, residuals: ArrayView1<'_, f64>) -> Array2<f64> {
    let mut scores = layout::column_major(x);
    for mut column in scores.columns_mut() {
        column *= &residuals;
    }
    scores
}

/// Position of the constant in the design of a sample.
pub fn constant_column(sample: &Sample) -> Option<usize> {
    (sample.intercept() == Intercept::Included).then_some(0)
}
