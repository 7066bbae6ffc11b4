//! Whether the values of a study file are in range and its names belong together.

use std::path::Path;

use fxsens_core::period::Frequency;

use crate::error::StudyError;
use crate::folder::Study;

/// Values are in range; every rung and the placebo name a spec of the study.
pub(crate) fn check(study: &Study, folder: &Path) -> Result<(), StudyError> {
    let f = &study.file;
    let mut rules = values(study).into_iter().chain(parts(study));
    if let Some((_, key, expected)) = rules.find(|(holds, ..)| !holds) {
        return Err(StudyError::Value { folder: folder.to_path_buf(), key, expected });
    }
    let inquiries = [
        f.homogeneity.as_ref().map(|h| &h.spec),
        f.stability.as_ref().map(|s| &s.rolling),
        f.stability.as_ref().map(|s| &s.wandering),
        f.stand_ins.as_ref().map(|s| &s.spec),
    ];
    let named = f.rungs.iter().map(|rung| &rung.spec).chain([&f.placebo.spec]);
    let named = named.chain(f.instruments.iter().map(|i| &i.spec)).chain(inquiries.into_iter().flatten());
    let named = named.chain(&f.scenario_specs);
    for name in named {
        if study.spec(name).is_none() {
            return Err(StudyError::UnknownSpec { folder: folder.to_path_buf(), name: name.clone() });
        }
    }
    Ok(())
}

/// A rule: whether it holds, the key it is about, what was expected.
type Rule = (bool, &'static str, &'static str);

/// Numbers and spans of the shock, the currency and the placebo.
fn values(study: &Study) -> Vec<Rule> {
    let f = &study.file;
    let positive = |value: f64| value.is_finite() && value > 0.0;
    vec![
        (positive(f.base.exchange_rate), "base.exchange_rate", "a positive number"),
        (
            f.shock.multiple.is_none_or(|multiple| multiple.is_finite() && multiple > 1.0),
            "shock.multiple",
            "a number above 1",
        ),
        (
            f.shock.change.is_none_or(|change| change.is_finite() && change != 0.0),
            "shock.change",
            "a number other than zero",
        ),
        (f.shock.multiple.is_some() != f.shock.change.is_some(), "shock", "either `multiple` or `change`"),
        (
            f.shock.is_whole(),
            "shock",
            "all of definition, basis, period and vintage for a published figure, none of them for a series",
        ),
        (
            f.shock.figure().is_some() == f.realised.is_some(),
            "realised",
            "a published figure when `shock` is one, and no such section when it is a series",
        ),
        (f.currency.scale.is_finite() && f.currency.scale > 0.0, "currency.scale", "a positive number"),
        (
            f.base.gdp.is_some() || !f.calibrations.iter().any(|c| c.rule.needs_gdp()),
            "base.gdp",
            "a series of GDP, which a calibration per point of GDP reads",
        ),
        (f.quoted.as_ref().is_none_or(|q| q.low <= q.high), "quoted", "low not above high"),
        (
            f.shock.last.since(f.shock.first).is_some_and(|n| n > 0),
            "shock.last",
            "a period after shock.first",
        ),
        ((1..=10_000_000).contains(&f.placebo.draws), "placebo.draws", "between 1 and 10000000"),
        (
            f.placebo.volatility_last.since(f.placebo.volatility_first).is_some_and(|n| n >= 24),
            "placebo.volatility_last",
            "at least 24 periods after placebo.volatility_first",
        ),
        (!f.rungs.is_empty(), "rung", "at least one"),
    ]
}

/// Flows, rungs and inquiries, and the names they go by.
fn parts(study: &Study) -> Vec<Rule> {
    let f = &study.file;
    vec![
        (
            f.flows.is_empty() || f.currency.rate.starts_with("usdjpy"),
            "flow",
            "none: paths of flows are trillions of yen, and what they do is told in yen per dollar",
        ),
        (
            f.scenarios.iter().all(crate::scenario::file::ScenarioFile::is_sound),
            "scenario",
            "a base, a monthly `last` after `first`, a finite target (above zero, a share within 0 to 1), and a range with low not above high",
        ),
        (
            (1..f.scenarios.len())
                .all(|i| f.scenarios[..i].iter().all(|earlier| earlier.id != f.scenarios[i].id)),
            "scenario.id",
            "a different id for each",
        ),
        (
            f.scenarios.iter().all(|s| f.flows.iter().any(|flow| flow.id == s.flow)),
            "scenario.flow",
            "the id of a [[flow]]",
        ),
        (
            (1..f.flows.len()).all(|i| f.flows[..i].iter().all(|earlier| earlier.id != f.flows[i].id)),
            "flow.id",
            "a different id for each",
        ),
        (f.rungs.iter().all(|r| !r.terms.is_empty()), "rung.terms", "at least one term each"),
        (
            f.rungs.iter().all(|r| !r.needs_relation || !r.gates.is_empty()),
            "rung.needs_relation",
            "gates beside it, which say whether there is a relation",
        ),
        (
            (1..study.specs.len()).all(|i| study.specs[..i].iter().all(|s| s.name != study.specs[i].name)),
            "specs",
            "files whose specs have different names",
        ),
        (
            !f.name.is_empty()
                && f.name.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c))
                && !f.name.starts_with('.'),
            "name",
            "letters, digits, hyphens: it names a folder",
        ),
        (
            f.shock.first.frequency() == Frequency::Monthly && f.shock.last.frequency() == Frequency::Monthly,
            "shock",
            "months in first and last",
        ),
        (
            f.homogeneity.as_ref().is_none_or(|h| {
                (1..h.flows.len()).all(|i| h.flows[..i].iter().all(|flow| flow.term != h.flows[i].term))
            }),
            "homogeneity.flow",
            "a different term for each",
        ),
        (f.homogeneity.as_ref().is_none_or(|h| h.flows.len() >= 2), "homogeneity.flow", "at least two flows"),
        (
            f.races.as_ref().is_none_or(|r| r.size > 0.0 && r.size < 1.0),
            "races.size",
            "a number between 0 and 1",
        ),
    ]
}
