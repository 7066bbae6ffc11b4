//! Claims and data checks come out as documented, and a changed figure is noticed.

use crate::program::{fxsens, json};

#[test]
fn every_claim_has_a_verdict_and_comes_out_as_documented() {
    let output = json(&["claims", "--format", "json"]);
    let claims = output["claims"].as_array().expect("a list of claims");
    assert_eq!(claims.len(), 40);
    for claim in claims {
        let id = &claim["id"];
        assert!(claim["verdict"].is_string(), "{id} has no verdict");
        let checks = claim["checks"].as_array().expect("a list of checks");
        assert!(
            !checks.is_empty() || !claim["reason"].as_str().unwrap_or_default().is_empty(),
            "{id} gives no reason"
        );
        assert_ne!(claim["outcome"], "differs", "{id}");
    }
}

#[test]
fn a_claim_that_differs_exits_with_one() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("claims.toml");
    let claim = "[[claim]]\nid = 'X'\nsection = 's'\nstatement = 's'\nclaimed = '1'\nverdict = 'holds'\n\
        [[claim.check]]\nlabel = 'l'\nexpression = \"year_mean('usdjpy', 2023)\"\nvalue = 100\ntolerance = 0.1\n";
    std::fs::write(&path, claim).expect("the file can be written");
    let output = fxsens(&["claims", "--file", &path.to_string_lossy()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("DIFFERS"));
}

#[test]
fn the_data_pass_every_check() {
    let output = json(&["data", "check", "--format", "json"]);
    assert_eq!(output["failed"], 0, "{output:#}");
    assert!(output["checks"].as_array().is_some_and(|checks| checks.len() >= 10));
}
