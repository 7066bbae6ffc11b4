//! The tables of scenarios.

use fxsens_core::table::{Cell, Column, Table};

use super::valuation::Valuation;
use super::{ScenarioMonth, ScenarioResult};
use crate::file::StudyFile;
use crate::words::{plain, rung_name, signed};

/// The scenarios of a study.
pub fn list(file: &StudyFile) -> Table {
    let row = |s: &super::file::ScenarioFile| {
        [s.id.clone(), s.label.clone(), s.first.to_string(), s.last.to_string(), s.source.clone()]
            .map(Cell::Text)
            .into()
    };
    Table {
        id: "scenarios".into(),
        title: "Paths of the digital deficit".into(),
        columns: ["Id", "Path", "From", "To", "Source"].map(Column::text).into(),
        rows: file.scenarios.iter().map(row).collect(),
        notes: vec!["`fxsens scenario ID` applies one; `--path FILE.csv` takes your own.".into()],
    }
}

/// The effect along a path. `every_month` = all months, else Decembers and both ends.
pub fn effects(result: &ScenarioResult, every_month: bool) -> Table {
    let mut rows = Vec::new();
    for spec in &result.specs {
        let last = spec.months.len().saturating_sub(1);
        for (index, month) in spec.months.iter().enumerate() {
            if every_month || index == 0 || index == last || month.period.season() == Some(12) {
                rows.push(row(&rung_name(&spec.spec), month));
            }
        }
    }
    Table {
        id: format!("scenario-{}", result.id),
        title: result.label.clone(),
        columns: vec![
            Column::text("Spec"),
            Column::text("Month"),
            Column::number("Deficit", "JPY trillion"),
            Column::number("Change", "JPY trillion"),
            Column::number("Effect", "yen per dollar"),
            Column::number("Low", ""),
            Column::number("High", ""),
            Column::number("Envelope low", ""),
            Column::number("Envelope high", ""),
        ],
        rows,
        notes: notes(result),
    }
}

fn row(spec: &str, month: &ScenarioMonth) -> Vec<Cell> {
    let optional = |value: Option<f64>| value.map_or(Cell::Empty, |value| Cell::number(value, 2));
    vec![
        Cell::text(spec),
        Cell::text(month.period.to_string()),
        Cell::number(month.deficit, 2),
        Cell::number(month.change, 2),
        Cell::number(month.effect.yen, 2),
        optional(month.effect.low),
        optional(month.effect.high),
        optional(month.envelope.map(|ends| ends.0)),
        optional(month.envelope.map(|ends| ends.1)),
    ]
}

fn notes(result: &ScenarioResult) -> Vec<String> {
    let mut notes = vec![
        format!("Source of the path: {}", result.source),
        "Positive = weaker yen, against the rate with the deficit at its base level. The correlation of the sample, carried along the path with every lag worked out and nothing else moving; not a forecast.".into(),
        format!("Low and high: {:.0} %, parameters only.", 100.0 * result.level),
    ];
    if result.specs.iter().flat_map(|spec| &spec.months).any(|month| month.envelope.is_some()) {
        notes.push("Envelope: the union of these intervals over every straight path in the declared range; the range has no probability, so neither has the envelope beyond holding at least the level if the path stays in it.".into());
    }
    notes.push(unusual(result));
    for spec in &result.specs {
        let (name, label) = (rung_name(&spec.spec), &spec.label);
        notes.push(format!("{name}, {label}, tier {:?}: {}.", spec.tier, spec.interval));
    }
    notes
}

/// The distance from history in one sentence.
pub fn unusual(result: &ScenarioResult) -> String {
    let p = &result.plausibility;
    let mut words = format!(
        "Fastest twelve months of the path: {} trillion, z {}, above {:.0} % of past years",
        signed(p.fastest_change, 2),
        plain(p.z, 1),
        p.percentile
    );
    if let (Some(growth), Some(z), Some(share)) = (p.fastest_growth, p.growth_z, p.growth_percentile) {
        words.push_str(&format!("; in logs {} %, z {}, above {share:.0} %", signed(growth, 1), plain(z, 1)));
    }
    format!("{words}. Sample: {}.", p.sample)
}

/// The valuation split, one row per share and step.
pub fn valuation(splits: &[Valuation], payments_ratio: f64) -> Table {
    let mut rows = Vec::new();
    for split in splits {
        for step in split.steps.iter().chain([&split.total]) {
            rows.push(vec![
                Cell::number(split.theta, 1),
                Cell::number(f64::from(step.from), 0),
                Cell::number(f64::from(step.to), 0),
                Cell::number(step.change, 3),
                Cell::number(step.exchange_rate, 3),
                Cell::number(step.volume, 3),
                Cell::number(100.0 * step.exchange_rate / step.change, 0),
            ]);
        }
    }
    Table {
        id: "valuation".into(),
        title: "Growth of the digital deficit: exchange rate and volume".into(),
        columns: vec![
            Column::number("Theta", ""),
            Column::number("From", ""),
            Column::number("To", ""),
            Column::number("Change", "JPY trillion"),
            Column::number("Exchange rate", "JPY trillion"),
            Column::number("Volume", "JPY trillion"),
            Column::number("Exchange-rate share", "%"),
        ],
        rows,
        notes: vec![
            "Theta: share of payments invoiced in dollars. With Q = theta x payments / rate, exchange-rate part = mean(Q) x change of the rate over each step, volume part = the rest (dollar volume, yen payments, receipts); the two add up to the change exactly. The last row of each share is the sum of its steps.".into(),
            format!("Payments are published for 2023 only: {} times the deficit, taken to hold in every year. No full-definition figure was found for 2015 to 2021, so 2014 to 2022 is one step. Yearly mean exchange rates; vintages differ between years.", plain(payments_ratio, 2)),
        ],
    }
}
