//! Every spec in `studies/examples` works from the command line, and every test has a page and an answer.

use crate::program::{fxsens, json, root};

#[test]
fn every_example_spec_is_estimated() {
    let folder = root().join("studies/examples");
    let mut models = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the examples are there") {
        let path = entry.expect("the folder can be read").path();
        let name = path.to_string_lossy().into_owned();
        let fit = json(&["fit", &name, "--format", "json"]);
        let terms = fit["terms"].as_array().expect("terms");
        assert!(!terms.is_empty(), "{name}");
        for term in terms {
            assert!(term["estimate"].as_f64().is_some_and(f64::is_finite), "{name}: {term}");
            assert!(term["std_error"].as_f64().is_some_and(|e| e > 0.0), "{name}: {term}");
        }
        models.push(fit["model"].as_str().expect("a model").to_owned());
    }
    let shipped = fxsens::regression::models();
    for model in shipped.iter().map(|model| model.info().id).filter(|id| !["ols", "gls-ar"].contains(id)) {
        assert!(models.iter().any(|known| known == model), "no example of `{model}` in studies/examples");
    }
}

#[test]
fn every_test_has_a_page_and_an_answer() {
    let listed = json(&["test", "--format", "json"]);
    let tests = listed["tests"].as_array().expect("a list of tests");
    assert!(tests.len() > 20, "{} tests", tests.len());
    for test in tests {
        let id = test["id"].as_str().expect("an id");
        let page = fxsens(&["explain", id]);
        assert!(String::from_utf8_lossy(&page.stdout).to_lowercase().contains("misleads"), "{id}");
        let series = match test["input"].as_str().expect("an input") {
            "series" => "usdjpy",
            _ => "usdjpy,gap_10y",
        };
        let mut arguments = vec!["test", id, "--series", series, "--first", "2005-01", "--format", "json"];
        if id == "chow" {
            arguments.extend(["--set", "at=2012-12"]);
        }
        if ["diebold-mariano", "clark-west"].contains(&id) {
            arguments[3] = "usdjpy,L(usdjpy),mean(usdjpy,12)";
        }
        if id == "pesaran-timmermann" {
            arguments[3] = "D(usdjpy),L(D(usdjpy))";
        }
        let found = json(&arguments);
        assert_eq!(found["schema"], "fxsens.test/1", "{id}");
        let outcomes = found["outcomes"].as_array().expect("outcomes");
        assert!(!outcomes.is_empty() && outcomes[0]["statistic"].as_f64().is_some(), "{id}: {found}");
    }
}

#[test]
fn the_pages_of_the_documentation_are_what_the_program_writes() {
    // Differences near rounding depend on the machine: rows are compared by method, reference, quantity and counts.
    let keys = |text: &str| {
        let rows = text.lines().filter(|line| line.starts_with("| "));
        rows.map(|line| line.split('|').take(6).collect::<Vec<_>>().join("|")).collect::<Vec<_>>()
    };
    let written = std::fs::read_to_string(root().join("docs/verification.md")).expect("docs/verification.md");
    let now = fxsens(&["verify", "--format", "md"]);
    assert!(now.status.success());
    assert_eq!(
        keys(&written),
        keys(&String::from_utf8_lossy(&now.stdout)),
        "run `fxsens verify --format md > docs/verification.md`"
    );
}
