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
                by_horizon(e.headline),
            )
        },
    );
    let races = e.headline.races.map_or_else(String::new, |races| {
        format!(
            " Of {} out-of-sample races against the driftless random walk that use only what was published the models win {}; of {} that are fed what nobody had yet, {}.",
            races.published, races.published_won, races.realised, races.realised_won
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
fn by_horizon(headline: &Headline) -> String {
    let each: Vec<String> = headline
        .credible_medians
        .iter()
        .map(|median| format!("{} {}", median.label, signed(median.yen, 1)))
        .collect();
    if each.len() < 2 {
        String::new()
    } else {
        format!(" The median depends on the horizon: {}.", each.join("; "))
    }
}

/// What the rungs above the replica say, and what may not be said with them.
fn on_the_ladder(e: Evidence<'_>) -> String {
    let of = |tier: Tier| -> Vec<&HeadlineNumber> {
        e.headline.surviving.iter().filter(|number| number.tier == tier).collect()
    };
    let list = |numbers: &[&HeadlineNumber]| {
        let each = numbers.iter().map(|n| format!("{} {}", lower_first(&n.label), interval(&n.effect)));
        each.collect::<Vec<_>>().join("; ")
    };
    let mut sentences = Vec::new();
    for (tier, what) in [
        (Tier::B, "differences and projections of the balance in yen (tier B)"),
        (Tier::A, "projections of the balance at a constant exchange rate (tier A)"),
    ] {
        let numbers = of(tier);
        if !numbers.is_empty() {
            sentences.push(format!("On the ladder, {what} give: {}.", list(&numbers)));
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
    let neither = if 2 * around_zero > all && 2 * reaching > all { ": most exclude neither" } else { "" };
    sentences.push(format!(
        "Of these {all} intervals {around_zero} contain zero and {reaching} contain some of {}{neither}.",
        e.file.quoted.text,
    ));
    let withheld: Vec<&RungResult> = e.rungs.iter().filter(|rung| rung.withheld).collect();
    if !withheld.is_empty() {
        let each = withheld.iter().map(|rung| format!("{} ({})", rung_name(&rung.spec), gates(&rung.gates)));
        sentences.push(format!("No level relation found: {}.", each.collect::<Vec<_>>().join("; ")));
    }
    if let Some(found) = e.homogeneity {
        let p = found.test.p_value.map_or_else(String::new, |p| format!(" (p = {p:.2})"));
        sentences.push(match found.verdict {
            Verdict::Rejected => format!("That goods, services, income and investment flows share one coefficient is rejected{p}: the trade coefficient may not be applied to digital services."),
            Verdict::NotRejected => format!("That goods, services, income and investment flows share one coefficient is not rejected{p}."),
            Verdict::Uninformative => format!("Whether goods, services, income and investment flows share one coefficient the data do not tell{p}: a difference as large as the replica's own coefficient would be missed."),
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
    let condition = if met { "met" } else { "not met" };
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
        "The condition was {condition}: the deficit grew by {growth:.0} % ({} to {} trillion: {}), against the {asked:.0} % asked about, for which the replica would give {} yen. The exchange rate moved by {} yen from the end of the sample to {}, while the variables of the simple model {direction}, worth {} yen: it misses the rate by {:.0} yen there, and its root-mean-square error is {:.1} times that of no change. {class}",
        plain(e.shock.base_level, 2),
        plain(e.shock.realised_level, 2),
        e.shock.sources.join("; "),
        signed(realised.yen, 1),
        signed(moved, 0),
        e.continuation.verdict_at,
        signed(predicted, 0),
        e.continuation.gap_at_end().abs(),
        e.record.ratio,
    )
}

fn reading(e: Evidence<'_>) -> String {
    let dw = e.replica.fit.glance.durbin_watson.unwrap_or(f64::NAN);
    // Granger and Newbold's rule of thumb: a Durbin-Watson statistic this low is the mark of a spurious regression.
    let residuals = if dw < 0.5 {
        format!(
            "Why the replica misleads: its residuals are close to a unit root (Durbin–Watson {dw:.3}), so its standard errors describe a regression it is not."
        )
    } else {
        format!("The replica's residuals have a Durbin–Watson statistic of {dw:.3}.")
    };
    format!(
        "{residuals} Under random walks a nominal 5 % test on the balance rejects in {:.0} % of draws with classical standard errors and in {:.0} % with Newey–West and fixed-b critical values. All of these numbers are correlations of the whole goods and services balance with the yen, applied to the digital part; none is the effect of a policy.",
        100.0 * e.placebo.rejections.classical,
        100.0 * e.placebo.rejections.hac_fixed_b,
    )
}

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

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    let all_caps = text.chars().nth(1).is_some_and(char::is_uppercase);
    match chars.next() {
        Some(first) if !all_caps => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
