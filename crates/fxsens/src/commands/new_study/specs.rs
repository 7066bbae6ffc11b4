//! The spec files of a new study.

use std::fmt::Write;

use super::Files;
use super::facts::Facts;

/// Rungs and inquiries, one file each.
pub fn specs(facts: &Facts) -> Files {
    let driver = facts.driver();
    let beside = |form: &dyn Fn(&str) -> String| {
        facts.beside().map_or_else(String::new, |gap| format!(" + {}", form(gap)))
    };
    let plain = beside(&str::to_owned);
    let yearly = beside(&|gap| format!("D({gap}, 12)"));
    let changed = beside(&|gap| format!("D({gap})"));
    let level = &facts.level;
    let mut files = vec![
        spec(
            facts,
            &Written {
                name: "m1",
                comment: "M1: the level regression. Two series that wander line up easily: its gates and the placebo say how far to trust it.",
                title: "Level regression",
                reading: "Descriptive: two series that wander may line up by chance; the gates and the placebo say how far to trust it.",
                model: "ols",
                formula: format!("{level} ~ {driver}{plain}"),
                long: false,
                rest: "[params.vcov]\nkind = \"hac\"\nkernel = \"bartlett\"\nsmall_sample = \"none\"\ndistribution = \"fixed-b\"\n\n# Printed beside: the same estimate under another covariance.\n[[also]]\nvcov = { kind = \"ewc\" }",
            },
        ),
        spec(
            facts,
            &Written {
                name: "m2b",
                comment: "M2b: the same in 12-month differences: a common trend drops out.",
                title: "12-month differences",
                reading: "Year-on-year changes: a common trend is gone, but the windows overlap and persistence stays.",
                model: "ols",
                formula: format!("D({level}, 12) ~ D({driver}, 12){yearly}"),
                long: false,
                rest: "[params.vcov]\nkind = \"ewc\"",
            },
        ),
        spec(
            facts,
            &Written {
                name: "m3a",
                comment: "M3a: the levels in an autoregressive distributed lag: one long-run effect, if there is a relation at all.",
                title: "ARDL in levels, long run",
                reading: "Reported only if the tests find a relation between these levels.",
                model: "ardl",
                formula: format!("{level} ~ {driver}{plain}"),
                long: true,
                rest: "[params]\nselection = \"bic\"\ncase = 3",
            },
        ),
    ];
    files.extend(projections(facts, &plain));
    files.push(spec(facts, &Written {
        name: "m8a",
        comment: "M8a: the level regression in five-year windows, one a quarter. What is shocked comes first.",
        title: "The level regression in five-year windows",
        reading: "How the coefficient moved; neighbouring windows share most observations.",
        model: "rolling",
        formula: format!("{level} ~ {driver}{plain}"),
        long: true,
        rest: "[params]\nwindow = 60\nstep = 3\n\n[params.vcov]\nkind = \"ewc\"",
    }));
    files.push(spec(facts, &Written {
        name: "m8b",
        comment: "M8b: monthly changes with a coefficient that follows a random walk, its variance by maximum likelihood.",
        title: "A wandering coefficient, monthly changes",
        reading: "The coefficient of monthly changes as a random walk; an estimated variance of zero is no evidence of stability.",
        model: "tvp",
        formula: format!("D({level}) ~ D({driver}){changed}"),
        long: true,
        rest: "[params]\nvarying = \"shock\"\nstep = 3",
    }));
    files
}

/// The flow or the gap as a projection takes it, and the same at a constant exchange rate where that has a meaning. None for a flow
/// that comes as a sum over twelve months: its surprises are those of a year.
pub fn shocks(facts: &Facts) -> Vec<(&'static str, String)> {
    let Some(flow) = &facts.flow else { return vec![("m4a", facts.driver().to_owned())] };
    if !flow.monthly {
        return Vec::new();
    }
    let month = format!("12 * convert(sa({}), '{}')", flow.id, flow.unit);
    let mut all = vec![("m4a", format!("I({month})"))];
    if flow.revaluable {
        all.push(("m4b", format!("I({month} * ({{base}} / mean(L({}, 1), 12))^1)", facts.inner)));
    }
    all
}

fn projections(facts: &Facts, beside: &str) -> Files {
    let horizon = facts.horizon();
    let rest = format!("[params]\nhorizons = {horizon}\nresponse = \"multiplier\"");
    shocks(facts)
        .into_iter()
        .map(|(name, shock)| {
            let constant = name == "m4b";
            let comment = if constant {
                "M4b: M4a with the flow valued at a constant exchange rate, {base} of study.toml.".to_owned()
            } else {
                format!("M4a: lag-augmented local projection over {horizon} months; the multiplier divides the response of the rate by that of what is shocked, so that a lasting change is priced.")
            };
            spec(facts, &Written {
                name,
                comment: &comment,
                title: if constant { "Local projection at a constant rate" } else { "Local projection" },
                reading: "What followed a surprise, per unit that arrived.",
                model: "local-projection",
                formula: format!("100 * log({}) ~ {shock}{beside}", facts.rate),
                long: true,
                rest: &rest,
            })
        })
        .collect()
}

/// What a spec file says.
struct Written<'a> {
    name: &'a str,
    comment: &'a str,
    title: &'a str,
    reading: &'a str,
    model: &'a str,
    formula: String,
    /// Whether it uses all months, not those of the last eight years alone.
    long: bool,
    rest: &'a str,
}

fn spec(facts: &Facts, spec: &Written<'_>) -> (String, String) {
    // Twelve-month differences and lags need months before the sample.
    let first = if spec.long { facts.first.shift(25) } else { facts.short_first.max(facts.first.shift(13)) };
    let rolling = matches!(spec.name, "m8a" | "m8b");
    let last = if rolling { facts.last } else { facts.end };
    let mut text = String::new();
    let _ = write!(
        text,
        "# {}\nname = \"{}\"\ntitle = \"{}\"\n# What a reader may draw from the result; printed beside it. Write your own once you have seen it.\nreading = \"{}\"\nmodel = \"{}\"\nformula = \"{}\"\n\n[sample]\nfirst = \"{first}\"\nlast = \"{last}\"\n\n{}\n",
        spec.comment, spec.name, spec.title, spec.reading, spec.model, spec.formula, spec.rest
    );
    (format!("{}.toml", spec.name), text)
}
