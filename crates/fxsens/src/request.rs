//! What a command line asks for: a spec from a file or a formula, its parameters, the series its formula names.

use std::path::Path;

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{EvalError, Formula};
use fxsens_core::fit::Note;
use fxsens_core::run::EstimateError;
use fxsens_core::spec::Spec;
use fxsens_ingest::{UserTable, read_table};

use crate::config::Context;
use crate::failure::Failure;

/// The series a formula names, a user's columns before catalogued series of the same name.
#[derive(Debug)]
pub struct Loaded {
    /// The series.
    pub dataset: Dataset,
    known: Vec<String>,
    shadowed: Vec<String>,
    /// What there is to say about a file in an official layout.
    remarks: Vec<String>,
}

impl Loaded {
    /// Loads what `formula` names from the file of a user, if there is one, and from the catalogue.
    pub fn new(formula: &Formula, data: Option<&Path>, context: &Context) -> Result<Self, Failure> {
        let table = data.map(read_table).transpose()?;
        let library = context.library()?;
        let own = |name: &str| table.as_ref().is_some_and(|t: &UserTable| t.dataset.get(name).is_some());
        let (mut wanted, mut shadowed) = (Vec::new(), Vec::new());
        for name in formula.names() {
            if own(&name) {
                if library.contains(&name) {
                    shadowed.push(name);
                }
            } else if library.contains(&name) {
                wanted.push(name);
            } else if let Some(reason) = skipped_reason(table.as_ref(), &name) {
                return Err(Failure::new(format!("column `{name}` cannot be used: {reason}")));
            }
        }
        let mut dataset = library.load(&wanted)?;
        let mut remarks = Vec::new();
        if let Some(table) = table {
            for series in table.dataset.iter() {
                dataset.insert(series.clone());
            }
            if !["wide", "long", "parquet"].contains(&table.layout) {
                remarks = table.notes;
            }
        }
        let known =
            dataset.ids().map(str::to_owned).chain(library.ids().into_iter().map(str::to_owned)).collect();
        Ok(Self { dataset, known, shadowed, remarks })
    }

    /// One note per column that hides a catalogued series, and the remarks of an official layout's reader.
    pub fn notes(&self) -> impl Iterator<Item = Note> + '_ {
        let hides = |name: &String| format!("`{name}` is taken from the file given, not from the catalogue");
        self.shadowed.iter().map(hides).chain(self.remarks.iter().cloned()).map(Note::info)
    }

    /// The error as printed. An unknown series is compared with the whole catalogue, not only with what was loaded.
    pub fn failure(&self, error: EstimateError, formula: &str) -> Failure {
        let error = match error {
            EstimateError::Eval(EvalError::UnknownSeries { name, span, .. }) => {
                let known = self.known.iter().map(String::as_str);
                let suggestions = fxsens_core::suggest::closest(&name, known);
                EstimateError::Eval(EvalError::UnknownSeries { name, span, suggestions })
            }
            other => other,
        };
        Failure::from_estimate(error, formula)
    }
}

fn skipped_reason(table: Option<&UserTable>, name: &str) -> Option<String> {
    let skipped = table?.skipped.iter().find(|column| column.name == name)?;
    Some(skipped.reason.clone())
}

/// A spec from a TOML file.
pub fn read_spec(path: &Path) -> Result<Spec, Failure> {
    let text = std::fs::read_to_string(path).map_err(|error| {
        Failure::new(format!("cannot read the spec {}", path.display()))
            .because(error)
            .hint("name a TOML file with a `formula`, or give --formula")
    })?;
    let text = if text.contains("{base}") { with_base(path, &text)? } else { text };
    toml::from_str(&text).map_err(|error| Failure::from_toml(path, &text, &error, "spec"))
}

/// A spec of a study with the base exchange rate of the study.toml beside it.
fn with_base(path: &Path, text: &str) -> Result<String, Failure> {
    let study = path.with_file_name("study.toml");
    let missing = || {
        Failure::new(format!("{} names {{base}}, the base exchange rate of its study", path.display()))
            .hint(format!("expected it as `exchange_rate` under [base] in {}", study.display()))
    };
    let file: toml::Table =
        std::fs::read_to_string(&study).ok().and_then(|text| text.parse().ok()).ok_or_else(missing)?;
    let rate = file.get("base").and_then(|base| base.get("exchange_rate")).ok_or_else(missing)?;
    let rate = rate.as_float().or_else(|| rate.as_integer().map(|whole| whole as f64)).ok_or_else(missing)?;
    Ok(fxsens_study::folder::with_base(text, rate))
}

/// A spec with nothing but a formula.
pub fn formula_spec(formula: &str) -> Result<Spec, Failure> {
    toml::Table::from_iter([("formula".to_owned(), toml::Value::from(formula))])
        .try_into()
        .map_err(|error: toml::de::Error| Failure::new("the formula cannot be used").because(error))
}

/// `vcov.kind=hac` as a nested table; values are TOML, bare words are strings.
pub fn parse_setting(setting: &str) -> Result<toml::Table, Failure> {
    let bad = || {
        Failure::new(format!("--set {setting} is not KEY=VALUE")).hint("for example --set vcov.bandwidth=6")
    };
    let (key, value) = setting.split_once('=').ok_or_else(bad)?;
    if key.split('.').any(|part| part.trim().is_empty()) {
        return Err(bad());
    }
    let typed = format!("v = {value}").parse::<toml::Table>().ok().and_then(|mut table| table.remove("v"));
    let mut nested = typed.unwrap_or_else(|| toml::Value::String(value.to_owned()));
    let mut parts: Vec<&str> = key.split('.').map(str::trim).collect();
    let outermost = parts.remove(0).to_owned();
    for part in parts.into_iter().rev() {
        nested = toml::Value::Table(toml::Table::from_iter([(part.to_owned(), nested)]));
    }
    Ok(toml::Table::from_iter([(outermost, nested)]))
}

/// A confidence level between 0 and 1.
pub fn check_level(level: f64) -> Result<(), Failure> {
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(Failure::new(format!("--level is {level}; expected a number between 0 and 1")))
}
