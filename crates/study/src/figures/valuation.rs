//! The growth of the deficit as stacked bars: exchange rate and volume, one panel per share in dollars.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Panel, Role, Stroke};

use super::marks::{bars, text};
use crate::scenario::valuation::{Valuation, ValuationStep};
use crate::words::{plain, signed};

/// Stacked bars by step. `None` without a split.
pub fn valuation(splits: &[Valuation]) -> Option<Figure> {
    let last = splits.last()?;
    let share = 100.0 * last.total.exchange_rate / last.total.change;
    let range = limits(splits);
    Some(Figure {
        id: "valuation".into(),
        title: format!(
            "The exchange rate accounts for 0 to {share:.0} % of the deficit's growth since {}, by invoicing",
            last.total.from
        ),
        subtitle: "Change of the published digital deficit between published years, JPY trillion; number = whole change".into(),
        note: "Exact split at midpoints: theta is the share of payments invoiced in dollars; the volume part is the rest. Payments are published for 2023 only and taken as the same multiple of the deficit in every year. 2014–2022 is one step: no full-definition figure was found in between. Vintages differ between years.".into(),
        alt: format!("Stacked bars of the change of the deficit in an exchange-rate part and a volume part for three shares in dollars; in total {} trillion.", signed(last.total.change, 2)),
        size: (960, 260 + 190 * splits.len() as u32),
        panels: splits.iter().enumerate().map(|(i, split)| panel(split, range, i == 0)).collect(),
    })
}

fn panel(split: &Valuation, (low, high): (f64, f64), legend: bool) -> Panel {
    let label = |text: &str| if legend { text.to_owned() } else { String::new() };
    let shown: Vec<&ValuationStep> = split.steps.iter().chain([&split.total]).collect();
    let names = shown.iter().enumerate().map(|(i, step)| {
        let whole = if i == split.steps.len() { "all: " } else { "" };
        format!("{whole}{}–{}", step.from, step.to)
    });
    let x: Vec<f64> = (0..shown.len()).map(|i| i as f64).collect();
    let rate: Vec<f64> = shown.iter().map(|step| step.exchange_rate).collect();
    let (base, y): (Vec<f64>, Vec<f64>) = shown.iter().map(|step| stacked(step)).unzip();
    let tops: Vec<f64> = y.iter().zip(&rate).map(|(y, rate)| y.max(*rate).max(0.0)).collect();
    let mut marks = vec![
        bars((x.clone(), rate), 0.6, Role::Secondary, &label("exchange rate")),
        Mark::Bars {
            x: x.clone(),
            y,
            base,
            width: 0.6,
            role: Role::Primary,
            light: false,
            label: label("volume"),
            value_decimals: None,
        },
        Mark::HLine { y: 0.0, role: Role::Ink, stroke: Stroke::Solid, label: String::new() },
    ];
    marks.extend(
        x.iter()
            .zip(&tops)
            .zip(&shown)
            .map(|((x, top), step)| text(*x, *top, &signed(step.change, 2), Role::Ink, Anchor::Above)),
    );
    let mut panel =
        Panel::new(Axis::category(names), Axis::linear("JPY trillion").with_limits(low, high), marks);
    panel.title = format!(
        "{} of payments in dollars: {} of the growth is the exchange rate",
        percent(split.theta),
        percent(split.total.exchange_rate / split.total.change)
    );
    panel
}

/// Where the volume bar starts and ends: on top of a bar of its own sign, else at zero.
fn stacked(step: &ValuationStep) -> (f64, f64) {
    let base = if step.exchange_rate * step.volume > 0.0 { step.exchange_rate } else { 0.0 };
    (base, base + step.volume)
}

fn percent(share: f64) -> String {
    format!("{} %", plain(100.0 * share, 0))
}

/// The same limits in every panel, so that bars can be compared.
fn limits(splits: &[Valuation]) -> (f64, f64) {
    let ends = splits
        .iter()
        .flat_map(|split| split.steps.iter().chain([&split.total]))
        .flat_map(|step| [step.exchange_rate, stacked(step).1]);
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), end| (low.min(end), high.max(end)));
    (low - 0.03 * (high - low), high + 0.18 * (high - low))
}
