//! Which observations carry the estimates.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::{ArrayView1, ArrayView2};
use serde::{Deserialize, Serialize};

use super::residuals::regress;
use crate::least_squares::Factor;

/// Leverage from which an observation is fitted by a parameter of its own.
const ALONE: f64 = 1.0 - 1e-10;

/// Parameters of `influence`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct InfluenceParams {
    /// Observations listed.
    pub shown: u16,
}

impl Default for InfluenceParams {
    fn default() -> Self {
        Self { shown: 5 }
    }
}

/// The entry of `influence`.
pub const ENTRY: TestEntry<InfluenceParams> = TestEntry::new(TestInfo {
    id: "influence",
    title: "Influential observations and outliers",
    family: "residuals",
    null: "no observation moves the estimates by itself (a description); no outlier (a test)",
    input: TestInput::Regression,
    doc: include_str!("influence.md"),
    references: &["Cook (1977)", "Belsley, Kuh and Welsch (1980)"],
});

/// How one observation bears on a least-squares fit. An observation with leverage one has a residual of zero whatever
/// its outcome: all but the leverage are `NaN` there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Influence {
    /// Leverage `hₜ = xₜ'(X'X)⁻¹xₜ`, between 0 and 1.
    pub leverage: f64,
    /// Residual over its standard error, `σ̂` from all observations.
    pub standardised: f64,
    /// Residual over its standard error, `σ̂` without this observation: t(n − k − 1) under normality.
    pub studentised: f64,
    /// Cook's distance: how far the estimates move, in units of their joint uncertainty.
    pub cooks_distance: f64,
    /// Change of the fitted value without this observation, in standard errors.
    pub dffits: f64,
}

/// Influence of every observation, from the factored design of shape `(n, k)` and its residuals, shape `(n)`. The
/// numbers of R's `hatvalues`, `rstandard`, `rstudent`, `cooks.distance`, `dffits` and statsmodels' `OLSInfluence`.
///
/// # Errors
/// [`FitError::TooFewObservations`] unless `n > k + 1`.
pub fn influence(
    factor: &Factor,
    x: ArrayView2<'_, f64>,
    residuals: ArrayView1<'_, f64>,
) -> Result<Vec<Influence>, FitError> {
    let (n, k) = x.dim();
    if n <= k + 1 {
        return Err(FitError::TooFewObservations { nobs: n, parameters: k, needed: k + 2 });
    }
    let df = (n - k) as f64;
    let variance = residuals.dot(&residuals) / df;
    let one = |(leverage, residual): (&f64, &f64)| {
        let (h, u) = (*leverage, *residual);
        if h >= ALONE {
            let none = f64::NAN;
            return Influence {
                leverage: h,
                standardised: none,
                studentised: none,
                cooks_distance: none,
                dffits: none,
            };
        }
        let standardised = u / (variance * (1.0 - h)).sqrt();
        let without = (df * variance - u * u / (1.0 - h)) / (df - 1.0);
        let studentised = u / (without.max(0.0) * (1.0 - h)).sqrt();
        Influence {
            leverage: h,
            standardised,
            studentised,
            cooks_distance: standardised * standardised * h / ((1.0 - h) * k as f64),
            dffits: studentised * (h / (1.0 - h)).sqrt(),
        }
    };
    Ok(factor.leverages().iter().zip(residuals).map(one).collect())
}

impl TestParams for InfluenceParams {
    const DOCS: &'static [ParamDoc] = &[ParamDoc {
        name: "shown",
        values: "1, 2, …",
        doc: "Observations listed, the most influential first.",
    }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        if self.shown == 0 {
            let (name, expected) = ("shown".into(), "at least 1".into());
            return Err(ParamError::Invalid { name, expected, found: "0".into() }.into());
        }
        let solution = regress(sample)?;
        let x = sample.x().view();
        let found = influence(&solution.factor, x, solution.residuals.view())?;
        let (n, k) = x.dim();
        let listed = |order: &[usize], outcome: TestOutcome| {
            order.iter().take(usize::from(self.shown)).fold(outcome, |outcome, &t| {
                let row = &found[t];
                let text = format!(
                    "Cook's distance {:.3}, studentised residual {:.2}, leverage {:.3}, DFFITS {:.2}",
                    row.cooks_distance, row.studentised, row.leverage, row.dffits
                );
                outcome.with_detail(&sample.periods()[t].to_string(), text)
            })
        };
        let by_distance = falling(&found, |row| row.cooks_distance);
        let by_residual = falling(&found, |row| row.studentised.abs());
        let nothing =
            || FitError::Degenerate { what: "every observation is fitted by a parameter of its own".into() };
        let (first, furthest) = by_distance.first().zip(by_residual.first()).ok_or_else(nothing)?;
        let null = "no observation moves the estimates by itself (a distance below 0.5 is harmless)";
        let main = TestOutcome::statistic_only("influence", null, found[*first].cooks_distance);
        let statistic = found[*furthest].studentised;
        let df = (n - k - 1) as f64;
        let p_value = (by_residual.len() as f64 * Distribution::T { df }.p_value(statistic)).min(1.0);
        let law =
            format!("{}, Bonferroni over {} residuals", Distribution::T { df }.label(), by_residual.len());
        let null = "no observation is an outlier";
        let outlier = TestOutcome::tabulated("outlier", null, statistic, law, Some(p_value))
            .with_detail("period", sample.periods()[*furthest]);
        let mut notes = Vec::new();
        let alone: Vec<String> =
            (0..n).filter(|t| found[*t].leverage >= ALONE).map(|t| sample.periods()[t].to_string()).collect();
        if !alone.is_empty() {
            notes.push(fxsens_core::fit::Note::info(format!(
                "{} has a parameter of its own (leverage 1), so nothing can be said about it",
                alone.join(", ")
            )));
        }
        Ok(TestReport { outcomes: vec![listed(&by_distance, main), outlier], notes })
    }
}

/// Observations by falling size of a measure, those without one left out.
fn falling(rows: &[Influence], measure: impl Fn(&Influence) -> f64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..rows.len()).filter(|t| !measure(&rows[*t]).is_nan()).collect();
    order.sort_by(|a, b| measure(&rows[*b]).total_cmp(&measure(&rows[*a])).then(a.cmp(b)));
    order
}
