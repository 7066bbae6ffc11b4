//! The charts of a single fit.

use fxsens_core::figure::{Figure, Role};
use fxsens_core::run::Estimation;
use fxsens_core::sample::INTERCEPT;
use fxsens_core::summary::FitSummary;
use fxsens_report::charts::{Caption, CoefficientRow, coefficient_plot, fit_vs_actual};

use crate::failure::Failure;

/// Every estimate but the constant, with its interval.
pub fn coefficients(summary: &FitSummary) -> Result<Figure, Failure> {
    let rows =
        summary.terms.iter().filter(|term| term.name != INTERCEPT || summary.terms.len() == 1).map(|term| {
            let i = &term.inference;
            CoefficientRow {
                label: term.name.clone(),
                estimate: i.estimate,
                interval: (i.conf_low.unwrap_or(f64::NAN), i.conf_high.unwrap_or(f64::NAN)),
                group: String::new(),
                role: Role::Primary,
            }
        });
    let caption =
        Caption::new("coefficients", format!("Coefficients of {}", summary.outcome), summary.formula.clone())
            .with_note(note(summary));
    Ok(coefficient_plot(
        &caption,
        "units of the outcome per unit of the regressor",
        &rows.collect::<Vec<_>>(),
        None,
    )?)
}

/// Outcome, fitted values and residuals.
pub fn fitted(estimation: &Estimation, summary: &FitSummary) -> Result<Figure, Failure> {
    let title = format!("{} and its fitted values", summary.outcome);
    let caption = Caption::new("fitted", title, summary.formula.clone()).with_note(note(summary));
    Ok(fit_vs_actual(&caption, &estimation.fit)?)
}

/// Model, sample, intervals and spec, as the small print of a chart.
pub fn note(summary: &FitSummary) -> String {
    format!(
        "Model {}, {} observations from {} to {}, {:.0} % intervals: {}, {}. Spec {}.",
        summary.model,
        summary.nobs,
        summary.sample.first,
        summary.sample.last,
        100.0 * summary.level,
        summary.vcov.method.label(),
        summary.vcov.reference,
        summary.spec_id
    )
}
