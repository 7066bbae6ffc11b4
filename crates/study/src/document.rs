//! The report of a study: verdict first, then the ladder, the placebo, the record, the data.

use fxsens_core::document::{Block, Document, Highlight, Section};
use fxsens_core::figure::Figure;
use fxsens_core::table::{Cell, Column, Table};

use crate::calibration::Calibration;
use crate::claims::{ClaimResult, Outcome};
use crate::effect::Effect;
use crate::file::Study;
use crate::ladder::RungResult;
use crate::results::{HeadlineNumber, StudyResults};
use crate::words::{plain, rung_name, signed};

/// The charts of a study, by the place they take in the report.
#[derive(Debug, Clone)]
pub struct Figures {
    /// FY2023 current account.
    pub current_account: Figure,
    /// Goods and services since 1996.
    pub goods_services: Figure,
    /// The digital deficit as published.
    pub digital: Figure,
    /// Headline and cash-flow current account.
    pub cashflow: Figure,
    /// USD/JPY and the replica.
    pub replica: Figure,
    /// M0.
    pub calibrations: Figure,
    /// The ladder.
    pub ladder: Figure,
    /// The placebo.
    pub placebo: Figure,
    /// Travel against digital.
    pub travel: Figure,
}

/// Sets the report.
pub fn document(
    study: &Study,
    results: &StudyResults,
    figures: &Figures,
    regressions: Table,
    claims: &[ClaimResult],
    colophon: Vec<String>,
) -> Document {
    let file = &study.file;
    let replica = &results.headline.replica;
    let [least, _, most] = results.headline.surviving_range;
    let highlights = vec![
        Highlight {
            label: "Replica: a level regression".into(),
            value: format!("{} yen", signed(replica.effect.yen, 2)),
            detail: number_detail(replica),
        },
        Highlight {
            label: "Stationary estimates".into(),
            value: format!("{} to {} yen", signed(least, 1), signed(most, 1)),
            detail:
                "Tier B: twelve-month and monthly differences of the same variables; intervals in the ladder"
                    .into(),
        },
        Highlight {
            label: "Placebo".into(),
            value: format!("{:.0} %", 100.0 * results.placebo.share_at_least),
            detail: "Share of pure random walks with an effect at least as large as the replica's".into(),
        },
        Highlight {
            label: "Out of sample".into(),
            value: format!("{:.1} ×", results.record.ratio),
            detail: "Error of the replica after 2023 over the error of no change; above one means it lost"
                .into(),
        },
    ];
    Document {
        title: file.title.clone(),
        subtitle: format!(
            "{} Effects in yen per dollar, positive = weaker yen; base {:.2}.",
            file.question, file.base.exchange_rate
        ),
        verdict: results.verdict.clone(),
        highlights,
        sections: vec![
            ladder_section(results, figures, regressions),
            placebo_section(figures, results),
            data_section(figures),
            claims_section(claims),
        ],
        colophon,
    }
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph { text: text.into() }
}

fn ladder_section(results: &StudyResults, figures: &Figures, regressions: Table) -> Section {
    let readings = results.rungs.iter().map(|rung| {
        format!("{} ({}, tier {:?}): {}", rung_name(&rung.spec), rung.label, rung.tier, rung.reading)
    });
    Section {
        title: "From a back of the envelope to differences".into(),
        blocks: vec![
            paragraph(
                "Elasticities borrowed from elsewhere put the doubling at a few yen without any regression (M0). A level regression of the yen on the yield gap and the goods and services balance gives the number everyone quotes (M1). The same variables made stationary give less (M2).",
            ),
            Block::Figure(figures.ladder.clone()),
            Block::Table(ladder_table(&results.rungs)),
            Block::List { items: readings.collect() },
            Block::Figure(figures.calibrations.clone()),
            Block::Table(calibration_table(&results.calibrations, results.gdp)),
            Block::Table(regressions),
        ],
    }
}

fn placebo_section(figures: &Figures, results: &StudyResults) -> Section {
    let p = &results.placebo;
    Section {
        title: "How much of it is chance, and what happened next".into(),
        blocks: vec![
            Block::Figure(figures.placebo.clone()),
            paragraph(format!(
                "{} random walks with a monthly volatility of {:.2} % replace the yen; regressors and sample stay. {:.1} % (Monte-Carlo standard error {:.1} points) give an effect at least as large as the replica's in either direction, {:.1} % in the same direction. 5, 50 and 95 % of the draws lie below {}, {} and {} yen.",
                p.draws,
                p.volatility_percent,
                100.0 * p.share_at_least,
                100.0 * p.share_std_error,
                100.0 * p.share_same_sign,
                plain(p.percentiles[0], 1),
                plain(p.percentiles[1], 1),
                plain(p.percentiles[2], 1)
            )),
            Block::Figure(figures.replica.clone()),
            paragraph(format!(
                "Coefficients frozen at {}; to {} the replica's root-mean-square error is {:.1} yen, that of no change {:.1} yen.",
                results.headline.replica.sample[1],
                results.continuation.verdict_at,
                results.record.model_rmse,
                results.record.no_change_rmse
            )),
        ],
    }
}

fn data_section(figures: &Figures) -> Section {
    Section {
        title: "The figures behind the story".into(),
        blocks: [
            &figures.digital,
            &figures.travel,
            &figures.current_account,
            &figures.goods_services,
            &figures.cashflow,
        ]
        .into_iter()
        .cloned()
        .map(Block::Figure)
        .collect(),
    }
}

fn claims_section(claims: &[ClaimResult]) -> Section {
    let mut blocks = vec![paragraph(
        "Every figure of the article that made the number popular, computed from the data or marked not checkable. Verdicts name the vintage; definitions and year types are part of the claim.",
    )];
    blocks.push(Block::Table(claims_table(claims)));
    Section { title: "Claims, checked".into(), blocks }
}

fn number_detail(number: &HeadlineNumber) -> String {
    format!(
        "{}; tier {:?}, {} to {}, spec {}",
        range(&number.effect).map_or_else(String::new, |text| format!("{text}: {}", number.interval)),
        number.tier,
        number.sample[0],
        number.sample[1],
        number.spec_id
    )
}

fn range(effect: &Effect) -> Option<String> {
    effect.low.zip(effect.high).map(|(low, high)| format!("{} to {}", signed(low, 1), signed(high, 1)))
}

/// Effects of the ladder, one row per covariance.
pub fn ladder_table(rungs: &[RungResult]) -> Table {
    let mut rows = Vec::new();
    let mut notes = vec!["Yen per dollar, positive = weaker yen. Realised: the same for what the deficit did instead. Tier A: stationary, valuation-adjusted, lag-augmented (none yet); B: stationary; C: levels, or without a passed gate.".to_owned()];
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
                Cell::text(also.vcov.clone()),
            ]);
            notes.push(format!("{}, second interval: {}.", rung_name(&rung.spec), also.interval));
        }
    }
    Table {
        id: "ladder".into(),
        title: "Effect of the doubling by rung".into(),
        columns: vec![
            Column::text("Rung"),
            Column::text("Model"),
            Column::text("Tier"),
            Column::number("Effect", ""),
            Column::number("Low", ""),
            Column::number("High", ""),
            Column::number("Realised", ""),
            Column::number("n", ""),
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
        let computed = claim.checks.first().and_then(|check| Some((check.computed?, check.unit.clone())));
        vec![
            Cell::text(claim.id.clone()),
            Cell::text(claim.statement.clone()),
            Cell::text(claim.claimed.clone()),
            Cell::text(computed.map_or_else(String::new, |(value, unit)| format!("{} {unit}", short(value)))),
            Cell::text(claim.verdict.label()),
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
            Column::text("Computed"),
            Column::text("Verdict"),
            Column::text("Vintage"),
            Column::text("Checks"),
        ],
        rows: rows.collect(),
        notes: vec!["Computed: the first check of the claim; all checks stand in results.json and in `fxsens claims`.".into()],
    }
}

/// Four significant digits, no trailing zeros.
fn short(value: f64) -> String {
    let digits = if value == 0.0 { 0 } else { (3 - value.abs().log10().floor() as i32).clamp(0, 6) };
    let text = format!("{value:.*}", digits as usize);
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}
