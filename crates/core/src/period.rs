//! Calendar arithmetic: a [`Period`] is a frequency and an ordinal, so a gap is a fact, not a guess.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How often a series is observed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Frequency {
    /// Calendar days.
    #[serde(rename = "D")]
    Daily,
    /// ISO weeks, Monday to Sunday.
    #[serde(rename = "W")]
    Weekly,
    /// Calendar months.
    #[serde(rename = "M")]
    Monthly,
    /// Calendar quarters.
    #[serde(rename = "Q")]
    Quarterly,
    /// Calendar half-years.
    #[serde(rename = "H")]
    HalfYearly,
    /// Calendar years.
    #[serde(rename = "A")]
    Annual,
    /// Japanese fiscal half-years: `FY2024H1` is April to September 2024.
    #[serde(rename = "FH")]
    FiscalHalf,
    /// Japanese fiscal years: FY2023 is April 2023 to March 2024.
    #[serde(rename = "FY")]
    FiscalYear,
    /// No calendar: observations 1, 2, 3 …
    #[serde(rename = "U")]
    Undated,
}

/// One period of a given frequency. Consecutive periods have consecutive ordinals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    frequency: Frequency,
    ordinal: i32,
}

/// A period that could not be read or combined.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// The text is in none of the known spellings.
    #[error(
        "`{text}` is not a period; expected one of 2023-12, 2023Q4, 2023H2, 2023, FY2023, FY2023H2, 2023-12-29, 2023-W52"
    )]
    Unreadable {
        /// The offending text.
        text: String,
    },
    /// The year, month, quarter, week or day does not exist.
    #[error("`{text}` names a period that does not exist")]
    OutOfRange {
        /// The offending text.
        text: String,
    },
    /// The text is not the name of a frequency.
    #[error("`{text}` is not a frequency; expected D, W, M, Q, H, A, FH, FY or U")]
    Frequency {
        /// The offending text.
        text: String,
    },
}

impl Frequency {
    /// The one- or two-letter code: D, W, M, Q, H, A, FH, FY, U.
    pub fn code(self) -> &'static str {
        match self {
            Self::Daily => "D",
            Self::Weekly => "W",
            Self::Monthly => "M",
            Self::Quarterly => "Q",
            Self::HalfYearly => "H",
            Self::Annual => "A",
            Self::FiscalHalf => "FH",
            Self::FiscalYear => "FY",
            Self::Undated => "U",
        }
    }

    /// The word for one period: day, week, month …
    pub fn noun(self) -> &'static str {
        match self {
            Self::Daily => "day",
            Self::Weekly => "week",
            Self::Monthly => "month",
            Self::Quarterly => "quarter",
            Self::HalfYearly => "half-year",
            Self::Annual => "year",
            Self::FiscalHalf => "fiscal half-year",
            Self::FiscalYear => "fiscal year",
            Self::Undated => "observation",
        }
    }

    /// Periods in a year, where that is a whole number.
    pub fn per_year(self) -> Option<u32> {
        match self {
            Self::Monthly => Some(12),
            Self::Quarterly => Some(4),
            Self::HalfYearly | Self::FiscalHalf => Some(2),
            Self::Annual | Self::FiscalYear => Some(1),
            Self::Daily | Self::Weekly | Self::Undated => None,
        }
    }

    fn months(self) -> Option<i32> {
        self.per_year().map(|n| 12 / n as i32)
    }
}

impl FromStr for Frequency {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let all = [
            Self::Daily,
            Self::Weekly,
            Self::Monthly,
            Self::Quarterly,
            Self::HalfYearly,
            Self::Annual,
            Self::FiscalHalf,
            Self::FiscalYear,
            Self::Undated,
        ];
        all.into_iter()
            .find(|f| f.code().eq_ignore_ascii_case(text.trim()))
            .ok_or_else(|| PeriodError::Frequency { text: text.to_owned() })
    }
}

const MIN_YEAR: i32 = 1000;
const MAX_YEAR: i32 = 9998;

impl Period {
    /// A period from its frequency and ordinal. Ordinals count days from 1970-01-01, ISO weeks from the one
    /// that holds 1970-01-01, months, quarters and years from year 0, observations from 1.
    pub fn from_ordinal(frequency: Frequency, ordinal: i32) -> Self {
        Self { frequency, ordinal }
    }

    /// A month; `month` counts from 1.
    ///
    /// # Errors
    /// [`PeriodError::OutOfRange`] when the year or month does not exist.
    pub fn month(year: i32, month: i32) -> Result<Self, PeriodError> {
        checked(Frequency::Monthly, year, month, 12)
    }

    /// A quarter; `quarter` counts from 1.
    ///
    /// # Errors
    /// [`PeriodError::OutOfRange`] when the year or quarter does not exist.
    pub fn quarter(year: i32, quarter: i32) -> Result<Self, PeriodError> {
        checked(Frequency::Quarterly, year, quarter, 4)
    }

    /// A calendar year.
    ///
    /// # Errors
    /// [`PeriodError::OutOfRange`] outside the years 1000 to 9998.
    pub fn year(year: i32) -> Result<Self, PeriodError> {
        checked(Frequency::Annual, year, 1, 1)
    }

    /// A Japanese fiscal year, named by the year in which it starts.
    ///
    /// # Errors
    /// [`PeriodError::OutOfRange`] outside the years 1000 to 9998.
    pub fn fiscal_year(year: i32) -> Result<Self, PeriodError> {
        checked(Frequency::FiscalYear, year, 1, 1)
    }

    /// Observation `number` of an undated sample.
    pub fn observation(number: i32) -> Self {
        Self::from_ordinal(Frequency::Undated, number)
    }

    /// The day of a civil date.
    pub fn day(date: Date) -> Self {
        Self::from_ordinal(Frequency::Daily, days_since_epoch(date))
    }

    /// The ISO week that holds a civil date.
    pub fn week(date: Date) -> Self {
        Self::from_ordinal(Frequency::Weekly, (days_since_epoch(date) + 3).div_euclid(7))
    }

    /// The frequency.
    pub fn frequency(self) -> Frequency {
        self.frequency
    }

    /// The ordinal within the frequency.
    pub fn ordinal(self) -> i32 {
        self.ordinal
    }

    /// The period `steps` later (earlier when negative).
    #[must_use]
    pub fn shift(self, steps: i32) -> Self {
        Self { ordinal: self.ordinal + steps, ..self }
    }

    /// How many periods `self` lies after `earlier`; `None` when the frequencies differ.
    pub fn since(self, earlier: Self) -> Option<i32> {
        (self.frequency == earlier.frequency).then(|| self.ordinal - earlier.ordinal)
    }

    /// First civil day of the period; `None` for undated observations.
    pub fn first_day(self) -> Option<Date> {
        match self.frequency {
            Frequency::Undated => None,
            Frequency::Daily => date_from_epoch(self.ordinal),
            Frequency::Weekly => date_from_epoch(self.ordinal * 7 - 3),
            _ => {
                let months = self.frequency.months()?;
                let fiscal = matches!(self.frequency, Frequency::FiscalYear | Frequency::FiscalHalf);
                let month = self.ordinal * months + if fiscal { 3 } else { 0 };
                Date::new(month.div_euclid(12).try_into().ok()?, (month.rem_euclid(12) + 1) as i8, 1).ok()
            }
        }
    }

    /// Last civil day of the period; `None` for undated observations.
    pub fn last_day(self) -> Option<Date> {
        self.shift(1).first_day()?.yesterday().ok()
    }

    /// The period of frequency `target` that holds the first day of `self`; `None` when either is undated.
    pub fn containing(self, target: Frequency) -> Option<Self> {
        let date = self.first_day()?;
        Self::of_date(date, target)
    }

    /// The period of frequency `target` that holds `date`; `None` for undated.
    pub fn of_date(date: Date, target: Frequency) -> Option<Self> {
        let month = i32::from(date.year()) * 12 + i32::from(date.month()) - 1;
        let ordinal = match target {
            Frequency::Undated => return None,
            Frequency::Daily => return Some(Self::day(date)),
            Frequency::Weekly => return Some(Self::week(date)),
            Frequency::FiscalYear | Frequency::FiscalHalf => (month - 3).div_euclid(target.months()?),
            _ => month.div_euclid(target.months()?),
        };
        Some(Self { frequency: target, ordinal })
    }

    /// Calendar month 1–12 of a monthly period, of a day, or of the first month otherwise.
    pub fn month_of_year(self) -> Option<u32> {
        self.first_day().map(|date| date.month() as u32)
    }

    /// Position within the year, from 1 (month, quarter, half); `None` for days, weeks and undated.
    pub fn season(self) -> Option<u32> {
        let n = self.frequency.per_year()? as i32;
        Some(self.ordinal.rem_euclid(n) as u32 + 1)
    }

    /// The middle of the period in decimal years: 2023.5 for the calendar year 2023. Undated observations
    /// return their number.
    pub fn decimal_year(self) -> f64 {
        let (Some(first), Some(next)) = (self.first_day(), self.shift(1).first_day()) else {
            return f64::from(self.ordinal);
        };
        f64::midpoint(decimal(first), decimal(next))
    }

    /// All periods from `self` to `last`, both included; empty when `last` is earlier.
    pub fn range_to(self, last: Self) -> impl Iterator<Item = Self> + Clone {
        (self.ordinal..=last.ordinal).map(move |ordinal| Self { ordinal, ..self })
    }
}

fn checked(frequency: Frequency, year: i32, part: i32, parts: i32) -> Result<Period, PeriodError> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) || !(1..=parts).contains(&part) {
        return Err(PeriodError::OutOfRange { text: format!("{year}, part {part} of {parts}") });
    }
    Ok(Period { frequency, ordinal: year * parts + part - 1 })
}

fn days_since_epoch(date: Date) -> i32 {
    let y = i32::from(date.year());
    let y0 = y - 1;
    let leap_days = y0.div_euclid(4) - y0.div_euclid(100) + y0.div_euclid(400);
    // 719_162 days lie between 0001-01-01 and 1970-01-01.
    y0 * 365 + leap_days + i32::from(date.day_of_year()) - 1 - 719_162
}

fn date_from_epoch(days: i32) -> Option<Date> {
    let epoch = Date::new(1970, 1, 1).ok()?;
    epoch.checked_add(jiff::Span::new().try_days(i64::from(days)).ok()?).ok()
}

fn decimal(date: Date) -> f64 {
    f64::from(date.year()) + f64::from(date.day_of_year() - 1) / f64::from(date.days_in_year())
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.frequency.per_year().map_or(1, |n| n as i32);
        let (year, part) = (self.ordinal.div_euclid(parts), self.ordinal.rem_euclid(parts) + 1);
        let text = match self.frequency {
            Frequency::Undated => self.ordinal.to_string(),
            Frequency::Daily => self.first_day().map(|date| date.to_string()).unwrap_or_default(),
            Frequency::Weekly => {
                let week = self.first_day().map(Date::iso_week_date);
                week.map(|w| format!("{}-W{:02}", w.year(), w.week())).unwrap_or_default()
            }
            Frequency::Monthly => format!("{year}-{part:02}"),
            Frequency::Quarterly => format!("{year}Q{part}"),
            Frequency::HalfYearly => format!("{year}H{part}"),
            Frequency::FiscalHalf => format!("FY{year}H{part}"),
            Frequency::Annual => year.to_string(),
            Frequency::FiscalYear => format!("FY{year}"),
        };
        f.pad(&text)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads `2023-12`, `2023Q4`, `2023-Q4`, `2023H2`, `2023`, `FY2023`, `FY2023H2`, `2023-12-29`, `2023-W52`.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let unreadable = || PeriodError::Unreadable { text: text.to_owned() };
        let missing = |_| PeriodError::OutOfRange { text: text.to_owned() };
        let trimmed = text.trim();
        if let Some(fiscal) = trimmed.strip_prefix("FY") {
            let (year, half) = fiscal.split_once('H').map_or((fiscal, None), |(y, h)| (y, Some(h)));
            let year = four_digits(year).ok_or_else(unreadable)?;
            return match half {
                None => checked(Frequency::FiscalYear, year, 1, 1),
                Some(h) => checked(Frequency::FiscalHalf, year, small(h, 1).ok_or_else(unreadable)?, 2),
            }
            .map_err(missing);
        }
        let year = trimmed.get(..4).and_then(four_digits).ok_or_else(unreadable)?;
        let rest = &trimmed[4..];
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        if let Some(quarter) = rest.strip_prefix(['Q', 'q']) {
            return Self::quarter(year, small(quarter, 1).ok_or_else(unreadable)?).map_err(missing);
        }
        if let Some(half) = rest.strip_prefix(['H', 'h']) {
            let half = small(half, 1).ok_or_else(unreadable)?;
            return checked(Frequency::HalfYearly, year, half, 2).map_err(missing);
        }
        if let Some(week) = rest.strip_prefix('W') {
            let week = small(week, 2).ok_or_else(unreadable)?;
            let monday = ISOWeekDate::new(year as i16, week as i8, Weekday::Monday);
            return monday
                .map(|w| Self::week(w.date()))
                .map_err(|_| PeriodError::OutOfRange { text: text.to_owned() });
        }
        if !trimmed[4..].is_empty() && !trimmed[4..].starts_with('-') {
            return Err(unreadable());
        }
        match rest.split_once('-') {
            None if trimmed.len() == 4 => Self::year(year).map_err(missing),
            None => Self::month(year, small(rest, 2).ok_or_else(unreadable)?).map_err(missing),
            Some((month, day)) => {
                let month = small(month, 2).ok_or_else(unreadable)?;
                let day = small(day, 2).ok_or_else(unreadable)?;
                Date::new(year as i16, month as i8, day as i8)
                    .map(Self::day)
                    .map_err(|_| PeriodError::OutOfRange { text: text.to_owned() })
            }
        }
    }
}

fn four_digits(text: &str) -> Option<i32> {
    (text.len() == 4).then(|| small(text, 4)).flatten()
}

fn small(text: &str, digits: usize) -> Option<i32> {
    let ok = text.len() == digits && text.bytes().all(|b| b.is_ascii_digit());
    if ok { text.parse().ok() } else { None }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.len() < 4
            && let Ok(number) = text.parse()
        {
            return Ok(Self::observation(number));
        }
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn period(text: &str) -> Period {
        text.parse().unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn every_spelling_reads_back_as_written() {
        for text in ["2023-12", "2023Q4", "2023H2", "2023", "FY2023", "FY2023H2", "2023-12-29", "2023-W52"] {
            assert_eq!(period(text).to_string(), text);
        }
    }

    #[test]
    fn fiscal_year_runs_from_april_to_march() {
        let fy = period("FY2023");
        assert_eq!(fy.first_day().map(|d| d.to_string()), Some("2023-04-01".into()));
        assert_eq!(fy.last_day().map(|d| d.to_string()), Some("2024-03-31".into()));
        assert_eq!(period("2024-03").containing(Frequency::FiscalYear), Some(fy));
        assert_eq!(period("2024-04").containing(Frequency::FiscalYear), Some(fy.shift(1)));
        assert_eq!(period("2024-12").containing(Frequency::FiscalHalf), Some(period("FY2024H2")));
    }

    #[test]
    fn days_agree_with_the_calendar_around_leap_years() {
        for text in ["1969-12-31", "1970-01-01", "2000-02-29", "2024-02-29", "2100-03-01", "1899-12-31"] {
            assert_eq!(period(text).to_string(), text);
            assert_eq!(period(text).shift(1).shift(-1).to_string(), text);
        }
        assert_eq!(period("1970-01-01").ordinal(), 0);
        assert_eq!(period("2024-03-01").since(period("2024-02-28")), Some(2));
    }

    #[test]
    fn weeks_run_from_monday_to_sunday() {
        let week = period("2026-W01");
        assert_eq!(week.first_day().map(|d| d.to_string()), Some("2025-12-29".into()));
        assert_eq!(period("2026-01-04").containing(Frequency::Weekly), Some(week));
    }

    #[test]
    fn what_does_not_exist_is_refused() {
        for text in [
            "2023-13",
            "2023Q5",
            "2023-02-30",
            "FY2023H3",
            "2023-W54",
            "23-12",
            "2023/12",
            "",
            "FY23",
            "２０２３",
        ] {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn decimal_years_are_midpoints() {
        assert!((period("2023").decimal_year() - 2023.5).abs() < 1e-12);
        assert!((period("FY2023").decimal_year() - 2023.747).abs() < 1e-2);
    }
}
