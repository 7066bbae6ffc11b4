//! The report of a study: verdict first, then the ladder, the placebo, the record, the data.

use fxsens_core::document::{Block, Document, Highlight, Section};
use fxsens_core::figure::Figure;
use fxsens_core::table::Table;

use crate::claims::ClaimResult;
use crate::effect::Effect;
use crate::file::{Chart, Currency, StudyFile};
use crate::folder::Study;
use crate::headline::HeadlineNumber;
use crate::results::StudyResults;
use crate::scenario::valuation_table;
use crate::tables::{
    calibration_table, claims_table, homogeneity_table, instruments_table, ladder_table, races_table,
    scorecard_table, stand_ins_table, waiting_table,
};
use crate::words::{grouped, plain, rung_name, signed};

/// The charts of a study, by the place they take in the report.
#[derive(Debug, Clone)]
pub struct Figures {
    /// The story behind the question, in the order of the report.
    pub background: Vec<(Chart, Figure)>,
    /// The exchange rate and the replica.
    pub replica: Figure,
    /// M0.
    pub calibrations: Option<Figure>,
    /// The ladder.
    pub ladder: Figure,
    /// The specification curve.
    pub curve: Option<Figure>,
    /// Its choices.
    pub choices: Option<Figure>,
    /// M5.
    pub homogeneity: Option<Figure>,
    /// M8.
    pub stability: Option<Figure>,
    /// M9.
    pub races: Option<Figure>,
    /// The deficit's growth by exchange rate and volume.
    pub valuation: Option<Figure>,
    /// The placebo.
    pub placebo: Figure,
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
    let highlights = vec![
        Highlight {
            label: if file.quoted.is_some() {
                format!("{}: a level regression", file.currency.anchor_first())
            } else {
                file.currency.anchor_first()
            },
            value: file.currency.signed(replica.effect.yen, 2),
            detail: number_detail(replica, results),
        },
        credible_highlight(results, &file.currency),
        Highlight {
            label: "Placebo".into(),
            value: format!("{:.0} %", 100.0 * results.placebo.share_at_least),
            detail: format!(
                "Share of pure random walks with an effect at least as large as the {}'s, in either direction",
                file.currency.anchor
            ),
        },
        Highlight {
            label: "Out of sample".into(),
            value: format!("{:.1} ×", results.record.ratio),
            detail: format!(
                "Error of the {} after its sample over the error of no change; above one means it lost",
                file.currency.anchor
            ),
        },
    ];
    Document {
        title: file.title.clone(),
        subtitle: format!(
            "{} Effects in {}, positive = {}; base {:.2}.",
            file.question,
            file.currency.unit,
            file.currency.rising(),
            file.base.exchange_rate
        ),
        verdict: results.verdict.clone(),
        highlights,
        sections: [
            Some(ladder_section(file, results, figures, regressions)),
            file.curve.is_some().then(|| curve_section(file, results, figures)),
            Some(placebo_section(file, figures, results)),
            Some(record_section(study, results, figures)),
            data_section(figures, results),
            file.claims().then(|| claims_section(claims)),
        ]
        .into_iter()
        .flatten()
        .collect(),
        colophon,
    }
}

fn credible_highlight(results: &StudyResults, currency: &Currency) -> Highlight {
    if let Some(tier) = &results.headline.credible {
        return Highlight {
            label: "Credible: median of tier A".into(),
            value: currency.signed(tier.median, 1),
            detail: format!(
                "{} specifications, stationary, valuation-adjusted, lag-augmented, data to {}; 5 to 95 % of them {} to {}; the intervals of {:.0} % exclude zero",
                grouped(tier.specs),
                results.headline.vintage,
                signed(tier.p05, 1),
                signed(tier.p95, 1),
                100.0 * tier.share_excluding_zero
            ),
        };
    }
    let [least, _, most] = results.headline.surviving_range;
    Highlight {
        label: "Rungs above tier C".into(),
        value: format!("{} to {}", signed(least, 1), currency.signed(most, 1)),
        detail: if results.curve.is_some() {
            "Point estimates; the specification curve has no specification of tier A".into()
        } else {
            "Point estimates; no specification curve was run".into()
        },
    }
}

fn paragraph(text: impl Into<String>) -> Block {
    Block::Paragraph { text: text.into() }
}

/// The introduction of a ladder whose study has none of its own.
const LADDER: &str = "From a level regression to differences, tests of a relation between the levels, and projections, as far as the study has them. Each row says what it can carry: its tier follows from the estimate, and the gates its levels must pass stand in the notes.";

fn ladder_section(
    file: &StudyFile,
    results: &StudyResults,
    figures: &Figures,
    regressions: Table,
) -> Section {
    let readings = results.rungs.iter().map(|rung| {
        format!(
            "{} ({}, tier {:?}): {} Equation: {} ({}).",
            rung_name(&rung.spec),
            rung.label,
            rung.tier,
            rung.reading,
            rung.fit.formula,
            rung.fit.model
        )
    });
    Section {
        title: if results.calibrations.is_empty() {
            "The ladder: from levels to projections".into()
        } else {
            "The ladder: from a back of the envelope to projections".into()
        },
        blocks: [
            paragraph(file.ladder.as_deref().unwrap_or(LADDER)),
            Block::Figure(figures.ladder.clone()),
            Block::Table(ladder_table(&results.rungs, file)),
            Block::Details {
                summary: "What each rung says, and its equation".into(),
                text: readings.collect::<Vec<_>>().join("\n\n"),
            },
        ]
        .into_iter()
        .chain((!results.waiting.is_empty()).then(|| Block::Table(waiting_table(&results.waiting))))
        .chain(figures.homogeneity.iter().cloned().map(Block::Figure))
        .chain(results.homogeneity.as_ref().map(|found| Block::Table(homogeneity_table(found, file))))
        .chain(
            (!results.instruments.is_empty())
                .then(|| Block::Table(instruments_table(&results.instruments, file))),
        )
        .chain((!results.instruments.is_empty()).then(|| {
            Block::List {
                items: results
                    .instruments
                    .iter()
                    .map(|one| format!("{} ({}): {}", rung_name(&one.spec), one.label, one.reading))
                    .collect(),
            }
        }))
        .chain(figures.calibrations.iter().cloned().map(Block::Figure))
        .chain(
            (!results.calibrations.is_empty())
                .then(|| Block::Table(calibration_table(&results.calibrations, results.gdp, file))),
        )
        .chain([Block::Table(regressions)])
        .collect(),
    }
}

fn curve_section(file: &StudyFile, results: &StudyResults, figures: &Figures) -> Section {
    let mut blocks = Vec::new();
    if let Some(curve) = &results.curve {
        blocks.push(paragraph(format!(
            "Every defensible specification of one grid, none picked: {} specifications, {} of them estimated. No pooled p-value is given: joint inference on such a curve is contested.",
            grouped(curve.n_specs),
            grouped(curve.n_estimated)
        )));
        blocks.extend(figures.curve.iter().chain(&figures.choices).cloned().map(Block::Figure));
        blocks.push(Block::Table(crate::curve::tables::summary_table(curve, file)));
    } else {
        blocks.push(paragraph("No specification curve was run."));
    }
    Section { title: "What survives: the specification curve".into(), blocks }
}

/// Scorecard, stability, races: the record of the claim and of the models behind it.
fn record_section(study: &Study, results: &StudyResults, figures: &Figures) -> Section {
    let mut blocks = vec![Block::Table(scorecard_table(&results.scorecard, &study.file))];
    blocks.extend(figures.stability.iter().cloned().map(Block::Figure));
    blocks.extend(figures.races.iter().cloned().map(Block::Figure));
    if let Some(file) = &study.file.races {
        blocks.push(Block::Table(races_table(&results.races, file)));
    }
    Section { title: "The record: scorecard, stability, out of sample".into(), blocks }
}

fn placebo_section(file: &StudyFile, figures: &Figures, results: &StudyResults) -> Section {
    let (p, currency) = (&results.placebo, &file.currency);
    let stand_ins =
        (!results.stand_ins.is_empty()).then(|| Block::Table(stand_ins_table(&results.stand_ins, file)));
    Section {
        title: "How much of it is chance, and what happened next".into(),
        blocks: [
            Block::Figure(figures.placebo.clone()),
            paragraph(format!(
                "{} random walks with a monthly volatility of {:.2} % replace the {}; regressors and sample stay. {:.1} % (Monte-Carlo standard error {:.1} points) give an effect at least as large as the {}'s in either direction, {:.1} % in the same direction. 5, 50 and 95 % of the draws lie below {}, {} and {}.",
                p.draws,
                p.volatility_percent,
                currency.name,
                100.0 * p.share_at_least,
                100.0 * p.share_std_error,
                currency.anchor,
                100.0 * p.share_same_sign,
                plain(p.percentiles[0], 1),
                plain(p.percentiles[1], 1),
                currency.plain(p.percentiles[2], 1)
            )),
            Block::Figure(figures.replica.clone()),
            paragraph(format!(
                "Coefficients frozen at {}; to {} the {}'s root-mean-square error is {}, that of no change {}.",
                results.headline.replica.sample[1],
                results.continuation.verdict_at,
                currency.anchor,
                currency.plain(results.record.model_rmse, 1),
                currency.plain(results.record.no_change_rmse, 1)
            )),
        ]
        .into_iter()
        .chain(stand_ins)
        .collect(),
    }
}

/// The charts of the background; `None` for a study without any.
fn data_section(figures: &Figures, results: &StudyResults) -> Option<Section> {
    let figure = |figure: &Figure| Block::Figure(figure.clone());
    let (first, others): (Vec<_>, Vec<_>) =
        figures.background.iter().partition(|(chart, _)| *chart == Chart::Digital);
    let mut blocks: Vec<Block> = first.iter().map(|(_, drawn)| figure(drawn)).collect();
    blocks.extend(figures.valuation.as_ref().map(figure));
    if let Some(split) = &results.valuation {
        blocks.push(Block::Table(valuation_table::table(&split.by_theta, split.payments_ratio)));
    }
    blocks.extend(others.iter().map(|(_, drawn)| figure(drawn)));
    (!blocks.is_empty()).then(|| Section { title: "The figures behind the story".into(), blocks })
}

fn claims_section(claims: &[ClaimResult]) -> Section {
    let mut blocks = vec![paragraph(
        "Every figure of the article that made the number popular, computed from the data or marked not checkable. Verdicts name the vintage; definitions and year types are part of the claim.",
    )];
    blocks.push(Block::Figure(crate::figures::claims(claims)));
    blocks.push(Block::Table(claims_table(claims)));
    Section { title: "Claims, checked".into(), blocks }
}

/// Interval with its covariance and distribution, tier, sample, degrees of freedom, vintage and spec of a number.
fn number_detail(number: &HeadlineNumber, results: &StudyResults) -> String {
    let rung = results.rungs.iter().find(|rung| rung.spec_id.to_string() == number.spec_id);
    let size = rung.map_or_else(String::new, |rung| {
        format!(", {} observations, {} residual degrees of freedom", rung.fit.nobs, rung.fit.df_resid)
    });
    format!(
        "{}; tier {:?}, {} to {}{size}, data to {}, spec {}",
        range(&number.effect).map_or_else(String::new, |text| format!("{text}: {}", number.interval)),
        number.tier,
        number.sample[0],
        number.sample[1],
        results.headline.vintage,
        number.spec_id
    )
}

fn range(effect: &Effect) -> Option<String> {
    effect.low.zip(effect.high).map(|(low, high)| format!("{} to {}", signed(low, 1), signed(high, 1)))
}
