//! Which series the values of a grid read, and which values have to wait for data.

use fxsens_core::expr::Formula;

use super::axes::{AXES, axis_of, values};
use super::error::CurveError;
use super::file::GridFile;

/// A series that a value reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// Position of the axis.
    pub axis: usize,
    /// Position of the value.
    pub value: usize,
    /// The series.
    pub series: String,
    /// What would have to be brought along when it is not in the data.
    pub needs: Option<String>,
}

/// Every series that a value of the grid reads.
///
/// # Errors
/// [`CurveError::Expression`] for a control that cannot be read.
pub fn required(file: &GridFile) -> Result<Vec<Required>, CurveError> {
    let mut all = Vec::new();
    for (axis, values) in values(file).iter().enumerate() {
        for (position, value) in values.iter().enumerate() {
            all.extend(value.series.iter().map(|series| Required {
                axis,
                value: position,
                series: series.clone(),
                needs: value.needs.clone(),
            }));
        }
    }
    let axis = axis_of("controls").unwrap_or_default();
    for (position, value) in file.controls.iter().enumerate() {
        for term in &value.terms {
            let formula =
                Formula::parse(&format!("y ~ I({term})")).map_err(|error| CurveError::Expression {
                    axis: AXES[axis],
                    value: value.id.clone(),
                    expression: term.clone(),
                    reason: error.to_string(),
                })?;
            all.extend(formula.names().into_iter().filter(|name| name != "y").map(|series| Required {
                axis,
                value: position,
                series,
                needs: value.needs.clone(),
            }));
        }
    }
    Ok(all)
}

/// A value that waits for data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiting {
    /// Position of the axis.
    pub axis: usize,
    /// Position of the value.
    pub value: usize,
    /// The series that is missing.
    pub series: String,
    /// What would have to be brought along.
    pub needs: String,
}

/// The values that wait for data, given which series there are; `known` are all ids, for hints.
///
/// # Errors
/// [`CurveError::Series`] for a missing series whose value does not say what it needs.
pub fn waiting(
    file: &GridFile,
    required: &[Required],
    available: impl Fn(&str) -> bool,
    known: &[&str],
) -> Result<Vec<Waiting>, CurveError> {
    let mut waiting = Vec::new();
    for entry in required.iter().filter(|entry| !available(&entry.series)) {
        let Some(needs) = &entry.needs else {
            return Err(CurveError::Series {
                axis: AXES[entry.axis],
                value: values(file)[entry.axis][entry.value].id.clone(),
                series: entry.series.clone(),
                suggestions: fxsens_core::suggest::closest(&entry.series, known.iter().copied()),
            });
        };
        waiting.push(Waiting {
            axis: entry.axis,
            value: entry.value,
            series: entry.series.clone(),
            needs: needs.clone(),
        });
    }
    Ok(waiting)
}
