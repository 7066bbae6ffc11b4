//! A path of a flow, month by month: straight lines between knots.

use fxsens_core::period::{Frequency, Period};
use fxsens_core::published::Published;
use fxsens_core::series::Series;

use super::file::{ScenarioFile, Target};
use super::flow::{FlowYear, level};
use crate::error::StudyError;

/// First and last year a path may touch.
const YEARS: (i32, i32) = (1996, 2100);

/// The flow over the last twelve months, JPY trillion, as changes from a base level.
#[derive(Debug, Clone, PartialEq)]
pub struct FlowPath {
    /// Level in the first month.
    pub base_level: f64,
    /// First month; its change is zero.
    pub first: Period,
    /// Change from the base level, one per month.
    pub changes: Vec<f64>,
    /// What the path reaches at the ends of the declared range, as changes at its end.
    pub range: Option<(f64, f64)>,
    /// Whether the path has been published, so that it cannot turn out differently.
    pub published: bool,
}

impl FlowPath {
    /// The path of a scenario.
    ///
    /// # Errors
    /// [`StudyError::Figure`] when a figure is missing, [`StudyError::Path`] when the knots are out of order.
    pub fn from_file(file: &ScenarioFile, published: &Published) -> Result<Self, StudyError> {
        let base = level(&file.base, published)?;
        let months = file.last.since(file.first).unwrap_or_default();
        let knots = match &file.target {
            // The change itself, not a difference of levels: a doubling is the ladder's shock to the last digit.
            Target::Multiple(multiple) => vec![(file.last, base * (multiple - 1.0))],
            Target::Level(target) => vec![(file.last, target - base)],
            Target::Growth(rate) => {
                let monthly = (rate / 100.0).ln_1p() / 12.0;
                let grown = |month| (file.first.shift(month), base * (monthly * f64::from(month)).exp_m1());
                (1..=months).map(grown).collect()
            }
            Target::Share { of, share } => vec![(file.last, share * level(of, published)? - base)],
            Target::Years(years) => {
                let knot = |year: &super::file::YearFile| {
                    let year = FlowYear { year: year.year, level: level(&year.level, published)? };
                    let month =
                        year.end().ok_or_else(|| StudyError::Path(format!("{} is no year", year.year)))?;
                    Ok((month, year.level - base))
                };
                years.iter().map(knot).collect::<Result<_, StudyError>>()?
            }
        };
        if knots.last().map(|knot| knot.0) != Some(file.last) {
            return Err(StudyError::Path(format!(
                "scenario `{}` ends at another date than its figures",
                file.id
            )));
        }
        let range = file.range.map(|range| (range.low - base, range.high - base));
        let path = Self::through(base, file.first, &knots, range)?;
        Ok(Self { published: matches!(file.target, Target::Years(_)), ..path })
    }

    /// The path of a series of levels: a value of a quarter or year is reached in its last month, periods without a
    /// value are passed along a straight line.
    ///
    /// # Errors
    /// [`StudyError::Path`] says what is wrong with the values or the dates.
    pub fn from_series(series: &Series) -> Result<Self, StudyError> {
        let refuse = |what: String| StudyError::Path(what);
        if !matches!(
            series.frequency(),
            Frequency::Monthly | Frequency::Quarterly | Frequency::Annual | Frequency::FiscalYear
        ) {
            let first = series.start();
            return Err(refuse(format!("expected months, quarters or years, found {first}")));
        }
        let mut knots = Vec::new();
        for (period, value) in series.iter().filter(|(_, value)| !value.is_nan()) {
            if !value.is_finite() {
                return Err(refuse(format!("{period}: expected a finite number, found {value}")));
            }
            let month = last_month(period).ok_or_else(|| refuse(format!("{period} has no last month")))?;
            knots.push((month, value));
        }
        let Some(((first, base), rest)) = knots.split_first().filter(|(_, rest)| !rest.is_empty()) else {
            return Err(refuse(format!("expected at least two periods with a value, found {}", knots.len())));
        };
        let changes: Vec<_> = rest.iter().map(|(month, level)| (*month, level - base)).collect();
        Self::through(*base, *first, &changes, None)
    }

    fn through(
        base_level: f64,
        first: Period,
        knots: &[(Period, f64)],
        range: Option<(f64, f64)>,
    ) -> Result<Self, StudyError> {
        let last = knots.last().map_or(first, |knot| knot.0);
        let inside =
            |month: Period| (f64::from(YEARS.0)..f64::from(YEARS.1 + 1)).contains(&month.decimal_year());
        if !inside(first) || !inside(last) {
            let (from, to) = YEARS;
            return Err(StudyError::Path(format!("{first} to {last} is not within {from} to {to}")));
        }
        let mut changes = vec![0.0];
        let (mut month, mut level) = (first, 0.0);
        for (next, target) in knots {
            let steps = next
                .since(month)
                .filter(|steps| *steps > 0)
                .ok_or_else(|| StudyError::Path(format!("{next} does not come after {month}")))?;
            changes.extend((1..steps).map(|i| level + (target - level) * f64::from(i) / f64::from(steps)));
            changes.push(*target);
            (month, level) = (*next, *target);
        }
        Ok(Self { base_level, first, changes, range, published: false })
    }

    /// Months and changes from the base level.
    pub fn iter(&self) -> impl Iterator<Item = (Period, f64)> + '_ {
        (0..).zip(&self.changes).map(|(i, change)| (self.first.shift(i), *change))
    }

    /// Level in each month.
    pub fn levels(&self) -> impl Iterator<Item = f64> + '_ {
        self.changes.iter().map(|change| self.base_level + change)
    }

    /// The changes at `index` at the two ends of the range: straight lines to each.
    pub fn range_at(&self, index: usize) -> Option<(f64, f64)> {
        let share = index as f64 / (self.changes.len() - 1).max(1) as f64;
        self.range.map(|(low, high)| (low * share, high * share))
    }
}

fn last_month(period: Period) -> Option<Period> {
    Period::of_date(period.last_day()?, Frequency::Monthly)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn yearly_values_are_reached_in_december_along_a_straight_line() {
        let path = FlowPath::from_series(&Series::from_values("deficit", period("2024"), vec![6.0, 7.2]));
        let path = path.unwrap_or_else(|error| panic!("{error}"));
        assert_eq!((path.first, path.changes.len()), (period("2024-12"), 13));
        assert!((path.changes[1] - 0.1).abs() < 1e-12 && (path.changes[12] - 1.2).abs() < 1e-12);
    }

    #[test]
    fn periods_without_a_value_are_passed_along_a_straight_line() {
        let series = Series::from_values("deficit", period("2024-01"), vec![6.0, f64::NAN, f64::NAN, 7.5]);
        let path = FlowPath::from_series(&series).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(path.changes, vec![0.0, 0.5, 1.0, 1.5]);
        assert!(!path.published);
    }

    #[test]
    fn single_values_days_and_far_dates_are_refused() {
        for (start, values, words) in [
            ("2024-01", vec![6.0, f64::INFINITY], "2024-02: expected a finite number"),
            ("2024-01", vec![6.0], "at least two periods with a value, found 1"),
            ("2024-01-01", vec![6.0, 7.0], "found 2024-01-01"),
            ("2200-01", vec![6.0, 7.0], "not within"),
        ] {
            let refused = FlowPath::from_series(&Series::from_values("deficit", period(start), values));
            let message = refused.err().map(|error| error.to_string()).unwrap_or_default();
            assert!(message.contains(words), "{message}");
        }
    }
}
