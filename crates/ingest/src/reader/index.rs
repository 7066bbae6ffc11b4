//! The time index of a user's table: which column it is, and how often the data are observed.

use fxsens_core::period::{Frequency, Period};

/// Names that mark a column as the index, in any case.
pub(super) const NAMES: [&str; 10] =
    ["period", "date", "month", "time", "quarter", "year", "day", "week", "datetime", "__index_level_0__"];

/// Reads one cell as a period: the spellings of [`Period`], and `2023/12`, `2023M12`, `202312`, `20231229`,
/// `2023-12-29 00:00:00`. Bare years from 1800 to 2200.
pub(super) fn parse(text: &str) -> Option<Period> {
    let text = text.trim();
    if !text.is_ascii() {
        return None;
    }
    let text = [" 00:00:00", "T00:00:00", "T00:00:00Z", " 00:00"]
        .iter()
        .find_map(|tail| text.strip_suffix(tail))
        .unwrap_or(text);
    let text = text.strip_suffix(".000000000").unwrap_or(text).replace('/', "-");
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return match text.len() {
            4 => text.parse().ok().filter(|period| in_range(*period)),
            6 => format!("{}-{}", &text[..4], &text[4..]).parse().ok().filter(|period| in_range(*period)),
            8 => {
                format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).parse().ok().filter(|p| in_range(*p))
            }
            _ => None,
        };
    }
    if let Ok(period) = text.parse() {
        return Some(period);
    }
    // Months and days without leading zeros, and the month as `2023M1`.
    let parts: Vec<&str> = text.split(['-', 'M', 'm']).collect();
    let padded: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
    (parts.len() <= 3 && parts[0].len() == 4).then(|| padded.join("-").parse().ok()).flatten()
}

/// Reads as [`parse`] does, and remembers the month of the last day: most days are in the same one.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// `2023-12`, with its first day.
    month: Option<([u8; 7], Period)>,
}

impl Days {
    pub(super) fn parse(&mut self, text: &str) -> Option<Period> {
        let text = text.trim();
        let bytes: Result<[u8; 10], _> = text.as_bytes().try_into();
        let Ok([y1, y2, y3, y4, b'-', m1, m2, b'-', d1 @ b'0'..=b'2', d2 @ b'0'..=b'9']) = bytes else {
            return parse(text);
        };
        let month = [y1, y2, y3, y4, b'-', m1, m2];
        let day = i32::from(d1 - b'0') * 10 + i32::from(d2 - b'0');
        // Every month has the days 1 to 28.
        if !(1..=28).contains(&day) {
            return parse(text);
        }
        if let Some((known, first)) = self.month
            && known == month
        {
            return Some(first.shift(day - 1));
        }
        let period = parse(text)?;
        self.month = Some((month, period.shift(1 - day)));
        Some(period)
    }
}

fn in_range(period: Period) -> bool {
    period.first_day().is_some_and(|day| (1800..=2200).contains(&day.year()))
}

/// Whether the periods run in one direction without repeats.
pub(super) fn are_monotonic(periods: &[Period]) -> bool {
    periods.windows(2).all(|pair| pair[0] < pair[1]) || periods.windows(2).all(|pair| pair[0] > pair[1])
}

/// Dates that stand for longer periods: one date per month, always its first or one of its last days, is a
/// monthly, quarterly, half-yearly or annual index by the common distance; dates seven days apart are weeks.
/// Anything else stays as it is.
pub(super) fn regularise(periods: &[Period]) -> Vec<Period> {
    let longer = || -> Option<Vec<Period>> {
        if periods.iter().any(|period| period.frequency() != Frequency::Daily) {
            return None;
        }
        monthly(periods).or_else(|| weekly(periods))
    };
    longer().unwrap_or_else(|| periods.to_vec())
}

/// Whether neighbours, in the order given, always satisfy a condition on their distance in days.
fn distances(days: &[Period], fine: impl Fn(i32) -> bool) -> bool {
    days.windows(2).all(|pair| pair[1].since(pair[0]).is_some_and(|distance| fine(distance.abs())))
}

fn monthly(days: &[Period]) -> Option<Vec<Period>> {
    // First days are 28 days apart or more, last business days 25: a quick no for daily data.
    if !distances(days, |distance| distance >= 25) {
        return None;
    }
    let months: Vec<Period> =
        days.iter().map(|day| day.containing(Frequency::Monthly)).collect::<Option<_>>()?;
    let first = days.iter().zip(&months).all(|(day, month)| day.first_day() == month.first_day());
    let last = days.iter().zip(&months).all(|(day, month)| {
        let end = month.last_day().map(Period::day);
        // The last business day is at most three days before the last day.
        end.and_then(|end| end.since(*day)).is_some_and(|distance| distance <= 3)
    });
    let step = common_step(&months)?;
    if !(first || last) {
        return None;
    }
    let target = [(12, Frequency::Annual), (6, Frequency::HalfYearly), (3, Frequency::Quarterly)]
        .into_iter()
        .find(|(months_in, frequency)| step % months_in == 0 && fits(&months, *frequency, first))
        .map_or(Frequency::Monthly, |(_, frequency)| frequency);
    months.iter().map(|month| month.containing(target)).collect()
}

/// Whether every month starts (or ends) a period of the frequency.
fn fits(months: &[Period], frequency: Frequency, starts: bool) -> bool {
    months.iter().all(|month| {
        let Some(period) = month.containing(frequency) else {
            return false;
        };
        if starts { period.first_day() == month.first_day() } else { period.last_day() == month.last_day() }
    })
}

fn weekly(days: &[Period]) -> Option<Vec<Period>> {
    if !distances(days, |distance| distance % 7 == 0) {
        return None;
    }
    let step = common_step(days)?;
    (step == 7).then(|| days.iter().map(|day| day.containing(Frequency::Weekly)).collect()).flatten()
}

/// Greatest common divisor of all distances; `None` when two are equal or there are fewer than two.
fn common_step(periods: &[Period]) -> Option<i32> {
    let mut sorted = periods.to_vec();
    sorted.sort_unstable();
    let mut step = 0;
    for pair in sorted.windows(2) {
        let distance = pair[1].since(pair[0]).filter(|distance| *distance > 0)?;
        step = divisor(step, distance);
    }
    (step > 0).then_some(step)
}

fn divisor(a: i32, b: i32) -> i32 {
    if a == 0 { b } else { divisor(b % a, a) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frequency(texts: &[&str]) -> Option<Frequency> {
        let periods: Option<Vec<Period>> = texts.iter().map(|text| parse(text)).collect();
        regularise(&periods?).first().map(|period| period.frequency())
    }

    #[test]
    fn spellings_of_periods() {
        for (text, expected) in [
            ("2023/12", "2023-12"),
            ("2023M1", "2023-01"),
            ("202312", "2023-12"),
            ("20231229", "2023-12-29"),
            ("2023/1/5", "2023-01-05"),
            ("2023-12-29 00:00:00", "2023-12-29"),
            ("2023q4", "2023Q4"),
        ] {
            assert_eq!(parse(text).map(|p| p.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in ["1", "3000", "12/31/2023", "2023-13", "abc", "2023.5", "999999"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn days_with_a_memory_read_the_same() {
        let mut days = Days::default();
        for text in [
            "2023-12-01",
            "2023-12-28",
            " 2023-12-29",
            "2023-12-31",
            "2023-12-00",
            "2024-02-29",
            "2023-02-29",
            "2023-13-01",
            "2023-13-02",
            "2023-12-02",
            "2023-12",
            "2023/12/02",
            "20231202",
            "x023-12-02",
            "年23-12-02",
            "",
            "2023-1-2",
        ] {
            assert_eq!(days.parse(text), parse(text), "{text}");
        }
    }

    #[test]
    fn dates_stand_for_the_period_they_open_or_close() {
        use Frequency::{Annual, Daily, HalfYearly, Monthly, Quarterly, Weekly};
        for (dates, expected) in [
            (&["2023-10-01", "2023-11-01", "2023-12-01"][..], Monthly),
            (&["2023-10-31", "2023-11-30", "2023-12-31"], Monthly),
            (&["2023-10-31", "2023-11-30", "2023-12-29"], Monthly),
            (&["2023-01-01", "2023-04-01", "2023-10-01"], Quarterly),
            (&["2023-03-31", "2023-06-30", "2023-09-30"], Quarterly),
            (&["2022-06-30", "2022-12-31", "2023-06-30"], HalfYearly),
            (&["2021-12-31", "2022-12-31", "2023-12-31"], Annual),
            (&["2023-02-01", "2023-05-01"], Monthly),
            (&["2023-12-05", "2023-12-12", "2023-12-26"], Weekly),
            (&["2023-12-01", "2023-12-04", "2023-12-05"], Daily),
            (&["2023-10-15", "2023-11-15", "2023-12-15"], Daily),
        ] {
            assert_eq!(frequency(dates), Some(expected), "{dates:?}");
        }
    }
}
