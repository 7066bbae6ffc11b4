//! The table and the printed page of one fit.

use std::fmt::Write as _;

use fxsens_core::fit::{Glance, NoteLevel};
use fxsens_core::summary::{FitSummary, TermSummary, VcovSummary};
use fxsens_core::table::{Cell, Column, Table};

use super::{outcomes, to_text};
use crate::error::ReportError;
use crate::format;

/// Terms with estimate, standard error, statistic, p-value, interval and unit. The notes name the sample, how the
/// covariance was made, and all that the fit remarks.
pub fn regression_table(summary: &FitSummary) -> Table {
    let mut table = terms_table(&summary.terms, &summary.vcov, summary.level);
    table.id = format!("fit-{}", summary.spec_id);
    table.title = format!("{}: {}", summary.model, summary.formula);
    table.notes = vec![sample_line(summary), covariance_line(&summary.vcov)];
    for note in &summary.notes {
        let loud = if note.level == NoteLevel::Warning { "Warning: " } else { "" };
        table.notes.push(format!("{loud}{}.", note.text.trim_end_matches('.')));
    }
    for other in &summary.also {
        table.notes.push(format!("Not shown, the same model with {}.", covariance_line(&other.vcov)));
    }
    table
}

fn terms_table(terms: &[TermSummary], vcov: &VcovSummary, level: f64) -> Table {
    let level = percent(level);
    let statistic = if vcov.distribution == "normal" { "z" } else { "t" };
    let units = terms.iter().any(|term| !term.unit.is_empty());
    let mut columns = vec![
        Column::text("term"),
        Column::number("estimate", ""),
        Column::number("std. error", ""),
        Column::number(statistic, ""),
        Column::number("p", ""),
        Column::number(format!("{level} low"), ""),
        Column::number(format!("{level} high"), ""),
    ];
    if units {
        columns.push(Column::text("unit"));
    }
    let rows = terms.iter().map(|term| row(term, units)).collect();
    Table { id: String::new(), title: String::new(), columns, rows, notes: Vec::new() }
}

fn row(term: &TermSummary, units: bool) -> Vec<Cell> {
    let inference = &term.inference;
    let decimals = decimals(inference.estimate, inference.std_error);
    let number =
        |value: Option<f64>, decimals| value.map_or(Cell::Empty, |value| Cell::number(value, decimals));
    let mut cells = vec![
        Cell::text(term_name(term)),
        Cell::number(inference.estimate, decimals),
        number(inference.std_error, decimals),
        number(inference.statistic, 2),
        p_cell(inference.p_value),
        number(inference.conf_low, decimals),
        number(inference.conf_high, decimals),
    ];
    if units {
        cells.push(Cell::text(term.unit.clone()));
    }
    cells
}

/// A p-value keeps its digits; one too small for a double is bounded, never zero.
pub(super) fn p_cell(p: Option<f64>) -> Cell {
    match p {
        None => Cell::Empty,
        Some(p) if p < 1e-300 => Cell::text(format::p_value(p)),
        Some(p) => Cell::number(p, 3),
    }
}

/// Decimals that show three significant digits of the standard error, or four of an estimate without one.
pub(super) fn decimals(estimate: f64, std_error: Option<f64>) -> u8 {
    let (guide, digits) = std_error.filter(|se| *se > 0.0).map_or((estimate.abs(), 3), |se| (se, 2));
    if guide > 0.0 { (digits - guide.log10().floor() as i32).clamp(0, 12) as u8 } else { 3 }
}

/// The name of a term with its horizon.
pub(super) fn term_name(term: &TermSummary) -> String {
    term.horizon.map_or_else(|| term.name.clone(), |horizon| format!("{} (h = {horizon})", term.name))
}

fn percent(level: f64) -> String {
    let share = level * 100.0;
    if (share - share.round()).abs() < 1e-9 { format!("{share:.0}%") } else { format!("{share:.1}%") }
}

fn sample_line(summary: &FitSummary) -> String {
    let sample = &summary.sample;
    let range = if sample.first.is_empty() {
        String::new()
    } else {
        format!(" {} to {},", sample.first, sample.last)
    };
    format!("Sample:{range} {} observations, {} residual degrees of freedom", summary.nobs, summary.df_resid)
}

/// How the covariance was made and what the statistics are compared with.
pub(super) fn covariance_line(vcov: &VcovSummary) -> String {
    match vcov.method.kind.as_str() {
        "unavailable" => format!("Covariance: not available ({})", vcov.reference),
        _ => format!("Covariance: {}; reference distribution {}", vcov.method.label(), vcov.reference),
    }
}

/// The whole fit as text: what was estimated on which sample, terms, statistics, tests, remarks.
///
/// # Errors
/// None in practice; the table of terms is always well formed.
pub fn fit_text(summary: &FitSummary) -> Result<String, ReportError> {
    let mut text = format!("{}\n\n", summary.formula);
    let _ = writeln!(text, "Model:      {} (spec {})", summary.model, summary.spec_id);
    let _ = writeln!(text, "Outcome:    {}", summary.outcome);
    for line in [sample_line(summary), covariance_line(&summary.vcov)] {
        let (name, rest) = line.split_once(": ").unwrap_or(("", &line));
        let _ = writeln!(text, "{:<11} {rest}", format!("{name}:"));
    }
    text.push('\n');
    text.push_str(&to_text(&terms_table(&summary.terms, &summary.vcov, summary.level))?);
    for other in &summary.also {
        let _ = writeln!(text, "\nThe same model with\n{}\n", covariance_line(&other.vcov));
        text.push_str(&to_text(&terms_table(&other.terms, &other.vcov, summary.level))?);
    }
    let statistics: Vec<String> =
        glance(&summary.glance).into_iter().map(|(name, value)| format!("{name} {value}")).collect();
    if !statistics.is_empty() {
        let _ = writeln!(text, "\n{}", statistics.join("   "));
    }
    if !summary.tests.is_empty() {
        text.push_str("\nTests\n");
        summary.tests.iter().for_each(|test| text.push_str(&outcomes::block(test, "  ")));
    }
    if !summary.notes.is_empty() {
        text.push_str("\nNotes\n");
    }
    for note in &summary.notes {
        let loud = if note.level == NoteLevel::Warning { "warning: " } else { "" };
        let _ = writeln!(text, "  {loud}{}", note.text);
    }
    Ok(text)
}

/// The statistics a model has, named and printed.
pub(super) fn glance(glance: &Glance) -> Vec<(&'static str, String)> {
    let fixed = |value: Option<f64>| value.map(|value| format::number(value, 3));
    let short = |value: Option<f64>| value.map(|value| format::significant(value, 4));
    let all = [
        ("R²", fixed(glance.r_squared)),
        ("adj. R²", fixed(glance.adj_r_squared)),
        ("sigma", short(glance.sigma)),
        ("log-lik.", short(glance.log_likelihood)),
        ("AIC", short(glance.aic)),
        ("BIC", short(glance.bic)),
        ("Durbin–Watson", fixed(glance.durbin_watson)),
        ("condition number", short(glance.condition_number)),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

#[cfg(test)]
pub(crate) mod sample {
    use fxsens_core::summary::FitSummary;

    /// A fit as the command line's JSON would hold it; the numbers are made up.
    pub(crate) fn summary() -> Result<FitSummary, serde_json::Error> {
        serde_json::from_value(serde_json::json!({
            "schema": "fxsens.fit/1", "model": "ols", "spec_id": "abc123", "formula": "usdjpy ~ gap_10y",
            "outcome": "usdjpy", "nobs": 112, "df_resid": 110,
            "sample": {"first": "1996Q1", "last": "2023Q4"}, "level": 0.95,
            "terms": [
                {"name": "(Intercept)", "horizon": null, "estimate": 104.25, "std_error": 1.5, "statistic": 69.5,
                 "p_value": 0.0, "conf_low": 101.3, "conf_high": 107.2, "unit": "JPY per USD"},
                {"name": "gap_10y", "horizon": 12, "estimate": 5.536, "std_error": 0.7512, "statistic": 7.37,
                 "p_value": 3.1e-12, "conf_low": 4.06, "conf_high": 7.01,
                 "unit": "JPY per USD, per percentage points"}
            ],
            "vcov": {"kind": "hac", "kernel": "bartlett", "bandwidth": 13.0, "rule": "fixed", "terms": null,
                     "small_sample": "none", "factor": 1.0, "distribution": "t", "reference": "t(110)", "matrix": [[2.25, 0.0], [0.0, 0.56]]},
            "glance": {"nobs": 112, "df_resid": 110, "r_squared": 0.6214, "adj_r_squared": 0.618, "sigma": 9.12,
                       "log_likelihood": null, "aic": null, "bic": null, "durbin_watson": 0.31,
                       "condition_number": null},
            "tests": [{"id": "breusch-godfrey", "null": "no autocorrelation up to lag 4", "statistic": 88.1,
                       "distribution": "chi2(4)", "p_value": 3.0e-18}],
            "notes": [{"level": "warning", "text": "residuals are autocorrelated"}]
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{fit_text, regression_table, sample};
    use crate::tables::to_text;

    #[test]
    fn the_printed_fit_says_everything() -> Result<(), Box<dyn std::error::Error>> {
        let text = fit_text(&sample::summary()?)?;
        for expected in [
            "Model:      ols (spec abc123)",
            "Sample:     1996Q1 to 2023Q4, 112 observations, 110 residual degrees of freedom",
            "Covariance: hac (bartlett, 13 lags, rule fixed, small-sample factor none); reference distribution t(110)",
            "R² 0.621",
            "breusch-godfrey: 88.10, chi2(4), p = 3.0e-18  (null: no autocorrelation up to lag 4)",
            "  warning: residuals are autocorrelated",
        ] {
            assert!(text.contains(expected), "`{expected}` is not in\n{text}");
        }
        Ok(())
    }

    #[test]
    fn p_values_are_never_zero_and_decimals_follow_the_error() -> Result<(), Box<dyn std::error::Error>> {
        let text = to_text(&regression_table(&sample::summary()?))?;
        let lines: Vec<String> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(lines[4], "(Intercept) 104.25 1.50 69.50 < 1e-300 101.30 107.20 JPY per USD");
        assert!(
            lines[5].starts_with("gap_10y (h = 12) 5.536 0.751 7.37 3.1e−12 4.060 7.010"),
            "{}",
            lines[5]
        );
        Ok(())
    }
}
