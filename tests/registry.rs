//! Every model is known to the program, documented, and obeys the contract.

use std::collections::BTreeSet;

use crate::program::{fxsens, json, root};

#[test]
fn every_model_crate_is_in_the_list() {
    let registry = fxsens::models();
    let ids: BTreeSet<&str> = registry.iter().map(|model| model.info().id).collect();
    let folders = std::fs::read_dir(root().join("crates")).expect("the crates folder is there");
    for folder in folders {
        let name = folder.expect("the folder can be read").file_name().to_string_lossy().into_owned();
        if let Some(id) = name.strip_prefix("model-") {
            assert!(ids.contains(id), "crates/{name} is not in crates/fxsens/src/models.rs");
        }
    }
}

#[test]
fn no_model_is_lost_to_a_repeated_id() {
    let built_in = fxsens::regression::models().len();
    let folders = std::fs::read_dir(root().join("crates")).expect("the crates folder is there");
    let names = folders.map(|folder| folder.expect("the folder can be read").file_name());
    let extensions = names.filter(|name| name.to_string_lossy().starts_with("model-")).count();
    assert_eq!(fxsens::models().iter().count(), built_in + extensions);
}

#[test]
fn every_model_passes_the_conformance_suite() {
    for model in fxsens::models().iter() {
        fxsens_testing::check_model(model);
    }
}

#[test]
fn models_and_explain_agree() {
    let listed = json(&["models", "--format", "json"]);
    let models = listed["models"].as_array().expect("a list of models");
    for id in ["ols", "gls-ar", "quantile"] {
        assert!(models.iter().any(|model| model["id"] == id), "{id} is not listed");
    }
    for model in models {
        let id = model["id"].as_str().expect("an id");
        let page = fxsens(&["explain", id]);
        assert!(page.status.success());
        assert!(String::from_utf8_lossy(&page.stdout).contains("## When it misleads"), "{id}");
    }
}
