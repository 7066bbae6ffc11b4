//! What changed between two states of the data.

use fxsens_core::period::Period;
use fxsens_core::series::Series;
use serde::Serialize;

/// A value that was revised.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Revision {
    /// Where.
    pub period: Period,
    /// Value before; `None` when there was none.
    pub before: Option<f64>,
    /// Value after; `None` when it was withdrawn.
    pub after: Option<f64>,
}

/// All that changed in one series.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RevisionReport {
    /// The series.
    pub id: String,
    /// Its unit.
    pub unit: String,
    /// Vintages compared.
    pub vintages: [String; 2],
    /// Periods with a value in both.
    pub common: usize,
    /// Values that changed, oldest first.
    pub revised: Vec<Revision>,
    /// Values that came.
    pub added: Vec<Revision>,
    /// Values that went.
    pub withdrawn: Vec<Revision>,
    /// Mean of the revisions, over the periods common to both.
    pub mean: f64,
    /// Mean of their absolute values, over the same periods.
    pub mean_absolute: f64,
    /// Largest absolute revision.
    pub largest: f64,
}

/// Compares two states of one series; values count as revised when they differ by more than rounding.
pub fn diff(before: &Series, after: &Series) -> RevisionReport {
    let start = before.start().min(after.start());
    let last = before.last().max(after.last());
    let n = last.since(start).map_or(0, |n| usize::try_from(n + 1).unwrap_or(0));
    let value = |series: &Series, period: Period| series.get(period).filter(|value| !value.is_nan());
    let (mut revised, mut added, mut withdrawn) = (Vec::new(), Vec::new(), Vec::new());
    let (mut common, mut sum, mut absolute, mut largest) = (0usize, 0.0, 0.0, 0.0f64);
    for t in 0..n {
        let period = start.shift(t as i32);
        let revision = Revision { period, before: value(before, period), after: value(after, period) };
        match (revision.before, revision.after) {
            (Some(a), Some(b)) => {
                common += 1;
                let change = b - a;
                if change.abs() > 1e-12 * a.abs().max(b.abs()) {
                    sum += change;
                    absolute += change.abs();
                    largest = largest.max(change.abs());
                    revised.push(revision);
                }
            }
            (None, Some(_)) => added.push(revision),
            (Some(_), None) => withdrawn.push(revision),
            (None, None) => {}
        }
    }
    let mean_of = |sum: f64| if common == 0 { 0.0 } else { sum / common as f64 };
    RevisionReport {
        id: after.id.clone(),
        unit: after.unit.to_string(),
        vintages: [before.provenance.vintage.clone(), after.provenance.vintage.clone()],
        common,
        revised,
        added,
        withdrawn,
        mean: mean_of(sum),
        mean_absolute: mean_of(absolute),
        largest,
    }
}
