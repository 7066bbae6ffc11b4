//! Answers of every service in their documented layouts, stored and read again; and answers that are errors.

use fxsens_ingest::Vintages;
use fxsens_ingest::fetch::{FetchError, Service};
use fxsens_testing::{Loopback, Reply};

use crate::answers::{BOJ_ERROR, boj, codes_of, fred, world_bank};
use crate::rig::{Outcome, Rig};

#[test]
fn the_digital_balance_is_stored_as_it_came() -> Outcome {
    let server = Loopback::start(|_, path| Reply::json(boj(&codes_of(path), None)))?;
    let rig = Rig::new(&server)?;
    let records = rig.fetch(Service::Boj, &["digital"])?;
    let [record] = records.as_slice() else { panic!("{records:?}") };
    assert_eq!(record.series.len(), 18);
    assert_eq!((record.source.as_str(), record.layout.as_str()), ("boj", "boj-api"));
    assert_eq!((record.vintage.as_str(), record.retrieved.as_str()), ("2026-11-28", "2026-11-28T06:00:00Z"));
    assert!(record.request.contains("code=BPBP6JYNSC9062,"));
    assert_eq!(rig.store.bytes(record)?, boj(&codes_of(&server.paths()[0]), None).as_bytes());
    let series = Vintages::of(rig.store.clone())?.load("BPBP6JYNSC907", None)?;
    assert!(series.values()[1].is_nan(), "null is missing");
    assert_eq!(series.unit.to_string(), "JPY 100 million");
    Ok(())
}

#[test]
fn whole_files_come_as_archives_beside_the_interface() -> Outcome {
    let flat = ",,,,202401,202402,202403\nBPBP6JYNTS,BP01,Goods and services,100 million Yen,-1.5,2.25,\n";
    let rates = "Date,USD,JPY,\n2024-01-03,1.0919,155.72,\n2024-01-02,1.0956,155.93,\n";
    let server = Loopback::start(move |_, path| {
        if path.ends_with("bp_m_en.zip") {
            Reply::of("application/x-zip-compressed", zipped("bp_m_en.csv", flat))
        } else if path.ends_with("eurofxref-hist.zip") {
            Reply::of("application/zip", zipped("eurofxref-hist.csv", rates))
        } else {
            Reply::json(boj(&codes_of(path), None))
        }
    })?;
    let rig = Rig::new(&server)?;
    let records = rig.fetch(Service::Boj, &["bp_m_en", "digital"])?;
    assert_eq!(
        records.iter().map(|record| record.layout.as_str()).collect::<Vec<_>>(),
        ["boj-flat", "boj-api"]
    );
    assert!(records.iter().all(|record| record.source == "boj"));
    assert!(rig.store.bytes(&records[0])?.starts_with(b"PK"), "stored as it came");
    let series = Vintages::of(rig.store.clone())?.load("BPBP6JYNTS", None)?;
    assert_eq!(series.values(), [-1.5, 2.25]);
    let [record] = rig.fetch(Service::Ecb, &["eurofxref-hist"])?.try_into().map_err(|_| "one answer")?;
    assert_eq!((record.layout.as_str(), record.series.len()), ("ecb", 2));
    assert!(matches!(rig.refusal(Service::Boj, &["bp_q_en"]), FetchError::Id { .. }));
    Ok(())
}

fn zipped(name: &str, text: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file(name, zip::write::SimpleFileOptions::default()).expect("the archive takes a file");
    std::io::Write::write_all(&mut archive, text.as_bytes()).expect("it can be written");
    archive.finish().expect("it can be closed").into_inner()
}

#[test]
fn the_same_answer_on_the_same_day_is_stored_once() -> Outcome {
    let server = Loopback::start(|_, path| Reply::json(boj(&codes_of(path), None)))?;
    let rig = Rig::new(&server)?;
    rig.fetch(Service::Boj, &["digital"])?;
    rig.fetch(Service::Boj, &["digital"])?;
    assert_eq!(rig.store.records()?.len(), 1);
    Ok(())
}

#[test]
fn equal_answers_to_different_requests_are_both_stored() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(fred(&["value"], 0, 3)))?;
    let rig = Rig::new(&server)?;
    rig.fetch(Service::Fred, &["UNRATE", "EXJPUS"])?;
    let vintages = Vintages::of(rig.store.clone())?;
    let ids: Vec<&str> = vintages.all_ids().collect();
    assert_eq!(ids, ["UNRATE", "usdjpy"], "each under its id, the catalogue's where there is one");
    Ok(())
}

#[test]
fn an_error_in_the_body_is_repeated_with_a_status_of_200_and_of_400() -> Outcome {
    let server = Loopback::start(|_, path| {
        let status = if path.contains("BPBP6JYNTS") { 200 } else { 400 };
        Reply::json(BOJ_ERROR).status(status)
    })?;
    let rig = Rig::new(&server)?;
    let with_200 = rig.refusal(Service::Boj, &["BPBP6JYNTS"]);
    assert_eq!(
        with_200.to_string(),
        "the service `boj` refuses the request: 400 M181005E Invalid input: code"
    );
    let with_400 = rig.refusal(Service::Boj, &["BPBP6JYNSN"]);
    assert!(
        with_400.to_string().ends_with("answers with status 400: 400 M181005E Invalid input: code"),
        "{with_400}"
    );
    assert!(rig.store.records()?.is_empty());
    Ok(())
}

#[test]
fn errors_of_every_service_with_status_200_are_repeated() -> Outcome {
    let server = Loopback::start(|_, path| {
        if path.contains("getStatsData") {
            return Reply::json(
                r#"{"GET_STATS_DATA":{"RESULT":{"STATUS":100,"ERROR_MSG":"no such appId"}}}"#,
            );
        }
        if path.contains("indicator") {
            let body = r#"[{"message":[{"id":"120","key":"Invalid value","value":"no such indicator"}]}]"#;
            return Reply::json(body);
        }
        Reply::json(r#"{"error_code":400,"error_message":"no such series"}"#)
    })?;
    let rig = Rig::new(&server)?;
    for (service, id, said) in [
        (Service::Estat, "0003313967", "no such appId"),
        (Service::WorldBank, "BM.GSR.ROYL.CD.JPN", "no such indicator"),
        (Service::Fred, "DGS10", "no such series"),
        (Service::Alfred, "GDPC1", "no such series"),
    ] {
        let error = rig.refusal(service, &[id]);
        assert!(matches!(error, FetchError::Refused { .. }) && error.to_string().contains(said), "{error}");
    }
    Ok(())
}

#[test]
fn a_document_that_ends_too_early_is_not_stored() -> Outcome {
    let whole = boj(&["BPBP6JYNTS"], None);
    let half = whole[..whole.len() / 2].to_owned();
    let server = Loopback::start(move |_, _| Reply::json(half.clone()))?;
    let rig = Rig::new(&server)?;
    let error = rig.refusal(Service::Boj, &["BPBP6JYNTS"]);
    assert!(error.to_string().contains("not valid JSON"), "{error}");
    assert!(rig.store.records()?.is_empty());
    Ok(())
}

#[test]
fn an_answer_without_figures_is_not_stored() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(boj(&[], None)))?;
    let rig = Rig::new(&server)?;
    assert!(matches!(rig.refusal(Service::Boj, &["BPBP6JYNTS"]), FetchError::Content { .. }));
    Ok(())
}

#[test]
fn fred_without_a_key_gives_the_file_of_the_graph() -> Outcome {
    let server = Loopback::start(|_, _| {
        Reply::of("application/csv", "observation_date,DGS10\n2024-01-01,\n2024-01-02,3.95\n")
    })?;
    let rig = Rig::new(&server)?.without_keys();
    let records = rig.fetch(Service::Fred, &["DGS10"])?;
    assert_eq!(server.paths(), ["/fredgraph.csv?id=DGS10"]);
    assert_eq!((records[0].source.as_str(), records[0].layout.as_str()), ("fred", "fred"));
    Ok(())
}

#[test]
fn every_vintage_is_known_from_its_own_day() -> Outcome {
    let server = Loopback::start(|_, path| {
        if path.contains("vintagedates") {
            return Reply::json(r#"{"count":2,"offset":0,"vintage_dates":["2024-01-25","2024-02-28"]}"#);
        }
        Reply::json(fred(&["GDPC1_20240125", "GDPC1_20240228"], 0, 3))
    })?;
    let rig = Rig::new(&server)?;
    let records = rig.fetch(Service::Alfred, &["GDPC1"])?;
    let days: Vec<&str> = records.iter().map(|record| record.vintage.as_str()).collect();
    assert_eq!(days, ["2024-01-25", "2024-02-28"]);
    assert!(
        server.paths()[1].contains("output_type=2")
            && server.paths()[1].contains("vintage_dates=2024-01-25,2024-02-28")
    );
    let vintages = Vintages::of(rig.store.clone())?;
    let first = |day: &str| vintages.load("GDPC1", Some(day)).map(|series| series.values()[0].to_string());
    assert_eq!(first("2024-02-27")?, "0.1");
    assert_eq!(first("2024-02-28")?, "1.1");
    assert!(first("2024-01-24").is_err());
    Ok(())
}

#[test]
fn revised_figures_in_the_place_of_a_vintage_are_refused() -> Outcome {
    // A status of 200, and the figures of today under the name `value`.
    let server = Loopback::start(|_, _| Reply::json(fred(&["value"], 0, 3)))?;
    let rig = Rig::new(&server)?;
    let error = rig.refusal(Service::Alfred, &["GDPC1@2024-01-25"]);
    assert_eq!(error.to_string(), "the answer to GDPC1.json lacks GDPC1_20240125");
    assert!(rig.store.records()?.is_empty());
    Ok(())
}

#[test]
fn a_list_of_vintages_that_is_not_whole_is_refused() -> Outcome {
    let server = Loopback::start(|_, _| Reply::json(r#"{"count":3000,"vintage_dates":["2024-01-25"]}"#))?;
    let rig = Rig::new(&server)?;
    let error = rig.refusal(Service::Alfred, &["GDPC1"]);
    assert!(error.to_string().contains("3000 vintages; name those you need"), "{error}");
    Ok(())
}

#[test]
fn the_world_bank_comes_in_pages() -> Outcome {
    let server =
        Loopback::start(|_, path| Reply::json(world_bank(if path.contains("page=2") { 2 } else { 1 }, 2)))?;
    let rig = Rig::new(&server)?;
    rig.fetch(Service::WorldBank, &["BM.GSR.ROYL.CD.JPN"])?;
    let series = Vintages::of(rig.store.clone())?.load("BM.GSR.ROYL.CD.JPN", None)?;
    assert_eq!(series.values(), [2.25, 1.25]);
    assert_eq!(series.start().to_string(), "2022");
    Ok(())
}

#[test]
fn central_banks_answer_in_sdmx() -> Outcome {
    let server = Loopback::start(|_, path| {
        let body = if path.contains("EXR") {
            "KEY,FREQ,CURRENCY,CURRENCY_DENOM,EXR_TYPE,EXR_SUFFIX,TIME_PERIOD,OBS_VALUE,OBS_STATUS\n\
             EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2024-01-02,1.0956,A\n\
             EXR.D.USD.EUR.SP00.A,D,USD,EUR,SP00,A,2024-01-03,1.0919,A\n"
        } else {
            "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA,TIME_PERIOD,OBS_VALUE\n\
             dataflow,BIS:WS_CBPOL(1.0),I,D,JP,2024-01-02,-0.1\n"
        };
        Reply::of("text/csv", body)
    })?;
    let rig = Rig::new(&server)?;
    assert_eq!(rig.fetch(Service::Ecb, &["usd"])?[0].layout, "sdmx");
    assert_eq!(rig.fetch(Service::Bis, &["policy-rate"])?[0].layout, "bis-sdmx");
    Ok(())
}

#[test]
fn another_series_than_the_one_asked_for_is_refused() -> Outcome {
    let server = Loopback::start(|_, _| {
        Reply::of("text/csv", "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE\nEXR.D.GBP,D,GBP,2024-01-02,1.1\n")
    })?;
    let rig = Rig::new(&server)?;
    assert!(matches!(rig.refusal(Service::Ecb, &["usd"]), FetchError::Missing { .. }));
    Ok(())
}

#[test]
fn a_table_of_estat_comes_in_pages() -> Outcome {
    let page = |next: &str, time: &str| {
        format!(
            r#"{{"GET_STATS_DATA":{{"RESULT":{{"STATUS":0,"ERROR_MSG":""}},"STATISTICAL_DATA":{{"RESULT_INF":{{"TOTAL_NUMBER":2{next}}},"TABLE_INF":{{"@id":"0003313967"}},"CLASS_INF":{{"CLASS_OBJ":[{{"@id":"cat01","@name":"item","CLASS":{{"@code":"110","@name":"total"}}}},{{"@id":"time","@name":"time","CLASS":[{{"@code":"2024000101","@name":"Jan"}},{{"@code":"2024000202","@name":"Feb"}}]}}]}},"DATA_INF":{{"VALUE":[{{"@cat01":"110","@time":"{time}","$":"5"}}]}}}}}}}}"#
        )
    };
    let server = Loopback::start(move |_, path| {
        let second = path.contains("startPosition=2");
        Reply::json(if second { page("", "2024000202") } else { page(r#","NEXT_KEY":2"#, "2024000101") })
    })?;
    let rig = Rig::new(&server)?;
    let records = rig.fetch(Service::Estat, &["0003313967@cat01=110"])?;
    assert_eq!(records.len(), 2);
    let id = records[0].series[0].id.clone();
    assert_eq!(Vintages::of(rig.store.clone())?.load(&id, None)?.values(), [5.0, 5.0]);
    Ok(())
}

#[test]
fn a_file_of_the_ministry_is_stored_under_its_own_name() -> Outcome {
    let body =
        "Interest Rate,,,(Unit : %)\r\nDate,1Y,2Y,3Y\r\n2024/1/4,-0.1,0.05,-\r\n2024/1/5,-0.1,0.06,0.1\r\n";
    let server = Loopback::start(move |_, _| Reply::of("application/octet-stream", body))?;
    let rig = Rig::new(&server)?;
    let records = rig.fetch(Service::Mof, &["jgbcme_all"])?;
    assert_eq!((records[0].name.as_str(), records[0].layout.as_str()), ("jgbcme_all.csv", "mof-jgb-en"));
    Ok(())
}
