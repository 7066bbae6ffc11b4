//! Intervals and bands from bootstrap draws of whole paths.

use fxsens_core::distribution::Distribution;
use fxsens_core::draws::{Draws, QuantileRule};
use fxsens_core::fit::{FitError, Note, Term};
use fxsens_core::resampled::{IntervalKind, Resampled};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::vcov::{VcovMatrix, VcovMethod};

use super::draws::PathDraws;
use super::inference::SIZES;
use crate::bootstrap::Replicates;
use crate::bootstrap::params::{BootstrapParams, Scheme};

/// The covariance that the intervals of these draws stand on: for percentile-t that of the sample, `analytic`, which each draw
/// repeats; for the others the covariance of the draws.
pub(super) fn covariance(draws: &PathDraws, analytic: VcovMatrix, params: &BootstrapParams) -> VcovMatrix {
    let studentised = params.interval == IntervalKind::PercentileT;
    let resampled = (params.interval != IntervalKind::Normal).then(|| Resampled {
        interval: params.interval,
        draws: draws.estimates.iter().copied().collect(),
        jackknife: Vec::new(),
        std_errors: if studentised { draws.std_errors.iter().copied().collect() } else { Vec::new() },
    });
    let base = if studentised { analytic.method } else { VcovMethod::simple("bootstrap") };
    let method = VcovMethod {
        kernel: Some(params.scheme.name().into()),
        bandwidth: draws.block,
        rule: draws.block.map(|_| params.block.rule().into()),
        terms: Some(params.draws as usize),
        resampled,
        ..base
    };
    if studentised {
        return VcovMatrix { method, ..analytic };
    }
    let replicates = Replicates { values: draws.estimates.clone(), redrawn: draws.redrawn };
    let values = replicates.covariance().into_iter().collect();
    VcovMatrix { method, distribution: Distribution::Normal, df_denom: None, size: analytic.size, values }
}

/// For each shock the largest t statistic of its path against the law of the largest `|θ* − θ̂|/se` over its `m` horizons in
/// the same draws; `se` is that of the draw for percentile-t, of `vcov` otherwise.
///
/// # Errors
/// Those of the quantiles.
pub(super) fn simultaneous(
    draws: &PathDraws,
    terms: &[Term],
    vcov: &VcovMatrix,
    m: usize,
    params: &BootstrapParams,
) -> Result<Vec<TestOutcome>, FitError> {
    let studentised = params.interval == IntervalKind::PercentileT;
    let by =
        if studentised { "studentised in each draw" } else { "over the standard deviation of the draws" };
    let one = |place: usize| {
        let path = place * m..(place + 1) * m;
        let largest_of = |draw: usize| {
            let distance = |i: usize| {
                let error = if studentised { draws.std_errors[[draw, i]] } else { vcov.std_error(i) };
                ((draws.estimates[[draw, i]] - terms[i].estimate) / error).abs()
            };
            path.clone().map(distance).fold(0.0, f64::max)
        };
        let maxima: Vec<f64> = (0..draws.estimates.nrows()).map(largest_of).collect();
        let largest = path.clone().map(|i| (terms[i].estimate / vcov.std_error(i)).abs()).fold(0.0, f64::max);
        let beyond = maxima.iter().filter(|value| **value >= largest).count();
        let p_value = (1 + beyond) as f64 / (maxima.len() + 1) as f64;
        let law = Draws::new(&maxima, QuantileRule::NormalScale)?;
        let null = format!("`{}` has no effect at any horizon", terms[path.start].name);
        let table =
            format!("sup-t, {} {} draws, {by}, seed {}", params.draws, params.scheme.name(), params.seed);
        let mut outcome = TestOutcome::tabulated("sup-t", null, largest, table, Some(p_value));
        for alpha in SIZES {
            outcome = outcome.with_critical_value(alpha, law.quantile(1.0 - alpha)?, "sup-t");
        }
        Ok(outcome)
    };
    (0..terms.len() / m).map(one).collect()
}

/// What a reader must know of the draws.
pub(super) fn notes(draws: &PathDraws, params: &BootstrapParams, kind: &str) -> Vec<Note> {
    let scheme = params.scheme.name();
    let shared = match params.scheme {
        Scheme::Wild => "one weight per date, shared by all horizons",
        _ => "the same dates for all horizons",
    };
    let errors = match params.interval {
        IntervalKind::PercentileT => format!("{kind} standard errors in the sample and in every draw"),
        _ => "standard errors are standard deviations of the draws".into(),
    };
    let mut notes = vec![Note::info(format!(
        "{} intervals at each horizon and the sup-t band of the whole path come from {} {scheme} draws ({shared}); {errors}",
        params.interval.name(),
        params.draws,
    ))];
    if draws.redrawn > 0 {
        let again =
            format!("{} bootstrap draws had collinear regressors and were drawn again", draws.redrawn);
        notes.push(Note::info(again));
    }
    notes
}
