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
    let mut names = vec!["M0 calibrations, all".to_owned()];
    let mut marks = vec![quoted_column(file.quoted.low, file.quoted.high)];
    let low = calibrations.iter().map(|c| c.low).fold(f64::INFINITY, f64::min);
    let high = calibrations.iter().map(|c| c.high).fold(f64::NEG_INFINITY, f64::max);
    marks.push(segment(low, high, 0.0, Role::Muted, 6.0, "range of calibrations"));
    let mut labelled: Vec<Tier> = Vec::new();
    for (i, rung) in rungs.iter().enumerate() {
        let row = (i + 1) as f64;
        names.push(format!("{} {}", rung_name(&rung.spec), rung.label));
        if rung.withheld {
            marks.push(text(0.0, row, NO_RELATION, Role::Muted, Anchor::Right));
            continue;
        }
        let (role, words) = match rung.tier {
            Tier::A => (Role::Tertiary, "tier A: projections at a constant exchange rate"),
            Tier::B => (Role::Primary, "tier B: differences, projections in yen"),
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
    Figure {
        id: "ladder".into(),
        title: format!(
            "The level regression gives {} yen; rungs that may stand beside it {} to {}, {zero} of {} with zero inside",
            plain(replica, 1),
            plain(least, 1),
            plain(most, 1),
            headline.surviving.len()
        ),
        subtitle: format!(
            "Yen per dollar for a digital deficit larger by {:.2} trillion yen a year, with {level:.0} % intervals",
            shock.size()
        ),
        note: format!(
            "Positive = weaker yen. Samples end in {ends}. Each interval's covariance and distribution stand in the table. The coefficient is that of a broader balance, of goods and services unless the rung names another, applied to the digital shock; intervals may run off the axis. These are correlations, not effects of a policy or a price."
        ),
        alt: format!(
            "Point estimates with intervals for the rungs of the ladder; replica {replica:.1} yen, rungs above it {least:.1} to {most:.1} yen; the quoted {} is shaded.",
            file.quoted.text
        ),
        size: (SIZE.0, 250 + 44 * u32::try_from(rungs.len() + 1).unwrap_or(10)),
        panels: vec![Panel::new(
            Axis::linear("yen per dollar").with_limits(limits.0, limits.1),
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
