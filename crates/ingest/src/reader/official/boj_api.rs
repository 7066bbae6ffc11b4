//! Bank of Japan, Time-Series Statistics API: an answer of `getDataCode` or `getDataLayer` as JSON.
//!
//! `RESULTSET` holds one object per series with parallel arrays of dates and values; null is missing. An answer of many
//! points is one page: `NEXTPOSITION` says where the next one starts. An error comes as JSON too, with an HTTP
//! status of 200 or of 400, so the body decides. Names have typing errors; the codes are the ids.

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;
use serde_json::Value;

use super::collector::Collector;
use super::draft::Draft;
use super::found::Place;
use super::{Input, Layout, broken, dates, json};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "boj-api",
    title: "Bank of Japan, time-series API (JSON)",
    recognises: |input| {
        let head = input.head().trim_start();
        head.starts_with('{') && (head.contains("\"RESULTSET\"") || head.contains("\"MESSAGEID\""))
    },
    read,
};

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let document = json::parse(input)?;
    check_status(input, &document)?;
    let next = json::text(&document, "NEXTPOSITION");
    if !next.is_empty() && next != "0" {
        collector
            .note(format!("this is one page of the answer: ask for the next one with startPosition={next}"));
        collector.next_page(next);
    }
    for (at, entry) in json::list(&document["RESULTSET"]).into_iter().enumerate() {
        series(collector, at, entry);
    }
    Ok(())
}

fn check_status(input: &Input, document: &Value) -> Result<(), IngestError> {
    let status = json::text(document, "STATUS");
    if status == "200" || (status.is_empty() && document.get("RESULTSET").is_some()) {
        return Ok(());
    }
    let (id, message) = (json::text(document, "MESSAGEID"), json::text(document, "MESSAGE"));
    let problem = format!("holds an error of the service, not figures: {status} {id} {message}");
    Err(broken(input.path, problem.trim_end(), "check database, codes and frequency of the request"))
}

fn series(collector: &mut Collector, at: usize, entry: &Value) {
    let code = json::text(entry, "SERIES_CODE");
    let english = json::text(entry, "NAME_OF_TIME_SERIES");
    let name = if english.is_empty() { json::text(entry, "NAME_OF_TIME_SERIES_J") } else { english };
    let unit_words = [json::text(entry, "UNIT"), json::text(entry, "UNIT_J")];
    let adjusted = if code.ends_with("X12") { "SA" } else { "" };
    let draft = Draft::new(&code, "Bank of Japan")
        .title(name)
        .unit(unit(unit_words.iter().find(|words| !words.is_empty()).map_or("", String::as_str)))
        .adjustment(adjusted)
        .vintage(json::text(entry, "LAST_UPDATE"));
    let key = collector.series(draft);
    let frequency = json::text(entry, "FREQUENCY").to_ascii_uppercase();
    let survey = &entry["VALUES"];
    let (periods, values) = (json::list(&survey["SURVEY_DATES"]), json::list(&survey["VALUES"]));
    let place =
        |part: &str, index: usize| Place::Json { path: format!("RESULTSET[{at}].VALUES.{part}[{index}]") };
    for (index, date) in periods.iter().enumerate() {
        let text = json::plain(date);
        let Some(period) = period(&text, &frequency) else {
            collector.reject(place("SURVEY_DATES", index), &code, &text, "not a date of this frequency");
            continue;
        };
        match values.get(index) {
            Some(Value::Null) => collector.value(key, period, f64::NAN, || place("VALUES", index)),
            Some(value @ (Value::Number(_) | Value::String(_))) => {
                collector.cell(key, period, &json::plain(value), || place("VALUES", index));
            }
            Some(other) => {
                collector.reject(
                    place("VALUES", index),
                    &code,
                    &other.to_string(),
                    "not a number and not null",
                );
            }
            None => collector.reject(place("VALUES", index), &code, "", "a date without a value"),
        }
    }
    for (index, value) in values.iter().enumerate().skip(periods.len()) {
        collector.reject(place("VALUES", index), &code, &json::plain(value), "a value without a date");
    }
}

/// `YYYYMM` of monthly, `YYYYQQ` of quarterly, `YYYYHH` of half-yearly, `YYYY` of annual and `YYYYMMDD` of daily series.
fn period(text: &str, frequency: &str) -> Option<Period> {
    let ascii = text.bytes().all(|byte| byte.is_ascii_digit());
    if !ascii {
        return None;
    }
    if frequency.starts_with("QUARTER") && text.len() == 6 {
        return dates::quarter(text[..4].parse().ok()?, text[4..].parse().ok()?);
    }
    if (frequency.contains("FISCAL") || frequency.contains("(MAR)")) && text.len() == 4 {
        return format!("FY{text}").parse().ok();
    }
    if (frequency.starts_with("SEMI") || frequency.starts_with("HALF")) && text.len() == 6 {
        // Half-years that end in September and March are those of the fiscal year.
        let fiscal = if frequency.contains("(SEP)") || frequency.contains("(MAR)") { "FY" } else { "" };
        return format!("{fiscal}{}H{}", &text[..4], text[4..].trim_start_matches('0')).parse().ok();
    }
    // Years and half-years that end in another month are no periods of this program.
    let ends = frequency.split_once('(').map_or("DEC)", |(_, month)| month);
    if ends == "DEC)" { dates::iso(text) } else { None }
}

/// The units the Bank of Japan writes.
pub(super) fn unit(words: &str) -> Unit {
    let plain = words.trim().to_lowercase().replace("u.s.", "us ").replace("  ", " ");
    match plain.as_str() {
        "" => Unit::Unknown,
        "100 million yen" | "億円" => Unit::yen_100_million(),
        "million yen" | "百万円" => money(6),
        "billion yen" | "10億円" => money(9),
        "trillion yen" | "兆円" => Unit::yen_trillion(),
        "yen per us dollar" | "円／ドル" | "円/ドル" => Unit::yen_per_dollar(),
        "% per annum" | "percent per annum" | "年%" | "年％" => Unit::PercentPerAnnum,
        _ => Unit::Other(words.trim().into()),
    }
}

fn money(exponent: i8) -> Unit {
    Unit::Money { currency: "JPY".into(), exponent }
}
