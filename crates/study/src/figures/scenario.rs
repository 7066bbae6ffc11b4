//! A scenario as a fan: the path of the flow above, the effect under each spec below.

use fxsens_core::distribution::Distribution;
use fxsens_core::figure::{Axis, Figure, Mark, Marker, Panel, Role, Stroke};

use super::marks::{dots, line};
use crate::scenario::apply::INNER_LEVELS;
use crate::scenario::result::{PathMonth, ScenarioResult, SpecPath};
use crate::scenario::tables::{fan_note, unusual};
use crate::words::{plain, rung_name, signed};

/// Fan chart of a scenario. `None` without a spec.
pub fn scenario(result: &ScenarioResult) -> Option<Figure> {
    result.specs.first()?;
    let mut panels = vec![level(result)];
    panels.extend(result.specs.iter().enumerate().map(|(i, spec)| effect(spec, result, i == 0)));
    let ends: Vec<String> = result.specs.iter().filter_map(end).collect();
    let height = 200 + 190 * panels.len() as u32;
    Some(Figure {
        id: format!("scenario-{}", result.id),
        title: format!("{}: {}", result.label, ends.join(", ")),
        subtitle: "The flow, JPY trillion over twelve months, and what it does to the yen per dollar by spec; positive = weaker yen".into(),
        note: format!(
            "{} The correlation of the sample carried along the path, nothing else moving; not a forecast. {} {}",
            fan_note(result),
            result.source,
            unusual(result),
        ),
        alt: format!(
            "A line of the flow with its published past and, below, fans of the effect in yen per dollar; at the end {}.",
            ends.join(", ")
        ),
        size: (960, height),
        panels,
    })
}

fn end(spec: &SpecPath) -> Option<String> {
    let month = spec.months.last()?;
    Some(format!("{} {} yen", rung_name(&spec.spec), signed(month.effect.yen, 1)))
}

fn level(result: &ScenarioResult) -> Panel {
    let x: Vec<f64> = result.path.iter().map(|month| month.period.decimal_year()).collect();
    let mut marks = Vec::new();
    if let Some(declared) = declared(&result.path, &x) {
        marks.push(declared);
    }
    if result.path.iter().any(|month| month.deviation > 0.0) {
        let reach = Distribution::Normal.critical_value(1.0 - result.level);
        let edge = |sign: f64| {
            result.path.iter().map(|month| month.level + sign * reach * month.deviation).collect::<Vec<_>>()
        };
        marks.push(Mark::Band {
            x: x.clone(),
            low: edge(-1.0),
            high: edge(1.0),
            role: Role::Primary,
            label: format!("{:.0} %, spread of the past", 100.0 * result.level),
        });
    }
    let levels = result.path.iter().map(|month| month.level).collect();
    marks.push(line((x, levels), Role::Ink, Stroke::Solid, "path"));
    let past = result.flow.history.iter().filter_map(|year| Some((year.end()?.decimal_year(), year.level)));
    marks.push(dots(past.unzip(), Marker::Circle, Role::Muted, "calendar years"));
    let mut panel = Panel::new(Axis::time(), Axis::linear("JPY trillion"), marks);
    panel.title = result.flow.label.clone();
    panel
}

/// The declared range as a band.
fn declared(path: &[PathMonth], x: &[f64]) -> Option<Mark> {
    let ranges: Vec<(f64, f64)> = path.iter().map(|month| month.range).collect::<Option<_>>()?;
    let (low, high) = ranges.into_iter().unzip();
    Some(Mark::Band { x: x.to_vec(), low, high, role: Role::Tertiary, label: "declared range".into() })
}

fn effect(spec: &SpecPath, result: &ScenarioResult, legend: bool) -> Panel {
    let x: Vec<f64> = spec.months.iter().map(|month| month.period.decimal_year()).collect();
    let label = |text: String| if legend { text } else { String::new() };
    let level = format!("{} %", plain(100.0 * result.level, 0));
    let bands = spec.months.iter().map(|month| month.fan.len()).min().unwrap_or_default();
    let shown: Vec<String> = INNER_LEVELS
        .iter()
        .filter(|inner| **inner < result.level)
        .map(|inner| plain(100.0 * inner, 0))
        .collect();
    let mut marks = Vec::new();
    for index in (0..bands).rev() {
        let (low, high) =
            spec.months.iter().map(|month| (month.fan[index].low, month.fan[index].high)).unzip();
        let name = if index + 1 == bands {
            label(format!("{} and {level}, parameters and path", shown.join(", ")))
        } else {
            String::new()
        };
        marks.push(Mark::Band { x: x.clone(), low, high, role: Role::Primary, label: name });
    }
    let ends: Option<(Vec<f64>, Vec<f64>)> =
        spec.months.iter().map(|month| month.effect.low.zip(month.effect.high)).collect();
    if let Some((low, high)) = ends {
        let name = label(format!("{level}, parameters only"));
        marks.push(line((x.clone(), low), Role::Primary, Stroke::Dashed, &name));
        marks.push(line((x.clone(), high), Role::Primary, Stroke::Dashed, ""));
    }
    let yen = spec.months.iter().map(|month| month.effect.yen).collect();
    marks.push(line((x, yen), Role::Primary, Stroke::Solid, &label("effect".into())));
    marks.push(Mark::HLine { y: 0.0, role: Role::Ink, stroke: Stroke::Solid, label: String::new() });
    let mut panel = Panel::new(Axis::time(), Axis::linear("yen per dollar"), marks);
    panel.title = format!("{}: {}", rung_name(&spec.spec), spec.label);
    panel
}
