//! FRED-MD and FRED-QD: `sasdate` and one column per series.
//!
//! Row 2 holds a code from 1 to 7 per series that says how to make it stationary; some copies lack it, the quarterly
//! file has a row of factors before it. Dates are `M/D/YYYY`.

use fxsens_core::period::{Frequency, Period};

use super::collector::Collector;
use super::draft::{Dates, Draft};
use super::fields::{Row, Rows};
use super::found::Place;
use super::wide::{self, Wide};
use super::{Input, Layout, dates};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "fred-md",
    title: "FRED-MD and FRED-QD (CSV with sasdate)",
    recognises: |input| {
        input.first_rows().first().is_some_and(|row| row.get(0).eq_ignore_ascii_case("sasdate"))
    },
    read,
};

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let text = input.text()?;
    let rows = Rows::new(input.path, &text)?;
    let header = rows.get(0);
    let body = (1..rows.len().min(4)).find(|at| dates::american(rows.get(*at).get(0)).is_some()).unwrap_or(1);
    let above: Vec<Row> = (1..body).map(|at| rows.get(at)).collect();
    let codes = above.iter().find(|row| row.get(0).to_ascii_lowercase().starts_with("transform"));
    if codes.is_none() {
        collector.note("the row of transformation codes is missing in this copy");
    }
    let quarterly = is_quarterly(&rows, body);
    let stand = if quarterly { Dates::AsGiven } else { Dates::MayStand };
    let mut series = Vec::new();
    for (field, id) in header.fields.iter().enumerate().skip(1).filter(|(_, id)| !id.is_empty()) {
        let code = codes.map_or("", |row| row.get(field));
        let meaning = meaning(code);
        if let (Some(row), None) = (codes, meaning) {
            let place = Place::Field { line: row.line, column: field + 1 };
            collector.reject(place, id, code, "not a transformation code; expected 1 to 7");
        }
        let remark = meaning.map(|words| format!("transformation {code}: {words}")).unwrap_or_default();
        let draft = Draft::new(id.as_ref(), "FRED-MD").dates(stand).remark(remark);
        series.push((field, collector.series(draft)));
    }
    let parse = if quarterly { quarter } else { dates::american };
    let wide = Wide { date: 0, series, width: header.fields.len(), parse };
    wide::fill(collector, rows.from(body), &wide);
    Ok(())
}

/// Whether the rows are three months apart: FRED-QD dates a quarter by its last month.
fn is_quarterly(rows: &Rows, body: usize) -> bool {
    let month = |at: usize| {
        let day = (at < rows.len()).then(|| dates::american(rows.get(at).get(0))).flatten()?;
        day.containing(Frequency::Monthly)
    };
    month(body).zip(month(body + 1)).is_some_and(|(first, second)| second.since(first) == Some(3))
}

/// The quarter that holds the day.
fn quarter(text: &str) -> Option<Period> {
    dates::american(text)?.containing(Frequency::Quarterly)
}

/// What the codes ask for (McCracken and Ng 2016, appendix).
fn meaning(code: &str) -> Option<&'static str> {
    let words = match code {
        "1" => "none",
        "2" => "difference",
        "3" => "second difference",
        "4" => "log",
        "5" => "log difference",
        "6" => "second log difference",
        "7" => "difference of the growth rate",
        _ => return None,
    };
    Some(words)
}
