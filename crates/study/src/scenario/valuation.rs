//! The growth of the published deficit, split into an exchange-rate part and a volume part.
//!
//! Of the payments `P` a share `θ` is invoiced in dollars: `θP = S·Q`, with `S` yen per dollar and `Q` in dollars. Over
//! a step the midpoint identity `Δ(SQ) = mean(Q)·ΔS + mean(S)·ΔQ` holds exactly, so
//! `ΔD = mean(Q)·ΔS + rest`, where the rest holds the dollar volume, yen payments and receipts.

use fxsens_core::convert::to_frequency;
use fxsens_core::dataset::Dataset;
use fxsens_core::period::{Frequency, Period};
use fxsens_core::published::Published;
use serde::{Deserialize, Serialize};

use super::flow::{Flow, FlowYear};
use crate::error::StudyError;
use crate::file::StudyFile;
use crate::folder::Study;
use crate::shock::{find, find_item};

/// Shares of payments in dollars that are shown.
pub const SHARES: [f64; 3] = [0.0, 0.5, 1.0];

/// The split under one share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Valuation {
    /// Share of payments invoiced in dollars.
    pub theta: f64,
    /// Steps between published years.
    pub steps: Vec<ValuationStep>,
    /// Sum of the steps.
    pub total: ValuationStep,
}

/// One step between published years, JPY trillion.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ValuationStep {
    /// Published year before.
    pub from: i32,
    /// Published year after.
    pub to: i32,
    /// Change of the deficit.
    pub change: f64,
    /// Part due to the exchange rate.
    pub exchange_rate: f64,
    /// The rest.
    pub volume: f64,
}

/// Splits the growth of the deficit. `payments_ratio` = payments over deficit, taken as constant.
pub fn decompose(years: &[FlowYear], rates: &[f64], payments_ratio: f64, theta: f64) -> Option<Valuation> {
    if years.len() != rates.len() || years.len() < 2 {
        return None;
    }
    let dollars = |i: usize| theta * payments_ratio * years[i].level / rates[i];
    let step = |i: usize| {
        let change = years[i].level - years[i - 1].level;
        let exchange_rate = f64::midpoint(dollars(i), dollars(i - 1)) * (rates[i] - rates[i - 1]);
        let (from, to) = (years[i - 1].year, years[i].year);
        ValuationStep { from, to, change, exchange_rate, volume: change - exchange_rate }
    };
    let steps: Vec<ValuationStep> = (1..years.len()).map(step).collect();
    let sum = |part: fn(&ValuationStep) -> f64| steps.iter().map(part).sum::<f64>();
    let total = ValuationStep {
        from: years[0].year,
        to: years[years.len() - 1].year,
        change: sum(|step| step.change),
        exchange_rate: sum(|step| step.exchange_rate),
        volume: sum(|step| step.volume),
    };
    Some(Valuation { theta, steps, total })
}

/// Mean exchange rate of each published year, yen per dollar.
///
/// # Errors
/// [`StudyError`] when a year is not complete in the data.
pub fn yearly_rates(years: &[FlowYear], dataset: &Dataset) -> Result<Vec<f64>, StudyError> {
    let missing = |what: String| StudyError::Data { id: "usdjpy".into(), what };
    let monthly = dataset.get("usdjpy").ok_or_else(|| missing("for the valuation".into()))?;
    let annual = to_frequency(monthly, Frequency::Annual)?.series;
    let rate = |year: i32| {
        let period = Period::year(year).ok()?;
        annual.get(period).filter(|rate| rate.is_finite())
    };
    years.iter().map(|y| rate(y.year).ok_or_else(|| missing(format!("for all of {}", y.year)))).collect()
}

/// Payments over deficit in the study's base year, the only one with published payments.
///
/// # Errors
/// [`StudyError::Figure`] when a figure is missing or ambiguous.
pub fn payments_ratio(file: &StudyFile, published: &Published) -> Result<f64, StudyError> {
    let key = file.shock.figure().ok_or(StudyError::NoFlow)?;
    Ok(find_item(published, &key, "payments")? / -find(published, &key)?)
}

/// The growth of the deficit under every share.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// The deficit by published year.
    pub years: Vec<FlowYear>,
    /// Mean exchange rates of these years, yen per dollar.
    pub exchange_rates: Vec<f64>,
    /// Payments over the deficit.
    pub payments_ratio: f64,
    /// One decomposition per share.
    pub by_theta: Vec<Valuation>,
}

/// Splits the growth of the flow that a study asks about; `None` for a study without a flow.
///
/// # Errors
/// [`StudyError`] for figures or rates that are not among the data.
pub fn split(study: &Study, dataset: &Dataset, published: &Published) -> Result<Option<Split>, StudyError> {
    let Ok(flow) = study.main_flow() else { return Ok(None) };
    if study.file.shock.figure().is_none() {
        return Ok(None);
    }
    let years = Flow::new(flow, dataset, published)?.history;
    let exchange_rates = yearly_rates(&years, dataset)?;
    let payments_ratio = payments_ratio(&study.file, published)?;
    let decomposed = |theta: &f64| decompose(&years, &exchange_rates, payments_ratio, *theta);
    let by_theta = SHARES.iter().filter_map(decomposed).collect();
    Ok(Some(Split { years, exchange_rates, payments_ratio, by_theta }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(theta: f64) -> Valuation {
        let years: Vec<FlowYear> =
            [(2014, 2.15), (2022, 4.8), (2023, 5.536)].map(|(year, level)| FlowYear { year, level }).into();
        decompose(&years, &[105.9, 131.5, 140.5], 1.67, theta).unwrap_or_else(|| panic!("it splits"))
    }

    #[test]
    fn the_parts_add_up_and_steps_add_up_to_the_total() {
        for theta in SHARES {
            let valuation = split(theta);
            for step in valuation.steps.iter().chain([&valuation.total]) {
                assert!((step.exchange_rate + step.volume - step.change).abs() < 1e-12, "{step:?}");
            }
            assert!((valuation.total.change - 3.386).abs() < 1e-12);
        }
    }

    #[test]
    fn yen_invoices_leave_no_exchange_rate_part() {
        assert!(split(0.0).steps.iter().all(|step| step.exchange_rate.abs() < 1e-15));
    }

    #[test]
    fn the_volume_part_is_the_change_of_dollar_volume_yen_payments_and_receipts() {
        let (ratio, theta) = (1.67, 0.5);
        let step = &split(theta).steps[1];
        let (d, s) = ([4.8, 5.536], [131.5, 140.5]);
        let q = [0, 1].map(|i| theta * ratio * d[i] / s[i]);
        let dollars = f64::midpoint(s[0], s[1]) * (q[1] - q[0]);
        let yen = (1.0 - theta) * ratio * (d[1] - d[0]);
        let receipts = (ratio - 1.0) * (d[1] - d[0]);
        assert!((step.volume - (dollars + yen - receipts)).abs() < 1e-12);
    }

    #[test]
    fn the_exchange_rate_part_is_proportional_to_the_share() {
        let (half, whole) = (split(0.5), split(1.0));
        assert!((2.0 * half.total.exchange_rate - whole.total.exchange_rate).abs() < 1e-12);
        assert!(decompose(&[], &[], 1.0, 1.0).is_none());
    }
}
