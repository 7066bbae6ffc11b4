//! Several fits side by side.

use fxsens_core::fit::NoteLevel;
use fxsens_core::inference::Inference;
use fxsens_core::summary::{FitSummary, TermSummary};
use fxsens_core::table::{Cell, Column, Table};

use super::regression::{covariance_line, decimals, glance, term_name};
use super::stars::Stars;

/// One column for each fit: estimates with standard errors in parentheses below, then the statistics of each fit. The
/// notes name sample, degrees of freedom, covariance and reference distribution of every column, and its warnings;
/// stars follow those, and a fit without a covariance has none.
pub fn regression_comparison(summaries: &[(String, FitSummary)], stars: &Stars) -> Table {
    let mut rows = Vec::new();
    for name in names(summaries) {
        let (mut estimates, mut errors) = (vec![Cell::text(name.clone())], vec![Cell::Empty]);
        for (_, summary) in summaries {
            let (estimate, error) = cells(summary, &name, stars);
            estimates.push(estimate);
            errors.push(error);
        }
        rows.push(estimates);
        rows.push(errors);
    }
    rows.push(row("Model", summaries, |summary| Cell::text(summary.model.clone())));
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
    table(summaries, vec![Column::text("term")], rows, notes(summaries, stars))
}

/// A number of an estimate.
type Value = fn(&Inference) -> Option<f64>;

/// The same fits for a program to read: one row for each term and statistic, all digits, p-values in place of stars.
pub fn regression_records(summaries: &[(String, FitSummary)]) -> Table {
    let mut rows = Vec::new();
    let mut push = |term: &str, statistic: &str, cell: &dyn Fn(&FitSummary) -> Cell| {
        let cells = summaries.iter().map(|(_, summary)| cell(summary));
        rows.push([Cell::text(term), Cell::text(statistic)].into_iter().chain(cells).collect());
    };
    let statistics: [(&str, Value); 6] = [
        ("estimate", |i| Some(i.estimate)),
        ("std_error", |i| i.std_error),
        ("statistic", |i| i.statistic),
        ("p_value", |i| i.p_value),
        ("conf_low", |i| i.conf_low),
        ("conf_high", |i| i.conf_high),
    ];
    let number = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::number(value, 6));
    for name in names(summaries) {
        for (statistic, value) in statistics {
            push(&name, statistic, &|summary| number(term(summary, &name).and_then(|t| value(&t.inference))));
        }
        push(&name, "unit", &|summary| {
            term(summary, &name).map_or(Cell::Empty, |term| Cell::text(term.unit.clone()))
        });
    }
    push("", "model", &|summary| Cell::text(summary.model.clone()));
    push("", "formula", &|summary| Cell::text(summary.formula.clone()));
    push("", "spec_id", &|summary| Cell::text(summary.spec_id.to_string()));
    push("", "first", &|summary| Cell::text(summary.sample.first.clone()));
    push("", "last", &|summary| Cell::text(summary.sample.last.clone()));
    push("", "nobs", &|summary| Cell::number(summary.nobs as f64, 0));
    push("", "df_resid", &|summary| Cell::number(summary.df_resid as f64, 0));
    push("", "level", &|summary| Cell::number(summary.level, 6));
    push("", "covariance", &|summary| Cell::text(summary.vcov.method.label()));
    push("", "reference", &|summary| Cell::text(summary.vcov.reference.clone()));
    push("", "r_squared", &|summary| number(summary.glance.r_squared));
    push("", "adj_r_squared", &|summary| number(summary.glance.adj_r_squared));
    push("", "durbin_watson", &|summary| number(summary.glance.durbin_watson));
    table(summaries, vec![Column::text("term"), Column::text("statistic")], rows, Vec::new())
}

fn table(
    summaries: &[(String, FitSummary)],
    mut columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
    notes: Vec<String>,
) -> Table {
    columns.extend(summaries.iter().map(|(label, _)| Column::number(label.clone(), "")));
    Table { id: "comparison".into(), title: "Estimates side by side".into(), columns, rows, notes }
}

/// Every term once, in order of first appearance.
fn names(summaries: &[(String, FitSummary)]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in summaries.iter().flat_map(|(_, summary)| summary.terms.iter().map(term_name)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

fn notes(summaries: &[(String, FitSummary)], stars: &Stars) -> Vec<String> {
    let starred = summaries.iter().any(|(_, summary)| has_covariance(summary));
    let legend = stars.legend().filter(|_| starred).map_or_else(String::new, |legend| {
        format!(" {legend}, by the covariance and the reference distribution named for each column.")
    });
    let mut notes = vec![format!("Standard errors in parentheses.{legend}")];
    for (label, summary) in summaries {
        let sample = &summary.sample;
        let range = if sample.first.is_empty() {
            String::new()
        } else {
            format!("{} to {}, ", sample.first, sample.last)
        };
        notes.push(format!(
            "{label}: {}, {range}{} observations, {} residual degrees of freedom. {}.",
            summary.model,
            summary.nobs,
            summary.df_resid,
            covariance_line(&summary.vcov)
        ));
        let warnings = summary.notes.iter().filter(|note| note.level == NoteLevel::Warning);
        notes.extend(warnings.map(|note| format!("{label}, warning: {}.", note.text.trim_end_matches('.'))));
    }
    notes
}

fn row(name: &str, summaries: &[(String, FitSummary)], cell: impl Fn(&FitSummary) -> Cell) -> Vec<Cell> {
    std::iter::once(Cell::text(name)).chain(summaries.iter().map(|(_, summary)| cell(summary))).collect()
}

fn has_covariance(summary: &FitSummary) -> bool {
    summary.vcov.method.kind != "unavailable"
}

fn term<'a>(summary: &'a FitSummary, name: &str) -> Option<&'a TermSummary> {
    summary.terms.iter().find(|term| term_name(term) == name)
}

fn cells(summary: &FitSummary, name: &str, stars: &Stars) -> (Cell, Cell) {
    let Some(term) = term(summary, name) else {
        return (Cell::Empty, Cell::Empty);
    };
    let inference = &term.inference;
    let decimals = decimals(inference.estimate, inference.std_error);
    let print = |value| crate::format::number(value, usize::from(decimals));
    let error = inference.std_error.map_or(Cell::Empty, |error| Cell::text(format!("({})", print(error))));
    let stars = if has_covariance(summary) { stars.of(inference.p_value) } else { String::new() };
    let estimate = if stars.is_empty() {
        Cell::number(inference.estimate, decimals)
    } else {
        Cell::text(format!("{}{stars}", print(inference.estimate)))
    };
    (estimate, error)
}

#[cfg(test)]
mod tests {
    use super::{regression_comparison, regression_records};
    use crate::tables::stars::Stars;
    use crate::tables::{regression::sample, to_csv, to_text};

    fn lines(text: &str) -> Vec<String> {
        text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    fn flowing(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn fits_stand_side_by_side_and_the_notes_name_their_covariances() -> Result<(), Box<dyn std::error::Error>>
    {
        let (first, mut second) = (sample::summary()?, sample::summary()?);
        second.terms.remove(1);
        let both = [("(1)".to_owned(), first), ("(2)".to_owned(), second)];
        let text = to_text(&regression_comparison(&both, &Stars::none()))?;
        let lines = lines(&text);
        assert_eq!(lines[4], "(Intercept) 104.25 104.25");
        assert_eq!(lines[5], "(1.50) (1.50)");
        assert_eq!(lines[6], "gap_10y (h = 12) 5.536");
        assert!(!text.contains('*'));
        let note =
            "(2): ols, 1996Q1 to 2023Q4, 112 observations, 110 residual degrees of freedom. Covariance: hac";
        assert!(flowing(&text).contains(note), "{text}");
        assert!(flowing(&text).contains("(1), warning: residuals are autocorrelated."), "{text}");
        Ok(())
    }

    #[test]
    fn stars_need_a_covariance() -> Result<(), Box<dyn std::error::Error>> {
        let stars = Stars::below(&[0.1, 0.05, 0.01])?;
        let (first, mut second) = (sample::summary()?, sample::summary()?);
        second.vcov.method.kind = "unavailable".into();
        let both = [("(1)".to_owned(), first), ("(2)".to_owned(), second.clone())];
        let text = to_text(&regression_comparison(&both, &stars))?;
        assert_eq!(lines(&text)[6], "gap_10y (h = 12) 5.536*** 5.536");
        assert!(flowing(&text).contains("*** p < 0.01, by the covariance"), "{text}");
        let alone = to_text(&regression_comparison(&[("(2)".to_owned(), second)], &stars))?;
        assert!(!alone.contains('*'), "{alone}");
        Ok(())
    }

    #[test]
    fn records_keep_all_digits() -> Result<(), Box<dyn std::error::Error>> {
        let csv = to_csv(&regression_records(&[("(1)".to_owned(), sample::summary()?)]))?;
        for line in [
            "term,statistic,(1)",
            "gap_10y (h = 12),std_error,0.7512",
            "gap_10y (h = 12),p_value,3.1e-12",
            ",df_resid,110",
            ",reference,t(110)",
        ] {
            assert!(csv.lines().any(|found| found == line), "{line} is not in\n{csv}");
        }
        Ok(())
    }
}
