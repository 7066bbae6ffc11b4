//! European Central Bank and Bank for International Settlements: SDMX, as CSV.

use super::super::catalogue::ServiceInfo;
use super::super::error::FetchError;
use super::super::job::Job;
use super::super::{since, url};
use super::{Ask, is_plain, stem};

pub(super) fn jobs(info: &ServiceInfo, ask: &Ask) -> Result<Vec<Job>, FetchError> {
    let start = ask.since(info, since::sdmx)?;
    let job = |id: &String| {
        let target = info.set(id).map_or(id.as_str(), |set| set.target.as_str());
        let (flow, key) = target.split_once('/').ok_or_else(|| info.unknown(id))?;
        if !is_plain(flow, "_,-") || !is_plain(key, "_.+-") {
            return Err(info.unknown(id));
        }
        let mut request = info.request(target, format!("{}.csv", stem(target)));
        if let Some(start) = &start {
            request.url = url::with(&request.url, "startPeriod", start);
        }
        // A key with a dimension left open or with several values names more than one series.
        let single = !key.contains('+') && key.split('.').all(|part| !part.is_empty());
        Ok(Job::new(info, request, if single { vec![key.to_owned()] } else { Vec::new() }))
    };
    ask.ids(info)?.iter().map(job).collect()
}
