//! The tests of this family by name.

use fxsens_core::fit::Note;
use fxsens_core::hypothesis::{
    HypothesisTest, TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport,
};
use fxsens_core::model::{ParamDoc, ParamError};
use fxsens_core::period::Period;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use serde::{Deserialize, Serialize};

use super::sup_f_law::{self, Functional, MOST, TRIMS};
use super::{FStatistics, chow, chow_forecast, cusum_of_squares, cusum_ols, cusum_recursive, nyblom};

const FAMILY: &str = "stability";

/// Tests of this family that can be run by name.
pub fn tests() -> Vec<Box<dyn HypothesisTest>> {
    vec![Box::new(CHOW), Box::new(SUP_F), Box::new(CUSUM), Box::new(CUSUM_SQUARES), Box::new(NYBLOM)]
}

const CHOW: TestEntry<ChowParams> = TestEntry::new(TestInfo {
    id: "chow",
    title: "Chow test of a break at a known date",
    family: FAMILY,
    null: "all coefficients are the same before and after the date",
    input: TestInput::Regression,
    doc: include_str!("chow.md"),
    references: &["Chow (1960)"],
});

const SUP_F: TestEntry<SupFParams> = TestEntry::new(TestInfo {
    id: "sup-f",
    title: "sup-, exp- and ave-F tests of a break at an unknown date",
    family: FAMILY,
    null: "all coefficients are the same throughout",
    input: TestInput::Regression,
    doc: include_str!("sup_f.md"),
    references: &["Andrews (1993)", "Andrews and Ploberger (1994)", "Hansen (1997)"],
});

const CUSUM: TestEntry<CusumParams> = TestEntry::new(TestInfo {
    id: "cusum",
    title: "CUSUM test of stable coefficients",
    family: FAMILY,
    null: "all coefficients are the same throughout",
    input: TestInput::Regression,
    doc: include_str!("cusum.md"),
    references: &["Brown, Durbin and Evans (1975)", "Ploberger and Krämer (1992)"],
});

const CUSUM_SQUARES: TestEntry<CusumSquaresParams> = TestEntry::new(TestInfo {
    id: "cusumsq",
    title: "CUSUM-of-squares test of a stable error variance",
    family: FAMILY,
    null: "coefficients and error variance are the same throughout",
    input: TestInput::Regression,
    doc: include_str!("cusumsq.md"),
    references: &["Brown, Durbin and Evans (1975)", "Edgerton and Wells (1994)"],
});

const NYBLOM: TestEntry<NyblomParams> = TestEntry::new(TestInfo {
    id: "nyblom",
    title: "Nyblom test against coefficients that wander",
    family: FAMILY,
    null: "all coefficients are the same throughout",
    input: TestInput::Regression,
    doc: include_str!("nyblom.md"),
    references: &["Nyblom (1989)", "Hansen (1992)"],
});

/// Parameters of the Chow test.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ChowParams {
    /// First period of the second part, e.g. `2012-12`.
    pub at: String,
}

impl TestParams for ChowParams {
    const DOCS: &'static [ParamDoc] = &[ParamDoc {
        name: "at",
        values: "a period such as 2012-12",
        doc: "First period of the second part; required.",
    }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let at = position(sample, &self.at)?;
        let (y, x) = (sample.y(), sample.x().view());
        let (n, k) = x.dim();
        let mut report = TestReport::default();
        if n > at + k {
            report.outcomes.push(chow(y, x, at)?.with_detail("from", &self.at));
        } else {
            report.notes.push(Note::info(format!(
                "{} observations after the date do not determine the {k} coefficients: only the predictive test is made",
                n - at
            )));
        }
        report.outcomes.push(chow_forecast(y, x, at)?.with_detail("from", &self.at));
        Ok(report)
    }
}

/// The row of a period.
fn position(sample: &Sample, at: &str) -> Result<usize, ParamError> {
    let invalid =
        |expected: String| ParamError::Invalid { name: "at".into(), expected, found: format!("`{at}`") };
    let (Some(first), Some(last)) = (sample.periods().first(), sample.periods().last()) else {
        return Err(invalid("a sample".into()));
    };
    let period: Period = at.parse().map_err(|_| {
        invalid(format!("the first period of the second part, after {first} and up to {last}"))
    })?;
    sample
        .periods()
        .iter()
        .position(|known| *known == period)
        .filter(|position| *position > 0)
        .ok_or_else(|| invalid(format!("a period after {first} and up to {last}")))
}

/// Parameters of the search for a break.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SupFParams {
    /// Share of the sample left on each side.
    pub trim: f64,
}

impl Default for SupFParams {
    fn default() -> Self {
        Self { trim: 0.15 }
    }
}

impl TestParams for SupFParams {
    const DOCS: &'static [ParamDoc] = &[ParamDoc {
        name: "trim",
        values: "0.05, 0.1, 0.15, 0.2, 0.25",
        doc: "Share of the sample left on each side of a candidate date.",
    }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        if !TRIMS.iter().any(|known| (known - self.trim).abs() < 1e-9) {
            return Err(TestError::Param(ParamError::Invalid {
                name: "trim".into(),
                expected: "one of 0.05, 0.1, 0.15, 0.2, 0.25, for which the law is tabulated".into(),
                found: self.trim.to_string(),
            }));
        }
        let k = sample.x().ncols();
        let statistics = FStatistics::new(sample.y(), sample.x().view(), self.trim)?;
        let (sup, at) = statistics.sup();
        let table = format!("simulated law, {k} coefficients, trimming {}", self.trim);
        let null = "all coefficients are the same throughout";
        let outcome = |id: &str, functional, value: f64| {
            TestOutcome::tabulated(
                id,
                null,
                value,
                &table,
                sup_f_law::p_value(functional, value, k, self.trim),
            )
        };
        let mut report = TestReport {
            outcomes: vec![
                outcome("sup-f", Functional::Sup, sup).with_detail("break at", sample.periods()[at]),
                outcome("exp-f", Functional::Exp, statistics.exp()),
                outcome("ave-f", Functional::Ave, statistics.ave()),
            ],
            notes: Vec::new(),
        };
        if k > MOST {
            report.notes.push(Note::warning(format!(
                "no p-values: the law is tabulated for up to {MOST} coefficients, this regression has {k}"
            )));
        }
        Ok(report)
    }
}

/// Which residuals are cumulated.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Residuals {
    /// Recursive residuals.
    #[default]
    Recursive,
    /// Least-squares residuals.
    Ols,
}

/// Parameters of the CUSUM test.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CusumParams {
    /// Which residuals are cumulated.
    pub residuals: Residuals,
}

impl TestParams for CusumParams {
    const DOCS: &'static [ParamDoc] = &[ParamDoc {
        name: "residuals",
        values: "recursive, ols",
        doc: "Residuals that are cumulated: one-step forecast errors, or those of the whole sample.",
    }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let (y, x) = (sample.y(), sample.x().view());
        let (found, table) = match self.residuals {
            Residuals::Recursive => (cusum_recursive(y, x)?, "Brownian motion between lines, asymptotic"),
            Residuals::Ols => (cusum_ols(y, x)?, "Brownian bridge (Kolmogorov), asymptotic"),
        };
        let null = "all coefficients are the same throughout";
        let outcome = TestOutcome::tabulated("cusum", null, found.statistic, table, Some(found.p_value));
        Ok(outcome.with_detail("largest at", sample.periods()[found.at]).into())
    }
}

/// The CUSUM of squares has no parameters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CusumSquaresParams {}

impl TestParams for CusumSquaresParams {
    const DOCS: &'static [ParamDoc] = &[];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let found = cusum_of_squares(sample.y(), sample.x().view())?;
        let null = "coefficients and error variance are the same throughout";
        let p = Some(found.p_value).filter(|p| p.is_finite());
        let table = "Edgerton and Wells (1994), normal errors";
        let outcome = TestOutcome::tabulated("cusumsq", null, found.statistic, table, p);
        Ok(outcome.with_detail("largest at", sample.periods()[found.at]).into())
    }
}

/// Parameters of Nyblom's test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NyblomParams {
    /// Whether the error variance counts as one more parameter.
    pub variance: bool,
}

impl Default for NyblomParams {
    fn default() -> Self {
        Self { variance: true }
    }
}

impl TestParams for NyblomParams {
    const DOCS: &'static [ParamDoc] = &[ParamDoc {
        name: "variance",
        values: "true, false",
        doc: "Whether the error variance counts as one more parameter.",
    }];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let found = nyblom(sample.y(), sample.x().view(), self.variance)?;
        let law = |dimension: usize| format!("integrated squared Brownian bridge, dimension {dimension}");
        let joint = TestOutcome::tabulated(
            "nyblom",
            "all coefficients are the same throughout",
            found.joint,
            law(found.parameters),
            Some(found.p_value),
        );
        let names = sample.x_names().into_iter().chain(std::iter::once("error variance".to_owned()));
        let single = names.zip(&found.single).map(|(name, (value, p))| {
            let null = format!("`{name}` is the same throughout");
            TestOutcome::tabulated("nyblom-single", null, *value, law(1), Some(*p)).with_detail("of", name)
        });
        let outcomes = std::iter::once(joint).chain(single).collect();
        Ok(TestReport { outcomes, notes: Vec::new() })
    }
}
