//! Stand-ins for the outcome and the shock, as a user meets them.

use crate::program::{fxsens, json};

const SPEC: &str = "studies/digital-deficit/m1.toml";
const TERM: &str = "bop_goods_services_12m";

#[test]
fn the_replica_finds_its_relation_in_other_currencies_too() {
    let found = json(&["placebo", SPEC, "--term", TERM, "--format", "json"]);
    assert_eq!(found["schema"], "fxsens.placebo/1");
    assert_eq!(found["outcome"], "usdjpy");
    assert_eq!(found["shock"], TERM);
    let others = found["other_outcomes"].as_array().expect("stand-ins");
    assert_eq!(others.len(), 9);
    let significant =
        others.iter().filter(|one| one["finding"]["p_value"].as_f64().is_some_and(|p| p < 0.05));
    assert!(significant.count() >= 5, "{found}");
}

#[test]
fn a_stand_in_is_what_estimating_it_by_hand_gives() {
    let sample = ["--first", "2015-12", "--last", "2023-12"];
    let formula = "eurusd ~ gap_10y + bop_goods_services_12m";
    let by_hand = json(&[&["fit", "--formula", formula, "--format", "json"][..], &sample[..]].concat());
    let found =
        json(&["placebo", SPEC, "--term", TERM, "--others", "eurusd", "--shifts=0", "--format", "json"]);
    let stand_in = &found["other_outcomes"][0]["finding"];
    let term = &by_hand["terms"].as_array().expect("terms")[2];
    let number = |value: &serde_json::Value| value.as_f64().expect("a number");
    assert!((number(&stand_in["estimate"]) - number(&term["estimate"])).abs() < 1e-12);
    // A shock that is not moved is the shock.
    assert_eq!(found["moved_shock"][0]["finding"], found["own"]);
}

#[test]
fn what_is_not_in_the_regression_is_named() {
    for (arguments, said) in [
        (["placebo", SPEC, "--term", "nope"], "not among the series"),
        (["placebo", SPEC, "--term", "L(gap_10y)"], "has no term"),
    ] {
        let output = fxsens(&arguments);
        assert_eq!(output.status.code(), Some(2));
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(said), "{stderr}");
    }
}
