//! Claims and data checks come out as documented, and a changed figure is noticed.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::program::{fxsens, json};

#[test]
fn every_claim_has_a_verdict_and_comes_out_as_documented() {
    let output = json(&["claims", "--format", "json"]);
    let claims = output["claims"].as_array().expect("a list of claims");
    assert_eq!(claims.len(), 40);
    for claim in claims {
        let id = &claim["id"];
        assert!(claim["verdict"].is_string(), "{id} has no verdict");
        let checks = claim["checks"].as_array().expect("a list of checks");
        assert!(
            !checks.is_empty() || !claim["reason"].as_str().unwrap_or_default().is_empty(),
            "{id} gives no reason"
        );
        assert_ne!(claim["outcome"], "differs", "{id}");
    }
}

#[test]
fn a_claim_that_differs_exits_with_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("claims.toml");
    let claim = "[[claim]]\nid = 'X'\nsection = 's'\nstatement = 's'\nclaimed = '1'\nverdict = 'holds'\n\
        [[claim.check]]\nlabel = 'l'\nexpression = \"year_mean('usdjpy', 2023)\"\nvalue = 100\ntolerance = 0.1\n";
    std::fs::write(&path, claim).expect("the file can be written");
    let output = fxsens(&["claims", "--file", &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("DIFFERS"));
}

/// The basis is read off the expressions; the file says in words what it must be.
#[test]
fn definitions_years_and_vintages_are_named() {
    let output = json(&["claims", "--format", "json"]);
    let claims = output["claims"].as_array().expect("a list of claims");
    let basis = |id: &str, part: &str| -> BTreeSet<String> {
        let claim = claims.iter().find(|claim| claim["id"] == id).expect("the claim");
        let words = claim["basis"][part].as_array().expect("a list");
        words.iter().map(|word| word.as_str().expect("a word").to_owned()).collect()
    };
    let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
    // C15 puts a calendar-year numerator over a fiscal-year denominator.
    assert_eq!(basis("C15", "periods"), set(&["CY", "FY"]));
    assert_eq!(basis("C01", "definitions"), set(&["digital, full", "digital, narrow"]));
    assert_eq!(basis("C18", "periods"), set(&["FY"]));
    assert_eq!(basis("C39", "definitions"), set(&["Trade Statistics of Japan"]));
    for claim in claims {
        for check in claim["checks"].as_array().expect("a list of checks") {
            let expression = check["expression"].as_str().expect("an expression");
            let periods = check["basis"]["periods"].as_array().expect("a list");
            assert_eq!(periods.is_empty(), !expression.contains('\''), "{expression}");
        }
    }
}

#[test]
fn a_folder_gets_numbers_tables_and_a_badge_for_every_claim() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy();
    let output = fxsens(&["claims", "--quiet", "--out", &out]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("the file is there");
    let saved: serde_json::Value = serde_json::from_slice(&read("claims.json")).expect("JSON");
    let panels = saved["figures"][0]["panels"].as_array().expect("panels");
    let marks = panels.iter().flat_map(|panel| panel["marks"].as_array().expect("marks"));
    let marks: Vec<_> = marks.collect();
    assert_eq!(marks.iter().filter(|mark| mark["mark"] == "band").count(), 40, "badges");
    for claim in saved["claims"].as_array().expect("claims") {
        assert!(marks.iter().any(|mark| mark["text"] == claim["statement"]), "{}", claim["id"]);
    }
    assert!(read("figures/claims.png").starts_with(b"\x89PNG"));
    let svg = String::from_utf8(read("figures/claims.svg")).expect("text");
    assert!(svg.contains("holds for one vintage") && svg.contains("not checkable"));
    for table in ["tables/claims.csv", "tables/claims.md"] {
        let text = String::from_utf8(read(table)).expect("text");
        assert!(text.contains("Years") && text.contains("Definition") && text.contains("Vintage"), "{table}");
        assert!(text.contains("digital, narrow"), "{table}");
    }
    let again = folder.path().join("again");
    let redrawn = fxsens(&[
        "plot",
        &folder.path().join("claims.json").to_string_lossy(),
        "--out",
        &again.to_string_lossy(),
    ]);
    assert!(redrawn.status.success(), "{}", String::from_utf8_lossy(&redrawn.stderr));
    assert_eq!(
        std::fs::read(again.join("claims.png")).expect("the redrawn chart"),
        read("figures/claims.png")
    );
}

#[test]
fn the_shipped_claims_pass_the_checks_of_a_file_of_ones_own() {
    let output = fxsens(&["claims", "--file", "data/claims.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_data_pass_every_check() {
    let output = json(&["data", "check", "--format", "json"]);
    assert_eq!(output["failed"], 0, "{output:#}");
    assert!(output["checks"].as_array().is_some_and(|checks| checks.len() >= 10));
}

/// On a day in the past the claims are judged by what had been announced by then.
#[test]
fn on_a_day_of_the_past_first_releases_judge_the_claims() {
    let on = |day: &str| json(&["claims", "C01", "C02", "C40", "--as-of", day, "--format", "json"]);
    let march = on("2024-03-31");
    let claim = |results: &Value, id: &str| {
        let claims = results["claims"].as_array().expect("claims");
        claims.iter().find(|claim| claim["id"] == id).expect("the claim").clone()
    };
    // The deficit of 2023: the first release of February 2024 was out, the revision of December was not.
    let first = claim(&march, "C01");
    assert_eq!(first["vintages"], serde_json::json!(["2024-02"]));
    assert_eq!(first["checks"][0]["computed"], 5.536);
    assert_eq!(first["reason"], "2 of 3 computations need figures that were not known on 2024-03-31");
    // The current account of fiscal 2023 was announced in May 2024.
    let early = claim(&march, "C40");
    assert_eq!(
        (&early["verdict"], &early["outcome"]),
        (&Value::from("not-checkable"), &Value::from("not-checkable"))
    );
    let june = claim(&on("2024-06-30"), "C40");
    assert_eq!((&june["outcome"], june["reason"].as_str()), (&Value::from("as-expected"), Some("")));
}
