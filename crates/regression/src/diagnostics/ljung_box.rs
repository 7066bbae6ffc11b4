//! Ljung–Box and Box–Pierce tests of autocorrelation.

use fxsens_core::distribution::Distribution;
use fxsens_core::fit::FitError;
use fxsens_core::hypothesis::{TestEntry, TestError, TestInfo, TestInput, TestParams, TestReport};
use fxsens_core::model::ParamDoc;
use fxsens_core::sample::Sample;
use fxsens_core::test_outcome::TestOutcome;
use ndarray::ArrayView1;
use serde::{Deserialize, Serialize};

use super::residuals::{demeaned, regress};

/// How squared autocorrelations are added up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Portmanteau {
    /// `n(n + 2) Σ rₖ²/(n − k)` (Ljung and Box 1978).
    #[default]
    LjungBox,
    /// `n Σ rₖ²` (Box and Pierce 1970).
    BoxPierce,
}

/// Parameters of `ljung-box`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LjungBoxParams {
    /// Autocorrelations in the sum.
    pub lags: u16,
    /// Autoregressive and moving-average coefficients that were estimated.
    pub fitted: u16,
    /// The form of the statistic.
    pub form: Portmanteau,
}

impl Default for LjungBoxParams {
    fn default() -> Self {
        Self { lags: 12, fitted: 0, form: Portmanteau::LjungBox }
    }
}

/// The entry of `ljung-box`.
pub const ENTRY: TestEntry<LjungBoxParams> = TestEntry::new(TestInfo {
    id: "ljung-box",
    title: "Ljung–Box test of autocorrelation",
    family: "residuals",
    null: "errors have no autocorrelation up to the given lag",
    input: TestInput::Regression,
    doc: include_str!("ljung_box.md"),
    references: &["Box and Pierce (1970)", "Ljung and Box (1978)"],
});

impl TestParams for LjungBoxParams {
    const DOCS: &'static [ParamDoc] = &[
        ParamDoc { name: "lags", values: "1, 2, …", doc: "Autocorrelations in the sum." },
        ParamDoc {
            name: "fitted",
            values: "0, 1, 2, …",
            doc: "Estimated AR and MA coefficients, taken off the degrees of freedom; fewer than lags.",
        },
        ParamDoc { name: "form", values: "ljung-box | box-pierce", doc: "Form of the statistic." },
    ];

    fn run(&self, sample: &Sample) -> Result<TestReport, TestError> {
        let solution = regress(sample)?;
        let (lags, fitted) = (usize::from(self.lags), usize::from(self.fitted));
        let outcome = ljung_box(solution.residuals.view(), lags, fitted, self.form)?;
        Ok(outcome.with_detail("lags", lags).with_detail("coefficients taken off", fitted).into())
    }
}

/// The sum over the first `lags` squared autocorrelations of a series, shape `(n)`, taken about its mean; chi-squared
/// with `lags − fitted` degrees of freedom. The numbers of R's `Box.test(lag, type, fitdf)` and statsmodels'
/// `acorr_ljungbox(lags, boxpierce, model_df)`.
///
/// # Errors
/// [`FitError::Unsupported`] unless `fitted < lags`; [`FitError::TooFewObservations`] for as many lags as
/// observations; [`FitError::Degenerate`] for a series that does not vary.
pub fn ljung_box(
    series: ArrayView1<'_, f64>,
    lags: usize,
    fitted: usize,
    form: Portmanteau,
) -> Result<TestOutcome, FitError> {
    let n = series.len();
    if fitted >= lags {
        return Err(FitError::Unsupported {
            what: format!("the Ljung–Box test with {lags} lags and {fitted} coefficients taken off"),
            why: "at least one degree of freedom must be left: lags must exceed fitted".into(),
        });
    }
    if n <= lags {
        return Err(FitError::TooFewObservations { nobs: n, parameters: lags, needed: lags + 1 });
    }
    let u = demeaned(series);
    let total = u.dot(&u);
    if !(total > 0.0 && total.is_finite()) {
        return Err(FitError::Degenerate { what: "the series tested does not vary".into() });
    }
    let size = n as f64;
    let term = |lag: usize| {
        let r = u.iter().zip(u.iter().skip(lag)).map(|(a, b)| a * b).sum::<f64>() / total;
        match form {
            Portmanteau::LjungBox => size * (size + 2.0) * r * r / (size - lag as f64),
            Portmanteau::BoxPierce => size * r * r,
        }
    };
    let statistic: f64 = (1..=lags).map(term).sum();
    let id = match form {
        Portmanteau::LjungBox => "ljung-box",
        Portmanteau::BoxPierce => "box-pierce",
    };
    let null = format!("errors have no autocorrelation up to lag {lags}");
    Ok(TestOutcome::new(id, null, statistic, Distribution::ChiSquared { df: (lags - fitted) as f64 }))
}
