//! A path put on the estimates of a study.

use fxsens_core::inference::Inference;

use super::Scenario;
use super::flow::Flow;
use super::plausibility::plausibility;
use super::product::Coefficient;
use super::result::{FanBand, PathMonth, SCENARIO_SCHEMA, ScenarioResult, SpecMonth, SpecPath};
use crate::Inputs;
use crate::effect::{combination, in_yen, yen_of};
use crate::error::StudyError;
use crate::file::{Form, Rung};
use crate::folder::Study;
use crate::ladder::{RungRun, climb_rung};
use crate::shock::Shock;

/// Levels of the inner bands of the fan.
pub const INNER_LEVELS: [f64; 2] = [0.5, 0.8];

impl Scenario {
    /// Applies the path to specs of the study; none named = those of `scenario_specs`.
    ///
    /// # Errors
    /// [`StudyError::UnknownRung`], [`StudyError::NotForPaths`], and what reading the flow or estimating a rung can say.
    pub fn apply(
        &self,
        study: &Study,
        specs: &[String],
        inputs: Inputs<'_>,
        level: f64,
    ) -> Result<ScenarioResult, StudyError> {
        let rungs = chosen(study, specs)?;
        let flow = Flow::new(study.flow(&self.flow)?, inputs.dataset, inputs.published)?;
        let plausibility = plausibility(&self.path, &flow)?;
        let path: Vec<PathMonth> = (self.path.iter().enumerate())
            .map(|(index, (period, change))| PathMonth {
                period,
                level: self.path.base_level + change,
                change,
                deviation: if self.path.published { 0.0 } else { plausibility.walk.wander(index) },
                range: (self.path.range_at(index))
                    .map(|(low, high)| (self.path.base_level + low, self.path.base_level + high)),
            })
            .collect();
        let shock = Shock::new(&study.file, inputs.published, inputs.dataset)?;
        let exchange_rate = study.file.base.exchange_rate;
        let sign = flow.larger.sign();
        let specs = rungs.into_iter().map(|rung| {
            let run = climb_rung(study, rung, &shock, inputs.dataset, inputs.registry, level)?;
            if run.result.withheld {
                return Err(not_for_paths(rung, "it is withheld: no relation between levels was found"));
            }
            Estimate::new(&run, sign, exchange_rate, level)?.along(&path, self.path.base_level)
        });
        Ok(ScenarioResult {
            schema: SCENARIO_SCHEMA.into(),
            id: self.id.clone(),
            label: self.label.clone(),
            source: self.source.clone(),
            base_level: self.path.base_level,
            exchange_rate,
            level,
            specs: specs.collect::<Result<_, _>>()?,
            flow,
            plausibility,
            path,
        })
    }
}

/// The rungs asked for, in the order asked; unless the study says otherwise, all that fit a path.
fn chosen<'a>(study: &'a Study, specs: &[String]) -> Result<Vec<&'a Rung>, StudyError> {
    let file = &study.file;
    let wanted = if specs.is_empty() { &file.scenario_specs } else { specs };
    if wanted.is_empty() {
        return Ok(file.rungs.iter().filter(|rung| rung.horizon.is_none() && !rung.needs_relation).collect());
    }
    let find = |spec: &String| {
        let rung =
            file.rungs.iter().find(|rung| rung.spec == *spec).ok_or_else(|| StudyError::UnknownRung {
                spec: spec.clone(),
                known: file.rungs.iter().map(|rung| rung.spec.as_str()).collect::<Vec<_>>().join(", "),
            })?;
        match rung.horizon {
            Some(_) => {
                Err(not_for_paths(rung, "its effect belongs to one horizon, not to a level that lasts"))
            }
            None => Ok(rung),
        }
    };
    wanted.iter().map(find).collect()
}

fn not_for_paths(rung: &Rung, why: &'static str) -> StudyError {
    StudyError::NotForPaths { spec: rung.spec.clone(), why }
}

/// The coefficient of a rung as an interval and as a distribution.
struct Estimate<'a> {
    run: &'a RungRun,
    interval: Inference,
    coefficient: Option<Coefficient>,
    sign: f64,
    base: f64,
    level: f64,
}

impl<'a> Estimate<'a> {
    fn new(run: &'a RungRun, sign: f64, base: f64, level: f64) -> Result<Self, StudyError> {
        let at = |level: f64| combination(&run.rung, &run.estimation.fit, level);
        let (interval, coefficient) = (at(level)?, Coefficient::from_intervals(at)?);
        Ok(Self { run, interval, coefficient, sign, base, level })
    }

    fn along(&self, path: &[PathMonth], base_level: f64) -> Result<SpecPath, StudyError> {
        let form = self.run.rung.form;
        let months = path.iter().map(|month| {
            let deficit = self.sign * month.change;
            let ends = month.range.map(|(low, high)| [low - base_level, month.change, high - base_level]);
            Ok(SpecMonth {
                period: month.period,
                effect: in_yen(&self.interval, form, deficit, self.base),
                fan: self.fan(deficit, month.deviation)?,
                envelope: ends.and_then(|ends| {
                    envelope(&self.interval, form, ends.map(|change| self.sign * change), self.base)
                }),
            })
        });
        Ok(SpecPath {
            spec: self.run.rung.spec.clone(),
            label: self.run.rung.label.clone(),
            tier: self.run.result.tier,
            interval: self.run.result.interval.clone(),
            months: months.collect::<Result<_, StudyError>>()?,
        })
    }

    /// The bands at the inner levels and the outer one.
    fn fan(&self, deficit: f64, deviation: f64) -> Result<Vec<FanBand>, StudyError> {
        let mut levels: Vec<f64> = INNER_LEVELS.into_iter().filter(|inner| *inner < self.level).collect();
        levels.push(self.level);
        let form = self.run.rung.form;
        let mut bands = Vec::new();
        for level in levels {
            // A path without uncertainty of its own leaves that of the parameters, to the last digit.
            let ends = match (&self.coefficient, deviation > 0.0) {
                (None, _) => None,
                (Some(_), false) => {
                    let interval = combination(&self.run.rung, &self.run.estimation.fit, level)?;
                    let effect = in_yen(&interval, form, deficit, self.base);
                    effect.low.zip(effect.high)
                }
                (Some(coefficient), true) => {
                    let tail = 0.5 * (1.0 - level);
                    let end = |p| yen_of(coefficient.times(deficit, deviation, p), form, self.base);
                    Some((end(1.0 - tail), end(tail)))
                }
            };
            bands.extend(ends.map(|(low, high)| FanBand { level, low, high }));
        }
        Ok(bands)
    }
}

/// The union of the intervals at the given changes. The effect is monotone in the change for either end of the
/// interval, so the union over a whole range is that over its ends.
fn envelope(outer: &Inference, form: Form, changes: [f64; 3], base: f64) -> Option<(f64, f64)> {
    let ends = changes.iter().map(|change| {
        let effect = in_yen(outer, form, *change, base);
        effect.low.zip(effect.high)
    });
    let ends = ends.collect::<Option<Vec<_>>>()?;
    Some(
        ends.into_iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), (low, high)| (a.min(low), b.max(high))),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn estimate() -> Inference {
        Inference {
            estimate: -1.0,
            std_error: None,
            statistic: None,
            p_value: None,
            conf_low: Some(-2.0),
            conf_high: Some(0.5),
        }
    }

    #[test]
    fn the_envelope_holds_the_interval_of_every_path_in_the_range() {
        for form in [Form::Level, Form::LogPercent] {
            let (low, high) = envelope(&estimate(), form, [1.0, 2.0, 4.0], 140.5).unwrap_or_default();
            for change in [1.0, 1.7, 2.0, 3.3, 4.0] {
                let effect = in_yen(&estimate(), form, change, 140.5);
                assert!(effect.low.is_some_and(|end| end >= low - 1e-12), "{form:?} {change}");
                assert!(effect.high.is_some_and(|end| end <= high + 1e-12), "{form:?} {change}");
            }
        }
    }

    #[test]
    fn a_range_of_one_point_adds_nothing() {
        let effect = in_yen(&estimate(), Form::Level, 3.0, 140.5);
        let union = envelope(&estimate(), Form::Level, [3.0; 3], 140.5);
        assert_eq!(union, effect.low.zip(effect.high));
    }

    #[test]
    fn without_an_interval_there_is_no_envelope() {
        let point = Inference { conf_low: None, conf_high: None, ..estimate() };
        assert_eq!(envelope(&point, Form::Level, [1.0, 2.0, 3.0], 140.5), None);
    }
}
