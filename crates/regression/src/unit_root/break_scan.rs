//! Dickey–Fuller t statistics with a break at every admissible date.

use std::ops::RangeInclusive;

use fxsens_core::fit::FitError;
use serde::{Deserialize, Serialize};

use super::dickey_fuller::{columns, names};
use super::nested::Nested;
use super::{Trend, series};
use crate::linalg::layout::dot;
use crate::linalg::rank::TOLERANCE;

/// What breaks in the trend of the alternative.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Break {
    /// The level (model A of Zivot and Andrews).
    #[default]
    C,
    /// The slope (model B).
    T,
    /// Both (model C).
    Ct,
}

impl Break {
    /// Id as in parameters.
    pub fn id(self) -> &'static str {
        match self {
            Self::C => "c",
            Self::T => "t",
            Self::Ct => "ct",
        }
    }

    /// In words.
    pub fn label(self) -> &'static str {
        match self {
            Self::C => "break in the level",
            Self::T => "break in the slope",
            Self::Ct => "break in level and slope",
        }
    }

    fn dummies(self) -> usize {
        if self == Self::Ct { 2 } else { 1 }
    }
}

/// Positions, counted from zero, of the first observation after a break: a share `trim` of the sample is left out
/// at both ends, rounded down.
pub fn admissible(nobs: usize, trim: f64) -> RangeInclusive<usize> {
    // A hundredth of an observation guards against 0.15 * 100 = 15.000000000000002 and its opposite.
    let left_out = (nobs as f64 * trim + 1e-9) as usize;
    left_out + 1..=nobs - left_out
}

/// The t statistic on the lagged level for a break at each of `positions`, in
/// `Δyₜ = μ + βt + θ DUₜ + γ DTₜ + φ yₜ₋₁ + Σ γⱼ Δyₜ₋ⱼ + eₜ`. `DU` is one and `DT` is 1, 2, 3, … from the position on.
///
/// Constant, trend and lags are taken out once; each break then costs a few inner products.
///
/// # Errors
/// [`FitError`] for series that are constant, too short, not finite, for breaks too near an end, for collinear terms
/// and for an exact fit.
pub fn break_scan(
    y: &[f64],
    model: Break,
    lags: usize,
    positions: RangeInclusive<usize>,
) -> Result<Vec<(usize, f64)>, FitError> {
    let needed = 2 * lags + 8;
    series::check(y, needed)?;
    let (first, last) = (*positions.start(), *positions.end());
    if first < lags + 2 || last + model.dummies() > y.len() {
        return Err(FitError::Unsupported {
            what: format!("a break from observation {} to {} of {}", first + 1, last + 1, y.len()),
            why: format!(
                "{lags} lags leave no observation before or after it; use fewer lags or a larger trim"
            ),
        });
    }
    let base = Base::new(y, lags)?;
    series::check_residuals(
        dot(&base.outcome, &base.outcome),
        base.outcome.len(),
        series::size(y),
        "the trend",
    )?;
    positions.map(|position| Ok((position, base.t(model, position - lags - 1)?))).collect()
}

/// The regression without a break: level and outcome free of constant, trend and lags.
struct Base {
    level: Vec<f64>,
    outcome: Vec<f64>,
    parameters: usize,
    /// Sums from each row on of the orthonormal columns, then of level and outcome: what `DU` picks out.
    steps: Vec<Vec<f64>>,
    /// Sums of these sums: what `DT` picks out.
    ramps: Vec<Vec<f64>>,
}

impl Base {
    fn new(y: &[f64], lags: usize) -> Result<Self, FitError> {
        let parts = columns(y, Trend::Ct, lags);
        let labels = names(Trend::Ct, lags);
        let mut fit = Nested::new(parts.columns, parts.outcome, |j| labels[j].clone())?;
        let k = fit.parameters();
        let last = fit.last(k);
        let pivot = fit.pivot(k - 1);
        let direction = fit.basis.pop().unwrap_or_default();
        let along = last.coefficient * pivot;
        let outcome: Vec<f64> = fit.residuals.iter().zip(&direction).map(|(e, q)| e + along * q).collect();
        let level: Vec<f64> = direction.iter().map(|q| pivot * q).collect();
        let from_here = |x: &[f64]| {
            let mut sums = x.to_vec();
            for row in (0..sums.len().saturating_sub(1)).rev() {
                sums[row] += sums[row + 1];
            }
            sums
        };
        let steps: Vec<Vec<f64>> =
            fit.basis.iter().chain([&level, &outcome]).map(|column| from_here(column)).collect();
        let ramps = steps.iter().map(|sums| from_here(sums)).collect();
        Ok(Self { level, outcome, parameters: k, steps, ramps })
    }

    /// The t statistic with a break from this row on.
    fn t(&self, model: Break, row: usize) -> Result<f64, FitError> {
        let n = self.level.len();
        let m = (n - row) as f64;
        let common = self.parameters - 1;
        let sums = |dummy: &[Vec<f64>]| (dummy[common][row], dummy[common + 1][row]);
        let shared = |a: &[Vec<f64>], b: &[Vec<f64>]| -> f64 {
            a[..common].iter().zip(&b[..common]).map(|(a, b)| a[row] * b[row]).sum()
        };
        let (du, dt) = (&self.steps, &self.ramps);
        let squares = m * (m + 1.0) * (2.0 * m + 1.0) / 6.0;
        let mut cross = Cross::new(&self.level, &self.outcome);
        match model {
            Break::C => cross.remove(m, m - shared(du, du), sums(du))?,
            Break::T => cross.remove(squares, squares - shared(dt, dt), sums(dt))?,
            Break::Ct => {
                let (own, mixed) = (m - shared(du, du), m * (m + 1.0) / 2.0 - shared(du, dt));
                let slope = mixed / own;
                cross.remove(m, own, sums(du))?;
                let (level, outcome) = sums(dt);
                let rest = (level - slope * sums(du).0, outcome - slope * sums(du).1);
                cross.remove(squares, squares - shared(dt, dt) - slope * mixed, rest)?;
            }
        }
        Ok(cross.t(n - self.parameters - model.dummies()))
    }
}

/// Inner products of level and outcome.
struct Cross {
    level: f64,
    both: f64,
    outcome: f64,
    level_before: f64,
}

impl Cross {
    fn new(level: &[f64], outcome: &[f64]) -> Self {
        let squares = dot(level, level);
        Self {
            level: squares,
            both: dot(level, outcome),
            outcome: dot(outcome, outcome),
            level_before: squares,
        }
    }

    /// Takes out a dummy: its squares before and after what it shares with other columns, its products with level
    /// and outcome.
    fn remove(&mut self, whole: f64, own: f64, (level, outcome): (f64, f64)) -> Result<(), FitError> {
        // The squares are sums of whole numbers and lose digits as such: the root of the tolerance is theirs.
        if own.is_nan() || own <= TOLERANCE * whole {
            return Err(FitError::Collinear {
                columns: vec!["the break dummy".into()],
                with: vec!["the other terms".into()],
            });
        }
        self.level -= level * level / own;
        self.both -= level * outcome / own;
        self.outcome -= outcome * outcome / own;
        if self.level > TOLERANCE * self.level_before {
            return Ok(());
        }
        Err(FitError::Collinear {
            columns: vec!["the lagged level".into()],
            with: vec!["the trend with a break".into()],
        })
    }

    fn t(&self, df: usize) -> f64 {
        let rest = self.outcome - self.both * self.both / self.level;
        self.both / (self.level * rest / df as f64).sqrt()
    }
}
