//! The ladder: every rung estimated, its effect in yen, and what a reader may draw from it.

use fxsens_core::dataset::Dataset;
use fxsens_core::expr::Expr;
use fxsens_core::inference::Inference;
use fxsens_core::registry::Registry;
use fxsens_core::run::{Estimation, estimate};
use fxsens_core::spec::SpecId;
use fxsens_core::summary::FitSummary;
use serde::{Deserialize, Serialize};

use crate::effect::{Effect, combination, in_yen};
use crate::error::StudyError;
use crate::file::{Rung, Tier};
use crate::folder::Study;
use crate::gate::{
    BEYOND_TREND, Gate, beyond_trend, form_mismatch, gates, in_levels, prices_what_lasts, tier,
};
use crate::shock::Shock;
use crate::structure::months_counted;

/// The page on the ladder, for readers: `fxsens explain ladder`.
pub const PAGE: &str = include_str!("ladder.md");

/// An estimated rung.
#[derive(Debug, Clone)]
pub struct RungRun {
    /// What the rung means.
    pub rung: Rung,
    /// Its estimation.
    pub estimation: Estimation,
    /// The result as printed.
    pub result: RungResult,
}

/// The result of a rung as printed and saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RungResult {
    /// Name of the spec.
    pub spec: String,
    /// Identity of the spec.
    pub spec_id: SpecId,
    /// Label.
    pub label: String,
    /// A, B or C, as the estimate supports.
    pub tier: Tier,
    /// Tests that levels must pass to count as related; empty without any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
    /// For levels: share of the flow's variance beyond a straight line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub beyond_trend: Option<f64>,
    /// Whether the effect is withheld because a gate failed: no level relation found.
    pub withheld: bool,
    /// Whether the effect may stand in the headline.
    pub headline: bool,
    /// What a reader may draw from it.
    pub reading: String,
    /// Effect on the outcome of one trillion yen a year more in surplus.
    pub per_trillion: Inference,
    /// Effect of the shock, yen per dollar; not a number when it is withheld.
    pub effect: Effect,
    /// Effect of what happened instead, yen per dollar.
    pub realised_effect: Effect,
    /// How the interval was made.
    pub interval: String,
    /// The same in two words.
    pub vcov: String,
    /// The effect of the shock under each further covariance.
    pub also: Vec<AlsoEffect>,
    /// The fit.
    pub fit: FitSummary,
}

/// An effect under another covariance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AlsoEffect {
    /// How the interval was made.
    pub interval: String,
    /// The same in two words.
    pub vcov: String,
    /// Effect of the shock, yen per dollar.
    pub effect: Effect,
}

/// Estimates every rung of a study.
///
/// # Errors
/// [`StudyError`] names the spec that failed and why.
pub fn climb(
    study: &Study,
    shock: &Shock,
    dataset: &Dataset,
    registry: &Registry,
    level: f64,
) -> Result<Vec<RungRun>, StudyError> {
    study.file.rungs.iter().map(|rung| climb_rung(study, rung, shock, dataset, registry, level)).collect()
}

pub(crate) fn climb_rung(
    study: &Study,
    rung: &Rung,
    shock: &Shock,
    dataset: &Dataset,
    registry: &Registry,
    level: f64,
) -> Result<RungRun, StudyError> {
    let spec = study.spec_or_error(&rung.spec)?;
    let estimation = estimate(spec, dataset, registry)
        .map_err(|error| StudyError::Estimate { name: rung.spec.clone(), error: Box::new(error) })?;
    if let Some(why) = form_mismatch(rung, &estimation) {
        return Err(StudyError::Rung { spec: rung.spec.clone(), why: why.into() });
    }
    if study.file.driver.is_flow() {
        rung.terms.iter().try_for_each(|term| at_annual_rate(&rung.spec, term, dataset))?;
    }
    let gates = gates(rung, &estimation)?;
    let tier = tier(rung, &estimation, &gates);
    let levels = in_levels(&estimation);
    let beyond_trend = if levels { beyond_trend(rung, &estimation)? } else { None };
    let withheld = rung.needs_relation && gates.iter().any(|gate| !gate.passed);
    let base = study.file.base.exchange_rate;
    let per_trillion = combination(rung, &estimation.fit, level)?;
    let also = estimation
        .also
        .iter()
        .map(|fit| {
            let effect = in_yen(&combination(rung, fit, level)?, rung.form, shock.size(), base);
            Ok(AlsoEffect { interval: interval_label(fit, level), vcov: fit.vcov.short_label(), effect })
        })
        .collect::<Result<Vec<_>, StudyError>>()?;
    let shown =
        |effect: Effect| if withheld { Effect { yen: f64::NAN, low: None, high: None } } else { effect };
    let result = RungResult {
        spec: rung.spec.clone(),
        spec_id: estimation.id.clone(),
        label: rung.label.clone(),
        tier,
        headline: rung.headline
            && !withheld
            && tier != Tier::C
            && prices_what_lasts(&estimation)
            && (!levels || beyond_trend.is_some_and(|share| share >= BEYOND_TREND)),
        gates,
        beyond_trend,
        withheld,
        reading: spec.reading.clone(),
        effect: shown(in_yen(&per_trillion, rung.form, shock.size(), base)),
        realised_effect: shown(in_yen(&per_trillion, rung.form, shock.realised_size(), base)),
        per_trillion,
        interval: interval_label(&estimation.fit, level),
        vcov: estimation.fit.vcov.short_label(),
        also: if withheld { Vec::new() } else { also },
        fit: estimation.summary(level),
    };
    Ok(RungRun { rung: rung.clone(), estimation, result })
}

/// Refuses a term that counts another span of a flow than a year: the shock is money a year, and the effect would be off by a factor.
///
/// # Errors
/// [`StudyError::Rung`] names the term and the months that it counts.
pub(crate) fn at_annual_rate(spec: &str, term: &str, dataset: &Dataset) -> Result<(), StudyError> {
    let bare = term.strip_prefix("long-run ").unwrap_or(term);
    let months = Expr::parse(bare).ok().and_then(|term| months_counted(&term, dataset));
    match months.filter(|months| (months - 12.0).abs() > 1e-6) {
        None => Ok(()),
        Some(months) => Err(StudyError::Rung {
            spec: spec.to_owned(),
            why: format!(
                "`{term}` counts {months} {} of a flow, but the shock is for a year; expected 12, as in `sum(x, 12)` or `12 * sa(x)`",
                if (months - 1.0).abs() < 1e-9 { "month" } else { "months" }
            ),
        }),
    }
}

/// `95 %, hac (bartlett, 13 lags, …), fixed-b (…)`.
fn interval_label(fit: &fxsens_core::fit::Fit, level: f64) -> String {
    match fit.block_of(0) {
        Some((block, _)) => {
            format!("{:.0} %, {}, {}", 100.0 * level, block.method.label(), block.distribution.label())
        }
        None => "no interval".into(),
    }
}
