//! The rank check: what it refuses, whom it names, what it lets through.

use fxsens_core::fit::FitError;
use fxsens_core::period::Period;
use fxsens_core::rng::Stream;
use fxsens_core::sample::{Column, Intercept, Sample, SampleError};
use fxsens_core::unit::Unit;
use fxsens_testing::simulate::{Truth, column, regression};
use fxsens_testing::{assert_close, simulate::Design};

use crate::{design, ols};

fn collinear(design: &Design) -> (Vec<String>, Vec<String>) {
    match ols(&design.sample(), "kind = 'classical'") {
        Err(FitError::Collinear { columns, with }) => (columns, with),
        other => panic!("expected a collinear design, got {other:?}"),
    }
}

fn noise(nobs: usize) -> Vec<f64> {
    let mut stream = Stream::new(5, 1);
    (0..nobs).map(|_| stream.normal()).collect()
}

#[test]
fn the_same_series_in_yen_and_dollars_is_named() {
    let yen: Vec<f64> = noise(60).iter().map(|z| 6.0e12 + 2.0e11 * z).collect();
    let dollars = yen.iter().map(|value| value / 149.37).collect::<Vec<_>>();
    let other = column("gap", noise(120)[60..].to_vec());
    let y = column("y", noise(60));
    let (columns, with) = collinear(&design(y, vec![column("yen", yen), other, column("dollars", dollars)]));
    assert_eq!((columns, with), (vec!["dollars".to_owned()], vec!["yen".to_owned()]));
}

#[test]
fn twelve_monthly_dummies_beside_a_constant_are_named() {
    let dummy = |month: usize| {
        let values = (0..96).map(|t| if t % 12 == month { 1.0 } else { 0.0 });
        column(&format!("month{}", month + 1), values)
    };
    let (columns, with) = collinear(&design(column("y", noise(96)), (0..12).map(dummy).collect()));
    assert_eq!(columns, ["month12"]);
    assert_eq!(with.len(), 12, "the constant and the eleven other months: {with:?}");
}

#[test]
fn a_doubled_column_a_sum_and_a_constant_are_named() {
    let (a, b) = (column("a", noise(50)), column("b", noise(100)[50..].to_vec()));
    let y = column("y", noise(150)[100..].to_vec());
    let of =
        |name: &str, values: Vec<f64>| design(y.clone(), vec![a.clone(), b.clone(), column(name, values)]);
    let names = |(columns, with): (Vec<String>, Vec<String>)| (columns.join(" "), with.join(" "));
    let doubled = of("twice", a.values.iter().map(|x| 2.0 * x).collect());
    assert_eq!(names(collinear(&doubled)), ("twice".into(), "a".into()));
    let sum = of("sum", (&a.values + &b.values).to_vec());
    assert_eq!(names(collinear(&sum)), ("sum".into(), "a b".into()));
    let constant = of("seven", vec![7.0; 50]);
    assert_eq!(names(collinear(&constant)), ("seven".into(), "(Intercept)".into()));
    let zero = of("zero", vec![0.0; 50]);
    assert_eq!(names(collinear(&zero)), ("zero".into(), String::new()));
}

#[test]
fn tiny_units_are_not_collinearity() {
    let plain = regression(&Truth::default(), 3, 0);
    let scaled = |factor: f64| {
        let mut other = plain.clone();
        let values = &plain.regressors[1].values * factor;
        other.regressors[1] = Column { values, ..plain.regressors[1].clone() };
        ols(&other.sample(), "kind = 'hac'").unwrap()
    };
    let reference = scaled(1.0);
    for factor in [1e-6, 1e-50, 1e50] {
        let fit = scaled(factor);
        assert_close(
            fit.terms[2].estimate * factor,
            reference.terms[2].estimate,
            1e-12,
            "units only, rounding",
        );
        assert_close(
            fit.terms[1].estimate,
            reference.terms[1].estimate,
            1e-12,
            "another regressor, rounding",
        );
        let error = |fit: &fxsens_core::fit::Fit, j: usize| fit.term_inference(j, 0.95).std_error.unwrap();
        assert_close(error(&fit, 2) * factor, error(&reference, 2), 1e-11, "units only, rounding");
        assert_close(error(&fit, 1), error(&reference, 1), 1e-11, "another regressor, rounding");
    }
    // Beyond, products of scores would leave the range of f64: such numbers never become a sample.
    for factor in [1e-150, 1e150] {
        let mut values = vec![0.0; 30];
        values[3] = factor;
        let column = Column { name: "x".into(), unit: Unit::Unknown, values: values.into() };
        let periods = (1..=30).map(Period::observation).collect();
        let refused = Sample::new(column, &[], Intercept::Included, periods);
        assert!(matches!(refused, Err(SampleError::Scale { .. })), "{refused:?}");
    }
}

#[test]
fn too_few_observations_are_counted() {
    let short = regression(&Truth::default(), 3, 0).first(4);
    match ols(&short.sample(), "kind = 'hac'") {
        Err(FitError::TooFewObservations { nobs: 4, parameters: 4, needed: 5 }) => {}
        other => panic!("four observations, four parameters: {other:?}"),
    }
    let flat = design(column("y", vec![1.0; 30]), vec![column("x", noise(30))]);
    assert!(matches!(ols(&flat.sample(), "kind = 'hac'"), Err(FitError::Degenerate { .. })));
}
