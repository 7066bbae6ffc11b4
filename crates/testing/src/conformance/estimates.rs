//! What estimates must not depend on, and how they move with units.

use fxsens_core::model::Model;

use super::{fit, shock};
use crate::close::assert_close;
use crate::simulate::Design;

pub(super) fn same_input_gives_the_same_bits(entry: &dyn Model, design: &Design) {
    let bits = || fit(entry, design).terms.iter().map(|term| term.estimate.to_bits()).collect::<Vec<_>>();
    assert_eq!(bits(), bits(), "{}: two runs on the same input", entry.info().id);
    let saved = || serde_json::to_string(&fit(entry, design)).unwrap_or_default();
    assert_eq!(saved(), saved(), "{}: two runs on the same input, as saved", entry.info().id);
}

pub(super) fn reordering_controls_leaves_the_shock(entry: &dyn Model, design: &Design) {
    let mut turned = design.clone();
    turned.regressors[1..].reverse();
    let why =
        format!("{}: the shock's estimate after reordering the controls, rounding only", entry.info().id);
    compare(&shock(&fit(entry, &turned), design), &shock(&fit(entry, design), design), 1e-9, &why);
}

pub(super) fn scaling_scales_exactly(entry: &dyn Model, design: &Design) {
    let id = entry.info().id;
    let plain = shock(&fit(entry, design), design);
    let times = |factor: f64| plain.iter().map(|estimate| estimate * factor).collect::<Vec<_>>();
    // Powers of two scale floating-point numbers exactly, so only the order of operations can differ.
    let mut outcome = design.clone();
    outcome.outcome.values *= 4.0;
    let why = format!("{id}: the shock's estimate with the outcome times four");
    compare(&shock(&fit(entry, &outcome), design), &times(4.0), 1e-12, &why);
    let mut regressor = design.clone();
    regressor.regressors[0].values *= 8.0;
    for instrument in regressor.instruments.iter_mut().filter(|z| z.name == design.regressors[0].name) {
        instrument.values *= 8.0;
    }
    let why = format!("{id}: the shock's estimate with the shock times eight");
    compare(&shock(&fit(entry, &regressor), design), &times(0.125), 1e-12, &why);
}

fn compare(actual: &[f64], expected: &[f64], rtol: f64, why: &str) {
    assert_eq!(actual.len(), expected.len(), "{why}: number of horizons");
    for (a, b) in actual.iter().zip(expected) {
        assert_close(*a, *b, rtol, why);
    }
}
