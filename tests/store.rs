//! The store through the command line: files in, states by day, revisions, and a program that is killed while it stores.

use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use fxsens_testing::assert_close;
use serde_json::Value;

use crate::program::{fxsens, json, root};

/// The program, with a store of its own.
fn run(store: &Path, arguments: &[&str]) -> std::process::Output {
    let store = store.to_string_lossy();
    let all: Vec<&str> = arguments.iter().copied().chain(["--store", &store]).collect();
    fxsens(&all)
}

fn found(store: &Path, arguments: &[&str]) -> Value {
    let store = store.to_string_lossy();
    let all: Vec<&str> =
        arguments.iter().copied().chain(["--store", &store, "--format", "json", "--quiet"]).collect();
    json(&all)
}

/// An answer of the Bank of Japan's service in its documented layout; figures made up: `base + slope t` in month `t` from 2014-01
/// on and a wave that starts at zero, so that no lag is a combination of others.
fn answer(codes: &[(&str, f64, f64)], months: usize) -> String {
    let dates: Vec<String> = (0..months).map(|t| format!("{}{:02}", 2014 + t / 12, t % 12 + 1)).collect();
    let series = codes.iter().zip(2..).map(|((code, base, slope), pace)| {
        let wave = |t: usize| 40.0 * (0.37 * f64::from(pace) * t as f64).sin();
        let values: Vec<String> =
            (0..months).map(|t| format!("{:.1}", base + slope * t as f64 + wave(t))).collect();
        format!(
            r#"{{"SERIES_CODE":"{code}","NAME_OF_TIME_SERIES":"{code}","UNIT":"100 million yen","FREQUENCY":"MONTHLY","CATEGORY":"BOP","LAST_UPDATE":20260908,"VALUES":{{"SURVEY_DATES":[{}],"VALUES":[{}]}}}}"#,
            dates.join(","),
            values.join(",")
        )
    });
    let series: Vec<String> = series.collect();
    format!(
        r#"{{"STATUS":200,"MESSAGEID":"M181000I","MESSAGE":"Successfully completed","DATE":"2026-09-08T09:00:00.000+09:00","PARAMETER":{{"FORMAT":"JSON","LANG":"EN","DB":"BP01"}},"NEXTPOSITION":null,"RESULTSET":[{}]}}"#,
        series.join(",")
    )
}

/// Payments and receipts of the three items of the full definition; `shift` revises one of them.
fn digital(shift: f64) -> String {
    let codes = [
        ("BPBP6JYNSD9062", 1500.0 + shift, 5.0),
        ("BPBP6JYNSD907", 2000.0, 12.0),
        ("BPBP6JYNSD9082", 1800.0, 10.0),
        ("BPBP6JYNSC9062", 200.0, 1.0),
        ("BPBP6JYNSC907", 700.0, 2.0),
        ("BPBP6JYNSC9082", 900.0, 3.0),
    ];
    answer(&codes, 147)
}

#[test]
fn the_digital_balance_comes_from_a_stored_file_and_every_day_has_its_state() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = folder.path().join("store");
    for (name, shift, day) in [("first.json", 0.0, "2026-09-08"), ("second.json", 100.0, "2026-10-08")] {
        let path = folder.path().join(name);
        std::fs::write(&path, digital(shift)).expect("the file can be written");
        let stored = found(&store, &["data", "import", &path.to_string_lossy(), "--vintage", day]);
        assert_eq!(stored["records"][0]["layout"], "boj-api");
        // A second time adds nothing.
        found(&store, &["data", "import", &path.to_string_lossy(), "--vintage", day]);
    }
    let states = found(&store, &["data", "vintages", "BPBP6JYNSD9062"]);
    assert_eq!(states["series"][0]["stored"].as_array().map(Vec::len), Some(2));

    // Month 0: payments 1500 + 2000 + 1800, receipts 200 + 700 + 900, in units of 100 million yen.
    let first = |day: &[&str]| {
        let arguments: Vec<&str> =
            ["data", "show", "digital_deficit_tn"].iter().chain(day).copied().collect();
        found(&store, &arguments)["observations"][0]["value"].as_f64().expect("a number")
    };
    assert_close(first(&["--as-of", "2026-09-30"]), 0.35, 1e-12, "by hand");
    assert_close(first(&[]), 0.36, 1e-12, "by hand: the copyright payments were raised by 100");
    let early = run(&store, &["data", "show", "digital_deficit_tn", "--as-of", "2026-09-01"]);
    let words = String::from_utf8_lossy(&early.stderr).into_owned();
    assert_eq!(early.status.code(), Some(2), "{words}");
    assert!(words.contains("needs") || words.contains("no state"), "{words}");

    // A revision leaves the earlier estimate as it was.
    let formula = "usdjpy ~ gap_10y + digital_deficit_12m";
    let fit = |day: &str| {
        let fit = found(
            &store,
            &["fit", "--formula", formula, "--first", "2015-12", "--last", "2023-12", "--as-of", day],
        );
        fit["terms"][2]["estimate"].as_f64().expect("a number").to_bits()
    };
    let before = fit("2026-09-30");
    let path = folder.path().join("third.json");
    std::fs::write(&path, digital(5000.0)).expect("the file can be written");
    found(&store, &["data", "import", &path.to_string_lossy(), "--vintage", "2026-11-08"]);
    assert_eq!(fit("2026-09-30"), before, "the same bits");

    // Ladder: nothing waits any more.
    let out = folder.path().join("out");
    let results = found(&store, &["reproduce", "--no-curve", "--no-plots", "--out", &out.to_string_lossy()]);
    assert_eq!(results["waiting"].as_array().map(Vec::len), Some(0));

    // Revisions: 147 months by 100.
    let charts = folder.path().join("charts");
    let report = found(
        &store,
        &["data", "diff", "2026-09-30", "2026-10-31", "BPBP6JYNSD9062", "--out", &charts.to_string_lossy()],
    );
    let series = &report["series"][0];
    assert_eq!(series["revised"].as_array().map(Vec::len), Some(147));
    assert_close(series["mean"].as_f64().expect("a number"), 100.0, 1e-12, "by hand");
    assert!(charts.join("revisions-bpbp6jynsd9062.png").is_file() && charts.join("revisions.csv").is_file());
    assert!(run(&store, &["data", "verify"]).status.success());
}

#[test]
fn what_was_never_revised_is_cut_and_what_was_is_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = folder.path().join("none");
    let rate = found(&store, &["data", "show", "usdjpy", "--as-of", "2024-01-15"]);
    let last = rate["observations"].as_array().and_then(|rows| rows.last()).expect("observations");
    assert_eq!(last["period"], "2023-12", "January was not over");
    let balance = run(&store, &["data", "show", "bop_ca", "--as-of", "2024-01-15"]);
    let words = String::from_utf8_lossy(&balance.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains("no state of `bop_ca` was known on 2024-01-15"), "{words}");
}

#[test]
fn a_state_that_begins_later_is_continued_by_the_one_before() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = folder.path().join("store");
    let import = |name: &str, text: &str, more: &[&str]| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("the file can be written");
        let path = path.to_string_lossy().into_owned();
        run(&store, &[&["data", "import", path.as_str()], more].concat())
    };
    let value = |id: &str, period: &str, day: &[&str]| {
        let window = ["data", "show", id, "--first", period, "--last", period];
        found(&store, &[&window, day].concat())["observations"][0]["value"].as_f64().expect("a number")
    };
    // Two months of USD/JPY since a later day: what came before is the table's.
    let short = "observation_date,EXJPUS\n2026-05-01,1.5\n2026-06-01,2.5\n2026-07-01,3.5\n";
    assert!(import("EXJPUS.csv", short, &["--vintage", "2026-09-30"]).status.success());
    assert_close(value("usdjpy", "2026-06", &[]), 2.5, 1e-12, "the store's");
    assert_close(value("usdjpy", "2023-12", &[]), 143.9815, 1e-9, "the table's: G.5 of December 2023");
    assert_close(value("usdjpy", "2026-06", &["--as-of", "2026-09-01"]), 160.77, 1e-2, "the table's, before");

    // A, B, A on one day: the last counts.
    for (name, text) in [
        ("a.csv", "period,own\n2024-01,1\n"),
        ("b.csv", "period,own\n2024-01,2\n"),
        ("a.csv", "period,own\n2024-01,1\n"),
    ] {
        assert!(import(name, text, &["--vintage", "2026-03-31"]).status.success());
    }
    assert_close(value("own", "2024-01", &[]), 1.0, 1e-12, "stored last");

    // What cannot count as the series it names is refused, and so is a code that is not there.
    let quarters = import("q.csv", "period,own\n2024Q1,1\n2024Q2,2\n", &["--id", "own=usdjpy"]);
    let words = String::from_utf8_lossy(&quarters.stderr).into_owned();
    assert!(quarters.status.code() == Some(2) && words.contains("figures by quarter"), "{words}");
    let unknown = import("u.csv", "period,own\n2024-01,1\n", &["--id", "other=usdjpy"]);
    let words = String::from_utf8_lossy(&unknown.stderr).into_owned();
    assert!(unknown.status.code() == Some(2) && words.contains("the file holds own"), "{words}");
}

#[test]
fn figures_of_a_month_count_from_its_last_day() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = folder.path().join("none");
    // The table's vintage is 2026-04; April has thirty days.
    assert!(run(&store, &["data", "show", "customs_imports", "--as-of", "2026-04-30"]).status.success());
    assert!(!run(&store, &["data", "show", "customs_imports", "--as-of", "2026-04-29"]).status.success());
    // A vintage that names a year only is not known before its time.
    let early = run(&store, &["data", "show", "wdi_ip_charges_payments", "--as-of", "1990-01-01"]);
    assert_eq!(early.status.code(), Some(2));
}

#[test]
fn a_changed_file_and_an_edited_log_are_found() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = folder.path().join("store");
    for day in ["2026-09-08", "2026-10-08"] {
        let path = folder.path().join(format!("{day}.csv"));
        std::fs::write(&path, format!("period,mine\n2024-01,1\n2024-02,{}\n", &day[5..7])).expect("written");
        found(&store, &["data", "import", &path.to_string_lossy(), "--vintage", day]);
    }
    assert!(run(&store, &["data", "verify"]).status.success());
    let log = store.join("log.jsonl");
    let text = std::fs::read_to_string(&log).expect("the log is there");
    std::fs::write(&log, text.replacen("2026-09-08.csv", "2026-09-09.csv", 1)).expect("written");
    let output = run(&store, &["data", "verify"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    std::fs::write(&log, &text).expect("written");
    assert!(run(&store, &["data", "verify"]).status.success());
    let hash = text.split("\"sha256\":\"").nth(1).and_then(|rest| rest.get(..64)).expect("a hash");
    let object = store.join("objects").join(&hash[..2]).join(&hash[2..]);
    std::fs::write(&object, "period,mine\n2024-01,7\n").expect("written");
    let output = run(&store, &["data", "verify"]);
    assert_eq!(output.status.code(), Some(1), "{}", String::from_utf8_lossy(&output.stdout));
    // A state that was changed is never estimated on.
    let shown = run(&store, &["data", "show", "mine", "--as-of", "2026-09-30"]);
    let words = String::from_utf8_lossy(&shown.stderr).into_owned();
    assert!(!shown.status.success() && words.contains("hash"), "{words}");
}

#[test]
fn two_hundred_kills_lose_nothing_that_was_stored() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let store = folder.path().join("store");
    let mut text = String::from("period,mine\n");
    for t in 0..2400 {
        let _ = writeln!(text, "{}-{:02},{t}", 1800 + t / 12, t % 12 + 1);
    }
    let (mut finished, mut killed) = (0usize, 0usize);
    for round in 0..200u64 {
        let path = folder.path().join("mine.csv");
        std::fs::write(&path, format!("{text}2001-01,{round}\n")).expect("the file can be written");
        let day = format!("20{:02}-{:02}-01", 10 + round / 12, round % 12 + 1);
        let mut child = Command::new(assert_cmd::cargo::cargo_bin("fxsens"))
            .current_dir(root())
            .args(["data", "import", &path.to_string_lossy(), "--vintage", &day, "--quiet"])
            .args(["--store", &store.to_string_lossy()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        // Delays sweep over the time that an import takes.
        std::thread::sleep(Duration::from_micros(300 * (round % 67)));
        if let Some(status) = child.try_wait().expect("the child can be asked") {
            assert!(status.success());
        } else {
            child.kill().expect("the child can be killed");
            killed += 1;
        }
        child.wait().expect("the child ends");
        // The first ones may be killed before anything is stored.
        if finished == 0 && !run(&store, &["data", "vintages", "mine"]).status.success() {
            continue;
        }
        let vintages = found(&store, &["data", "vintages", "mine"]);
        let stored = vintages["series"][0]["stored"].as_array().map_or(0, Vec::len);
        assert!(stored >= finished, "round {round}: {stored} states after {finished}");
        finished = stored;
        if round % 10 == 9 {
            let check = run(&store, &["data", "verify"]);
            assert!(check.status.success(), "round {round}: {}", String::from_utf8_lossy(&check.stdout));
        }
    }
    assert!(killed > 20, "only {killed} of 200 imports were still running when they were killed");
    let path = folder.path().join("mine.csv");
    found(&store, &["data", "import", &path.to_string_lossy(), "--vintage", "2030-01-01"]);
    let check = run(&store, &["data", "verify"]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stdout));
}
