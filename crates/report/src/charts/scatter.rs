//! Two series against each other, with a line through them.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role, Stroke};

use super::Caption;
use super::drawn::dots;
use crate::error::ReportError;
use crate::format;

/// What is drawn; `NaN` leaves a point out.
#[derive(Debug, Clone, PartialEq)]
pub struct Scatter {
    /// Names and units of the horizontal and the vertical axis.
    pub axes: (String, String),
    /// Horizontal positions.
    pub x: Vec<f64>,
    /// Vertical positions.
    pub y: Vec<f64>,
    /// A fitted line: intercept, slope and its legend entry.
    pub fit: Option<(f64, f64, String)>,
    /// Words at the first and the last point, such as their dates; empty for none.
    pub ends: (String, String),
}

/// Points, and the fitted line over their range.
///
/// # Errors
/// [`ReportError::Chart`] when lengths differ, fewer than two points can be drawn or the line is not finite.
pub fn scatter(caption: &Caption, chart: &Scatter) -> Result<Figure, ReportError> {
    let wrong = |what: String| Err(ReportError::Chart { chart: "scatter", what });
    if chart.x.len() != chart.y.len() {
        return wrong(format!("{} horizontal and {} vertical values", chart.x.len(), chart.y.len()));
    }
    let points: Vec<(f64, f64)> = chart
        .x
        .iter()
        .copied()
        .zip(chart.y.iter().copied())
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .collect();
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return wrong("there is no point to show".into());
    };
    let low = points.iter().map(|p| p.0).fold(f64::INFINITY, f64::min);
    let high = points.iter().map(|p| p.0).fold(f64::NEG_INFINITY, f64::max);
    // Many points are small, so that they do not hide each other.
    let size = if points.len() > 150 { 5.5 } else { 7.5 };
    let (x, y) = points.iter().copied().unzip();
    let mut marks = vec![dots(x, y, size, Role::Primary, "")];
    let mut line = String::new();
    if let Some((intercept, slope, label)) = &chart.fit {
        if !(intercept.is_finite() && slope.is_finite()) {
            return wrong(format!("the line has intercept {intercept} and slope {slope}"));
        }
        let at = |x: f64| intercept + slope * x;
        marks.push(Mark::Line {
            x: vec![low, high],
            y: vec![at(low), at(high)],
            role: Role::Secondary,
            stroke: Stroke::Solid,
            width: 2.2,
            label: label.clone(),
        });
        line = format!(" The line has slope {}.", format::significant(*slope, 3));
    }
    for (point, words) in [(first, &chart.ends.0), (last, &chart.ends.1)] {
        if !words.is_empty() {
            marks.push(Mark::Points {
                x: vec![point.0],
                y: vec![point.1],
                marker: Marker::Diamond,
                size: 10.0,
                role: Role::Ink,
                label: String::new(),
            });
            let (x, y) = *point;
            marks.push(Mark::Text { x, y, text: words.clone(), role: Role::Ink, anchor: Anchor::Right });
        }
    }
    let alt = format!("{} points of {} against {}.{line}", points.len(), chart.axes.1, chart.axes.0);
    let panel = Panel::new(Axis::linear(&*chart.axes.0), Axis::linear(&*chart.axes.1), marks);
    Ok(caption.figure(alt, (820, 620), vec![panel]))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::Mark;

    use super::{Scatter, scatter};
    use crate::charts::Caption;

    #[test]
    fn the_line_runs_over_the_range_of_the_points() -> Result<(), crate::ReportError> {
        let chart = Scatter {
            axes: ("gap".into(), "yen".into()),
            x: vec![2.0, 1.0, f64::NAN, 4.0],
            y: vec![5.0, 3.0, 9.0, 9.0],
            fit: Some((1.0, 2.0, "fit".into())),
            ends: (String::new(), "2023-12".into()),
        };
        let figure = scatter(&Caption::new("scatter", "t", "s"), &chart)?;
        let Mark::Line { x, y, .. } = &figure.panels[0].marks[1] else { panic!("the line") };
        assert_eq!((x.as_slice(), y.as_slice()), (&[1.0, 4.0][..], &[3.0, 9.0][..]));
        assert!(
            figure.alt.starts_with("3 points of yen against gap. The line has slope 2.00."),
            "{}",
            figure.alt
        );
        let empty = Scatter { x: vec![f64::NAN], y: vec![1.0], ..chart };
        assert!(scatter(&Caption::new("scatter", "t", "s"), &empty).is_err());
        Ok(())
    }
}
