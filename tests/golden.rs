//! Published and independently computed numbers of the flagship study.

use fxsens::core::run::estimate;
use fxsens::core::spec::Spec;
use fxsens::ingest::{Library, Source};
use fxsens_testing::assert_close;
use serde_json::Value;

use crate::program::{json, root};

fn term<'a>(fit: &'a Value, name: &str) -> &'a Value {
    let terms = fit["terms"].as_array().expect("a list of terms");
    terms.iter().find(|term| term["name"] == name).expect("the term is there")
}

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

#[test]
fn the_replica_has_its_documented_numbers() {
    let fit = json(&["fit", "studies/digital-deficit/m1.toml", "--format", "json"]);
    let printed = "statsmodels 0.15.0 on the same figures, benches/peers/fit_m1.py; the method note prints the first digits";
    assert_eq!(fit["nobs"], 97);
    let gap = term(&fit, "gap_10y");
    let balance = term(&fit, "bop_goods_services_12m");
    assert_close(number(&gap["estimate"]), 6.658_005_45, 1e-8, printed);
    assert_close(number(&balance["estimate"]), -1.013_735_76, 1e-8, printed);
    assert_close(number(&gap["std_error"]), 1.539_145_22, 1e-8, printed);
    assert_close(number(&balance["std_error"]), 0.151_640_73, 1e-7, printed);
    assert_close(number(&fit["glance"]["r_squared"]), 0.841_987_229_885_612_9, 1e-10, printed);
    assert_close(number(&fit["glance"]["durbin_watson"]), 0.173_229_227_702_704_7, 1e-10, printed);
    assert_close(-5.536 * number(&balance["estimate"]), 5.612_041_194_238_707, 1e-10, printed);
}

#[test]
fn the_facade_gives_the_numbers_of_the_command_line() {
    let text =
        std::fs::read_to_string(root().join("studies/digital-deficit/m1.toml")).expect("the spec is there");
    let spec: Spec = toml::from_str(&text).expect("the spec is valid");
    let library = Library::open(Source::Embedded).expect("the embedded data are valid");
    let dataset =
        library.load(["usdjpy", "gap_10y", "bop_goods_services_12m"]).expect("the series are there");
    let estimation = estimate(&spec, &dataset, &fxsens::models()).expect("the replica can be estimated");
    let fit = json(&["fit", "studies/digital-deficit/m1.toml", "--format", "json"]);
    assert_eq!(fit["spec_id"], estimation.id.to_string());
    for (i, inference) in estimation.fit.inference(0.95).iter().enumerate() {
        let printed = &fit["terms"][i];
        let same = "one estimator, two ways in: JSON keeps all digits";
        assert_close(number(&printed["estimate"]), inference.estimate, 1e-15, same);
        assert_close(
            number(&printed["std_error"]),
            inference.std_error.expect("a standard error"),
            1e-15,
            same,
        );
    }
}

#[test]
fn the_ladder_and_the_placebo_agree_with_an_independent_script() {
    let path = root().join("tests/reference/placebo/values.json");
    let reference: Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the values are there"))
            .expect("the values are JSON");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy().into_owned();
    let results = json(&["reproduce", "--no-plots", "--quiet", "--out", &out, "--format", "json"]);

    let rungs = results["rungs"].as_array().expect("a list of rungs");
    for (name, rtol) in [("m1", 1e-9), ("m2a", 1e-6), ("m2b", 1e-9), ("m2c", 1e-9)] {
        let rung = rungs.iter().find(|rung| rung["spec"] == name).expect("the rung is there");
        let why = "the same least squares in numpy; m2a is iterated, to the tolerance of its steps";
        assert_close(number(&rung["effect"]["yen"]), number(&reference["effects"][name]), rtol, why);
    }

    // Two simulations of the same size differ by at most 4.5 standard errors of their difference.
    let share = number(&results["placebo"]["share_at_least"]);
    let other = number(&reference["share_at_least"]);
    let error = 4.5 * (2.0 * other * (1.0 - other) / 20_000.0).sqrt();
    assert!((share - other).abs() < error, "{share} against {other}");
    for test in ["classical", "hac_normal", "hac_fixed_b", "ewc"] {
        let rate = number(&results["placebo"]["rejections"][test]);
        let other = number(&reference["rejections"][test]);
        let error = 4.5 * (2.0 * other * (1.0 - other) / 20_000.0).sqrt();
        assert!((rate - other).abs() < error, "{test}: {rate} against {other}");
    }
    let continued = number(&results["record"]["model_rmse"]);
    assert_close(continued, number(&reference["model_rmse"]), 1e-9, "the same arithmetic in numpy");
    assert_close(
        number(&results["record"]["no_change_rmse"]),
        number(&reference["no_change_rmse"]),
        1e-9,
        "as above",
    );
}

/// Finds the row of a list whose key has a value.
fn row<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    list.as_array().and_then(|rows| rows.iter().find(|row| row[key] == value)).expect("the row is there")
}

#[test]
fn the_rungs_above_the_replica_agree_with_an_independent_script() {
    let path = root().join("tests/reference/ladder/values.json");
    let reference: Value =
        serde_json::from_str(&std::fs::read_to_string(path).expect("the values are there"))
            .expect("the values are JSON");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy().into_owned();
    let results =
        json(&["reproduce", "--no-plots", "--no-curve", "--quiet", "--out", &out, "--format", "json"]);
    let rungs = &results["rungs"];

    let gate = row(&row(rungs, "spec", "m1")["gates"], "test", "engle-granger");
    assert_close(number(&gate["p_value"]), number(&reference["engle-granger"]), 1e-9, "statsmodels' coint");
    for name in ["m4a", "m4b", "m4c", "m4d"] {
        let rung = row(rungs, "spec", name);
        let why = "cumulated regressions in numpy, corrected as in Herbst and Johannsen, seasons by R's stl";
        assert_close(number(&rung["effect"]["yen"]), number(&reference[name]["yen"]), 1e-9, why);
        assert_eq!(rung["fit"]["nobs"], reference[name]["nobs"]);
    }

    let (flows, by_hand) = (&results["homogeneity"], &reference["m5"]);
    for i in 0..5 {
        let found = &flows["flows"][i]["per_trillion"];
        let why = "least squares by statsmodels, cosine covariance written out";
        assert_close(number(&found["estimate"]), number(&by_hand["coefficients"][i]), 1e-9, why);
        assert_close(number(&found["std_error"]), number(&by_hand["std_errors"][i]), 1e-9, why);
    }
    assert_close(number(&flows["test"]["p_value"]), number(&by_hand["p_value"]), 1e-9, "Wald test by hand");
    assert_eq!(flows["verdict"], "uninformative");

    for name in ["m6a", "m6c"] {
        let (found, by_hand) = (row(&results["instruments"], "spec", name), &reference[name]);
        assert_close(number(&found["effect"]["yen"]), number(&by_hand["yen"]), 1e-9, "linearmodels' IV2SLS");
        assert_eq!(found["anderson_rubin"].as_array().map(Vec::len), Some(1), "{name}: one interval");
        for end in 0..2 {
            let printed = number(&found["anderson_rubin"][0][end]);
            let why = "the statistic of statsmodels' HAC regression, its crossings by bisection";
            assert!((printed - number(&by_hand["set"][end])).abs() < 1e-6, "{name}: {printed}: {why}");
        }
    }
    for (end, yen) in reference["m8"].as_object().expect("windows") {
        let window = row(&results["stability"]["rolling"], "period", end);
        assert_close(number(&window["yen"]), number(yen), 1e-9, "least squares on sixty months");
    }
    for (name, by_hand) in reference["m9"].as_object().expect("races") {
        let mut parts: Vec<&str> = name.rsplitn(3, ", ").collect();
        parts.reverse();
        let found = results["races"].as_array().expect("races").iter().find(|race| {
            race["label"] == parts[0]
                && race["regressors"] == parts[1]
                && race["horizon"].as_u64() == parts[2].parse().ok()
        });
        let found = found.expect("the race is there");
        assert_eq!(found["n"], by_hand["n"], "{name}");
        assert_close(number(&found["rmse_ratio"]), number(&by_hand["ratio"]), 1e-9, "forecasts by hand");
        assert_close(number(&found["diebold_mariano"]), number(&by_hand["dm"]), 1e-7, "as above");
        // The random walk is not nested in a forecast of levels from realised regressors.
        assert_eq!(found["clark_west"].is_null(), name == "M1 levels, realised, 12", "{name}");
        if !found["clark_west"].is_null() {
            assert_close(number(&found["clark_west"]), number(&by_hand["cw"]), 1e-7, "as above");
        }
    }
}

#[test]
fn tiers_follow_from_estimates_and_gates_are_enforced() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().to_string_lossy().into_owned();
    let results =
        json(&["reproduce", "--no-plots", "--no-curve", "--quiet", "--out", &out, "--format", "json"]);
    for rung in results["rungs"].as_array().expect("rungs") {
        let gates = rung["gates"].as_array().map(Vec::as_slice).unwrap_or_default();
        let failed = gates.iter().any(|gate| number(&gate["p_value"]) > 0.10);
        let projected = rung["fit"]["model"] == "local-projection";
        let differenced = rung["fit"]["outcome"].as_str().is_some_and(|text| text.contains("D("));
        let revalued = rung["fit"]["formula"].as_str().is_some_and(|text| text.contains("140.5 / mean"));
        let expected = match (projected, revalued, differenced || (!gates.is_empty() && !failed)) {
            (true, true, _) => "A",
            (true, false, _) | (false, _, true) => "B",
            _ => "C",
        };
        assert_eq!(rung["tier"], expected, "{}", rung["spec"]);
        if rung["tier"] == "C" || rung["withheld"] == true {
            assert_eq!(rung["headline"], false, "{}", rung["spec"]);
        }
    }
    let withheld = results["rungs"].as_array().expect("rungs").iter().filter(|rung| rung["withheld"] == true);
    assert_eq!(withheld.count(), 3, "M3a to M3c need a relation and their gates fail");
    let waiting = results["waiting"].as_array().expect("a list");
    assert_eq!(waiting.len(), 2, "the two rungs on the digital balance wait for its monthly figures");
    assert!(results["headline"]["credible"].is_null(), "without a curve there is no credible figure");
    assert!(
        results["verdict"][0].as_str().is_some_and(|text| text.contains("No specification curve was run"))
    );
}
