//! Japan Customs, trade by commodity (`d61ca`, `d61ma` and their sisters).
//!
//! cp932. Seven rows of header; column 0 holds the year (or `1988/01`), column 1 the value of all goods, then pairs of
//! quantity and value. Names and codes stand above the quantity only and hold for the value beside it; groups have codes
//! in quotes, `'0'+'1'`.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::{Row, Rows};
use super::wide::{self, Wide};
use super::{Input, Layout, broken, dates};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "customs",
    title: "Japan Customs, trade by commodity (d61*.csv)",
    recognises: |input| input.head().contains("概況品コード"),
    read,
};

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let start = (0..rows.len()).find(|at| date(rows.get(*at).get(0)).is_some()).unwrap_or(rows.len());
    let above: Vec<Row> = (0..start).map(|at| rows.get(at)).collect();
    let find = |words: &[&str]| {
        above.iter().find(|row| row.fields.iter().any(|field| words.iter().any(|word| field.contains(word))))
    };
    let missing = |what: &str| broken(input.path, format!("has no row `{what}` above the figures"), "");
    let codes = find(&["概況品コード"]).ok_or_else(|| missing("概況品コード"))?;
    let measures = find(&["数量"]).ok_or_else(|| missing("金額/数量"))?;
    let names = find(&["概況品名"]);
    let units = above
        .iter()
        .rfind(|row| row.fields.iter().any(|field| field.contains("千円") || field.contains("単位")));
    let width = measures.fields.len();
    let (mut code, mut name) = (String::new(), String::new());
    let mut series = Vec::new();
    for field in 1..width {
        let measure = measures.get(field);
        let kind = if measure.contains("数量") { "quantity" } else { "value" };
        if measure.is_empty() {
            continue;
        }
        let own = codes.get(field);
        if own.bytes().any(|byte| byte.is_ascii_digit()) {
            own.clone_into(&mut code);
            names.map_or("", |row| row.get(field)).clone_into(&mut name);
        }
        let id = match plain(&code).as_str() {
            "" | "0_to_9" => format!("total_{kind}"),
            code => format!("c{code}_{kind}"),
        };
        let draft = Draft::new(id, "Japan Customs")
            .title(format!("{name} {measure}").trim().to_owned())
            .unit(unit(units.map_or("", |row| row.get(field))))
            .adjustment("NSA")
            .table(format!("{}, column {}", input.name(), field + 1));
        series.push((field, collector.series(draft)));
    }
    let wide = Wide { date: 0, series, width, parse: date };
    wide::fill(collector, rows.from(start), &wide);
    Ok(())
}

/// A code for an id: `'0'+'1'` is `0_plus_1`, `'0'～'9'`, all goods, is `0_to_9`.
fn plain(code: &str) -> String {
    dates::narrow(code)
        .replace('\'', "")
        .replace('+', "_plus_")
        .replace(['~', '\u{301C}'], "_to_")
        .trim()
        .to_owned()
}

/// `1988` or `1988/01`.
fn date(text: &str) -> Option<Period> {
    text.starts_with(|c: char| c.is_ascii_digit()).then(|| dates::iso(text)).flatten()
}

/// `(千円)` is thousands of yen, `(単位：KL)` is KL.
fn unit(text: &str) -> Unit {
    let narrow = dates::narrow(text);
    let inner =
        narrow.trim().trim_matches(['(', ')']).trim_start_matches("単位").trim_start_matches(':').trim();
    match inner {
        "" => Unit::Unknown,
        "千円" => Unit::Money { currency: "JPY".into(), exponent: 3 },
        "百万円" => Unit::Money { currency: "JPY".into(), exponent: 6 },
        other => Unit::Other(other.into()),
    }
}
