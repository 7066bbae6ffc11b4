//! Files in official layouts through the command line.

use std::fmt::Write;

use crate::program::fxsens;

/// A graph of FRED with made-up figures: two series, 24 months.
fn fred(folder: &std::path::Path) -> String {
    let mut text = String::from("observation_date,EXJPUS,GS10\n");
    for month in 0..24 {
        let (year, number) = (2020 + month / 12, month % 12 + 1);
        let gap = f64::from(month * 7 % 5) / 10.0;
        let _ = writeln!(text, "{year}-{number:02}-01,{},{}", 100.0 + f64::from(month) + gap, 1.0 + gap);
    }
    let path = folder.join("graph.csv");
    std::fs::write(&path, text).expect("the file can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn a_converted_file_is_one_row_per_observation_and_reads_back() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("tidy.csv");
    let path = out.to_string_lossy().into_owned();
    let output = fxsens(&["data", "read", "tests/cmd/fixtures/rates.csv", "--out", &path]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = std::fs::read_to_string(&out).expect("the file is there");
    assert!(
        text.starts_with("series,period,value\naustralia,2020-01,0.625\naustralia,2020-02,0.5\n"),
        "{text}"
    );
    let again = fxsens(&["data", "read", &path, "--format", "csv"]);
    let again = String::from_utf8_lossy(&again.stdout).into_owned();
    assert!(again.contains("japan,M,2020-01,2020-02,2,0,0"), "{again}");
}

#[test]
fn an_official_file_is_data_for_a_formula_and_the_result_says_how_it_was_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = fred(folder.path());
    let output = fxsens(&["fit", "--data", &path, "--formula", "log(EXJPUS) ~ GS10", "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(text.contains("\"nobs\": 24"), "{text}");
    assert!(text.contains("is read in the layout fred"), "{text}");
}
