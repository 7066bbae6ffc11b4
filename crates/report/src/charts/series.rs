//! Several series over time.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Stroke, time_position};
use fxsens_core::period::{Frequency, Period};

use super::{Caption, SERIES_ROLES};
use crate::error::ReportError;

/// A named series; a missing value is `NaN`.
#[derive(Debug, Clone, PartialEq)]
pub struct LineSeries {
    /// Legend entry.
    pub label: String,
    /// Periods in rising order; skipped periods are gaps.
    pub periods: Vec<Period>,
    /// One value for each period.
    pub values: Vec<f64>,
}

/// One line for each series, up to six. `axis` names the unit.
///
/// # Errors
/// [`ReportError::Chart`] without series, with more than six, with unequal lengths, or when dated and undated
/// series are mixed.
pub fn series_lines(caption: &Caption, axis: &str, series: &[LineSeries]) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "series_lines", what });
    if series.is_empty() || series.len() > SERIES_ROLES.len() {
        return wrong(format!("{} series; one to {} can be told apart", series.len(), SERIES_ROLES.len()));
    }
    let periods: Vec<Period> = series.iter().flat_map(|one| one.periods.iter().copied()).collect();
    let time = position_axis(&periods, "series_lines")?;
    let mut marks = Vec::new();
    for (one, role) in series.iter().zip(SERIES_ROLES) {
        if one.periods.len() != one.values.len() {
            return wrong(format!(
                "`{}` has {} periods and {} values",
                one.label,
                one.periods.len(),
                one.values.len()
            ));
        }
        let (x, y) = with_gaps(&one.periods, &one.values);
        let label = if series.len() > 1 { one.label.clone() } else { String::new() };
        marks.push(Mark::Line { x, y, role, stroke: Stroke::Solid, width: 2.2, label });
    }
    let names: Vec<&str> = series.iter().map(|one| one.label.as_str()).collect();
    let range = match (
        series.iter().filter_map(|s| s.periods.first()).min(),
        series.iter().filter_map(|s| s.periods.last()).max(),
    ) {
        (Some(first), Some(last)) => format!(" from {first} to {last}"),
        _ => String::new(),
    };
    let alt = format!("Lines of {}{range}, in {axis}.", names.join(", "));
    Ok(caption.figure(alt, (960, 560), vec![Panel::new(time, Axis::linear(axis), marks)]))
}

/// The panels of several charts of series below each other, one per unit: never two units on one axis. All panels share
/// their time axis; the captions of the parts give the headings.
///
/// # Errors
/// [`ReportError::Chart`] without parts or with more than six.
pub fn series_panels(caption: &Caption, parts: Vec<Figure>) -> Result<Figure, ReportError> {
    if parts.is_empty() || parts.len() > 6 {
        let what = format!("{} panels; one to 6 have room", parts.len());
        return Err(ReportError::Chart { chart: "series_panels", what });
    }
    let single = parts.len() == 1;
    let alt = parts.iter().map(|part| part.alt.as_str()).collect::<Vec<_>>().join(" ");
    let height = if single { parts[0].size.1 } else { 220 + 250 * parts.len() as u32 };
    let titled = parts.into_iter().flat_map(|part| {
        let title = if single { String::new() } else { part.title };
        part.panels.into_iter().map(move |panel| Panel { title: title.clone(), ..panel })
    });
    Ok(caption.figure(alt, (960, height), titled.collect()))
}

/// The horizontal axis of periods: time, or a count where observations have no dates.
pub(super) fn position_axis(periods: &[Period], chart: &'static str) -> Result<Axis, ReportError> {
    let undated = |period: &Period| period.frequency() == Frequency::Undated;
    let all_undated = periods.first().is_some_and(undated);
    if periods.iter().any(|period| undated(period) != all_undated) {
        let what = "dated and undated series have no common axis".into();
        return Err(ReportError::Chart { chart, what });
    }
    Ok(if all_undated { Axis::linear("Observation") } else { Axis::time() })
}

/// Positions and values with a `NaN` wherever periods are skipped, so that no line bridges the gap.
pub(super) fn with_gaps(periods: &[Period], values: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut x, mut y) = (Vec::with_capacity(values.len()), Vec::with_capacity(values.len()));
    let mut previous: Option<Period> = None;
    for (period, value) in periods.iter().zip(values) {
        // Days skip weekends and holidays by nature; up to a week is no gap.
        let usual = if period.frequency() == Frequency::Daily { 7 } else { 1 };
        if previous.is_some_and(|before| period.since(before).is_none_or(|steps| steps > usual)) {
            x.push(f64::NAN);
            y.push(f64::NAN);
        }
        x.push(time_position(*period));
        y.push(*value);
        previous = Some(*period);
    }
    (x, y)
}

#[cfg(test)]
mod tests {
    use fxsens_core::period::{Frequency, Period};

    use super::{LineSeries, series_lines, with_gaps};
    use crate::charts::Caption;

    fn month(ordinal: i32) -> Period {
        Period::from_ordinal(Frequency::Monthly, ordinal)
    }

    #[test]
    fn skipped_periods_are_gaps() {
        let (x, y) = with_gaps(&[month(24_000), month(24_001), month(24_003)], &[1.0, 2.0, 3.0]);
        assert_eq!(x.len(), 4);
        assert!(x[2].is_nan() && y[2].is_nan());
        assert!((y[3] - 3.0).abs() < 1e-12);
    }

    #[test]
    fn lengths_and_calendars_must_agree() {
        let one = |periods, values| LineSeries { label: "a".into(), periods, values };
        let caption = Caption::new("lines", "t", "s");
        assert!(series_lines(&caption, "", &[one(vec![month(1)], vec![])]).is_err());
        let mixed = [one(vec![month(24_000)], vec![1.0]), one(vec![Period::observation(1)], vec![1.0])];
        assert!(series_lines(&caption, "", &mixed).is_err());
        assert!(series_lines(&caption, "", &[]).is_err());
        assert!(series_lines(&caption, "", &[one(vec![month(24_000)], vec![1.0])]).is_ok());
    }
}
