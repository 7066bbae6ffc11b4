//! The specification curve: effects in rising order with their intervals, and below them the choices behind each.

use fxsens_core::figure::{Axis, Figure, Mark, Marker, Panel, Role, Stroke};

use crate::curve::axes::{AXES, AxisValue, HEADINGS};
use crate::curve::quantile::{quantile, sorted};
use crate::curve::row::{Found, Row};
use crate::curve::summary::Summary;
use crate::curve::{CurveResults, Enumeration};
use crate::file::{StudyFile, Tier};
use crate::words::{grouped, signed};

/// Most specs drawn; more would be a blur.
const DRAWN: usize = 420;
/// Tiers in drawing order.
const TIERS: [(Tier, Role, &str); 3] = [
    (Tier::C, Role::Secondary, "tier C: levels, no passed gate"),
    (Tier::B, Role::Primary, "tier B: stationary"),
    (Tier::A, Role::Tertiary, "tier A: and valuation-adjusted, lag-augmented"),
];

/// A spec at its place in the curve.
struct Drawn<'a> {
    rank: f64,
    row: &'a Row,
    found: Found,
}

/// Draws a curve. A long one is thinned to every n-th spec; the axis leaves out the outermost ends of intervals.
pub fn specification_curve(
    results: &CurveResults,
    rows: &[Row],
    enumeration: &Enumeration,
    file: &StudyFile,
    vintage: &str,
) -> Figure {
    let currency = &file.currency;
    let mut found: Vec<(&Row, Found)> =
        rows.iter().filter_map(|row| row.found().map(|found| (row, found))).collect();
    found.sort_by(|a, b| a.1.yen.total_cmp(&b.1.yen).then_with(|| a.0.id.cmp(&b.0.id)));
    let step = found.len().div_ceil(DRAWN).max(1);
    let drawn: Vec<Drawn<'_>> = found
        .iter()
        .enumerate()
        .filter(|(rank, (row, _))| rank % step == step / 2 || row.id == enumeration.replica)
        .map(|(rank, (row, found))| Drawn { rank: rank as f64, row, found: *found })
        .collect();
    let limits = limits(&drawn, results);
    let beyond = found.iter().filter(|(_, f)| f.yen < limits.0 || f.yen > limits.1).count();
    let last = found.len() as f64;
    let x = || Axis::linear("").with_limits(-0.01 * last, 1.01 * last);
    let top = Panel {
        weight: 1.0,
        ..Panel::new(
            x(),
            Axis::linear(currency.unit.clone()).with_limits(limits.0, limits.1),
            effects(&drawn, results, &currency.short, limits),
        )
    };
    let (names, dots) = dashboard(&drawn, &enumeration.values, rows);
    let height = u32::try_from(700 + 20 * names.len()).unwrap_or(1500);
    let bottom = Panel {
        weight: 0.048 * names.len() as f64,
        ..Panel::new(
            x().with_label("specifications in the order of their effect"),
            Axis::category(names),
            dots,
        )
    };
    let all = results.of(None);
    let share = |of: fn(&Summary) -> f64| all.map_or(f64::NAN, |s| 100.0 * of(s));
    let median = |tier| results.of(tier).map_or_else(|| "none".into(), |s| signed(s.median, 1));
    Figure {
        id: "specification-curve".into(),
        title: results.quoted.map_or_else(
            || {
                format!(
                    "Of {} specifications, {:.0} % are positive, {:.0} % have an interval that excludes zero",
                    grouped(found.len()),
                    share(|s| s.share_positive),
                    share(|s| s.share_excluding_zero)
                )
            },
            |[low, high]| {
                format!(
                    "Of {} specifications, {:.0} % give {low:.0} to {high:.0} {}",
                    grouped(found.len()),
                    share(|s| s.share_quoted),
                    currency.short
                )
            },
        ),
        subtitle: format!(
            "{} for {}; medians: tier A {}, tier B {}, tier C {}",
            currency.unit_first(),
            results.shock.of(&file.driver),
            median(Some(Tier::A)),
            median(Some(Tier::B)),
            median(Some(Tier::C))
        ),
        note: format!(
            "Every {step}th specification is drawn, with its {:.0} % interval; {} effects lie beyond the axis and are left out, and some intervals reach further. Diamond: the {}, a regression {}. Positive = {}. These are correlations, not effects of a policy or a price. {} failed specifications are not shown. Vintage {vintage}.",
            100.0 * results.level,
            grouped(beyond),
            currency.anchor,
            currency.kind,
            currency.rising(),
            results.n_failed
        ),
        alt: format!(
            "Effects of {} specifications in rising order with intervals, coloured by tier{}; below, which choice each specification makes.",
            found.len(),
            results
                .quoted
                .map_or_else(String::new, |[low, high]| format!(", the range {low:.0} to {high:.0} shaded"))
        ),
        size: (1120, height),
        panels: vec![top, bottom],
    }
}

/// Limits that hold most effects and the quoted range: the outermost are so far out that they would flatten the rest.
fn limits(drawn: &[Drawn<'_>], results: &CurveResults) -> (f64, f64) {
    let effects = sorted(drawn.iter().map(|d| d.found.yen));
    let (low, high) = (quantile(&effects, 0.07), quantile(&effects, 0.93));
    let room = 0.15 * (high - low);
    let [least, most] = results.quoted.unwrap_or([low, high - 1.0]);
    ((low - room).min(least), (high + room).max(most + 1.0))
}

fn effects(drawn: &[Drawn<'_>], results: &CurveResults, short: &str, (least, most): (f64, f64)) -> Vec<Mark> {
    let shaded = results.quoted.map(|[low, high]| Mark::YSpan {
        from: low,
        to: high,
        role: Role::Highlight,
        label: format!("the quoted {low:.0} to {high:.0} {short}"),
    });
    let mut marks: Vec<Mark> = shaded.into_iter().collect();
    marks.push(Mark::HLine { y: 0.0, role: Role::Ink, stroke: Stroke::Solid, label: String::new() });
    let inside = |value: f64| value.clamp(least, most);
    // A gap where the effect itself lies beyond the axis.
    let visible = |value: f64| if (least..=most).contains(&value) { value } else { f64::NAN };
    for (tier, role, label) in TIERS {
        let these: Vec<&Drawn<'_>> = drawn.iter().filter(|d| d.found.tier == tier).collect();
        if these.is_empty() {
            continue;
        }
        let x: Vec<f64> = these.iter().map(|d| d.rank).collect();
        let shown: Vec<&&Drawn<'_>> = these.iter().filter(|d| !visible(d.found.yen).is_nan()).collect();
        let at: Vec<f64> = shown.iter().map(|d| d.rank).collect();
        marks.push(Mark::Segments {
            x0: at.clone(),
            y0: shown.iter().map(|d| inside(d.found.low)).collect(),
            x1: at,
            y1: shown.iter().map(|d| inside(d.found.high)).collect(),
            role,
            width: 0.5,
            label: String::new(),
        });
        marks.push(Mark::Points {
            x,
            y: these.iter().map(|d| visible(d.found.yen)).collect(),
            marker: Marker::Circle,
            size: 4.0,
            role,
            label: label.into(),
        });
    }
    let replica = results.replica.as_ref();
    if let Some(place) = drawn.iter().find(|d| replica.is_some_and(|replica| replica.spec_id == d.row.id)) {
        marks.push(Mark::Points {
            x: vec![place.rank],
            y: vec![inside(place.found.yen)],
            marker: Marker::Diamond,
            size: 13.0,
            role: Role::Ink,
            label: format!("replica, {}", signed(place.found.yen, 1)),
        });
    }
    marks
}

/// One row of dots per value that occurs, axis by axis.
fn dashboard(
    drawn: &[Drawn<'_>],
    values: &[Vec<AxisValue>; AXES.len()],
    rows: &[Row],
) -> (Vec<String>, Vec<Mark>) {
    let mut names = Vec::new();
    let mut positions: Vec<(usize, &str, f64)> = Vec::new();
    for (axis, values) in values.iter().enumerate() {
        let occurring = values.iter().filter(|value| rows.iter().any(|row| row.value(axis) == value.id));
        for (i, value) in occurring.enumerate() {
            positions.push((axis, &value.id, names.len() as f64));
            names.push(if i == 0 {
                format!("{}: {}", HEADINGS[axis], value.label)
            } else {
                value.label.clone()
            });
        }
    }
    let marks = TIERS.iter().map(|(tier, role, _)| {
        let (mut x, mut y) = (Vec::new(), Vec::new());
        for place in drawn.iter().filter(|d| d.found.tier == *tier) {
            for (axis, id, position) in &positions {
                if place.row.value(*axis) == *id {
                    x.push(place.rank);
                    y.push(*position);
                }
            }
        }
        Mark::Points { x, y, marker: Marker::Square, size: 2.4, role: *role, label: String::new() }
    });
    (names, marks.collect())
}
