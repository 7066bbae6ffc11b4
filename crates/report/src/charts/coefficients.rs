//! Estimates with their intervals, one row each.

use fxsens_core::figure::{Axis, Figure, Mark, Marker, Panel, Role};

use super::Caption;
use crate::error::ReportError;
use crate::format;

/// One estimate.
#[derive(Debug, Clone, PartialEq)]
pub struct CoefficientRow {
    /// Name of the row.
    pub label: String,
    /// The estimate; `NaN` leaves the row empty.
    pub estimate: f64,
    /// Interval; `NaN` ends draw none.
    pub interval: (f64, f64),
    /// Group such as a tier of evidence: one legend entry each; empty for none.
    pub group: String,
    /// Colour of the group.
    pub role: Role,
}

/// A range to compare the estimates with.
#[derive(Debug, Clone, PartialEq)]
pub struct CoefficientBand {
    /// Lower edge.
    pub low: f64,
    /// Upper edge.
    pub high: f64,
    /// Legend entry.
    pub label: String,
}

/// Estimates as points on horizontal intervals, in the given order from the top, over an optional shaded band.
/// `axis` names the unit: outcome unit per shock unit.
///
/// # Errors
/// [`ReportError::Chart`] without rows.
pub fn coefficient_plot(
    caption: &Caption,
    axis: &str,
    rows: &[CoefficientRow],
    band: Option<&CoefficientBand>,
) -> Result<Figure, ReportError> {
    if rows.is_empty() {
        return Err(ReportError::Chart {
            chart: "coefficient_plot",
            what: "there are no rows to show".into(),
        });
    }
    let mut marks = Vec::new();
    if let Some(band) = band {
        marks.push(Mark::XSpan {
            from: band.low,
            to: band.high,
            role: Role::Highlight,
            label: band.label.clone(),
        });
    }
    let mut groups: Vec<(&str, Role)> = Vec::new();
    for row in rows {
        if !groups.contains(&(row.group.as_str(), row.role)) {
            groups.push((&row.group, row.role));
        }
    }
    for (group, role) in groups {
        let members: Vec<(f64, &CoefficientRow)> = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.group == group && row.role == role)
            .map(|(i, row)| (i as f64, row))
            .collect();
        let y: Vec<f64> = members.iter().map(|(y, _)| *y).collect();
        let intervals =
            members.iter().any(|(_, row)| row.interval.0.is_finite() && row.interval.1.is_finite());
        let segments = Mark::Segments {
            x0: members.iter().map(|(_, row)| row.interval.0).collect(),
            y0: y.clone(),
            x1: members.iter().map(|(_, row)| row.interval.1).collect(),
            y1: y.clone(),
            role,
            width: 2.4,
            label: group.into(),
        };
        marks.extend(intervals.then_some(segments));
        marks.push(Mark::Points {
            x: members.iter().map(|(_, row)| row.estimate).collect(),
            y,
            marker: Marker::Circle,
            size: 10.0,
            role,
            label: group.into(),
        });
    }
    let names = rows.iter().map(|row| row.label.as_str());
    let panel = Panel::new(Axis::linear(axis), Axis::category(names), marks);
    let height = 190 + 42 * rows.len().min(40) as u32;
    Ok(caption.figure(alt(axis, rows, band), (960, height.max(380)), vec![panel]))
}

fn alt(axis: &str, rows: &[CoefficientRow], band: Option<&CoefficientBand>) -> String {
    let row = |row: &CoefficientRow| {
        let number = |value| format::significant(value, 3);
        let interval = if row.interval.0.is_finite() && row.interval.1.is_finite() {
            format!(" [{}, {}]", number(row.interval.0), number(row.interval.1))
        } else {
            String::new()
        };
        format!("{}: {}{interval}", row.label, number(row.estimate))
    };
    let listed: Vec<String> = rows.iter().map(row).collect();
    let band = band.map(|b| format!(" Shaded: {} to {} ({}).", b.low, b.high, b.label)).unwrap_or_default();
    format!("Estimates with intervals, in {axis}. {}.{band}", listed.join("; "))
}

#[cfg(test)]
mod tests {
    use fxsens_core::figure::{Mark, Role};

    use super::{CoefficientRow, coefficient_plot};
    use crate::charts::Caption;

    fn row(label: &str, group: &str, estimate: f64) -> CoefficientRow {
        let interval = (estimate - 1.0, estimate + 1.0);
        CoefficientRow { label: label.into(), estimate, interval, group: group.into(), role: Role::Primary }
    }

    #[test]
    fn rows_keep_their_order_and_groups_their_colour() -> Result<(), crate::ReportError> {
        let rows = [row("a", "Replica", 5.5), row("b", "Causal", 1.0), row("c", "Replica", 5.0)];
        let figure = coefficient_plot(&Caption::new("x", "t", "s"), "JPY per USD", &rows, None)?;
        let points: Vec<(&Vec<f64>, &Vec<f64>)> = figure.panels[0]
            .marks
            .iter()
            .filter_map(|mark| if let Mark::Points { x, y, .. } = mark { Some((x, y)) } else { None })
            .collect();
        assert_eq!(points, [(&vec![5.5, 5.0], &vec![0.0, 2.0]), (&vec![1.0], &vec![1.0])]);
        assert!(figure.alt.contains("a: 5.50 [4.50, 6.50]"), "{}", figure.alt);
        Ok(())
    }

    #[test]
    fn no_rows_are_an_error() {
        assert!(coefficient_plot(&Caption::new("x", "t", "s"), "", &[], None).is_err());
    }
}
