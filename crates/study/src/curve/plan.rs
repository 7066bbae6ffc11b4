//! From the values a spec takes to its regression: outcome, shock, other regressors, sample.

use fxsens_core::period::Period;

use super::axes::Choices;
use super::columns::Col;
use super::file::{EstimatorChoice, GridFile, Method, OutcomeForm, VcovId};
use crate::file::Form;

/// The regression of a spec.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// The outcome.
    pub outcome: Col,
    /// Columns of the flow, at one lag each; the effect is the sum of their coefficients.
    pub flow: Vec<Col>,
    /// The constant, a trend if there is one, and all other regressors.
    pub others: Vec<Col>,
    /// First month.
    pub first: Period,
    /// Observations.
    pub nobs: usize,
    /// How the coefficient turns into yen.
    pub form: Form,
    /// The estimator.
    pub estimator: EstimatorChoice,
    /// Whether the variables are in levels.
    pub levels: bool,
    /// Whether the flow stands at a constant exchange rate.
    pub revalued: bool,
    /// The covariance.
    pub vcov: VcovId,
}

impl Plan {
    /// The regression of a spec; `base` is the exchange rate of a constant valuation, in the unit of effects, which is `scale` times the
    /// series of the rate.
    ///
    /// # Errors
    /// A message for values that do not go together.
    pub fn new(file: &GridFile, choices: &Choices, base: f64, scale: f64) -> Result<Self, String> {
        let [outcome, flow, window, valuation, gap, sample, lag, trend, controls, estimator, vcov] = *choices;
        let outcome = &file.outcome[outcome];
        let estimator = &file.estimator[estimator];
        let lag = &file.lag[lag];
        let projection = estimator.method == Method::Lp;
        if projection && outcome.difference != 1 {
            return Err("a local projection needs an outcome in 1-month changes".into());
        }
        if outcome.difference != 0 && matches!(estimator.method, Method::GlsAr | Method::Ardl) {
            return Err("this estimator is for levels; the outcome is differenced".into());
        }
        if lag.first != lag.last && estimator.method != Method::Ols {
            return Err(
                "a sum of lags is for least squares; projections and models with dynamics have their own"
                    .into(),
            );
        }
        let differenced = |text: String| match outcome.difference {
            0 => text,
            1 => format!("D({text})"),
            months => format!("D({text}, {months})"),
        };
        let rate = match outcome.form {
            OutcomeForm::Level => scaled(&outcome.series, scale),
            OutcomeForm::Log => format!("100 * log({})", outcome.series),
        };
        let balance =
            differenced(balance(file, flow, window, valuation, &scaled(&outcome.series, scale), base));
        let (first_lag, last_lag) = (i32::from(lag.first), i32::from(lag.last));
        let mut others = vec![Col::Constant];
        if file.trend[trend].linear {
            others.push(Col::Trend);
        }
        let gap = file.gap[gap].series.as_ref().map(|series| differenced(series.clone()));
        others.extend(gap.iter().map(|gap| Col::At(gap.clone(), 0)));
        others.extend(file.controls[controls].terms.iter().map(|t| Col::At(differenced(t.clone()), 0)));
        let window = &file.sample[sample];
        let mut last = window.last;
        let mut left = Col::At(differenced(rate.clone()), 0);
        if projection {
            let horizon = i32::from(estimator.horizon);
            last = last.shift(-horizon);
            left = Col::Less(rate.clone(), -horizon, 1);
            for lag in 1..=i32::from(estimator.lags) {
                others.push(Col::At(differenced(rate.clone()), lag));
                others.push(Col::At(balance.clone(), first_lag + lag));
                others.extend(gap.iter().map(|gap| Col::At(gap.clone(), lag)));
            }
        }
        let nobs = last.since(window.first).map_or(0, |n| usize::try_from(n + 1).unwrap_or(0));
        Ok(Self {
            outcome: left,
            flow: (first_lag..=last_lag).map(|lag| Col::At(balance.clone(), lag)).collect(),
            others,
            first: window.first,
            nobs,
            form: outcome.form.form(),
            estimator: estimator.clone(),
            levels: outcome.difference == 0,
            revalued: file.valuation[valuation].theta > 0.0,
            vcov: file.vcov[vcov].kind,
        })
    }

    /// All columns.
    pub fn columns(&self) -> impl Iterator<Item = &Col> {
        std::iter::once(&self.outcome).chain(&self.flow).chain(&self.others)
    }

    /// Regressors of which the first has the sum of the flow's coefficients as its own: with `a b + c d`, the sum of `a`
    /// and `c` stands before `b` in `(a + c) b + c (d − b)`.
    pub fn regressors(&self) -> Vec<Col> {
        let mut columns = Vec::with_capacity(self.flow.len() + self.others.len());
        let mut reference = None;
        for column in &self.flow {
            match (&reference, column) {
                (Some(first), Col::At(base, lag)) => columns.push(Col::Less(base.clone(), *lag, *first)),
                (None, Col::At(_, lag)) => {
                    reference = Some(*lag);
                    columns.push(column.clone());
                }
                _ => columns.push(column.clone()),
            }
        }
        columns.extend(self.others.iter().cloned());
        columns
    }

    /// The regression in the formula language, without the constant, which every formula has.
    pub fn formula(&self) -> String {
        let terms = self.flow.iter().chain(self.others.iter().filter(|c| **c != Col::Constant));
        let terms: Vec<String> = terms.map(Col::text).collect();
        format!("{} ~ {}", self.outcome.text(), terms.join(" + "))
    }
}

/// The exchange rate in the unit of effects.
fn scaled(series: &str, scale: f64) -> String {
    if (scale - 1.0).abs() < f64::EPSILON { series.to_owned() } else { format!("{scale} * {series}") }
}

/// The flow at annual rate, in its unit.
fn balance(file: &GridFile, flow: usize, window: usize, valuation: usize, rate: &str, base: f64) -> String {
    let (flow, months) = (&file.flow[flow], file.window[window].months);
    let adjusted = if months % 12 == 0 { flow.series.clone() } else { format!("sa({})", flow.series) };
    let sign = if flow.sign < 0 { "-1 * " } else { "" };
    let unit = flow.unit.as_deref().unwrap_or("JPY trillion");
    let theta = file.valuation[valuation].theta;
    let money = if theta == 0.0 {
        format!("{sign}convert({adjusted}, '{unit}')")
    } else {
        format!("{sign}convert({adjusted}, '{unit}') * ({base} / mean(L({rate}, 1), 12))^{theta}")
    };
    match months {
        1 => format!("12 * {money}"),
        12 => format!("sum({money}, 12)"),
        months => format!("12 / {months} * sum({money}, {months})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::curve::enumerate::enumerate;
    use crate::curve::folder::Grid;

    fn plan(changes: &[(&str, &str)]) -> Plan {
        let mut file = Grid::embedded().unwrap_or_else(|error| panic!("{error}")).file;
        let all = enumerate(&file).unwrap_or_else(|error| panic!("{error}"));
        for (axis, value) in changes {
            file.replica.insert((*axis).into(), (*value).into());
        }
        let choices: Choices = std::array::from_fn(|axis| {
            let wanted = &file.replica[crate::curve::axes::AXES[axis]];
            all.values[axis].iter().position(|value| value.id == *wanted).unwrap_or_default()
        });
        Plan::new(&file, &choices, 140.5, 1.0).unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn the_replica_is_the_house_regression() {
        let plan = plan(&[]);
        assert_eq!(
            plan.formula(),
            "usdjpy ~ I(sum(convert(bop_goods_services, 'JPY trillion'), 12)) + gap_10y"
        );
        assert_eq!((plan.nobs, plan.form), (97, Form::Level));
    }

    #[test]
    fn a_sum_of_lags_is_the_coefficient_of_the_first_regressor() {
        let plan = plan(&[("outcome", "log-1m"), ("lag", "0-12")]);
        let regressors = plan.regressors();
        assert!(matches!(&regressors[0], Col::At(_, 0)));
        assert!((1..13).all(|lag| matches!(&regressors[lag], Col::Less(_, a, 0) if *a == lag as i32)));
        assert_eq!(regressors.len(), 13 + 2);
    }

    #[test]
    fn a_projection_ends_its_horizon_early_and_looks_back_one_month() {
        let plan = plan(&[("outcome", "log-1m"), ("estimator", "lp-12"), ("sample", "2000-2023")]);
        assert_eq!(plan.nobs, 288 - 12);
        assert!(plan.formula().starts_with("I(L(100 * log(usdjpy), -12) - L(100 * log(usdjpy), 1)) ~ "));
        // Constant, gap, and three lags of outcome, flow and gap.
        assert_eq!(plan.others.len(), 2 + 9);
    }
}
