//! The valuation split as a table.

use fxsens_core::table::{Cell, Column, Table};

use super::valuation::{Valuation, ValuationStep};
use crate::words::plain;

/// The valuation split, one row per share and step.
pub fn table(splits: &[Valuation], payments_ratio: f64) -> Table {
    let mut rows = Vec::new();
    for split in splits {
        for step in split.steps.iter().chain([&split.total]) {
            rows.push(vec![
                Cell::number(split.theta, 1),
                Cell::text(step.from.to_string()),
                Cell::text(step.to.to_string()),
                Cell::number(step.change, 3),
                Cell::number(step.exchange_rate, 3),
                Cell::number(step.volume, 3),
                share(step),
            ]);
        }
    }
    Table {
        id: "valuation".into(),
        title: "Growth of the digital deficit: exchange rate and volume".into(),
        columns: vec![
            Column::number("Theta", ""),
            Column::text("From"),
            Column::text("To"),
            Column::number("Change", "JPY trillion"),
            Column::number("Exchange rate", "JPY trillion"),
            Column::number("Volume", "JPY trillion"),
            Column::number("Exchange-rate share", "%"),
        ],
        rows,
        notes: vec![
            "Theta: share of payments invoiced in dollars. With Q = theta x payments / rate, exchange-rate part = mean(Q) x change of the rate over each step, volume part = the rest (dollar volume, yen payments, receipts); the two add up to the change exactly. No share is given where the parts have opposite signs. The last row of each theta is the sum of its steps.".into(),
            format!("Payments are published for 2023 only: {} times the deficit, taken to hold in every year. No full-definition figure was found for 2015 to 2021, so 2014 to 2022 is one step. Yearly mean exchange rates; vintages differ between years.", plain(payments_ratio, 2)),
        ],
    }
}

/// The part of the exchange rate in per cent; nothing when it exceeds the change or has the other sign.
fn share(step: &ValuationStep) -> Cell {
    let share = 100.0 * step.exchange_rate / step.change;
    if (0.0..=100.0).contains(&share) { Cell::number(share, 0) } else { Cell::Empty }
}
