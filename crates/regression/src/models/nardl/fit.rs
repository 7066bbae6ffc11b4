//! Estimation of `nardl`.

use fxsens_core::fit::{EffectUnit, Fit, FitError, Note};
use fxsens_core::model::Estimator;
use fxsens_core::sample::{Column, Sample};
use fxsens_core::test_outcome::TestOutcome;
use ndarray::Array1;

use super::Nardl;
use crate::inference::zero_test;
use crate::models::ardl::{Ardl, Derived, Lagged, Multipliers, regressors};
use crate::models::parts;

/// Sign of a change.
#[derive(Clone, Copy)]
enum Side {
    Rises,
    Falls,
}

impl Estimator for Nardl {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        parts::check_outcome(sample)?;
        let mut columns = regressors(sample);
        if columns.is_empty() {
            return Err(FitError::Unsupported {
                what: "rises and falls without a regressor".into(),
                why: "the first regressor is the one whose rises and falls are told apart".into(),
            });
        }
        crate::least_squares::Factor::new(sample.x().view(), &sample.x_names())?;
        let shock = columns.remove(0);
        let sides = [part(&shock, Side::Rises)?, part(&shock, Side::Falls)?];
        columns.splice(0..0, sides);
        let derive = |design: &Lagged, multipliers: &Multipliers, b: &[f64]| {
            asymmetries(sample, &shock, design, multipliers, b)
        };
        let mut fit = Ardl::fit_columns(&self.0, sample, &columns, derive)?;
        fit.model = "nardl".into();
        for (id, what) in [("long-run-symmetry", "long-run"), ("short-run-symmetry", "short-run")] {
            let term = format!("{what} asymmetry {}", shock.name);
            let test = zero_test(&fit, &[&term])?;
            let null = format!("rises and falls have the same {what} effect");
            fit.tests.push(TestOutcome { id: id.into(), null, ..test });
        }
        fit.notes.insert(
            0,
            Note::info(format!(
                "`{0}` is the mean of the long-run effects of rises, `long-run {0}+`, and of falls, `long-run {0}-`",
                shock.name
            )),
        );
        Ok(fit)
    }
}

/// Cumulated rises or falls, from zero in the first observation.
fn part(shock: &Column, side: Side) -> Result<Column, FitError> {
    let (sign, mark, word) = match side {
        Side::Rises => (1.0, '+', "rises"),
        Side::Falls => (-1.0, '-', "falls"),
    };
    let mut sum = 0.0;
    let mut last = shock.values.first().copied().unwrap_or_default();
    let values: Array1<f64> = shock
        .values
        .iter()
        .map(|value| {
            sum += sign * (sign * (value - last)).max(0.0);
            last = *value;
            sum
        })
        .collect();
    if values.iter().all(|value| value.abs() <= 0.0) {
        return Err(FitError::Degenerate { what: format!("`{}` never {word} in this sample", shock.name) });
    }
    Ok(Column { name: format!("{}{mark}", shock.name), unit: shock.unit.clone(), values })
}

/// The mean of the two long-run effects, and differences in the long and in the short run. The short-run effect of a side is
/// the sum of the coefficients on its changes in the error-correction form: `θ_0 − Σ_{l≥2} (l − 1) θ_l`.
fn asymmetries(
    sample: &Sample,
    shock: &Column,
    design: &Lagged,
    multipliers: &Multipliers,
    b: &[f64],
) -> Vec<Derived> {
    let unit = EffectUnit { outcome: sample.outcome_unit().clone(), regressor: shock.unit.clone() };
    let (up, down) = (0, 1);
    let mean = 0.5 * (multipliers.effects[up] + multipliers.effects[down]);
    let mean_slope = (&multipliers.slopes[up] + &multipliers.slopes[down]) * 0.5;
    let gap = multipliers.effects[up] - multipliers.effects[down];
    let gap_slope = &multipliers.slopes[up] - &multipliers.slopes[down];
    let mut short_slope = Array1::zeros(b.len());
    for (side, sign) in [(up, 1.0), (down, -1.0)] {
        for (lag, place) in design.regressors[side].iter().enumerate() {
            short_slope[*place] = sign * if lag == 0 { 1.0 } else { 1.0 - lag as f64 };
        }
    }
    let short = short_slope.iter().zip(b).map(|(weight, value)| weight * value).sum();
    let name = &shock.name;
    vec![
        (name.clone(), mean, unit.clone(), mean_slope),
        (format!("long-run asymmetry {name}"), gap, unit.clone(), gap_slope),
        (format!("short-run asymmetry {name}"), short, unit, short_slope),
    ]
}
