//! The delta method: standard errors of functions of the terms, from the fit's own covariance.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::inference::Inference;
use fxsens_core::vcov::{VcovMatrix, VcovMethod};
use ndarray::{Array2, ArrayView2};

use super::wald::full_matrix;

/// Relative step of the central differences.
const STEP: f64 = 1e-3;

/// Halvings of the step that Richardson's extrapolation uses.
const HALVINGS: usize = 4;

/// Share by which the last two extrapolations of a derivative may differ.
const SETTLED: f64 = 1e-4;

/// Functions of the terms with their joint covariance.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// Values, in the order of the functions.
    pub values: Vec<f64>,
    /// Covariance `G V G'`, with the method and the law of the fit's.
    pub vcov: VcovMatrix,
}

impl Derived {
    /// Inference on function `i` at a confidence level such as 0.95.
    pub fn inference(&self, i: usize, level: f64) -> Inference {
        Inference::of(self.values[i], self.vcov.get(i, i), &self.vcov.distribution, level)
    }
}

/// Values and covariance of functions of the terms, to first order: `V_f = G V G'` with `G` the derivatives at the estimates
/// (Greene 2018, section 4.6), taken by central differences with Richardson's extrapolation. `function` maps the estimates, in the
/// order of the terms, to one or several values. The approximation is poor where a function bends within a standard error, as a ratio
/// does whose denominator is not clearly away from zero.
///
/// # Errors
/// [`FitError::Unsupported`] without one covariance over all terms and for bootstrap intervals, which come from draws of the function
/// itself; [`FitError::Degenerate`] where a value or a derivative is not finite, or the differences do not settle on one.
pub fn delta_method(fit: &Fit, function: impl Fn(&[f64]) -> Vec<f64>) -> Result<Derived, FitError> {
    let matrix = full_matrix(fit)?;
    if matrix.method.resampled.is_some() {
        return Err(FitError::Unsupported {
            what: "the delta method with bootstrap intervals".into(),
            why: "evaluate the function on every draw, or set bootstrap.interval to normal".into(),
        });
    }
    let at: Vec<f64> = fit.terms.iter().map(|term| term.estimate).collect();
    let values = function(&at);
    let degenerate = |what: String| Err(FitError::Degenerate { what });
    if let Some(place) = values.iter().position(|value| !value.is_finite()) {
        return degenerate(format!("function {} of the terms is not finite at the estimates", place + 1));
    }
    let mut jacobian = Array2::zeros((values.len(), at.len()));
    for (j, mut column) in jacobian.columns_mut().into_iter().enumerate() {
        let size = at[j].abs().max(matrix.std_error(j));
        let slopes = slope(&function, &at, j, STEP * if size > 0.0 { size } else { 1.0 });
        if slopes.len() != values.len() || slopes.iter().any(|slope| !slope.is_finite()) {
            return degenerate(format!(
                "a function of the terms has no derivative in `{}` that differences find",
                fit.terms[j].name
            ));
        }
        for (entry, slope) in column.iter_mut().zip(slopes) {
            *entry = slope;
        }
    }
    Ok(Derived { values, vcov: propagated(matrix, jacobian.view()) })
}

/// `G V G'`, exactly symmetric, with the method and law of `V`; `jacobian` `G` has shape `(m, k)`.
pub fn propagated(matrix: &VcovMatrix, jacobian: ArrayView2<'_, f64>) -> VcovMatrix {
    let k = matrix.size;
    let covariance = Array2::from_shape_fn((k, k), |(i, j)| matrix.get(i, j));
    let all = jacobian.dot(&covariance).dot(&jacobian.t());
    let values = (&all + &all.t()).iter().map(|value| 0.5 * value).collect();
    let method = VcovMethod { resampled: None, ..matrix.method.clone() };
    VcovMatrix { method, size: jacobian.nrows(), values, ..matrix.clone() }
}

/// Derivatives of all values in estimate `j`.
fn slope(function: impl Fn(&[f64]) -> Vec<f64>, at: &[f64], j: usize, step: f64) -> Vec<f64> {
    let central = |step: f64| {
        let moved = |by: f64| {
            let mut point = at.to_vec();
            point[j] += by;
            (function(&point), point[j])
        };
        let ((high, above), (low, below)) = (moved(step), moved(-step));
        high.iter().zip(&low).map(|(h, l)| (h - l) / (above - below)).collect::<Vec<f64>>()
    };
    let mut row = vec![central(step)];
    for halving in 1..=HALVINGS {
        let mut next = vec![central(step * 0.5f64.powi(halving as i32))];
        for (order, coarse) in row.iter().enumerate() {
            let weight = 4f64.powi(order as i32 + 1);
            let finer = next[order].iter().zip(coarse).map(|(f, c)| f + (f - c) / (weight - 1.0));
            let finer: Vec<f64> = finer.collect();
            next.push(finer);
        }
        row = next;
    }
    // The last two extrapolations agree unless a step reaches over a pole or a kink.
    let (Some(finest), Some(before)) = (row.pop(), row.pop()) else { return Vec::new() };
    let unsettled = |f: f64, b: f64, scale: f64| (f - b).abs() > SETTLED * f.abs().max(b.abs()).max(scale);
    let scale = |value: f64| f64::EPSILON.sqrt() * (value / step).abs();
    let check = |((f, b), value): ((f64, f64), f64)| if unsettled(f, b, scale(value)) { f64::NAN } else { f };
    finest.into_iter().zip(before).zip(function(at)).map(check).collect()
}
