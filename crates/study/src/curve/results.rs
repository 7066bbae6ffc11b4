//! What a curve found: the content of `curve.json`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::axes::{AXES, Choices};
use super::enumerate::Enumeration;
use super::error::CurveError;
use super::folder::Grid;
use super::joint::Joint;
use super::required::Waiting;
use super::row::Row;
use super::run::waits;
use super::spread::{AxisSpread, spreads};
use super::summary::{Summary, summaries};
use crate::file::Tier;
use crate::shock::Shock;

/// Schema id of `curve.json`.
pub const CURVE_SCHEMA: &str = "fxsens.curve/1";

/// Everything a curve found, single rows apart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CurveResults {
    /// Always [`CURVE_SCHEMA`].
    pub schema: String,
    /// Name of the grid.
    pub grid: String,
    /// Title of the grid.
    pub title: String,
    /// Specs that were run: estimated and failed.
    pub n_specs: usize,
    /// Specs with an effect.
    pub n_estimated: usize,
    /// Specs without one.
    pub n_failed: usize,
    /// Specs left out by the grid's exclusions.
    pub n_excluded: usize,
    /// Specs that wait for data.
    pub n_waiting: usize,
    /// The shock effects refer to.
    pub shock: Shock,
    /// Exchange rate that effects in per cent are applied to, yen per dollar.
    pub base_exchange_rate: f64,
    /// The quoted range, in the unit of effects, if the study has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quoted: Option<[f64; 2]>,
    /// Confidence level of the intervals.
    pub level: f64,
    /// Size of the gate that levels must pass.
    pub gate_size: f64,
    /// The marked spec.
    pub replica: Option<Marked>,
    /// Effects by tier, then all.
    pub summary: Vec<Summary>,
    /// What each choice does, by tier, then overall.
    pub choices: Vec<AxisSpread>,
    /// Reasons for failures, the commonest first.
    pub failures: Vec<Failures>,
    /// Exclusions of the grid.
    pub excluded: Vec<Excluded>,
    /// Values that wait for data.
    pub waiting: Vec<WaitingValue>,
    /// The joint test, if it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joint: Option<Joint>,
}

/// The spec marked in the charts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Marked {
    /// Its id.
    pub spec_id: String,
    /// Its tier.
    pub tier: Tier,
    /// Its effect, yen per dollar.
    pub yen: f64,
    /// Lower end of its interval.
    pub low: f64,
    /// Upper end of its interval.
    pub high: f64,
    /// Share of all effects that are smaller.
    pub share_below: f64,
}

/// Specs that failed for one reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Failures {
    /// The reason.
    pub error: String,
    /// How many.
    pub specs: usize,
    /// The first of them.
    pub example: String,
}

/// Specs left out for one reason.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Excluded {
    /// Id of the exclusion.
    pub id: String,
    /// The reason.
    pub reason: String,
    /// How many.
    pub specs: usize,
}

/// A value that waits for data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaitingValue {
    /// The axis.
    pub axis: String,
    /// The value.
    pub value: String,
    /// The series that is missing.
    pub series: String,
    /// What would have to be brought along.
    pub needs: String,
    /// Specs with this value.
    pub specs: usize,
}

/// A spec by its id.
pub type Named = (String, Choices);

/// The specs of a grid that can be run, and those that wait.
pub fn runnable(enumeration: &Enumeration, waiting: &[Waiting]) -> (Vec<Named>, Vec<Named>) {
    enumeration.specs.iter().cloned().partition(|(_, choices)| !waits(choices, waiting))
}

impl CurveResults {
    /// The results of rows, which are all rows of the grid.
    ///
    /// # Errors
    /// [`CurveError::Nothing`] when no row has an effect.
    pub fn new(
        grid: &Grid,
        enumeration: &Enumeration,
        waiting: &[Waiting],
        shock: &Shock,
        level: f64,
        rows: &[Row],
    ) -> Result<Self, CurveError> {
        let n_estimated = rows.iter().filter(|row| row.outcome.is_ok()).count();
        let failures = failures(rows);
        if n_estimated == 0 {
            let first = failures.first().map_or_else(|| "there are no specs".into(), |f| f.error.clone());
            return Err(CurveError::Nothing { first });
        }
        let quoted = grid.study.file.quoted.as_ref().map(|quoted| [quoted.low, quoted.high]);
        let (_, set_aside) = runnable(enumeration, waiting);
        Ok(Self {
            schema: CURVE_SCHEMA.into(),
            grid: grid.file.name.clone(),
            title: grid.file.title.clone(),
            n_specs: rows.len(),
            n_estimated,
            n_failed: rows.len() - n_estimated,
            n_excluded: enumeration.excluded.iter().sum(),
            n_waiting: set_aside.len(),
            shock: shock.clone(),
            base_exchange_rate: grid.study.file.base.exchange_rate,
            quoted,
            level,
            gate_size: grid.file.tiers.gate_size,
            replica: marked(rows, &enumeration.replica),
            summary: summaries(rows, quoted),
            choices: spreads(rows, &enumeration.values),
            failures,
            excluded: grid
                .file
                .exclude
                .iter()
                .zip(&enumeration.excluded)
                .map(|(e, specs)| Excluded { id: e.id.clone(), reason: e.reason.clone(), specs: *specs })
                .collect(),
            waiting: waiting.iter().map(|entry| waiting_value(entry, enumeration, &set_aside)).collect(),
            joint: None,
        })
    }

    /// The summary of a tier, or of all specs.
    pub fn of(&self, tier: Option<Tier>) -> Option<&Summary> {
        self.summary.iter().find(|summary| summary.tier == tier)
    }
}

fn failures(rows: &[Row]) -> Vec<Failures> {
    let mut by_error: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for row in rows {
        if let Err(error) = &row.outcome {
            by_error.entry(error).or_insert((0, &row.id)).0 += 1;
        }
    }
    let mut all: Vec<Failures> = by_error
        .into_iter()
        .map(|(error, (specs, example))| Failures { error: error.into(), specs, example: example.into() })
        .collect();
    all.sort_by(|a, b| b.specs.cmp(&a.specs).then_with(|| a.error.cmp(&b.error)));
    all
}

fn marked(rows: &[Row], id: &str) -> Option<Marked> {
    let found = rows.iter().find(|row| row.id == id)?.found()?;
    let all: Vec<f64> = rows.iter().filter_map(Row::found).map(|other| other.yen).collect();
    let below = all.iter().filter(|yen| **yen < found.yen).count();
    Some(Marked {
        spec_id: id.into(),
        tier: found.tier,
        yen: found.yen,
        low: found.low,
        high: found.high,
        share_below: below as f64 / all.len() as f64,
    })
}

fn waiting_value(entry: &Waiting, enumeration: &Enumeration, set_aside: &[Named]) -> WaitingValue {
    WaitingValue {
        axis: AXES[entry.axis].into(),
        value: enumeration.values[entry.axis][entry.value].id.clone(),
        series: entry.series.clone(),
        needs: entry.needs.clone(),
        specs: set_aside.iter().filter(|(_, choices)| choices[entry.axis] == entry.value).count(),
    }
}
