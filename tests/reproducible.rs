//! The same bytes, whatever the number of threads.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::program::fxsens;

fn files_below(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop() {
        for entry in std::fs::read_dir(&current).expect("the folder can be read") {
            let path = entry.expect("the entry can be read").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("the file lies in the folder").to_path_buf();
                found.insert(name, std::fs::read(&path).expect("the file can be read"));
            }
        }
    }
    found
}

#[test]
fn a_run_gives_the_same_bytes_at_one_and_two_threads() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |name: &str, threads: &str| {
        let out = folder.path().join(name);
        let output = fxsens(&["reproduce", "--quiet", "--threads", threads, "--out", &out.to_string_lossy()]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (files_below(&out), output.stdout)
    };
    let (one, two, again) = (run("one", "1"), run("two", "2"), run("again", "2"));
    for name in [
        "results.json",
        "manifest.json",
        "report.html",
        "report.md",
        "figures/ladder.png",
        "tables/ladder.csv",
    ] {
        assert!(one.0.contains_key(Path::new(name)), "{name} was not written");
    }
    assert!(one.0.keys().filter(|path| path.extension().is_some_and(|e| e == "png")).count() >= 8);
    assert!(
        !one.0.keys().any(|path| path.to_string_lossy().contains("tmp")),
        "a temporary file was left behind"
    );
    for other in [&two, &again] {
        assert_eq!(one.1, other.1, "the printed verdict differs");
        assert_eq!(one.0.keys().collect::<Vec<_>>(), other.0.keys().collect::<Vec<_>>());
        for (name, bytes) in &one.0 {
            assert!(other.0[name] == *bytes, "{} differs", name.display());
        }
    }
}

#[test]
fn another_seed_changes_the_placebo_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let run = |seed: &str| {
        let out = folder.path().join(seed);
        let path = out.to_string_lossy().into_owned();
        let arguments =
            ["reproduce", "--quiet", "--no-plots", "--seed", seed, "--out", &path, "--format", "json"];
        crate::program::json(&arguments)
    };
    let (a, b) = (run("1"), run("2"));
    assert_ne!(a["placebo"]["share_at_least"], b["placebo"]["share_at_least"]);
    assert_eq!(a["rungs"], b["rungs"]);
    assert!(!folder.path().join("1/figures").exists(), "--no-plots wrote charts");
}
