//! A coefficient over time: window by window, or as a path.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};
use fxsens_core::period::Period;

use super::Caption;
use super::drawn::{line, zero};
use super::series::with_gaps;
use crate::error::ReportError;
use crate::format;

/// Estimates by period with their intervals.
#[derive(Debug, Clone, PartialEq)]
pub struct RollingCoefficient<'a> {
    /// Last period of each window.
    pub periods: &'a [Period],
    /// Estimates.
    pub estimates: &'a [f64],
    /// Lower ends of the intervals.
    pub low: &'a [f64],
    /// Upper ends.
    pub high: &'a [f64],
    /// Legend entry of the interval: `95 %, pointwise`.
    pub level: &'a str,
    /// The estimate from the whole sample with its legend entry.
    pub whole: Option<(f64, &'a str)>,
}

/// A line inside its band, against zero and against the estimate of the whole sample. `axis` names the unit.
///
/// # Errors
/// [`ReportError::Chart`] when lengths differ or there is no period.
pub fn rolling_coefficient(
    caption: &Caption,
    axis: &str,
    chart: &RollingCoefficient<'_>,
) -> Result<Figure, ReportError> {
    let n = chart.periods.len();
    let lengths = [chart.estimates.len(), chart.low.len(), chart.high.len()];
    if n == 0 || lengths.iter().any(|length| *length != n) {
        let what = format!("{n} periods and vectors of lengths {lengths:?}");
        return Err(ReportError::Chart { chart: "rolling_coefficient", what });
    }
    let (x, y) = with_gaps(chart.periods, chart.estimates);
    let (low, high) = (with_gaps(chart.periods, chart.low).1, with_gaps(chart.periods, chart.high).1);
    let band = Mark::Band { x: x.clone(), low, high, role: Role::Primary, label: chart.level.into() };
    let mut marks = vec![band, zero()];
    if let Some((value, label)) = chart.whole {
        marks.push(Mark::HLine {
            y: value,
            role: Role::Secondary,
            stroke: Stroke::Dashed,
            label: label.into(),
        });
    }
    marks.push(line(x, y, Role::Primary, "Estimate"));
    let finite = || chart.estimates.iter().copied().filter(|value| value.is_finite());
    let (least, most) = (finite().fold(f64::INFINITY, f64::min), finite().fold(f64::NEG_INFINITY, f64::max));
    let outside = chart.low.iter().zip(chart.high).filter(|(low, high)| **low > 0.0 || **high < 0.0).count();
    let alt = format!(
        "Estimates from {} to {}, between {} and {} in {axis}; {outside} of {n} intervals exclude zero.",
        chart.periods[0],
        chart.periods[n - 1],
        format::significant(least, 3),
        format::significant(most, 3),
    );
    Ok(caption.figure(alt, (960, 540), vec![Panel::new(Axis::time(), Axis::linear(axis), marks)]))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;
    use fxsens_core::period::{Frequency, Period};

    use super::{RollingCoefficient, rolling_coefficient};
    use crate::charts::Caption;

    #[test]
    fn the_band_breaks_where_a_window_is_missing() -> Result<(), crate::ReportError> {
        let month = |k| Period::from_ordinal(Frequency::Monthly, 24_000 + k);
        let periods = [month(0), month(1), month(5)];
        let chart = RollingCoefficient {
            periods: &periods,
            estimates: &[1.0, 2.0, -3.0],
            low: &[0.5, -1.0, -4.0],
            high: &[1.5, 3.0, -2.0],
            level: "95 %",
            whole: Some((0.4, "whole sample")),
        };
        let figure = rolling_coefficient(&Caption::new("rolling", "t", "s"), "yen", &chart)?;
        let Mark::Band { x, low, .. } = &figure.panels[0].marks[0] else { panic!("the band") };
        assert_eq!(x.len(), 4);
        assert!(x[2].is_nan() && low[2].is_nan());
        assert!(
            figure.alt.ends_with("between −3.00 and 2.00 in yen; 2 of 3 intervals exclude zero."),
            "{}",
            figure.alt
        );
        let short = RollingCoefficient { low: &[], ..chart };
        assert!(rolling_coefficient(&Caption::new("rolling", "t", "s"), "", &short).is_err());
        Ok(())
    }
}
