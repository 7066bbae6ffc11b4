//! The charts of a saved fit: coefficients or responses by horizon, fitted values, residuals.

use fxsens_core::figure::Figure;
use fxsens_core::fit::Augment;
use fxsens_core::period::Frequency;
use fxsens_core::summary::{FitSummary, TermSummary};
use fxsens_report::charts::{
    Caption, ImpulseResponse, fitted_values, impulse_responses, residual_diagnostics,
};
use serde_json::Value;

use super::saved::File;
use crate::commands::fit_figures::{self, note};
use crate::failure::Failure;

/// Most impulses drawn in one chart.
const MOST: usize = 4;
/// Fewest residuals worth a diagnosis.
const FEWEST: usize = 8;

/// Everything the saved fit has numbers for.
pub fn figures(value: Value, file: &File<'_>) -> Result<Vec<Figure>, Failure> {
    let augment = value.get("augment").cloned();
    let summary: FitSummary = file.parse(value, "a saved fit")?;
    let mut figures = Vec::new();
    let responses = responses(&summary);
    if responses.is_empty() {
        figures.push(fit_figures::coefficients(&summary)?);
    } else {
        figures.push(impulse(&summary, &responses)?);
    }
    if let Some(augment) = augment {
        let augment: Augment = file.parse(augment, "a fit with periods, fitted values and residuals")?;
        let title = format!("{} and its fitted values", summary.outcome);
        let caption = Caption::new("fitted", title, summary.formula.clone()).with_note(note(&summary));
        figures.push(fitted_values(&caption, &summary.outcome, &augment)?);
        if augment.residuals.len() >= FEWEST {
            figures.push(residuals(&summary, &augment)?);
        }
    }
    Ok(figures)
}

fn residuals(summary: &FitSummary, augment: &Augment) -> Result<Figure, Failure> {
    let title = format!("Residuals of {}", summary.outcome);
    let caption = Caption::new("residuals", title, summary.formula.clone()).with_note(note(summary));
    let steps = augment.periods.first().map_or("Lag", |period| lag_words(period.frequency()));
    let axis = "units of the outcome";
    Ok(residual_diagnostics(&caption, (axis, steps), &augment.periods, &augment.residuals)?)
}

/// `Lag in months`.
pub fn lag_words(frequency: Frequency) -> &'static str {
    match frequency {
        Frequency::Monthly => "Lag in months",
        Frequency::Quarterly => "Lag in quarters",
        Frequency::Annual | Frequency::FiscalYear => "Lag in years",
        Frequency::Daily => "Lag in days",
        _ => "Lag",
    }
}

fn impulse(summary: &FitSummary, responses: &[(String, ImpulseResponse)]) -> Result<Figure, Failure> {
    let shown: Vec<ImpulseResponse> = responses.iter().take(MOST).map(|(_, one)| one.clone()).collect();
    let level = format!("{:.0} %", 100.0 * summary.level);
    let banded = shown.iter().all(|one| one.simultaneous.is_some());
    let how = if banded { "" } else { " The fit has no simultaneous band." };
    let more = responses.len() - shown.len();
    let left = if more > 0 { format!(" {more} more are left out.") } else { String::new() };
    let names: Vec<&str> = shown.iter().map(|one| one.label.as_str()).collect();
    let title = format!("Response of {} to {}", summary.outcome, names.join(", "));
    let caption = Caption::new("impulse-responses", title, summary.formula.clone())
        .with_note(format!("{}{how}{left}", note(summary)));
    let unit = responses.first().map_or("", |(unit, _)| unit.as_str());
    let axis = if unit.is_empty() { "units of the outcome per unit of the impulse" } else { unit };
    Ok(impulse_responses(&caption, axis, (&level, "Periods after the impulse"), &shown)?)
}

/// Terms with horizons, gathered by name with their unit, in the order of the fit.
fn responses(summary: &FitSummary) -> Vec<(String, ImpulseResponse)> {
    let mut names: Vec<&str> = Vec::new();
    for term in summary.terms.iter().filter(|term| term.horizon.is_some()) {
        if !names.contains(&term.name.as_str()) {
            names.push(&term.name);
        }
    }
    let of = |name: &&str| {
        let terms: Vec<&TermSummary> =
            summary.terms.iter().filter(|term| term.horizon.is_some() && term.name == **name).collect();
        response(summary, name, &terms)
    };
    names.iter().map(of).collect()
}

fn response(summary: &FitSummary, name: &str, terms: &[&TermSummary]) -> (String, ImpulseResponse) {
    let column = |of: &dyn Fn(&TermSummary) -> Option<f64>| -> Vec<f64> {
        terms.iter().map(|term| of(term).unwrap_or(f64::NAN)).collect()
    };
    let critical = simultaneous(summary, name);
    let edge = |sign: f64, critical: f64| {
        column(&|term| Some(term.inference.estimate + sign * critical * term.inference.std_error?))
    };
    let response = ImpulseResponse {
        label: name.to_owned(),
        horizons: column(&|term| term.horizon.map(f64::from)),
        estimates: column(&|term| Some(term.inference.estimate)),
        pointwise: (column(&|term| term.inference.conf_low), column(&|term| term.inference.conf_high)),
        simultaneous: critical.map(|critical| (edge(-1.0, critical), edge(1.0, critical))),
    };
    (terms.first().map(|term| term.unit.clone()).unwrap_or_default(), response)
}

/// The critical value of the sup-t band of an impulse at the level of the fit, where the fit has one.
fn simultaneous(summary: &FitSummary, name: &str) -> Option<f64> {
    let size = 1.0 - summary.level;
    let test = summary
        .tests
        .iter()
        .find(|test| test.id == "sup-t" && test.null.starts_with(&format!("`{name}` ")))?;
    let mut values = test.critical_values.iter();
    values.find(|one| (one.size - size).abs() < 1e-9 && one.law == "sup-t").map(|one| one.value)
}
