//! Goods and services balances since 1996, with the years of a goods surplus marked.

use fxsens_core::dataset::Dataset;
use fxsens_core::figure::{Axis, Figure, Mark, Panel, Role, Stroke};
use fxsens_core::period::Frequency;

use super::marks::{bars, line};
use super::{SIZE, points_from, yearly};
use crate::error::StudyError;
use crate::words::plain;

/// Stacked bars by calendar year with the running 12-month balance as a line.
///
/// # Errors
/// [`StudyError`] when a series is missing.
pub fn goods_services(dataset: &Dataset, vintage: &str) -> Result<Figure, StudyError> {
    let goods = yearly(dataset, "bop_goods", Frequency::Annual)?;
    let services = yearly(dataset, "bop_services", Frequency::Annual)?;
    let (x, goods) = complete(points_from(&goods, 1996.0));
    let (_, services) = complete(points_from(&services, 1996.0));
    let missing = || StudyError::Data { id: "bop_goods_services_12m".into(), what: "in its charts".into() };
    let sums = dataset.get("bop_goods_services_12m").ok_or_else(missing)?;
    let running = points_from(sums, 1996.9);
    let last = sums.last();

    let mut marks: Vec<Mark> = runs(&x, |i| goods[i] > 0.0)
        .into_iter()
        .enumerate()
        .map(|(i, (from, to))| Mark::XSpan {
            from,
            to,
            role: Role::Muted,
            label: if i == 0 { "years with a goods surplus".into() } else { String::new() },
        })
        .collect();
    // Bars of one sign pile up on each other; a services bar starts where a goods deficit ends.
    let base: Vec<f64> = goods.iter().map(|value| value.min(0.0)).collect();
    let stacked: Vec<f64> = services.iter().zip(&base).map(|(value, base)| value + base).collect();
    marks.push(bars((x.clone(), goods.clone()), 0.72, Role::Primary, "goods"));
    marks.push(Mark::Bars {
        x: x.clone(),
        y: stacked,
        base,
        width: 0.72,
        role: Role::Quaternary,
        light: false,
        label: "services".into(),
        value_decimals: None,
    });
    marks.push(line(running.clone(), Role::Ink, Stroke::Solid, "goods and services, last 12 months"));
    let surplus = goods.iter().filter(|value| **value > 0.0).count();
    let latest = running.1.last().copied().unwrap_or(f64::NAN);
    Ok(Figure {
        id: "goods-services-balance".into(),
        title: format!("Goods were in surplus in {surplus} of {} years since 1996", goods.len()),
        subtitle: "Goods and services balances by calendar year and over the last 12 months, JPY trillion".into(),
        note: format!(
            "Source: Ministry of Finance and Bank of Japan, balance of payments (BPM6), calendar years 1996–2025; the line runs to {last} ({} trillion). Vintage: 1996–2014 unrevised since 2017-10, from 2015 {vintage}.",
            plain(latest, 1),
        ),
        alt: "Stacked bars of Japan's goods and services balances from 1996 to 2025 with the twelve-month net balance as a line; years with a goods surplus are shaded.".into(),
        size: SIZE,
        panels: vec![Panel::new(Axis::time(), Axis::linear("JPY trillion"), marks)],
    })
}

/// Drops years that are not complete.
fn complete(points: (Vec<f64>, Vec<f64>)) -> (Vec<f64>, Vec<f64>) {
    points.0.into_iter().zip(points.1).filter(|(_, value)| value.is_finite()).unzip()
}

/// Edges of runs of consecutive years for which `inside` holds, half a year beyond their middles.
fn runs(x: &[f64], inside: impl Fn(usize) -> bool) -> Vec<(f64, f64)> {
    let mut runs: Vec<(f64, f64)> = Vec::new();
    for (i, middle) in x.iter().enumerate().filter(|(i, _)| inside(*i)) {
        match runs.last_mut() {
            Some((_, to)) if i > 0 && inside(i - 1) => *to = middle + 0.5,
            _ => runs.push((middle - 0.5, middle + 0.5)),
        }
    }
    runs
}
