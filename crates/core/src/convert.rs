//! From a higher to a lower frequency by the series' own rule: flows add, averages average, end values end.

use jiff::civil::Weekday;

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

/// Converts `series` to frequency `target`. A target period is complete when all its source periods have a value. Days are
/// different, since markets close: a period of a daily series is complete when its last weekday has a value or the series goes
/// on after it, and when no more than sixteen days at either end have none. A week belongs to the period of its Thursday.
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
        let daily = from == Frequency::Daily;
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

/// The source periods that make up a target period.
fn parts_of(period: Period, frequency: Frequency) -> Vec<Period> {
    let (Some(first_day), Some(last_day)) = (period.first_day(), period.last_day()) else {
        return Vec::new();
    };
    let (first, last) = (Period::of_date(first_day, frequency), Period::of_date(last_day, frequency));
    let (Some(first), Some(last)) = (first, last) else {
        return Vec::new();
    };
    let parts = first.range_to(last);
    if frequency != Frequency::Weekly {
        return parts.collect();
    }
    let thursday = |week: &Period| week.first_day().and_then(|day| Period::day(day).shift(3).first_day());
    parts.filter(|week| thursday(week).is_some_and(|day| (first_day..=last_day).contains(&day))).collect()
}

/// Days without a value that the beginning or the end of a period may have: the longest closures of markets are shorter.
const QUIET: i32 = 16;

/// Whether a daily series covers the period.
fn covered(series: &Series, days: &[Period]) -> bool {
    let known = |day: &&Period| series.get(**day).is_some();
    let (Some(first), Some(last)) = (days.first(), days.last()) else {
        return false;
    };
    let (Some(begins), Some(ends)) = (days.iter().find(known), days.iter().rfind(known)) else {
        return false;
    };
    let weekday = |day: &&Period| {
        day.first_day()
            .is_some_and(|date| date.weekday() != Weekday::Saturday && date.weekday() != Weekday::Sunday)
    };
    let to_the_end = series.last() > *last || days.iter().rfind(weekday).is_some_and(|day| ends >= day);
    let quiet = |gap: Option<i32>| gap.is_some_and(|gap| gap <= QUIET);
    to_the_end && series.start() <= first.shift(4) && quiet(begins.since(*first)) && quiet(last.since(*ends))
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

    fn daily(first: &str, last: &str, skipped: impl Fn(Period) -> bool) -> Series {
        let (first, last): (Period, Period) = (first.parse().expect("a day"), last.parse().expect("a day"));
        let observations = first.range_to(last).filter(|day| !skipped(*day)).enumerate();
        let observations = observations.map(|(i, day)| (day, i as f64)).collect();
        let mut series = Series::from_observations("x", observations).expect("distinct days");
        series.aggregation = Aggregation::End;
        series
    }

    #[test]
    fn a_month_of_days_is_complete_at_its_last_weekday_or_when_the_series_goes_on() {
        let never = |_: Period| false;
        // 2024-03-29 is a Friday and the last weekday of its month.
        assert_eq!(at(&daily("2024-03-01", "2024-03-28", never), Frequency::Monthly, "2024-03"), None);
        assert_eq!(at(&daily("2024-03-01", "2024-03-29", never), Frequency::Monthly, "2024-03"), Some(28.0));
        let closed = |day: Period| day.to_string() == "2024-03-29";
        assert_eq!(at(&daily("2024-03-01", "2024-04-02", closed), Frequency::Monthly, "2024-03"), Some(29.0));
        let quiet = |day: Period| ("2024-02-03".."2024-03-01").contains(&day.to_string().as_str());
        assert_eq!(at(&daily("2024-01-01", "2024-03-29", quiet), Frequency::Monthly, "2024-02"), None);
    }

    #[test]
    fn every_week_belongs_to_one_month_and_all_of_them_are_needed() {
        let first =
            "2024-01-04".parse::<Period>().expect("a day").containing(Frequency::Weekly).expect("a week");
        let mut weeks = Series::from_values("x", first, vec![1.0; 70]);
        weeks.aggregation = Aggregation::Sum;
        let monthly = to_frequency(&weeks, Frequency::Monthly).expect("lower");
        let year: f64 =
            (1..=12).filter_map(|m| monthly.series.get(format!("2024-{m:02}").parse().ok()?)).sum();
        assert!((year - 52.0).abs() < 1e-12, "52 Thursdays: {year}");
        let mut short = Series::from_values("x", first, vec![1.0; 23]);
        short.aggregation = Aggregation::Sum;
        let june = to_frequency(&short, Frequency::Monthly).expect("lower");
        assert_eq!(june.series.get("2024-06".parse().expect("a month")), None, "its weeks are not all there");
    }

    #[test]
    fn a_higher_frequency_or_a_missing_rule_is_refused() {
        assert!(to_frequency(&monthly(Aggregation::Sum, 3), Frequency::Daily).is_err());
        assert!(to_frequency(&monthly(Aggregation::Unknown, 3), Frequency::Quarterly).is_err());
    }
}
