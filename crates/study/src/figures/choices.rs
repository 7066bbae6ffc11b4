//! The tornado of choices: how far the median effect moves when one choice changes.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role, Stroke};

use super::marks::{quoted_column, text};
use crate::curve::CurveResults;
use crate::curve::spread::AxisSpread;
use crate::file::Tier;
use crate::words::signed;

/// Group medians by choice, the most important choice first: all specs above, tier A below.
pub fn choices(results: &CurveResults) -> Figure {
    let groups = [(None, "All specifications"), (Some(Tier::A), "Tier A only")];
    let panels: Vec<Panel> = groups.iter().filter_map(|(tier, title)| panel(results, *tier, title)).collect();
    let widest = results
        .choices
        .iter()
        .filter(|spread| spread.tier.is_none())
        .max_by(|a, b| a.range.total_cmp(&b.range));
    let title = widest.map_or_else(
        || "No choice moves the effect".into(),
        |w| format!("The {} moves the median by {:.1} yen", w.heading.to_lowercase(), w.range),
    );
    let height =
        170 + 44 * results.choices.iter().filter(|s| s.tier.is_none() || s.tier == Some(Tier::A)).count();
    Figure {
        id: "curve-choices".into(),
        title,
        subtitle: "Median effect of all specifications that share one value of a choice, yen per dollar".into(),
        note: "Groups differ in more than the choice named, because not all values meet. Positive = weaker yen. These are correlations, not effects of a policy or a price.".into(),
        alt: "For every choice, the range of median effects over its values, longest range on top.".into(),
        size: (960, u32::try_from(height).unwrap_or(900)),
        panels,
    }
}

fn panel(results: &CurveResults, tier: Option<Tier>, title: &str) -> Option<Panel> {
    let mut spreads: Vec<&AxisSpread> = results.choices.iter().filter(|s| s.tier == tier).collect();
    spreads.sort_by(|a, b| b.range.total_cmp(&a.range));
    let median = results.of(tier)?.median;
    let [low, high] = results.quoted;
    let medians = || spreads.iter().flat_map(|s| s.values.iter().map(|v| v.median));
    let (least, most) = (medians().fold(median, f64::min), medians().fold(median, f64::max));
    let room = 0.55 * (most - least).max(1.0);
    let mut marks = vec![quoted_column(low, high)];
    marks.push(Mark::VLine {
        x: median,
        role: Role::Muted,
        stroke: Stroke::Dashed,
        label: format!("median {}", signed(median, 1)),
    });
    let mut names = Vec::new();
    for (row, spread) in spreads.iter().enumerate() {
        names.push(spread.heading.clone());
        marks.extend(bar(spread, row as f64));
    }
    if names.is_empty() {
        return None;
    }
    Some(Panel {
        title: title.into(),
        weight: names.len() as f64 + 1.5,
        ..Panel::new(
            Axis::linear("yen per dollar").with_limits(least - room, (most + room).max(high + 0.5)),
            Axis::category(names),
            marks,
        )
    })
}

/// A bar from the smallest to the largest median, a dot per value, the outermost values named.
fn bar(spread: &AxisSpread, row: f64) -> Vec<Mark> {
    let mut values: Vec<_> = spread.values.iter().collect();
    values.sort_by(|a, b| a.median.total_cmp(&b.median));
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
    vec![
        Mark::Segments {
            x0: vec![first.median],
            y0: vec![row],
            x1: vec![last.median],
            y1: vec![row],
            role: Role::Primary,
            width: 5.0,
            label: String::new(),
        },
        Mark::Points {
            x: values.iter().map(|value| value.median).collect(),
            y: vec![row; values.len()],
            marker: Marker::Circle,
            size: 8.0,
            role: Role::Primary,
            label: String::new(),
        },
        text(first.median, row, &format!("{}  ", first.label), Role::Ink, Anchor::Left),
        text(last.median, row, &format!("  {}", last.label), Role::Ink, Anchor::Right),
    ]
}
