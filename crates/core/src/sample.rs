//! The checked data of one estimation: finite numbers, named columns, consecutive periods.

use ndarray::{Array1, Array2, ArrayView1};

use crate::period::Period;
use crate::unit::Unit;

/// A named column with its unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Name as written in the formula.
    pub name: String,
    /// What the numbers measure.
    pub unit: Unit,
    /// The values, one per observation.
    pub values: Array1<f64>,
}

/// Whether a design has a constant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intercept {
    /// A column of ones named `(Intercept)` stands first.
    Included,
    /// No constant.
    Excluded,
}

/// Name of the constant in every design.
pub const INTERCEPT: &str = "(Intercept)";

/// Outcome, regressors and instruments of one estimation. Cannot be built with non-finite values, columns of
/// different lengths, repeated names or fewer than one observation.
#[derive(Debug, Clone, PartialEq)]
pub struct Sample {
    outcome: Column,
    x: Array2<f64>,
    x_columns: Vec<(String, Unit)>,
    z: Array2<f64>,
    z_columns: Vec<(String, Unit)>,
    intercept: Intercept,
    periods: Vec<Period>,
    notes: Vec<String>,
}

/// Data that cannot be estimated on.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum SampleError {
    /// No observation is left.
    #[error("the sample has no observation")]
    Empty,
    /// A column is shorter or longer than the outcome.
    #[error("`{column}` has {found} values, the outcome has {expected}")]
    Length {
        /// The offending column.
        column: String,
        /// Length of the outcome.
        expected: usize,
        /// Length of the column.
        found: usize,
    },
    /// A value is missing, infinite or not a number.
    #[error("`{column}` is {value} at {period}")]
    NotFinite {
        /// The offending column.
        column: String,
        /// Where.
        period: String,
        /// The value, as printed.
        value: f64,
    },
    /// Numbers so large or small that their products leave the range of `f64`.
    #[error(
        "`{column}` has values of size {size:e}; expected between 1e-60 and 1e60, so that squares stay exact"
    )]
    Scale {
        /// The offending column.
        column: String,
        /// Its largest absolute value.
        size: f64,
    },
    /// Two columns carry the same name.
    #[error("`{column}` occurs twice in the design")]
    Repeated {
        /// The name.
        column: String,
    },
    /// Periods are not consecutive.
    #[error("observations must be consecutive: {after} follows {before}")]
    Gap {
        /// The period before the gap.
        before: Period,
        /// The period after it.
        after: Period,
    },
}

impl Sample {
    /// Checks and assembles a sample without instruments. `regressors` exclude the constant.
    ///
    /// # Errors
    /// [`SampleError`] as its variants say.
    pub fn new(
        outcome: Column,
        regressors: &[Column],
        intercept: Intercept,
        periods: Vec<Period>,
    ) -> Result<Self, SampleError> {
        Self::with_instruments(outcome, regressors, &[], intercept, periods)
    }

    /// Checks and assembles a sample. Instruments include the exogenous regressors, exclude the constant, and
    /// are empty for models without instruments.
    ///
    /// # Errors
    /// [`SampleError`] as its variants say.
    pub fn with_instruments(
        outcome: Column,
        regressors: &[Column],
        instruments: &[Column],
        intercept: Intercept,
        periods: Vec<Period>,
    ) -> Result<Self, SampleError> {
        let nobs = outcome.values.len();
        if nobs == 0 {
            return Err(SampleError::Empty);
        }
        if periods.len() != nobs {
            return Err(SampleError::Length {
                column: "the index".into(),
                expected: nobs,
                found: periods.len(),
            });
        }
        for pair in periods.windows(2) {
            if pair[1].since(pair[0]) != Some(1) {
                return Err(SampleError::Gap { before: pair[0], after: pair[1] });
            }
        }
        check_column(&outcome, nobs, &periods)?;
        let (x, x_columns) = stack(regressors, intercept, nobs, &periods)?;
        let has_instruments = !instruments.is_empty();
        let constant = if has_instruments { intercept } else { Intercept::Excluded };
        let (z, z_columns) = stack(instruments, constant, nobs, &periods)?;
        Ok(Self { outcome, x, x_columns, z, z_columns, intercept, periods, notes: Vec::new() })
    }

    /// The same sample with remarks on how it was cut, e.g. rows lost to lags.
    #[must_use]
    pub fn with_notes(mut self, notes: Vec<String>) -> Self {
        self.notes = notes;
        self
    }

    /// The observations in a range of rows, which must lie within the sample and not be empty; remarks are left behind.
    ///
    /// # Errors
    /// [`SampleError::Empty`] when the range holds no observation of the sample.
    pub fn rows(&self, range: std::ops::Range<usize>) -> Result<Self, SampleError> {
        if range.is_empty() || range.end > self.nobs() {
            return Err(SampleError::Empty);
        }
        let rows = ndarray::Slice::from(range.clone());
        let cut = |matrix: &Array2<f64>| matrix.slice_axis(ndarray::Axis(0), rows).to_owned();
        let values = self.outcome.values.slice_axis(ndarray::Axis(0), rows).to_owned();
        Ok(Self {
            outcome: Column { values, ..self.outcome.clone() },
            x: cut(&self.x),
            x_columns: self.x_columns.clone(),
            z: cut(&self.z),
            z_columns: self.z_columns.clone(),
            intercept: self.intercept,
            periods: self.periods[range].to_vec(),
            notes: Vec::new(),
        })
    }

    /// Number of observations.
    pub fn nobs(&self) -> usize {
        self.outcome.values.len()
    }

    /// Outcome values, shape `(nobs)`.
    pub fn y(&self) -> ArrayView1<'_, f64> {
        self.outcome.values.view()
    }

    /// Name of the outcome.
    pub fn outcome_name(&self) -> &str {
        &self.outcome.name
    }

    /// Unit of the outcome.
    pub fn outcome_unit(&self) -> &Unit {
        &self.outcome.unit
    }

    /// Design matrix with the constant first if there is one, shape `(nobs, k)`.
    pub fn x(&self) -> &Array2<f64> {
        &self.x
    }

    /// Names of the columns of [`Sample::x`].
    pub fn x_names(&self) -> Vec<String> {
        self.x_columns.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Units of the columns of [`Sample::x`]; the constant's is [`Unit::One`].
    pub fn x_units(&self) -> Vec<Unit> {
        self.x_columns.iter().map(|(_, unit)| unit.clone()).collect()
    }

    /// Instrument matrix, exogenous regressors and constant included, shape `(nobs, m)`; no columns without
    /// instruments.
    pub fn z(&self) -> &Array2<f64> {
        &self.z
    }

    /// Names of the columns of [`Sample::z`].
    pub fn z_names(&self) -> Vec<String> {
        self.z_columns.iter().map(|(name, _)| name.clone()).collect()
    }

    /// Whether the design has a constant.
    pub fn intercept(&self) -> Intercept {
        self.intercept
    }

    /// Periods, consecutive, one per observation.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// Remarks on how the sample was cut.
    pub fn notes(&self) -> &[String] {
        &self.notes
    }
}

fn check_column(column: &Column, nobs: usize, periods: &[Period]) -> Result<(), SampleError> {
    if column.values.len() != nobs {
        let found = column.values.len();
        return Err(SampleError::Length { column: column.name.clone(), expected: nobs, found });
    }
    match column.values.iter().position(|value| !value.is_finite()) {
        None => match column.values.iter().fold(0.0, |size: f64, value| size.max(value.abs())) {
            size if size > 0.0 && !(1e-60..=1e60).contains(&size) => {
                Err(SampleError::Scale { column: column.name.clone(), size })
            }
            _ => Ok(()),
        },
        Some(row) => Err(SampleError::NotFinite {
            column: column.name.clone(),
            period: periods[row].to_string(),
            value: column.values[row],
        }),
    }
}

type Stacked = (Array2<f64>, Vec<(String, Unit)>);

fn stack(
    columns: &[Column],
    intercept: Intercept,
    nobs: usize,
    periods: &[Period],
) -> Result<Stacked, SampleError> {
    let mut names: Vec<(String, Unit)> = Vec::with_capacity(columns.len() + 1);
    let constant = usize::from(intercept == Intercept::Included);
    let mut matrix = Array2::zeros((nobs, columns.len() + constant));
    if constant == 1 {
        names.push((INTERCEPT.into(), Unit::One));
        matrix.column_mut(0).fill(1.0);
    }
    for (j, column) in columns.iter().enumerate() {
        check_column(column, nobs, periods)?;
        if names.iter().any(|(name, _)| *name == column.name) {
            return Err(SampleError::Repeated { column: column.name.clone() });
        }
        names.push((column.name.clone(), column.unit.clone()));
        matrix.column_mut(j + constant).assign(&column.values);
    }
    Ok((matrix, names))
}
