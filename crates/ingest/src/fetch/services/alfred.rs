//! ALFRED: one column per vintage, each stored under its own day.
//!
//! The days on which a series was released come from `series/vintagedates`, unless they are given with the id. The observations
//! are asked for with those days by name, and the answer must have exactly these columns: asked for one vintage in another way,
//! the service has answered with revised figures and a status of 200.

use super::super::catalogue::ServiceInfo;
use super::super::error::FetchError;
use super::super::job::{Job, Vintage};
use super::super::{since, url};
use super::Ask;
use super::fred::is_code;

/// Most vintages of one series.
const MOST: usize = 2000;

pub(super) fn jobs(info: &ServiceInfo, ask: &Ask) -> Result<Vec<Job>, FetchError> {
    let start = ask.since(info, |period| since::first_day(period).map(|day| day.to_string()))?;
    let mut jobs = Vec::new();
    for id in ask.ids(info)? {
        let (code, days) = id.split_once('@').map_or((id.as_str(), None), |(code, days)| (code, Some(days)));
        if !is_code(code) {
            return Err(info.unknown(id));
        }
        let days = match days {
            Some(days) => days.split(',').map(str::to_owned).collect(),
            None => released(info, ask, code)?,
        };
        if days.iter().any(|day| day.parse::<jiff::civil::Date>().is_err()) {
            return Err(info.unknown(id));
        }
        let parts: Vec<&[String]> = days.chunks(info.most_codes.max(1)).collect();
        for (part, days) in parts.iter().enumerate() {
            // The first part has the plain name: the reader takes the id from it.
            let name =
                if part == 0 { format!("{code}.json") } else { format!("{code}-page{}.json", part + 1) };
            let mut request = info.request("series/observations?file_type=json&output_type=2", name);
            for (parameter, value) in [("series_id", Some(code)), ("observation_start", start.as_deref())] {
                if let Some(value) = value {
                    request.url = url::with(&request.url, parameter, value);
                }
            }
            request.url = url::with(&request.url, "vintage_dates", &days.join(","));
            let vintages: Vec<Vintage> = days.iter().map(|day| vintage(code, day)).collect();
            let expected = vintages.iter().map(|vintage| vintage.column.clone()).collect();
            jobs.push(Job { vintages, needs_key: true, ..Job::new(info, request, expected) });
        }
    }
    Ok(jobs)
}

fn vintage(code: &str, day: &str) -> Vintage {
    Vintage { column: format!("{code}_{}", day.replace('-', "")), code: code.into(), day: day.into() }
}

/// The days on which the series was released or revised; none in a dry run.
fn released(info: &ServiceInfo, ask: &Ask, code: &str) -> Result<Vec<String>, FetchError> {
    let mut request = info.request("series/vintagedates?file_type=json", format!("{code}-vintagedates.json"));
    request.url = url::with(&request.url, "series_id", code);
    let Some(bytes) = (ask.look_up)(info, &request)? else { return Ok(Vec::new()) };
    let wrong = |problem: String| FetchError::Content { name: request.name.clone(), problem };
    let document: serde_json::Value =
        serde_json::from_slice(&bytes).map_err(|error| wrong(format!("not valid JSON: {error}")))?;
    if let Some(message) = super::super::message::in_document(&document) {
        return Err(FetchError::Refused { service: info.name.clone(), message });
    }
    let days = document["vintage_dates"].as_array().ok_or_else(|| wrong("it has no vintage_dates".into()))?;
    let days: Vec<String> = days.iter().filter_map(|day| day.as_str()).map(str::to_owned).collect();
    let count = document["count"].as_u64().unwrap_or(days.len() as u64);
    if days.len() as u64 != count || days.len() > MOST {
        let problem = format!("{count} vintages; name those you need: {code}@2024-01-25,2024-02-28");
        return Err(wrong(problem));
    }
    if days.is_empty() { Err(wrong("it has no vintages".into())) } else { Ok(days) }
}
