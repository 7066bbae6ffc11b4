//! Johansen's tests on three series with one relation.

use ndarray::Array2;

use super::check::{Check, Quantity};
use super::table::{References, columns};
use crate::cointegration::johansen::johansen;
use crate::models::ardl::Case;

const DATA: &str = include_str!("../../../../tests/reference/unit_roots/data.csv");
const PYTHON: &str = include_str!("../../../../tests/reference/johansen/values_python.csv");
const R: &str = include_str!("../../../../tests/reference/johansen/values_r.csv");

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let values = [References::parse(PYTHON), References::parse(R)];
    let table = columns(DATA);
    let series: Vec<&Vec<f64>> =
        ["tied", "walk", "other"].iter().filter_map(|name| table.get(*name)).collect();
    let rows = series.first().map_or(0, |first| first.len());
    let x = Array2::from_shape_fn((rows, series.len()), |(t, j)| series[j][t]);
    let mut checks = Vec::new();
    for case in Case::ALL {
        let Ok(found) = johansen(x.view(), 2, case) else { continue };
        let sources = [
            ("statsmodels", "statsmodels 0.15.0", 1e-8, ""),
            ("urca", "R 4.2.2: urca 1.3.3", 1e-8, ""),
            ("gretl", "gretl 2022c", 5e-5, "gretl prints five digits"),
        ];
        for (source, reference, allowed, why) in sources {
            let key = format!("{source} case {}", case.number());
            let get = |quantity: &str, rank: usize| {
                values.iter().find_map(|values| values.get(&key, quantity, &rank.to_string()))
            };
            if get("trace", 0).is_none() {
                continue;
            }
            let statistics = (0..3).flat_map(|rank| {
                [(found.trace[rank].0, get("trace", rank)), (found.largest[rank].0, get("eigen", rank))]
            });
            let statistics: Vec<_> = statistics.collect();
            let check = Check::new("johansen", &key, Quantity::Statistics, reference, allowed, statistics);
            checks.push(check.because(why));
            if source == "gretl" {
                let gaps = (0..3).flat_map(|rank| {
                    [
                        (found.trace[rank].1, get("trace_p", rank)),
                        (found.largest[rank].1, get("eigen_p", rank)),
                    ]
                });
                let gaps: Vec<_> =
                    gaps.map(|(p, expected)| (p - expected.unwrap_or(f64::NAN), Some(0.0))).collect();
                let check = Check::new("johansen", &key, Quantity::PValues, reference, 6e-5, gaps);
                checks.push(check.because("difference, not relative: gretl prints four decimals"));
            }
        }
    }
    checks
}
