//! How unusual a path is beside the past of its flow.

use serde::{Deserialize, Serialize};

use super::flow::Flow;
use super::path::FlowPath;
use super::walk::{Distance, Walk};
use crate::error::StudyError;

/// A path beside past yearly changes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Plausibility {
    /// The past: drift and spread, JPY trillion a year.
    pub walk: Walk,
    /// The whole path.
    pub whole: Distance,
    /// Its largest change within twelve months, or within the path if that is shorter.
    pub fastest: Distance,
    /// The same in 100 times logarithms; `None` unless flow and path are positive throughout.
    pub fastest_growth: Option<Distance>,
    /// The sample in words.
    pub sample: String,
}

/// Compares a path with the past of its flow.
///
/// # Errors
/// [`StudyError::Data`] when the past never changed by different amounts.
pub fn plausibility(path: &FlowPath, flow: &Flow) -> Result<Plausibility, StudyError> {
    let past: Vec<(i32, f64)> = flow.history.iter().map(|year| (year.year, year.level)).collect();
    let walk = Walk::fit(&past).ok_or_else(|| StudyError::Data {
        id: flow.id.clone(),
        what: "with past changes that differ".into(),
    })?;
    let levels: Vec<f64> = path.levels().collect();
    let (change, years) = fastest(&levels);
    let growth = || {
        let past: Vec<(i32, f64)> =
            past.iter().map(|(year, level)| logged(*level).map(|log| (*year, log))).collect::<Option<_>>()?;
        let logs: Vec<f64> = levels.iter().map(|level| logged(*level)).collect::<Option<_>>()?;
        let (change, years) = fastest(&logs);
        Some(Walk::fit(&past)?.distance(change, years))
    };
    let whole = path.changes.last().copied().unwrap_or_default();
    Ok(Plausibility {
        whole: walk.distance(whole, (levels.len() - 1) as f64 / 12.0),
        fastest: walk.distance(change, years),
        fastest_growth: growth(),
        sample: sample(flow, &walk),
        walk,
    })
}

/// 100 times the logarithm of a positive level.
fn logged(level: f64) -> Option<f64> {
    (level > 0.0).then(|| 100.0 * level.ln())
}

/// The largest change by size over twelve months, or over the whole of a shorter path, and its years.
fn fastest(values: &[f64]) -> (f64, f64) {
    let steps = 12.min(values.len() - 1);
    let changes = values.windows(steps + 1).map(|window| window[steps] - window[0]);
    let largest =
        changes.fold(0.0, |best: f64, change| if change.abs() > best.abs() { change } else { best });
    (largest, steps as f64 / 12.0)
}

fn sample(flow: &Flow, walk: &Walk) -> String {
    let gaps = if walk.years > walk.steps as f64 {
        "; a change over several years counts once, by its length"
    } else {
        ""
    };
    format!(
        "{} changes over {:.0} years ({}){gaps}; vintages differ between years",
        walk.steps, walk.years, flow.sample
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fastest_year_is_found_wherever_it_lies() {
        let steep: Vec<f64> = (0..25).map(|i| if i < 12 { 0.0 } else { f64::from(i - 12) }).collect();
        assert_eq!(fastest(&steep), (12.0, 1.0));
        assert_eq!(fastest(&[1.0, 0.5, 0.0, -0.5]), (-1.5, 0.25));
    }

    #[test]
    fn only_positive_levels_have_a_logarithm() {
        assert_eq!(logged(1.0), Some(0.0));
        assert_eq!(logged(0.0), None);
        assert_eq!(logged(-1.0), None);
    }
}
