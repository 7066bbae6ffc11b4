//! Ministry of Finance, yields of Japanese government bonds by day (`jgbcm*.csv`, `jgbcme*.csv`).
//!
//! Japanese: cp932, line 1 a title with the unit, line 2 `基準日` and the maturities, dates by era (`S49.9.24`, `H31.4.26`,
//! `R1.5.7`). English: line 2 `Date,1Y,…`, dates `1974/9/24`. Missing is `-` in both.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::{Row, Rows};
use super::wide::{self, Wide};
use super::{Input, Layout, broken, dates};
use crate::error::IngestError;

pub(super) const JAPANESE: Layout = Layout {
    name: "mof-jgb",
    title: "Ministry of Finance, bond yields by day, Japanese (jgbcm*.csv)",
    recognises: |input| header(&input.first_rows(), "基準日").is_some(),
    read: |input, collector| read(input, collector, "基準日", dates::era_day),
};

pub(super) const ENGLISH: Layout = Layout {
    name: "mof-jgb-en",
    title: "Ministry of Finance, bond yields by day, English (jgbcme*.csv)",
    recognises: |input| header(&input.first_rows(), "Date").is_some(),
    read: |input, collector| read(input, collector, "Date", slashed),
};

fn slashed(text: &str) -> Option<Period> {
    dates::iso(text).filter(|day| day.frequency() == fxsens_core::period::Frequency::Daily)
}

/// The row of maturities: the first field is the label, all others are years.
fn header(rows: &[Row], label: &str) -> Option<usize> {
    let matches = |row: &Row| row.get(0) == label && years(row.get(1)).is_some();
    rows.iter().take(4).position(matches)
}

fn years(text: &str) -> Option<u8> {
    text.strip_suffix('年').or_else(|| text.strip_suffix('Y'))?.trim().parse().ok()
}

fn read(
    input: &Input,
    collector: &mut Collector,
    label: &str,
    parse: fn(&str) -> Option<Period>,
) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let top: Vec<Row> = rows.from(0).take(4).collect();
    let at = header(&top, label).ok_or_else(|| {
        broken(
            input.path,
            format!("has no row `{label}` with maturities among its first four"),
            "leave --layout out: the layout is recognised",
        )
    })?;
    let maturities = &top[at];
    let mut series = Vec::new();
    for (field, text) in maturities.fields.iter().enumerate().skip(1) {
        if let Some(years) = years(text) {
            let draft = Draft::new(format!("jgb_{years}y"), "Ministry of Finance, Japan")
                .title(format!("{years}-year yield of Japanese government bonds"))
                .unit(Unit::PercentPerAnnum)
                .table(format!("{}, {text}", input.name()));
            series.push((field, collector.series(draft)));
        }
    }
    let wide = Wide { date: 0, series, width: maturities.fields.len(), parse };
    wide::fill(collector, rows.from(at + 1), &wide);
    Ok(())
}
