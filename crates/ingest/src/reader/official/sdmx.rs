//! SDMX-CSV as OECD, BIS and others serve it.
//!
//! One row per observation: columns that say what the file is, the dimensions, `TIME_PERIOD`, `OBS_VALUE`, attributes.
//! Version 1 starts with `DATAFLOW` or `KEY`, version 2 with `STRUCTURE`; with labels every dimension has a second column in
//! plain words, or, in bulk files, names and cells as `FREQ:Frequency` and `M: Monthly`. The id is the key of the
//! dimensions.

use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::Draft;
use super::fields::{Row, Rows};
use super::found::Place;
use super::{Input, Layout, broken, dates, quote};
use crate::error::IngestError;

pub(super) const BIS: Layout = Layout {
    name: "bis-sdmx",
    title: "BIS statistics (SDMX-CSV)",
    recognises: |input| who(input) == Some("BIS"),
    read: |input, collector| read(input, collector, "Bank for International Settlements"),
};

pub(super) const OECD: Layout = Layout {
    name: "oecd-sdmx",
    title: "OECD statistics (SDMX-CSV, with or without labels)",
    recognises: |input| who(input) == Some("OECD"),
    read: |input, collector| read(input, collector, "OECD"),
};

pub(super) const OTHER: Layout = Layout {
    name: "sdmx",
    title: "SDMX-CSV of any other agency (ECB, IMF, Eurostat)",
    recognises: |input| who(input) == Some(""),
    read: |input, collector| read(input, collector, "SDMX"),
};

/// Columns before the dimensions.
const STRUCTURE: [&str; 6] = ["DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "KEY"];

/// Which agency the first row of data names; `None` when it is not SDMX-CSV.
fn who(input: &Input) -> Option<&'static str> {
    let rows = input.first_rows();
    let header = rows.first()?;
    let has = |name: &str| header.fields.iter().any(|field| code(field) == name);
    if !(has("TIME_PERIOD") && has("OBS_VALUE")) {
        return None;
    }
    let row = rows.get(1)?;
    let names: String = (0..3).map(|field| row.get(field)).collect::<Vec<_>>().join(" ");
    Some(["OECD", "BIS"].into_iter().find(|agency| names.contains(agency)).unwrap_or(""))
}

/// `FREQ` of `FREQ:Frequency` and `M` of `M: Monthly`.
fn code(field: &str) -> &str {
    field.split_once(':').map_or(field, |(code, _)| code.trim())
}

/// The words beside the code, when the cell has both.
fn words(field: &str) -> &str {
    field.split_once(':').map_or(field, |(_, words)| words.trim())
}

struct Columns {
    /// Field of the code and of the words of every dimension.
    dimensions: Vec<(usize, usize)>,
    time: usize,
    value: usize,
    status: Option<usize>,
    unit: Option<usize>,
    multiplier: Option<usize>,
    adjustment: Option<usize>,
    flow: usize,
    /// Fields of the priced currency, of the one it is priced in, and of the kind of rate.
    currency: [Option<usize>; 3],
}

impl Columns {
    fn of(header: &Row) -> Option<Self> {
        let find = |name: &str| header.fields.iter().position(|field| code(field) == name);
        // Codes are in capitals throughout, or in small letters throughout (Eurostat); labels are words.
        let is_code = |name: &str| {
            let all = |wanted: fn(&u8) -> bool| {
                name.bytes().all(|byte| wanted(&byte) || byte.is_ascii_digit() || byte == b'_')
            };
            all(u8::is_ascii_uppercase) || all(u8::is_ascii_lowercase)
        };
        let time = find("TIME_PERIOD")?;
        let mut dimensions = Vec::new();
        for field in 0..time {
            let name = code(header.get(field));
            if is_code(name) && !name.is_empty() && !STRUCTURE.contains(&name) {
                // The next column is its label when its name is in plain words.
                let next = header.get(field + 1);
                let label = field + 1 < time && !is_code(code(next)) && !next.contains(':');
                dimensions.push((field, if label { field + 1 } else { field }));
            }
        }
        Some(Self {
            dimensions,
            time,
            value: find("OBS_VALUE")?,
            status: find("OBS_STATUS").or_else(|| find("OBS_FLAG")),
            unit: find("UNIT_MEASURE").or_else(|| find("UNIT")),
            multiplier: find("UNIT_MULT"),
            adjustment: find("ADJUSTMENT").or_else(|| find("SEASONAL_ADJUST")),
            flow: find("STRUCTURE_ID").or_else(|| find("DATAFLOW")).unwrap_or(0),
            currency: [find("CURRENCY"), find("CURRENCY_DENOM"), find("EXR_TYPE")],
        })
    }
}

fn read(input: &Input, collector: &mut Collector, agency: &'static str) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let header = rows.get(0);
    let columns = Columns::of(&header).filter(|columns| !columns.dimensions.is_empty()).ok_or_else(|| {
        broken(
            input.path,
            "has not the columns of SDMX-CSV",
            "it needs dimensions, TIME_PERIOD and OBS_VALUE in line 1",
        )
    })?;
    for row in rows.from(1) {
        let place = |column: usize| Place::Field { line: row.line, column: column + 1 };
        let codes: Vec<&str> = columns.dimensions.iter().map(|(field, _)| code(row.get(*field))).collect();
        let id = codes.join(".");
        let Some(period) = dates::iso(row.get(columns.time)) else {
            let reason = "not a period; expected 2023-12, 2023-Q4 or 2023";
            collector.reject(place(columns.time), &id, row.get(columns.time), reason);
            continue;
        };
        let key = collector.keyed(&id, || draft(&row, &columns, &id, agency));
        collector.cell(key, period, row.get(columns.value), || place(columns.value));
        if columns.status.is_some_and(|field| ["P", "E", "p", "e"].contains(&code(row.get(field)))) {
            collector.preliminary(key, period);
        }
    }
    Ok(())
}

fn draft(row: &Row, columns: &Columns, id: &str, agency: &'static str) -> Draft {
    let cell = |field: Option<usize>| field.map_or("", |field| row.get(field));
    let title: Vec<&str> = columns
        .dimensions
        .iter()
        .map(|(_, field)| words(row.get(*field)))
        .filter(|word| !word.is_empty())
        .collect();
    let adjustment = match code(cell(columns.adjustment)) {
        "Y" | "S" | "SA" | "CALSEASADJ" => "SA",
        "N" | "NSA" => "NSA",
        _ => "",
    };
    let flow = row.get(columns.flow);
    Draft::new(id, agency)
        .title(title.join(", "))
        .unit(
            rate(row, columns)
                .unwrap_or_else(|| unit(code(cell(columns.unit)), code(cell(columns.multiplier)))),
        )
        .adjustment(adjustment)
        .table(format!("{flow} {id}"))
}

/// The direction of an exchange rate that says it: units of `CURRENCY` per `CURRENCY_DENOM` (ECB, spot), or per dollar (BIS).
fn rate(row: &Row, columns: &Columns) -> Option<Unit> {
    let [priced, denominator, kind] = columns.currency.map(|field| field.map(|field| code(row.get(field))));
    let spot = kind.is_none_or(|kind| kind.starts_with("SP"));
    let of_bis = row.get(columns.flow).contains("WS_XRU").then_some("USD");
    let (quote, base) = priced.zip(denominator.or(of_bis))?;
    let both = quote::is_currency(quote) && quote::is_currency(base) && quote != base;
    (spot && both).then(|| Unit::Rate { quote: quote.into(), base: base.into() })
}

/// A unit code with its power of ten. A currency is an amount; `XDC_USD` and `JPY_USD` would be rates, but agencies
/// disagree on their direction, so only rates spelt out are taken as such.
pub(super) fn unit(code: &str, multiplier: &str) -> Unit {
    let exponent: i8 = multiplier.parse().unwrap_or(0);
    match code {
        "" => Unit::Unknown,
        "PC_PA" | "PA" | "368" => Unit::PercentPerAnnum,
        currency if quote::is_currency(currency) && currency != "PURE" => {
            Unit::Money { currency: currency.into(), exponent }
        }
        other if exponent == 0 => other.parse().unwrap_or(Unit::Unknown),
        other => Unit::Other(format!("{other} 1e{exponent}")),
    }
}
