//! The charts of the study, one file each: data first, drawn elsewhere.

mod calibrations;
mod cashflow;
mod cashflow_choices;
mod choices;
mod claims;
mod current_account;
mod digital;
mod goods_services;
mod homogeneity;
mod ladder;
mod marks;
mod placebo;
mod races;
mod replica;
mod scenario;
mod specification_curve;
mod stability;
mod travel;
mod valuation;

pub use calibrations::calibrations;
pub use cashflow::cashflow;
pub use cashflow_choices::cashflow_choices;
pub use choices::choices;
pub use claims::claims;
pub use current_account::current_account;
pub use digital::digital;
pub use goods_services::goods_services;
pub use homogeneity::homogeneity;
pub use ladder::ladder;
pub use placebo::placebo;
pub use races::races;
pub use replica::replica;
pub use scenario::scenario;
pub use specification_curve::specification_curve;
pub use stability::stability;
pub use travel::travel;
pub use valuation::valuation;

use fxsens_core::convert::to_frequency;
use fxsens_core::dataset::Dataset;
use fxsens_core::period::Frequency;
use fxsens_core::series::Series;
use fxsens_core::unit::Unit;

use crate::error::StudyError;

/// Size of the study's charts in CSS pixels.
const SIZE: (u32, u32) = (960, 600);

/// Series that the charts read beyond those of the specs.
pub const SERIES: [&str; 19] = [
    "usdjpy",
    "jp_gdp",
    "bop_ca",
    "bop_goods",
    "bop_services",
    "bop_goods_services",
    "bop_goods_services_12m",
    "bop_primary_income",
    "bop_secondary_income",
    "bop17_services_travel",
    "bop17_primary_income_di_reinvested_earnings",
    "bop17_primary_income_portfolio",
    "bop17_primary_income_portfolio_dividends",
    "bop17_primary_income_portfolio_interest",
    "customs_crude_value",
    "ca_cashflow_2017",
    "gap_10y",
    "us_10y",
    "jp_10y",
];

/// A monthly money series as sums over years in JPY trillion.
fn yearly(dataset: &Dataset, id: &str, frequency: Frequency) -> Result<Series, StudyError> {
    let series =
        dataset.get(id).ok_or_else(|| StudyError::Data { id: id.into(), what: "in its charts".into() })?;
    let mut yearly = to_frequency(series, frequency)?.series;
    let factor = yearly
        .unit
        .factor_to(&Unit::yen_trillion())
        .map_err(|error| StudyError::Data { id: id.into(), what: error.to_string() })?;
    let values = yearly.values().iter().map(|value| value * factor).collect();
    yearly = Series::from_values(id, yearly.start(), values);
    yearly.unit = Unit::yen_trillion();
    Ok(yearly)
}

/// Positions and values of a series from a year on, in decimal years.
fn points_from(series: &Series, first_year: f64) -> (Vec<f64>, Vec<f64>) {
    series
        .iter()
        .map(|(period, value)| (period.decimal_year(), value))
        .filter(|(x, _)| *x >= first_year)
        .unzip()
}
