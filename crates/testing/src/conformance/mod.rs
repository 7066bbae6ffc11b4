//! The conformance suite: what every model must do, in one line of its tests.

mod documents;
mod estimates;
mod failures;
mod uncertainty;

use fxsens_core::fit::Fit;
use fxsens_core::model::{Estimator, Model};

use crate::simulate::{Design, Truth, instrumented, regression};

/// Runs every check on simulated data: a constant, a `shock` and two controls, 120 months; two instruments for the
/// shock when the model uses them.
///
/// # Panics
/// With the name of the model and the check that fails.
pub fn check_model(entry: &dyn Model) {
    let simulate = if entry.uses_instruments() { instrumented } else { regression };
    check_model_on(entry, &simulate(&Truth::default(), 20_240_607, 0));
}

/// Runs every check on data of the caller's choice, for models that need instruments or longer samples. The first
/// regressor is the shock; the design must have a constant and at least one control.
///
/// # Panics
/// With the name of the model and the check that fails.
pub fn check_model_on(entry: &dyn Model, design: &Design) {
    documents::readme_has_all_headings(entry);
    documents::defaults_build_and_unknown_keys_fail(entry);
    documents::documented_names_are_the_keys(entry);
    documents::json_round_trip_is_exact(entry, design);
    estimates::same_input_gives_the_same_bits(entry, design);
    estimates::reordering_controls_leaves_the_shock(entry, design);
    estimates::scaling_scales_exactly(entry, design);
    uncertainty::covariance_is_symmetric_and_positive(entry, design);
    uncertainty::intervals_contain_the_estimate_and_grow(entry, design);
    failures::designs_without_an_answer_are_errors(entry, design);
    failures::samples_that_cannot_be(design);
}

fn estimator(entry: &dyn Model) -> Box<dyn Estimator> {
    entry
        .build(&entry.defaults())
        .unwrap_or_else(|error| panic!("{}: defaults do not build: {error}", entry.info().id))
}

fn fit(entry: &dyn Model, design: &Design) -> Fit {
    let id = entry.info().id;
    estimator(entry).fit(&design.sample()).unwrap_or_else(|error| panic!("{id}: does not fit: {error}"))
}

/// Estimates of the shock at all horizons.
fn shock(fit: &Fit, design: &Design) -> Vec<f64> {
    let name = &design.regressors[0].name;
    let found: Vec<f64> =
        fit.terms.iter().filter(|term| term.name == *name).map(|term| term.estimate).collect();
    assert!(!found.is_empty(), "{}: no term is named `{name}`", fit.model);
    found
}
