//! The record: the replica's frozen coefficients met with what its variables did afterwards.

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::{Evaluator, Formula, Window};
use fxsens_core::period::Period;
use fxsens_core::run::Estimation;
use serde::{Deserialize, Serialize};

use crate::error::StudyError;

/// Predictions after the end of the sample, given realised regressors.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Continuation {
    /// Months after the sample.
    pub periods: Vec<Period>,
    /// What the frozen coefficients predict.
    pub predicted: Vec<f64>,
    /// What happened.
    pub actual: Vec<f64>,
    /// The last observation of the sample: the forecast of no change.
    pub no_change: f64,
    /// The last fitted value of the sample.
    pub last_fitted: f64,
    /// Period the verdict is read at.
    pub verdict_at: Period,
}

/// Root-mean-square errors up to the verdict period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Of the model, yen per dollar.
    pub model_rmse: f64,
    /// Of no change since the end of the sample, yen per dollar.
    pub no_change_rmse: f64,
    /// First over second: above one, no change was the better forecast.
    pub ratio: f64,
}

impl Continuation {
    /// Continues an estimation as far as the data go. The verdict is read at `verdict_at`, or at the last
    /// month of the data when that comes first.
    ///
    /// # Errors
    /// [`StudyError`] when no month after the sample has all regressors.
    pub fn new(estimation: &Estimation, dataset: &Dataset, verdict_at: Period) -> Result<Self, StudyError> {
        let missing = |what: &str| StudyError::Data { id: estimation.spec.name.clone(), what: what.into() };
        let last = *estimation.sample.periods().last().ok_or_else(|| missing("observations"))?;
        let formula =
            Formula::parse(&estimation.spec.formula).map_err(|error| missing(&error.to_string()))?;
        let window = Window { first: Some(last.shift(1)), last: None };
        let sample = Evaluator::new(dataset)
            .sample(&formula, window)
            .map_err(|error| missing(&format!("to continue after its sample: {error}")))?;
        let coefficients: Vec<f64> = estimation.fit.terms.iter().map(|term| term.estimate).collect();
        let available = *sample.periods().last().ok_or_else(|| missing("months after its sample"))?;
        let verdict_at = verdict_at.min(available);
        if verdict_at <= last {
            return Err(missing(
                "to end before the shock has run its course, so that there is a record to judge",
            ));
        }
        let predicted =
            sample.x().rows().into_iter().map(|row| row.iter().zip(&coefficients).map(|(x, b)| x * b).sum());
        let y = estimation.sample.y();
        Ok(Self {
            periods: sample.periods().to_vec(),
            predicted: predicted.collect(),
            actual: sample.y().to_vec(),
            no_change: y[y.len() - 1],
            last_fitted: estimation.fit.augment.fitted.last().copied().unwrap_or(f64::NAN),
            verdict_at,
        })
    }

    /// Actual less predicted.
    pub fn errors(&self) -> Vec<f64> {
        self.actual.iter().zip(&self.predicted).map(|(actual, predicted)| actual - predicted).collect()
    }

    /// Actual less predicted at the verdict period; `NaN` when it is beyond the data.
    pub fn gap_at_end(&self) -> f64 {
        let position = self.periods.iter().position(|period| *period == self.verdict_at);
        position.map_or(f64::NAN, |i| self.actual[i] - self.predicted[i])
    }

    /// Actual change from the end of the sample to the verdict period; `NaN` when it is beyond the data.
    pub fn change_at_end(&self) -> f64 {
        let position = self.periods.iter().position(|period| *period == self.verdict_at);
        position.map_or(f64::NAN, |i| self.actual[i] - self.no_change)
    }

    /// Change the model predicts from the end of its sample to the verdict period; `NaN` beyond the data.
    pub fn predicted_change(&self) -> f64 {
        let position = self.periods.iter().position(|period| *period == self.verdict_at);
        position.map_or(f64::NAN, |i| self.predicted[i] - self.last_fitted)
    }

    /// Errors of the model and of no change, up to the verdict period.
    pub fn record(&self) -> Record {
        let judged: Vec<usize> =
            (0..self.periods.len()).filter(|i| self.periods[*i] <= self.verdict_at).collect();
        let rmse = |error: &dyn Fn(usize) -> f64| {
            (judged.iter().map(|i| error(*i).powi(2)).sum::<f64>() / judged.len() as f64).sqrt()
        };
        let model_rmse = rmse(&|i| self.actual[i] - self.predicted[i]);
        let no_change_rmse = rmse(&|i| self.actual[i] - self.no_change);
        Record { model_rmse, no_change_rmse, ratio: model_rmse / no_change_rmse }
    }
}
