//! Whether the instruments move every combination of the instrumented regressors.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{Array1, Array2, Axis};

use super::design::Design;
use super::estimators::root;
use super::first_stage::{coefficients, reduced_form, reference, wald};
use crate::covariance::CheckedVcov;
use crate::covariance::params::VcovKind;
use crate::linalg::dense::right_singular;
use crate::linalg::triangular::invert_upper;

/// The combination of instrumented regressors that the instruments move least.
struct Weakest {
    /// Its weights, shape `(p)`.
    direction: Array1<f64>,
    /// Its coefficients on the excluded instruments, shape `(q)`.
    b: Array1<f64>,
    /// From coefficients to what has no expectation under the null, shape `(q − p + 1, q)`.
    to_left: Array2<f64>,
    /// The instrumented regressors net of the controls, shape `(n, p)`.
    regressors: Array2<f64>,
}

/// The rank statistics of Kleibergen and Paap (2006) that the instruments move one combination less than they should. The
/// Wald form has residuals of the first stage in its scores; with one instrumented regressor it is the first-stage F. The LM
/// form has the regressors net of the controls, as the null leaves them, and no small-sample factor; with one instrumented
/// regressor it is the score statistic `T ḡ'Ŝ⁻¹ḡ` of moments `z̃_t x̃_t`.
pub(super) fn tests(design: &Design, vcov: &CheckedVcov) -> Result<[TestOutcome; 2], FitError> {
    let (p, q) = (design.endogenous.len(), design.excluded.len());
    let (n, m) = design.z.dim();
    let degrees = q - p + 1;
    let Weakest { direction, b, to_left, regressors } = weakest(design)?;
    let gap = to_left.dot(&b);
    let statistic = |v: &Array2<f64>| wald(&gap, &to_left.dot(v).dot(&to_left.t()));
    let combination = regressors.dot(&direction);
    let (v, matrix) = reduced_form(design, vcov, design.off_instruments(combination.view()).view())?;
    let (ratio, law) = reference(&matrix, statistic(&v)?, degrees);
    let null = "the instruments leave some combination of the instrumented regressors unmoved";
    let wald_form = TestOutcome::new("kleibergen-paap", null, ratio, law)
        .with_detail("form", "Wald, by degrees of freedom");
    let (v, matrix) = reduced_form(design, vcov, combination.view())?;
    let factor = match vcov.params().kind {
        VcovKind::Classical => n as f64 / (n - m) as f64,
        _ => matrix.method.factor,
    };
    let law = Distribution::ChiSquared { df: degrees as f64 };
    let score_form = TestOutcome::new("kleibergen-paap-lm", null, factor * statistic(&v)?, law)
        .with_detail("form", "LM, without small-sample factor");
    Ok([wald_form, score_form])
}

/// From the singular vectors of the first stage between orthonormal instruments and regressors.
fn weakest(design: &Design) -> Result<Weakest, FitError> {
    let (p, q) = (design.endogenous.len(), design.excluded.len());
    let regressors = design.off_included(&design.x.select(Axis(1), &design.endogenous))?;
    let z = design.off_included(&design.z.select(Axis(1), &design.excluded))?;
    let z_root = root(&z.t().dot(&z), "the instruments depend on each other")?;
    let x_root = root(&regressors.t().dot(&regressors), "the instrumented regressors depend on each other")?;
    let mut pi = Array2::zeros((q, p));
    for (mut column, j) in pi.columns_mut().into_iter().zip(&design.endogenous) {
        column.assign(&coefficients(design, design.x.column(*j)));
    }
    // Θ = R_z Π R_x⁻¹ and the right singular vector of its smallest singular value.
    let x_inverse = invert_upper(x_root.view());
    let theta = z_root.dot(&pi).dot(&x_inverse);
    let (_, vectors) = right_singular(theta.view())
        .ok_or_else(|| FitError::Degenerate { what: "the first stage has no singular values".into() })?;
    let right = vectors.column(p - 1).to_owned();
    let direction = x_inverse.dot(&right);
    let b = pi.dot(&direction);
    // Left directions orthogonal to the part that the larger singular values explain.
    let to_left = orthogonal_complement(&theta, &right).t().dot(&z_root);
    Ok(Weakest { direction, b, to_left, regressors })
}

/// Orthonormal columns, shape `(q, q − p + 1)`, orthogonal to `Θ w` for every `w` orthogonal to `right`.
fn orthogonal_complement(theta: &Array2<f64>, right: &Array1<f64>) -> Array2<f64> {
    let (q, p) = theta.dim();
    let mut basis: Vec<Array1<f64>> = Vec::new();
    let add = |vector: Array1<f64>, basis: &mut Vec<Array1<f64>>, least: f64| {
        let before = vector.dot(&vector).sqrt();
        let mut rest = vector;
        for _ in 0..2 {
            for known in basis.iter() {
                let share = rest.dot(known);
                rest = rest - known * share;
            }
        }
        let length = rest.dot(&rest).sqrt();
        if length > least * before && length > 0.0 {
            basis.push(rest / length);
        }
    };
    for j in 0..p {
        // Unit vectors with the part along `right` taken out span its complement.
        let mut unit = Array1::zeros(p);
        unit[j] = 1.0;
        let rest = &unit - &(right * right[j]);
        if basis.len() < p - 1 {
            add(theta.dot(&rest), &mut basis, 1e-8);
        }
    }
    let explained = basis.len();
    for j in 0..q {
        let mut unit = Array1::zeros(q);
        unit[j] = 1.0;
        if basis.len() < q {
            add(unit, &mut basis, 1e-6);
        }
    }
    let mut complement = Array2::zeros((q, basis.len() - explained));
    for (mut column, vector) in complement.columns_mut().into_iter().zip(&basis[explained..]) {
        column.assign(vector);
    }
    complement
}
