//! M5 as a chart: a coefficient per flow, the replica's beside them.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role, Stroke};

use super::SIZE;
use super::marks::text;
use crate::file::StudyFile;
use crate::homogeneity::Homogeneity;
use crate::words::plain;

/// Coefficients with intervals, in per cent per trillion.
pub fn homogeneity(found: &Homogeneity, file: &StudyFile) -> Figure {
    let (currency, driver) = (&file.currency, &file.driver);
    let mut marks = vec![
        Mark::VLine { x: 0.0, role: Role::Muted, stroke: Stroke::Solid, label: String::new() },
        Mark::VLine {
            x: found.replica,
            role: Role::Secondary,
            stroke: Stroke::Dashed,
            label: format!("{} {}", currency.anchor, plain(found.replica, 2)),
        },
    ];
    let mut names = Vec::new();
    for (i, flow) in found.flows.iter().enumerate() {
        names.push(flow.label.clone());
        let (row, inference) = (i as f64, &flow.per_trillion);
        if let (Some(low), Some(high)) = (inference.conf_low, inference.conf_high) {
            marks.push(Mark::Segments {
                x0: vec![low],
                y0: vec![row],
                x1: vec![high],
                y1: vec![row],
                role: Role::Primary,
                width: 3.0,
                label: String::new(),
            });
        }
        marks.push(Mark::Points {
            x: vec![inference.estimate],
            y: vec![row],
            marker: Marker::Circle,
            size: 11.0,
            role: Role::Primary,
            label: String::new(),
        });
        marks.push(text(inference.estimate, row, &plain(inference.estimate, 2), Role::Ink, Anchor::Above));
    }
    let p = found.test.p_value.map_or_else(String::new, |p| format!(", p = {p:.3}"));
    Figure {
        id: "flows".into(),
        title: format!("One coefficient for every flow: {}{p}", found.verdict.label()),
        subtitle: format!(
            "Per cent of {} for one {} more of inflow, with 95 % intervals; negative = {}",
            currency.unit,
            driver.unit,
            currency.falling()
        ),
        note: format!(
            "Quarterly changes, {} to {}, {} months. Investment flows are inflows less outflows. With a power of 80 % the data would show differences of {:.2} to {:.2} between two flows, depending on the pair. Correlations, not effects. Source: {}.",
            found.sample[0],
            found.sample[1],
            found.nobs,
            found.least_detectable,
            found.most_detectable,
            currency.source
        ),
        alt: format!(
            "Estimates with intervals for {}, and the {}'s coefficient as a line.",
            found.flows.iter().map(|flow| flow.label.to_lowercase()).collect::<Vec<_>>().join(", "),
            currency.anchor
        ),
        size: (SIZE.0, 230 + 52 * u32::try_from(found.flows.len()).unwrap_or(5)),
        panels: vec![Panel::new(
            Axis::linear(format!("per cent per {}", driver.unit)),
            Axis::category(names),
            marks,
        )],
    }
}
