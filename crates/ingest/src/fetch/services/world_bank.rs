//! World Bank: one indicator of one country.

use super::super::catalogue::ServiceInfo;
use super::super::error::FetchError;
use super::super::job::Job;
use super::super::{since, url};
use super::{Ask, is_plain};

pub(super) fn jobs(info: &ServiceInfo, ask: &Ask) -> Result<Vec<Job>, FetchError> {
    let start = ask.since(info, |period| since::first_day(period).map(|day| day.year().to_string()))?;
    let this_year = ask.today.get(..4).unwrap_or_default();
    let job = |id: &String| {
        let (indicator, country) = id.rsplit_once('.').ok_or_else(|| info.unknown(id))?;
        let is_country = country.len() == 3 && country.bytes().all(|byte| byte.is_ascii_uppercase());
        if !is_plain(indicator, ".") || !is_country {
            return Err(info.unknown(id));
        }
        let mut request =
            info.request(&format!("country/{country}/indicator/{indicator}"), format!("{id}.json"));
        if let Some(start) = &start {
            request.url = url::with(&request.url, "date", &format!("{start}:{this_year}"));
        }
        Ok(Job::new(info, request, vec![id.clone()]))
    };
    ask.ids(info)?.iter().map(job).collect()
}
