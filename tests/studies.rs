//! Studies beside the default one: the second study that ships, folders from `fxsens new study`, and packages of both.

use std::path::Path;
use std::process::Command;

use fxsens_testing::assert_close;
use serde_json::Value;

use crate::program::{fxsens, json, root};

fn number(value: &Value) -> f64 {
    value.as_f64().expect("a number")
}

fn row<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    list.as_array().and_then(|rows| rows.iter().find(|row| row[key] == value)).expect("the row is there")
}

/// Standard error of a refused command, as one line.
fn refusal(arguments: &[&str]) -> String {
    let output = fxsens(arguments);
    let error = String::from_utf8_lossy(&output.stderr).replace('\n', " ");
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {error}");
    error.split_whitespace().filter(|word| !["│", "×", "help:"].contains(word)).collect::<Vec<_>>().join(" ")
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[test]
fn the_study_of_the_euro_agrees_with_an_independent_script() {
    let path = root().join("tests/reference/euro_yield_gap/values.json");
    let reference = std::fs::read_to_string(path).expect("the values are there");
    let reference: Value = serde_json::from_str(&reference).expect("the values are JSON");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = text(folder.path());
    let results = json(&["reproduce", "euro-yield-gap", "--quiet", "--out", &out, "--format", "json"]);
    let rungs = &results["rungs"];
    for name in ["m1", "m1l", "m2b", "m2c", "m4a", "m4b", "m4c"] {
        let (found, by_hand) = (row(rungs, "spec", name), &reference[name]);
        let why = "statsmodels, and cumulated regressions in numpy corrected as in Herbst and Johannsen";
        assert_close(number(&found["effect"]["yen"]), number(&by_hand["effect"]), 1e-9, why);
        if !by_hand["nobs"].is_null() {
            assert_eq!(found["fit"]["nobs"], by_hand["nobs"], "{name}");
        }
    }
    for name in ["m1", "m1l"] {
        let (found, by_hand) = (row(rungs, "spec", name), &reference[name]);
        let why = "Newey–West by statsmodels";
        assert_close(number(&found["per_trillion"]["std_error"]), number(&by_hand["std_error"]), 1e-9, why);
        let gate = row(&found["gates"], "test", "engle-granger");
        assert_close(number(&gate["p_value"]), number(&by_hand["engle-granger"]), 1e-7, "statsmodels' coint");
    }
    for (end, effect) in reference["m8"].as_object().expect("windows") {
        let window = row(&results["stability"]["rolling"], "period", end);
        assert_close(number(&window["yen"]), number(effect), 1e-9, "least squares on sixty months");
    }
    let (shock, gap) = (&results["shock"], &reference["gap"]);
    assert_close(-number(&shock["base_level"]), number(&gap["base"]), 1e-12, "the gap before, as a level");
    assert_close(-number(&shock["realised_level"]), number(&gap["came"]), 1e-12, "the gap that came");
    let (record, by_hand) = (&results["record"], &reference["record"]);
    assert_close(number(&record["model_rmse"]), number(&by_hand["model"]), 1e-9, "frozen coefficients");
    assert_close(number(&record["no_change_rmse"]), number(&by_hand["no change"]), 1e-9, "no change");
    assert_close(number(&results["scorecard"]["moved"]), number(&by_hand["moved"]), 1e-9, "cents");
    let sterling = row(&results["stand_ins"], "label", "gbpusd");
    let why = "the same regression on sterling";
    assert_close(number(&sterling["finding"]["statistic"]), number(&reference["gbpusd"]["t"]), 1e-9, why);
    assert!(results["waiting"].as_array().is_some_and(Vec::is_empty), "every rung has its data");
}

#[test]
fn the_report_of_a_study_speaks_of_its_own_currency() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    assert!(
        fxsens(&["reproduce", "euro-yield-gap", "--quiet", "--out", &text(folder.path())]).status.success()
    );
    let report = std::fs::read_to_string(folder.path().join("report.md")).expect("the report is there");
    assert!(report.contains("positive = stronger euro") && report.contains("US cents per euro"));
    assert!(report.contains("What this study cannot say: how far the euro moves when a flow is shocked."));
    // The introduction and one comment of a rung name the study of the yen whose window they take; nothing else does.
    let own =
        report.replace("the window of the yen study", "").replace("usdjpy", "").replace("JPY yield gap", "");
    for foreign in
        ["yen", "Japan", "digital", "trillion", "deficit", "balance of payments of Japan", "claims,"]
    {
        assert!(!own.contains(foreign), "the report of the euro speaks of `{foreign}`");
    }
    assert!(folder.path().join("figures/eurusd-replica.png").is_file());
    assert!(!folder.path().join("figures/digital.png").exists(), "no chart of another story");
}

#[test]
fn a_new_study_runs_at_once() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |name: &str| text(&folder.path().join(name));
    let asked: [(&str, &[&str]); 5] = [
        ("plain", &[]),
        ("won", &["--outcome", "usdkrw", "--flow", "bop_goods_services", "--gap", "gap_10y"]),
        ("pound", &["--outcome", "gbpusd", "--gap", "us_10y - gb_10y"]),
        ("investors", &["--flow", "pf_out_lt_debt"]),
        ("sums", &["--flow", "bop_goods_services_12m", "--gap", "gap_2y"]),
    ];
    for (name, options) in asked {
        let path = at(name);
        let mut arguments = vec!["new", "study", &path];
        arguments.extend(options);
        let output = fxsens(&arguments);
        assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
        let out = at(&format!("{name}-out"));
        let results = json(&["reproduce", &path, "--quiet", "--no-plots", "--out", &out, "--format", "json"]);
        assert_eq!(results["study"], name);
        let grid = folder.path().join(name).join("grid.toml").is_file();
        assert_eq!(grid, !matches!(name, "pound" | "sums"), "{name}: a grid for a monthly flow");
        assert_eq!(results["curve"].is_null(), !grid, "{name}");
        if grid {
            // The first rung and the spec marked in the grid are the same regression.
            let (first, marked) = (row(&results["rungs"], "spec", "m1"), &results["curve"]["replica"]);
            let why = "one regression, fitted twice";
            assert_close(number(&first["effect"]["yen"]), number(&marked["yen"]), 1e-8, why);
        }
    }
    let pound = std::fs::read_to_string(folder.path().join("pound/study.toml")).expect("the file is there");
    assert!(pound.contains("unit = \"US cents per pound\"") && pound.contains("up = \"stronger\""));
}

#[test]
fn a_new_study_is_refused_with_advice_and_leaves_nothing() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = text(&folder.path().join("s"));
    let refused = |options: &[&str], expected: &[&str]| {
        let mut arguments = vec!["new", "study", &path];
        arguments.extend(options);
        let error = refusal(&arguments);
        assert!(expected.iter().all(|words| error.contains(words)), "{error}");
        assert!(!folder.path().join("s").exists());
    };
    refused(&["--outcome", "usdkrv", "--gap", "gap_10y"], &["no series `usdkrv`", "did you mean `usdkrw`"]);
    refused(&["--flow", "gap_10y"], &["percentage points, no flow of money", "--gap"]);
    refused(&["--flow", "jp_gdp"], &["a study reads monthly series"]);
    refused(&["--outcome", "us_10y", "--gap", "gap_10y"], &["no exchange rate"]);
    refused(&["--outcome", "usdkrw"], &["needs a --flow or a --gap"]);
    refused(&["--flow", "digital_deficit_tn"], &["fxsens data fetch boj digital"]);
    std::fs::create_dir(folder.path().join("there")).expect("a folder");
    let there = text(&folder.path().join("there"));
    assert!(refusal(&["new", "study", &there]).contains("exists already"));
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1, "something was left behind");
}

#[test]
fn a_package_proves_itself() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pack = |name: &str| {
        let out = text(&folder.path().join(name));
        let output = fxsens(&["package", "euro-yield-gap", "--quiet", "--out", &out]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        folder.path().join(name)
    };
    let package = pack("package");
    let sums =
        Command::new("sha256sum").args(["--check", "--quiet", "SHA256SUMS"]).current_dir(&package).status();
    assert!(sums.expect("sha256sum runs").success(), "the sums do not hold");
    let listed = std::fs::read_to_string(package.join("SHA256SUMS")).expect("the sums are there");
    let again = std::fs::read_to_string(pack("again").join("SHA256SUMS")).expect("the sums are there");
    assert!(listed == again, "two packages of one study differ");
    assert!(refusal(&["package", "--out", &text(&package)]).contains("exists already"));

    // The command of the README, from inside the package, gives the same bytes.
    let readme = std::fs::read_to_string(package.join("README.md")).expect("the README is there");
    let command = "fxsens --data-dir data reproduce study --out rerun";
    assert!(readme.contains(command));
    let binary = assert_cmd::cargo::cargo_bin("fxsens");
    let run = Command::new(binary)
        .args(command.split(' ').skip(1))
        .env("FXSENS_STORE", folder.path().join("no-store"))
        .current_dir(&package)
        .output()
        .expect("the binary starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let mut compared = 0;
    for line in listed.lines() {
        let (_, name) = line.split_once("  ").expect("two columns");
        if let Some(result) = name.strip_prefix("results/") {
            let read =
                |place: &str| std::fs::read(package.join(place).join(result)).expect("the file is there");
            assert!(read("results") == read("rerun"), "{result} differs");
            compared += 1;
        }
        // Every table and chart stands in the README with its command, every file of the study too.
        let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
        let exhibit = name.starts_with("results") && matches!(ending, "png" | "csv");
        if exhibit || name.starts_with("study/") {
            assert!(readme.contains(&format!("`{name}`")), "{name} is not in the README");
        }
    }
    assert!(compared > 20, "only {compared} results");
    for part in
        ["Data availability", "Statement about rights", "CC BY 4.0", "Computational requirements", "2026-03"]
    {
        assert!(readme.contains(part), "{part}");
    }
}

/// A copy of the default study with some texts replaced.
fn changed(changes: &[(&str, &str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for entry in std::fs::read_dir(root().join("studies/digital-deficit")).expect("the study is there") {
        let path = entry.expect("an entry").path();
        std::fs::copy(&path, folder.path().join(path.file_name().expect("a name"))).expect("a copy");
    }
    for (file, from, to) in changes {
        let path = folder.path().join(file);
        let text = std::fs::read_to_string(&path).expect("the file is there");
        assert!(text.contains(from), "{file} has `{from}`");
        std::fs::write(&path, text.replace(from, to)).expect("the file can be written");
    }
    folder
}

#[test]
fn a_rate_is_no_flow_and_a_month_is_no_year() {
    let refused = |changes: &[(&str, &str, &str)], expected: &str| {
        let folder = changed(changes);
        let out = text(&folder.path().join("out"));
        let error = refusal(&["reproduce", &text(folder.path()), "--no-curve", "--no-plots", "--out", &out]);
        assert!(error.contains(expected), "expected `{expected}` in: {error}");
    };
    let goods = "D(I(4 * sum(bop_goods_sa_tn, 3)), 3)";
    refused(
        &[("study.toml", &format!("term = \"{goods}\""), "term = \"D(gap_10y, 3)\"")],
        "is in percentage points; expected a flow of money",
    );
    let quarter = "D(sum(bop_goods_sa_tn, 3), 3)";
    refused(&[("study.toml", goods, quarter), ("m5.toml", goods, quarter)], "counts 3 months of a flow");
    let month = "I(1 * convert(bop_goods_services, 'JPY trillion'))";
    refused(
        &[
            ("m2b.toml", "D(bop_goods_services_12m, 12)", month),
            ("study.toml", "terms = [\"D(bop_goods_services_12m, 12)\"]", &format!("terms = [\"{month}\"]")),
        ],
        "counts 1 month of a flow, but the shock is for a year",
    );
}

#[test]
fn a_difference_times_nothing_does_not_raise_a_tier() {
    let folder = changed(&[
        ("m1.toml", "\"usdjpy ~ gap_10y", "\"usdjpy + 0 * D(usdjpy) ~ gap_10y"),
        ("study.toml", "[placebo]\nspec = \"m1\"", "[placebo]\nspec = \"m1x\""),
    ]);
    // The placebo needs the plain level regression: it keeps one under another name.
    let study = folder.path().join("study.toml");
    let text_of = std::fs::read_to_string(&study).expect("the file is there");
    let rung = "[[rung]]\nspec = \"m1x\"\nlabel = \"x\"\nterms = [\"bop_goods_services_12m\"]\nform = \"level\"\n\n[[rung]]\nspec = \"m1d\"";
    let text_of = text_of
        .replace("\"m1.toml\", ", "\"m1.toml\", \"m1x.toml\", ")
        .replacen("[[rung]]\nspec = \"m1d\"", rung, 1)
        .replace("[stand_ins]\nspec = \"m1\"", "[stand_ins]\nspec = \"m1x\"");
    std::fs::write(&study, text_of).expect("the file can be written");
    let plain =
        std::fs::read_to_string(root().join("studies/digital-deficit/m1.toml")).expect("the spec is there");
    std::fs::write(folder.path().join("m1x.toml"), plain.replace("name = \"m1\"", "name = \"m1x\""))
        .expect("a copy");
    let out = text(&folder.path().join("out"));
    let results = json(&[
        "reproduce",
        &text(folder.path()),
        "--no-curve",
        "--no-plots",
        "--quiet",
        "--out",
        &out,
        "--format",
        "json",
    ]);
    assert_eq!(row(&results["rungs"], "spec", "m1")["tier"], "C", "a level stays a level");
}

#[test]
fn the_base_rate_is_written_once() {
    // Fitted alone, a spec finds the rate in the study beside it; another rate there scales the flow and nothing else.
    let slope = |path: &str| {
        let fit = json(&["fit", path, "--format", "json"]);
        let terms = fit["terms"].as_array().expect("terms");
        let term = terms.iter().find(|term| term["horizon"] == 0 && term["name"] != "(Intercept)");
        number(&term.expect("the first step is there")["estimate"])
    };
    let folder = changed(&[("study.toml", "exchange_rate = 140.50", "exchange_rate = 281.0")]);
    let (whole, half) = (
        slope(&text(&root().join("studies/digital-deficit/m4c.toml"))),
        slope(&text(&folder.path().join("m4c.toml"))),
    );
    assert_close(whole, 2.0 * half, 1e-9, "a flow twice as large in numbers has half the effect per unit");
}
