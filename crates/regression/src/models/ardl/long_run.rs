//! Long-run effects and their covariance by the delta method.

use fxsens_core::fit::{EffectUnit, Fit, FitError, Term};
use fxsens_core::unit::Unit;
use fxsens_core::vcov::Vcov;
use ndarray::{Array1, Array2};

use super::design::Lagged;
use crate::inference::delta::propagated;

/// Derived effects of a lagged regression: values and their derivatives with respect to its coefficients.
#[derive(Debug, Clone)]
pub(crate) struct Multipliers {
    /// `Σφ − 1`: how much of a gap closes within one period.
    pub(crate) adjustment: f64,
    /// Long-run effect of each regressor, `Σθ / (1 − Σφ)`.
    pub(crate) effects: Vec<f64>,
    /// Derivatives of the adjustment, shape `(k)`.
    pub(crate) adjustment_slope: Array1<f64>,
    /// Derivatives of each long-run effect, shape `(k)` each.
    pub(crate) slopes: Vec<Array1<f64>>,
}

impl Multipliers {
    /// From the coefficients of a lagged regression.
    ///
    /// # Errors
    /// [`FitError::Degenerate`] when the lags of the outcome add up to one: there is no long run.
    pub(crate) fn new(design: &Lagged, coefficients: &[f64]) -> Result<Self, FitError> {
        let k = coefficients.len();
        let sum = |places: &[usize]| places.iter().map(|j| coefficients[*j]).sum::<f64>();
        let adjustment = sum(&design.outcome) - 1.0;
        if adjustment.abs() < 1e-12 {
            return Err(FitError::Degenerate {
                what: "the lags of the outcome add up to one: there is no long-run relation".into(),
            });
        }
        let mut adjustment_slope = Array1::zeros(k);
        for j in &design.outcome {
            adjustment_slope[*j] = 1.0;
        }
        let mut effects = Vec::new();
        let mut slopes = Vec::new();
        for places in &design.regressors {
            let effect = -sum(places) / adjustment;
            let mut slope = &adjustment_slope * (-effect / adjustment);
            for j in places {
                slope[*j] = -1.0 / adjustment;
            }
            effects.push(effect);
            slopes.push(slope);
        }
        Ok(Self { adjustment, effects, adjustment_slope, slopes })
    }
}

/// A derived effect: name, value, unit and derivatives.
pub(crate) type Derived = (String, f64, EffectUnit, Array1<f64>);

/// A fit with derived terms appended: name, value, unit and derivatives each. The covariance covers all terms.
///
/// # Errors
/// [`FitError::Unsupported`] without one covariance over all coefficients.
pub(crate) fn with_long_run(mut fit: Fit, derived: Vec<Derived>) -> Result<Fit, FitError> {
    let Vcov::Full(matrix) = &fit.vcov else {
        return Err(FitError::Unsupported {
            what: "a long-run effect".into(),
            why: "this covariance does not cover all coefficients together".into(),
        });
    };
    let k = matrix.size;
    let mut jacobian = Array2::<f64>::zeros((k + derived.len(), k));
    for i in 0..k {
        jacobian[[i, i]] = 1.0;
    }
    for (row, (_, _, _, slope)) in derived.iter().enumerate() {
        jacobian.row_mut(k + row).assign(slope);
    }
    fit.vcov = Vcov::Full(propagated(matrix, jacobian.view()));
    fit.terms.extend(derived.into_iter().map(|(name, estimate, unit, _)| Term {
        name,
        horizon: None,
        estimate,
        unit,
    }));
    Ok(fit)
}

/// The unit of an effect on a rate of adjustment.
pub(crate) fn plain_unit() -> EffectUnit {
    EffectUnit { outcome: Unit::One, regressor: Unit::One }
}
