//! Two states of one series: what was revised.

use fxsens_core::figure::{Axis, Figure, Mark, Marker, Panel, Role, Stroke};

/// What the chart is made of; positions in decimal years.
#[derive(Debug, Clone, PartialEq)]
pub struct RevisionChart<'a> {
    /// The series.
    pub id: &'a str,
    /// Its unit.
    pub unit: &'a str,
    /// Vintages, the earlier first.
    pub vintages: [&'a str; 2],
    /// Revised values before.
    pub before: (Vec<f64>, Vec<f64>),
    /// The same after.
    pub after: (Vec<f64>, Vec<f64>),
    /// Differences.
    pub change: (Vec<f64>, Vec<f64>),
    /// Values revised, common to both, and added.
    pub counts: [usize; 3],
}

/// Values before and after, and below them the revisions as bars.
pub fn revisions(chart: &RevisionChart<'_>) -> Figure {
    let points = |(x, y): &(Vec<f64>, Vec<f64>), role, marker, label: String| Mark::Points {
        x: x.clone(),
        y: y.clone(),
        marker,
        size: 8.0,
        role,
        label,
    };
    let [earlier, later] = chart.vintages;
    let width = chart.change.0.windows(2).map(|pair| pair[1] - pair[0]).fold(1.0 / 12.0, f64::min);
    let zero = Mark::HLine { y: 0.0, role: Role::Muted, stroke: Stroke::Solid, label: String::new() };
    let top = Panel {
        weight: 1.6,
        ..Panel::new(
            Axis::time(),
            Axis::linear(chart.unit),
            vec![
                points(&chart.before, Role::Muted, Marker::Ring, format!("vintage {earlier}")),
                points(&chart.after, Role::Primary, Marker::Circle, format!("vintage {later}")),
            ],
        )
    };
    let bottom = Panel {
        title: "Revision".into(),
        ..Panel::new(
            Axis::time(),
            Axis::linear(chart.unit),
            vec![
                zero,
                Mark::Bars {
                    base: vec![0.0; chart.change.0.len()],
                    x: chart.change.0.clone(),
                    y: chart.change.1.clone(),
                    width: 0.8 * width,
                    role: Role::Secondary,
                    light: false,
                    label: String::new(),
                    value_decimals: None,
                },
            ],
        )
    };
    let [revised, common, added] = chart.counts;
    Figure {
        id: format!("revisions-{}", chart.id.replace('_', "-").to_lowercase()),
        title: format!("{}: {revised} of {common} values revised", chart.id),
        subtitle: format!("Values that differ between the vintages {earlier} and {later}, {}", chart.unit),
        note: format!(
            "Values that are equal in both vintages are not drawn; {added} came with the later one."
        ),
        alt: format!("Revised values of {} in two vintages, and the differences as bars.", chart.id),
        size: (960, 600),
        panels: vec![top, bottom],
    }
}
