//! `fxsens data fetch` as a user runs it, against a server on this machine.

use std::fmt::Write;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use fxsens_testing::{Loopback, Reply};

use crate::program::root;

const KEY: &str = "0123456789abcdef0123456789abcdef";

/// The program with a folder of its own and every service at `base`; neither proxies nor keys of the environment reach it.
fn program(folder: &Path, base: &str, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("fxsens").expect("the binary is built with the tests");
    command.current_dir(root()).args(arguments).env("FXSENS_STORE", folder.join("store"));
    command.env("XDG_CONFIG_HOME", folder.join("config")).env("HOME", folder);
    for name in ["ALL_PROXY", "HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY"] {
        command.env_remove(name).env_remove(name.to_lowercase());
    }
    for name in ["FXSENS_FRED_KEY", "FXSENS_ESTAT_KEY"] {
        command.env_remove(name);
    }
    for service in [
        "BOJ",
        "BOJ_FILES",
        "MOF",
        "FRED",
        "FRED_GRAPH",
        "ALFRED",
        "ECB",
        "ECB_FILES",
        "BIS",
        "ESTAT",
        "WORLDBANK",
    ] {
        command.env(format!("FXSENS_FETCH_BASE_{service}"), base);
    }
    command
}

fn run(folder: &Path, base: &str, arguments: &[&str]) -> Output {
    program(folder, base, arguments).output().expect("the binary starts")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Twelve and a half years from 2014 of every code, made up: payments above receipts, no code a multiple of another. `shift` revises
/// payments.
fn digital(codes: &[&str], shift: f64) -> String {
    let mut series = String::new();
    for (i, code) in codes.iter().enumerate() {
        let (mut dates, mut values) = (Vec::new(), Vec::new());
        for month in 0..150 {
            dates.push(format!("{}{:02}", 2014 + month / 12, month % 12 + 1));
            let level = if code.contains("JYNSD") { 1500.0 + shift } else { 700.0 };
            let wave = 100.0 * ((month * (i + 2)) as f64 * 0.37).sin();
            values.push(format!("{:.1}", level + 5.0 * month as f64 + wave));
        }
        let comma = if i == 0 { "" } else { "," };
        let _ = write!(
            series,
            r#"{comma}{{"SERIES_CODE":"{code}","NAME_OF_TIME_SERIES":"Services","UNIT":"100 million yen","FREQUENCY":"MONTHLY","CATEGORY":"BOP","LAST_UPDATE":20261109,"VALUES":{{"SURVEY_DATES":[{}],"VALUES":[{}]}}}}"#,
            dates.join(","),
            values.join(",")
        );
    }
    format!(
        r#"{{"STATUS":200,"MESSAGEID":"M181000I","MESSAGE":"","NEXTPOSITION":null,"RESULTSET":[{series}]}}"#
    )
}

fn bank_of_japan() -> Loopback {
    let answer = |_: usize, path: &str| {
        let codes = path.split('&').find_map(|part| part.strip_prefix("code=")).unwrap_or_default();
        Reply::json(digital(&codes.split(',').collect::<Vec<_>>(), 0.0))
    };
    Loopback::start(answer).expect("a port is free")
}

#[test]
fn the_digital_balance_is_fetched_and_used_in_a_fit() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let server = bank_of_japan();
    let fit = [
        "fit",
        "--formula",
        "usdjpy ~ digital_deficit_tn",
        "--first",
        "2018-01",
        "--last",
        "2022-12",
        "--format",
        "json",
    ];

    let before = run(folder.path(), &server.base(), &fit);
    assert_eq!(before.status.code(), Some(2));
    assert!(text(&before.stderr).contains("fxsens data fetch boj digital"), "{}", text(&before.stderr));

    let fetched =
        run(folder.path(), &server.base(), &["data", "fetch", "boj", "digital", "--format", "json"]);
    assert!(fetched.status.success(), "{}", text(&fetched.stderr));
    assert_eq!(server.received().len(), 1, "one request brings all of it");
    let listed: serde_json::Value = serde_json::from_slice(&fetched.stdout).expect("JSON");
    assert_eq!(listed["records"][0]["series"].as_array().map(Vec::len), Some(18));

    let after = run(folder.path(), &server.base(), &fit);
    assert!(after.status.success(), "{}", text(&after.stderr));
    let summary: serde_json::Value = serde_json::from_slice(&after.stdout).expect("JSON");
    assert_eq!(summary["nobs"], 60);

    let mut early = fit.to_vec();
    early.extend(["--as-of", "2020-01-31"]);
    let refused = run(folder.path(), &server.base(), &early);
    assert_eq!(refused.status.code(), Some(2), "figures of today were not known in 2020");
    assert!(refused.stdout.is_empty());

    let verified = run(folder.path(), &server.base(), &["data", "verify"]);
    assert!(verified.status.success(), "{}", text(&verified.stdout));
    assert_eq!(server.received().len(), 1, "no other command uses the network");
}

#[test]
fn both_definitions_are_sums_of_what_was_fetched() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let server = bank_of_japan();
    assert!(
        run(folder.path(), &server.base(), &["data", "fetch", "boj", "digital", "--quiet"]).status.success()
    );
    let first = |id: &str| {
        let shown = run(
            folder.path(),
            &server.base(),
            &["data", "show", id, "--first", "2014-01", "--last", "2014-01", "--format", "csv"],
        );
        assert!(shown.status.success(), "{id}: {}", text(&shown.stderr));
        let line = text(&shown.stdout).lines().last().unwrap_or_default().to_owned();
        line.rsplit(',')
            .next()
            .and_then(|value| value.parse::<f64>().ok())
            .unwrap_or_else(|| panic!("{id}: {line}"))
    };
    // Three components of 1500 against three of 700 in JPY 100 million, each at its level in the first month.
    fxsens_testing::assert_close(first("digital_payments"), 4500.0, 1e-9, "sum of three components");
    fxsens_testing::assert_close(first("digital_receipts"), 2100.0, 1e-9, "sum of three components");
    fxsens_testing::assert_close(first("digital_deficit_tn"), 0.24, 1e-9, "difference in JPY trillion");
    for (id, expected) in [
        ("digital_deficit_narrow_tn", 0.24),
        ("digital_full", -0.24),
        ("digital_narrow", -0.24),
        ("digital_consulting", -0.08),
        ("digital_computer_payments", 1500.0),
        ("digital_information_receipts", 700.0),
    ] {
        fxsens_testing::assert_close(first(id), expected, 1e-9, id);
    }
    // At the base rate: JPY 0.24 trillion times 140.5 over the mean rate of the twelve months to January 2014.
    let rate = run(
        folder.path(),
        &server.base(),
        &["data", "show", "usdjpy", "--first", "2013-02", "--last", "2014-01", "--format", "csv"],
    );
    let rates: Vec<f64> =
        text(&rate.stdout).lines().filter_map(|line| line.rsplit(',').next()?.parse().ok()).collect();
    assert_eq!(rates.len(), 12);
    let constant = 140.5 / (rates.iter().sum::<f64>() / 12.0);
    for (id, value) in [
        ("digital_deficit_cfx", 0.24),
        ("digital_deficit_narrow_cfx", 0.24),
        ("digital_payments_cfx", 0.45),
        ("digital_receipts_cfx", 0.21),
    ] {
        fxsens_testing::assert_close(first(id), value * constant, 1e-9, id);
    }
}

/// The study with what the store holds; the whole of results.json.
fn reproduce(folder: &Path, base: &str, out: &str, more: &[&str]) -> serde_json::Value {
    let out = folder.join(out);
    let place = out.to_string_lossy();
    let mut arguments = vec!["reproduce", "--no-plots", "--quiet", "--out", &place];
    arguments.extend(more);
    let output = run(folder, base, &arguments);
    assert!(output.status.success(), "{}", text(&output.stderr));
    let results = std::fs::read_to_string(out.join("results.json")).expect("results are written");
    serde_json::from_str(&results).expect("JSON")
}

#[test]
fn with_the_monthly_balance_the_digital_specs_run_and_a_day_before_a_revision_gives_the_estimate_of_then() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    // The answer of September, revised when the program asks again.
    let server = bank_of_japan();
    let asked = run(folder.path(), &server.base(), &["data", "fetch", "boj", "digital", "--dry-run"]);
    let request = text(&asked.stdout);
    let codes =
        request.split(['&', '\n']).find_map(|part| part.strip_prefix("code=")).expect("codes").to_owned();
    let codes: Vec<&str> = codes.trim().split(',').collect();
    assert_eq!(codes.len(), 18, "{request}");
    let september = folder.path().join("september.json");
    std::fs::write(&september, digital(&codes, -60.0)).expect("the file can be written");
    let place = september.to_string_lossy();
    let import = run(folder.path(), &server.base(), &["data", "import", &place, "--vintage", "2026-09-30"]);
    assert!(import.status.success(), "{}", text(&import.stderr));

    let then = reproduce(folder.path(), &server.base(), "then", &[]);
    assert_eq!(then["waiting"].as_array().map(Vec::len), Some(0), "no rung waits");
    let waiting: Vec<&str> = then["curve"]["waiting"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|w| w["value"].as_str())
        .collect();
    assert_eq!(waiting, ["vix"], "of the grid only what the volatility index is needed for");
    let rung = |results: &serde_json::Value, spec: &str| {
        let rungs = results["rungs"].as_array().expect("rungs");
        rungs.iter().find(|rung| rung["spec"] == spec).unwrap_or_else(|| panic!("{spec} runs"))["effect"]["yen"].clone()
    };
    assert!(rung(&then, "m1d").is_f64() && rung(&then, "m4f").is_f64());

    let fetched = run(folder.path(), &server.base(), &["data", "fetch", "boj", "digital", "--quiet"]);
    assert!(fetched.status.success(), "{}", text(&fetched.stderr));
    let now = reproduce(folder.path(), &server.base(), "now", &[]);
    assert_ne!(rung(&now, "m4f"), rung(&then, "m4f"), "the revision matters");
    assert_ne!(now["curve"]["summary"], then["curve"]["summary"]);
    let again = reproduce(folder.path(), &server.base(), "again", &["--as-of", "2026-10-31"]);
    assert!(again == then, "every number of that day");
}

#[test]
fn a_dry_run_prints_the_request_and_makes_none() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let server = bank_of_japan();
    let output = program(
        folder.path(),
        &server.base(),
        &["data", "fetch", "fred", "DGS10", "--since", "2024-01", "--dry-run"],
    )
    .env("FXSENS_FRED_KEY", KEY)
    .output()
    .expect("the binary starts");
    let printed = text(&output.stdout);
    assert!(
        printed.contains(
            "series_id=DGS10&observation_start=2024-01-01 (and the key of FXSENS_FRED_KEY as api_key)"
        ),
        "{printed}"
    );
    assert!(!printed.contains(KEY) && !text(&output.stderr).contains(KEY));
    assert!(server.received().is_empty());
    assert!(!folder.path().join("store").exists());
}

#[test]
fn the_key_is_in_the_request_and_in_nothing_that_is_printed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let answer = format!(r#"{{"error_code":400,"error_message":"{KEY} is not registered"}}"#);
    let server =
        Loopback::start(move |_, _| Reply::json(answer.clone()).status(400)).expect("a port is free");
    let output = program(folder.path(), &server.base(), &["data", "fetch", "fred", "DGS10", "--verbose"])
        .env("FXSENS_FRED_KEY", KEY)
        .env("RUST_LOG", "trace")
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(2));
    assert!(server.received()[0].contains(KEY));
    let printed = text(&output.stdout) + &text(&output.stderr);
    assert!(printed.contains("*** is not registered") && !printed.contains(KEY), "{printed}");
}

#[test]
fn a_proxy_that_does_not_answer_is_named_without_its_password() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let gone = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port is free");
    let output = program(folder.path(), "https://data.example/", &["data", "fetch", "boj", "digital"])
        .env("HTTPS_PROXY", format!("http://me:secret@{gone}"))
        .output()
        .expect("the binary starts");
    assert_eq!(output.status.code(), Some(2));
    let message = text(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(message.contains("through the proxy") && message.contains("HTTPS_PROXY"), "{message}");
    assert!(!message.contains("secret"), "{message}");
}

#[test]
fn a_service_without_ids_lists_its_sets() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let server = bank_of_japan();
    let output = run(folder.path(), &server.base(), &["data", "fetch", "boj"]);
    assert!(output.status.success());
    assert!(text(&output.stdout).contains("digital"), "{}", text(&output.stdout));
    assert!(server.received().is_empty());
}
