//! The chart of the responses.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};
use fxsens_core::fit::Term;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::VcovMatrix;

use super::design::Design;

/// Size of the chart in CSS pixels, one panel.
const SIZE: (u32, u32) = (860, 460);

/// Size of the tests behind the bands.
const ALPHA: f64 = 0.05;

/// One panel per shock: the response with its pointwise band, and the wider one that holds for the whole path.
pub(super) fn responses(
    sample: &Sample,
    design: &Design,
    terms: &[Term],
    vcov: &VcovMatrix,
    tests: &[TestOutcome],
) -> Option<Figure> {
    let m = terms.len() / design.shocks;
    if m < 2 {
        return None;
    }
    let unit = terms.first()?.unit.label();
    let panel = |place: usize| {
        let part = &terms[place * m..(place + 1) * m];
        let x: Vec<f64> = (0..m).map(|h| h as f64).collect();
        let y: Vec<f64> = part.iter().map(|term| term.estimate).collect();
        let edge = |critical: f64| -> Vec<f64> {
            (0..m).map(|h| y[h] + critical * vcov.std_error(place * m + h)).collect()
        };
        let band = |critical: f64, role: Role, label: &str| Mark::Band {
            x: x.clone(),
            low: edge(-critical),
            high: edge(critical),
            role,
            label: label.into(),
        };
        let path = tests.get(place).and_then(|test| {
            let fits = |value: &&fxsens_core::test_outcome::CriticalValue| {
                value.law == "sup-t" && (value.size - ALPHA).abs() < 1e-12
            };
            test.critical_values.iter().find(fits).map(|value| value.value)
        });
        let mut marks: Vec<Mark> =
            path.map(|critical| band(critical, Role::Muted, "95 %, whole path")).into_iter().collect();
        marks.push(band(vcov.distribution.critical_value(ALPHA), Role::Primary, "95 %, each horizon"));
        marks.push(Mark::Line {
            x: x.clone(),
            y: y.clone(),
            role: Role::Primary,
            stroke: Stroke::Solid,
            width: 2.0,
            label: format!("response to {}", part[0].name),
        });
        marks.push(Mark::HLine { y: 0.0, role: Role::Muted, stroke: Stroke::Solid, label: String::new() });
        let mut panel =
            Panel::new(Axis::linear("periods after the shock"), Axis::linear(unit.clone()), marks);
        if design.shocks > 1 {
            panel.title.clone_from(&part[0].name);
        }
        panel
    };
    let excluded = tests.iter().any(|test| test.p_value.is_some_and(|p| p < ALPHA));
    let verdict = if excluded { "differs from zero somewhere" } else { "cannot be told from zero" };
    let outcome = sample.outcome_name();
    Some(Figure {
        id: "local-projection-responses".into(),
        title: format!("The path of {outcome} after the shock {verdict} at 5 %"),
        subtitle: format!("Response of {outcome} to one more unit of {}", design.names[0]),
        note: "Bands: pointwise, and sup-t for the whole path.".into(),
        alt: format!("Line of the response of {outcome} by horizon with two bands around it."),
        size: (SIZE.0, SIZE.1 + 260 * (design.shocks as u32 - 1)),
        panels: (0..design.shocks).map(panel).collect(),
    })
}
