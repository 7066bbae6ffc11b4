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
