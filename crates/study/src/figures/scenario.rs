//! A scenario as a fan: the path of the deficit above, the effect under each spec below.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

use super::marks::line;
use crate::effect::Effect;
use crate::scenario::tables::unusual;
use crate::scenario::{INNER_LEVELS, ScenarioResult, SpecPath};
use crate::words::{plain, rung_name, signed};

/// Fan chart of a scenario. `None` without a spec.
pub fn scenario(result: &ScenarioResult) -> Option<Figure> {
    let first = result.specs.first()?;
    let mut panels = vec![deficit(first)];
    panels.extend(result.specs.iter().enumerate().map(|(i, spec)| effect(spec, result.level, i == 0)));
    let ends: Vec<String> = result.specs.iter().filter_map(end).collect();
    let height = 220 + 190 * panels.len() as u32;
    Some(Figure {
        id: format!("scenario-{}", result.id),
        title: format!("{}: {}", result.label, ends.join(", ")),
        subtitle: "Deficit and effect on the exchange rate, positive = weaker yen".into(),
        note: format!(
            "Bands: {:.0}, {:.0} and {:.0} %, parameters only. Envelope, where drawn: their union over the declared range of the path. The correlation of the sample carried along the path, nothing else moving; not a forecast. {} {}",
            100.0 * INNER_LEVELS[0],
            100.0 * INNER_LEVELS[1],
            100.0 * result.level,
            result.source,
            unusual(result),
        ),
        alt: format!(
            "A line of the deficit and, below, fans of the effect in yen per dollar; at the end {}.",
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

fn deficit(spec: &SpecPath) -> Panel {
    let points = spec.months.iter().map(|month| (month.period.decimal_year(), month.deficit)).unzip();
    let mut panel = Panel::new(
        Axis::time(),
        Axis::linear("JPY trillion"),
        vec![line(points, Role::Ink, Stroke::Solid, "")],
    );
    panel.title = "The deficit along the path, over twelve months".into();
    panel
}

fn effect(spec: &SpecPath, level: f64, legend: bool) -> Panel {
    let x: Vec<f64> = spec.months.iter().map(|month| month.period.decimal_year()).collect();
    let label = |text: String| if legend { text } else { String::new() };
    let mut marks = Vec::new();
    if spec.months.iter().all(|month| month.envelope.is_some()) {
        let ends = spec.months.iter().filter_map(|month| month.envelope);
        let (low, high) = ends.unzip();
        marks.push(Mark::Band {
            x: x.clone(),
            low,
            high,
            role: Role::Muted,
            label: label("envelope of the range".into()),
        });
    }
    let outer: Vec<&Effect> = spec.months.iter().map(|month| &month.effect).collect();
    marks.extend(band(&x, &outer, label(format!("{} %", plain(100.0 * level, 0)))));
    for (index, inner_level) in INNER_LEVELS.iter().enumerate().rev() {
        let effects: Vec<&Effect> = spec.months.iter().filter_map(|month| month.inner.get(index)).collect();
        marks.extend(band(&x, &effects, label(format!("{} %", plain(100.0 * inner_level, 0)))));
    }
    let yen = spec.months.iter().map(|month| month.effect.yen).collect();
    marks.push(line((x, yen), Role::Primary, Stroke::Solid, &label("effect".into())));
    marks.push(Mark::HLine { y: 0.0, role: Role::Ink, stroke: Stroke::Solid, label: String::new() });
    let mut panel = Panel::new(Axis::time(), Axis::linear("yen per dollar"), marks);
    panel.title = format!("{}: {}", rung_name(&spec.spec), spec.label);
    panel
}

/// A band; nothing without intervals.
fn band(x: &[f64], effects: &[&Effect], label: String) -> Option<Mark> {
    let ends: Option<Vec<(f64, f64)>> = effects.iter().map(|effect| effect.low.zip(effect.high)).collect();
    let (low, high) = ends?.into_iter().unzip();
    Some(Mark::Band { x: x.to_vec(), low, high, role: Role::Primary, label })
}
