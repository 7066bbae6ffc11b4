//! From a regression and checked parameters to a labelled covariance matrix.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::period::Period;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_core::vcov::{VcovMatrix, VcovMethod};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use super::ewc::Ewc;
use super::hac::Hac;
use super::kernel::Kernel;
use super::params::{Reference, SmallSample, VcovKind, VcovParams};
use super::prewhitening::Whitened;
use super::white::{White, adjusted_scores};
use super::{CovarianceEstimator, cluster, fixed_b};
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
    /// Dates of the observations, for calendar clusters.
    pub periods: &'a [Period],
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
            VcovKind::Cluster => self.cluster(regression, &mut method)?,
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

    fn cluster(&self, regression: &Regression<'_>, method: &mut VcovMethod) -> Result<Parts, FitError> {
        let (n, k) = regression.scores.dim();
        let block = self.0.cluster.unwrap_or_default();
        let (groups, count) = block.groups(regression.periods)?;
        method.kernel = Some(block.name().into());
        method.terms = Some(count);
        method.small_sample = "G/(G-1) (n-1)/(n-k)".into();
        method.factor = cluster::factor(count, n, k);
        let meat = cluster::meat(regression.scores, &groups, count);
        let df = (count - 1) as f64;
        Ok((around(regression.bread, &meat, method.factor), self.plain(df), self.plain_df(df)))
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
        let whitened = if self.0.prewhiten > 0 { Some(Whitened::new(regression.scores)?) } else { None };
        let hac = Hac { kernel: self.0.kernel, bandwidth: self.bandwidth(regression, whitened.as_ref())? };
        method.kernel = Some(hac.kernel.name().into());
        method.bandwidth = Some(hac.bandwidth);
        method.rule = Some(self.0.bandwidth.rule().into());
        method.profile = self.0.profile.map(|profile| profile.name().into());
        method.prewhitened = whitened.is_some();
        let meat = match &whitened {
            Some(whitened) => whitened.recoloured(&hac.meat(whitened.scores.view())),
            None => hac.meat(regression.scores),
        };
        let values = around(regression.bread, &meat, method.factor);
        let fixed_b = match self.0.distribution {
            Reference::Default => whitened.is_none(),
            Reference::FixedB => true,
            Reference::Normal | Reference::T => false,
        };
        if !fixed_b {
            let df = self.0.profile.map_or((n - k) as f64, |profile| profile.degrees(n, k));
            return Ok((values, self.plain(df), self.plain_df(df)));
        }
        let failed =
            || FitError::Degenerate { what: "the eigenvalues of the kernel could not be computed".into() };
        let distribution = fixed_b::distribution(hac.kernel, hac.bandwidth, n).ok_or_else(failed)?;
        Ok((values, distribution, None))
    }

    /// The bandwidth in use: given, or chosen by the rule.
    fn bandwidth(&self, regression: &Regression<'_>, whitened: Option<&Whitened>) -> Result<f64, FitError> {
        let (n, k) = regression.scores.dim();
        let weights = rule_weights(k, regression.constant);
        let chosen = self.0.bandwidth.resolve(self.0.kernel, regression.scores, whitened, weights.view())?;
        let rows = n - usize::from(whitened.is_some());
        if chosen.is_finite() && chosen < rows as f64 {
            return Ok(chosen);
        }
        let why = format!("the sample has {rows} observations; the bandwidth must be smaller");
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
    around(bread, &estimator.meat(scores), factor)
}

/// `factor · B S B`, exactly symmetric, of a meat `S`.
fn around(bread: ArrayView2<'_, f64>, meat: &Array2<f64>, factor: f64) -> Array2<f64> {
    let product = bread.dot(meat).dot(&bread);
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
