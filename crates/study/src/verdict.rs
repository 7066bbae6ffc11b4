//! The verdict in words: the replica beside what survives, never one alone.

use crate::continuation::{Continuation, Record};
use crate::effect::Effect;
use crate::file::{StudyFile, Tier};
use crate::gate::Gate;
use crate::headline::{Headline, HeadlineNumber};
use crate::homogeneity::{Homogeneity, Verdict};
use crate::ladder::RungResult;
use crate::placebo::Placebo;
use crate::shock::Shock;
use crate::words::{grouped, plain, rung_name, signed};

/// What the verdict is written from.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The study.
    pub file: &'a StudyFile,
    /// The shock.
    pub shock: &'a Shock,
    /// The numbers side by side.
    pub headline: &'a Headline,
    /// The replica.
    pub replica: &'a RungResult,
    /// The placebo.
    pub placebo: &'a Placebo,
    /// The replica after its sample.
    pub continuation: &'a Continuation,
    /// Its record.
    pub record: Record,
    /// The ladder.
    pub rungs: &'a [RungResult],
    /// M5.
    pub homogeneity: Option<&'a Homogeneity>,
}

/// Paragraphs of the verdict.
pub fn verdict(evidence: Evidence<'_>) -> Vec<String> {
    vec![side_by_side(evidence), on_the_ladder(evidence), record(evidence), reading(evidence)]
}

fn side_by_side(e: Evidence<'_>) -> String {
    let replica = &e.headline.replica;
    let beats = if e.record.ratio < 1.0 { "does" } else { "does not" };
    let credible = e.headline.credible.as_ref().map_or_else(
        || "No specification curve was run, so no credible figure stands beside it.".to_owned(),
        |tier| {
            format!(
                "Stationary, valuation-adjusted, lag-augmented estimates (tier A, {} specifications) give a median of {} (5 to 95 % of specifications {} to {}): {:.0} % are positive, the intervals of {:.0} % exclude zero, and those of {:.0} % contain some of {}.{}",
                grouped(tier.specs),
                signed(tier.median, 1),
                signed(tier.p05, 1),
                signed(tier.p95, 1),
                100.0 * tier.share_positive,
                100.0 * tier.share_excluding_zero,
                100.0 * tier.share_reaching_quoted,
                e.file.quoted.text,
                depends_on(e.headline),
            )
        },
    );
    let races = e.headline.races.map_or_else(String::new, |races| {
        format!(
            " Out of sample, with regressors from months before but in the data as revised since, models of the yen win {} of {} races against the driftless random walk, models of other currencies {} of {}; fed with the regressors of the month forecast, {} of {}.",
            races.before_won, races.before, races.elsewhere_won, races.elsewhere, races.realised_won, races.realised
        )
    });
    format!(
        "On data to {}, a level regression of the kind Japanese houses use gives {} yen per dollar for {} of the digital deficit ({} trillion yen a year), {} the quoted {}; the original method is unpublished. {credible} A random walk in place of the yen would produce a number at least as large as the replica's in {:.0} % of cases ({:.0} % in the same direction); frozen at the end of its sample and fed the realised variables, the replica {beats} beat a forecast of no change.{races}",
        e.headline.vintage,
        interval(&replica.effect),
        e.shock.in_words(),
        signed(e.shock.size(), 3),
        place(replica.effect.yen, e.file),
        e.file.quoted.text,
        100.0 * e.placebo.share_at_least,
        100.0 * e.placebo.share_same_sign,
    )
}

/// The medians that the one median hides.
fn depends_on(headline: &Headline) -> String {
    let each: Vec<String> = headline
        .credible_medians
        .iter()
        .map(|median| format!("{} {}", median.label, signed(median.yen, 1)))
        .collect();
    let horizons = if each.len() < 2 {
        String::new()
    } else {
        format!(" The median depends on the horizon: {}.", each.join("; "))
    };
    let mut flows: Vec<_> = headline.credible_flows.iter().collect();
    flows.sort_by(|a, b| a.yen.total_cmp(&b.yen));
    match (flows.first(), flows.last()) {
        (Some(least), Some(most)) if flows.len() > 1 => format!(
            "{horizons} And on the flow: from {} {} to {} {}.",
            least.label,
            signed(least.yen, 1),
            most.label,
            signed(most.yen, 1)
        ),
        _ => horizons,
    }
}

/// What the rungs above the replica say, and what may not be said with them.
fn on_the_ladder(e: Evidence<'_>) -> String {
    let of = |tier: Tier| -> Vec<&HeadlineNumber> {
        e.headline.surviving.iter().filter(|number| number.tier == tier).collect()
    };
    let list = |numbers: &[&HeadlineNumber]| {
        let weak = |n: &HeadlineNumber| match n.durbin_watson {
            Some(dw) if dw < SPURIOUS => {
                format!(
                    ", its residuals so persistent (Durbin–Watson {dw:.2}) that the interval is not to be trusted"
                )
            }
            _ => String::new(),
        };
        let each = numbers.iter().map(|n| format!("{} {}{}", n.label, interval(&n.effect), weak(n)));
        each.collect::<Vec<_>>().join("; ")
    };
    let mut sentences = Vec::new();
    for (tier, what) in [
        (Tier::B, "tier B (differences, projections of the balance in yen, levels that pass their gates)"),
        (Tier::A, "tier A (projections of the balance at a constant exchange rate)"),
    ] {
        let numbers = of(tier);
        if !numbers.is_empty() {
            sentences.push(format!("On the ladder, {what} gives: {}.", list(&numbers)));
        }
    }
    let zero = |n: &&HeadlineNumber| {
        n.effect.low.zip(n.effect.high).is_some_and(|(low, high)| low <= 0.0 && high >= 0.0)
    };
    let quoted = |n: &&HeadlineNumber| {
        n.effect
            .low
            .zip(n.effect.high)
            .is_some_and(|(low, high)| low <= e.file.quoted.high && high >= e.file.quoted.low)
    };
    let all = e.headline.surviving.len();
    let (around_zero, reaching) = (
        e.headline.surviving.iter().filter(zero).count(),
        e.headline.surviving.iter().filter(quoted).count(),
    );
    let both = e.headline.surviving.iter().filter(|n| zero(n) && quoted(n)).count();
    sentences.push(format!(
        "Of these {all} intervals {around_zero} contain zero, {reaching} contain some of {}, and {both} contain both.",
        e.file.quoted.text,
    ));
    let withheld: Vec<&RungResult> = e.rungs.iter().filter(|rung| rung.withheld).collect();
    if !withheld.is_empty() {
        let each = withheld.iter().map(|rung| format!("{} ({})", rung_name(&rung.spec), gates(&rung.gates)));
        sentences.push(format!("No level relation found: {}.", each.collect::<Vec<_>>().join("; ")));
    }
    if let Some(found) = e.homogeneity {
        let p = found.test.p_value.map_or_else(String::new, |p| format!(" (p = {p:.2})"));
        let flows = found.flows.iter().map(|flow| flow.label.to_lowercase()).collect::<Vec<_>>().join(", ");
        sentences.push(match found.verdict {
            Verdict::Rejected => format!("That {flows} share one coefficient is rejected{p}: that of one flow may not be applied to another."),
            Verdict::NotRejected => format!("That {flows} share one coefficient is not rejected{p}."),
            Verdict::Uninformative => format!("Whether {flows} share one coefficient the data do not tell{p}: between the flows known worst, a difference as large as the replica's own coefficient would be missed."),
        });
    }
    sentences.join(" ")
}

/// `Engle–Granger p = 0.05, bounds F p = 0.40`.
pub(crate) fn gates(gates: &[Gate]) -> String {
    let name = |id: &str| match id {
        "engle-granger" => "Engle–Granger".to_owned(),
        "pss-bounds-f" => "bounds F".to_owned(),
        "pss-bounds-t" => "bounds t".to_owned(),
        other => other.to_owned(),
    };
    gates
        .iter()
        .map(|gate| format!("{} p = {:.2}", name(&gate.test), gate.p_value))
        .collect::<Vec<_>>()
        .join(", ")
}

fn record(e: Evidence<'_>) -> String {
    let realised = &e.headline.replica.realised_effect;
    let (growth, asked) = (100.0 * e.shock.realised_growth(), 100.0 * (e.shock.multiple - 1.0));
    let met = growth >= asked;
    let over = e.shock.last.to_string().as_str() <= e.headline.vintage.as_str();
    let condition = match (met, over) {
        (true, _) => "was met",
        (false, true) => "was not met",
        (false, false) => "has not been met so far",
    };
    let (moved, predicted) = (e.continuation.change_at_end(), e.continuation.predicted_change());
    let direction = if moved * predicted < 0.0 { "moved the other way" } else { "moved the same way" };
    let class = match (met, e.record.ratio > 1.0) {
        (true, true) => "The model class behind the claim failed out of sample.",
        (true, false) => "The model class behind the claim did no worse than no change out of sample.",
        (false, true) => "The conditional claim is untested; the model class behind it failed out of sample.",
        (false, false) => {
            "The conditional claim is untested; the model class behind it did no worse than no change out of sample."
        }
    };
    format!(
        "The condition {condition}: asked about was a growth of {asked:.0} %, the deficit grew by {growth:.0} % ({} to {} trillion: {}). For that growth the replica gives {} yen. The monthly mean of the exchange rate moved by {} yen from the end of the sample to {}, while the variables of the simple model {direction}, worth {} yen. With the {} yen by which its last fitted value was off already, it misses the rate by {} yen there; its root-mean-square error is {:.1} times that of no change. {class}",
        plain(e.shock.base_level, 2),
        plain(e.shock.realised_level, 2),
        e.shock.sources.join("; "),
        signed(realised.yen, 1),
        signed(moved, 0),
        e.continuation.verdict_at,
        signed(predicted, 0),
        signed(e.continuation.no_change - e.continuation.last_fitted, 0),
        signed(e.continuation.gap_at_end(), 0),
        e.record.ratio,
    )
}

fn reading(e: Evidence<'_>) -> String {
    let dw = e.replica.fit.glance.durbin_watson.unwrap_or(f64::NAN);
    let residuals = if dw < SPURIOUS {
        format!(
            "Why the replica misleads: its residuals are close to a unit root (Durbin–Watson {dw:.3}), so its standard errors describe a regression it is not."
        )
    } else {
        format!("The replica's residuals have a Durbin–Watson statistic of {dw:.3}.")
    };
    format!(
        "{residuals} Under random walks a nominal 5 % test on the balance rejects in {:.0} % of draws with classical standard errors and in {:.0} % with Newey–West and fixed-b critical values. All of these numbers are correlations of the yen with balances that are broader than the digital one, or stand beside it, applied to the digital one; none is the effect of a policy.",
        100.0 * e.placebo.rejections.classical,
        100.0 * e.placebo.rejections.hac_fixed_b,
    )
}

/// Granger and Newbold's rule of thumb: a Durbin–Watson statistic below this is the mark of a spurious regression.
const SPURIOUS: f64 = 0.5;

/// Where a number lies relative to the quoted range.
fn place(yen: f64, file: &StudyFile) -> &'static str {
    if yen < file.quoted.low {
        "below"
    } else if yen > file.quoted.high {
        "above"
    } else {
        "inside"
    }
}

fn interval(effect: &Effect) -> String {
    match (effect.low, effect.high) {
        (Some(low), Some(high)) => {
            format!("{} ({} to {})", signed(effect.yen, 2), signed(low, 1), signed(high, 1))
        }
        _ => signed(effect.yen, 2),
    }
}
