//! M0 as a chart: what elasticities from elsewhere imply, without any regression.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Marker, Panel, Role};

use super::SIZE;
use super::marks::{quoted_column, text};
use crate::calibration::{Calibration, Economy};
use crate::file::StudyFile;
use crate::words::plain;

/// Ranges by calibration with the quoted range marked.
pub fn calibrations(calibrations: &[Calibration], file: &StudyFile, economy: Economy) -> Figure {
    let names: Vec<String> = calibrations.iter().map(|c| c.label.clone()).collect();
    let rows: Vec<f64> = (0..calibrations.len()).map(|i| i as f64).collect();
    let low: Vec<f64> = calibrations.iter().map(|c| c.low).collect();
    let high: Vec<f64> = calibrations.iter().map(|c| c.high).collect();
    let smallest = low.iter().copied().fold(f64::INFINITY, f64::min);
    let largest = high.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let (currency, driver) = (&file.currency, &file.driver);
    let quoted = file.quoted.as_ref();
    let mut marks: Vec<Mark> =
        quoted_column(quoted.map(|q| [q.low, q.high]), &currency.short).into_iter().collect();
    marks.push(Mark::Segments {
        x0: low.clone(),
        y0: rows.clone(),
        x1: high.clone(),
        y1: rows.clone(),
        role: Role::Primary,
        width: 6.0,
        label: String::new(),
    });
    for ends in [&low, &high] {
        marks.push(Mark::Points {
            x: ends.clone(),
            y: rows.clone(),
            marker: Marker::Circle,
            size: 10.0,
            role: Role::Primary,
            label: String::new(),
        });
    }
    for (row, c) in rows.iter().zip(calibrations) {
        let words = if (c.high - c.low).abs() < 0.05 {
            plain(c.high, 1)
        } else {
            format!("{} to {}", plain(c.low, 1), plain(c.high, 1))
        };
        marks.push(text(c.high, *row, &words, Role::Ink, Anchor::Right));
    }
    Figure {
        id: "calibrations".into(),
        title: format!("Between {smallest:.0} and {largest:.0} {} without any regression", currency.short),
        subtitle: format!(
            "Effect of a {}, {}, positive = {}",
            driver.changed(economy.deficit, 2),
            currency.unit,
            currency.rising()
        ),
        note: format!(
            "Base {:.2} {}{}. The elasticities come from one-off stocks, recurring flows and baskets of currencies; they bracket an order of magnitude and test nothing. Sources in the table of calibrations.",
            file.base.exchange_rate,
            currency.unit,
            if economy.gdp.is_nan() {
                String::new()
            } else {
                format!(", GDP of {:.0} trillion in the vintage of the data", economy.gdp)
            }
        ),
        alt: format!(
            "Ranges of {} calibrations between {smallest:.1} and {largest:.1} {}{}.",
            calibrations.len(),
            currency.unit,
            quoted.map_or_else(String::new, |quoted| format!("; the quoted {} is shaded", quoted.text))
        ),
        size: (SIZE.0, 460),
        panels: vec![Panel::new(
            Axis::linear(currency.unit.clone()).with_limits(0.0, (largest + 1.5).ceil()),
            Axis::category(names),
            marks,
        )],
    }
}
