//! From a higher to a lower frequency by the series' own rule: flows add, averages average, end values end.

use crate::period::{Frequency, Period};
use crate::series::{Aggregation, Series};

/// Why a series cannot be converted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConvertError {
    /// The target is not lower than the source.
    #[error("`{id}` is observed by {from}; it cannot be turned into {to} figures")]
    Direction {
        /// The series.
        id: String,
        /// Frequency of the series.
        from: &'static str,
        /// Frequency asked for.
        to: &'static str,
    },
    /// The series does not say how to convert it.
    #[error("`{id}` does not say whether its values add up, average or end a period")]
    NoRule {
        /// The series.
        id: String,
    },
}

/// A converted series and the target periods left out because source periods are missing.
#[derive(Debug, Clone, PartialEq)]
pub struct Converted {
    /// The series; incomplete periods are missing.
    pub series: Series,
    /// Incomplete periods with the source periods they lack. Days are not listed: markets close.
    pub incomplete: Vec<(Period, Vec<Period>)>,
}

/// Converts `series` to frequency `target`. A target period is complete when all its source periods have a
/// value; for daily series, when it has at least one value and the series goes on to the period's end.
///
/// # Errors
/// [`ConvertError`] when the target is not lower or the series has no rule.
pub fn to_frequency(series: &Series, target: Frequency) -> Result<Converted, ConvertError> {
    let from = series.frequency();
    let id = || series.id.clone();
    if from == target {
        return Ok(Converted { series: series.clone(), incomplete: Vec::new() });
    }
    if !is_lower(from, target) {
        return Err(ConvertError::Direction { id: id(), from: from.noun(), to: target.noun() });
    }
    if series.aggregation == Aggregation::Unknown {
        return Err(ConvertError::NoRule { id: id() });
    }
    let (Some(first), Some(last)) = (series.start().containing(target), series.last().containing(target))
    else {
        return Err(ConvertError::Direction { id: id(), from: from.noun(), to: target.noun() });
    };
    let mut values = Vec::new();
    let mut incomplete = Vec::new();
    for period in first.range_to(last) {
        let parts = parts_of(period, from);
        let missing: Vec<Period> = parts.iter().copied().filter(|p| series.get(*p).is_none()).collect();
        let daily = matches!(from, Frequency::Daily | Frequency::Weekly);
        let complete = if daily { covered(series, &parts) } else { missing.is_empty() };
        let known: Vec<f64> = parts.iter().filter_map(|p| series.get(*p)).collect();
        if complete && !known.is_empty() {
            values.push(combine(series.aggregation, &known));
        } else {
            values.push(f64::NAN);
            incomplete.push((period, if daily { Vec::new() } else { missing }));
        }
    }
    let mut converted = Series::from_values(series.id.clone(), first, values);
    converted.title.clone_from(&series.title);
    converted.unit.clone_from(&series.unit);
    converted.aggregation = series.aggregation;
    converted.adjustment.clone_from(&series.adjustment);
    converted.provenance.clone_from(&series.provenance);
    Ok(Converted { series: converted, incomplete })
}

fn is_lower(from: Frequency, target: Frequency) -> bool {
    match (from.per_year(), target.per_year()) {
        (Some(a), Some(b)) => {
            let fiscal_from_whole_years = matches!(from, Frequency::HalfYearly | Frequency::FiscalHalf);
            a > b && (!fiscal_from_whole_years || same_calendar(from, target))
        }
        (None, Some(_)) => from != Frequency::Undated,
        (None, None) => from == Frequency::Daily && target == Frequency::Weekly,
        (Some(_), None) => false,
    }
}

fn same_calendar(from: Frequency, target: Frequency) -> bool {
    (from == Frequency::FiscalHalf) == (target == Frequency::FiscalYear)
}

fn parts_of(period: Period, frequency: Frequency) -> Vec<Period> {
    let first = period.first_day().and_then(|day| Period::of_date(day, frequency));
    let last = period.last_day().and_then(|day| Period::of_date(day, frequency));
    match (first, last) {
        (Some(first), Some(last)) => first.range_to(last).collect(),
        _ => Vec::new(),
    }
}

/// Whether a daily series spans the period; a margin of four days allows for holidays at either end.
fn covered(series: &Series, parts: &[Period]) -> bool {
    match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => series.start() <= first.shift(4) && series.last() >= last.shift(-4),
        _ => false,
    }
}

fn combine(rule: Aggregation, values: &[f64]) -> f64 {
    match rule {
        Aggregation::Sum => values.iter().sum(),
        Aggregation::End => values.last().copied().unwrap_or(f64::NAN),
        Aggregation::Mean | Aggregation::Index | Aggregation::Unknown => {
            values.iter().sum::<f64>() / values.len() as f64
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn monthly(rule: Aggregation, n: usize) -> Series {
        let start = "2023-01".parse().unwrap_or_else(|e| panic!("{e}"));
        let mut series = Series::from_values("x", start, (1..=n).map(|i| i as f64).collect());
        series.aggregation = rule;
        series
    }

    fn at(series: &Series, target: Frequency, period: &str) -> Option<f64> {
        let converted = to_frequency(series, target).unwrap_or_else(|e| panic!("{e}"));
        converted.series.get(period.parse().unwrap_or_else(|e| panic!("{e}")))
    }

    #[test]
    fn flows_add_averages_average_and_end_values_end() {
        assert_eq!(at(&monthly(Aggregation::Sum, 12), Frequency::Annual, "2023"), Some(78.0));
        assert_eq!(at(&monthly(Aggregation::Mean, 12), Frequency::Quarterly, "2023Q2"), Some(5.0));
        assert_eq!(at(&monthly(Aggregation::End, 12), Frequency::Quarterly, "2023Q2"), Some(6.0));
    }

    #[test]
    fn a_fiscal_year_with_a_missing_month_is_missing_and_says_which() {
        let series = monthly(Aggregation::Sum, 14);
        assert_eq!(at(&series, Frequency::FiscalYear, "FY2023"), None);
        let converted = to_frequency(&series, Frequency::FiscalYear).unwrap_or_else(|e| panic!("{e}"));
        let named: Vec<String> = converted.incomplete[1].1.iter().map(ToString::to_string).collect();
        assert_eq!(named, ["2024-03"]);
        assert_eq!(at(&monthly(Aggregation::Sum, 15), Frequency::FiscalYear, "FY2023"), Some(114.0));
    }

    #[test]
    fn a_higher_frequency_or_a_missing_rule_is_refused() {
        assert!(to_frequency(&monthly(Aggregation::Sum, 3), Frequency::Daily).is_err());
        assert!(to_frequency(&monthly(Aggregation::Unknown, 3), Frequency::Quarterly).is_err());
    }
}
