//! Models of levels with dynamics of their own, and the gates that levels must pass.

use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;
use fxsens_regression::cointegration::engle_granger::{EngleGrangerParams, engle_granger};
use fxsens_regression::covariance::VcovParams;
use fxsens_regression::covariance::params::VcovKind;
use fxsens_regression::grid::Estimate;
use fxsens_regression::models::ardl::ArdlParams;
use fxsens_regression::models::gls_ar::GlsArParams;
use fxsens_regression::unit_root::Trend;
use ndarray::{Array1, Array2};

use super::columns::{Col, Columns};
use super::file::{Method, VcovId};
use super::plan::Plan;

/// An estimate with the length of the sample its covariance is from, and the p-value of its own gate.
#[derive(Debug, Clone, Copy)]
pub struct Dynamic {
    /// The effect.
    pub estimate: Estimate,
    /// Observations behind the covariance.
    pub nobs: usize,
    /// p-value of the bounds test.
    pub gate: Option<f64>,
}

/// Name of the flow in the samples made here.
const FLOW: &str = "flow";

/// Fits a spec with autoregressive errors or distributed lags.
///
/// # Errors
/// The message of the model, or of a column without values.
pub fn fit(plan: &Plan, columns: &Columns) -> Result<Dynamic, String> {
    let own_trend = plan.estimator.method == Method::Ardl;
    let sample = sample(plan, columns, own_trend)?;
    let vcov = VcovParams {
        kind: match plan.vcov {
            VcovId::Hac => VcovKind::Hac,
            VcovId::Ewc => VcovKind::Ewc,
        },
        ..VcovParams::default()
    };
    let lags = plan.estimator.lags;
    let (fit, term) = if own_trend {
        let case = if plan.others.contains(&Col::Trend) { 5 } else { 3 };
        let params =
            ArdlParams { max_lags: lags, max_regressor_lags: lags, case, vcov, ..ArdlParams::default() };
        let model = params.check().map_err(|error| error.to_string())?;
        (model.fit(&sample).map_err(|error| error.to_string())?, format!("long-run {FLOW}"))
    } else {
        let params = GlsArParams { order: u16::from(lags), vcov, ..GlsArParams::default() };
        let model = params.check().map_err(|error| error.to_string())?;
        (model.fit(&sample).map_err(|error| error.to_string())?, FLOW.to_owned())
    };
    let missing = || format!("the fit has no term `{term}` with a variance");
    let position = fit.position(&term).ok_or_else(missing)?;
    let (block, at) = fit.block_of(position).ok_or_else(missing)?;
    let std_error = block.std_error(at);
    if !std_error.is_finite() {
        return Err(missing());
    }
    let gate = fit.tests.iter().find(|test| test.id == "pss-bounds-f").and_then(|test| test.p_value);
    let estimate = Estimate { estimate: fit.terms[position].estimate, std_error };
    Ok(Dynamic { estimate, nobs: fit.glance.nobs, gate })
}

fn sample(plan: &Plan, columns: &Columns, without_trend: bool) -> Result<Sample, String> {
    let column = |name: String, col: &Col| -> Result<Column, String> {
        let values = Array1::from(columns.values(col, plan.first, plan.nobs)?);
        Ok(Column { name, unit: Unit::Unknown, values })
    };
    let outcome = column("outcome".into(), &plan.outcome)?;
    let mut regressors = Vec::new();
    for flow in &plan.flow {
        regressors.push(column(FLOW.into(), flow)?);
    }
    let kept = |col: &&Col| **col != Col::Constant && !(without_trend && **col == Col::Trend);
    for other in plan.others.iter().filter(kept) {
        regressors.push(column(other.text(), other)?);
    }
    let periods: Vec<Period> = (0..plan.nobs).map(|t| plan.first.shift(t as i32)).collect();
    Sample::new(outcome, &regressors, Intercept::Included, periods).map_err(|error| error.to_string())
}

/// p-value of Engle and Granger's test of the variables of a spec in levels; `None` when it cannot be made.
pub fn engle_granger_gate(plan: &Plan, columns: &Columns) -> Option<f64> {
    let values = |col: &Col| columns.values(col, plan.first, plan.nobs).ok();
    let y = Array1::from(values(&plan.outcome)?);
    let stochastic =
        plan.flow.iter().chain(plan.others.iter().filter(|c| !matches!(c, Col::Constant | Col::Trend)));
    let rows: Vec<Vec<f64>> = stochastic.map(values).collect::<Option<_>>()?;
    let x = Array2::from_shape_fn((plan.nobs, rows.len()), |(t, j)| rows[j][t]);
    let trend = if plan.others.contains(&Col::Trend) { Trend::Ct } else { Trend::C };
    let params = EngleGrangerParams { trend, ..EngleGrangerParams::default() };
    engle_granger(y.view(), x.view(), &params).ok().map(|found| found.p_value.value)
}
