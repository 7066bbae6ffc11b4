//! Residual tests and design diagnostics on simulated and on yen data, against statsmodels and R.

use fxsens_core::fit::FitError;
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::test_outcome::TestOutcome;
use fxsens_core::unit::Unit;

use super::check::{Check, Quantity};
use super::least_squares::m1_sample;
use super::table::{References, columns};
use crate::diagnostics::{Portmanteau, WhiteTerms};
use crate::diagnostics::{
    arch_lm, breusch_godfrey, breusch_pagan, collinearity, durbin_watson, influence, jarque_bera, ljung_box,
    partial_r_squared, reset, share_beyond_trend, white,
};
use crate::least_squares::Factor;

const DATA: &str = include_str!("../../../../tests/reference/diagnostics/data.csv");
const PYTHON: &str = include_str!("../../../../tests/reference/diagnostics/values.csv");
const R: &str = include_str!("../../../../tests/reference/diagnostics/values_r.csv");

const STATSMODELS: &str = "statsmodels 0.15.0";
const R_PACKAGES: &str = "R 4.2.2: stats, lmtest 0.9.40, car 3.1.1, tseries 0.10.53";

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let references = [(STATSMODELS, References::parse(PYTHON)), (R_PACKAGES, References::parse(R))];
    let samples = [("simulated", simulated()), ("yen", m1_sample().ok())];
    let mut checks = Vec::new();
    for (case, sample) in samples {
        let Some(work) = sample.and_then(|sample| Work::new(case, sample)) else { continue };
        for (reference, values) in &references {
            checks.extend(work.tests(reference, values));
            checks.extend(work.influence(reference, values));
            checks.extend(work.columns(reference, values));
        }
        checks.push(work.proportions(&references[0].1));
    }
    checks
}

/// A fitted regression.
struct Work {
    case: &'static str,
    sample: Sample,
    factor: Factor,
    coefficients: ndarray::Array1<f64>,
    residuals: ndarray::Array1<f64>,
}

impl Work {
    fn new(case: &'static str, sample: Sample) -> Option<Self> {
        let factor = Factor::new(sample.x().view(), &sample.x_names()).ok()?;
        let coefficients = factor.coefficients(sample.y());
        let residuals = &sample.y() - &sample.x().dot(&coefficients);
        Some(Self { case, sample, factor, coefficients, residuals })
    }

    /// Statistic and p-value of every test.
    fn tests(&self, reference: &str, values: &References) -> Vec<Check> {
        let (x, u) = (self.sample.x().view(), self.residuals.view());
        let fitted = &self.sample.y() - &self.residuals;
        let with = Intercept::Included;
        let mut found: Vec<(String, Result<TestOutcome, FitError>)> = Vec::new();
        for (lags, df) in [(1, 0), (12, 0), (12, 2)] {
            for (name, form) in [("ljung-box", Portmanteau::LjungBox), ("box-pierce", Portmanteau::BoxPierce)]
            {
                found.push((format!("{name}-{lags}-{df}"), ljung_box(u, lags, df, form)));
            }
        }
        for lags in [1, 12] {
            found.push((format!("breusch-godfrey-{lags}"), breusch_godfrey(x, u, lags, with)));
            found.push((format!("arch-lm-{lags}"), arch_lm(u, lags)));
        }
        found.push(("breusch-pagan".into(), breusch_pagan(x, u, with)));
        found.push(("jarque-bera".into(), Ok(jarque_bera(u))));
        found.push(("durbin-watson".into(), Ok(durbin_watson(u))));
        for power in 2..=4 {
            // statsmodels takes powers of fitted values as they are, far from zero: the fourth is lost to rounding.
            if power < 4 || reference == R_PACKAGES {
                found.push((format!("reset-{power}"), reset(x, fitted.view(), u, with, power)));
            }
        }
        for (name, terms) in [("full", WhiteTerms::Full), ("squares", WhiteTerms::Squares)] {
            let by_hand = format!("white-{name}-by-hand");
            let key = match (reference, self.case) {
                (STATSMODELS, "simulated") => by_hand,
                (STATSMODELS, _) if name == "squares" => continue,
                _ => format!("white-{name}"),
            };
            found.push((key, white(x, u, with, terms)));
        }
        let mut checks = Vec::new();
        for (key, outcome) in found {
            let method = key.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
            let method = method.trim_end_matches("-by-hand");
            let case = format!("{} {key}", self.case);
            let outcome = outcome.ok();
            let statistic = outcome.as_ref().map(|o| (o.statistic, values.get(self.case, &key, "statistic")));
            checks.push(Check::new(method, &case, Quantity::Statistics, reference, 1e-8, statistic));
            if let Some(p) = outcome.and_then(|o| o.p_value) {
                let pair = [(p, values.get(self.case, &key, "p_value"))];
                checks.push(Check::new(method, &case, Quantity::PValues, reference, 1e-6, pair));
            }
        }
        checks
    }

    /// Leverage, residuals and distances of every observation.
    fn influence(&self, reference: &str, values: &References) -> Vec<Check> {
        let found =
            influence(&self.factor, self.sample.x().view(), self.residuals.view()).unwrap_or_default();
        let of = |quantity: &'static str, value: &dyn Fn(&crate::diagnostics::Influence) -> f64| {
            let pairs = found
                .iter()
                .enumerate()
                .map(|(t, one)| (value(one), values.get(self.case, quantity, &t.to_string())));
            let case = format!("{} {quantity}", self.case);
            Check::new("influence", &case, Quantity::Statistics, reference, 1e-8, pairs.collect::<Vec<_>>())
        };
        vec![
            of("leverage", &|one| one.leverage),
            of("standardised", &|one| one.standardised),
            of("studentised", &|one| one.studentised),
            of("cooks_distance", &|one| one.cooks_distance),
            of("dffits", &|one| one.dffits),
        ]
    }

    /// Variance inflation, partial R² and what a trend leaves, column by column.
    fn columns(&self, reference: &str, values: &References) -> Vec<Check> {
        let names = self.sample.x_names();
        let x = self.sample.x().view();
        let inflation = collinearity(x, &names, Intercept::Included).map(|c| c.inflation).unwrap_or_default();
        let squares = self.residuals.dot(&self.residuals);
        let partial = partial_r_squared(self.coefficients.view(), self.factor.bread(x).view(), squares);
        let beyond: Vec<f64> =
            x.columns().into_iter().map(|column| share_beyond_trend(column).unwrap_or(f64::NAN)).collect();
        let rows = [("vif", inflation), ("partial_r2", partial), ("beyond_trend", beyond)];
        let check = |(quantity, found): (&str, Vec<f64>)| {
            let pairs = names.iter().zip(&found).skip(1);
            let pairs = pairs.map(|(name, value)| (*value, values.get(self.case, quantity, name)));
            let case = format!("{} {quantity}", self.case);
            Check::new(
                "collinearity",
                &case,
                Quantity::Statistics,
                reference,
                1e-8,
                pairs.collect::<Vec<_>>(),
            )
        };
        rows.into_iter().map(check).collect()
    }

    /// Belsley's condition indices and variance proportions, against the singular values of numpy.
    fn proportions(&self, values: &References) -> Check {
        let names = self.sample.x_names();
        let found = collinearity(self.sample.x().view(), &names, Intercept::Included).ok();
        let mut pairs = Vec::new();
        if let Some(found) = found {
            for (i, index) in found.condition_indices.iter().enumerate() {
                let place = (i + 1).to_string();
                pairs.push((*index, values.get(self.case, "condition_index", &place)));
                for (j, name) in names.iter().enumerate() {
                    let expected = values.get(self.case, &format!("proportion-{place}"), name);
                    pairs.push((found.proportions[[i, j]], expected));
                }
            }
        }
        let case = format!("{} condition indices and proportions", self.case);
        Check::new("collinearity", &case, Quantity::Statistics, "numpy 2.4.6", 1e-8, pairs)
    }
}

fn simulated() -> Option<Sample> {
    let table = columns(DATA);
    let column = |name: &str| {
        let values = table.get(name)?.clone();
        Some(Column { name: name.into(), unit: Unit::Unknown, values: values.into() })
    };
    let outcome = column("y")?;
    let periods = (0..outcome.values.len() as i32).map(Period::observation).collect();
    let regressors = [column("a")?, column("b")?, column("c")?, column("d")?];
    Sample::new(outcome, &regressors, Intercept::Included, periods).ok()
}
