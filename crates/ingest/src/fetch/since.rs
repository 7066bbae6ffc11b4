//! The first period in the spellings of the services.

use fxsens_core::period::{Frequency, Period};
use jiff::civil::Date;

/// Day it starts on; `None` for an undated observation.
pub(super) fn first_day(since: Period) -> Option<Date> {
    since.first_day()
}

/// Bank of Japan: `202401` for months (and days), `202401` for the first quarter, `2024` for years.
pub(super) fn boj(since: Period, frequency: Option<Frequency>) -> Option<String> {
    let since = match frequency {
        Some(frequency) => since.containing(frequency)?,
        None => since,
    };
    let day = since.first_day()?;
    Some(match since.frequency() {
        Frequency::Annual | Frequency::FiscalYear => format!("{:04}", day.year()),
        Frequency::Quarterly | Frequency::HalfYearly | Frequency::FiscalHalf => {
            format!("{:04}{:02}", day.year(), since.season()?)
        }
        _ => format!("{:04}{:02}", day.year(), day.month()),
    })
}

/// SDMX: `2024`, `2024-Q1`, `2024-01`, `2024-01-15`.
pub(super) fn sdmx(since: Period) -> Option<String> {
    let day = since.first_day()?;
    Some(match since.frequency() {
        Frequency::Annual => format!("{:04}", day.year()),
        Frequency::Quarterly => format!("{:04}-Q{}", day.year(), since.season()?),
        Frequency::Daily | Frequency::Weekly => day.to_string(),
        _ => format!("{:04}-{:02}", day.year(), day.month()),
    })
}

/// e-Stat: `2024000000` for years, `2024000101` for January.
pub(super) fn estat(since: Period) -> Option<String> {
    let day = since.first_day()?;
    Some(match since.frequency() {
        Frequency::Annual => format!("{:04}000000", day.year()),
        _ => format!("{:04}00{:02}{:02}", day.year(), day.month(), day.month()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_spells_periods_in_its_own_way() {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        for (text, in_boj, in_sdmx, in_estat) in [
            ("2024-03", "202403", "2024-03", "2024000303"),
            ("2024Q2", "202402", "2024-Q2", "2024000404"),
            ("2024", "2024", "2024", "2024000000"),
            ("FY2024", "2024", "2024-04", "2024000404"),
            ("2024-03-15", "202403", "2024-03-15", "2024000303"),
        ] {
            assert_eq!(boj(period(text), None).as_deref(), Some(in_boj), "{text}");
            assert_eq!(sdmx(period(text)).as_deref(), Some(in_sdmx), "{text}");
            assert_eq!(estat(period(text)).as_deref(), Some(in_estat), "{text}");
        }
        assert_eq!(boj(period("2024Q2"), Some(Frequency::Monthly)).as_deref(), Some("202404"));
        assert_eq!(first_day(period("FY2024")).map(|day| day.to_string()).as_deref(), Some("2024-04-01"));
    }
}
