//! What a reader must know before the estimates mean anything.

use fxsens_core::fit::{Fit, FitError, Note};
use fxsens_core::test_outcome::TestOutcome;

use super::Vecm;
use super::estimate::{Estimate, Place};
use super::terms::{Series, adjustment};
use crate::cointegration::johansen::Johansen;
use crate::inference::zero_test;

/// Size at which the last relation must be supported.
const SUPPORTED: f64 = 0.10;

/// Size at which one more relation is mentioned.
const MORE: f64 = 0.05;

/// For each regressor, whether its equation answers to any of the relations.
///
/// # Errors
/// Those of the Wald test.
pub(super) fn weak_exogeneity(fit: &Fit, model: Vecm, all: &[Series]) -> Result<Vec<TestOutcome>, FitError> {
    let of = |one: &Series| {
        let names: Vec<String> = (0..model.rank).map(|k| adjustment(model.rank, k, &one.name)).collect();
        let test = zero_test(fit, &names.iter().map(String::as_str).collect::<Vec<_>>())?;
        let null = format!("`{}` does not adjust: it is weakly exogenous", one.name);
        Ok(TestOutcome { id: "weak-exogeneity".into(), null, ..test })
    };
    all.iter().skip(1).map(of).collect()
}

/// Lags and rows, then warnings about the relations.
pub(super) fn notes(model: Vecm, all: &[Series], estimate: &Estimate, johansen: &Johansen) -> Vec<Note> {
    let Vecm { lags, rank, case } = model;
    let left = estimate.share_left();
    let half_life = left.filter(|left| (0.0..1.0).contains(left)).map_or_else(String::new, |left| {
        format!("; half of a gap closes in {:.1} periods", 0.5f64.ln() / left.ln())
    });
    let mut notes = vec![Note::info(format!(
        "{lags} lags of the levels, {}, the first {lags} observations serve as lags{half_life}",
        case.label()
    ))];
    if let ([_, shock, ..], 1) = (all, rank) {
        let name = &shock.name;
        notes.push(Note::info(format!(
            "`{name}` is the long-run effect, `long-run {name}`, under its own name"
        )));
    }
    let p_value = johansen.trace.get(rank - 1).map_or(f64::NAN, |(_, p)| *p);
    if p_value.is_nan() || p_value >= SUPPORTED {
        notes.push(Note::warning(format!(
            "the trace test does not reject at most {} cointegrating relations (p = {p_value:.2}): {} not supported by the \
             data, and long-run effects are prone to be spurious",
            rank - 1,
            if rank == 1 { "the long-run relation is".into() } else { format!("{rank} long-run relations are") }
        )));
    }
    if let Some((_, p)) = johansen.trace.get(rank).filter(|(_, p)| *p < MORE) {
        notes.push(Note::info(format!(
            "the trace test rejects at most {rank} relations too (p = {p:.2}): one relation more, or a series without a unit \
             root"
        )));
    }
    if let Some(outcome) = all.first().filter(|_| rank == 1) {
        let speed = estimate.value(Place::Equation { row: 0, series: 0 });
        if speed >= 0.0 {
            notes.push(Note::warning(format!(
                "`{}` does not return to the relation (adjustment {speed:.3}): the other series do, or there is none",
                outcome.name
            )));
        }
    }
    if left.is_some_and(|left| left.abs() >= 1.0) {
        notes.push(Note::warning(
            "the gap does not close: errors of the relation grow, and long-run effects mean nothing",
        ));
    }
    notes
}
