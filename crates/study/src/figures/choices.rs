//! The tornado of choices: how far the median effect moves when one choice changes.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role, Stroke};

use super::marks::{quoted_column, text};
use crate::curve::CurveResults;
use crate::curve::quantile::sorted;
use crate::curve::spread::{AxisSpread, ValueSpread};
use crate::file::{StudyFile, Tier};
use crate::words::signed;

/// Group medians by choice, the most important choice first: all specs above, tier A below.
pub fn choices(results: &CurveResults, file: &StudyFile) -> Figure {
    let groups = [(None, "All specifications"), (Some(Tier::A), "Tier A only")];
    let panels: Vec<Panel> =
        groups.iter().filter_map(|(tier, title)| panel(results, file, *tier, title)).collect();
    let widest = results
        .choices
        .iter()
        .filter(|spread| spread.tier.is_none())
        .max_by(|a, b| a.range.total_cmp(&b.range));
    let title = widest.map_or_else(
        || "No choice moves the effect".into(),
        |w| {
            let medians = sorted(w.values.iter().map(|value| value.median));
            let ends = medians.first().zip(medians.last()).unwrap_or((&f64::NAN, &f64::NAN));
            format!(
                "{} decides most: medians from {} to {}",
                w.heading,
                signed(*ends.0, 1),
                file.currency.signed(*ends.1, 1)
            )
        },
    );
    let height =
        170 + 44 * results.choices.iter().filter(|s| s.tier.is_none() || s.tier == Some(Tier::A)).count();
    Figure {
        id: "curve-choices".into(),
        title,
        subtitle: format!(
            "Median effect of all specifications that share one value of a choice, {}",
            file.currency.unit
        ),
        note: format!(
            "Groups differ in more than the choice named, because not all values meet. Where a flow has never moved by as much as the shock, its effects are extrapolations. Bars that end without a dot run off the axis. Positive = {}. These are correlations, not effects of a policy or a price.",
            file.currency.rising()
        ),
        alt: "For every choice, the range of median effects over its values, longest range on top.".into(),
        size: (960, u32::try_from(height).unwrap_or(900)),
        panels,
    }
}

fn panel(results: &CurveResults, file: &StudyFile, tier: Option<Tier>, title: &str) -> Option<Panel> {
    let mut spreads: Vec<&AxisSpread> = results.choices.iter().filter(|s| s.tier == tier).collect();
    spreads.sort_by(|a, b| b.range.total_cmp(&a.range));
    let median = results.of(tier)?.median;
    let [low, high] = results.quoted.unwrap_or([median, median]);
    // The longest bars may run off the axis; their ends are named with their values.
    let longest: Vec<f64> = spreads.iter().map(|s| s.range).collect();
    let reach = 1.5 * longest.get(1).or(longest.first()).copied().unwrap_or(1.0).max(high - low);
    let limits = (median.min(low) - 1.6 * reach, median.max(high) + 1.6 * reach);
    let mut marks: Vec<Mark> = quoted_column(results.quoted, &file.currency.short).into_iter().collect();
    marks.push(Mark::VLine { x: median, role: Role::Muted, stroke: Stroke::Dashed, label: String::new() });
    let mut names = Vec::new();
    for (row, spread) in spreads.iter().enumerate() {
        names.push(spread.heading.clone());
        marks.extend(bar(spread, row as f64, (limits.0 + 0.55 * reach, limits.1 - 0.55 * reach)));
    }
    if names.is_empty() {
        return None;
    }
    Some(Panel {
        title: format!("{title}: median {} (dashed)", signed(median, 1)),
        weight: names.len() as f64 + 1.5,
        ..Panel::new(
            Axis::linear(file.currency.unit.clone()).with_limits(limits.0, limits.1),
            Axis::category(names),
            marks,
        )
    })
}

/// A bar from the smallest to the largest median, a dot per value, the outermost values named. Medians outside the limits are
/// no dots; the bar ends there.
fn bar(spread: &AxisSpread, row: f64, (least, most): (f64, f64)) -> Vec<Mark> {
    let mut values: Vec<_> = spread.values.iter().collect();
    values.sort_by(|a, b| a.median.total_cmp(&b.median));
    let (Some(first), Some(last)) = (values.first(), values.last()) else { return Vec::new() };
    let inside = |value: f64| value.clamp(least, most);
    let name = |value: &ValueSpread| format!("{} {}", value.label, signed(value.median, 1));
    let visible = values.iter().map(|value| value.median).filter(|m| (least..=most).contains(m));
    let dots: Vec<f64> = visible.collect();
    vec![
        Mark::Segments {
            x0: vec![inside(first.median)],
            y0: vec![row],
            x1: vec![inside(last.median)],
            y1: vec![row],
            role: Role::Primary,
            width: 5.0,
            label: String::new(),
        },
        Mark::Points {
            y: vec![row; dots.len()],
            x: dots,
            marker: Marker::Circle,
            size: 8.0,
            role: Role::Primary,
            label: String::new(),
        },
        text(inside(first.median), row, &name(first), Role::Ink, Anchor::Left),
        text(inside(last.median), row, &name(last), Role::Ink, Anchor::Right),
    ]
}
