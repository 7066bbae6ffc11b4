//! Bank of Japan, download of the time-series search (`nme_R031.*.csv`).
//!
//! cp932. Row 1 holds the codes with their database, `FM08'FXERM07`, row 2 the names in quotes; more rows may describe the
//! series. Dates are `YYYY/MM`; values are blank when missing and for the months of the year to come.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::Rows;
use super::wide::{self, Wide};
use super::{Input, Layout, boj_api, broken, dates};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "boj-export",
    title: "Bank of Japan, download of the time-series search (nme_*.csv)",
    recognises: |input| input.first_rows().first().is_some_and(|row| is_code_row(row.get(0))),
    read,
};

fn is_code_row(first: &str) -> bool {
    ["データコード", "系列コード"].contains(&first) || first.eq_ignore_ascii_case("data code")
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let codes = rows.get(0);
    if !is_code_row(codes.get(0)) {
        let hint = "row 1 must start with データコード";
        return Err(broken(input.path, format!("starts with `{}`, not with the codes", codes.get(0)), hint));
    }
    let body = (1..rows.len()).find(|at| date(rows.get(*at).get(0)).is_some()).unwrap_or(rows.len());
    let described: Vec<_> = (1..body).map(|at| rows.get(at)).collect();
    let line = |labels: [&str; 2], field: usize| {
        let row = described.iter().find(|row| labels.iter().any(|label| row.get(0).contains(label)));
        row.map_or("", |row| row.get(field)).to_owned()
    };
    let mut series = Vec::new();
    for (field, code) in codes.fields.iter().enumerate().skip(1).filter(|(_, code)| !code.is_empty()) {
        let plain = code.rsplit('\'').next().unwrap_or(code);
        let name = line(["系列名称", "Name"], field);
        let words = line(["単位", "Unit"], field);
        let unit = if words.is_empty() { unit_of(&name) } else { boj_api::unit(&words) };
        let draft = Draft::new(plain, "Bank of Japan").title(name).unit(unit).table(code.as_ref());
        series.push((field, collector.series(draft)));
    }
    let wide = Wide { date: 0, series, width: codes.fields.len(), parse: date };
    wide::fill(collector, rows.from(body), &wide);
    Ok(())
}

/// `2024/05`, `2024/05/07`, `2024`, and quarters as `2024/1Q`.
fn date(text: &str) -> Option<Period> {
    if let Some(rest) = text.strip_suffix('Q') {
        let (year, quarter) = rest.split_once('/')?;
        return dates::quarter(year.parse().ok()?, quarter.parse().ok()?);
    }
    dates::iso(text)
}

/// The name tells yen per dollar where there is no row of units.
fn unit_of(name: &str) -> Unit {
    let dollar = ["ドル・円", "ドル/円", "ドル／円", "Dollar/Yen"].iter().any(|pair| name.contains(pair));
    if dollar { Unit::yen_per_dollar() } else { Unit::Unknown }
}
