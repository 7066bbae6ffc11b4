//! The ladder as a chart: each rung's effect with its interval, the quoted range shaded.

use std::collections::BTreeSet;

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role};

use super::SIZE;
use super::marks::{quoted_column, text};
use crate::calibration::Calibration;
use crate::file::{StudyFile, Tier};
use crate::gate::NO_RELATION;
use crate::headline::{Headline, HeadlineNumber};
use crate::ladder::RungResult;
use crate::shock::Shock;
use crate::words::{plain, rung_name};

/// Calibrations as ranges, rungs as points with intervals.
pub fn ladder(
    calibrations: &[Calibration],
    headline: &Headline,
    rungs: &[RungResult],
    file: &StudyFile,
    shock: &Shock,
) -> Figure {
    let (currency, driver) = (&file.currency, &file.driver);
    let mut names = Vec::new();
    let mut marks: Vec<Mark> = quoted_column(headline.quoted, &currency.short).into_iter().collect();
    let (mut low, mut high) = (0.0, 0.0);
    if !calibrations.is_empty() {
        low = calibrations.iter().map(|c| c.low).fold(f64::INFINITY, f64::min);
        high = calibrations.iter().map(|c| c.high).fold(f64::NEG_INFINITY, f64::max);
        names.push("M0 calibrations, all".to_owned());
        marks.push(segment(low, high, 0.0, Role::Muted, 6.0, "range of calibrations"));
    }
    let mut labelled: Vec<Tier> = Vec::new();
    for rung in rungs {
        let row = names.len() as f64;
        names.push(format!("{} {}", rung_name(&rung.spec), rung.label));
        if rung.withheld {
            marks.push(text(0.0, row, NO_RELATION, Role::Muted, Anchor::Right));
            continue;
        }
        let (role, words) = match rung.tier {
            Tier::A => (Role::Tertiary, "tier A: projections at a constant exchange rate"),
            Tier::B if driver.is_flow() => {
                (Role::Primary, "tier B: differences, projections at current rates")
            }
            Tier::B => (Role::Primary, "tier B: differences, projections"),
            Tier::C => (Role::Secondary, "tier C: levels whose gates do not all pass"),
        };
        if let (Some(from), Some(to)) = (rung.effect.low, rung.effect.high) {
            marks.push(segment(from, to, row, role, 3.0, ""));
        }
        let label = if labelled.contains(&rung.tier) { "" } else { words };
        labelled.push(rung.tier);
        marks.push(Mark::Points {
            x: vec![rung.effect.yen],
            y: vec![row],
            marker: Marker::Circle,
            size: 11.0,
            role,
            label: label.into(),
        });
        marks.push(text(rung.effect.yen, row, &plain(rung.effect.yen, 1), Role::Ink, Anchor::Above));
    }
    let replica = headline.replica.effect.yen;
    let ends_around_zero = |n: &&HeadlineNumber| {
        n.effect.low.zip(n.effect.high).is_some_and(|(low, high)| low <= 0.0 && high >= 0.0)
    };
    let zero = headline.surviving.iter().filter(ends_around_zero).count();
    let [least, _, most] = headline.surviving_range;
    let ends: BTreeSet<&str> = rungs.iter().map(|rung| rung.fit.sample.last.as_str()).collect();
    let ends = ends.into_iter().collect::<Vec<_>>().join(" and ");
    let level = rungs.first().map_or(f64::NAN, |rung| 100.0 * rung.fit.level);
    let limits = limits(rungs, low, high);
    // The coefficient of a broader balance carries the shock of a published figure.
    let applied = if file.shock.figure().is_some() {
        format!(
            " The coefficient is that of a broader {}, of goods and services unless the rung names another, applied to the {}.",
            driver.regressor, driver.name
        )
    } else {
        String::new()
    };
    Figure {
        id: "ladder".into(),
        title: format!(
            "The level regression gives {}; rungs that may stand beside it {} to {}, {zero} of {} with zero inside",
            currency.plain(replica, 1),
            plain(least, 1),
            plain(most, 1),
            headline.surviving.len()
        ),
        subtitle: format!(
            "{} for a {}, with {level:.0} % intervals",
            currency.unit_first(),
            driver.changed(shock.size(), 2)
        ),
        note: format!(
            "Positive = {}. Samples end in {ends}. Each interval's covariance and distribution stand in the table.{applied} Intervals may run off the axis. These are correlations, not effects of a policy or a price.",
            currency.rising()
        ),
        alt: format!(
            "Point estimates with intervals for the rungs of the ladder; level regression {replica:.1} {}, rungs above it {least:.1} to {most:.1}{}.",
            currency.short,
            file.quoted
                .as_ref()
                .map_or_else(String::new, |quoted| format!("; the quoted {} is shaded", quoted.text))
        ),
        size: (SIZE.0, 250 + 44 * u32::try_from(rungs.len() + 1).unwrap_or(10)),
        panels: vec![Panel::new(
            Axis::linear(currency.unit.clone()).with_limits(limits.0, limits.1),
            Axis::category(names),
            marks,
        )],
    }
}

/// From the calibrations and every interval that may stand beside the replica; wider ones run off the axis.
fn limits(rungs: &[RungResult], low: f64, high: f64) -> (f64, f64) {
    let counts = |rung: &&RungResult| !rung.withheld && (rung.headline || rung.tier == Tier::C);
    let (mut from, mut to) = (low.min(0.0), high);
    for effect in rungs.iter().filter(counts).map(|rung| &rung.effect) {
        from = from.min(effect.low.unwrap_or(effect.yen));
        to = to.max(effect.high.unwrap_or(effect.yen));
    }
    let room = 0.15 * (to - from);
    (from - room, to + room)
}

fn segment(from: f64, to: f64, row: f64, role: Role, width: f64, label: &str) -> Mark {
    Mark::Segments {
        x0: vec![from],
        y0: vec![row],
        x1: vec![to],
        y1: vec![row],
        role,
        width,
        label: label.into(),
    }
}
