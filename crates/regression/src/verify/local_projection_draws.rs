//! Bootstrapped local projections against numpy, which estimates every exported draw anew.

use fxsens_core::fit::Fit;

use super::check::{Check, Quantity};
use super::local_projections::fit;
use super::table::References;
use crate::bootstrap::{Resampling, WildWeights};

const VALUES: &str = include_str!("../../../../tests/reference/local_projection/values_bootstrap.csv");
const SIGNS: &str = include_str!("../../../../tests/reference/local_projection/bootstrap_signs.txt");
const STARTS: &str = include_str!("../../../../tests/reference/local_projection/bootstrap_starts.txt");

const NUMPY: &str = "numpy 2.4.6, every draw estimated anew";
const NORMAL_QUANTILES: &str = "normal quantiles are good to ten digits; the interpolation uses them";

/// Observations, block length and seed of the exported draws.
const NOBS: usize = 177;
const LENGTH: usize = 6;
const SEED: u64 = 20_111_231;

const CASES: [(&str, &str); 5] = [
    ("level", ""),
    ("cumulative", "response = 'cumulative'\ncovariance = 'hc1'"),
    ("long-difference", "response = 'long-difference'\ncovariance = 'hc3'\nbias_correction = false"),
    ("multiplier", "response = 'multiplier'\nbias_correction = false"),
    ("asymmetric", "asymmetric = true\nbias_correction = false"),
];

/// All checks of bootstrapped paths.
pub(super) fn checks() -> Vec<Check> {
    let values = References::parse(VALUES);
    let mut checks = exported();
    for (scheme, blocks) in [("wild", ""), ("moving-block", "block = 6\n")] {
        for (label, text) in CASES {
            let case = format!("{scheme} {label}");
            for interval in ["percentile-t", "percentile", "basic", "normal"] {
                let bootstrap = format!(
                    "[bootstrap]\nscheme = '{scheme}'\n{blocks}draws = 99\nseed = {SEED}\ninterval = '{interval}'"
                );
                let Some(fit) = fit(&format!("{text}\n{bootstrap}"), false) else { continue };
                checks.extend(compare(&fit, &case, interval, &values));
            }
        }
    }
    checks
}

/// The exported draws are those of this program's streams.
fn exported() -> Vec<Check> {
    let signs = SIGNS.lines().enumerate().flat_map(|(draw, line)| {
        let weights = WildWeights::Rademacher.draw(NOBS, SEED, draw as u64);
        let expected = line.chars().map(|sign| Some(if sign == '+' { 1.0 } else { -1.0 }));
        weights.into_iter().zip(expected).collect::<Vec<_>>()
    });
    let starts = STARTS.lines().enumerate().flat_map(|(draw, line)| {
        let dates = Resampling::MovingBlock { length: LENGTH }.draw(NOBS, SEED, draw as u64);
        let firsts = dates.into_iter().step_by(LENGTH).map(|date| date as f64);
        firsts.zip(line.split(' ').map(|date| date.parse().ok())).collect::<Vec<_>>()
    });
    let check = |what: &str, file: &str, pairs: Vec<(f64, Option<f64>)>| {
        Check::new("local-projection", what, Quantity::Estimates, file, 0.0, pairs)
    };
    vec![
        check("rademacher weights", "tests/reference/local_projection/bootstrap_signs.txt", signs.collect()),
        check("block starts", "tests/reference/local_projection/bootstrap_starts.txt", starts.collect()),
    ]
}

fn compare(fit: &Fit, case: &str, interval: &str, values: &References) -> Vec<Check> {
    let studentised = interval == "percentile-t";
    let (mut ends, mut errors, mut p_values) = (Vec::new(), Vec::new(), Vec::new());
    for i in 0..fit.terms.len() {
        let term = i.to_string();
        for level in [0.8, 0.95] {
            let found = fit.term_inference(i, level);
            for (end, value) in [("low", found.conf_low), ("high", found.conf_high)] {
                let expected = values.get(case, &format!("{interval} {end} {level}"), &term);
                ends.push((value.unwrap_or(f64::NAN), expected));
            }
        }
        let found = fit.term_inference(i, 0.95);
        let error = if studentised { "std_error" } else { "spread" };
        errors.push((found.std_error.unwrap_or(f64::NAN), values.get(case, error, &term)));
        if studentised {
            p_values.push((found.p_value.unwrap_or(f64::NAN), values.get(case, "percentile-t p", &term)));
        }
    }
    let named = format!("{case}, {interval}");
    let check = |quantity, pairs| Check::new("local-projection", &named, quantity, NUMPY, 1e-8, pairs);
    let mut checks = vec![
        check(Quantity::Intervals, ends).because(NORMAL_QUANTILES),
        check(Quantity::StandardErrors, errors),
    ];
    let band = if studentised { "sup-t percentile-t" } else { "sup-t percentile" };
    let (mut critical, mut statistics) = (Vec::new(), Vec::new());
    for (shock, test) in fit.tests.iter().enumerate() {
        let get = |quantity: String| values.get(case, &quantity, &shock.to_string());
        statistics.push((test.statistic, get(band.into())));
        p_values.push((test.p_value.unwrap_or(f64::NAN), get(format!("{band} p"))));
        for value in &test.critical_values {
            critical.push((value.value, get(format!("{band} critical {:.2}", value.size))));
        }
    }
    checks.push(check(Quantity::Statistics, statistics));
    checks.push(check(Quantity::PValues, p_values));
    checks.push(check(Quantity::CriticalValues, critical).because(NORMAL_QUANTILES));
    checks
}
