//! Whole files under fixed addresses: the Ministry of Finance of Japan, and what other services offer beside their interface.

use super::super::catalogue::ServiceInfo;
use super::super::error::FetchError;
use super::super::job::Job;
use super::Ask;

pub(super) fn jobs(info: &ServiceInfo, ask: &Ask) -> Result<Vec<Job>, FetchError> {
    if ask.since.is_some() {
        return Err(ask.no_since(info, "its files come whole; leave --since out"));
    }
    let job = |id: &String| {
        let set = info.set(id).ok_or_else(|| info.unknown(id))?;
        let name = set.target.rsplit('/').next().unwrap_or(&set.target);
        Ok(Job::new(info, info.request(&set.target, name), Vec::new()))
    };
    ask.ids(info)?.iter().map(job).collect()
}
