//! The claims as a page of badges: what is claimed, whether it holds, on which basis that was computed.

use fxsens_core::figure::{Anchor, Axis, Figure, Mark, Panel, Role};

use super::marks::text;
use crate::claims::{ClaimResult, Editorial, Outcome};

/// Columns: where each starts as a share of the width.
const CLAIM: f64 = 0.0;
const BADGE: f64 = 0.402;
const BADGE_END: f64 = 0.552;
const YEARS: f64 = 0.556;
const DEFINITION: f64 = 0.63;
const VINTAGE: f64 = 0.797;
const CHECKS: f64 = 0.935;

/// Verdicts that belong together, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Group {
    Unconfirmed,
    Holds,
    Qualified,
    Misleads,
    Fails,
    Open,
}

const GROUPS: [(Group, &str); 6] = [
    (Group::Unconfirmed, "Not confirmed: a computation differs from the claims file"),
    (Group::Holds, "Hold as stated"),
    (Group::Qualified, "Hold with a caveat, or for one vintage"),
    (Group::Misleads, "Mislead: mixed bases, contradictions, out of date"),
    (Group::Fails, "False, or not met"),
    (Group::Open, "Not checkable"),
];

/// A verdict that its own computations do not bear out counts as none.
fn group(claim: &ClaimResult) -> Group {
    if claim.outcome == Outcome::Differs {
        return Group::Unconfirmed;
    }
    match claim.verdict {
        Editorial::Holds => Group::Holds,
        Editorial::HoldsWithCaveat | Editorial::VintageSpecific => Group::Qualified,
        Editorial::MixedBasis | Editorial::Misleading | Editorial::Inconsistent | Editorial::Outdated => {
            Group::Misleads
        }
        Editorial::False | Editorial::NotMet => Group::Fails,
        Editorial::NotCheckable => Group::Open,
    }
}

/// One row per claim, best verdicts first, the order of the file within them.
pub fn claims(claims: &[ClaimResult]) -> Figure {
    let mut panels: Vec<Panel> = Vec::new();
    for (which, heading) in GROUPS {
        let members: Vec<&ClaimResult> = claims.iter().filter(|claim| group(claim) == which).collect();
        if !members.is_empty() {
            let first = panels.is_empty();
            panels.push(panel(which, &format!("{heading}: {}", members.len()), &members, first));
        }
    }
    if panels.is_empty() {
        panels.push(panel(Group::Open, "No claims", &[], true));
    }
    let height = 190 + 58 * panels.len() + 44 * (claims.len() + 1);
    Figure {
        id: "claims".into(),
        title: title(claims),
        subtitle: "Each claim with its verdict, the basis of the figures that check it, and how many computations came out as documented".into(),
        note: "Years: CY = calendar year, FY = fiscal year, April to March; a claim that needs both mixes them or is checked on both. Definition: digital, full = charges for intellectual property, telecommunications, computer and information services, and professional and management consulting; digital, narrow = the narrower sum that some reports print; otherwise the official table, or figures as first announced. Vintage: year and month of publication; a slash joins two vintages within one computation. Checked: computations that came out as documented, of all. Texts too long for their cell are cut.".into(),
        alt: format!("A table of {} claims with a coloured badge for each verdict: {}.", claims.len(), counts(claims)),
        size: (1320, u32::try_from(height).unwrap_or(u32::MAX).min(8000)),
        panels,
    }
}

/// `8 hold as stated, 14 with a caveat …`, groups without claims left out.
fn counts(claims: &[ClaimResult]) -> String {
    let count = |which: Group| claims.iter().filter(|claim| group(claim) == which).count();
    let words = [
        (Group::Unconfirmed, "is not confirmed", "are not confirmed"),
        (Group::Holds, "holds as stated", "hold as stated"),
        (Group::Qualified, "with a caveat or for one vintage", "with a caveat or for one vintage"),
        (Group::Misleads, "misleads or is out of date", "mislead or are out of date"),
        (Group::Fails, "is false or was not met", "are false or were not met"),
        (Group::Open, "cannot be checked", "cannot be checked"),
    ];
    let parts = words.iter().filter_map(|(which, one, many)| match count(*which) {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {many}")),
    });
    parts.collect::<Vec<_>>().join(", ")
}

fn title(claims: &[ClaimResult]) -> String {
    match claims {
        [] => "There are no claims".into(),
        [one] if one.outcome == Outcome::Differs => format!("{} is not confirmed", one.id),
        [one] => format!("{}: {}", one.id, one.verdict.label()),
        _ => format!("Of {} claims {}", claims.len(), counts(claims)),
    }
}

fn panel(which: Group, heading: &str, members: &[&ClaimResult], first: bool) -> Panel {
    let mut names: Vec<String> = Vec::new();
    let mut marks = Vec::new();
    if first {
        for (x, words) in [
            (CLAIM, "Claim"),
            (BADGE, "Verdict"),
            (YEARS, "Years"),
            (DEFINITION, "Definition"),
            (VINTAGE, "Vintage"),
            (CHECKS, "Checked"),
        ] {
            marks.push(text(x, 0.0, words, Role::Muted, Anchor::Right));
        }
        names.push(String::new());
    }
    for claim in members {
        let row = names.len() as f64;
        names.push(claim.id.clone());
        marks.extend(badges(which, claim, row));
    }
    Panel {
        title: heading.into(),
        weight: names.len() as f64,
        ..Panel::new(Axis::category([""]).with_limits(0.0, 1.0), Axis::category(names), marks)
    }
}

fn badges(which: Group, claim: &ClaimResult, row: f64) -> Vec<Mark> {
    let (role, sign) = match which {
        Group::Unconfirmed => (Role::Highlight, "?"),
        Group::Holds => (Role::Tertiary, "✓"),
        Group::Qualified => (Role::Primary, "✓"),
        Group::Misleads => (Role::Quaternary, "!"),
        Group::Fails => (Role::Secondary, "✗"),
        Group::Open => (Role::Muted, "–"),
    };
    let good = claim.checks.iter().filter(|check| check.as_expected).count();
    let (checked, checked_role) = match claim.outcome {
        Outcome::AsExpected => (format!("✓ {good} of {good}"), Role::Tertiary),
        Outcome::Differs => (format!("✗ {good} of {}", claim.checks.len()), Role::Secondary),
        Outcome::NotCheckable => ("–".into(), Role::Muted),
    };
    let mut marks = vec![
        text(CLAIM, row, &claim.statement, Role::Ink, Anchor::Right),
        Mark::Band {
            x: vec![BADGE, BADGE_END],
            low: vec![row - 0.3; 2],
            high: vec![row + 0.3; 2],
            role,
            label: String::new(),
        },
        text(BADGE, row, &format!("{sign} {}", claim.verdict.label()), role, Anchor::Right),
        text(CHECKS, row, &checked, checked_role, Anchor::Right),
    ];
    let basis = &claim.basis;
    let definitions = match (claim.checks.is_empty(), basis.definitions.is_empty()) {
        (true, _) => "nothing to compute".into(),
        (false, true) => "arithmetic on the claim".into(),
        (false, false) => list(&basis.definitions, "; "),
    };
    let columns = [
        (YEARS, list(&basis.periods, ", ")),
        (DEFINITION, definitions),
        (VINTAGE, list(&claim.vintages, ", ")),
    ];
    for (x, words) in columns {
        if !words.is_empty() {
            marks.push(text(x, row, &words, Role::Muted, Anchor::Right));
        }
    }
    marks
}

/// Longest item that fits into a line of its cell, in letters.
const WHOLE: usize = 24;

/// Items one after the other; lines break between short ones, not within.
fn list(items: &[String], separator: &str) -> String {
    let whole = |item: &String| {
        if item.chars().count() <= WHOLE { item.replace(' ', "\u{a0}") } else { item.clone() }
    };
    items.iter().map(whole).collect::<Vec<_>>().join(separator)
}
