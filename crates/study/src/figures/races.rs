//! M9 as a chart: every model's error over that of the random walk.

use std::collections::BTreeSet;

use fxsens_core::figure::{Axis, Figure, Mark, Marker, Panel, Role, Stroke};

use super::SIZE;
use crate::file::RacesFile;
use crate::races::{Race, RaceTally};
use crate::words::plain;

/// Ratios on the axis run from and to these; larger ones stand at its end.
const LIMITS: (f64, f64) = (0.6, 2.6);

/// `one month`, `2 months`.
fn months(count: u16) -> String {
    if count == 1 { "one month".into() } else { format!("{count} months") }
}

/// One row per model, one mark per horizon.
pub fn races(races: &[Race], file: &RacesFile) -> Figure {
    let mut names: Vec<String> = Vec::new();
    for race in races {
        let name = format!("{}, {}", race.label, race.regressors.label());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let looks = [
        (Role::Primary, Marker::Circle),
        (Role::Tertiary, Marker::Square),
        (Role::Quaternary, Marker::Diamond),
        (Role::Secondary, Marker::Triangle),
    ];
    let mut marks =
        vec![Mark::VLine { x: 1.0, role: Role::Ink, stroke: Stroke::Solid, label: "random walk".into() }];
    let mut off = 0;
    let horizons: BTreeSet<u16> = races.iter().map(|race| race.horizon).collect();
    for (horizon, (role, marker)) in horizons.iter().zip(looks.into_iter().cycle()) {
        let these: Vec<&Race> = races.iter().filter(|race| race.horizon == *horizon).collect();
        off += these.iter().filter(|race| race.rmse_ratio > LIMITS.1).count();
        let row = |race: &Race| {
            let name = format!("{}, {}", race.label, race.regressors.label());
            names.iter().position(|known| *known == name).unwrap_or_default() as f64
        };
        marks.push(Mark::Points {
            x: these.iter().map(|race| race.rmse_ratio.min(LIMITS.1)).collect(),
            y: these.iter().map(|race| row(race)).collect(),
            marker,
            size: 10.0,
            role,
            label: if *horizon == 1 { "1 month ahead".into() } else { format!("{horizon} months ahead") },
        });
    }
    let tally = RaceTally::new(races);
    let victories = races.iter().filter(|race| race.won).count();
    let best = races.iter().map(|race| race.rmse_ratio).fold(f64::INFINITY, f64::min);
    Figure {
        id: "races".into(),
        title: tally.map_or_else(String::new, |tally| {
            format!(
                "Without knowing the future the models win {} of {} races against the random walk",
                tally.before_won + tally.elsewhere_won,
                tally.before + tally.elsewhere
            )
        }),
        subtitle:
            "Root mean squared forecast error over that of the random walk; left of one the model is better"
                .into(),
        note: format!(
            "Recursive least squares from {} observations on. Realised: fed the regressors of the month forecast. Direct: regressors of {} before. A race is won when the ratio is below one and Diebold–Mariano rejects at {:.0} %; the lowest ratio is {}. {off} {} above {} stand at the right edge. Data as known today.",
            file.window,
            months(file.publication_lag),
            100.0 * file.size,
            plain(best, 2),
            if off == 1 { "ratio" } else { "ratios" },
            plain(LIMITS.1, 1)
        ),
        alt: format!(
            "Ratios of forecast errors by model and horizon; {victories} of {} are significantly below one.",
            races.len()
        ),
        size: (SIZE.0, 240 + 40 * u32::try_from(names.len()).unwrap_or(10)),
        panels: vec![Panel::new(
            Axis::linear("ratio of root mean squared errors").with_limits(LIMITS.0, LIMITS.1 + 0.05),
            Axis::category(names),
            marks,
        )],
    }
}
