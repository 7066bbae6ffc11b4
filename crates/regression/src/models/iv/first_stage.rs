//! How strong the instruments are.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::VcovMatrix;
use ndarray::{Array1, Array2, ArrayView1, Axis};

use super::design::Design;
use super::estimators::root;
use super::weak;
use crate::covariance::estimate::scores;
use crate::covariance::{CheckedVcov, Regression};
use crate::linalg::dense::{right_singular, symmetric_eigenvalues};
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

/// One partial F per instrumented regressor, the effective F and Kleibergen and Paap's rank statistic.
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
    tests.push(kleibergen_paap(design, vcov)?);
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

/// The rank statistic of Kleibergen and Paap (2006) that the instruments move one combination less than they should, in
/// Wald form: with one instrumented regressor the first-stage F. Combinations that are moved least come from the singular
/// vectors of the standardised first stage.
fn kleibergen_paap(design: &Design, vcov: &CheckedVcov) -> Result<TestOutcome, FitError> {
    let (p, q) = (design.endogenous.len(), design.excluded.len());
    let n = design.z.nrows();
    let x = design.off_included(&design.x.select(Axis(1), &design.endogenous))?;
    let z = design.off_included(&design.z.select(Axis(1), &design.excluded))?;
    let (zz, xx) = (z.t().dot(&z), x.t().dot(&x));
    let (z_root, x_root) = (
        root(&zz, "the instruments depend on each other")?,
        root(&xx, "the instrumented regressors depend on each other")?,
    );
    // Θ = R_z Π R_x⁻¹, the first stage between orthonormal instruments and regressors.
    let mut pi = Array2::zeros((q, p));
    let mut rests = Vec::new();
    for (column, j) in design.endogenous.iter().enumerate() {
        pi.column_mut(column).assign(&coefficients(design, design.x.column(*j)));
        rests.push(design.off_instruments(design.x.column(*j)));
    }
    let x_inverse = crate::linalg::triangular::invert_upper(x_root.view());
    let theta = z_root.dot(&pi).dot(&x_inverse);
    // The right singular vector of the smallest singular value.
    let (_, vectors) = right_singular(theta.view())
        .ok_or_else(|| FitError::Degenerate { what: "the first stage has no singular values".into() })?;
    let right = vectors.column(p - 1).to_owned();
    let direction = x_inverse.dot(&right);
    // The regressor that this combination stands for: its first stage is tested.
    let combination: Array1<f64> =
        rests.iter().zip(&direction).fold(Array1::zeros(n), |sum, (rest, weight)| sum + &(rest * *weight));
    let (v, matrix) = reduced_form(design, vcov, combination.view())?;
    let b = pi.dot(&direction);
    // Left directions orthogonal to the part that the larger singular values explain.
    let left = orthogonal_complement(&theta, &right);
    let to_left = left.t().dot(&z_root);
    let gap = to_left.dot(&b);
    let variance = to_left.dot(&v).dot(&to_left.t());
    let degrees = q - p + 1;
    let statistic = wald(&gap, &variance)?;
    let (statistic, law) = reference(&matrix, statistic, degrees);
    let null = "the instruments leave some combination of the instrumented regressors unmoved";
    Ok(TestOutcome::new("kleibergen-paap", null, statistic, law)
        .with_detail("form", "Wald, by degrees of freedom"))
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
