//! How often a series is observed.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::period::PeriodError;

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

    /// Months in one period, where that is a whole number.
    pub(crate) fn months(self) -> Option<i32> {
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
