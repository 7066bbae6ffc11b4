//! From syntax tree and dataset to series.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::adjust;
use super::ast::{Expr, Formula};
use super::error::EvalError;
use super::expand::{Seasons, expand};
use super::functions::arguments;
use super::inputs::Inputs;
use super::plan::plan;
use super::sampling;
use super::values::{Culprit, Frame};
use crate::dataset::Dataset;
use crate::period::Period;
use crate::provenance::Provenance;
use crate::sample::Sample;
use crate::series::{Aggregation, Series};

/// First and last period of a sample; open ends reach as far as the data go.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Window {
    /// First period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Period>,
    /// Last period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Period>,
}

/// Evaluates expressions on a dataset.
#[derive(Debug, Clone)]
pub struct Evaluator<'a> {
    dataset: &'a Dataset,
    parameters: BTreeMap<String, f64>,
}

impl<'a> Evaluator<'a> {
    /// An evaluator without parameters.
    pub fn new(dataset: &'a Dataset) -> Self {
        Self { dataset, parameters: BTreeMap::new() }
    }

    /// The same evaluator with named numbers; a parameter hides a series of the same name.
    #[must_use]
    pub fn with_parameters(mut self, parameters: BTreeMap<String, f64>) -> Self {
        self.parameters = parameters;
        self
    }

    /// Evaluates an expression to a series named `id`, missing values included. Its index holds every period
    /// at which all series it names, lags and windows included, have an entry; it is missing where one of them
    /// is. A trend counts from the first period of that index.
    ///
    /// # Errors
    /// [`EvalError`] as its variants say.
    pub fn series(&self, expression: &Expr, id: &str) -> Result<Series, EvalError> {
        let inputs = Inputs::resolve(std::iter::once(expression), self.dataset, &self.parameters)?;
        let columns = expand(expression, inputs.frequency, Seasons::All)?;
        let column = single(expression, &columns)?;
        let plan = plan(column, &inputs)?;
        let reach = plan.reach();
        let no_series = || EvalError::NoSeries { expression: expression.to_string() };
        let (first, last) = reach.index_span(&inputs).ok_or_else(no_series)?;
        if first > last {
            return Err(EvalError::NoOverlap { noun: inputs.frequency.noun(), window: String::new() });
        }
        let frame = Frame { inputs: &inputs, origin: first };
        let mut values = frame.values(&plan, first, last);
        for (t, value) in (first..).zip(&mut values) {
            if !reach.available(&inputs, t) {
                *value = f64::NAN;
            } else if !value.is_finite() {
                return Err(not_finite(&frame.culprit(&plan, t), &inputs));
            }
        }
        let mut series = Series::from_values(id, inputs.period(first), values);
        series.title = expression.to_string();
        series.unit = plan.stated_unit();
        series.aggregation = plan.aggregation.unwrap_or(Aggregation::Unknown);
        series.adjustment =
            if adjust::notes(&plan).is_empty() { adjustment(&inputs) } else { "SA (STL)".into() };
        series.provenance = provenance(&inputs);
        Ok(series)
    }

    /// Evaluates a formula to a checked sample inside a window. Leading and trailing periods at which some
    /// column has no value are left out, and a note says so when the window or the series reach further.
    ///
    /// # Errors
    /// [`EvalError`] as its variants say; a missing period inside the sample names the series and the period.
    pub fn sample(&self, formula: &Formula, window: Window) -> Result<Sample, EvalError> {
        let instruments = formula.instruments.iter().flatten();
        let all = std::iter::once(&formula.outcome).chain(&formula.terms).chain(instruments);
        let inputs = Inputs::resolve(all, self.dataset, &self.parameters)?;
        sampling::sample(formula, window, &inputs)
    }
}

/// The only column of an expression.
pub(super) fn single<'c>(expression: &Expr, columns: &'c [Expr]) -> Result<&'c Expr, EvalError> {
    if let [column] = columns {
        return Ok(column);
    }
    let problem = format!("has {} columns where one is expected", columns.len());
    Err(arguments(&expression.to_string(), problem, expression))
}

pub(super) fn not_finite(culprit: &Culprit<'_>, inputs: &Inputs<'_>) -> EvalError {
    EvalError::NotFinite {
        expression: culprit.expr.to_string(),
        period: inputs.period(culprit.period).to_string(),
        value: culprit.value.to_string(),
    }
}

/// The adjustment that all seasonal inputs share.
fn adjustment(inputs: &Inputs<'_>) -> String {
    let all = inputs.sources.iter().map(|source| source.series.adjustment.as_str());
    let distinct: BTreeSet<&str> = all.filter(|adjustment| *adjustment != "none").collect();
    if distinct.is_empty() { "none".into() } else { distinct.into_iter().collect::<Vec<_>>().join("; ") }
}

/// Every field lists its distinct entries.
fn provenance(inputs: &Inputs<'_>) -> Provenance {
    let join = |field: fn(&Provenance) -> &String| {
        let all = inputs.sources.iter().map(|source| field(&source.series.provenance).as_str());
        let distinct: BTreeSet<&str> = all.filter(|entry| !entry.is_empty()).collect();
        distinct.into_iter().collect::<Vec<_>>().join("; ")
    };
    Provenance {
        agency: join(|p| &p.agency),
        table: join(|p| &p.table),
        licence: join(|p| &p.licence),
        vintage: join(|p| &p.vintage),
    }
}
