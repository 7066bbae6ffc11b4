//! World Bank, an answer of the indicators API as JSON.
//!
//! An array of two: the page with the day of the last update, and the observations, newest first, each with country, indicator
//! and year. Missing is null. Errors come as an array of one with `message`, with an HTTP status of 200.

use super::collector::Collector;
use super::draft::Draft;
use super::found::Place;
use super::{Input, Layout, broken, dates, json, wdi};
use crate::error::IngestError;

pub(super) const LAYOUT: Layout = Layout {
    name: "world-bank-api",
    title: "World Bank, indicators API (JSON)",
    recognises: |input| {
        let head = input.head().trim_start();
        head.starts_with('[')
            && (head.contains("\"countryiso3code\"")
                || head.contains("\"message\"")
                || head.contains("\"lastupdated\""))
    },
    read,
};

fn read(input: &Input, collector: &mut Collector) -> Result<(), IngestError> {
    let document = json::parse(input)?;
    let head = &document[0];
    if let Some(message) = json::list(&head["message"]).first() {
        let problem = format!(
            "holds an error of the service, not figures: {} {}",
            json::text(message, "id"),
            json::text(message, "value")
        );
        return Err(broken(input.path, problem, "check the country and the indicator of the request"));
    }
    let updated = json::text(head, "lastupdated");
    for (at, observation) in json::list(&document[1]).into_iter().enumerate() {
        let path = |member: &str| Place::Json { path: format!("[1][{at}].{member}") };
        let indicator = &observation["indicator"];
        let country = json::text(observation, "countryiso3code");
        let country = if country.is_empty() { json::text(&observation["country"], "id") } else { country };
        let id = format!("{}.{country}", json::text(indicator, "id"));
        let date = json::text(observation, "date");
        let Some(period) = dates::iso(&date) else {
            collector.reject(path("date"), &id, &date, "not a period; expected 2023, 2023Q4 or 2023M12");
            continue;
        };
        let key = collector.keyed(&id, || {
            let name = json::text(indicator, "value");
            Draft::new(&id, "World Bank")
                .title(format!("{name}, {country}"))
                .unit(wdi::unit(&name))
                .vintage(&updated)
        });
        match json::plain(&observation["value"]) {
            text if text.is_empty() => collector.value(key, period, f64::NAN, || path("value")),
            text => collector.cell(key, period, &text, || path("value")),
        }
    }
    let number = |name: &str| json::text(head, name).parse::<usize>().unwrap_or(0);
    if number("page") < number("pages") {
        let next = number("page") + 1;
        collector.note(format!("this is one page of the answer: ask for the next one with page={next}"));
        collector.next_page(next.to_string());
    }
    Ok(())
}
