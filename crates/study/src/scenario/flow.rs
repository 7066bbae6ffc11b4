//! The flow that a scenario moves, with its past year by year.

use fxsens_core::convert::to_frequency;
use fxsens_core::dataset::Dataset;
use fxsens_core::period::{Frequency, Period};
use fxsens_core::published::Published;
use fxsens_core::series::Series;
use fxsens_core::unit::Unit;
use serde::{Deserialize, Serialize};

use super::file::{Direction, FlowFile, LevelFile, SeriesFile};
use crate::error::StudyError;
use crate::shock::find;

/// A flow and its past.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// Id.
    pub id: String,
    /// Name as printed.
    pub label: String,
    /// What a larger level is for the yen.
    pub larger: Direction,
    /// Calendar years in order, at least three.
    pub history: Vec<FlowYear>,
    /// Where the years come from.
    pub sample: String,
}

/// The level of one year.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct FlowYear {
    /// Calendar year.
    pub year: i32,
    /// Level, JPY trillion.
    pub level: f64,
}

impl FlowYear {
    /// Its last month.
    pub fn end(&self) -> Option<Period> {
        Period::month(self.year, 12).ok()
    }
}

/// A level from published balances, JPY trillion.
///
/// # Errors
/// [`StudyError::Figure`] when a figure is missing or ambiguous.
pub fn level(file: &LevelFile, published: &Published) -> Result<f64, StudyError> {
    let plus = file.plus.iter().map(|key| find(published, key)).sum::<Result<f64, _>>()?;
    let minus = file.minus.iter().map(|key| find(published, key)).sum::<Result<f64, _>>()?;
    Ok(plus - minus)
}

impl Flow {
    /// Reads the past of a flow.
    ///
    /// # Errors
    /// [`StudyError`] when a figure or series is missing, or the years are out of order or fewer than three.
    pub fn new(file: &FlowFile, dataset: &Dataset, published: &Published) -> Result<Self, StudyError> {
        let mut history = match &file.series {
            Some(series) => yearly_sums(series, dataset)?,
            None => Vec::new(),
        };
        let before = history.first().zip(history.last()).map_or_else(String::new, |(first, last)| {
            let id = file.series.as_ref().map_or("", |series| series.id.as_str());
            format!("yearly sums of {id} {}–{}, then ", first.year, last.year)
        });
        for year in &file.years {
            if history.last().is_some_and(|last| last.year >= year.year) {
                return Err(StudyError::Path(format!(
                    "flow `{}`: {} is not a later year",
                    file.id, year.year
                )));
            }
            history.push(FlowYear { year: year.year, level: level(&year.level, published)? });
        }
        if history.len() < 3 {
            return Err(StudyError::Data { id: file.id.clone(), what: "with at least three years".into() });
        }
        let years: Vec<String> = file.years.iter().map(|year| year.year.to_string()).collect();
        let sample = format!("{before}figures published for {}", years.join(", "));
        Ok(Self { id: file.id.clone(), label: file.label.clone(), larger: file.larger, history, sample })
    }
}

/// Sums over complete calendar years, JPY trillion.
fn yearly_sums(file: &SeriesFile, dataset: &Dataset) -> Result<Vec<FlowYear>, StudyError> {
    let missing = |what: String| StudyError::Data { id: file.id.clone(), what };
    let monthly: &Series = dataset.get(&file.id).ok_or_else(|| missing("for the past of a flow".into()))?;
    let annual = to_frequency(monthly, Frequency::Annual)?.series;
    let factor = annual.unit.factor_to(&Unit::yen_trillion()).map_err(|error| missing(error.to_string()))?;
    let years = (annual.iter()).filter(|(_, value)| value.is_finite()).filter_map(|(period, value)| {
        let year = period.to_string().parse().ok()?;
        (year <= file.last).then_some(FlowYear { year, level: value * factor })
    });
    Ok(years.collect())
}
