//! The tables of scenarios.

use fxsens_core::table::{Cell, Column, Table};

use super::result::{PathMonth, ScenarioResult, SpecMonth};
use crate::file::StudyFile;
use crate::words::{plain, rung_name, signed};

/// The scenarios of a study.
pub fn list(file: &StudyFile) -> Table {
    let row = |s: &super::file::ScenarioFile| {
        let flow = file.flows.iter().find(|flow| flow.id == s.flow);
        let label = flow.map_or_else(|| s.flow.clone(), |flow| flow.label.clone());
        [s.id.clone(), s.label.clone(), label, s.first.to_string(), s.last.to_string()].map(Cell::Text).into()
    };
    let mut notes: Vec<String> = file.scenarios.iter().map(|s| format!("{}: {}", s.id, s.source)).collect();
    notes.push("`fxsens scenario ID` applies one; `--path FILE.csv` takes your own.".into());
    Table {
        id: "scenarios".into(),
        title: "Paths that can be put on the estimates".into(),
        columns: ["Id", "Path", "Flow", "From", "To"].map(Column::text).into(),
        rows: file.scenarios.iter().map(row).collect(),
        notes,
    }
}

/// The effect along a path. `every_month` = all months, else Decembers and both ends.
pub fn effects(result: &ScenarioResult, every_month: bool) -> Table {
    let range = result.path.iter().any(|month| month.range.is_some());
    let last = result.path.len().saturating_sub(1);
    let mut rows = Vec::new();
    for spec in &result.specs {
        for (index, (month, effect)) in result.path.iter().zip(&spec.months).enumerate() {
            if every_month || index == 0 || index == last || month.period.season() == Some(12) {
                rows.push(row(&rung_name(&spec.spec), month, effect, range));
            }
        }
    }
    let mut columns = vec![
        Column::text("Spec"),
        Column::text("Month"),
        Column::number("Level", "JPY trillion"),
        Column::number("Change", "JPY trillion"),
        Column::number("Effect", "yen per dollar"),
        Column::number("Low", ""),
        Column::number("High", ""),
        Column::number("Fan low", ""),
        Column::number("Fan high", ""),
    ];
    if range {
        columns.extend(["Range low", "Range high"].map(|name| Column::number(name, "")));
    }
    Table {
        id: format!("scenario-{}", result.id),
        title: result.label.clone(),
        columns,
        rows,
        notes: notes(result, range),
    }
}

fn row(spec: &str, month: &PathMonth, effect: &SpecMonth, range: bool) -> Vec<Cell> {
    let optional = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::number(value, 2));
    let fan = effect.fan.last();
    let mut cells = vec![
        Cell::text(spec),
        Cell::text(month.period.to_string()),
        Cell::number(month.level, 2),
        Cell::number(month.change, 2),
        Cell::number(effect.effect.yen, 2),
        optional(effect.effect.low),
        optional(effect.effect.high),
        optional(fan.map(|band| band.low)),
        optional(fan.map(|band| band.high)),
    ];
    if range {
        cells.extend([optional(effect.envelope.map(|e| e.0)), optional(effect.envelope.map(|e| e.1))]);
    }
    cells
}

fn notes(result: &ScenarioResult, range: bool) -> Vec<String> {
    let level = 100.0 * result.level;
    let mut notes = vec![
        format!("{}, JPY trillion over twelve months. {}", result.flow.label, result.source),
        format!(
            "Positive = weaker yen, against the rate with the flow at its base level of {}; effects in per cent are applied to {} yen per dollar. The correlation of the sample, carried along the path with every lag worked out and nothing else moving; not a forecast. The coefficients are those of a broader balance: a yen of this flow is taken to weigh as much.",
            plain(result.base_level, 2),
            plain(result.exchange_rate, 2),
        ),
        format!("Low and high: {level:.0} %, parameters only, the path as given."),
        fan_note(result),
    ];
    if range {
        notes.push("Range low and high: the union of the parameters' intervals over every straight path to the declared range, which has no probability.".into());
    }
    notes.push(format!("{} The past: {}{}.", unusual(result), result.plausibility.sample, overlap(result)));
    for spec in &result.specs {
        let (name, label) = (rung_name(&spec.spec), &spec.label);
        notes.push(format!("{name}, {label}, tier {:?}: {}.", spec.tier, spec.interval));
    }
    notes
}

/// What the fan stands for.
pub fn fan_note(result: &ScenarioResult) -> String {
    let level = 100.0 * result.level;
    let walk = &result.plausibility.walk;
    if result.path.iter().all(|month| month.deviation <= 0.0) {
        return format!("Fan: {level:.0} %; the path is published, so only the parameters are uncertain.");
    }
    format!(
        "Fan: {level:.0} %, parameters and path together: the flow wanders about the path as a random walk with the spread of its past, {} trillion a year (from {} changes, itself taken as known), independently of the coefficient.",
        plain(walk.deviation, 2),
        walk.steps,
    )
}

/// The distance from the past in one sentence.
pub fn unusual(result: &ScenarioResult) -> String {
    let p = &result.plausibility;
    let mut words = format!(
        "Beside the past: the whole path is {} trillion in {} years where the past drift makes {} (t {}, p {}); its fastest twelve months are {} (t {}, p {})",
        signed(p.whole.change, 2),
        plain(p.whole.years, 2),
        signed(p.whole.expected, 2),
        plain(p.whole.t, 1),
        probability(p.whole.p_value),
        signed(p.fastest.change, 2),
        plain(p.fastest.t, 1),
        probability(p.fastest.p_value),
    );
    if let Some(growth) = &p.fastest_growth {
        words.push_str(", in logarithms ");
        words.push_str(&signed(growth.change, 0));
        words.push_str(" % (t ");
        words.push_str(&plain(growth.t, 1));
        words.push_str(", p ");
        words.push_str(&probability(growth.p_value));
        words.push(')');
    }
    format!("{words}; Student's t with {} degrees of freedom.", p.walk.steps.saturating_sub(1))
}

/// Whether the past runs into the path.
fn overlap(result: &ScenarioResult) -> &'static str {
    let end = result.flow.history.last().and_then(super::flow::FlowYear::end);
    let start = result.path.first().map(|month| month.period);
    let after = end.zip(start).and_then(|(end, start)| end.since(start));
    if after.is_some_and(|months| months > 0) { "; it runs into the years of the path" } else { "" }
}

fn probability(p: f64) -> String {
    if p < 0.001 { "below 0.001".into() } else { plain(p, 3) }
}
