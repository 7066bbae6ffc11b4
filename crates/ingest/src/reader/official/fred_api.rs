//! FRED and ALFRED, an answer of `series/observations` as JSON.
//!
//! The answer does not name its series: the name of the file does, `GS10.json`. Missing is a point. With `output_type=2` every
//! observation has one member per vintage, `GDPC1_20240125`, and each becomes a series. `count` says how many observations there
//! are in all; when more remain, `offset` asks for the next page.

use std::collections::BTreeMap;

use fxsens_core::unit::Unit;

use super::collector::Collector;
use super::draft::{Dates, Draft};
use super::found::Place;
use super::{Input, Layout, broken, dates, json, quote};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "fred-api",
    title: "FRED and ALFRED, API series/observations (JSON)",
    recognises: |input| {
        let head = input.head().trim_start();
        let answer = head.contains("\"observations\"") && head.contains("\"realtime_start\"");
        head.starts_with('{')
            && (answer || (head.contains("\"error_code\"") && head.contains("\"error_message\"")))
    },
    read,
};

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let document = json::parse(input)?;
    let code = json::text(&document, "error_code");
    if !code.is_empty() {
        let problem = format!(
            "holds an error of the service, not figures: {code} {}",
            json::text(&document, "error_message")
        );
        return Err(broken(input.path, problem, "check the key and the id of the request"));
    }
    let id = input.path.file_stem().unwrap_or_default().to_string_lossy().to_uppercase();
    // Pages of one answer are called `GS10-page2`.
    let id = id.split_once("-PAGE").map_or(id.as_str(), |(id, _)| id);
    let observations = json::list(&document["observations"]);
    let mut keys: BTreeMap<String, usize> = BTreeMap::new();
    for (at, observation) in observations.iter().enumerate() {
        let date = json::text(observation, "date");
        let path = |member: &str| Place::Json { path: format!("observations[{at}].{member}") };
        let Some(period) = dates::iso_day(&date) else {
            collector.reject(path("date"), id, &date, "not a day; expected 2023-12-01");
            continue;
        };
        for (member, value) in observation.as_object().into_iter().flatten() {
            let vintage =
                member.strip_prefix(id).and_then(|rest| rest.strip_prefix('_')).and_then(dates::iso);
            if member != "value" && vintage.is_none() {
                continue;
            }
            let key = *keys.entry(member.clone()).or_insert_with(|| {
                let draft = Draft::new(if vintage.is_some() { member } else { id }, "FRED")
                    .table(id)
                    .unit(quote::fred(id).unwrap_or(Unit::Unknown))
                    .dates(Dates::MayStand);
                collector.series(match vintage {
                    Some(day) => draft.title(format!("{id}, vintage of {day}")).vintage(day.to_string()),
                    None => draft,
                })
            });
            let text = json::plain(value);
            if text == "." || text.is_empty() {
                collector.value(key, period, f64::NAN, || path(member));
            } else {
                collector.cell(key, period, &text, || path(member));
            }
        }
    }
    let number = |name: &str| json::text(&document, name).parse::<usize>().unwrap_or(0);
    let end = number("offset") + observations.len();
    if !observations.is_empty() && end < number("count") {
        collector.note(format!("this is one page of the answer: ask for the next one with offset={end}"));
        collector.next_page(end.to_string());
    }
    Ok(())
}
