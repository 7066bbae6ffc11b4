//! Autoregressive errors against explicit covariance matrices.

use fxsens_core::fit::{Fit, FitError};
use fxsens_core::model::Estimator;
use fxsens_core::rng::Stream;
use fxsens_core::sample::Sample;
use fxsens_regression::models::gls_ar::{Autoregression, GlsArParams};
use fxsens_regression::verify::m1_sample;
use fxsens_testing::simulate::{Truth, autoregression, column, regression};
use fxsens_testing::{References, assert_close};

use crate::{design, matrix, params};

fn gls(sample: &Sample, text: &str) -> Result<Fit, FitError> {
    params::<GlsArParams>(text).unwrap().fit(sample)
}

#[test]
fn estimates_equal_those_of_the_explicit_covariance_matrix() {
    let values = References::load("gls_ar/values.csv");
    let sample = m1_sample().unwrap();
    for order in 1..=3 {
        let text =
            format!("order = {order}\ntolerance = 1e-13\nmax_iterations = 5000\nvcov.kind = 'classical'");
        let fit = gls(&sample, &text).unwrap();
        let case = format!("ar{order}");
        // Both iterations stop at a fixed point; the slowest contracts so slowly that 1e-13 per step is 1e-10 in all.
        for (i, term) in fit.terms.iter().enumerate() {
            let why = format!("{case} {}: two iterations to the same fixed point", term.name);
            assert_close(term.estimate, values.get(&case, "estimate", &term.name), 1e-8, &why);
            assert_close(matrix(&fit).std_error(i), values.get(&case, "std_error", &term.name), 1e-8, &why);
        }
        let why = format!("{case}: two iterations to the same fixed point");
        assert_close(fit.glance.sigma.unwrap(), values.get(&case, "sigma", ""), 1e-9, &why);
        assert_close(fit.glance.log_likelihood.unwrap(), values.get(&case, "log_likelihood", ""), 1e-9, &why);
        assert!(fit.notes.iter().any(|note| note.text.contains("ρ = ")));
    }
}

#[test]
fn whitening_is_the_inverse_cholesky_factor() {
    // AR(2) with known autocovariances: gamma_0 = (1 - b)/((1 + b)((1 - b)^2 - a^2)), gamma_1 = a gamma_0/(1 - b).
    let (a, b) = (1.2, -0.5);
    let process = Autoregression::new(&[a, b]).unwrap();
    let n = 6;
    let mut gamma = vec![(1.0 - b) / ((1.0 + b) * ((1.0 - b) * (1.0 - b) - a * a))];
    gamma.push(a * gamma[0] / (1.0 - b));
    for j in 2..n {
        gamma.push(a * gamma[j - 1] + b * gamma[j - 2]);
    }
    let covariance = ndarray::Array2::from_shape_fn((n, n), |(i, j)| gamma[i.abs_diff(j)]);
    let l = fxsens_regression::linalg::dense::cholesky(covariance.view()).unwrap();
    let unit = process.whiten_columns(&l);
    for ((i, j), value) in unit.indexed_iter() {
        assert!((value - if i == j { 1.0 } else { 0.0 }).abs() < 1e-13, "({i}, {j}): {value}");
    }
    let determinant: f64 = l.diag().iter().map(|pivot| 2.0 * pivot.ln()).sum();
    assert_close(process.log_determinant(n), determinant, 1e-12, "two ways to one determinant, rounding");
}

#[test]
fn explosive_residuals_are_an_error() {
    assert!(Autoregression::new(&[1.0]).is_err());
    assert!(Autoregression::new(&[0.5, 0.5]).is_err());
    assert!(Autoregression::new(&[0.5, 0.4]).is_ok());
    let growing = column("y", (0..60).map(|t| 1.1f64.powi(t)));
    let mut stream = Stream::new(9, 9);
    let x = column("x", autoregression(&mut stream, 60, 0.2));
    let error = gls(&design(growing, vec![x]).sample(), "").unwrap_err();
    assert!(error.to_string().contains("not stationary"), "{error}");
}

#[test]
fn the_truth_is_found_and_rho_with_it() {
    let truth = Truth { nobs: 4000, error_persistence: 0.7, ..Truth::default() };
    let fit = gls(&regression(&truth, 2, 0).sample(), "vcov.kind = 'classical'").unwrap();
    for (i, effect) in truth.effects.iter().enumerate() {
        let inference = fit.term_inference(i + 1, 0.95);
        let distance = (inference.estimate - effect).abs() / inference.std_error.unwrap();
        assert!(distance < 4.0, "effect {i} is {distance} standard errors off");
    }
    let dw = fit.glance.durbin_watson.unwrap();
    assert!((dw - 2.0).abs() < 0.15, "whitened residuals keep no autocorrelation: {dw}");
}

#[test]
fn not_settling_is_an_error_and_wrong_values_are_refused() {
    let error = gls(&m1_sample().unwrap(), "max_iterations = 2").unwrap_err();
    assert!(matches!(error, FitError::NoConvergence { iterations: 2, .. }), "{error}");
    for text in ["order = 0", "max_iterations = 0", "tolerance = 0.0", "tolerance = nan"] {
        assert!(params::<GlsArParams>(text).is_err(), "{text}");
    }
}
