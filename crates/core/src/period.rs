//! Calendar arithmetic: a [`Period`] is a frequency and an ordinal, so a gap is a fact, not a guess.

use jiff::civil::Date;

pub use crate::frequency::Frequency;

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

/// Part `part` of `parts` of a year, checked.
pub(crate) fn checked(frequency: Frequency, year: i32, part: i32, parts: i32) -> Result<Period, PeriodError> {
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
