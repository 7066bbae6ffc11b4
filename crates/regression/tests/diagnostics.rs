//! Residual tests against statsmodels and R's lmtest.

use fxsens_core::fit::Fit;
use fxsens_core::sample::Intercept;
use fxsens_core::test_outcome::TestOutcome;
use fxsens_regression::diagnostics;
use fxsens_regression::verify::m1_sample;
use fxsens_testing::{References, assert_close};
use ndarray::Array1;

use crate::ols;

fn test<'a>(fit: &'a Fit, id: &str) -> &'a TestOutcome {
    fit.tests.iter().find(|test| test.id == id).unwrap()
}

fn compare(outcome: &TestOutcome, values: &References, case: &str) {
    let why = format!("{case}: rounding of an auxiliary regression");
    assert_close(outcome.statistic, values.get(case, "statistic", ""), 1e-10, &why);
    assert_close(
        outcome.p_value.unwrap(),
        values.get(case, "p_value", ""),
        1e-9,
        &format!("{why}, in the tail"),
    );
}

#[test]
fn tests_of_the_fit_equal_statsmodels_and_r() {
    let fit = ols(&m1_sample().unwrap(), "kind = 'classical'").unwrap();
    let ids: Vec<&str> = fit.tests.iter().map(|test| test.id.as_str()).collect();
    assert_eq!(ids, ["durbin-watson", "breusch-godfrey", "breusch-pagan", "jarque-bera"]);
    let (statsmodels, r) = (References::load("m1/values.csv"), References::load("m1/values_r.csv"));
    for values in [&statsmodels, &r] {
        compare(test(&fit, "breusch-godfrey"), values, "breusch-godfrey-12");
        compare(test(&fit, "breusch-pagan"), values, "breusch-pagan");
        let expected = values.get("glance", "durbin_watson", "");
        assert_close(test(&fit, "durbin-watson").statistic, expected, 1e-11, "Durbin–Watson, rounding");
    }
    compare(test(&fit, "jarque-bera"), &statsmodels, "jarque-bera");
}

#[test]
fn one_lag_and_no_constant_equal_statsmodels_and_r() {
    let values = References::load("m1/values.csv");
    let sample = m1_sample().unwrap();
    let fit = ols(&sample, "kind = 'classical'").unwrap();
    let u = Array1::from(fit.augment.residuals);
    let one = diagnostics::breusch_godfrey(sample.x().view(), u.view(), 1, Intercept::Included).unwrap();
    compare(&one, &values, "breusch-godfrey-1");
    let slopes = sample.x().view().split_at(ndarray::Axis(1), 1).1.to_owned();
    let names = ["gap_10y".to_owned(), "goods_services_12m".to_owned()];
    let plain = fxsens_regression::least_squares::solve(slopes.view(), sample.y(), &names).unwrap();
    let test =
        diagnostics::breusch_godfrey(slopes.view(), plain.residuals.view(), 12, Intercept::Excluded).unwrap();
    compare(&test, &References::load("m1/values_r.csv"), "no-intercept breusch-godfrey-12");
    compare(&diagnostics::jarque_bera(plain.residuals.view()), &values, "no-intercept jarque-bera");
}

#[test]
fn tests_that_do_not_apply_are_errors() {
    let sample = m1_sample().unwrap();
    let u = sample.y();
    let ones = ndarray::Array2::ones((97, 1));
    assert!(diagnostics::breusch_pagan(ones.view(), u, Intercept::Included).is_err());
    assert!(diagnostics::breusch_godfrey(ones.view(), u, 0, Intercept::Included).is_err());
    assert!(diagnostics::breusch_godfrey(ones.view(), u, 96, Intercept::Included).is_err());
}
