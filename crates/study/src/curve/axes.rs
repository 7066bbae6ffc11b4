//! The axes of a grid: their names, values and what a value means.

use super::file::{
    EstimatorChoice, Flow, Gap, GridFile, Lag, Method, Outcome, OutcomeForm, SampleWindow, VcovId,
};

/// Names of the axes in the order of the file.
pub const AXES: [&str; 11] = [
    "outcome",
    "flow",
    "window",
    "valuation",
    "gap",
    "sample",
    "lag",
    "trend",
    "controls",
    "estimator",
    "vcov",
];

/// Headings of the axes as printed.
pub const HEADINGS: [&str; 11] = [
    "Outcome",
    "Flow",
    "Months summed",
    "Valuation",
    "Yield gap",
    "Sample",
    "Lag of the flow",
    "Trend",
    "Controls",
    "Estimator",
    "Covariance",
];

/// One value of an axis as far as enumeration and print are concerned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AxisValue {
    /// Short name.
    pub id: String,
    /// As printed.
    pub label: String,
    /// What it means: two values of the same meaning are the same choice.
    pub meaning: String,
    /// Series that must be in the data.
    pub series: Vec<String>,
    /// What would have to be brought along when they are not.
    pub needs: Option<String>,
}

/// A spec as positions of its values along [`AXES`].
pub type Choices = [usize; AXES.len()];

/// Position of an axis.
pub fn axis_of(name: &str) -> Option<usize> {
    AXES.iter().position(|known| *known == name)
}

/// The values of every axis, in the order of [`AXES`].
pub fn values(file: &GridFile) -> [Vec<AxisValue>; AXES.len()] {
    let plain = |id: &str, label: &str, meaning: String| AxisValue {
        id: id.to_owned(),
        label: label.to_owned(),
        meaning,
        series: Vec::new(),
        needs: None,
    };
    [
        file.outcome
            .iter()
            .map(|v| AxisValue { series: vec![v.series.clone()], ..plain(&v.id, &v.label, outcome(v)) })
            .collect(),
        file.flow
            .iter()
            .map(|v| AxisValue {
                series: vec![v.series.clone()],
                needs: v.needs.clone(),
                ..plain(&v.id, &v.label, flow(v))
            })
            .collect(),
        file.window.iter().map(|v| plain(&v.id, &v.label, v.months.to_string())).collect(),
        file.valuation.iter().map(|v| plain(&v.id, &v.label, v.theta.to_string())).collect(),
        file.gap
            .iter()
            .map(|v| AxisValue {
                series: v.series.iter().cloned().collect(),
                ..plain(&v.id, &v.label, gap(v))
            })
            .collect(),
        file.sample.iter().map(|v| plain(&v.id, &v.label, sample(v))).collect(),
        file.lag.iter().map(|v| plain(&v.id, &v.label, lag(v))).collect(),
        file.trend.iter().map(|v| plain(&v.id, &v.label, v.linear.to_string())).collect(),
        file.controls
            .iter()
            .map(|v| AxisValue { needs: v.needs.clone(), ..plain(&v.id, &v.label, v.terms.join(" + ")) })
            .collect(),
        file.estimator.iter().map(|v| plain(&v.id, &v.label, estimator(v))).collect(),
        file.vcov.iter().map(|v| plain(&v.id, &v.label, vcov(v.kind).to_owned())).collect(),
    ]
}

fn outcome(v: &Outcome) -> String {
    let form = match v.form {
        OutcomeForm::Level => "level",
        OutcomeForm::Log => "log",
    };
    format!("{form} of {}, difference {}", v.series, v.difference)
}

fn flow(v: &Flow) -> String {
    format!("{} times {}", v.sign, v.series)
}

fn gap(v: &Gap) -> String {
    v.series.clone().unwrap_or_default()
}

fn sample(v: &SampleWindow) -> String {
    format!("{} to {}", v.first, v.last)
}

fn lag(v: &Lag) -> String {
    format!("{} to {}", v.first, v.last)
}

fn estimator(v: &EstimatorChoice) -> String {
    let name = match v.method {
        Method::Ols => "ols",
        Method::GlsAr => "gls-ar",
        Method::Ardl => "ardl",
        Method::Lp => "lp",
    };
    format!("{name}, lags {}, horizon {}", v.lags, v.horizon)
}

/// Name of a covariance.
pub fn vcov(kind: VcovId) -> &'static str {
    match kind {
        VcovId::Hac => "hac",
        VcovId::Ewc => "ewc",
    }
}
