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

const INTERVALS: [&str; 4] = ["percentile-t", "percentile", "basic", "normal"];

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
            let mut pairs = Pairs::default();
            let case = format!("{scheme} {label}");
            for interval in INTERVALS {
                let bootstrap = format!(
                    "[bootstrap]\nscheme = '{scheme}'\n{blocks}draws = 99\nseed = {SEED}\ninterval = '{interval}'"
                );
                // A fit that fails leaves a pair that fails.
                match fit(&format!("{text}\n{bootstrap}"), false) {
                    Some(fit) => pairs.add(&fit, &case, interval, &values),
                    None => pairs.ends.push((f64::NAN, None)),
                }
            }
            checks.extend(pairs.checks(&case));
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

/// Numbers of one case with all intervals.
#[derive(Default)]
struct Pairs {
    ends: Vec<(f64, Option<f64>)>,
    errors: Vec<(f64, Option<f64>)>,
    p_values: Vec<(f64, Option<f64>)>,
    statistics: Vec<(f64, Option<f64>)>,
    critical: Vec<(f64, Option<f64>)>,
}

impl Pairs {
    fn add(&mut self, fit: &Fit, case: &str, interval: &str, values: &References) {
        let studentised = interval == "percentile-t";
        for i in 0..fit.terms.len() {
            let term = i.to_string();
            for level in [0.8, 0.95] {
                let found = fit.term_inference(i, level);
                for (end, value) in [("low", found.conf_low), ("high", found.conf_high)] {
                    let expected = values.get(case, &format!("{interval} {end} {level}"), &term);
                    self.ends.push((value.unwrap_or(f64::NAN), expected));
                }
            }
            let found = fit.term_inference(i, 0.95);
            let error = if studentised { "std_error" } else { "spread" };
            self.errors.push((found.std_error.unwrap_or(f64::NAN), values.get(case, error, &term)));
            if studentised {
                let expected = values.get(case, "percentile-t p", &term);
                self.p_values.push((found.p_value.unwrap_or(f64::NAN), expected));
            }
        }
        let band = if studentised { "sup-t percentile-t" } else { "sup-t percentile" };
        for (shock, test) in fit.tests.iter().enumerate() {
            let get = |quantity: String| values.get(case, &quantity, &shock.to_string());
            self.statistics.push((test.statistic, get(band.into())));
            self.p_values.push((test.p_value.unwrap_or(f64::NAN), get(format!("{band} p"))));
            for value in &test.critical_values {
                self.critical.push((value.value, get(format!("{band} critical {:.2}", value.size))));
            }
        }
    }

    fn checks(self, case: &str) -> [Check; 5] {
        let check = |quantity, pairs| Check::new("local-projection", case, quantity, NUMPY, 1e-8, pairs);
        [
            check(Quantity::Intervals, self.ends).because(NORMAL_QUANTILES),
            check(Quantity::StandardErrors, self.errors),
            check(Quantity::Statistics, self.statistics),
            check(Quantity::PValues, self.p_values),
            check(Quantity::CriticalValues, self.critical).because(NORMAL_QUANTILES),
        ]
    }
}
