//! Series defined by expressions: rate gaps, twelve-month sums, the cash-flow balance.

use std::collections::BTreeMap;

use fxsens_core::period::Period;
use fxsens_core::series::{Aggregation, Series};
use fxsens_core::unit::Unit;
use serde::Deserialize;

use crate::embedded::Source;
use crate::error::IngestError;

/// Name of the definitions inside the data folder.
pub const FILE: &str = "derived.toml";

/// One `[[series]]` table of the definitions.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Name used everywhere in the program.
    pub id: String,
    /// Title as printed.
    pub title: String,
    /// What the numbers measure; checked against the unit of the expression where that is known.
    pub unit: Unit,
    /// The expression, in the formula language.
    pub expression: String,
    /// How a value relates to its period.
    #[serde(default = "unknown")]
    pub aggregation: Aggregation,
    /// `NSA`, `SA` or `none`.
    #[serde(default = "none")]
    pub adjustment: String,
    /// Named numbers of the expression with their default values.
    #[serde(default)]
    pub parameters: BTreeMap<String, f64>,
    /// Series it needs that are not among the data as shipped.
    #[serde(default)]
    pub requires: Vec<String>,
    /// The command that brings them.
    #[serde(default)]
    pub fetch: String,
    /// First period kept.
    #[serde(default)]
    pub first: Option<Period>,
    /// Last period kept.
    #[serde(default)]
    pub last: Option<Period>,
    /// Remarks.
    #[serde(default)]
    pub note: String,
}

fn unknown() -> Aggregation {
    Aggregation::Unknown
}

fn none() -> String {
    "none".into()
}

impl Definition {
    /// Checks the unit and gives the evaluated series its title, unit, rule and span.
    ///
    /// # Errors
    /// [`IngestError::Unit`] when the expression has a known unit other than the stated one.
    pub(crate) fn describe(&self, evaluated: Series) -> Result<Series, IngestError> {
        let pure_number = evaluated.unit == Unit::One && matches!(self.unit, Unit::Other(_));
        if evaluated.unit != Unit::Unknown && evaluated.unit != self.unit && !pure_number {
            return Err(IngestError::Unit {
                id: self.id.clone(),
                stated: self.unit.to_string(),
                found: evaluated.unit.to_string(),
            });
        }
        let mut series = self.cut(evaluated);
        series.title.clone_from(&self.title);
        series.unit = self.unit.clone();
        series.aggregation = self.aggregation;
        series.adjustment.clone_from(&self.adjustment);
        Ok(series)
    }

    /// The series without the missing values at either end and outside the stated span.
    fn cut(&self, series: Series) -> Series {
        let inside = |p: Period| self.first.is_none_or(|f| p >= f) && self.last.is_none_or(|l| p <= l);
        let known: Vec<(Period, f64)> =
            series.iter().filter(|(period, value)| inside(*period) && !value.is_nan()).collect();
        let (Some((first, _)), Some((last, _))) = (known.first(), known.last()) else {
            return series;
        };
        let mut cut = Series::from_values(self.id.clone(), *first, series.window(*first, *last));
        cut.provenance = series.provenance;
        cut
    }
}

/// All definitions by id.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Definitions {
    definitions: BTreeMap<String, Definition>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    series: Vec<Definition>,
}

impl Definitions {
    /// Reads the definitions of a data folder.
    ///
    /// # Errors
    /// As [`Source::read`] and [`Definitions::parse`].
    pub fn open(source: &Source) -> Result<Self, IngestError> {
        Self::parse(&source.read_text(FILE)?)
    }

    /// Reads definitions from TOML text. Expressions are parsed when they are needed.
    ///
    /// # Errors
    /// [`IngestError::Toml`] on an unknown key or a wrong type, [`IngestError::DuplicateId`].
    pub fn parse(text: &str) -> Result<Self, IngestError> {
        let file: File = toml::from_str(text)
            .map_err(|error| IngestError::Toml { file: FILE.into(), message: error.to_string() })?;
        let mut definitions = BTreeMap::new();
        for definition in file.series {
            if let Some(previous) = definitions.insert(definition.id.clone(), definition) {
                let file = FILE.to_owned();
                return Err(IngestError::DuplicateId { id: previous.id, first: file.clone(), second: file });
            }
        }
        Ok(Self { definitions })
    }

    /// The definition of that id.
    pub fn get(&self, id: &str) -> Option<&Definition> {
        self.definitions.get(id)
    }

    /// All definitions in the order of their ids.
    pub fn iter(&self) -> impl Iterator<Item = &Definition> {
        self.definitions.values()
    }

    /// All ids in order.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.definitions.keys().map(String::as_str)
    }

    /// Names of all parameters, sorted.
    pub fn parameters(&self) -> Vec<String> {
        let all = self.iter().flat_map(|definition| definition.parameters.keys());
        let sorted: std::collections::BTreeSet<&String> = all.collect();
        sorted.into_iter().cloned().collect()
    }
}
