//! e-Stat, an answer of `getStatsData` as JSON.
//!
//! Values carry one code per dimension; the classes of the dimensions are listed beside them, as an array or, when there
//! is only one, as a single object. The period is in `@time`; tables of foreign trade have the month in the name of a class of
//! another dimension instead. Errors come in `RESULT`.

use std::collections::BTreeMap;

use fxsens_core::period::Period;
use fxsens_core::unit::Unit;
use serde_json::Value;

use super::collector::Collector;
use super::draft::Draft;
use super::found::Place;
use super::{Input, Layout, boj_api, broken, dates, json};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "estat-api",
    title: "e-Stat, API getStatsData (JSON)",
    recognises: |input| {
        let head = input.head().trim_start();
        head.starts_with('{') && head.contains("\"GET_STATS_DATA\"")
    },
    read,
};

/// A dimension other than time.
struct Dimension {
    /// Member of a value that holds its code: `@cat01`.
    member: String,
    /// By code: the code and name of the class without its month, the month, the unit.
    classes: BTreeMap<String, Class>,
    /// Whether more than one class is left without months.
    varies: bool,
}

#[derive(Clone)]
struct Class {
    code: String,
    name: String,
    month: Option<i32>,
    unit: String,
}

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let document = json::parse(input)?;
    let answer = &document["GET_STATS_DATA"];
    let (status, message) =
        (json::text(&answer["RESULT"], "STATUS"), json::text(&answer["RESULT"], "ERROR_MSG"));
    if !status.is_empty() && status != "0" {
        let problem = format!("holds an error of the service, not figures: {status} {message}");
        return Err(broken(input.path, problem, "check the key, the table and the codes of the request"));
    }
    let data = &answer["STATISTICAL_DATA"];
    let next = json::text(&data["RESULT_INF"], "NEXT_KEY");
    if !next.is_empty() {
        collector
            .note(format!("this is one page of the answer: ask for the next one with startPosition={next}"));
        collector.next_page(next);
    }
    let table = json::text(&data["TABLE_INF"], "@id");
    let mut time_names = BTreeMap::new();
    let mut dimensions = Vec::new();
    for object in json::list(&data["CLASS_INF"]["CLASS_OBJ"]) {
        if json::text(object, "@id") == "time" {
            for class in json::list(&object["CLASS"]) {
                time_names.insert(json::text(class, "@code"), json::text(class, "@name"));
            }
        } else {
            dimensions.push(dimension(object));
        }
    }
    let absent: Vec<String> =
        json::list(&data["DATA_INF"]["NOTE"]).into_iter().map(|note| json::text(note, "@char")).collect();
    let mut keys: BTreeMap<Vec<String>, usize> = BTreeMap::new();
    for (at, value) in json::list(&data["DATA_INF"]["VALUE"]).into_iter().enumerate() {
        let place = || Place::Json { path: format!("DATA_INF.VALUE[{at}]") };
        let classes: Vec<Option<&Class>> =
            dimensions.iter().map(|d| d.classes.get(&json::text(value, &d.member))).collect();
        let codes: Vec<String> =
            classes.iter().map(|c| c.map_or_else(String::new, |c| c.code.clone())).collect();
        let key = *keys
            .entry(codes)
            .or_insert_with_key(|codes| collector.series(draft(&dimensions, &classes, codes, value, &table)));
        let month = classes.iter().flatten().find_map(|class| class.month);
        let time = json::text(value, "@time");
        let name = time_names.get(&time).map_or("", String::as_str);
        let Some(period) = period(&time, name, month) else {
            collector.reject(place(), "", &time, "not a period of e-Stat, which has ten digits");
            continue;
        };
        let text = json::text(value, "$");
        if absent.contains(&text) {
            collector.value(key, period, f64::NAN, place);
        } else {
            collector.cell(key, period, &text, place);
        }
    }
    Ok(())
}

fn dimension(object: &Value) -> Dimension {
    let mut first: BTreeMap<String, String> = BTreeMap::new();
    let mut classes = BTreeMap::new();
    for class in json::list(&object["CLASS"]) {
        let (code, unit) = (json::text(class, "@code"), json::text(class, "@unit"));
        let (name, month) = without_month(&json::text(class, "@name"));
        // All months of one measure are one class, under the code of the first.
        let shared = if month.is_some() {
            first.entry(name.clone()).or_insert_with(|| code.clone()).clone()
        } else {
            code.clone()
        };
        classes.insert(code, Class { code: shared, name, month, unit });
    }
    let distinct: std::collections::BTreeSet<&String> = classes.values().map(|class| &class.code).collect();
    let varies = distinct.len() > 1;
    Dimension { member: format!("@{}", json::text(object, "@id")), classes, varies }
}

/// `金額-1月` as `金額` and 1.
fn without_month(name: &str) -> (String, Option<i32>) {
    let narrow = dates::narrow(name);
    let Some(at) = narrow.find('月') else {
        return (name.to_owned(), None);
    };
    let digits = narrow[..at].chars().rev().take_while(char::is_ascii_digit).count();
    let month = narrow[at - digits..at].parse().ok().filter(|month| (1..=12).contains(month));
    if month.is_none() {
        return (name.to_owned(), None);
    }
    let rest = format!("{}{}", &narrow[..at - digits], &narrow[at + '月'.len_utf8()..]);
    (rest.trim_matches([' ', '-', '_', '(', ')']).to_owned(), month)
}

fn draft(
    dimensions: &[Dimension],
    classes: &[Option<&Class>],
    codes: &[String],
    value: &Value,
    table: &str,
) -> Draft {
    let varying =
        dimensions.iter().zip(codes).filter(|(dimension, _)| dimension.varies).map(|(_, code)| code.as_str());
    let parts: Vec<&str> = std::iter::once("estat").chain(varying).collect();
    let id = if parts.len() == 1 { format!("estat_{table}") } else { parts.join("_") };
    let names: Vec<&str> = classes.iter().flatten().map(|class| class.name.as_str()).collect();
    let unit = json::text(value, "@unit");
    let unit = if unit.is_empty() {
        classes
            .iter()
            .flatten()
            .map(|class| class.unit.clone())
            .find(|unit| !unit.is_empty())
            .unwrap_or_default()
    } else {
        unit
    };
    let unit = if unit == "千円" {
        Unit::Money { currency: "JPY".into(), exponent: 3 }
    } else {
        boj_api::unit(&unit)
    };
    Draft::new(id, "e-Stat").title(names.join(", ")).unit(unit).table(format!("{table}: {}", codes.join(".")))
}

/// `2024000000` is a year, `2024000101` January, `2024000103` the first quarter, `2023100000` a fiscal year.
fn period(time: &str, name: &str, month: Option<i32>) -> Option<Period> {
    let digits = time.len() == 10 && time.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        let (year, rest) = name.split_once('年')?;
        return dates::month(dates::western_year(year)?, dates::japanese_month(rest)?);
    }
    let part = |range: std::ops::Range<usize>| time[range].parse::<i32>().ok();
    let (year, kind, from, to) = (part(0..4)?, part(4..6)?, part(6..8)?, part(8..10)?);
    match (kind, from, to) {
        (0, 0, 0) => match month {
            Some(month) => dates::month(year, month),
            None => Period::year(year).ok().filter(|_| dates::western_year(&time[..4]).is_some()),
        },
        (10, 0, 0) => Period::fiscal_year(year).ok().filter(|_| dates::western_year(&time[..4]).is_some()),
        (0, from, to) if from == to => dates::month(year, from),
        (0, from, to) if to == from + 2 && from % 3 == 1 => dates::quarter(year, from / 3 + 1),
        _ => None,
    }
}
