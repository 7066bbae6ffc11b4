//! One answer in one page or in several: fetched, checked, stored.
//!
//! Pages of an answer that is not complete are stored at once, without naming series, so that a run that is broken off need not
//! fetch them again on the same day. They count only when the last one is there: then each is stored with its series.

use std::collections::BTreeSet;

use super::error::FetchError;
use super::job::Job;
use super::request::Request;
use super::{Fetch, content};
use crate::error::IngestError;
use crate::reader::FileRead;
use crate::store::{NewRecord, Record, RecordedSeries, digest};

/// Most pages of one answer.
const MOST_PAGES: usize = 1000;

/// A page that arrived.
struct Page {
    request: Request,
    bytes: Vec<u8>,
    retrieved: String,
    kept: bool,
}

/// Fetches one answer and stores it.
pub(super) fn fetch(fetch: &Fetch, job: &Job) -> Result<Vec<Record>, IngestError> {
    let day = fetch.client.clock().utc().get(..10).unwrap_or_default().to_owned();
    let records = fetch.store.records()?;
    let batch = batch(&records, job, &day);
    let (mut pages, mut read) = arrive(fetch, job, &batch, &day, &records)?;
    if content::check_codes(job, &read).is_err() && pages.iter().any(|page| page.kept) {
        // What was kept of an earlier run may be to blame.
        (pages, read) = arrive(fetch, job, &batch, &day, &[])?;
    }
    content::check_codes(job, &read)?;
    let total = if pages.len() > 1 { pages.len() as u32 } else { 0 };
    let mut stored = Vec::new();
    for (page, read) in pages.iter().zip(&read) {
        for (vintage, series) in states(fetch, job, read, &day) {
            let batch = match (total, job.vintages.is_empty()) {
                (0, _) => String::new(),
                (_, true) => batch.clone(),
                (_, false) => format!("{batch}-{vintage}"),
            };
            let record = record(job, page, read.layout, vintage, batch);
            stored.push(fetch.store.put(&page.bytes, NewRecord { pages: total, series, ..record })?);
        }
    }
    Ok(stored)
}

/// Name of the answer's pages: service, day, request, and how often it was complete on that day.
fn batch(records: &[Record], job: &Job, day: &str) -> String {
    let hash = digest(job.request.url.as_bytes());
    let name = format!("{}-{day}-{}", job.service, &hash[..12]);
    let complete: BTreeSet<&str> = records
        .iter()
        .filter(|record| record.pages > 0 && record.batch.starts_with(&name))
        .map(|record| record.batch.get(..name.len() + 3).unwrap_or(&record.batch))
        .collect();
    format!("{name}-{:02}", complete.len() + 1)
}

/// All pages: those kept by an earlier run, the others over the network.
fn arrive(
    fetch: &Fetch,
    job: &Job,
    batch: &str,
    day: &str,
    records: &[Record],
) -> Result<(Vec<Page>, Vec<FileRead>), IngestError> {
    let info = fetch.services.get(&job.service)?;
    let pending = format!("{batch}-pending");
    let (mut pages, mut read) = (Vec::new(), Vec::<FileRead>::new());
    let mut asked = BTreeSet::new();
    let mut request = job.request.clone();
    loop {
        let kept =
            records.iter().rev().find(|record| record.batch == pending && record.request == request.url);
        let page = if let Some(record) = kept {
            let bytes = fetch.store.bytes(record)?;
            Page { request, bytes, retrieved: record.retrieved.clone(), kept: true }
        } else {
            let bytes = fetch.call(info, &request, job.needs_key)?;
            Page { request, bytes, retrieved: fetch.client.clock().utc(), kept: false }
        };
        let content = content::read(job, &page.request.name, &page.bytes)?;
        let next = content.next_page.clone().filter(|_| !job.page.is_empty());
        if !page.kept && (next.is_some() || !pages.is_empty()) {
            fetch.store.put(&page.bytes, record(job, &page, content.layout, day.into(), pending.clone()))?;
        }
        pages.push(page);
        read.push(content);
        let Some(next) = next else { return Ok((pages, read)) };
        if !asked.insert(next.clone()) || pages.len() >= MOST_PAGES {
            let problem = format!("its pages do not end: page {} leads to `{next}` again", pages.len());
            return Err(FetchError::Content { name: job.request.name.clone(), problem }.into());
        }
        request = job.request.page(&job.page, &next, pages.len() + 1);
    }
}

/// The states of series in a page: all on the day of retrieval, or each column on its own day.
fn states(fetch: &Fetch, job: &Job, read: &FileRead, day: &str) -> Vec<(String, Vec<RecordedSeries>)> {
    let all = RecordedSeries::of(read, fetch.aliases);
    if job.vintages.is_empty() {
        return vec![(day.to_owned(), all)];
    }
    let of_vintage = |vintage: &super::Vintage| {
        let column = all.iter().find(|series| series.code == vintage.column)?;
        let mut file = read.series.iter().find(|file| file.series.id == vintage.column)?.clone();
        file.series.id.clone_from(&vintage.code);
        let id = (fetch.aliases)(&file).unwrap_or_else(|| vintage.code.clone());
        Some((vintage.day.clone(), vec![RecordedSeries { id, ..column.clone() }]))
    };
    job.vintages.iter().filter_map(of_vintage).collect()
}

/// The record of a page, without series yet.
fn record(job: &Job, page: &Page, layout: &str, vintage: String, batch: String) -> NewRecord {
    NewRecord {
        name: page.request.name.clone(),
        source: job.service.clone(),
        request: page.request.url.clone(),
        layout: layout.into(),
        vintage,
        retrieved: page.retrieved.clone(),
        batch,
        pages: 0,
        series: Vec::new(),
    }
}
