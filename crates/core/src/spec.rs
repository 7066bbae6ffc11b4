//! One estimation request with a stable id.

use std::fmt::{self, Write};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::expr::{Formula, Window};

/// What to estimate: model, formula, sample and parameters. A spec is a small TOML file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spec {
    /// Short name: `m1`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Title as printed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// What a reader may conclude from it, in one sentence.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reading: String,
    /// Id of the model.
    #[serde(default = "default_model")]
    pub model: String,
    /// The formula.
    pub formula: String,
    /// First and last period.
    #[serde(default)]
    pub sample: Window,
    /// Parameters of the model; missing keys take their defaults.
    #[serde(default, skip_serializing_if = "toml::Table::is_empty")]
    pub params: toml::Table,
    /// The same estimate under other parameters, printed beside: each table replaces whole top-level keys of
    /// `params`, e.g. `vcov = { kind = "ewc" }`. Does not change the id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<toml::Table>,
}

fn default_model() -> String {
    "ols".into()
}

/// Identity of a spec: twelve hexadecimal digits of the SHA-256 of its content. Name, title and reading do not
/// count; parameters count with their defaults filled in, so spelling a default out changes nothing.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SpecId(String);

impl fmt::Display for SpecId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl Spec {
    /// The parameters of every estimation the spec asks for: its own first, then one per `also`.
    pub fn variants(&self) -> Vec<toml::Table> {
        let replaced = self.also.iter().map(|changes| {
            let mut params = self.params.clone();
            params.extend(changes.clone());
            params
        });
        std::iter::once(self.params.clone()).chain(replaced).collect()
    }

    /// The id, given the default parameters of the spec's model.
    pub fn id(&self, defaults: &toml::Table) -> SpecId {
        let mut params = defaults.clone();
        merge(&mut params, &self.params);
        // The printed form of the parsed formula, so that spacing and needless parentheses do not count.
        let formula = Formula::parse(&self.formula).map_or_else(|_| self.formula.clone(), |f| f.to_string());
        let content = format!(
            "fxsens.spec/1\n{}\n{}\n{:?} {:?}\n{}",
            self.model,
            formula,
            self.sample.first.map(|p| p.to_string()),
            self.sample.last.map(|p| p.to_string()),
            canonical(&toml::Value::Table(params)),
        );
        let digest = Sha256::digest(content.as_bytes());
        SpecId(hex(&digest[..6]))
    }
}

/// Lower-case hexadecimal digits.
fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Writes `changes` over `base`, table by table.
pub fn merge(base: &mut toml::Table, changes: &toml::Table) {
    for (key, value) in changes {
        match (base.get_mut(key), value) {
            (Some(toml::Value::Table(old)), toml::Value::Table(new)) => merge(old, new),
            _ => {
                base.insert(key.clone(), value.clone());
            }
        }
    }
}

/// A text that is the same for equal values: keys sorted, numbers printed as floats.
fn canonical(value: &toml::Value) -> String {
    match value {
        toml::Value::Table(table) => {
            let mut entries: Vec<String> =
                table.iter().map(|(key, value)| format!("{key}={}", canonical(value))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        toml::Value::Array(items) => {
            format!("[{}]", items.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        toml::Value::Integer(number) => format!("{number}"),
        // A whole number counts the same with and without a point.
        toml::Value::Float(number) => format!("{number}"),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spec(text: &str) -> Spec {
        toml::from_str(text).unwrap_or_else(|e| panic!("{e}"))
    }

    #[test]
    fn the_id_ignores_names_spacing_and_spelt_out_defaults() {
        let defaults: toml::Table =
            toml::from_str("[vcov]\nkind = \"hac\"\nbandwidth = 6").unwrap_or_default();
        let plain = spec("formula = 'y ~ x'");
        let wordy = spec("name = 'a'\ntitle = 't'\nformula = 'y~ (x)'\n[params.vcov]\nbandwidth = 6.0");
        let other = spec("formula = 'y ~ x'\n[params.vcov]\nbandwidth = 7");
        assert_eq!(plain.id(&defaults), wordy.id(&defaults));
        assert_ne!(plain.id(&defaults), other.id(&defaults));
    }

    #[test]
    fn an_unknown_key_is_an_error() {
        assert!(toml::from_str::<Spec>("formula = 'y ~ x'\nmodell = 'ols'").is_err());
    }
}
