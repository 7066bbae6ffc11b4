//! e-Stat: `getStatsData` of one table, with codes of its dimensions.

use super::super::catalogue::ServiceInfo;
use super::super::error::FetchError;
use super::super::job::Job;
use super::super::{since, url};
use super::{Ask, is_plain, stem};

pub(super) fn jobs(info: &ServiceInfo, ask: &Ask) -> Result<Vec<Job>, FetchError> {
    let start = ask.since(info, since::estat)?;
    let job = |id: &String| {
        let (table, filters) = id.split_once('@').unwrap_or((id, ""));
        if !is_plain(table, "") {
            return Err(info.unknown(id));
        }
        let mut request = info.request("getStatsData", format!("estat-{}.json", stem(id)));
        request.url = url::with(&request.url, "statsDataId", table);
        for filter in filters.split(',').filter(|filter| !filter.is_empty()) {
            let (dimension, code) = filter.split_once('=').ok_or_else(|| info.unknown(id))?;
            let mut letters = dimension.chars();
            let (Some(first), true, true) = (letters.next(), is_plain(dimension, ""), is_plain(code, ""))
            else {
                return Err(info.unknown(id));
            };
            let parameter = format!("cd{}{}", first.to_ascii_uppercase(), letters.as_str());
            request.url = url::with(&request.url, &parameter, code);
        }
        if let Some(start) = &start {
            request.url = url::with(&request.url, "cdTimeFrom", start);
        }
        Ok(Job { needs_key: true, ..Job::new(info, request, Vec::new()) })
    };
    ask.ids(info)?.iter().map(job).collect()
}
