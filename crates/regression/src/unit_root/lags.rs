//! How many lagged differences a Dickey–Fuller regression takes.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::TestError;
use fxsens_core::model::ParamError;
use serde::{Deserialize, Serialize};

use super::dickey_fuller::{self, names};
use super::nested::Nested;
use super::{Trend, series};

/// A number of lagged differences, or the criterion that chooses it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", expecting = "expected aic, bic, maic, t-stat or a number of lags")]
pub enum Lags {
    /// Akaike's criterion.
    #[default]
    Aic,
    /// Schwarz's criterion.
    Bic,
    /// Modified Akaike criterion (Ng and Perron 2001).
    Maic,
    /// From the most lags downwards until the last one is significant.
    TStat,
    /// This many.
    #[serde(untagged)]
    Fixed(u16),
}

impl Lags {
    /// As printed.
    pub fn label(self) -> String {
        match self {
            Self::Aic => "AIC".into(),
            Self::Bic => "BIC".into(),
            Self::Maic => "MAIC".into(),
            Self::TStat => "t statistic".into(),
            Self::Fixed(_) => "given".into(),
        }
    }
}

/// The most lags a search tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", expecting = "expected schwert or a number of lags")]
pub enum MaxLags {
    /// `⌈12 (T/100)^¼⌉` (Schwert 1989), at most what half the sample allows: `⌊T/2⌋ − 1` less the deterministic
    /// terms.
    #[default]
    Schwert,
    /// This many.
    #[serde(untagged)]
    Fixed(u16),
}

impl MaxLags {
    /// The most lags for `nobs` observations and this many deterministic terms.
    pub fn count(self, nobs: usize, terms: usize) -> usize {
        match self {
            Self::Fixed(lags) => usize::from(lags),
            Self::Schwert => {
                let rule = (12.0 * (nobs as f64 / 100.0).powf(0.25)).ceil() as usize;
                rule.min((nobs / 2).saturating_sub(terms + 1))
            }
        }
    }
}

/// A search for the number of lags.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Search {
    /// The criterion, or the number itself.
    pub lags: Lags,
    /// The most lags tried.
    pub max_lags: MaxLags,
    /// Two-sided size of the t test on the last lag, for [`Lags::TStat`].
    pub level: f64,
}

impl Search {
    /// Refuses a level outside `(0, 1)`.
    ///
    /// # Errors
    /// [`ParamError::Invalid`].
    pub fn check(self) -> Result<Self, ParamError> {
        if self.level > 0.0 && self.level < 1.0 {
            return Ok(self);
        }
        let (name, expected) = ("t_stat_level".into(), "a number between 0 and 1".into());
        Err(ParamError::Invalid { name, expected, found: self.level.to_string() })
    }

    /// The number of lags for this series and these deterministic terms.
    ///
    /// # Errors
    /// [`TestError`] for a level out of range and series the search cannot be made on.
    pub fn choose(self, y: &[f64], trend: Trend) -> Result<usize, TestError> {
        self.check()?;
        if let Lags::Fixed(lags) = self.lags {
            return Ok(usize::from(lags));
        }
        let most = self.max_lags.count(y.len(), trend.terms());
        Ok(self.search(&Candidates::new(y, trend, most)?))
    }

    fn search(self, models: &Candidates) -> usize {
        let lags = 0..=models.most;
        let best = |criterion: &dyn Fn(usize) -> f64| {
            lags.clone().min_by(|a, b| criterion(*a).total_cmp(&criterion(*b))).unwrap_or_default()
        };
        let n = models.fit.nobs() as f64;
        match self.lags {
            Lags::Fixed(lags) => usize::from(lags),
            Lags::Aic => best(&|j| n * models.ssr(j).ln() + 2.0 * j as f64),
            Lags::Bic => best(&|j| n * models.ssr(j).ln() + n.ln() * j as f64),
            Lags::Maic => best(&|j| {
                let variance = models.ssr(j) / n;
                let pull = models.root(j).powi(2) * models.level_squares / variance;
                variance.ln() + 2.0 * (pull + j as f64) / n
            }),
            Lags::TStat => {
                let critical = Distribution::Normal.critical_value(self.level);
                lags.clone().rev().find(|j| *j > 0 && models.last_t(*j).abs() >= critical).unwrap_or(0)
            }
        }
    }
}

/// Dickey–Fuller regressions with `0, …, most` lags on the one sample that `most` lags leave.
struct Candidates {
    fit: Nested,
    first: usize,
    most: usize,
    /// Sum of squares of the level, free of the deterministic terms.
    level_squares: f64,
}

impl Candidates {
    fn new(y: &[f64], trend: Trend, most: usize) -> Result<Self, FitError> {
        let first = trend.terms() + 1;
        series::check(y, first + 2 * most + 2)?;
        let mut parts = dickey_fuller::columns(y, trend, most);
        // Level before lags: the models are then leading blocks of one design.
        parts.columns[trend.terms()..].rotate_right(1);
        let mut labels = names(trend, most);
        labels[trend.terms()..].rotate_right(1);
        let fit = Nested::new(parts.columns, parts.outcome, |j| labels[j].clone())?;
        series::check_residuals(
            fit.ssr(first + most),
            fit.nobs(),
            series::size(y),
            "a Dickey–Fuller regression",
        )?;
        let level_squares = fit.pivot(trend.terms()).powi(2);
        Ok(Self { fit, first, most, level_squares })
    }

    fn ssr(&self, lags: usize) -> f64 {
        self.fit.ssr(self.first + lags)
    }

    /// Coefficient on the level.
    fn root(&self, lags: usize) -> f64 {
        self.fit.coefficients(self.first + lags)[self.first - 1]
    }

    fn last_t(&self, lags: usize) -> f64 {
        self.fit.last(self.first + lags).t
    }
}
