//! What a saved file can be drawn as.

use std::path::Path;

use fxsens_core::figure::Figure;
use fxsens_core::summary::FIT_SCHEMA;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::style::Facts;
use super::{records, saved_fit};
use crate::failure::Failure;

const HINT: &str = "what can be drawn: results.json of `reproduce` and of `fit --out`, curve.json of `curve --out`, claims.json of \
                    `claims --out`, and what `fit`, `backtest`, `placebo`, `scenario ID`, `claims` and `data diff` print with \
                    --format json";

/// Charts, and facts that go with them into the files.
#[derive(Debug)]
pub struct Saved {
    pub figures: Vec<Figure>,
    pub facts: Facts,
}

/// A file that is being read, for messages.
pub struct File<'a> {
    path: &'a Path,
}

impl File<'_> {
    /// What is wrong with the file.
    pub fn bad(&self, what: &str) -> Failure {
        Failure::new(format!("{} {what}", self.path.display())).hint(HINT)
    }

    /// A value of the file as what it is said to be.
    pub fn parse<T: DeserializeOwned>(&self, value: Value, what: &str) -> Result<T, Failure> {
        serde_json::from_value(value).map_err(|error| self.bad(&format!("is not {what}")).because(error))
    }
}

/// The charts in a file, or those that can be made of what it holds.
pub fn read(path: &Path) -> Result<Saved, Failure> {
    let file = File { path };
    let text = std::fs::read_to_string(path).map_err(|error| file.bad("cannot be read").because(error))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| file.bad("is not JSON").because(error))?;
    let schema = value.get("schema").and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut facts = Facts::new();
    for (key, keyword) in [("spec_id", "Spec"), ("vintage", "Vintage"), ("formula", "Formula")] {
        if let Some(text) = value.get(key).and_then(Value::as_str) {
            facts.push((keyword, text.to_owned()));
        }
    }
    let mut figures: Vec<Figure> = match value.get("figures") {
        Some(saved) => file.parse(saved.clone(), "a file with charts of this version")?,
        None => Vec::new(),
    };
    if schema == FIT_SCHEMA {
        figures.extend(saved_fit::figures(value, &file)?);
    } else if figures.is_empty() {
        figures = records::figures(&schema, value, &file)?;
    }
    if figures.is_empty() {
        return Err(file.bad("holds nothing that can be drawn"));
    }
    Ok(Saved { figures, facts })
}
