//! Figures from the builders and a document around them.

use fxsens_core::document::{Block, Document, Highlight, Section};
use fxsens_core::figure::{Figure, Role};
use fxsens_core::period::{Frequency, Period};
use fxsens_core::table::{Cell, Column, Table};
use fxsens_report::ReportError;
use fxsens_report::charts::{
    Caption, CoefficientBand, CoefficientRow, LineSeries, coefficient_plot, placebo_histogram, series_lines,
};

use crate::figures::{NOTE, wobble};

/// The charts that the builders make.
pub(crate) fn built() -> Result<Vec<Figure>, ReportError> {
    let draws: Vec<f64> = (0..5000).map(|k| 1.4 * wobble(k, 0.2) + 0.9 * wobble(k * 13, 1.0) + 0.4).collect();
    let row = |label: &str, estimate: f64, half: f64, group: &str, role| CoefficientRow {
        label: label.into(),
        estimate,
        interval: (estimate - half, estimate + half),
        group: group.into(),
        role,
    };
    let rows = [
        row("Levels, Newey–West with 13 lags", 5.5, 0.9, "Replica", Role::Highlight),
        row("Levels with a trend", 2.1, 1.6, "Correlation", Role::Muted),
        row("First differences", 0.4, 1.2, "Correlation", Role::Muted),
        row("Instrument: software prices abroad", -0.9, 4.2, "Causal design", Role::Primary),
        row("Sign restrictions", 0.6, 1.9, "Causal design", Role::Primary),
    ];
    let band = CoefficientBand { low: 5.0, high: 6.0, label: "The claim: 5 to 6".into() };
    let months: Vec<Period> = (0..48).map(|k| Period::from_ordinal(Frequency::Monthly, 24_252 + k)).collect();
    let short = |label: &str, seed: f64| LineSeries {
        label: label.into(),
        periods: months[..36].to_vec(),
        values: (0..36).map(|k| 100.0 + 4.0 * wobble(k / 2, seed)).collect(),
    };
    let gappy = LineSeries {
        label: "A third series with a rather long name".into(),
        periods: months[..36]
            .iter()
            .enumerate()
            .filter(|(k, _)| !(14..17).contains(k))
            .map(|(_, p)| *p)
            .collect(),
        values: (0..33).map(|k| 96.0 + 0.2 * f64::from(k)).collect(),
    };
    let caption = |id: &str, title: &str| Caption::new(id, title, "Built by report::charts").with_note(NOTE);
    Ok(vec![
        coefficient_plot(
            &caption("built-coefficients", "Causal designs stay below the claim"),
            "JPY per USD, per JPY trillion",
            &rows,
            Some(&band),
        )?,
        placebo_histogram(
            &caption("built-histogram", "The replica is large, but placebos reach it"),
            "JPY per USD",
            &draws,
            5.5,
            "Replica: 5.5",
        )?,
        series_lines(
            &caption("built-series", "Three series part ways over three years"),
            "Index",
            &[short("First", 0.3), short("Second", 1.9), gappy],
        )?,
    ])
}

/// All blocks of a report around the figures.
pub(crate) fn document(figures: Vec<Figure>) -> Document {
    let highlight = |label: &str, value: &str, detail: &str| Highlight {
        label: label.into(),
        value: value.into(),
        detail: detail.into(),
    };
    let table = Table {
        id: "estimates".into(),
        title: "Estimates and their intervals (synthetic)".into(),
        columns: vec![
            Column::text("Method"),
            Column::number("Estimate", "JPY per USD, per JPY trillion"),
            Column::number("Std. error", ""),
            Column::number("p", ""),
            Column::number("95% low", ""),
            Column::number("95% high", ""),
            Column::text("Covariance"),
        ],
        rows: (0..4)
            .map(|k| {
                let e = 5.536 - 1.9 * f64::from(k);
                vec![
                    Cell::text(["Levels", "Differences", "Local projection", "Instrument"][k as usize]),
                    Cell::number(e, 2),
                    Cell::number(0.75, 2),
                    Cell::number(10f64.powi(-12 + 4 * k), 3),
                    Cell::number(e - 1.5, 2),
                    Cell::number(e + 1.5, 2),
                    Cell::text("hac (bartlett, 13 lags)"),
                ]
            })
            .collect(),
        notes: vec!["Synthetic numbers.".into()],
    };
    let mut blocks = vec![Block::Paragraph {
        text: "A paragraph before the charts, to see how text and charts sit together.".into(),
    }];
    blocks.extend(figures.into_iter().map(Block::Figure));
    blocks.push(Block::Table(table));
    blocks.push(Block::Details {
        summary: "Method".into(),
        text: "The first paragraph.\n\nThe second one.".into(),
    });
    Document {
        title: "How far does the yen move when the digital deficit grows?".into(),
        subtitle: "Synthetic gallery; nothing here is a result".into(),
        verdict: vec!["The verdict stands first, in one or two sentences that a reader can repeat.".into()],
        highlights: vec![
            highlight("Replica", "5.5 yen", "per trillion yen, levels, 1996–2023"),
            highlight("Causal designs", "−0.9 to 2.4 yen", "90% intervals include zero"),
            highlight("Placebo", "7%", "of random walks do as well"),
        ],
        sections: vec![Section { title: "All charts".into(), blocks }],
        colophon: vec!["fxsens gallery".into()],
    }
}
