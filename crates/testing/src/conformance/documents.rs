//! The model's page, its parameters and its saved form.

use fxsens_core::fit::Fit;
use fxsens_core::model::Model;

use super::fit;
use crate::simulate::Design;

const HEADINGS: [&str; 9] = [
    "What it estimates",
    "Model",
    "Assumptions",
    "When it misleads",
    "Parameters",
    "Shapes and units",
    "Errors",
    "Example",
    "References",
];

pub(super) fn readme_has_all_headings(entry: &dyn Model) {
    let info = entry.info();
    let found: Vec<&str> =
        info.doc.lines().filter_map(|line| line.strip_prefix("## ")).map(str::trim).collect();
    assert_eq!(found, HEADINGS, "{}: second-level headings of its README", info.id);
    assert!(!info.references.is_empty(), "{}: no references", info.id);
    for doc in entry.params() {
        assert!(info.doc.contains(doc.name), "{}: its README does not mention `{}`", info.id, doc.name);
    }
}

pub(super) fn defaults_build_and_unknown_keys_fail(entry: &dyn Model) {
    let id = entry.info().id;
    assert!(entry.build(&entry.defaults()).is_ok(), "{id}: defaults do not build");
    assert!(entry.build(&toml::Table::new()).is_ok(), "{id}: an empty table does not build");
    let mut unknown = toml::Table::new();
    unknown.insert("no_such_parameter".into(), toml::Value::Integer(1));
    assert!(entry.build(&unknown).is_err(), "{id}: an unknown key passes");
    for (key, value) in &entry.defaults() {
        if value.is_table() {
            let mut nested = toml::Table::new();
            nested.insert(key.clone(), toml::Value::Table(unknown.clone()));
            assert!(entry.build(&nested).is_err(), "{id}: an unknown key inside `{key}` passes");
        }
    }
}

pub(super) fn documented_names_are_the_keys(entry: &dyn Model) {
    let mut keys = Vec::new();
    flatten("", &entry.defaults(), &mut keys);
    keys.sort();
    let mut documented: Vec<String> = entry.params().iter().map(|doc| doc.name.to_owned()).collect();
    documented.sort();
    assert_eq!(documented, keys, "{}: documented parameters and keys of the defaults", entry.info().id);
}

fn flatten(prefix: &str, table: &toml::Table, keys: &mut Vec<String>) {
    for (key, value) in table {
        let name = if prefix.is_empty() { key.clone() } else { format!("{prefix}.{key}") };
        match value {
            toml::Value::Table(nested) => flatten(&name, nested, keys),
            _ => keys.push(name),
        }
    }
}

pub(super) fn json_round_trip_is_exact(entry: &dyn Model, design: &Design) {
    let id = entry.info().id;
    let mut original = fit(entry, design);
    let text = serde_json::to_string(&original).unwrap_or_else(|error| panic!("{id}: {error}"));
    let read: Fit = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{id}: reading back: {error}"));
    // Scores and bread live in memory only.
    original.scores = None;
    original.bread = None;
    assert_eq!(read, original, "{id}: a fit written to JSON and read back");
    assert_eq!(original.model, id, "the fit names its model");
}
