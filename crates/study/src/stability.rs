//! M8: how the replica's coefficient moved: five-year windows, a random walk, and a test for a break.

use fxsens_core::dataset::Dataset;
use fxsens_core::period::Period;
use fxsens_core::registry::Registry;
use fxsens_core::run::{Estimation, estimate};
use fxsens_core::test_outcome::TestOutcome;
use serde::{Deserialize, Serialize};

use crate::effect::{in_yen, same_term};
use crate::error::StudyError;
use crate::file::{Form, StabilityFile};
use crate::folder::Study;

/// A coefficient over time, as the effect of the shock in yen per dollar.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stability {
    /// Windows by their last month.
    pub rolling: Vec<Dated>,
    /// The same coefficient of monthly changes as a random walk.
    pub wandering: Vec<Dated>,
    /// Whether its variance was estimated as zero, which is no evidence of stability.
    pub pile_up: bool,
    /// Test of no break, on the replica's regression over the sample of the windows.
    pub break_test: TestOutcome,
    /// Observations in a window.
    pub window: usize,
}

/// An effect at a date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Dated {
    /// Last month of the window, or the date itself.
    pub period: Period,
    /// Yen per dollar for the shock.
    pub yen: f64,
    /// Lower end of its interval.
    pub low: Option<f64>,
    /// Upper end of its interval.
    pub high: Option<f64>,
}

/// Follows the coefficient; `deficit` in JPY trillion a year, positive = larger deficit.
///
/// # Errors
/// [`StudyError`] for unknown specs, and whatever estimation refuses.
pub fn stability(
    study: &Study,
    file: &StabilityFile,
    deficit: f64,
    dataset: &Dataset,
    registry: &Registry,
    level: f64,
) -> Result<Stability, StudyError> {
    let run = |name: &String| -> Result<Estimation, StudyError> {
        let spec = study.spec_or_error(name)?;
        estimate(spec, dataset, registry)
            .map_err(|error| StudyError::Estimate { name: name.clone(), error: Box::new(error) })
    };
    let (rolling, wandering) = (run(&file.rolling)?, run(&file.wandering)?);
    follows(&rolling, "rolling", &file.term)?;
    follows(&wandering, "tvp", &format!("D({})", file.term))?;
    let base = study.file.base.exchange_rate;
    let path = |estimation: &Estimation, word: &str| path(estimation, word, deficit, base, level);
    let wandering_path = path(&wandering, " at ");
    let first = wandering_path.first().map_or(f64::NAN, |dated| dated.yen);
    let window = study.spec_or_error(&file.rolling)?.params.get("window").and_then(toml::Value::as_integer);
    Ok(Stability {
        rolling: path(&rolling, " to "),
        pile_up: wandering_path.iter().all(|dated| (dated.yen - first).abs() <= 1e-9 * first.abs()),
        wandering: wandering_path,
        break_test: break_test(&file.rolling, &rolling)?,
        window: window.and_then(|n| usize::try_from(n).ok()).unwrap_or(60),
    })
}

/// Windows of a yen level or change on the term looked at, which must come first: only its path is followed.
fn follows(estimation: &Estimation, model: &str, term: &str) -> Result<(), StudyError> {
    let spec = &estimation.spec;
    let refused = |why: String| Err(StudyError::Rung { spec: spec.name.clone(), why });
    if spec.model != model {
        return refused(format!("stability needs the model `{model}`, not `{}`", spec.model));
    }
    if spec.params.get("scheme").and_then(toml::Value::as_str).is_some_and(|scheme| scheme != "rolling") {
        return refused("stability follows windows of one length: leave `scheme` out".into());
    }
    let first = estimation.fit.terms.get(1).map(|term| term.name.as_str()).unwrap_or_default();
    if !same_term(term, first) {
        return refused(format!("its first regressor is `{first}`; stability follows `{term}`"));
    }
    if spec.formula.contains("log(") {
        return refused("its outcome is a logarithm; stability follows yen per dollar".into());
    }
    Ok(())
}

/// Earliest first: terms called `name to 2018-12` or `name at 2018-12`, then the first regressor itself at the end of the sample.
fn path(estimation: &Estimation, word: &str, deficit: f64, base: f64, level: f64) -> Vec<Dated> {
    let fit = &estimation.fit;
    let last = estimation.sample.periods().last();
    let mut dated: Vec<Dated> = fit
        .terms
        .iter()
        .enumerate()
        .filter_map(|(place, term)| {
            let period = match term.name.rsplit_once(word) {
                Some((_, date)) => date.parse().ok()?,
                None if place == 1 => *last?,
                None => return None,
            };
            let effect = in_yen(&fit.term_inference(place, level), Form::Level, deficit, base);
            Some(Dated { period, yen: effect.yen, low: effect.low, high: effect.high })
        })
        .collect();
    dated.sort_by_key(|dated| dated.period);
    dated
}

fn break_test(spec: &str, estimation: &Estimation) -> Result<TestOutcome, StudyError> {
    let refused = |why: String| StudyError::Gate { spec: spec.to_owned(), gate: "sup-f".into(), why };
    let tests = fxsens_regression::tests();
    let test = tests.iter().find(|test| test.info().id == "sup-f");
    let test = test.ok_or_else(|| refused("the test is not in the catalogue".into()))?;
    let report =
        test.run(&estimation.sample, &toml::Table::new()).map_err(|error| refused(error.to_string()))?;
    report.outcomes.into_iter().next().ok_or_else(|| refused("it has no outcome".into()))
}
