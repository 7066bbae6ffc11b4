//! Answers in several pages, interrupted and taken up again.

use fxsens_ingest::Vintages;
use fxsens_ingest::fetch::{FetchError, Service};
use fxsens_testing::{Loopback, Reply};

use crate::answers::{BOJ_ERROR, boj, fred};
use crate::rig::{Outcome, Rig};

const IDS: [&str; 2] = ["BP01/BPBP6JYNTS", "BP01/BPBP6JYNSN"];

/// Two pages, one code each; `broken` says for which requests, by number, the answer is an error.
fn two_pages(broken: fn(usize) -> bool) -> std::io::Result<Loopback> {
    Loopback::start(move |number, path| {
        if broken(number) {
            return Reply::json(BOJ_ERROR).status(400);
        }
        if path.contains("startPosition=2") {
            Reply::json(boj(&["BPBP6JYNSN"], None))
        } else {
            Reply::json(boj(&["BPBP6JYNTS"], Some(2)))
        }
    })
}

#[test]
fn all_pages_are_fetched_and_share_a_batch() -> Outcome {
    let server = two_pages(|_| false)?;
    let rig = Rig::new(&server)?;
    let records = rig.fetch(Service::Boj, &IDS)?;
    assert_eq!(records.len(), 2);
    assert!(records.iter().all(|record| record.pages == 2 && record.batch == records[0].batch));
    assert!(server.paths()[1].ends_with("&startPosition=2"), "{:?}", server.paths());
    let vintages = Vintages::of(rig.store.clone())?;
    for id in ["BPBP6JYNTS", "BPBP6JYNSN"] {
        assert_eq!(vintages.load(id, None)?.values()[0].to_string(), "0.5");
    }
    assert!(rig.store.verify()?.problems.is_empty());
    Ok(())
}

#[test]
fn an_interrupted_answer_counts_for_nothing_and_is_taken_up_where_it_broke_off() -> Outcome {
    let server = two_pages(|number| number == 1)?;
    let rig = Rig::new(&server)?;
    assert!(matches!(rig.refusal(Service::Boj, &IDS), FetchError::Status { .. }));
    assert_eq!(rig.store.records()?.len(), 1, "the first page is kept");
    assert_eq!(Vintages::of(rig.store.clone())?.all_ids().count(), 0, "and not used");

    let records = rig.fetch(Service::Boj, &IDS)?;
    assert_eq!(records.len(), 2);
    let paths = server.paths();
    assert_eq!(paths.len(), 3);
    assert!(paths[2].ends_with("&startPosition=2"), "only the second page is asked for again: {paths:?}");
    assert_eq!(Vintages::of(rig.store.clone())?.all_ids().count(), 2);
    Ok(())
}

#[test]
fn a_complete_answer_is_fetched_afresh_the_next_time() -> Outcome {
    let server = two_pages(|_| false)?;
    let rig = Rig::new(&server)?;
    let first = rig.fetch(Service::Boj, &IDS)?;
    let second = rig.fetch(Service::Boj, &IDS)?;
    assert_eq!(server.received().len(), 4);
    assert_ne!(first[0].batch, second[0].batch);
    Ok(())
}

#[test]
fn an_interrupted_answer_of_yesterday_is_fetched_afresh() -> Outcome {
    let server = two_pages(|number| number == 1)?;
    let mut rig = Rig::new(&server)?;
    let _ = rig.refusal(Service::Boj, &IDS);
    rig.clock.utc = "2026-11-29T06:00:00Z".into();
    let records = rig.fetch(Service::Boj, &IDS)?;
    assert_eq!(server.received().len(), 4);
    assert!(records.iter().all(|record| record.vintage == "2026-11-29"));
    Ok(())
}

#[test]
fn pages_that_lead_in_a_circle_end() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(boj(&["BPBP6JYNTS", "BPBP6JYNSN"], Some(2))))?;
    let rig = Rig::new(&server)?;
    let error = rig.refusal(Service::Boj, &IDS);
    assert!(error.to_string().contains("its pages do not end"), "{error}");
    assert!(server.received().len() < 5);
    Ok(())
}

#[test]
fn pages_of_one_series_are_joined() -> Outcome {
    let server = Loopback::start(|_, path| {
        Reply::json(fred(&["value"], if path.contains("offset=3") { 3 } else { 0 }, 6))
    })?;
    let rig = Rig::new(&server)?;
    let records = rig.fetch(Service::Fred, &["UNRATE"])?;
    assert_eq!(records.len(), 2);
    let series = Vintages::of(rig.store.clone())?.load("UNRATE", None)?;
    assert_eq!(series.len(), 6);
    Ok(())
}

#[test]
fn codes_that_do_not_come_are_named_and_nothing_is_stored_under_an_id() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(boj(&["BPBP6JYNTS"], None)))?;
    let rig = Rig::new(&server)?;
    let error = rig.refusal(Service::Boj, &IDS);
    assert_eq!(error.to_string(), "the answer to boj-BP01-BPBP6JYNTS-and-1-more.json lacks BPBP6JYNSN");
    assert!(rig.store.records()?.is_empty());
    Ok(())
}
