//! What is asked of each service, and what cannot be asked.

use fxsens_ingest::fetch::{FetchError, Service, Services};
use fxsens_ingest::{IngestError, Source};
use fxsens_testing::{Loopback, Reply};

use crate::rig::{KEY, Outcome, Rig};

fn idle() -> std::io::Result<Loopback> {
    Loopback::start(|_, _| Reply::json("{}"))
}

/// The requests of a dry run without the address of the server.
fn dry(
    service: Service,
    ids: &[&str],
    since: Option<&str>,
) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let server = idle()?;
    let rig = Rig::new(&server)?;
    let lines = rig.dry_run(service, ids, since)?;
    assert!(server.received().is_empty(), "a dry run makes no call");
    assert!(!rig.store.exists());
    assert!(!lines.join("").contains(KEY));
    Ok(lines.iter().map(|line| line.replace(&server.base(), "")).collect())
}

#[test]
fn the_digital_balance_is_one_request() -> Outcome {
    let expected = "getDataCode?format=json&lang=en&db=BP01&startDate=201401&code=BPBP6JYNSC9062,BPBP6JYNSD9062,\
        BPBP6JYNSN9062,BPBP6JYNSC907,BPBP6JYNSD907,BPBP6JYNSN907,BPBP6JYNSC9072,BPBP6JYNSD9072,BPBP6JYNSN9072,\
        BPBP6JYNSC9082,BPBP6JYNSD9082,BPBP6JYNSN9082,BPBP6JYNSC9071,BPBP6JYNSD9071,BPBP6JYNSN9071,BPBP6JYNSC9073,\
        BPBP6JYNSD9073,BPBP6JYNSN9073";
    let lines = dry(Service::Boj, &["digital"], None)?;
    let parameters = |line: &str| {
        let mut parts: Vec<String> = line.split(['?', '&']).map(str::to_owned).collect();
        parts.sort();
        parts
    };
    assert_eq!(lines.len(), 1);
    assert_eq!(parameters(&lines[0]), parameters(expected));
    assert!(dry(Service::Boj, &["digital"], Some("2020Q2"))?[0].contains("startDate=202004"));
    Ok(())
}

#[test]
fn codes_are_grouped_by_database_and_cut_at_the_limit() -> Outcome {
    let many: Vec<String> = (0..251).map(|n| format!("BP01/X{n}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(dry(Service::Boj, &many, None)?.len(), 2);
    let lines = dry(Service::Boj, &["BP01'BPBP6JYNTS", "FM08/FXERM07", "BPBP6JYNSN"], Some("2024"))?;
    assert_eq!(
        lines,
        [
            "getDataCode?format=json&lang=en&db=BP01&startDate=2024&code=BPBP6JYNTS,BPBP6JYNSN",
            "getDataCode?format=json&lang=en&db=FM08&startDate=2024&code=FXERM07",
        ]
    );
    Ok(())
}

#[test]
fn every_service_is_asked_in_its_own_way() -> Outcome {
    let key = "(and the key of FXSENS_FRED_KEY as api_key)";
    for (service, id, since, expected) in [
        (Service::Fred, "DGS10", Some("2024-03"), format!("series/observations?file_type=json&series_id=DGS10&observation_start=2024-03-01 {key}")),
        (Service::Alfred, "GDPC1", None, format!("series/vintagedates?file_type=json&series_id=GDPC1 {key}")),
        (
            Service::Alfred,
            "GDPC1@2024-01-25,2024-02-28",
            None,
            format!("series/observations?file_type=json&output_type=2&series_id=GDPC1&vintage_dates=2024-01-25,2024-02-28 {key}"),
        ),
        (Service::Ecb, "usd", Some("2024Q1"), "EXR/D.USD.EUR.SP00.A?format=csvdata&startPeriod=2024-Q1".into()),
        (Service::Bis, "WS_CBPOL/D.JP", Some("2024-03-15"), "WS_CBPOL/D.JP?format=csv&startPeriod=2024-03-15".into()),
        (
            Service::Estat,
            "0003313967@cat01=110,area=50105",
            Some("2024-03"),
            "getStatsData?statsDataId=0003313967&cdCat01=110&cdArea=50105&cdTimeFrom=2024000303 (and the key of FXSENS_ESTAT_KEY as appId)".into(),
        ),
        (
            Service::WorldBank,
            "BM.GSR.ROYL.CD.JPN",
            Some("2015"),
            "country/JPN/indicator/BM.GSR.ROYL.CD?format=json&per_page=1000&date=2015:2026".into(),
        ),
        (Service::Mof, "jgbcm_all", None, "jgbs/reference/interest_rate/data/jgbcm_all.csv".into()),
    ] {
        assert_eq!(dry(service, &[id], since)?, [expected], "{id}");
    }
    Ok(())
}

#[test]
fn ids_that_no_service_has_are_refused_before_any_call() -> Outcome {
    let server = idle()?;
    let rig = Rig::new(&server)?;
    for (service, id) in [
        (Service::Boj, "digitl"),
        (Service::Boj, "BP01/../../x"),
        (Service::Boj, "BP01/A&db=FM08"),
        (Service::Mof, "6s-9-9"),
        (Service::Fred, "dgs10"),
        (Service::Fred, "DGS10&api_key=x"),
        (Service::Alfred, "GDPC1@yesterday"),
        (Service::Ecb, "EXR"),
        (Service::Ecb, "EXR/../x"),
        (Service::Bis, "WS_CBPOL/D.JP?x"),
        (Service::Estat, "00@cat01"),
        (Service::Estat, "00@cat01=é"),
        (Service::WorldBank, "BM.GSR.ROYL.CD.JP"),
        (Service::WorldBank, ""),
    ] {
        let error = rig.refusal(service, &[id]);
        assert!(matches!(error, FetchError::Id { .. }), "{id}: {error}");
    }
    assert!(rig.refusal(Service::Boj, &["digitl"]).to_string().contains("did you mean digital?"));
    assert!(matches!(rig.refusal(Service::Boj, &[]), FetchError::NoId { .. }));
    assert!(server.received().is_empty());
    Ok(())
}

#[test]
fn a_first_period_is_refused_where_files_come_whole() -> Outcome {
    let server = idle()?;
    let rig = Rig::new(&server)?;
    let error = rig.dry_run(Service::Mof, &["6s-1-4"], Some("2024-01")).expect_err("refused").to_string();
    assert!(error.contains("its files come whole"), "{error}");
    Ok(())
}

#[test]
fn every_service_of_the_list_is_encrypted_and_known_to_the_readers() -> Outcome {
    let services = Services::open(&Source::Embedded, |_| None)?;
    let layouts: Vec<&str> = fxsens_ingest::layouts().iter().map(|layout| layout.name).collect();
    for info in services.iter() {
        assert!(info.base.starts_with("https://") && info.base.ends_with('/'), "{}", info.name);
        for layout in &info.layouts {
            assert!(layouts.contains(&layout.as_str()), "{}: {layout}", info.name);
        }
        for set in &info.sets {
            assert!(!set.title.is_empty());
        }
    }
    Ok(())
}

#[test]
fn an_address_in_the_place_of_a_services_must_be_encrypted_or_of_this_machine() {
    for wrong in ["http://data.example/", "data.example", "ftp://127.0.0.1/", ""] {
        let opened = Services::open(&Source::Embedded, |_| Some(wrong.into()));
        assert!(matches!(opened, Err(IngestError::Fetch(FetchError::Address { .. }))), "{wrong}");
    }
}
