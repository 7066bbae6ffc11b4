//! The cash-flow current account by how much of each income is taken to stay abroad.

use fxsens_core::dataset::Dataset;
use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role, Stroke};
use fxsens_core::period::Frequency;

use super::marks::text;
use super::{SIZE, yearly};
use crate::error::StudyError;
use crate::words::{plain, signed};

/// The items with a share of their own, and the parameter of the derived series that carries it.
const ITEMS: [(&str, &str); 3] = [
    ("bop17_primary_income_di_reinvested_earnings", "reinvested earnings"),
    ("bop17_primary_income_portfolio_dividends", "portfolio dividends"),
    ("bop17_primary_income_portfolio_interest", "portfolio interest"),
];

/// One bar per item: the balance with all of it left out, and with all of it counted, the others left out.
///
/// # Errors
/// [`StudyError`] when a series is missing or ends before a whole year.
pub fn cashflow_choices(dataset: &Dataset) -> Result<Figure, StudyError> {
    let cash = yearly(dataset, "ca_cashflow_2017", Frequency::Annual)?;
    let missing = || StudyError::Data { id: "ca_cashflow_2017".into(), what: "in its charts".into() };
    let (year, lower) = cash.iter().filter(|(_, value)| !value.is_nan()).last().ok_or_else(missing)?;
    let mut items = Vec::new();
    for (id, name) in ITEMS {
        let value = yearly(dataset, id, Frequency::Annual)?.get(year).ok_or_else(missing)?;
        items.push((name, value));
    }
    items.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let all: f64 = items.iter().map(|(_, value)| value).sum();
    let upper = lower + all;
    let mut marks = vec![
        Mark::VLine { x: 0.0, role: Role::Muted, stroke: Stroke::Solid, label: String::new() },
        Mark::VLine { x: lower, role: Role::Muted, stroke: Stroke::Dashed, label: String::new() },
    ];
    let mut names: Vec<String> = Vec::new();
    let bars = items.iter().map(|(name, value)| (format!("counting all {name}"), *value));
    for (row, (name, value)) in bars.chain([("counting all three: as published".to_owned(), all)]).enumerate()
    {
        let (y, end) = (row as f64, lower + value);
        names.push(name);
        marks.push(Mark::Segments {
            x0: vec![lower],
            y0: vec![y],
            x1: vec![end],
            y1: vec![y],
            role: Role::Primary,
            width: 9.0,
            label: String::new(),
        });
        marks.push(Mark::Points {
            x: vec![end],
            y: vec![y],
            marker: Marker::Circle,
            size: 11.0,
            role: Role::Primary,
            label: String::new(),
        });
        marks.push(text(end, y, &signed(end, 1), Role::Ink, Anchor::Right));
    }
    let room = 0.15 * (upper.max(0.0) - lower.min(0.0));
    Ok(Figure {
        id: "cash-flow-choices".into(),
        title: format!(
            "The cash-flow balance of {year} was {} or {} trillion, by what is taken to stay abroad",
            plain(lower, 1),
            signed(upper, 1)
        ),
        subtitle: "Current account when one kind of income is counted as converted, JPY trillion; dashed: none of the three".into(),
        note: format!(
            "{year} is the last year in which current account and income items have one vintage (2017-10). Each share is 0 or 1 here: nothing or all of the item reaches the exchange market; neither is known. Source: Ministry of Finance, Bank of Japan."
        ),
        alt: format!("Bars from {lower:.1} trillion, the balance without reinvested earnings and portfolio income, to the balance with each of them."),
        size: (SIZE.0, 420),
        panels: vec![Panel::new(
            Axis::linear("JPY trillion").with_limits(lower.min(0.0) - room, upper.max(0.0) + room),
            Axis::category(names),
            marks,
        )],
    })
}
