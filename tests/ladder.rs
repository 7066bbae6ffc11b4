//! The ladder with a user's own data: rungs that wait run once their series are there.

use std::fmt::Write;
use std::path::Path;

use fxsens_testing::assert_close;
use serde_json::Value;

use crate::program::{fxsens, json};

/// Payments and receipts by month from 2014 to 2026-03, made up: a line with a little noise, and its sum over twelve months in
/// trillions.
fn write_flows(path: &Path) {
    let (mut state, mut text) =
        (11u32, String::from("period,digital_payments,digital_receipts,deficit_12m\n"));
    let mut deficits: Vec<f64> = Vec::new();
    for t in 0..147 {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let noise = f64::from(state >> 8) / f64::from(1u32 << 24) - 0.5;
        let (payments, receipts) =
            (4000.0 + 40.0 * f64::from(t) + 200.0 * noise, 2500.0 + 10.0 * f64::from(t));
        deficits.push((payments - receipts) / 1e4);
        let year: f64 = deficits.iter().rev().take(12).sum();
        let year = if deficits.len() < 12 { String::new() } else { year.to_string() };
        let _ = writeln!(text, "{}-{:02},{payments},{receipts},{year}", 2014 + t / 12, t % 12 + 1);
    }
    std::fs::write(path, text).expect("the file can be written");
}

fn rung<'a>(results: &'a Value, spec: &str) -> &'a Value {
    let rungs = results["rungs"].as_array().expect("rungs");
    rungs.iter().find(|rung| rung["spec"] == spec).expect("the rung is there")
}

#[test]
fn rungs_on_the_digital_balance_run_once_it_is_there() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (file, out) = (folder.path().join("flows.csv"), folder.path().join("out"));
    write_flows(&file);
    let (file, out) = (file.to_string_lossy().into_owned(), out.to_string_lossy().into_owned());
    let results = json(&[
        "reproduce",
        "--data",
        &file,
        "--no-curve",
        "--no-plots",
        "--quiet",
        "--out",
        &out,
        "--format",
        "json",
    ]);
    assert_eq!(results["waiting"].as_array().map(Vec::len), Some(0));

    // A larger deficit is a smaller surplus: the effect has the sign of the coefficient on the deficit.
    let fit = json(&[
        "fit",
        "--data",
        &file,
        "--formula",
        "usdjpy ~ gap_10y + deficit_12m",
        "--first",
        "2015-12",
        "--last",
        "2023-12",
        "--format",
        "json",
    ]);
    let terms = fit["terms"].as_array().expect("terms");
    let slope = terms.iter().find(|term| term["name"] == "deficit_12m").expect("the term is there");
    let slope = slope["estimate"].as_f64().expect("a number");
    let level = rung(&results, "m1d");
    let yen = level["effect"]["yen"].as_f64().expect("a number");
    assert_close(
        yen,
        5.536 * slope,
        1e-9,
        "shock times the coefficient of the same regression on the deficit",
    );

    // The deficit is close to a line, so its level is refused a headline whatever its gates say.
    assert!(level["beyond_trend"].as_f64().is_some_and(|share| share < 0.10), "{level}");
    assert_eq!(level["headline"], false);
    assert_eq!(rung(&results, "m4f")["tier"], "A", "the digital balance at a constant exchange rate");
}

#[test]
fn studies_that_do_not_fit_together_say_why() {
    let study = crate::program::root().join("studies/digital-deficit");
    let refused = |file: &str, from: &str, to: &str, expected: &str| {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for entry in std::fs::read_dir(&study).expect("the study is there") {
            let path = entry.expect("an entry").path();
            std::fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("a copy");
        }
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("the file is there");
        assert!(text.contains(from), "{file} has `{from}`");
        std::fs::write(&path, text.replacen(from, to, 1)).expect("the file can be written");
        let out = folder.path().join("out");
        let output = fxsens(&[
            "reproduce",
            &folder.path().to_string_lossy(),
            "--no-curve",
            "--no-plots",
            "--out",
            &out.to_string_lossy(),
        ]);
        let error = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
        let words = error.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(words.contains(expected), "expected `{expected}` in: {words}");
    };
    refused("m1.toml", "model = \"ols\"", "model = \"gls-ar\"", "random walks in the rate");
    refused("m4c.toml", "\"100 * log(usdjpy)", "\"log(usdjpy)", "not 100 times a logarithm");
    refused("study.toml", "horizon = 27", "horizon = 99", "steps 0 to 27");
    refused(
        "study.toml",
        "gates = [\"engle-granger\", \"pss-bounds-f\", \"pss-bounds-t\"]",
        "",
        "needs_relation",
    );
    refused(
        "study.toml",
        "[\"L(D(bop_goods_services_sa_annual), 0:12)\"]",
        "[\"L(D(bop_goods_services_sa_annual), 0:24)\"]",
        "25 lags; the fit has 13",
    );
    refused(
        "study.toml",
        "term = \"D(I(4 * sum(bop_services_sa_tn, 3)), 3)\"",
        "term = \"D(I(4 * sum(bop_goods_sa_tn, 3)), 3)\"",
        "a different term for each",
    );
    refused(
        "study.toml",
        "term = \"I(sum(L(12 * convert(sa(bop_goods), 'JPY trillion'), -12), 13))\"",
        "term = \"D(gap_10y)\"",
        "not instrumented",
    );
    refused("study.toml", "outcome = \"usdjpy\"\nothers", "outcome = \"eurusd\"\nothers", "does not name");
    refused(
        "study.toml",
        "formula = \"I(100 * D(log(usdjpy))) ~ D(gap_10y) + D(bop_goods_services_12m)\"",
        "formula = \"usdjpy ~ gap_10y\"",
        "no difference",
    );
    refused("study.toml", "rolling = \"m8a\"", "rolling = \"m1\"", "needs the model `rolling`");
    refused("study.toml", "name = \"digital-deficit\"", "name = \"../evil\"", "names a folder");
}
