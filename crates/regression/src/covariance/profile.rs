//! Profiles: the kernel covariance as other packages compute it.

use fxsens_core::model::ParamError;
use serde::{Deserialize, Serialize};

use super::kernel::Kernel;
use super::params::{Bandwidth, Reference, SmallSample, VcovKind, VcovParams};

/// A package whose Newey–West covariance is reproduced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Profile {
    /// `OLS.fit(cov_type = "HAC")` of statsmodels; lags by the rule of its `cov_hac` when left out.
    Statsmodels,
    /// `newey` of Stata; it asks for a number of lags.
    Stata,
    /// `NeweyWest` of R's sandwich, with `coeftest` of lmtest.
    RSandwich,
    /// The Newey–West option of EViews' least squares.
    Eviews,
    /// `ols --robust` of gretl on time series.
    Gretl,
    /// `vcov = "NW"` of R's fixest on a single series.
    Fixest,
}

impl Profile {
    /// All profiles.
    pub const ALL: [Self; 6] =
        [Self::Statsmodels, Self::Stata, Self::RSandwich, Self::Eviews, Self::Gretl, Self::Fixest];

    /// Name as in parameters and tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Statsmodels => "statsmodels",
            Self::Stata => "stata",
            Self::RSandwich => "r-sandwich",
            Self::Eviews => "eviews",
            Self::Gretl => "gretl",
            Self::Fixest => "fixest",
        }
    }

    /// The package's rule for lags left out; none where it has no rule.
    pub fn rule(self) -> Option<Bandwidth> {
        match self {
            Self::Statsmodels | Self::Eviews => Some(Bandwidth::NeweyWestFixed),
            Self::Stata => None,
            Self::RSandwich => Some(Bandwidth::NeweyWest1994),
            Self::Fixest => Some(Bandwidth::NeweyWest1994Prewhitened),
            Self::Gretl => Some(Bandwidth::StockWatson),
        }
    }

    /// Parameters written out. A bandwidth left out becomes the package's rule.
    ///
    /// # Errors
    /// [`ParamError::Invalid`] for a kind other than `hac`, a setting beside the profile that is not a number of lags,
    /// and lags left out where the package has no rule.
    pub(super) fn resolve(self, given: VcovParams) -> Result<VcovParams, ParamError> {
        let invalid = |name: &str, expected: String, found: String| {
            Err(ParamError::Invalid { name: name.into(), expected, found })
        };
        if given.kind != VcovKind::Hac {
            return invalid("vcov.profile", "kind hac".into(), format!("kind {}", given.kind.name()));
        }
        let plain =
            VcovParams { bandwidth: given.bandwidth, profile: given.profile, ..VcovParams::default() };
        if given != plain {
            let expected = "nothing beside the profile but a number as vcov.bandwidth".into();
            let found = format!("{} with a kernel, factor, distribution or prewhitening", self.name());
            return invalid("vcov.profile", expected, found);
        }
        let bandwidth = match (given.bandwidth, self.rule()) {
            (Bandwidth::Fixed(lags), _) => Bandwidth::Fixed(lags),
            (Bandwidth::Root, Some(rule)) => rule,
            (Bandwidth::Root, None) => {
                let expected = format!("a number of lags: {} has no rule of its own", self.name());
                return invalid("vcov.bandwidth", expected, "none".into());
            }
            (rule, _) => {
                let expected = format!("a number of lags, or none, beside profile {}", self.name());
                return invalid("vcov.bandwidth", expected, rule.rule().into());
            }
        };
        let corrected = matches!(self, Self::Stata | Self::Eviews | Self::Fixest);
        Ok(VcovParams {
            kernel: Kernel::Bartlett,
            bandwidth,
            small_sample: if corrected { SmallSample::DegreesOfFreedom } else { SmallSample::None },
            distribution: if self == Self::Statsmodels { Reference::Normal } else { Reference::T },
            prewhiten: u8::from(self == Self::RSandwich),
            ..given
        })
    }

    /// Degrees of freedom of its t distribution: `T − 1` in fixest, which counts periods as clusters, `n − k` elsewhere.
    pub(super) fn degrees(self, nobs: usize, parameters: usize) -> f64 {
        (nobs - if self == Self::Fixest { 1 } else { parameters }) as f64
    }
}
