//! The command line as a user sees it: the README's commands and every message for bad input.

use crate::program::{fxsens, root};

/// Runs every `console` block of the README, of the book's pages and of every file of `tests/cmd`.
#[test]
fn documented_commands_print_what_is_documented() {
    std::env::set_current_dir(root()).expect("the root folder is there");
    trycmd::TestCases::new()
        .default_bin_name("fxsens")
        .case(root().join("README.md"))
        .case(root().join("docs/*.md"))
        .case(root().join("tests/cmd/*.trycmd"));
}

#[test]
fn bad_input_exits_with_two_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let blocked = folder.path().join("file");
    std::fs::write(&blocked, "not a folder").expect("the file can be written");
    let out = blocked.join("run");
    let out = out.to_string_lossy();
    for arguments in
        [vec!["reproduce", "--out", &out], vec!["fit", "studies/digital-deficit/m1.toml", "--out", &out]]
    {
        let output = fxsens(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "a refused run printed results");
        let message = String::from_utf8_lossy(&output.stderr);
        assert!(message.contains("cannot write") && message.contains("--out"), "{message}");
    }
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder can be read").collect();
    assert_eq!(left.len(), 1, "something was written");
}

#[test]
fn a_closed_pipe_is_not_a_failure() {
    let binary = assert_cmd::cargo::cargo_bin("fxsens");
    let shell = format!("{} data list | head -n 1; echo ${{PIPESTATUS[0]}}", binary.display());
    let output = std::process::Command::new("bash").args(["-c", &shell]).current_dir(root()).output();
    let output = output.expect("bash runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(text.lines().last(), Some("0"), "{text}");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_program_works_from_any_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = assert_cmd::Command::cargo_bin("fxsens")
        .expect("the binary is built with the tests")
        .current_dir(folder.path())
        .args(["fit", "--formula", "usdjpy ~ gap_10y", "--first", "2015-12", "--format", "json"])
        .output()
        .expect("the binary starts");
    assert!(output.status.success());
    assert!(std::fs::read_dir(folder.path()).expect("the folder can be read").next().is_none());
}

#[test]
fn charts_redrawn_from_saved_results_are_the_same_bytes() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    assert!(fxsens(&["reproduce", "--quiet", "--out", &path("run")]).status.success());
    let redrawn = fxsens(&["plot", &path("run/results.json"), "--out", &path("again")]);
    assert!(redrawn.status.success(), "{}", String::from_utf8_lossy(&redrawn.stderr));
    let charts = std::fs::read_dir(folder.path().join("again")).expect("the charts are there");
    let mut compared = 0;
    for chart in charts {
        let name = chart.expect("the chart can be read").file_name();
        let read =
            |parent: &str| std::fs::read(folder.path().join(parent).join(&name)).expect("the chart is there");
        assert!(read("again") == read("run/figures"), "{} differs", name.display());
        compared += 1;
    }
    assert!(compared >= 8, "only {compared} charts were redrawn");
}
