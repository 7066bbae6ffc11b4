//! Text that is more than a table: the verdict of a study and the list of claims.

use std::fmt::Write;

use fxsens_report::format::wrap;
use fxsens_report::tables;
use fxsens_study::claims::{CheckResult, ClaimResult, Outcome};
use fxsens_study::file::StudyFile;
use fxsens_study::results::StudyResults;
use fxsens_study::tables::ladder_table;
use fxsens_study::words::rung_name;

use crate::failure::Failure;

const WIDTH: usize = 100;

/// The verdict first, then the ladder, then the claims in one line.
pub fn verdict(results: &StudyResults, file: &StudyFile, claims: &[ClaimResult]) -> Result<String, Failure> {
    let mut text = String::new();
    for paragraph in &results.verdict {
        text.push_str(&wrap(paragraph, WIDTH, ""));
        text.push_str("\n\n");
    }
    text.push_str(&tables::to_text(&ladder_table(&results.rungs, file))?);
    for rung in &results.waiting {
        let waits = format!("{} ({}) waits: needs {}.", rung_name(&rung.spec), rung.label, rung.needs);
        text.push_str(&wrap(&waits, WIDTH, ""));
        text.push('\n');
    }
    if !claims.is_empty() {
        text.push('\n');
        text.push_str(&claims_line(claims));
    }
    Ok(text)
}

/// Every claim with its verdict and each computed check below it.
pub fn claims(claims: &[ClaimResult]) -> String {
    let mut text = String::new();
    for claim in claims {
        let _ =
            writeln!(text, "{}  {}  [{}]", claim.id, claim.verdict.label().to_uppercase(), vintages(claim));
        let _ = writeln!(text, "{}", wrap(&claim.statement, WIDTH, "     "));
        for (who, basis) in [("the article", &claim.article_basis), ("found on", &claim.true_basis)] {
            if !basis.is_empty() && basis != "none" {
                let _ = writeln!(text, "{}", wrap(&format!("{who}: {basis}"), WIDTH, "     "));
            }
        }
        for check in &claim.checks {
            let value = check.computed.map_or_else(
                || "no value".into(),
                |v| format!("{} {}", fxsens_report::format::significant(v, 5), check.unit),
            );
            let mark = if check.as_expected { "ok" } else { "DIFFERS" };
            let supports = match check.supports_claim {
                Some(true) => ", agrees with the claim",
                Some(false) => ", does not agree with the claim",
                None => "",
            };
            let _ = writeln!(text, "       {mark:<8}{}: {}{supports}", check.label, value.trim_end());
            let basis = basis(check);
            if !basis.is_empty() {
                let _ = writeln!(text, "               {basis}");
            }
            if !check.problem.is_empty() {
                let _ = writeln!(text, "               {}", check.problem);
            }
        }
        let remark = if claim.reason.is_empty() { &claim.note } else { &claim.reason };
        if !remark.is_empty() {
            let _ = writeln!(text, "{}", wrap(remark, WIDTH, "     "));
        }
        text.push('\n');
    }
    text.push_str(&claims_line(claims));
    text
}

/// Kinds of years, definitions and vintage of a computation.
fn basis(check: &CheckResult) -> String {
    let mut parts = vec![check.basis.periods.join(" and "), check.basis.definitions.join(" and ")];
    if !check.vintage.is_empty() && check.vintage != "none" {
        parts.push(format!("vintage {}", check.vintage));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("; ")
}

fn vintages(claim: &ClaimResult) -> String {
    if claim.vintages.is_empty() {
        "no vintage".into()
    } else {
        format!("vintage {}", claim.vintages.join(", "))
    }
}

fn claims_line(claims: &[ClaimResult]) -> String {
    let count = |outcome| claims.iter().filter(|claim| claim.outcome == outcome).count();
    let checks: usize = claims.iter().map(|claim| claim.checks.len()).sum();
    format!(
        "{} claims, {checks} computations: {} as documented, {} differ, {} with nothing to compute.\n",
        claims.len(),
        count(Outcome::AsExpected),
        count(Outcome::Differs),
        count(Outcome::NotCheckable)
    )
}
