//! What an expression refers to: series of one frequency, and parameters.

use std::collections::BTreeMap;

use super::ast::{Expr, Node};
use super::error::EvalError;
use super::functions::{is_function, similar};
use crate::dataset::Dataset;
use crate::period::{Frequency, Period};
use crate::series::Series;

/// A series, where it has values, and where they are missing in between. Periods are ordinals.
pub(super) struct Source<'a> {
    pub(super) series: &'a Series,
    /// First period with a value.
    pub(super) first: i32,
    /// Last period with a value; before `first` when there is none.
    pub(super) last: i32,
    holes: Vec<i32>,
}

impl<'a> Source<'a> {
    fn new(series: &'a Series) -> Self {
        let start = series.start().ordinal();
        let values = series.values();
        let Some(first) = values.iter().position(|value| !value.is_nan()) else {
            return Self { series, first: start, last: start - 1, holes: Vec::new() };
        };
        let last = values.iter().rposition(|value| !value.is_nan()).unwrap_or(first);
        let inside = (first..=last).filter(|&i| values[i].is_nan());
        let holes = inside.map(|i| start + i as i32).collect();
        Self { series, first: start + first as i32, last: start + last as i32, holes }
    }

    /// Missing periods from `first` to `last`, both between the first and the last value.
    pub(super) fn holes(&self, first: i32, last: i32) -> &[i32] {
        let from = self.holes.partition_point(|&hole| hole < first);
        let to = self.holes.partition_point(|&hole| hole <= last);
        self.holes.get(from..to).unwrap_or_default()
    }

    /// Whether all values from `first` to `last` are known.
    pub(super) fn covers(&self, first: i32, last: i32) -> bool {
        self.first <= first && last <= self.last && self.holes(first, last).is_empty()
    }
}

/// The series and parameters of one evaluation.
pub(super) struct Inputs<'a> {
    pub(super) sources: Vec<Source<'a>>,
    pub(super) frequency: Frequency,
    index: BTreeMap<String, usize>,
    parameters: &'a BTreeMap<String, f64>,
}

/// What a name stands for.
pub(super) enum Meaning {
    Series(usize),
    Parameter(f64),
}

impl<'a> Inputs<'a> {
    /// Looks up everything that `expressions` name and checks that it shares one frequency.
    pub(super) fn resolve<'e>(
        expressions: impl Iterator<Item = &'e Expr> + Clone,
        dataset: &'a Dataset,
        parameters: &'a BTreeMap<String, f64>,
    ) -> Result<Self, EvalError> {
        let mut found = Found { sources: Vec::new(), index: BTreeMap::new(), dataset, parameters };
        for expression in expressions.clone() {
            found.visit(expression)?;
        }
        let Some(first) = found.sources.first() else {
            let expression = expressions.into_iter().next().map(ToString::to_string).unwrap_or_default();
            return Err(EvalError::NoSeries { expression });
        };
        let frequency = first.series.frequency();
        if let Some(other) = found.sources.iter().find(|source| source.series.frequency() != frequency) {
            return Err(EvalError::MixedFrequencies {
                left: first.series.id.clone(),
                left_noun: frequency.noun(),
                right: other.series.id.clone(),
                right_noun: other.series.frequency().noun(),
            });
        }
        Ok(Self { sources: found.sources, frequency, index: found.index, parameters })
    }

    /// The meaning of a name that was looked up.
    pub(super) fn meaning(&self, name: &str) -> Option<Meaning> {
        let parameter = self.parameters.get(name).copied().map(Meaning::Parameter);
        parameter.or_else(|| self.index.get(name).copied().map(Meaning::Series))
    }

    /// The period of an ordinal.
    pub(super) fn period(&self, ordinal: i32) -> Period {
        Period::from_ordinal(self.frequency, ordinal)
    }
}

struct Found<'a> {
    sources: Vec<Source<'a>>,
    index: BTreeMap<String, usize>,
    dataset: &'a Dataset,
    parameters: &'a BTreeMap<String, f64>,
}

impl Found<'_> {
    fn visit(&mut self, expr: &Expr) -> Result<(), EvalError> {
        match &expr.node {
            Node::Name(name) => self.name(name, expr),
            Node::Negate(inner) => self.visit(inner),
            Node::Binary(_, left, right) => {
                self.visit(left)?;
                self.visit(right)
            }
            Node::Call(name, _) if !is_function(name) => Err(EvalError::UnknownFunction {
                name: name.clone(),
                span: expr.span.start..expr.span.start + name.len(),
                suggestions: similar(name),
            }),
            Node::Call(_, arguments) => arguments.iter().try_for_each(|argument| self.visit(argument)),
            Node::Number(_) | Node::Text(_) | Node::Range(..) => Ok(()),
        }
    }

    fn name(&mut self, name: &str, expr: &Expr) -> Result<(), EvalError> {
        if self.parameters.contains_key(name) || self.index.contains_key(name) {
            return Ok(());
        }
        let Some(series) = self.dataset.get(name) else {
            let call = is_function(name).then(|| format!("{name}()"));
            let mut suggestions: Vec<String> =
                call.into_iter().chain(self.dataset.suggestions(name)).collect();
            if suggestions.is_empty() {
                suggestions = crate::suggest::closest(name, self.parameters.keys().map(String::as_str));
            }
            return Err(EvalError::UnknownSeries { name: name.into(), span: expr.span.clone(), suggestions });
        };
        self.index.insert(name.into(), self.sources.len());
        self.sources.push(Source::new(series));
        Ok(())
    }
}
