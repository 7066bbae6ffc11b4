//! The path of one coefficient over time, as terms and as a chart.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke, time_position};
use fxsens_core::fit::Term;
use fxsens_core::period::Period;
use fxsens_core::sample::Sample;
use fxsens_core::vcov::VcovMatrix;

/// A coefficient at one date.
#[derive(Debug, Clone)]
pub(crate) struct Point {
    /// The date.
    pub(crate) period: Period,
    /// The coefficient.
    pub(crate) term: Term,
    /// Its variance, one by one.
    pub(crate) vcov: VcovMatrix,
}

/// Size of the chart in CSS pixels.
const SIZE: (u32, u32) = (860, 440);

/// Confidence of the band.
const LEVEL: f64 = 0.95;

/// The path with its pointwise band, oldest point first. `what` says how the coefficient was estimated at each date.
pub(crate) fn figure(model: &str, sample: &Sample, points: &[Point], what: &str) -> Option<Figure> {
    let (first, last) = (points.first()?, points.last()?);
    let name = last.term.name.clone();
    let x: Vec<f64> = points.iter().map(|point| time_position(point.period)).collect();
    let y: Vec<f64> = points.iter().map(|point| point.term.estimate).collect();
    let half: Vec<f64> = points
        .iter()
        .map(|point| point.vcov.distribution.critical_value(1.0 - LEVEL) * point.vcov.std_error(0))
        .collect();
    let edge = |sign: f64| y.iter().zip(&half).map(|(value, half)| value + sign * half).collect::<Vec<f64>>();
    let (smallest, largest) = extremes(&y);
    let unit = last.term.unit.label();
    let marks = vec![
        Mark::Band {
            x: x.clone(),
            low: edge(-1.0),
            high: edge(1.0),
            role: Role::Primary,
            label: "95 % pointwise".into(),
        },
        Mark::Line {
            x,
            y,
            role: Role::Primary,
            stroke: Stroke::Solid,
            width: 2.0,
            label: format!("coefficient on {name}"),
        },
        Mark::HLine { y: 0.0, role: Role::Muted, stroke: Stroke::Solid, label: String::new() },
    ];
    Some(Figure {
        id: format!("{model}-path"),
        title: format!("The coefficient on {name} lies between {} and {}", short(smallest), short(largest)),
        subtitle: if unit.is_empty() { what.to_owned() } else { format!("{what}, {unit}") },
        note: format!("Outcome: {}. Bands hold date by date, not for the whole path.", sample.outcome_name()),
        alt: format!(
            "Line of the coefficient on {name} from {} to {} with a band around it.",
            first.period, last.period
        ),
        size: SIZE,
        panels: vec![Panel::new(Axis::time(), Axis::linear(unit), marks)],
    })
}

/// Smallest and largest value.
pub(crate) fn extremes(values: &[f64]) -> (f64, f64) {
    values
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)))
}

/// Three significant digits, with a proper minus.
pub(crate) fn short(value: f64) -> String {
    let digits =
        if value.abs() > 0.0 { (2 - value.abs().log10().floor() as i32).clamp(0, 9) as usize } else { 0 };
    format!("{value:.digits$}").replace('-', "−")
}
