//! Estimation of `dols`.

use fxsens_core::fit::{Fit, FitError, Note};
use fxsens_core::model::Estimator;
use fxsens_core::sample::Sample;
use ndarray::{Array2, Axis, Slice};

use super::Dols;
use super::design::Design;
use crate::covariance::long_run::LongRun;
use crate::models::cointegrating::{Estimated, Relation, fit};

impl Estimator for Dols {
    fn fit(&self, sample: &Sample) -> Result<Fit, FitError> {
        let relation = Relation::new(sample, self.request.trend())?;
        let (leads, lags) = self.choose(&relation)?;
        let design = Design::new(&relation, leads, lags)?;
        let (factor, coefficients) = design.solve(&design.z)?;
        let residuals = &design.y - &design.z.dot(&coefficients);
        let errors = residuals.view().insert_axis(Axis(1));
        let hac = self.request.hac(errors)?;
        let long_run = LongRun::new(errors, &hac).two_sided[[0, 0]];
        if long_run.is_nan() || long_run <= 1e-24 * design.y.dot(&design.y) {
            return Err(FitError::Degenerate {
                what: "the error of the relation has no long-run variance".into(),
            });
        }
        let k = relation.sample.x().ncols();
        let covariance: Array2<f64> = factor.bread(design.z.view()) * long_run;
        let text = format!("{leads} leads and {lags} lags of the regressors' steps");
        let found = Estimated {
            model: "dols",
            rows: design.rows.clone(),
            parameters: design.z.ncols(),
            coefficients: coefficients.slice_axis(Axis(0), Slice::from(..k)).to_owned(),
            covariance: covariance
                .slice_axis(Axis(0), Slice::from(..k))
                .slice_axis(Axis(1), Slice::from(..k))
                .to_owned(),
            hac,
            notes: vec![Note::info(text)],
        };
        fit(&relation, &self.request, found)
    }
}

impl Dols {
    /// Leads and lags: those given, or those with the smallest criterion among all up to them, each estimated on the rows that the
    /// most leave.
    fn choose(&self, relation: &Relation) -> Result<(usize, usize), FitError> {
        let Some(criterion) = self.criterion else { return Ok((self.leads, self.lags)) };
        let widest = Design::new(relation, self.leads, self.lags)?;
        let n = widest.y.len() as f64;
        let mut best = (f64::INFINITY, (0, 0));
        for lags in 0..=self.lags {
            for leads in 0..=self.leads {
                let z = widest.narrowed(leads, lags);
                let (_, coefficients) = widest.solve(&z)?;
                let rest = &widest.y - &z.dot(&coefficients);
                let value = n * (rest.dot(&rest) / n).ln() + criterion.penalty(n) * z.ncols() as f64;
                if value < best.0 {
                    best = (value, (leads, lags));
                }
            }
        }
        Ok(best.1)
    }
}
