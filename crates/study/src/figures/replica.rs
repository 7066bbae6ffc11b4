//! The yen against the replica: its fit to 2023-12 and its continuation with what its variables did next.

use fxsens_core::dataset::Dataset;
use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

use super::SIZE;
use super::marks::line;
use crate::continuation::Continuation;
use crate::error::StudyError;
use crate::file::StudyFile;
use crate::ladder::RungRun;

/// Two panels: the rate with fit and continuation, and what is left.
///
/// # Errors
/// [`StudyError`] when the exchange rate is missing.
pub fn replica(
    run: &RungRun,
    ahead: &Continuation,
    file: &StudyFile,
    dataset: &Dataset,
    vintage: &str,
) -> Result<Figure, StudyError> {
    let augment = &run.estimation.fit.augment;
    let currency = &file.currency;
    let anchor = &currency.anchor;
    let missing = || StudyError::Data { id: currency.rate.clone(), what: "in its charts".into() };
    let rate = dataset.get(&currency.rate).ok_or_else(missing)?;
    let first = augment.periods.first().copied().ok_or_else(missing)?;
    let last = ahead.periods.last().copied().unwrap_or(first);
    let end = augment.periods.last().copied().unwrap_or(first);
    let actual: (Vec<f64>, Vec<f64>) = rate
        .iter()
        .filter(|(p, _)| *p >= first && *p <= last)
        .map(|(p, v)| (p.decimal_year(), currency.scale * v))
        .unzip();
    let at = |periods: &[fxsens_core::period::Period]| {
        periods.iter().map(|p| p.decimal_year()).collect::<Vec<_>>()
    };
    let fitted = (at(&augment.periods), augment.fitted.clone());
    let continued = (at(&ahead.periods), ahead.predicted.clone());
    let misses = (at(&ahead.periods), ahead.errors());
    let cut = f64::midpoint(end.decimal_year(), end.shift(1).decimal_year());
    let boundary =
        |label: &str| Mark::VLine { x: cut, role: Role::Muted, stroke: Stroke::Dashed, label: label.into() };
    let end_of_horizon = ahead.verdict_at.decimal_year();
    let horizon = |label: &str| Mark::VLine {
        x: end_of_horizon,
        role: Role::Muted,
        stroke: Stroke::Dotted,
        label: label.into(),
    };
    let zero = Mark::HLine { y: 0.0, role: Role::Muted, stroke: Stroke::Solid, label: String::new() };
    let top = Panel {
        weight: 2.2,
        ..Panel::new(
            Axis::time(),
            Axis::linear(currency.unit.clone()),
            vec![
                boundary("estimation ends"),
                horizon(&ahead.verdict_at.to_string()),
                line(actual, Role::Ink, Stroke::Solid, &format!("{}, monthly mean", currency.quote)),
                line(fitted, Role::Primary, Stroke::Solid, &format!("{anchor}, fitted")),
                line(
                    continued,
                    Role::Secondary,
                    Stroke::Dashed,
                    &format!("{anchor}, continued with realised variables"),
                ),
            ],
        )
    };
    let bottom = Panel {
        title: format!("Actual less {anchor}"),
        ..Panel::new(
            Axis::time(),
            Axis::linear(currency.unit.clone()),
            vec![
                boundary(""),
                horizon(""),
                zero,
                line((at(&augment.periods), augment.residuals.clone()), Role::Primary, Stroke::Solid, ""),
                line(misses, Role::Secondary, Stroke::Dashed, ""),
            ],
        )
    };
    let quarter = ahead.gap_at_end().abs();
    Ok(Figure {
        id: format!("{}-replica", currency.rate),
        title: format!(
            "A fit of {:.0} % in sample misses by {quarter:.0} {} at the end of the horizon",
            100.0 * run.result.fit.glance.r_squared.unwrap_or(f64::NAN),
            currency.short
        ),
        subtitle: format!("{} against a level regression: {}", currency.quote, run.result.fit.formula),
        note: format!(
            "Estimated on {} to {} ({} months), coefficients frozen, then continued to {} with realised regressors. Up = {}. Source: {}; vintage {vintage}.",
            run.result.fit.sample.first,
            run.result.fit.sample.last,
            run.result.fit.nobs,
            last,
            currency.rising(),
            currency.source
        ),
        alt: format!(
            "Two panels: {} with the {anchor}'s fit and its continuation beyond the sample, and the differences between them.",
            currency.quote
        ),
        size: (SIZE.0, 660),
        panels: vec![top, bottom],
    })
}
