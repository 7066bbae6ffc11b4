//! The tables of a study.

mod inquiries;
mod ladder;

pub use inquiries::{
    homogeneity_table, instruments_table, races_table, scorecard_table, stand_ins_table, waiting_table,
};
pub use ladder::ladder_table;

use fxsens_core::table::{Cell, Column, Table};

use crate::calibration::Calibration;
use crate::claims::{ClaimResult, Outcome};
use crate::file::StudyFile;

/// The calibrations, one row each.
pub fn calibration_table(calibrations: &[Calibration], gdp: Option<f64>, file: &StudyFile) -> Table {
    let rows = calibrations.iter().map(|c| {
        vec![
            Cell::text(c.id.clone()),
            Cell::text(c.label.clone()),
            Cell::number(c.low, 1),
            Cell::number(c.high, 1),
            Cell::text(c.source.clone()),
        ]
    });
    Table {
        id: "calibrations".into(),
        title: "Calibrations without estimation (M0)".into(),
        columns: vec![
            Column::text("Id"),
            Column::text("Calibration"),
            Column::number("Low", file.currency.unit.clone()),
            Column::number("High", file.currency.unit.clone()),
            Column::text("Source"),
        ],
        rows: rows.collect(),
        notes: std::iter::once("One-off stocks, recurring flows and baskets of currencies are mixed here: an order of magnitude, not a test.".to_owned())
            .chain(gdp.map(|gdp| format!("GDP of the base year in the vintage of the data: {gdp:.1} trillion {}. Elasticities are per point of GDP: with a GDP smaller by 1 % those rows are 1 % larger.", file.currency.name)))
            .collect(),
    }
}

/// Claims, one row each.
pub fn claims_table(claims: &[ClaimResult]) -> Table {
    let rows = claims.iter().map(|claim| {
        let outcome = match claim.outcome {
            Outcome::AsExpected => {
                format!("{} of {} checks as documented", claim.checks.len(), claim.checks.len())
            }
            Outcome::Differs => {
                let good = claim.checks.iter().filter(|check| check.as_expected).count();
                format!("{good} of {} checks as documented", claim.checks.len())
            }
            Outcome::NotCheckable => "nothing to compute".into(),
        };
        let computed = claim.checks.first().and_then(|check| Some((check, check.computed?)));
        vec![
            Cell::text(claim.id.clone()),
            Cell::text(claim.statement.clone()),
            Cell::text(claim.claimed.clone()),
            Cell::text(computed.map_or_else(String::new, |(check, value)| {
                format!("{}: {} {}", check.label, short(value), check.unit)
            })),
            Cell::text(claim.verdict.label()),
            Cell::text(claim.basis.periods.join(", ")),
            Cell::text(claim.basis.definitions.join("; ")),
            Cell::text(claim.vintages.join(", ")),
            Cell::text(outcome),
        ]
    });
    Table {
        id: "claims".into(),
        title: "Claims".into(),
        columns: vec![
            Column::text("Id"),
            Column::text("Claim"),
            Column::text("Claimed"),
            Column::text("First computation"),
            Column::text("Verdict"),
            Column::text("Years"),
            Column::text("Definition"),
            Column::text("Vintage"),
            Column::text("Checks"),
        ],
        rows: rows.collect(),
        notes: vec![
            "Computed: the first check of the claim; all checks stand in results.json and in `fxsens claims`.".into(),
            "Years: CY = calendar, FY = fiscal year, April to March. Definition: of the digital balance, or the official table of the figures.".into(),
        ],
    }
}

/// Four significant digits, no trailing zeros.
fn short(value: f64) -> String {
    let digits = if value == 0.0 { 0 } else { (3 - value.abs().log10().floor() as i32).clamp(0, 6) };
    let text = format!("{value:.*}", digits as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
