//! The study file of a new study: a commented template, filled in.

use std::fmt::Write;

use super::Files;
use super::facts::Facts;
use super::specs::shocks;

const TEMPLATE: &str = include_str!("study.template.toml");

/// `study.toml` for a study with these other files.
pub fn study(facts: &Facts, files: &Files) -> String {
    let quoted = |names: &mut dyn Iterator<Item = &str>| {
        names.map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
    };
    let driver = facts.flow.as_ref().map_or("yield gap", |flow| &flow.title);
    let unit = facts.flow.as_ref().map_or("percentage points", |flow| &flow.unit_words);
    let (change, direction) = if facts.flow.is_some() { ("-1.0", "falls") } else { ("1.0", "widens") };
    let amount = if facts.flow.is_some() { format!("one {unit}") } else { "one percentage point".to_owned() };
    let has_grid = files.iter().any(|(name, _)| name == "grid.toml");
    let with = facts.beside().map_or("", |_| " and the yield gap");
    let regressors =
        facts.beside().map_or_else(|| facts.driver().to_owned(), |gap| format!("{} + {gap}", facts.driver()));
    let yearly = facts.beside().map_or_else(
        || format!("D({}, 12)", facts.driver()),
        |gap| format!("D({}, 12) + D({gap}, 12)", facts.driver()),
    );
    let values: Vec<(&str, String)> = vec![
        (
            "signs",
            format!(
                "Signs: {} is in {}; a positive effect is a {} {}.",
                facts.quote, facts.unit, facts.up, facts.currency
            ),
        ),
        ("name", facts.name.clone()),
        ("title", format!("The {driver} and the {}", facts.currency)),
        (
            "question",
            format!("If the {driver} {direction} by {amount}, how far does the {} move?", facts.currency),
        ),
        (
            "specs",
            quoted(&mut files.iter().map(|(name, _)| name.as_str()).filter(|name| *name != "grid.toml")),
        ),
        (
            "curve",
            if has_grid {
                "\n# The grid of the specification curve; `fxsens reproduce FOLDER --no-curve` leaves it out.\ncurve = \"grid.toml\"\n".to_owned()
            } else {
                "\n# The grid of the specification curve, for a monthly flow of money.\n# curve = \"grid.toml\"\n".to_owned()
            },
        ),
        ("rate", facts.rate.clone()),
        ("currency", facts.currency.clone()),
        ("quote", facts.quote.clone()),
        ("unit", facts.unit.clone()),
        ("short", facts.short.clone()),
        ("up", facts.up.to_owned()),
        ("scale", format!("{:?}", facts.scale)),
        ("kind", format!("on the {driver}{with}")),
        ("source", facts.source.clone()),
        ("driver", driver.to_owned()),
        ("driver_unit", unit.to_owned()),
        ("sense", if facts.flow.is_some() { "flow" } else { "level" }.to_owned()),
        ("regressor", facts.flow.as_ref().map_or("yield gap", |_| "flow").to_owned()),
        (
            "nothing",
            if facts.flow.is_some() {
                String::new()
            } else {
                " No flow stands in any rung, so the study cannot say what a flow does.".to_owned()
            },
        ),
        ("year", facts.end.to_string().get(..4).unwrap_or_default().to_owned()),
        ("base", facts.base_text()),
        ("shock", facts.driver().to_owned()),
        ("change", change.to_owned()),
        ("end", facts.end.to_string()),
        ("last", facts.last.to_string()),
        ("first", facts.first.shift(25).to_string()),
        ("rungs", rungs(facts)),
        ("term", facts.driver().to_owned()),
        (
            "window",
            if facts.last.since(facts.first).is_some_and(|months| months > 200) { "120" } else { "60" }
                .to_owned(),
        ),
        ("lag", if facts.flow.is_some() { "2" } else { "1" }.to_owned()),
        ("level", facts.level.clone()),
        ("regressors", regressors),
        ("yearly", yearly),
        ("others", quoted(&mut facts.others.iter().copied())),
    ];
    values
        .into_iter()
        .fold(TEMPLATE.to_owned(), |text, (key, value)| text.replace(&format!("@{key}@"), &value))
}

fn rungs(facts: &Facts) -> String {
    let driver = facts.driver();
    let mut text = String::new();
    let mut rung = |spec: &str, label: &str, term: &str, form: &str, rest: &str| {
        let _ = write!(
            text,
            "[[rung]]\nspec = \"{spec}\"\nlabel = \"{label}\"\nterms = [\"{term}\"]\nform = \"{form}\"\n{rest}\n"
        );
    };
    rung("m1", "Level regression", driver, "level", "gates = [\"engle-granger\", \"pss-bounds-f\"]\n");
    rung("m2b", "12-month differences", &format!("D({driver}, 12)"), "level", "");
    rung(
        "m3a",
        "ARDL in levels, long run",
        &format!("long-run {driver}"),
        "level",
        "gates = [\"engle-granger\", \"pss-bounds-f\", \"pss-bounds-t\"]\nneeds_relation = true\n",
    );
    let horizon = facts.horizon();
    for (spec, shock) in shocks(facts) {
        let label = if spec == "m4b" { ", constant rate" } else { "" };
        rung(
            spec,
            &format!("Projection, {horizon} months{label}"),
            &shock,
            "log-percent",
            &format!("horizon = {horizon}\n"),
        );
    }
    text
}
