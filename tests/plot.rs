//! `fxsens plot`: every record it can draw, and what its files say about themselves.

use std::path::Path;

use crate::program::{fxsens, root};

fn drawn(arguments: &[&str], folder: &Path) -> Vec<String> {
    let out = folder.to_string_lossy();
    let output = fxsens(&[arguments, &["--out", &out, "--quiet"]].concat());
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .expect("the charts are there")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

/// Prints a record, saves it and draws it.
fn redrawn(command: &[&str]) -> Vec<String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = fxsens(&[command, &["--format", "json", "--quiet"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let record = folder.path().join("record.json");
    std::fs::write(&record, output.stdout).expect("the record can be written");
    drawn(&["plot", &record.to_string_lossy()], &folder.path().join("charts"))
}

#[test]
fn records_of_other_commands_are_drawn() {
    let projection = ["fit", "studies/examples/local-projection.toml"];
    assert_eq!(redrawn(&projection), ["impulse-responses.png"]);
    assert_eq!(redrawn(&["fit", "--formula", "usdjpy ~ gap_10y"]), ["coefficients.png"]);
    let backtest = ["backtest", "--formula", "usdjpy ~ gap_10y", "--set", "horizons=[1, 12]"];
    assert_eq!(redrawn(&backtest), ["race-1.png", "race-12.png"]);
    assert_eq!(redrawn(&["scenario", "doubling", "--spec", "m1"]), ["scenario-doubling.png"]);
    assert_eq!(redrawn(&["claims"]), ["claims.png"]);
    let placebo = ["placebo", "--formula", "usdjpy ~ gap_10y", "--term", "gap_10y", "--others", "eurusd"];
    assert_eq!(redrawn(&placebo), ["placebo.png"]);
}

#[test]
fn a_saved_fit_has_its_residuals() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("fit");
    let out = out.to_string_lossy();
    let fit = fxsens(&["fit", "studies/digital-deficit/m1.toml", "--out", &out, "--no-plots", "--quiet"]);
    assert_eq!(fit.status.code(), Some(0), "{}", String::from_utf8_lossy(&fit.stderr));
    let results = format!("{out}/results.json");
    let names = drawn(&["plot", &results, "--format", "svg"], &folder.path().join("charts"));
    assert_eq!(names, ["coefficients.svg", "fitted.svg", "residuals.svg"]);
    let png = folder.path().join("one");
    drawn(&["plot", &results, "--figure", "fitted", "--theme", "greyscale", "--size", "journal"], &png);
    let bytes = std::fs::read(png.join("fitted.png")).expect("the chart is there");
    let has = |text: &[u8]| bytes.windows(text.len()).any(|window| window == text);
    assert!(
        has(b"tEXtSpec\0") && has(b"tEXtDescription\0Actual and fitted values"),
        "the file describes itself"
    );
    assert_eq!(bytes[16..20], 2100_u32.to_be_bytes(), "3.5 inches at 600 pixels each");
}

#[test]
fn series_are_drawn_one_panel_per_unit_and_twice_the_same() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let arguments =
        ["plot", "series", "usdjpy", "gap_10y", "jp_10y", "us_10y", "--since", "2020", "--format", "svg"];
    let names = drawn(&arguments, &folder.path().join("a"));
    assert_eq!(names, ["usdjpy-and-gap-10y-and-jp-10y-and-us-10y.svg"]);
    drawn(&arguments, &folder.path().join("b"));
    let read = |which: &str| {
        std::fs::read_to_string(folder.path().join(which).join(&names[0])).expect("the chart is there")
    };
    let svg = read("a");
    assert_eq!(svg, read("b"));
    for unit in ["JPY per USD", "percentage points", "% p.a."] {
        assert!(svg.contains(unit), "no panel for {unit}");
    }
    assert!(svg.contains("2026-08"), "the vintage is named");
}

#[test]
fn columns_of_a_file_are_drawn_under_their_names() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let table = folder.path().join("mine.csv");
    std::fs::write(&table, "period,one,two\n2020-01,1,2\n2020-02,3,-1\n2020-03,2,4\n").expect("a table");
    let table = table.to_string_lossy();
    let arguments =
        ["plot", "series", "one", "two", "--data", &table, "--kind", "stacked", "--format", "svg"];
    let names = drawn(&arguments, &folder.path().join("charts"));
    assert_eq!(names, ["one-and-two-stacked.svg"]);
}

#[test]
fn japanese_without_a_font_is_an_error_that_names_the_character() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin("fxsens"))
        .args(["plot", "series", "usdjpy", "--lang", "ja", "--out"])
        .arg(folder.path())
        .env("FXSENS_FONTS", folder.path())
        .current_dir(root())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("U+30C9") && message.contains("--font"), "{message}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 0, "something was written");
}
