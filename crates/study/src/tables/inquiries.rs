//! Tables of the inquiries beyond the ladder: flows, instruments, races, stand-ins, scorecard, what waits.

use fxsens_core::table::{Cell, Column, Table};

use crate::file::{RacesFile, StudyFile};
use crate::folder::WaitingRung;
use crate::homogeneity::Homogeneity;
use crate::instruments::Instrumented;
use crate::races::Race;
use crate::scorecard::Scorecard;
use crate::stand_ins::StandIn;
use crate::words::{plain, rung_name, signed};

/// M5: a coefficient per flow.
pub fn homogeneity_table(found: &Homogeneity, file: &StudyFile) -> Table {
    let rows = found.flows.iter().map(|flow| {
        let i = &flow.per_trillion;
        vec![
            Cell::text(flow.label.clone()),
            Cell::number(i.estimate, 3),
            optional(i.std_error, 3),
            optional(i.conf_low, 3),
            optional(i.conf_high, 3),
            optional(i.p_value, 3),
        ]
    });
    let law = found.test.law().unwrap_or_default();
    let p = found.test.p_value.map_or_else(String::new, |p| format!(", p = {p:.3}"));
    Table {
        id: "flows".into(),
        title: "One coefficient for every flow? (M5)".into(),
        columns: vec![
            Column::text("Flow"),
            Column::number("Per trillion", "%"),
            Column::number("Std. error", ""),
            Column::number("Low", ""),
            Column::number("High", ""),
            Column::number("p", ""),
        ],
        rows: rows.collect(),
        notes: vec![
            format!(
                "Per cent of {} for one {} more of inflow; negative = {}. {} to {}, {} observations, spec {}.",
                file.currency.unit,
                file.driver.unit,
                file.currency.falling(),
                found.sample[0],
                found.sample[1],
                found.nobs,
                found.spec_id
            ),
            format!(
                "All equal: {} {:.2}{p}: {}. With a power of 80 % the data would show differences between two flows of {:.2} (best-known pair) to {:.2} (worst-known) per unit; the {}'s coefficient is {}.",
                law,
                found.test.statistic,
                found.verdict.label(),
                found.least_detectable,
                found.most_detectable,
                file.currency.anchor,
                plain(found.replica, 2)
            ),
        ],
    }
}

/// M6: instrumented estimates with sets that hold however weak the instruments.
pub fn instruments_table(found: &[Instrumented], file: &StudyFile) -> Table {
    let currency = &file.currency;
    let rows = found.iter().map(|one| {
        vec![
            Cell::text(rung_name(&one.spec)),
            Cell::text(one.label.clone()),
            Cell::number(one.effective_f, 1),
            optional(one.threshold, 1),
            Cell::number(one.effect.yen, 1),
            Cell::text(one.set_label()),
            Cell::number(one.nobs as f64, 0),
            Cell::text(one.caveat.clone()),
        ]
    });
    Table {
        id: "instruments".into(),
        title: "Instrumented balances (M6)".into(),
        columns: vec![
            Column::text("Rung"),
            Column::text("Instrument"),
            Column::number("Effective F", ""),
            Column::number("Needed", ""),
            Column::number("2SLS", currency.short.clone()),
            Column::text(format!("Anderson–Rubin 95 %, {}", currency.short)),
            Column::number("n", ""),
            Column::text("Why the exclusion is doubtful"),
        ],
        rows: rows.collect(),
        notes: vec![format!(
            "{} for the shock, positive = {}. Effective F: Montiel Olea and Pflueger; needed: for a bias of at most a tenth of the worst case. The Anderson–Rubin set holds however weak the instrument is; where it is unbounded or wide, that is the finding. With an instrument of your own: `fxsens fit --model iv --data FILE --formula 'y ~ x + c | z + c'`.",
            currency.unit_first(),
            currency.rising()
        )],
    }
}

/// M9: every race.
pub fn races_table(races: &[Race], file: &RacesFile) -> Table {
    let rows = races.iter().map(|race| {
        vec![
            Cell::text(race.label.clone()),
            Cell::text(race.regressors.label()),
            Cell::number(f64::from(race.horizon), 0),
            Cell::text(race.forecast[0].clone()),
            Cell::number(race.n as f64, 0),
            Cell::number(race.rmse_ratio, 3),
            optional(race.diebold_mariano, 3),
            optional(race.clark_west, 3),
            Cell::number(100.0 * race.hit_rate, 0),
            Cell::text(if race.won { "yes" } else { "no" }),
        ]
    });
    let mut remarks: Vec<&str> = races.iter().flat_map(|race| &race.notes).map(String::as_str).collect();
    remarks.sort_unstable();
    remarks.dedup();
    Table {
        id: "races".into(),
        title: "Out of sample against the driftless random walk (M9)".into(),
        columns: vec![
            Column::text("Model"),
            Column::text("Regressors"),
            Column::number("h", "months"),
            Column::text("First"),
            Column::number("Forecasts", ""),
            Column::number("RMSE ratio", ""),
            Column::number("DM p", ""),
            Column::number("CW p", ""),
            Column::number("Hits", "%"),
            Column::text("Beats RW"),
        ],
        rows: rows.collect(),
        notes: [
            format!(
                "Recursive least squares from {} observations on; the first month forecast stands beside each race, and ratios of different spans do not compare. Ratio: root mean squared error over that of the random walk, below one is better. Realised: fed the regressors of the month forecast, which nobody had. Direct: regressors of {} before, regressed for the horizon.",
                file.window,
                if file.publication_lag == 1 {
                    "one month".to_owned()
                } else {
                    format!("{} months", file.publication_lag)
                }
            ),
            format!(
                "DM: Diebold–Mariano with the correction of Harvey, Leybourne and Newbold, two-sided. CW: Clark–West, one-sided, where the random walk is nested. A race counts as won when the ratio is below one and DM rejects at {:.0} %; among {} races some are won by chance. Data as known today, not as first published.",
                100.0 * file.size,
                races.len()
            ),
        ]
        .into_iter()
        .chain(remarks.into_iter().map(str::to_owned))
        .collect(),
    }
}

/// The regression with other currencies in place of its outcome; its own row comes first.
pub fn stand_ins_table(all: &[StandIn], file: &StudyFile) -> Table {
    let (currency, driver) = (&file.currency, &file.driver);
    let rows = all.iter().map(|one| {
        let found = one.finding.as_ref();
        vec![
            Cell::text(one.label.clone()),
            optional(found.and_then(|f| f.standardised), 2),
            optional(found.and_then(|f| f.statistic), 2),
            optional(found.and_then(|f| f.p_value), 3),
            optional(found.and_then(|f| f.r_squared), 2),
        ]
    });
    let own = all.first().and_then(|one| one.finding.as_ref()).and_then(|f| f.statistic);
    let others: Vec<_> = all.iter().skip(1).filter_map(|one| one.finding.as_ref()).collect();
    let significant = others.iter().filter(|f| f.p_value.is_some_and(|p| p < 0.05)).count();
    let larger =
        others.iter().filter(|f| f.statistic.zip(own).is_some_and(|(t, own)| t.abs() >= own.abs())).count();
    Table {
        id: "stand-ins".into(),
        title: format!("The {} with other currencies in place of the {}", currency.anchor, currency.name),
        columns: vec![
            Column::text("Outcome"),
            Column::number("Standardised", ""),
            Column::number("t", ""),
            Column::number("p", ""),
            Column::number("R²", ""),
        ],
        rows: rows.collect(),
        notes: vec![format!(
            "{} is \"significant\" at 5 % for {significant} of {} other currencies, {larger} with a larger t statistic than for the {}; where there is no relation, one in twenty should be. Standardised: standard deviations of the outcome per standard deviation of the {}.",
            driver.owner,
            others.len(),
            currency.name,
            driver.regressor
        )],
    }
}

/// The claim against what came.
pub fn scorecard_table(card: &Scorecard, file: &StudyFile) -> Table {
    let (currency, driver) = (&file.currency, &file.driver);
    let (what, unit, digits) = match file.shock.change {
        Some(_) => ("change", driver.unit.as_str(), 2),
        None => ("growth", "per cent", 0),
    };
    let came = if file.shock.figure().is_some() { "published" } else { "what came" };
    let mut rows = vec![vec![
        Cell::text(format!("{}, {what}: asked against {came}", driver.name_first())),
        Cell::number(card.asked_growth, digits),
        Cell::number(card.growth, digits),
        Cell::Empty,
        Cell::text(unit),
    ]];
    rows.extend(card.lines.iter().map(|line| {
        vec![
            Cell::text(line.title.clone()),
            optional(line.start, 2),
            optional(line.end, 2),
            optional(line.start.zip(line.end).map(|(start, end)| end - start), 2),
            Cell::text(line.unit.clone()),
        ]
    }));
    rows.push(vec![
        Cell::text(format!(
            "Exchange rate since the end of the sample: predicted by the {} against actual",
            currency.anchor
        )),
        Cell::number(card.predicted, 1),
        Cell::number(card.moved, 1),
        Cell::number(card.moved - card.predicted, 1),
        Cell::text(currency.unit.clone()),
    ]);
    Table {
        id: "scorecard".into(),
        title: "Scorecard of the claim".into(),
        columns: vec![
            Column::text("Quantity"),
            Column::number(format!("{} / asked / predicted", card.from), ""),
            Column::number(format!("{} / actual", card.to), ""),
            Column::number("Change, or miss", ""),
            Column::text("Unit"),
        ],
        rows,
        notes: vec![format!(
            "The condition was {}: {} against {} {}. For the {what} that came the {} gives {}. Predicted: coefficients frozen at the end of the sample, fed its variables as they came.",
            if card.condition_met { "met" } else { "not met" },
            signed(card.growth, digits.into()),
            signed(card.asked_growth, digits.into()),
            if unit == "per cent" { "%" } else { unit },
            currency.anchor,
            currency.signed(card.realised_effect, 1)
        )],
    }
}

/// Rungs that wait for data.
pub fn waiting_table(waiting: &[WaitingRung]) -> Table {
    let rows = waiting.iter().map(|rung| {
        vec![
            Cell::text(rung_name(&rung.spec)),
            Cell::text(rung.label.clone()),
            Cell::text(rung.series.join(", ")),
            Cell::text(rung.needs.clone()),
        ]
    });
    Table {
        id: "waiting".into(),
        title: "Rungs that wait for data".into(),
        columns: vec![
            Column::text("Rung"),
            Column::text("Model"),
            Column::text("Series"),
            Column::text("Needs"),
        ],
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

fn optional(value: Option<f64>, digits: u8) -> Cell {
    value.map_or(Cell::Empty, |value| Cell::number(value, digits))
}
