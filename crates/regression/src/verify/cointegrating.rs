//! Estimators of a cointegrating relation, on one that is there.

use fxsens_core::fit::Fit;
use fxsens_core::model::{Estimator, Params};
use fxsens_core::period::Period;
use fxsens_core::sample::{Column, Intercept, Sample};
use fxsens_core::unit::Unit;

use super::check::{Check, Quantity};
use super::table::{References, columns};
use crate::models::ccr::CcrParams;
use crate::models::dols::DolsParams;
use crate::models::fmols::FmOlsParams;
use crate::models::im_ols::ImOlsParams;

const DATA: &str = include_str!("../../../../tests/reference/unit_roots/data.csv");
const VALUES: &str = include_str!("../../../../tests/reference/cointegrating/values_python.csv");

const ARCH: &str = "arch 8.0.0";
const NUMPY: &str = "numpy, written out";

/// Kernels with the bandwidth they are tried with.
const KERNELS: [(&str, &str); 3] = [("bartlett", "5"), ("parzen", "8"), ("qs", "4")];

/// Terms compared.
const TERMS: [&str; 4] = ["(Intercept)", "trend", "walk", "other"];

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let values = References::parse(VALUES);
    let mut checks = Vec::new();
    for trend in ["n", "c", "ct"] {
        let Some(sample) = sample(trend) else { continue };
        let trended = format!("trend = {}\n", trend == "ct");
        for (kernel, bandwidth) in KERNELS {
            let settings = format!("{trended}kernel = '{kernel}'\nbandwidth = {bandwidth}\n");
            let plain = format!("{settings}small_sample = 'none'\n");
            let tail = format!("{trend} {kernel} {bandwidth}");
            let fully = fitted::<FmOlsParams>(&plain, &sample);
            checks.extend(against("fmols", &tail, fully.as_ref(), ARCH, &values));
            let adjusted = fitted::<FmOlsParams>(&settings, &sample);
            checks.extend(against("fmols", &format!("{tail} adjusted"), adjusted.as_ref(), ARCH, &values));
            let canonical = fitted::<CcrParams>(&plain, &sample);
            checks.extend(against("ccr", &tail, canonical.as_ref(), ARCH, &values));
            for (leads, lags) in [(2, 2), (1, 3), (0, 0)] {
                let text = format!("{plain}leads = {leads}\nlags = {lags}\n");
                let dynamic = fitted::<DolsParams>(&text, &sample);
                checks.extend(against(
                    "dols",
                    &format!("{tail} {leads} {lags}"),
                    dynamic.as_ref(),
                    ARCH,
                    &values,
                ));
            }
        }
        let text = format!("{trended}kernel = 'bartlett'\nbandwidth = 5\nsmall_sample = 'none'\n");
        let integrated = fitted::<ImOlsParams>(&text, &sample);
        checks.extend(against("im-ols", &format!("{trend} bartlett 5"), integrated.as_ref(), NUMPY, &values));
    }
    checks.extend(choices(&values));
    checks
}

fn fitted<P: Params + serde::de::DeserializeOwned>(text: &str, sample: &Sample) -> Option<Fit>
where
    P::Estimator: Estimator,
{
    toml::from_str::<P>(text).ok()?.check().ok()?.fit(sample).ok()
}

fn against(model: &str, tail: &str, fit: Option<&Fit>, reference: &str, values: &References) -> Vec<Check> {
    let case = format!("{model} {tail}");
    let compared = TERMS.iter().filter(|term| values.get(&case, "estimate", term).is_some());
    let place = |term: &str| fit.and_then(|fit| fit.position(term).map(|i| (fit, i)));
    let (mut estimates, mut errors) = (Vec::new(), Vec::new());
    for term in compared {
        let estimate = place(term).map_or(f64::NAN, |(fit, i)| fit.terms[i].estimate);
        let error = place(term).and_then(|(fit, i)| fit.term_inference(i, 0.95).std_error);
        estimates.push((estimate, values.get(&case, "estimate", term)));
        errors.push((error.unwrap_or(f64::NAN), values.get(&case, "std_error", term)));
    }
    let shifted = tail.starts_with("ct") && ["dols", "ccr"].contains(&model);
    let remark = if shifted {
        "without the constant: arch counts the trend from the first row of the regression, we from the first of the sample"
    } else {
        ""
    };
    vec![
        Check::new(model, tail, Quantity::Estimates, reference, 1e-8, estimates).because(remark),
        Check::new(model, tail, Quantity::StandardErrors, reference, 1e-8, errors).because(remark),
    ]
}

/// Leads and lags by three criteria.
fn choices(values: &References) -> Vec<Check> {
    let Some(sample) = sample("c") else { return Vec::new() };
    let check = |criterion: &str| {
        let text = format!("selection = '{criterion}'\nleads = 4\nlags = 4\n");
        let fit = fitted::<DolsParams>(&text, &sample)?;
        let first = sample.periods().first()?;
        let (start, end) = (fit.augment.periods.first()?, fit.augment.periods.last()?);
        let (lags, leads) = (start.since(*first)? - 1, sample.periods().last()?.since(*end)?);
        let case = format!("dols {criterion}");
        let pairs = [("leads", leads), ("lags", lags)];
        let pairs = pairs.map(|(name, found)| (f64::from(found), values.get(&case, "choice", name)));
        Some(Check::new("dols leads and lags", criterion, Quantity::Estimates, ARCH, 1e-15, pairs))
    };
    ["aic", "bic", "hq"].into_iter().filter_map(check).collect()
}

fn sample(trend: &str) -> Option<Sample> {
    let table = columns(DATA);
    let column = |name: &str| {
        let values = table.get(name)?.clone();
        Some(Column { name: name.into(), unit: Unit::Unknown, values: values.into() })
    };
    let outcome = column("tied")?;
    let periods = (0..outcome.values.len() as i32).map(Period::observation).collect();
    let intercept = if trend == "n" { Intercept::Excluded } else { Intercept::Included };
    Sample::new(outcome, &[column("walk")?, column("other")?], intercept, periods).ok()
}
