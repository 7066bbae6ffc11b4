//! The verdict in words: the replica beside what survives, never one alone.

mod record;

use crate::continuation::{Continuation, Record};
use crate::effect::Effect;
use crate::file::{Quoted, Sense, StudyFile, Tier};
use crate::gate::Gate;
use crate::headline::{Headline, HeadlineNumber};
use crate::homogeneity::{Homogeneity, Verdict};
use crate::ladder::RungResult;
use crate::placebo::Placebo;
use crate::shock::Shock;
use crate::words::{grouped, rung_name, signed};

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
    /// Whether a specification curve was run.
    pub curve: bool,
    /// M5.
    pub homogeneity: Option<&'a Homogeneity>,
}

/// Paragraphs of the verdict.
pub fn verdict(evidence: Evidence<'_>) -> Vec<String> {
    vec![side_by_side(evidence), on_the_ladder(evidence), record::record(evidence), reading(evidence)]
}

fn side_by_side(e: Evidence<'_>) -> String {
    let (replica, currency) = (&e.headline.replica, &e.file.currency);
    let anchor = &currency.anchor;
    let beats = if e.record.ratio < 1.0 { "does" } else { "does not" };
    let credible = e.headline.credible.as_ref().map_or_else(
        || {
            let why = if e.curve { "The specification curve has no estimate of tier A" } else { "No specification curve was run" };
            format!("{why}, so no credible figure stands beside it.")
        },
        |tier| {
            let reaching = e.file.quoted.as_ref().map_or_else(String::new, |quoted| {
                format!(", and those of {:.0} % contain some of {}", 100.0 * tier.share_reaching_quoted, quoted.text)
            });
            format!(
                "Stationary, valuation-adjusted, lag-augmented estimates (tier A, {} specifications) give a median of {} (5 to 95 % of specifications {} to {}): {:.0} % are positive, the intervals of {:.0} % exclude zero{reaching}.{}",
                grouped(tier.specs),
                signed(tier.median, 1),
                signed(tier.p05, 1),
                signed(tier.p95, 1),
                100.0 * tier.share_positive,
                100.0 * tier.share_excluding_zero,
                depends_on(e.headline),
            )
        },
    );
    let races = e.headline.races.map_or_else(String::new, |races| {
        format!(
            " Out of sample, with regressors from months before but in the data as revised since, models of the {} win {} of {} races against the driftless random walk{}{}.",
            currency.name,
            races.before_won,
            races.before,
            if races.elsewhere == 0 { String::new() } else { format!(", models of other currencies {} of {}", races.elsewhere_won, races.elsewhere) },
            if races.realised == 0 { String::new() } else { format!("; fed with the regressors of the month forecast, {} of {}", races.realised_won, races.realised) },
        )
    });
    let size = match e.shock.change {
        Some(_) => String::new(),
        None => {
            format!(" ({} {})", signed(e.file.driver.shown(e.shock.size()), 3), e.file.driver.unit)
        }
    };
    let quoted = e.file.quoted.as_ref().map_or_else(String::new, |quoted| {
        format!(
            ", {} the quoted {}; the original method is unpublished",
            place(replica.effect.yen, quoted),
            quoted.text
        )
    });
    format!(
        "On data to {}, a level regression {} gives {} {} for {}{size}{quoted}. {credible} A random walk in place of the {} would produce a number at least as large as the {anchor}'s in {:.0} % of cases ({:.0} % in the same direction); frozen at the end of its sample and fed the realised variables, it {beats} beat a forecast of no change.{races}",
        e.headline.vintage,
        currency.kind,
        interval(&replica.effect),
        currency.unit,
        e.shock.of(&e.file.driver),
        currency.name,
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
    let (name, regressor) = (&e.file.currency.name, &e.file.driver.regressor);
    let projections = match e.file.driver.sense {
        Sense::Deficit => format!("projections of the {regressor} in {name}"),
        Sense::Flow => format!("projections of the {regressor} at current rates"),
        Sense::Level => "projections".to_owned(),
    };
    for (tier, what) in [
        (Tier::B, format!("tier B (differences, {projections}, levels that pass their gates)")),
        (Tier::A, format!("tier A (projections of the {regressor} at a constant exchange rate)")),
    ] {
        let numbers = of(tier);
        if !numbers.is_empty() {
            sentences.push(format!("On the ladder, {what} gives: {}.", list(&numbers)));
        }
    }
    let zero = |n: &&HeadlineNumber| {
        n.effect.low.zip(n.effect.high).is_some_and(|(low, high)| low <= 0.0 && high >= 0.0)
    };
    let all = e.headline.surviving.len();
    let around_zero = e.headline.surviving.iter().filter(zero).count();
    sentences.push(match &e.file.quoted {
        None if all == 1 && around_zero == 1 => "Its interval contains zero.".to_owned(),
        None if all == 1 => "Its interval does not contain zero.".to_owned(),
        None => format!("Of these {all} intervals {around_zero} contain zero."),
        Some(quoted) => {
            let reaches = |n: &&HeadlineNumber| {
                let ends = n.effect.low.zip(n.effect.high);
                ends.is_some_and(|(low, high)| low <= quoted.high && high >= quoted.low)
            };
            let reaching = e.headline.surviving.iter().filter(reaches).count();
            let both = e.headline.surviving.iter().filter(|n| zero(n) && reaches(n)).count();
            format!(
                "Of these {all} intervals {around_zero} contain zero, {reaching} contain some of {}, and {both} contain both.",
                quoted.text,
            )
        }
    });
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
            Verdict::Uninformative => format!("Whether {flows} share one coefficient the data do not tell{p}: between the flows known worst, a difference as large as the {}'s own coefficient would be missed.", e.file.currency.anchor),
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

fn reading(e: Evidence<'_>) -> String {
    let anchor = &e.file.currency.anchor;
    let dw = e.replica.fit.glance.durbin_watson.unwrap_or(f64::NAN);
    let residuals = if dw < SPURIOUS {
        format!(
            "Why the {anchor} misleads: its residuals are close to a unit root (Durbin–Watson {dw:.3}), so its standard errors describe a regression it is not."
        )
    } else {
        format!("The {anchor}'s residuals have a Durbin–Watson statistic of {dw:.3}.")
    };
    format!(
        "{residuals} Under random walks a nominal 5 % test on the {} rejects in {:.0} % of draws with classical standard errors and in {:.0} % with Newey–West and fixed-b critical values. {}",
        e.file.driver.regressor,
        100.0 * e.placebo.rejections.classical,
        100.0 * e.placebo.rejections.hac_fixed_b,
        e.file.driver.caveat,
    )
}

/// Granger and Newbold's rule of thumb: a Durbin–Watson statistic below this is the mark of a spurious regression.
const SPURIOUS: f64 = 0.5;

/// Where a number lies relative to the quoted range.
fn place(effect: f64, quoted: &Quoted) -> &'static str {
    if effect < quoted.low {
        "below"
    } else if effect > quoted.high {
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
