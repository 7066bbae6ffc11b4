//! M8 as a chart: the replica's coefficient in five-year windows and as a random walk.

use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};

use super::SIZE;
use super::marks::line;
use crate::file::StudyFile;
use crate::shock::Shock;
use crate::stability::{Dated, Stability};
use crate::words::plain;

/// Two panels: windows of levels, the wandering coefficient of changes; the shock's dates marked.
pub fn stability(found: &Stability, file: &StudyFile, shock: &Shock) -> Figure {
    let yen: Vec<f64> = found.rolling.iter().map(|dated| dated.yen).collect();
    let least = yen.iter().copied().fold(f64::INFINITY, f64::min);
    let most = yen.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let p = found
        .break_test
        .p_value
        .map_or_else(String::new, |p| if p < 0.001 { ", p < 0.001".into() } else { format!(", p = {p:.3}") });
    let pile_up = if found.pile_up {
        " The variance of the random walk is estimated as zero: its likelihood piles up there often, so this is no evidence of stability."
    } else {
        ""
    };
    Figure {
        id: "stability".into(),
        title: format!(
            "The {}'s effect has been anything from {} to {} in windows of {} months",
            file.currency.anchor,
            plain(least, 0),
            file.currency.plain(most, 0),
            found.window
        ),
        subtitle: format!(
            "Effect of {} in {} by the last month of the window, with 95 % intervals",
            shock.of(&file.driver),
            file.currency.unit
        ),
        note: format!(
            "Windows of {} months, overlapping: a smooth path is no finding.{} sup-F test of one unknown break in the level regression: {:.0}{p}; its law supposes stationary data, which levels are not.{pile_up} Positive = {}. Source: {}.",
            found.window,
            file.quoted
                .as_ref()
                .map_or_else(String::new, |quoted| format!(" Shaded: the quoted {}.", quoted.text)),
            found.break_test.statistic,
            file.currency.rising(),
            file.currency.source
        ),
        alt: format!(
            "Two paths over time: the effect in rolling windows between {least:.0} and {most:.0} {}, and the wandering coefficient of monthly changes.",
            file.currency.short
        ),
        size: (SIZE.0, 680),
        panels: vec![
            panel(&found.rolling, Role::Primary, "Levels, window by window", 1.4, file, shock),
            panel(
                &found.wandering,
                Role::Tertiary,
                "Monthly changes, coefficient as a random walk",
                1.0,
                file,
                shock,
            ),
        ],
    }
}

fn panel(path: &[Dated], role: Role, title: &str, weight: f64, file: &StudyFile, shock: &Shock) -> Panel {
    let x: Vec<f64> = path.iter().map(|dated| dated.period.decimal_year()).collect();
    let of = |end: fn(&Dated) -> Option<f64>| path.iter().map(|d| end(d).unwrap_or(f64::NAN)).collect();
    let boundary = |period: fxsens_core::period::Period, label: &str| Mark::VLine {
        x: period.decimal_year(),
        role: Role::Muted,
        stroke: Stroke::Dotted,
        label: label.into(),
    };
    let shaded = file.quoted.as_ref().map(|quoted| Mark::YSpan {
        from: quoted.low,
        to: quoted.high,
        role: Role::Highlight,
        label: String::new(),
    });
    let marks = [
        Mark::Band { x: x.clone(), low: of(|d| d.low), high: of(|d| d.high), role, label: String::new() },
        Mark::HLine { y: 0.0, role: Role::Muted, stroke: Stroke::Solid, label: String::new() },
        boundary(shock.first, &shock.first.to_string()),
        boundary(shock.last, ""),
        line((x, path.iter().map(|dated| dated.yen).collect()), role, Stroke::Solid, ""),
    ];
    let marks = shaded.into_iter().chain(marks).collect();
    let axis = Axis::linear(file.currency.unit.clone());
    Panel { title: title.into(), weight, ..Panel::new(Axis::time(), axis, marks) }
}
