//! Input without an answer: an error, never a panic and never a number.

use fxsens_core::model::Model;
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};

use super::estimator;
use crate::simulate::{Design, column};

pub(super) fn designs_without_an_answer_are_errors(entry: &dyn Model, design: &Design) {
    let nobs = design.outcome.values.len();
    let with = |extra: Column| {
        let mut wider = design.clone();
        if !wider.instruments.is_empty() {
            wider.instruments.push(extra.clone());
        }
        wider.regressors.push(extra);
        wider
    };
    let shock = &design.regressors[0].values;
    fails(
        entry,
        &with(column("shock_in_other_units", shock.iter().map(|x| 150.3 * x))),
        "a regressor in two units",
    );
    fails(entry, &with(column("constant", vec![7.0; nobs])), "a constant regressor beside the constant");
    fails(entry, &with(column("zeros", vec![0.0; nobs])), "a regressor of zeros");
    fails(entry, &design.first(3), "three observations");
    // A constant outcome may have an answer (zero effects) or none; it must not panic.
    let mut flat = design.clone();
    flat.outcome.values.fill(5.0);
    if let Ok(fit) = estimator(entry).fit(&flat.sample()) {
        let finite = fit.terms.iter().all(|term| term.estimate.is_finite());
        assert!(
            finite,
            "{}: an outcome that does not vary gives numbers that are not finite",
            entry.info().id
        );
    }
}

fn fails(entry: &dyn Model, design: &Design, what: &str) {
    let result = estimator(entry).fit(&design.sample());
    match result {
        Ok(_) => panic!("{}: {what} is fitted without an error", entry.info().id),
        Err(error) => assert!(!error.to_string().is_empty(), "{what}: the error says nothing"),
    }
}

/// What a [`Sample`] refuses, so that no model ever sees it.
pub(super) fn samples_that_cannot_be(design: &Design) {
    let nobs = design.outcome.values.len();
    let start = Period::month(2000, 1).unwrap_or_else(|error| panic!("{error}"));
    let build = |regressors: &[Column]| {
        let periods = (0..nobs as i32).map(|t| start.shift(t)).collect();
        Sample::new(design.outcome.clone(), regressors, Intercept::Included, periods)
    };
    for value in [f64::NAN, f64::INFINITY] {
        let mut broken = design.regressors.clone();
        broken[0].values[nobs / 2] = value;
        assert!(build(&broken).is_err(), "a sample holds {value}");
    }
    let short = column("short", vec![1.0; nobs - 1]);
    assert!(build(&[short]).is_err(), "a sample holds columns of different lengths");
}
