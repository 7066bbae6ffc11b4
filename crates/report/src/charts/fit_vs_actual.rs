//! What a fit explains and what it leaves.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};
use fxsens_core::fit::{Augment, Fit};
use fxsens_core::period::Frequency;
use fxsens_core::unit::Unit;

use super::Caption;
use super::series::with_gaps;
use crate::error::ReportError;

/// Actual and fitted values above, residuals below, over the sample of the fit.
///
/// # Errors
/// As [`fitted_values`].
pub fn fit_vs_actual(caption: &Caption, fit: &Fit) -> Result<Figure, ReportError> {
    let unit = fit.terms.first().map(|term| &term.unit.outcome).filter(|unit| **unit != Unit::Unknown);
    let label = unit.map_or_else(|| fit.outcome.clone(), |unit| format!("{}, {unit}", fit.outcome));
    fitted_values(caption, &label, &fit.augment)
}

/// The same from fitted values and residuals; `label` names the outcome and its unit.
///
/// # Errors
/// [`ReportError::Chart`] when there are no fitted values or their number differs from the periods'.
pub fn fitted_values(caption: &Caption, label: &str, augment: &Augment) -> Result<Figure, ReportError> {
    let lengths = [augment.periods.len(), augment.fitted.len(), augment.residuals.len()];
    if lengths[0] == 0 || lengths.iter().any(|length| *length != lengths[0]) {
        let [periods, fitted, residuals] = lengths;
        let what = format!("{periods} periods, {fitted} fitted values and {residuals} residuals");
        return Err(ReportError::Chart { chart: "fit_vs_actual", what });
    }
    let actual: Vec<f64> = augment.fitted.iter().zip(&augment.residuals).map(|(f, r)| f + r).collect();
    let undated = augment.periods[0].frequency() == Frequency::Undated;
    let line = |values: &[f64], role, width, label: &str| {
        let (x, y) = with_gaps(&augment.periods, values);
        Mark::Line { x, y, role, stroke: Stroke::Solid, width, label: label.into() }
    };
    let x = || if undated { Axis::linear("") } else { Axis::time() };
    let top = Panel::new(
        x(),
        Axis::linear(label),
        vec![
            line(&actual, Role::Primary, 2.2, "Actual"),
            line(&augment.fitted, Role::Secondary, 1.8, "Fitted"),
        ],
    );
    let last = if undated { x().with_label("Observation") } else { x() };
    let residuals = line(&augment.residuals, Role::Ink, 1.4, "");
    let mut bottom = Panel::new(last, Axis::linear(""), vec![zero(), residuals]);
    bottom.title = "Residuals".into();
    bottom.weight = 0.45;
    let alt = format!(
        "Actual and fitted values of {label} with residuals below, {} observations from {} to {}.",
        lengths[0],
        augment.periods[0],
        augment.periods[lengths[0] - 1],
    );
    Ok(caption.figure(alt, (960, 660), vec![top, bottom]))
}

/// Residuals are read against zero, whatever their range.
fn zero() -> Mark {
    Mark::HLine { y: 0.0, role: Role::Ink, stroke: Stroke::Solid, label: String::new() }
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;
    use fxsens_core::fit::{Augment, Fit, Glance};
    use fxsens_core::period::{Frequency, Period};
    use fxsens_core::vcov::Vcov;

    use super::fit_vs_actual;
    use crate::charts::Caption;

    fn fit(n: i32) -> Fit {
        let count = n as usize;
        Fit {
            model: "ols".into(),
            outcome: "usdjpy".into(),
            terms: Vec::new(),
            vcov: Vcov::Unavailable { reason: "test".into() },
            glance: Glance::default(),
            augment: Augment {
                periods: (0..n).map(|k| Period::from_ordinal(Frequency::Quarterly, 8000 + k)).collect(),
                fitted: vec![100.0; count],
                residuals: (0..n).map(|k| f64::from(k % 5) - 2.0).collect(),
            },
            tests: Vec::new(),
            figures: Vec::new(),
            notes: Vec::new(),
            scores: None,
            bread: None,
        }
    }

    #[test]
    fn actual_is_fitted_plus_residual() -> Result<(), crate::ReportError> {
        let figure = fit_vs_actual(&Caption::new("fit", "t", "s"), &fit(40))?;
        let Mark::Line { y, .. } = &figure.panels[0].marks[0] else {
            panic!("the first mark is the actual series")
        };
        assert_eq!(y[..3], [98.0, 99.0, 100.0]);
        crate::to_png(&figure, &crate::Theme::light()).map(|_| ())
    }

    #[test]
    fn a_fit_without_fitted_values_is_an_error() {
        let caption = Caption::new("fit", "t", "s");
        assert!(fit_vs_actual(&caption, &fit(0)).is_err());
        let mut short = fit(5);
        short.augment.fitted.pop();
        assert!(fit_vs_actual(&caption, &short).is_err());
    }
}
