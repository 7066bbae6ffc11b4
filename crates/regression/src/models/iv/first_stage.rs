//! How strong the instruments are.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::VcovMatrix;
use ndarray::{Array1, Array2, ArrayView1, Axis};

use super::design::Design;
use super::estimators::root;
use super::{rank, weak};
use crate::covariance::estimate::scores;
use crate::covariance::{CheckedVcov, Regression};
use crate::linalg::dense::symmetric_eigenvalues;
use crate::linalg::triangular::solve_upper_transposed;

/// Shares of the worst-case bias at which the effective F is judged.
const BIASES: [f64; 4] = [0.05, 0.10, 0.20, 0.30];

/// Size of that judgement.
const ALPHA: f64 = 0.05;

/// Covariance of the coefficients of a regression on the instruments with these residuals, that of the excluded ones only,
/// shape `(q, q)`, with the method and law it carries.
pub(super) fn reduced_form(
    design: &Design,
    vcov: &CheckedVcov,
    residuals: ArrayView1<'_, f64>,
) -> Result<(Array2<f64>, VcovMatrix), FitError> {
    let z = design.z.view();
    let scores = scores(z, residuals);
    let bread = design.factor.bread(z);
    let matrix = vcov.estimate(&Regression {
        scores: scores.view(),
        residuals: residuals.view(),
        bread: bread.view(),
        factor: &design.factor,
        constant: design.z_names.iter().position(|name| name == fxsens_core::sample::INTERCEPT),
        periods: &[],
    })?;
    let q = &design.excluded;
    let block = Array2::from_shape_fn((q.len(), q.len()), |(i, j)| matrix.get(q[i], q[j]));
    Ok((block, matrix))
}

/// Coefficients of a series on the excluded instruments, the included ones held fixed, shape `(q)`.
pub(super) fn coefficients(design: &Design, series: ArrayView1<'_, f64>) -> Array1<f64> {
    let all = design.factor.coefficients(series);
    design.excluded.iter().map(|j| all[*j]).collect()
}

/// `b' V⁻¹ b`.
pub(super) fn wald(b: &Array1<f64>, v: &Array2<f64>) -> Result<f64, FitError> {
    let scale = v.diag().mapv(f64::sqrt);
    let correlation = v / &scale.view().insert_axis(Axis(1)) / scale.view().insert_axis(Axis(0));
    let upper = root(&correlation, "the covariance of the instruments' coefficients is singular")?;
    let half = solve_upper_transposed(upper.view(), (b / &scale).view());
    Ok(half.dot(&half))
}

/// The law of a joint test of `q` coefficients, and the statistic on its scale.
pub(super) fn reference(matrix: &VcovMatrix, wald: f64, q: usize) -> (f64, Distribution) {
    match matrix.df_denom {
        Some(df_denom) => (wald / q as f64, Distribution::F { df_num: q as f64, df_denom }),
        None => (wald, Distribution::ChiSquared { df: q as f64 }),
    }
}

/// One partial F per instrumented regressor, the effective F and Kleibergen and Paap's rank statistics.
pub(super) fn tests(design: &Design, vcov: &CheckedVcov) -> Result<Vec<TestOutcome>, FitError> {
    let mut tests = Vec::new();
    let q = design.excluded.len();
    let excluded = design.off_included(&design.z.select(Axis(1), &design.excluded))?;
    for &j in &design.endogenous {
        let x = design.x.column(j);
        let rest = design.off_instruments(x);
        let (v, matrix) = reduced_form(design, vcov, rest.view())?;
        let b = coefficients(design, x);
        let (statistic, law) = reference(&matrix, wald(&b, &v)?, q);
        let name = &design.x_names[j];
        let null = format!("the instruments do not move `{name}`, given the controls");
        let within = design.off_included(&x.to_owned().insert_axis(Axis(1)))?.column(0).to_owned();
        let partial = 1.0 - rest.dot(&rest) / within.dot(&within);
        let mut outcome = TestOutcome::new("first-stage-f", null, statistic, law)
            .with_detail("of", name)
            .with_detail("partial R²", format!("{partial:.4}"));
        if design.endogenous.len() > 1 {
            outcome = outcome.with_detail("Shea's partial R²", format!("{:.4}", shea(design, j)?));
        }
        tests.push(outcome);
        if design.endogenous.len() == 1 {
            tests.push(effective(&b, &v, &excluded));
        }
    }
    tests.extend(rank::tests(design, vcov)?);
    Ok(tests)
}

/// The effective F of Montiel Olea and Pflueger (2013): `b'Gb / tr(V G)`, `G` the cross-products of the excluded instruments
/// net of the controls. Robust in the way the covariance is.
fn effective(b: &Array1<f64>, v: &Array2<f64>, excluded: &Array2<f64>) -> TestOutcome {
    let gram = excluded.t().dot(excluded);
    let vg = v.dot(&gram);
    let trace = vg.diag().sum();
    let statistic = b.dot(&gram.dot(b)) / trace;
    // On the scale where the instruments are orthonormal: W = G^{1/2} V G^{1/2} has the traces of VG.
    let squared = vg.dot(&vg).diag().sum();
    let largest = largest_root(v, &gram);
    let table = "Montiel Olea and Pflueger (2013), simplified";
    let null = "the instruments are weak: the bias may exceed a share of the worst case";
    let mut outcome = TestOutcome::tabulated("effective-f", null, statistic, table, None);
    for tau in BIASES {
        let x = 1.0 / tau;
        let effective = trace * trace * (1.0 + 2.0 * x) / (squared + 2.0 * x * trace * largest);
        let critical = weak::critical_value(effective, tau, ALPHA);
        outcome =
            outcome.with_critical_value(ALPHA, critical, &format!("bias {:.0} % of the worst", 100.0 * tau));
    }
    outcome
}

/// Largest eigenvalue of `V G`.
fn largest_root(v: &Array2<f64>, gram: &Array2<f64>) -> f64 {
    let Ok(upper) = root(gram, "") else { return f64::NAN };
    let sandwich = upper.dot(v).dot(&upper.t());
    let symmetric = (&sandwich + &sandwich.t()) * 0.5;
    symmetric_eigenvalues(symmetric.view()).and_then(|values| values.last().copied()).unwrap_or(f64::NAN)
}

/// Shea's (1997) partial R²: the classical variance of least squares over that of two-stage least squares, errors alike.
fn shea(design: &Design, j: usize) -> Result<f64, FitError> {
    use crate::least_squares::Factor;
    let of = |x: &Array2<f64>| Ok(Factor::new(x.view(), &design.x_names)?.bread(x.view())[[j, j]]);
    let ratio: Result<f64, FitError> = Ok(of(&design.x)? / of(&design.projected)?);
    ratio
}
