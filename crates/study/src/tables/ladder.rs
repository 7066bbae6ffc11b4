//! The ladder as a table: effects, tiers, gates.

use fxsens_core::fit::NoteLevel;
use fxsens_core::table::{Cell, Column, Table};

use crate::file::{StudyFile, Tier};
use crate::gate::{BEYOND_TREND, GATE_SIZE, NO_RELATION};
use crate::ladder::RungResult;
use crate::verdict::gates;
use crate::words::rung_name;

/// Effects of the ladder, one row per covariance.
pub fn ladder_table(rungs: &[RungResult], file: &StudyFile) -> Table {
    let (currency, driver) = (&file.currency, &file.driver);
    let mut rows = Vec::new();
    let mut notes = vec![format!(
        "{}, positive = {}. Realised: the same for what the {} did instead. DW: Durbin–Watson statistic of the residuals. Tier {}, and levels that pass every gate at {:.0} %; C: other levels. An asterisk: not in the headline. N counts the rows of the regression; a projection loses at its horizon as many as it looks ahead.",
        currency.unit_first(),
        currency.rising(),
        driver.name,
        if driver.is_flow() {
            "A: lag-augmented projections of a flow at a constant exchange rate; B: differences, projections of a flow at current rates"
        } else {
            "B: differences, projections"
        },
        100.0 * GATE_SIZE
    )];
    for rung in rungs {
        let shown = !rung.withheld;
        let mark = if rung.headline || rung.tier == Tier::C { "" } else { "*" };
        rows.push(vec![
            Cell::text(rung_name(&rung.spec)),
            Cell::text(rung.label.clone()),
            Cell::text(format!("{:?}{mark}", rung.tier)),
            optional(shown.then_some(rung.effect.yen)),
            optional(rung.effect.low.filter(|_| shown)),
            optional(rung.effect.high.filter(|_| shown)),
            optional(shown.then_some(rung.realised_effect.yen)),
            Cell::number(rung.fit.nobs as f64, 0),
            rung.fit.glance.durbin_watson.map_or(Cell::Empty, |dw| Cell::number(dw, 2)),
            Cell::text(if shown { rung.vcov.clone() } else { NO_RELATION.into() }),
        ]);
        notes.push(small_print(rung, &driver.regressor));
        for also in rung.also.iter().filter(|_| shown) {
            rows.push(vec![
                Cell::Empty,
                Cell::text("the same, other interval"),
                Cell::Empty,
                Cell::number(also.effect.yen, 2),
                optional(also.effect.low),
                optional(also.effect.high),
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::text(also.vcov.clone()),
            ]);
            notes.push(format!("{}, second interval: {}.", rung_name(&rung.spec), also.interval));
        }
    }
    Table {
        id: "ladder".into(),
        title: "Effect of the shock by rung".into(),
        columns: vec![
            Column::text("Rung"),
            Column::text("Model"),
            Column::text("Tier"),
            Column::number("Effect", ""),
            Column::number("Low", ""),
            Column::number("High", ""),
            Column::number("Realised", ""),
            Column::number("n", ""),
            Column::number("DW", ""),
            Column::text("Interval"),
        ],
        rows,
        notes,
    }
}

/// Sample, interval, gates and variance beyond a trend of a rung.
fn small_print(rung: &RungResult, regressor: &str) -> String {
    let mut parts = vec![format!(
        "{}: {} to {}; {}",
        rung_name(&rung.spec),
        rung.fit.sample.first,
        rung.fit.sample.last,
        rung.interval
    )];
    if !rung.gates.is_empty() {
        let outcome = match (rung.gates.iter().all(|gate| gate.passed), rung.withheld) {
            (true, _) => "passed",
            (false, true) => NO_RELATION,
            (false, false) => "not passed",
        };
        parts.push(format!("gate {}: {outcome}", gates(&rung.gates)));
    }
    if let Some(share) = rung.beyond_trend {
        let refused = if share < BEYOND_TREND { ", too little for a headline" } else { "" };
        parts.push(format!(
            "{:.0} % of the {regressor}'s variance lies beyond a straight line{refused}",
            100.0 * share
        ));
    }
    parts.extend(
        rung.fit
            .notes
            .iter()
            .filter(|note| note.level == NoteLevel::Warning && !rung.withheld)
            .map(|note| format!("warning: {}", note.text)),
    );
    format!("{}.", parts.join("; "))
}

fn optional(value: Option<f64>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::number(value, 2))
}
