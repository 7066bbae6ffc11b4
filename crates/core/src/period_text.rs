//! Periods as text: `2023-12`, `2023Q4`, `2023H2`, `2023`, `FY2023`, `FY2023H2`, `2023-12-29`, `2023-W52`.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, ISOWeekDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::frequency::Frequency;
use crate::period::{Period, PeriodError, checked};

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts = self.frequency().per_year().map_or(1, |n| n as i32);
        let (year, part) = (self.ordinal().div_euclid(parts), self.ordinal().rem_euclid(parts) + 1);
        let text = match self.frequency() {
            Frequency::Undated => self.ordinal().to_string(),
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
        // A bare number would read back as a year.
        if self.frequency() == Frequency::Undated {
            return serializer.collect_str(&format_args!("#{}", self.ordinal()));
        }
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if let Some(number) = text.strip_prefix('#').and_then(|digits| digits.parse().ok()) {
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
    fn observations_are_not_years_in_json() -> Result<(), serde_json::Error> {
        for number in [1, 999, 1000, 2023, 12_345] {
            let text = serde_json::to_string(&Period::observation(number))?;
            assert_eq!(serde_json::from_str::<Period>(&text)?, Period::observation(number));
        }
        assert_eq!(serde_json::from_str::<Period>("\"2023\"")?, period("2023"));
        Ok(())
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
