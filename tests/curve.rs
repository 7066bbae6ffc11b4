//! The specification curve: the same bytes however it is run, and messages that say what to do.

use std::collections::BTreeSet;
use std::path::Path;

use crate::program::{fxsens, json, root};

const SMALL: &str = "tests/fixtures/curve/grid.toml";

fn run(arguments: &[&str]) {
    let output = fxsens(arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The small grid with its study named by a whole path, so that it can stand anywhere.
fn movable() -> String {
    let text = std::fs::read_to_string(root().join(SMALL)).expect("the grid");
    let study = root().join("studies/digital-deficit");
    text.replace("../../../studies/digital-deficit", &study.to_string_lossy())
}

fn bytes(folder: &Path, name: &str) -> Vec<u8> {
    std::fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn the_shipped_grid_holds_the_replica_and_counts_every_spec() {
    let curve = json(&["curve", "--quiet", "--format", "json"]);
    let count = |key: &str| curve[key].as_u64().expect("a count");
    assert!(count("n_specs") >= 5000);
    assert_eq!(count("n_specs"), count("n_estimated") + count("n_failed"));
    let failed: u64 = curve["failures"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|f| f["specs"].as_u64().expect("a count"))
        .sum();
    assert_eq!(failed, count("n_failed"), "a failure is missing from the list");
    // The marked spec is the replica of the study: +5.61 yen.
    let replica = &curve["replica"];
    assert!((replica["yen"].as_f64().expect("a number") - 5.612).abs() < 1e-2, "{replica}");
    let m1 = json(&["fit", "studies/digital-deficit/m1.toml", "--format", "json"]);
    let slope = m1["terms"][2]["estimate"].as_f64().expect("a number");
    assert!((replica["yen"].as_f64().expect("a number") + 5.536 * slope).abs() < 1e-9);
    let tiers: Vec<&str> =
        curve["summary"].as_array().expect("a list").iter().filter_map(|s| s["tier"].as_str()).collect();
    assert_eq!(tiers, ["A", "B", "C"]);
    assert!(curve.get("joint").is_none(), "a pooled p-value nobody asked for");
    // Digital services wait for data and are counted.
    let waiting = curve["waiting"].as_array().expect("a list");
    assert!(waiting.iter().any(|w| w["value"] == "digital" && w["specs"].as_u64() > Some(0)));
}

#[test]
fn threads_shards_and_a_second_start_change_no_byte() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    run(&["curve", SMALL, "--quiet", "--threads", "1", "--out", &path("one")]);
    run(&["curve", SMALL, "--quiet", "--threads", "2", "--out", &path("two")]);
    let mut merge = vec!["curve".to_owned(), "merge".into()];
    for shard in 1..=7 {
        let out = path(&format!("shard{shard}"));
        run(&["curve", SMALL, "--quiet", "--shard", &format!("{shard}/7"), "--resume", "--out", &out]);
        merge.insert(2, out);
    }
    merge.extend(["--grid", SMALL, "--quiet", "--out", &path("merged")].map(str::to_owned));
    run(&merge.iter().map(String::as_str).collect::<Vec<_>>());
    // A second start takes over what is there.
    run(&["curve", SMALL, "--quiet", "--resume", "--out", &path("two")]);
    for name in [
        "curve.csv",
        "curve.parquet",
        "curve.json",
        "manifest.json",
        "tables/curve-summary.csv",
        "figures/specification-curve.png",
        "figures/curve-choices.png",
    ] {
        let whole = bytes(&folder.path().join("one"), name);
        for other in ["two", "merged"] {
            assert!(whole == bytes(&folder.path().join(other), name), "{name} of `{other}` differs");
        }
    }
    assert!(!folder.path().join("two/parts").exists(), "the parts were left behind");
    // A missing shard is refused.
    let short: Vec<&str> =
        merge.iter().map(String::as_str).filter(|word| !word.ends_with("shard3")).collect();
    let output = fxsens(&short);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("6 of 7 shards"));
}

#[test]
fn ids_do_not_depend_on_the_order_of_axes_and_values() {
    let ids = |path: &str| -> BTreeSet<String> {
        let listed = json(&["curve", path, "--dry-run", "--format", "json"]);
        let list = listed["specs"].as_array().expect("a list").clone();
        list.iter().map(|id| id.as_str().expect("an id").to_owned()).collect()
    };
    let text = movable();
    let folder = tempfile::tempdir().expect("a temporary folder");
    // Tables of the file in reverse, so that axes, values and blocks all change places; labels change too.
    let mut tables: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    let head = tables.remove(0);
    tables.reverse();
    let turned = format!("{head}\n\n{}", tables.join("\n\n")).replace("label = \"", "label = \"another ");
    let path = folder.path().join("grid.toml");
    std::fs::write(&path, turned).expect("the grid can be written");
    let (plain, turned) = (ids(SMALL), ids(&path.to_string_lossy()));
    assert_eq!(plain.len(), 336, "the enumeration has changed");
    assert_eq!(plain, turned);
}

#[test]
fn a_misspelt_value_or_series_is_named_with_its_place_and_a_hint() {
    let text = movable();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (from, to, expected) in [
        (
            "outcome = [\"log-1m\"]",
            "outcome = [\"log_1m\"]",
            ["block `projections` names `log_1m`", "or `log-1m`"],
        ),
        ("lag = [\"0\"]", "lags = [\"0\"]", ["names the axis `lags`", "did you mean `lag`"]),
        (
            "series = \"bop_services\"",
            "series = \"bop_servces\"",
            ["reads the series `bop_servces`", "did you mean `bop_services`"],
        ),
        ("method = \"lp\"", "method = \"lpp\"", ["is not a valid grid", "lpp"]),
    ] {
        assert!(text.contains(from), "{from}");
        let path = folder.path().join("grid.toml");
        std::fs::write(&path, text.replace(from, to)).expect("the grid can be written");
        let output = fxsens(&["curve", &path.to_string_lossy()]);
        assert_eq!(output.status.code(), Some(2), "{to}");
        let message = String::from_utf8_lossy(&output.stderr);
        let flat = message.split_whitespace().filter(|w| *w != "│").collect::<Vec<_>>().join(" ");
        for words in expected {
            assert!(flat.contains(words), "`{words}` is not in: {flat}");
        }
    }
}

#[test]
fn what_cannot_be_estimated_is_a_row_with_its_reason() {
    // Services by item end in 2017-08: the fixture asks for them to 2023.
    let output = fxsens(&["curve", SMALL, "--quiet", "--format", "csv"]);
    assert!(output.status.success());
    let rows = String::from_utf8(output.stdout).expect("text");
    let failed: Vec<&str> = rows.lines().filter(|line| line.contains("has no value at 2017-09")).collect();
    assert!(!failed.is_empty());
    assert!(failed.iter().all(|line| line.contains("travel")));
}

#[test]
fn the_joint_test_is_made_when_asked_for_and_repeats() {
    let ask = |threads: &str| {
        json(&[
            "curve",
            SMALL,
            "--quiet",
            "--joint",
            "--draws",
            "39",
            "--format",
            "json",
            "--threads",
            threads,
        ])
    };
    let (one, two) = (ask("1"), ask("2"));
    assert_eq!(one["joint"], two["joint"]);
    let p = one["joint"]["median"]["p_value"].as_f64().expect("a number");
    assert!(p > 0.0 && p <= 1.0);
    assert!(one["joint"]["specs"].as_u64() > Some(0));
}
