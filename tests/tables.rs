//! Fits side by side, and every format of a table, through the command line.

use crate::program::{fxsens, json};

const M1: &str = "studies/digital-deficit/m1.toml";
const M2A: &str = "studies/digital-deficit/m2a.toml";
const TERM: &str = "bop_goods_services_12m";

fn printed(arguments: &[&str]) -> String {
    let output = fxsens(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("the output is text")
}

#[test]
fn a_saved_fit_stands_beside_its_spec_with_the_same_digits() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("saved.json");
    std::fs::write(&path, printed(&["fit", M1, "--format", "json"])).expect("the fit can be written");
    let saved = path.to_string_lossy();
    let csv = printed(&["table", M1, &saved, "--labels", "spec,saved", "--format", "csv"]);
    let mut lines = csv.lines();
    assert_eq!(lines.next(), Some("term,statistic,spec,saved"));
    let fit = json(&["fit", M1, "--format", "json"]);
    let term = fit["terms"].as_array().expect("terms").iter().find(|term| term["name"] == TERM);
    let estimate = term.expect("the balance is a term")["estimate"].as_f64().expect("a number");
    let row = lines.clone().find(|line| line.starts_with(&format!("{TERM},estimate,"))).expect("a row");
    assert_eq!(row, format!("{TERM},estimate,{estimate},{estimate}"));
    for statistic in ["std_error", "p_value", "conf_low"] {
        let row =
            lines.clone().find(|line| line.starts_with(&format!("{TERM},{statistic},"))).expect("a row");
        let cells: Vec<&str> = row.split(',').collect();
        assert_eq!(cells[2], cells[3], "{row}");
        assert_eq!(cells[2].parse().ok(), term.expect("a term")[statistic].as_f64(), "{row}");
    }
    let both = json(&["table", M1, &saved, "--format", "json"]);
    assert_eq!(both[0]["label"], "m1");
    assert_eq!(both[0]["fit"], both[1]["fit"]);
}

#[test]
fn stars_come_with_their_meaning_and_can_be_left_out() {
    let starred = printed(&["table", M1, M2A, "--format", "md"]);
    assert!(starred.contains("\\*\\*\\* p \\< 0.01, by the covariance"), "{starred}");
    assert!(starred.contains("| −1.014\\*\\*\\* |"), "{starred}");
    assert!(
        starred.contains("94 residual degrees of freedom. Covariance: hac (bartlett, 13 lags"),
        "{starred}"
    );
    let plain = printed(&["table", M1, M2A, "--format", "md", "--stars", "none"]);
    assert!(!plain.contains('*') || !plain.contains("\\*"), "{plain}");
    assert!(plain.contains("| −1.014 |"), "{plain}");
}

#[test]
fn every_format_holds_the_estimate_and_escapes_the_names() {
    for (format, expected) in [
        ("text", "bop_goods_services_12m"),
        ("md", "| bop_goods_services_12m |"),
        ("latex", "bop\\_goods\\_services\\_12m & $-$1.014***"),
        ("html", "<th scope=\"row\" class=\"text\">bop_goods_services_12m</th>"),
        ("typst", "\"bop_goods_services_12m\", \"−1.014***\""),
    ] {
        let text = printed(&["table", M1, "--format", format]);
        assert!(text.contains(expected), "{format}: `{expected}` is not in\n{text}");
    }
    // Formats reach every command that prints a table.
    assert!(printed(&["models", "--format", "typst"]).contains("table.header("));
    assert!(printed(&["models", "--format", "html"]).contains("<table"));
}

#[test]
fn what_cannot_be_set_side_by_side_is_named() {
    for (arguments, said) in [
        (vec!["table", M1, "--labels", "a,b"], "2 names for 1 files"),
        (vec!["table", "data/catalog.json"], "cannot be read"),
        (vec!["table", M1, "--stars", "0.01,0.05"], "falling"),
        (vec!["table", M1, "--stars", "some"], "expected `none`"),
        (vec!["table"], "required"),
    ] {
        let output = fxsens(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(said), "{arguments:?}: {stderr}");
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("other.json");
    std::fs::write(&path, "{\"schema\": \"fxsens.study/1\"}").expect("the file can be written");
    let output = fxsens(&["table", &path.to_string_lossy()]);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr.contains("fxsens.study/1") && stderr.contains("fxsens.fit/1"), "{stderr}");
}
