//! Joint tests use the covariance of the fit, whatever it is.

use fxsens_core::fit::FitError;
use fxsens_regression::inference::{equality_test, wald_test, zero_test};
use fxsens_regression::verify::m1_sample;
use fxsens_testing::{References, assert_close};
use ndarray::{Array1, Array2, array};

use crate::{matrix, ols};

const SLOPES: [&str; 2] = ["gap_10y", "goods_services_12m"];

#[test]
fn a_joint_test_under_hac_uses_hac() {
    let values = References::load("m1/values.csv");
    let sample = m1_sample().unwrap();
    for (case, factor) in [("hac-bartlett-13", "none"), ("hac-bartlett-13-corrected", "n/(n-k)")] {
        let vcov = format!("bandwidth = 13\nsmall_sample = '{factor}'\ndistribution");
        let normal = zero_test(&ols(&sample, &format!("{vcov} = 'normal'")).unwrap(), &SLOPES).unwrap();
        let expected = values.get(case, "wald", "last two");
        assert_close(normal.statistic, expected, 1e-11, "statsmodels' chi-squared form, rounding");
        assert_eq!(normal.distribution.unwrap().label(), "chi2(2)");
        let student = zero_test(&ols(&sample, &format!("{vcov} = 't'")).unwrap(), &SLOPES).unwrap();
        assert_close(
            student.statistic,
            values.get(case, "f", "last two"),
            1e-11,
            "statsmodels' F form, rounding",
        );
        let expected = values.get(case, "f_p_value", "last two");
        assert_close(student.p_value.unwrap(), expected, 1e-9, "F(2, 94) in the tail");
    }
}

#[test]
fn one_restriction_is_the_t_test() {
    let sample = m1_sample().unwrap();
    for vcov in [
        "kind = 'classical'",
        "kind = 'hc1'",
        "distribution = 't'",
        "kind = 'ewc'",
        "distribution = 'fixed-b'",
    ] {
        let fit = ols(&sample, vcov).unwrap();
        let inference = fit.term_inference(2, 0.95);
        let test = zero_test(&fit, &SLOPES[1..]).unwrap();
        let why = format!("{vcov}: F(1, df) is t(df) squared; under fixed-b the statistic is t");
        assert_close(test.p_value.unwrap(), inference.p_value.unwrap(), 1e-8, &why);
    }
}

#[test]
fn ewc_rescales_the_statistic() {
    let fit = ols(&m1_sample().unwrap(), "kind = 'ewc'").unwrap();
    let nu = matrix(&fit).df_denom.unwrap();
    let mut normal = fit.clone();
    if let fxsens_core::vcov::Vcov::Full(matrix) = &mut normal.vcov {
        matrix.df_denom = None;
    }
    let wald = zero_test(&normal, &SLOPES).unwrap().statistic;
    let test = zero_test(&fit, &SLOPES).unwrap();
    assert_close(test.statistic, wald / 2.0 * (nu - 1.0) / nu, 1e-14, "the factor (nu - q + 1)/nu, rounding");
    assert_eq!(test.distribution.unwrap().label(), format!("F(2, {})", nu - 1.0));
}

#[test]
fn what_has_no_law_is_not_guessed() {
    let fit = ols(&m1_sample().unwrap(), "").unwrap();
    assert!(matches!(zero_test(&fit, &SLOPES), Err(FitError::Unsupported { .. })));
    assert!(matches!(zero_test(&fit, &["no_such_term"]), Err(FitError::Unsupported { .. })));
    assert!(equality_test(&fit, SLOPES[0], SLOPES[1]).is_ok());
}

#[test]
fn restrictions_that_repeat_each_other_are_refused() {
    let fit = ols(&m1_sample().unwrap(), "kind = 'hc1'").unwrap();
    let refused = |r: Array2<f64>, rows: usize| {
        let result = wald_test(&fit, r.view(), Array1::zeros(rows).view(), "none");
        assert!(matches!(result, Err(FitError::Degenerate { .. })), "{result:?}");
    };
    refused(array![[0.0, 1.0, 0.0], [0.0, 2.0, 0.0]], 2);
    refused(array![[0.0, 0.0, 0.0]], 1);
    refused(array![[0.0, 1.0]], 1);
    refused(array![[0.0, f64::NAN, 0.0]], 1);
    refused(Array2::eye(3), 2);
    refused(Array2::from_elem((4, 3), 1.0), 4);
}
