//! Scenarios as a user meets them: the shipped paths, a path of one's own, the valuation split, and what is refused.

use std::path::Path;

use serde_json::Value;

use crate::program::{fxsens, json, root};

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value} is not a number"))
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap_or_else(|| panic!("{value} is not a list"))
}

fn last(value: &Value) -> &Value {
    list(value).last().expect("at least one")
}

/// Writes a path of the user's own.
fn own(folder: &Path, text: &str) -> String {
    let path = folder.join("mine.csv");
    std::fs::write(&path, text).expect("the file can be written");
    path.to_string_lossy().into_owned()
}

#[test]
fn the_doubling_and_the_published_path_end_at_the_effects_of_the_ladder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("out");
    let ladder = json(&[
        "reproduce",
        "--no-plots",
        "--no-curve",
        "--quiet",
        "--format",
        "json",
        "--out",
        &out.to_string_lossy(),
    ]);
    for (id, key) in [("doubling", "effect"), ("realised", "realised_effect")] {
        let scenario = json(&["scenario", id, "--format", "json"]);
        assert_eq!(list(&scenario["specs"]).len(), 3);
        for spec in list(&scenario["specs"]) {
            let rung =
                list(&ladder["rungs"]).iter().find(|rung| rung["spec"] == spec["spec"]).expect("the rung");
            let end = &last(&spec["months"])["effect"];
            for part in ["yen", "low", "high"] {
                assert!((number(&end[part]) - number(&rung[key][part])).abs() < 1e-9, "{id} {part}: {end}");
            }
        }
    }
}

#[test]
fn a_fan_holds_its_inner_bands_and_a_published_path_adds_nothing_to_the_parameters() {
    let fans = |id: &str| json(&["scenario", id, "--format", "json"]);
    let doubling = fans("doubling");
    for spec in list(&doubling["specs"]) {
        let month = last(&spec["months"]);
        let fan = list(&month["fan"]);
        let inside = |a: &Value, b: &Value| {
            number(&a["low"]) > number(&b["low"]) && number(&a["high"]) < number(&b["high"])
        };
        assert_eq!(fan.len(), 3);
        assert!(inside(&fan[0], &fan[1]) && inside(&fan[1], &fan[2]), "{month}");
        assert!(inside(&month["effect"], &fan[2]), "the path must add to the parameters: {month}");
    }
    for spec in list(&fans("realised")["specs"]) {
        let month = last(&spec["months"]);
        for end in ["low", "high"] {
            assert!((number(&month["effect"][end]) - number(&last(&month["fan"])[end])).abs() < 1e-12);
        }
    }
}

#[test]
fn the_distance_from_the_past_is_what_hand_arithmetic_gives() {
    let plausibility = &json(&["scenario", "doubling", "--format", "json"])["plausibility"];
    // 2.15 (2014), 4.8 (2022), 5.536 (2023), 6.6506 (2024), 6.7 (2025): 4.55 over eleven years.
    let drift = 4.55 / 11.0;
    let steps = [(8.0, 2.65), (1.0, 0.736), (1.0, 1.1146), (1.0, 0.0494)];
    let squares: f64 =
        steps.iter().map(|(years, change): &(f64, f64)| (change - drift * years).powi(2) / years).sum();
    let deviation = (squares / 3.0).sqrt();
    assert!((number(&plausibility["walk"]["drift"]) - drift).abs() < 1e-9);
    assert!((number(&plausibility["walk"]["deviation"]) - deviation).abs() < 1e-9);
    let t = (5.536 - drift * 2.25) / (deviation * (2.25_f64 + 2.25 * 2.25 / 11.0).sqrt());
    assert!((number(&plausibility["whole"]["t"]) - t).abs() < 1e-9);
}

#[test]
fn the_ministry_s_paths_end_at_its_published_projections() {
    let text =
        std::fs::read_to_string(root().join("data/published/meti_projections.csv")).expect("the projections");
    for (id, scope) in [
        ("meti-8", "computer services,base,2030,8,"),
        ("meti-10", "digital balance,base,2030,10,"),
        ("meti-18", "digital balance,base,2035,18,"),
        ("meti-28", "digital balance,pessimistic,2035,28,"),
    ] {
        assert!(text.contains(scope), "{scope} is not among the projections");
        let scenario = json(&["scenario", id, "--spec", "m1", "--format", "json"]);
        let level: f64 = id.trim_start_matches("meti-").parse().expect("a level");
        let end = last(&scenario["path"]);
        assert!((number(&end["level"]) - level).abs() < 1e-9, "{end}");
        assert!(end["period"].as_str().is_some_and(|period| scope.contains(&period[..4])), "{end}");
    }
}

#[test]
fn a_larger_surplus_strengthens_the_yen() {
    for (id, change) in [
        // 6.3429 grown by 10 % a year for five years.
        ("tourism", 6.3429 * (1.1_f64.powi(5) - 1.0)),
        // 55 % of 34.924 instead of 21.4 + 1.3.
        ("repatriation", 0.55 * 34.924 - 22.7),
    ] {
        let scenario = json(&["scenario", id, "--spec", "m1", "--format", "json"]);
        assert!((number(&last(&scenario["path"])["change"]) - change).abs() < 1e-9, "{id}");
        let end = last(&scenario["specs"][0]["months"]);
        assert!(number(&end["effect"]["yen"]) < 0.0 && number(&end["effect"]["high"]) < 0.0, "{id}: {end}");
    }
}

#[test]
fn a_path_of_ones_own_is_the_coefficient_times_the_change() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = own(folder.path(), "period,deficit\n2023,5\n2025,7\n2026,4\n");
    let scenario = json(&["scenario", "--path", &path, "--spec", "m1", "--format", "json"]);
    let fit = json(&["fit", "studies/digital-deficit/m1.toml", "--format", "json"]);
    let term =
        list(&fit["terms"]).iter().find(|term| term["name"] == "bop_goods_services_12m").expect("the term");
    let months = list(&scenario["specs"][0]["months"]);
    assert_eq!(months.len(), 37);
    // Two years up by 2, passing 2024 half-way; then a year down by 3.
    for (index, change) in [(0, 0.0), (12, 1.0), (24, 2.0), (36, -1.0)] {
        let effect = &months[index]["effect"];
        assert!((number(&effect["yen"]) + number(&term["estimate"]) * change).abs() < 1e-9, "{effect}");
    }
}

#[test]
fn a_broken_path_is_refused_with_the_place_and_what_was_expected() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (text, words) in [
        ("period,deficit\n2023-12,5\n2024-01,abc\n", &["mine.csv", "line 3", "deficit", "abc"][..]),
        ("period,deficits\n2023,5\n2024,6\n", &["expected a column `deficit`", "found", "deficits", "help"]),
        (
            "month,deficit\n1,5\n2,6\n",
            &["expected a column of periods", "found the columns deficit, month", "help"],
        ),
        ("period,deficit\n2023,5\n", &["at least two periods", "found 1", "help"]),
        ("period,deficit\n2023,5\n2023,6\n", &["lines 2 and 3", "2023", "twice"]),
        ("", &["mine.csv", "empty"]),
    ] {
        let path = own(folder.path(), text);
        let output = fxsens(&["scenario", "--path", &path]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        // Messages are wrapped, so words are compared, not lines.
        let stderr = String::from_utf8_lossy(&output.stderr).replace('│', " ");
        let stderr = stderr.split_whitespace().collect::<Vec<_>>().join(" ");
        for word in words {
            assert!(stderr.contains(word), "{text:?}: no `{word}` in {stderr}");
        }
    }
}

#[test]
fn options_that_would_do_nothing_and_unknown_names_are_refused() {
    for (arguments, words) in [
        (&["scenario", "doublin"][..], "did you mean `doubling`"),
        (&["scenario", "doubling", "--spec", "m9"], "no rung `m9`"),
        (&["scenario", "doubling", "--spec", "m4a"], "`m4a` cannot carry a path"),
        (&["scenario", "doubling", "--spec", "m1", "--spec", "m1"], "given twice"),
        (&["scenario", "--spec", "m1"], "--spec needs a path"),
        (&["scenario", "--level", "0.9"], "--level needs a path"),
        (&["scenario", "doubling", "--level", "1.5"], "between 0 and 1"),
        (&["scenario", "doubling", "--valuation"], "cannot be used with"),
        (&["scenario", "--valuation", "--level", "0.9"], "cannot be used with"),
    ] {
        let output = fxsens(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(words), "{arguments:?}: {stderr}");
    }
}

#[test]
fn the_valuation_split_adds_up_and_follows_the_midpoint_rule() {
    let split = json(&["scenario", "--valuation", "--format", "json"]);
    let ratio = 9.2463 / 5.536;
    assert!((number(&split["payments_ratio"]) - ratio).abs() < 1e-12);
    let rates: Vec<f64> = list(&split["exchange_rates"]).iter().map(number).collect();
    // The mean of 2023 is the base of the study.
    assert!((rates[2] - 140.5).abs() < 0.05, "{rates:?}");
    let levels = [2.15, 4.8, 5.536, 6.6506, 6.7];
    for (valuation, theta) in list(&split["splits"]).iter().zip([0.0, 0.5, 1.0]) {
        let mut whole = 0.0;
        for (i, step) in list(&valuation["steps"]).iter().enumerate() {
            let dollars = |j: usize| theta * ratio * levels[j] / rates[j];
            let part = 0.5 * (dollars(i) + dollars(i + 1)) * (rates[i + 1] - rates[i]);
            assert!((number(&step["exchange_rate"]) - part).abs() < 1e-9, "{step}");
            assert!((number(&step["volume"]) - (levels[i + 1] - levels[i] - part)).abs() < 1e-9, "{step}");
            whole += part;
        }
        assert!((number(&valuation["total"]["exchange_rate"]) - whole).abs() < 1e-9);
        assert!((number(&valuation["total"]["change"]) - 4.55).abs() < 1e-9);
    }
}

#[test]
fn the_folder_holds_json_table_and_chart() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (arguments, stem) in [("realised", "scenario-realised"), ("--valuation", "valuation")] {
        let output = fxsens(&["scenario", arguments, "--quiet", "--out", &folder.path().to_string_lossy()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        for extension in ["json", "csv", "svg", "png"] {
            let file = folder.path().join(format!("{stem}.{extension}"));
            assert!(std::fs::metadata(&file).is_ok_and(|meta| meta.len() > 100), "{}", file.display());
        }
    }
    let listed = fxsens(&["explain", "scenario"]);
    assert!(String::from_utf8_lossy(&listed.stdout).starts_with("# Scenarios"));
}
