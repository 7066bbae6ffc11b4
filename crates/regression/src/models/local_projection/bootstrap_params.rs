//! The parameters of the bootstrap as local projections take them: percentile-t unless another interval is asked for.

use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::resampled::IntervalKind;
use serde::{Deserialize, Serialize};

use super::params::{Covariance, LocalProjectionParams};
use crate::bootstrap::params::{Block, BootstrapParams, Scheme};
use crate::bootstrap::schemes::WildWeights;

/// Reads and writes [`BootstrapParams`] with another default interval.
#[derive(Serialize, Deserialize)]
#[serde(remote = "BootstrapParams", deny_unknown_fields, default = "defaults")]
pub(super) struct PathBootstrap {
    scheme: Scheme,
    draws: u32,
    block: Block,
    weights: WildWeights,
    interval: IntervalKind,
    seed: u64,
}

/// Documentation of the keys: those of [`BootstrapParams`] with the intervals that paths have.
pub(super) const DOCS: [ParamDoc; BootstrapParams::DOCS.len()] = {
    let mut docs = BootstrapParams::DOCS;
    docs[0].values = "none | wild | iid | moving-block | circular-block | stationary";
    docs[0].doc =
        "What is resampled, the same weights or dates for all horizons; it replaces the simulated bands.";
    docs[4].values = "percentile-t | percentile | basic | normal";
    docs[4].doc = "Intervals and p-values at each horizon, read from the draws.";
    docs
};

/// No scheme, percentile-t.
pub(super) fn defaults() -> BootstrapParams {
    BootstrapParams { interval: IntervalKind::PercentileT, ..BootstrapParams::default() }
}

/// Checks values, and combinations with the other parameters.
///
/// # Errors
/// Those of [`BootstrapParams::check`]; [`ParamError::Invalid`] for what has no bootstrap of whole paths.
pub(super) fn check(params: &LocalProjectionParams) -> Result<(), ParamError> {
    let bootstrap = params.bootstrap;
    if bootstrap.scheme == Scheme::None {
        let same = bootstrap == defaults();
        let expected = "a scheme, as other keys of bootstrap are set";
        return if same { Ok(()) } else { Err(invalid("bootstrap.scheme", expected, "none".into())) };
    }
    let (scheme, with) =
        (bootstrap.scheme.name(), format!("with bootstrap.scheme {}", bootstrap.scheme.name()));
    if bootstrap.interval == IntervalKind::Bca {
        let expected =
            "percentile-t, percentile, basic or normal (bca would leave out dates that other horizons keep)";
        return Err(invalid("bootstrap.interval", expected, "bca".into()));
    }
    let plain = match bootstrap.interval {
        IntervalKind::PercentileT => IntervalKind::Normal,
        other => other,
    };
    BootstrapParams { interval: plain, ..bootstrap }.check()?;
    if matches!(bootstrap.scheme, Scheme::Residual | Scheme::ArSieve) {
        let expected = "wild, iid, moving-block, circular-block or stationary (the others draw the residuals of one regression, \
                        not of all horizons together)";
        return Err(invalid("bootstrap.scheme", expected, scheme.into()));
    }
    if params.covariance == Covariance::Hac {
        let expected = "hc3-overlap, hc3 or hc1 with a bootstrap (draws break the overlap that hac measures)";
        return Err(invalid("covariance", expected, format!("hac {with}")));
    }
    if !bootstrap.scheme.has_blocks() && !params.lag_augmented && params.horizons > 0 {
        let expected = "true (independent dates lose the overlap of longer horizons; only lag-augmented scores have none)";
        return Err(invalid("lag_augmented", expected, format!("false {with}")));
    }
    let own = LocalProjectionParams::default();
    if params.draws != own.draws || params.seed != own.seed {
        let expected = "no setting: bootstrap.draws and bootstrap.seed take the place of draws and seed";
        return Err(invalid("draws", expected, format!("{}, seed {} {with}", params.draws, params.seed)));
    }
    Ok(())
}

fn invalid(name: &str, expected: &str, found: String) -> ParamError {
    ParamError::Invalid { name: name.into(), expected: expected.into(), found }
}
