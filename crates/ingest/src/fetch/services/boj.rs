//! Bank of Japan: `getDataCode` of the time-series API.
//!
//! One database and one frequency per request, at most 250 codes, no database in front of a code. An answer of more than 60,000
//! points comes in pages.

use std::collections::BTreeMap;

use super::super::catalogue::{ServiceInfo, Set};
use super::super::error::FetchError;
use super::super::job::Job;
use super::super::{since, url};
use super::{Ask, is_plain, stem};
use crate::error::IngestError;

pub(super) fn jobs(info: &ServiceInfo, ask: &Ask) -> Result<Vec<Job>, IngestError> {
    let mut jobs = Vec::new();
    let mut by_database: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for id in ask.ids(info)? {
        if let Some(set) = info.set(id) {
            let start = match ask.since {
                Some(_) => ask.since(info, |period| since::boj(period, set.frequency))?,
                None => set.start.and_then(|period| since::boj(period, set.frequency)),
            };
            let codes = codes(set, ask)?;
            jobs.extend(requests(info, &set.target, &codes, start.as_deref(), &format!("boj-{}", set.id)));
        } else {
            let (database, code) = split(info, id)?;
            by_database.entry(database).or_default().push(code.to_owned());
        }
    }
    let start = ask.since(info, |period| since::boj(period, None))?;
    for (database, codes) in by_database {
        let name = match codes.as_slice() {
            [code] => format!("boj-{database}-{}", stem(code)),
            several => format!("boj-{database}-{}-and-{}-more", stem(&several[0]), several.len() - 1),
        };
        jobs.extend(requests(info, database, &codes, start.as_deref(), &name));
    }
    Ok(jobs)
}

/// Database and code of `BP01/BPBP6JYNTS`, of `BP01'BPBP6JYNTS` as the site shows it, or of a code whose beginning is known.
fn split<'a>(info: &'a ServiceInfo, id: &'a str) -> Result<(&'a str, &'a str), FetchError> {
    let (database, code) = if let Some(parts) = id.split_once(['/', '\'']) {
        parts
    } else {
        let known = info.databases.iter().find(|(beginning, _)| id.starts_with(beginning.as_str()));
        (known.map(|(_, database)| database.as_str()).ok_or_else(|| info.unknown(id))?, id)
    };
    if is_plain(database, "") && is_plain(code, "@_-.") {
        Ok((database, code))
    } else {
        Err(info.unknown(id))
    }
}

/// The codes of a set, component by component in the order of the set.
fn codes(set: &Set, ask: &Ask) -> Result<Vec<String>, IngestError> {
    let text = ask.source.read_text(&set.codes)?;
    let wrong = |line: usize, message: &str| IngestError::Table {
        file: set.codes.clone(),
        line,
        message: message.into(),
    };
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let column = |name: &str| header.iter().position(|field| *field == name);
    // Both stand before the first quoted field.
    let (Some(code), Some(component)) = (column("code"), column("component")) else {
        return Err(wrong(1, "needs the columns code and component"));
    };
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split(',').collect()).collect();
    let mut codes = Vec::new();
    for wanted in &set.components {
        let before = codes.len();
        let of_component = rows.iter().filter(|row| row.get(component) == Some(&wanted.as_str()));
        codes.extend(of_component.filter_map(|row| row.get(code)).map(|code| (*code).to_owned()));
        if codes.len() == before {
            return Err(wrong(1, &format!("has no component `{wanted}`")));
        }
    }
    Ok(codes)
}

fn requests(
    info: &ServiceInfo,
    database: &str,
    codes: &[String],
    start: Option<&str>,
    name: &str,
) -> Vec<Job> {
    let parts: Vec<&[String]> = codes.chunks(info.most_codes.max(1)).collect();
    let several = parts.len() > 1;
    parts
        .iter()
        .enumerate()
        .map(|(part, codes)| {
            let name = if several { format!("{name}-part{}.json", part + 1) } else { format!("{name}.json") };
            let mut request = info.request("getDataCode", name);
            let start = start.map(|start| ("startDate", start));
            let parameters = [("format", "json"), ("lang", "en"), ("db", database)].into_iter().chain(start);
            for (parameter, value) in parameters {
                request.url = url::with(&request.url, parameter, value);
            }
            request.url = url::with(&request.url, "code", &codes.join(","));
            Job::new(info, request, codes.to_vec())
        })
        .collect()
}
