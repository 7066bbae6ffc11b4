//! The arrows between the crates, as ARCHITECTURE.md draws them.

use cargo_metadata::{DependencyKind, MetadataCommand};

use crate::program::root;

/// Which of the project's crates a crate may depend on in its shipped code.
fn allowed(package: &str) -> &'static [&'static str] {
    match package {
        "fxsens" => &["fxsens-core", "fxsens-ingest", "fxsens-regression", "fxsens-report", "fxsens-study"],
        "fxsens-study" => &["fxsens-core", "fxsens-regression"],
        "fxsens-ingest" | "fxsens-regression" | "fxsens-report" | "fxsens-testing" => &["fxsens-core"],
        name if name.starts_with("fxsens-model-") => &["fxsens-core", "fxsens-regression"],
        _ => &[],
    }
}

#[test]
fn crates_depend_on_each_other_only_along_the_arrows() {
    let metadata = MetadataCommand::new().current_dir(root()).no_deps().exec().expect("cargo metadata runs");
    assert!(metadata.packages.len() >= 9, "the workspace has lost a crate");
    for package in &metadata.packages {
        for dependency in package.dependencies.iter().filter(|d| d.path.is_some()) {
            let (from, to) = (package.name.as_str(), dependency.name.as_str());
            let fine = match dependency.kind {
                DependencyKind::Normal => {
                    allowed(from).contains(&to) || (from == "fxsens" && to.starts_with("fxsens-model-"))
                }
                DependencyKind::Development => to == "fxsens-testing" || allowed(from).contains(&to),
                _ => false,
            };
            assert!(fine, "{from} must not depend on {to} ({:?})", dependency.kind);
        }
    }
}

#[test]
fn each_engine_stays_in_its_crate() {
    let metadata = MetadataCommand::new().current_dir(root()).no_deps().exec().expect("cargo metadata runs");
    let engines = [
        ("polars", "fxsens-ingest"),
        ("linfa", "fxsens-regression"),
        ("linfa-linear", "fxsens-regression"),
        ("faer", "fxsens-regression"),
        ("plotters", "fxsens-report"),
        ("resvg", "fxsens-report"),
        ("clap", "fxsens"),
        ("ureq", "fxsens-ingest"),
    ];
    for package in &metadata.packages {
        for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            if let Some((engine, home)) = engines.iter().find(|(engine, _)| dependency.name == *engine) {
                let fine = package.name.as_str() == *home || package.name.as_str() == "xtask";
                assert!(fine, "{engine} belongs into {home}, not into {}", package.name);
            }
        }
    }
}
