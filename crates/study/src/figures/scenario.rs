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
    let height = 200 + 235 * panels.len() as u32;
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
    let (from, to) = span(&result.path);
    let past = result.flow.history.iter().filter_map(|year| Some((year.end()?.decimal_year(), year.level)));
    let past = past.filter(|(x, _)| (from..=to).contains(x));
    marks.push(dots(past.unzip(), Marker::Circle, Role::Muted, "calendar years"));
    let mut panel = Panel::new(Axis::time(), Axis::linear("JPY trillion"), marks);
    panel.title.clone_from(&result.flow.label);
    panel
}

/// The years shown: those of the path and a third as many before it.
fn span(path: &[PathMonth]) -> (f64, f64) {
    let first = path.first().map_or(0.0, |month| month.period.decimal_year());
    let last = path.last().map_or(0.0, |month| month.period.decimal_year());
    (first - ((last - first) / 3.0).max(1.05), last)
}

/// The same limits for every spec, so that fans can be compared.
fn limits(result: &ScenarioResult) -> (f64, f64) {
    let months = result.specs.iter().flat_map(|spec| &spec.months);
    let ends = months.flat_map(|month| {
        let effect = [Some(month.effect.yen), month.effect.low, month.effect.high];
        let fan = month.fan.iter().flat_map(|band| [band.low, band.high]);
        let range = month.envelope.into_iter().flat_map(|(low, high)| [low, high]);
        effect.into_iter().flatten().chain(fan).chain(range).collect::<Vec<_>>()
    });
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    let room = 0.04 * (high - low).max(0.1);
    (low - room, high + room)
}

/// The declared range as a band.
fn declared(path: &[PathMonth], x: &[f64]) -> Option<Mark> {
    let ranges: Vec<(f64, f64)> = path.iter().map(|month| month.range).collect::<Option<_>>()?;
    let (low, high) = ranges.into_iter().unzip();
    Some(Mark::Band { x: x.to_vec(), low, high, role: Role::Tertiary, label: "declared range".into() })
}

/// `: +3.3 to +8.3 yen at the end`, the outer band.
fn final_fan(spec: &SpecPath) -> String {
    let band = spec.months.last().and_then(|month| month.fan.last());
    band.map_or_else(String::new, |band| {
        format!("; at the end {} to {} yen", signed(band.low, 1), signed(band.high, 1))
    })
}

fn effect(spec: &SpecPath, result: &ScenarioResult, legend: bool) -> Panel {
    let x: Vec<f64> = spec.months.iter().map(|month| month.period.decimal_year()).collect();
    let label = |text: String| if legend { text } else { String::new() };
    let level = format!("{} %", plain(100.0 * result.level, 0));
    let bands = spec.months.iter().map(|month| month.fan.len()).min().unwrap_or_default();
    let inner: Vec<String> = INNER_LEVELS
        .iter()
        .filter(|inner| **inner < result.level)
        .map(|inner| plain(100.0 * inner, 0))
        .collect();
    let shown = if inner.is_empty() { level.clone() } else { format!("{} and {level}", inner.join(", ")) };
    let wanders = result.path.iter().any(|month| month.deviation > 0.0);
    let what = if wanders { "parameters and path" } else { "parameters" };
    let mut marks = Vec::new();
    let envelope: Option<Vec<(f64, f64)>> = spec.months.iter().map(|month| month.envelope).collect();
    if let Some(envelope) = envelope {
        let (low, high) = envelope.into_iter().unzip();
        let name = label(format!("{level}, parameters, declared range"));
        marks.push(Mark::Band { x: x.clone(), low, high, role: Role::Tertiary, label: name });
    }
    for index in (0..bands).rev() {
        let (low, high) =
            spec.months.iter().map(|month| (month.fan[index].low, month.fan[index].high)).unzip();
        let name = if index + 1 == bands { label(format!("{shown}, {what}")) } else { String::new() };
        marks.push(Mark::Band { x: x.clone(), low, high, role: Role::Primary, label: name });
    }
    let ends: Option<(Vec<f64>, Vec<f64>)> =
        spec.months.iter().map(|month| month.effect.low.zip(month.effect.high)).collect();
    if let Some((low, high)) = ends.filter(|_| wanders) {
        let name = label(format!("{level}, parameters only"));
        marks.push(line((x.clone(), low), Role::Primary, Stroke::Dashed, &name));
        marks.push(line((x.clone(), high), Role::Primary, Stroke::Dashed, ""));
    }
    let yen = spec.months.iter().map(|month| month.effect.yen).collect();
    marks.push(line((x, yen), Role::Primary, Stroke::Solid, &label("effect".into())));
    marks.push(Mark::HLine { y: 0.0, role: Role::Ink, stroke: Stroke::Solid, label: String::new() });
    let (low, high) = limits(result);
    let mut panel = Panel::new(Axis::time(), Axis::linear("yen per dollar").with_limits(low, high), marks);
    panel.title =
        format!("{}: {}, tier {:?}{}", rung_name(&spec.spec), spec.label, spec.tier, final_fan(spec));
    panel
}
