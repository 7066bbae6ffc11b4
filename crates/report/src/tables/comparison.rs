//! Several fits side by side.

use fxsens_core::summary::FitSummary;
use fxsens_core::table::{Cell, Column, Table};

use super::regression::{covariance_line, decimals, glance, term_name};

/// One column for each fit: estimates with standard errors in parentheses below, then the statistics of each fit.
/// There are no stars; the notes name every covariance.
pub fn regression_comparison(summaries: &[(String, FitSummary)]) -> Table {
    let mut columns = vec![Column::text("term")];
    columns.extend(summaries.iter().map(|(label, _)| Column::number(label.clone(), "")));
    let mut names: Vec<String> = Vec::new();
    for name in summaries.iter().flat_map(|(_, summary)| summary.terms.iter().map(term_name)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let mut rows = Vec::new();
    for name in &names {
        let (mut estimates, mut errors) = (vec![Cell::text(name.clone())], vec![Cell::Empty]);
        for (_, summary) in summaries {
            let (estimate, error) = cells(summary, name);
            estimates.push(estimate);
            errors.push(error);
        }
        rows.push(estimates);
        rows.push(errors);
    }
    rows.push(row("Outcome", summaries, |summary| Cell::text(summary.outcome.clone())));
    rows.push(row("Observations", summaries, |summary| Cell::number(summary.nobs as f64, 0)));
    for statistic in ["R²", "adj. R²", "Durbin–Watson"] {
        let value = |summary: &FitSummary| {
            let found = glance(&summary.glance).into_iter().find(|(name, _)| *name == statistic);
            found.map_or(Cell::Empty, |(_, value)| Cell::text(value))
        };
        let line = row(statistic, summaries, value);
        if line[1..].iter().any(|cell| *cell != Cell::Empty) {
            rows.push(line);
        }
    }
    let mut notes = vec!["Standard errors in parentheses.".to_owned()];
    notes.extend(summaries.iter().map(|(label, summary)| {
        let sample = &summary.sample;
        format!(
            "{label}: {}, {} to {}. {}.",
            summary.model,
            sample.first,
            sample.last,
            covariance_line(&summary.vcov)
        )
    }));
    Table { id: "comparison".into(), title: "Estimates side by side".into(), columns, rows, notes }
}

fn row(name: &str, summaries: &[(String, FitSummary)], cell: impl Fn(&FitSummary) -> Cell) -> Vec<Cell> {
    std::iter::once(Cell::text(name)).chain(summaries.iter().map(|(_, summary)| cell(summary))).collect()
}

fn cells(summary: &FitSummary, name: &str) -> (Cell, Cell) {
    let Some(term) = summary.terms.iter().find(|term| term_name(term) == name) else {
        return (Cell::Empty, Cell::Empty);
    };
    let inference = &term.inference;
    let decimals = decimals(inference.estimate, inference.std_error);
    let error = inference.std_error.map(|error| crate::format::number(error, usize::from(decimals)));
    let error = error.map_or(Cell::Empty, |error| Cell::text(format!("({error})")));
    (Cell::number(inference.estimate, decimals), error)
}

#[cfg(test)]
mod tests {
    use super::regression_comparison;
    use crate::tables::{regression::sample, to_text};

    #[test]
    fn fits_stand_side_by_side_without_stars() -> Result<(), Box<dyn std::error::Error>> {
        let (first, mut second) = (sample::summary()?, sample::summary()?);
        second.terms.remove(1);
        let table = regression_comparison(&[("(1)".into(), first), ("(2)".into(), second)]);
        let text = to_text(&table)?;
        let lines: Vec<String> =
            text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(lines[4], "(Intercept) 104.25 104.25");
        assert_eq!(lines[5], "(1.50) (1.50)");
        assert_eq!(lines[6], "gap_10y (h = 12) 5.536");
        assert!(!text.contains('*'));
        assert!(text.contains("(2): ols, 1996Q1 to 2023Q4. Covariance: hac (bartlett, 13 lags"));
        Ok(())
    }
}
