//! Wald tests of linear restrictions `Rβ = r`.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::{Fit, FitError};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::{Vcov, VcovMatrix};
use ndarray::{Array1, Array2, ArrayView1, ArrayView2};

use crate::linalg::{dense, rank};

/// Tests `Rβ = r`, `R` of shape `(q, k)` in the order of the terms, `r` of shape `(q)`.
///
/// The statistic is `W = (Rβ̂ − r)'(RVR')⁻¹(Rβ̂ − r)` with the fit's covariance `V`, compared as that covariance
/// says: chi-squared(q) for the normal, `W/q` with F(q, n−k) for Student's t, and for ewc
/// `(ν−q+1)/ν · W/q` with F(q, ν−q+1) (Lazarus, Lewis, Stock and Watson 2018). Under fixed-b inference only
/// a single restriction has a tabulated law; the statistic reported is then the t statistic, whose square is `W`.
///
/// # Errors
/// [`FitError::Degenerate`] when shapes do not match, `R` has not full row rank or `RVR'` is singular;
/// [`FitError::Unsupported`] without one covariance over all terms, for several restrictions under fixed-b and for
/// more restrictions than cosine terms under ewc.
pub fn wald_test(
    fit: &Fit,
    restrictions: ArrayView2<'_, f64>,
    values: ArrayView1<'_, f64>,
    null: &str,
) -> Result<TestOutcome, FitError> {
    let matrix = full_matrix(fit)?;
    check_restrictions(restrictions, values, fit.terms.len())?;
    let estimates: Array1<f64> = fit.terms.iter().map(|term| term.estimate).collect();
    let covariance = Array2::from_shape_fn((matrix.size, matrix.size), |(i, j)| matrix.get(i, j));
    let gap = restrictions.dot(&estimates) - values;
    let variance = restrictions.dot(&covariance).dot(&restrictions.t());
    let wald = quadratic(&gap, &variance)?;
    let (statistic, distribution) = reference(matrix, wald, &gap)?;
    Ok(TestOutcome::new("wald", null, statistic, distribution))
}

/// Tests that the named terms are all zero.
///
/// # Errors
/// [`FitError::Unsupported`] for a name the fit does not have; otherwise as [`wald_test`].
pub fn zero_test(fit: &Fit, names: &[&str]) -> Result<TestOutcome, FitError> {
    let mut restrictions = Array2::zeros((names.len(), fit.terms.len()));
    for (row, name) in names.iter().enumerate() {
        restrictions[[row, position(fit, name)?]] = 1.0;
    }
    let zeros = Array1::zeros(names.len());
    wald_test(fit, restrictions.view(), zeros.view(), &format!("{} = 0", names.join(" = ")))
}

/// Tests that two named terms are equal.
///
/// # Errors
/// [`FitError::Unsupported`] for a name the fit does not have; otherwise as [`wald_test`].
pub fn equality_test(fit: &Fit, first: &str, second: &str) -> Result<TestOutcome, FitError> {
    let mut restrictions = Array2::zeros((1, fit.terms.len()));
    restrictions[[0, position(fit, first)?]] += 1.0;
    restrictions[[0, position(fit, second)?]] -= 1.0;
    wald_test(fit, restrictions.view(), Array1::zeros(1).view(), &format!("{first} = {second}"))
}

fn position(fit: &Fit, name: &str) -> Result<usize, FitError> {
    let why = || fit.terms.iter().map(|term| term.name.as_str()).collect::<Vec<_>>().join(", ");
    fit.position(name).ok_or_else(|| FitError::Unsupported {
        what: format!("a test on `{name}`"),
        why: format!("the fit has the terms {}", why()),
    })
}

pub(super) fn full_matrix(fit: &Fit) -> Result<&VcovMatrix, FitError> {
    let why = match &fit.vcov {
        Vcov::Full(matrix) => return Ok(matrix),
        Vcov::Blocks { .. } => "the fit has no covariance between horizons".to_owned(),
        Vcov::Unavailable { reason } => reason.clone(),
    };
    Err(FitError::Unsupported { what: "a joint test".into(), why })
}

fn check_restrictions(
    r: ArrayView2<'_, f64>,
    values: ArrayView1<'_, f64>,
    terms: usize,
) -> Result<(), FitError> {
    let degenerate = |what: String| Err(FitError::Degenerate { what });
    let (rows, columns) = r.dim();
    if rows == 0 || columns != terms || values.len() != rows {
        return degenerate(format!(
            "restrictions have shape ({rows}, {columns}) with {} values; expected (q, {terms}) with q values",
            values.len()
        ));
    }
    if r.iter().chain(values.iter()).any(|value| !value.is_finite()) {
        return degenerate("restrictions hold a value that is not finite".into());
    }
    let (unit, lengths) = rank::unit_columns(r.t());
    let singular = rows > columns
        || lengths.iter().any(|length| *length <= 0.0)
        || dense::condition_number(unit.view()) > 1.0 / rank::TOLERANCE;
    if singular { degenerate("the restrictions are not independent of each other".into()) } else { Ok(()) }
}

/// `g'V⁻¹g`, rows and columns of `V` scaled to a unit diagonal first.
fn quadratic(gap: &Array1<f64>, variance: &Array2<f64>) -> Result<f64, FitError> {
    let singular = || FitError::Degenerate { what: "the covariance of the restrictions is singular".into() };
    let scale: Array1<f64> = variance.diag().mapv(f64::sqrt);
    if scale.iter().any(|s| !s.is_finite() || *s <= 0.0) {
        return Err(singular());
    }
    let q = gap.len();
    let correlation = Array2::from_shape_fn((q, q), |(i, j)| variance[[i, j]] / scale[i] / scale[j]);
    let l = dense::cholesky(correlation.view()).ok_or_else(singular)?;
    if l.diag().iter().any(|pivot| pivot * pivot < rank::TOLERANCE) {
        return Err(singular());
    }
    let solved = crate::linalg::triangular::solve_upper_transposed(l.t(), (gap / &scale).view());
    Ok(solved.dot(&solved))
}

fn reference(matrix: &VcovMatrix, wald: f64, gap: &Array1<f64>) -> Result<(f64, Distribution), FitError> {
    let q = gap.len() as f64;
    let unsupported = |what: String, why: &str| Err(FitError::Unsupported { what, why: why.into() });
    if let Distribution::NormalOverQuadratic { .. } = &matrix.distribution {
        if gap.len() > 1 {
            let why =
                "the fixed-b law of a joint test is not that of a t statistic; set vcov.distribution to t";
            return unsupported(format!("a joint test of {q} restrictions under fixed-b"), why);
        }
        return Ok((wald.sqrt().copysign(gap[0]), matrix.distribution.clone()));
    }
    match (matrix.df_denom, matrix.method.kind.as_str()) {
        (None, _) => Ok((wald, Distribution::ChiSquared { df: q })),
        (Some(nu), "ewc") => {
            let rest = nu - q + 1.0;
            if rest <= 0.0 {
                return unsupported(
                    format!("a joint test of {q} restrictions with {nu} cosine terms"),
                    "too few terms",
                );
            }
            Ok((rest / nu * wald / q, Distribution::F { df_num: q, df_denom: rest }))
        }
        (Some(df), _) => Ok((wald / q, Distribution::F { df_num: q, df_denom: df })),
    }
}
