//! FRED: `series/observations` with a key, the file of a graph without one.

use super::super::catalogue::ServiceInfo;
use super::super::error::FetchError;
use super::super::job::Job;
use super::super::{since, url};
use super::{Ask, is_plain};

pub(super) fn jobs(info: &ServiceInfo, ask: &Ask) -> Result<Vec<Job>, FetchError> {
    let graph = ask.services.get("fred_graph")?;
    let start = ask.since(info, |period| since::first_day(period).map(|day| day.to_string()))?;
    let job = |id: &String| {
        if !is_code(id) {
            return Err(info.unknown(id));
        }
        let (info, path, code, from) = if ask.has_key {
            (info, "series/observations?file_type=json", "series_id", "observation_start")
        } else {
            (graph, "fredgraph.csv", "id", "cosd")
        };
        let ending = if ask.has_key { "json" } else { "csv" };
        let mut request = info.request(path, format!("{id}.{ending}"));
        request.url = url::with(&request.url, code, id);
        if let Some(start) = &start {
            request.url = url::with(&request.url, from, start);
        }
        let mut job = Job::new(info, request, vec![id.clone()]);
        // Records say where figures are from, not by which of the two ways they came.
        job.service = super::Service::Fred.name().into();
        job.needs_key = ask.has_key;
        Ok(job)
    };
    ask.ids(info)?.iter().map(job).collect()
}

/// Whether it can be a code of FRED.
pub(super) fn is_code(id: &str) -> bool {
    is_plain(id, "_") && !id.bytes().any(|byte| byte.is_ascii_lowercase())
}
