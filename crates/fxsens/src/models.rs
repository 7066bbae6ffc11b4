//! The models this program knows: those of the regression crate, then one line per extension crate.

use fxsens_core::model::Model;
use fxsens_core::registry::Registry;

const EXTENSIONS: &[fn() -> Box<dyn Model>] = &[
    fxsens_model_quantile::model,
    // `cargo xtask new-model` adds its line above this one.
];

/// All models that ship with fxsens, by id.
pub fn models() -> Registry {
    let mut registry = Registry::new();
    for model in fxsens_regression::models().into_iter().chain(EXTENSIONS.iter().map(|make| make())) {
        // Ids are unique: tests/registry.rs fails when two models share one.
        let _ = registry.add(model);
    }
    registry
}
