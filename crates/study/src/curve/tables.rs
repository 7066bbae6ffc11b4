//! The tables of a curve: effects by tier, choices, failures.

use fxsens_core::table::{Cell, Column, Table};

use super::results::CurveResults;
use crate::file::{StudyFile, Tier};

/// Name of a group of specs.
pub fn group_label(tier: Option<Tier>) -> &'static str {
    match tier {
        Some(Tier::A) => "A",
        Some(Tier::B) => "B",
        Some(Tier::C) => "C",
        None => "all",
    }
}

/// Effects by tier.
pub fn summary_table(results: &CurveResults, file: &StudyFile) -> Table {
    let (currency, driver) = (&file.currency, &file.driver);
    let short = currency.short.as_str();
    let percent = |share: f64| Cell::number(100.0 * share, 1);
    let mut notes = vec![
        format!(
            "{} for a {}{}, at {:.2} {}; positive = {}; {:.0} % intervals. Correlations, not effects of a policy or a price.",
            currency.unit_first(),
            driver.changed(results.shock.size(), 3),
            results
                .shock
                .change
                .map_or_else(|| format!(" ({})", results.shock.in_words()), |_| String::new()),
            results.base_exchange_rate,
            currency.unit,
            currency.rising(),
            100.0 * results.level
        ),
        format!(
            "Tier A: stationary, valuation-adjusted, lag-augmented. B: stationary, or levels that pass a test of cointegration at {:.0} %. C: levels that do not. With many specs some levels pass by chance.",
            100.0 * results.gate_size
        ),
        format!(
            "{} specs: {} estimated, {} failed; {} more excluded by the grid, {} wait for data.",
            results.n_specs, results.n_estimated, results.n_failed, results.n_excluded, results.n_waiting
        ),
    ];
    if let Some(replica) = &results.replica {
        notes.push(format!(
            "The {}, a regression {} ({}): {:+.2} ({:.1} to {:.1}), larger than {:.0} % of all specs.",
            currency.anchor,
            currency.kind,
            replica.spec_id,
            replica.yen,
            replica.low,
            replica.high,
            100.0 * replica.share_below
        ));
    }
    if let Some(joint) = &results.joint {
        notes.push(format!(
            "Joint test on {} specs in differences ({} draws, blocks of {} months): median {:+.2}, p = {:.3}; share with |t| ≥ 2 of one sign {:.1} %, p = {:.3}; mean t {:+.2}, p = {:.3}; Romano–Wolf rejects {} specs at 5 % (smallest p {:.3}). Joint inference on a curve is contested.",
            joint.specs,
            joint.draws,
            joint.block,
            joint.median.value,
            joint.median.p_value,
            100.0 * joint.share_significant.value,
            joint.share_significant.p_value,
            joint.mean_t.value,
            joint.mean_t.p_value,
            joint.romano_wolf_rejections,
            joint.romano_wolf_smallest
        ));
    }
    Table {
        id: "curve-summary".into(),
        title: results.title.clone(),
        columns: vec![
            Column::text("tier"),
            Column::number("specs", ""),
            Column::number("median", short),
            Column::number("5 %", short),
            Column::number("25 %", short),
            Column::number("75 %", short),
            Column::number("95 %", short),
            Column::number("positive", "%"),
            Column::number("interval excludes 0", "%"),
        ]
        .into_iter()
        .chain(results.quoted.map(|[low, high]| Column::number(format!("inside {low:.0}–{high:.0}"), "%")))
        .collect(),
        rows: results
            .summary
            .iter()
            .map(|s| {
                let cells = [
                    Cell::text(group_label(s.tier)),
                    Cell::number(s.specs as f64, 0),
                    Cell::number(s.median, 2),
                    Cell::number(s.p05, 2),
                    Cell::number(s.p25, 2),
                    Cell::number(s.p75, 2),
                    Cell::number(s.p95, 2),
                    percent(s.share_positive),
                    percent(s.share_excluding_zero),
                ];
                cells.into_iter().chain(results.quoted.map(|_| percent(s.share_quoted))).collect()
            })
            .collect(),
        notes,
    }
}

/// What each choice does, over all specs.
pub fn choices_table(results: &CurveResults, file: &StudyFile) -> Table {
    let short = file.currency.short.as_str();
    let overall = results.choices.iter().filter(|spread| spread.tier.is_none());
    let mut rows = Vec::new();
    for spread in overall {
        for (i, value) in spread.values.iter().enumerate() {
            let (heading, share) = if i == 0 {
                (Cell::text(&spread.heading), Cell::number(100.0 * spread.variance_share, 1))
            } else {
                (Cell::Empty, Cell::Empty)
            };
            rows.push(vec![
                heading,
                Cell::text(&value.label),
                Cell::number(value.specs as f64, 0),
                Cell::number(value.median, 2),
                Cell::number(value.p25, 2),
                Cell::number(value.p75, 2),
                share,
            ]);
        }
    }
    Table {
        id: "curve-choices".into(),
        title: "What each choice does".into(),
        columns: vec![
            Column::text("choice"),
            Column::text("value"),
            Column::number("specs", ""),
            Column::number("median", short),
            Column::number("25 %", short),
            Column::number("75 %", short),
            Column::number("share of variance", "%"),
        ],
        rows,
        notes: vec![
            "Share of variance: one-way, of effects drawn in to their 1st and 99th percentile; shares overlap.".into(),
        ],
    }
}

/// What was not estimated and why.
pub fn absent_table(results: &CurveResults) -> Table {
    let failed =
        results.failures.iter().map(|f| ("failed", f.specs, format!("{} (e.g. {})", f.error, f.example)));
    let excluded = results.excluded.iter().map(|e| ("excluded", e.specs, format!("{}: {}", e.id, e.reason)));
    let waiting = results
        .waiting
        .iter()
        .map(|w| ("waits for data", w.specs, format!("{} `{}`: {}", w.axis, w.value, w.needs)));
    Table {
        id: "curve-absent".into(),
        title: "Specs without an estimate".into(),
        columns: vec![Column::text("what"), Column::number("specs", ""), Column::text("why")],
        rows: failed
            .chain(excluded)
            .chain(waiting)
            .map(|(what, specs, why)| vec![Cell::text(what), Cell::number(specs as f64, 0), Cell::text(why)])
            .collect(),
        notes: Vec::new(),
    }
}
