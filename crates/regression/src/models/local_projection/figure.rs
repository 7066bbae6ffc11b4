//! The chart of the responses.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};
use fxsens_core::fit::Fit;
use fxsens_core::inference::Inference;

use super::design::Design;

/// Size of the chart in CSS pixels, one panel.
const SIZE: (u32, u32) = (860, 460);

/// Size of the tests behind the bands.
const ALPHA: f64 = 0.05;

/// One panel per shock: the response with its pointwise band, and the wider one that holds for the whole path.
pub(super) fn responses(design: &Design, fit: &Fit) -> Option<Figure> {
    let (terms, tests) = (&fit.terms, &fit.tests);
    let m = terms.len() / design.shocks;
    if m < 2 {
        return None;
    }
    let unit = terms.first()?.unit.label();
    let all = fit.inference(1.0 - ALPHA);
    let panel = |place: usize| {
        let part = &terms[place * m..(place + 1) * m];
        let x: Vec<f64> = (0..m).map(|h| h as f64).collect();
        let y: Vec<f64> = part.iter().map(|term| term.estimate).collect();
        let inferences: &[Inference] = &all[place * m..(place + 1) * m];
        let band = |low: Vec<f64>, high: Vec<f64>, role: Role, label: &str| Mark::Band {
            x: x.clone(),
            low,
            high,
            role,
            label: label.into(),
        };
        let around = |critical: f64| -> Option<Vec<f64>> {
            inferences.iter().map(|each| Some(each.estimate + critical * each.std_error?)).collect()
        };
        let path = tests.get(place).and_then(|test| {
            let fits = |value: &&fxsens_core::test_outcome::CriticalValue| {
                value.law == "sup-t" && (value.size - ALPHA).abs() < 1e-12
            };
            test.critical_values.iter().find(fits).map(|value| value.value)
        });
        let mut marks = Vec::new();
        if let Some((low, high)) = path.and_then(|critical| around(-critical).zip(around(critical))) {
            marks.push(band(low, high, Role::Muted, "95 %, whole path"));
        }
        let low: Option<Vec<f64>> = inferences.iter().map(|each| each.conf_low).collect();
        let high: Option<Vec<f64>> = inferences.iter().map(|each| each.conf_high).collect();
        if let Some((low, high)) = low.zip(high) {
            marks.push(band(low, high, Role::Primary, "95 %, each horizon"));
        }
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
    let outcome = &fit.outcome;
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
