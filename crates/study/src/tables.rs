//! The tables of a study.

use fxsens_core::table::{Cell, Column, Table};

use crate::calibration::Calibration;
use crate::claims::{ClaimResult, Outcome};
use crate::ladder::RungResult;
use crate::words::rung_name;

/// Effects of the ladder, one row per covariance.
pub fn ladder_table(rungs: &[RungResult]) -> Table {
    let mut rows = Vec::new();
    let mut notes = vec!["Yen per dollar, positive = weaker yen. Realised: the same for what the deficit did instead. DW: Durbin–Watson statistic of the residuals. Tier A: stationary, valuation-adjusted, lag-augmented (none yet); B: differenced; C: levels, no gate passed or run.".to_owned()];
    for rung in rungs {
        rows.push(vec![
            Cell::text(rung_name(&rung.spec)),
            Cell::text(rung.label.clone()),
            Cell::text(format!("{:?}", rung.tier)),
            Cell::number(rung.effect.yen, 2),
            optional(rung.effect.low),
            optional(rung.effect.high),
            Cell::number(rung.realised_effect.yen, 2),
            Cell::number(rung.fit.nobs as f64, 0),
            rung.fit.glance.durbin_watson.map_or(Cell::Empty, |dw| Cell::number(dw, 2)),
            Cell::text(rung.vcov.clone()),
        ]);
        notes.push(format!("{}: {}.", rung_name(&rung.spec), rung.interval));
        for also in &rung.also {
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

fn optional(value: Option<f64>) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::number(value, 2))
}

/// The calibrations, one row each.
pub fn calibration_table(calibrations: &[Calibration], gdp: f64) -> Table {
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
            Column::number("Low", "yen per dollar"),
            Column::number("High", "yen per dollar"),
            Column::text("Source"),
        ],
        rows: rows.collect(),
        notes: vec![
            "One-off stocks, recurring flows and baskets of currencies are mixed here: an order of magnitude, not a test.".into(),
            format!("GDP of the base year in the vintage of the data: {gdp:.1} trillion yen. Elasticities are per point of GDP: with a GDP smaller by 1 % those rows are 1 % larger."),
        ],
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
