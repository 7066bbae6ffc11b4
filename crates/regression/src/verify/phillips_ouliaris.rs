//! The four statistics of Phillips and Ouliaris on three series with one relation and on two without.

use ndarray::Array2;

use super::check::{Check, Quantity};
use super::table::{References, columns};
use crate::cointegration::phillips_ouliaris::{PhillipsOuliarisParams, Statistic, phillips_ouliaris};
use crate::unit_root::{LagWindow, Reach, Trend, law, mackinnon};

const DATA: &str = include_str!("../../../../tests/reference/unit_roots/data.csv");
const PYTHON: &str = include_str!("../../../../tests/reference/phillips_ouliaris/values_python.csv");
const R: &str = include_str!("../../../../tests/reference/phillips_ouliaris/values_r.csv");

const METHOD: &str = "phillips-ouliaris";
const ARCH: &str = "arch 8.0.0";
const URCA: &str = "R 4.2.2: urca 1.3.3";

const LAWS: &str = "difference, not relative: arch fits surfaces to a simulation of its own; left out above 0.2, where some are far off";
const CRITICAL: &str = "size of arch's asymptotic critical values under our law; difference, two simulations";
const ROWS: &str = "scaled by (T − 1)/T: urca counts the rows of the autoregression";

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (python, r) = (References::parse(PYTHON), References::parse(R));
    let table = columns(DATA);
    let mut checks = Vec::new();
    for names in [&["tied", "walk", "other"][..], &["walk", "other"]] {
        let series: Vec<&Vec<f64>> = names.iter().filter_map(|name| table.get(*name)).collect();
        let rows = series.first().map_or(0, |first| first.len());
        let x = Array2::from_shape_fn((rows, series.len()), |(t, j)| series[j][t]);
        for trend in Trend::ALL {
            for lags in [0, 4] {
                let case = format!("{} {} {lags}", names[0], trend.id());
                checks.extend(arch(&x, &case, trend, lags, &python));
            }
            for (rule, lags) in [("short", LagWindow::Short), ("long", LagWindow::Long)] {
                let case = format!("{} {} {rule}", names[0], trend.id());
                checks.extend(urca(&x, &case, PhillipsOuliarisParams { trend, lags }, &r));
            }
        }
    }
    checks.extend(Trend::ALL.into_iter().flat_map(|trend| laws(trend, &python)));
    checks
}

/// The simulated laws for two to twelve series at arch's critical values of 1, 5 and 10 %.
fn laws(trend: Trend, values: &References) -> Vec<Check> {
    let of = |(kind, term): (&str, &str)| {
        let gap = |series: usize, percent: u32| {
            let case = format!("law {} {series}", trend.id());
            let value = values.get(&case, &format!("critical {percent}"), term)?;
            let law = law::find(&format!("{kind}-{}-{series}", trend.id())).ok()?;
            let upper = kind != "po-za";
            let size = if upper {
                law.upper_tail(value, f64::INFINITY)
            } else {
                law.lower_tail(value, f64::INFINITY)
            };
            Some(size.value - f64::from(percent) / 100.0)
        };
        let gaps = (2..=mackinnon::MOST_SERIES).flat_map(|series| {
            [1, 5, 10].map(|percent| (gap(series, percent).unwrap_or(f64::NAN), Some(0.0)))
        });
        let case = format!("law of {term}, {}, 2 to 12 series", trend.id());
        Check::new(METHOD, &case, Quantity::CriticalValues, ARCH, 0.01, gaps).because(CRITICAL)
    };
    [("po-za", "z-alpha"), ("po-pu", "p-u"), ("po-pz", "p-z")].map(of).to_vec()
}

fn arch(x: &Array2<f64>, case: &str, trend: Trend, lags: u16, values: &References) -> Vec<Check> {
    let params = PhillipsOuliarisParams { trend, lags: LagWindow::Fixed(lags) };
    let Ok(found) = phillips_ouliaris(x.view(), params) else {
        return vec![Check::new(METHOD, case, Quantity::Statistics, ARCH, 0.0, [])];
    };
    let all = [("z-t", &found.z_t), ("z-alpha", &found.z_alpha), ("p-u", &found.p_u), ("p-z", &found.p_z)];
    let statistics = all.map(|(term, one)| (one.statistic, values.get(case, "statistic", term)));
    let mut checks = vec![Check::new(METHOD, case, Quantity::Statistics, ARCH, 1e-8, statistics)];
    // Where a law ends, the p-value is a bound; where a surface ends, arch's is zero or one. Far from rejection arch's surfaces
    // are up to 0.22 off a simulation, which a test of the module repeats.
    let gap = |(term, one): (&str, &Statistic)| {
        let expected = values.get(case, "p_value", term)?;
        let inside = one.p_value.reach == Reach::Inside && expected > 1e-3 && expected < 0.2;
        inside.then_some((one.p_value.value - expected, Some(0.0)))
    };
    let gaps: Vec<_> = all.into_iter().filter_map(gap).collect();
    if !gaps.is_empty() {
        checks.push(Check::new(METHOD, case, Quantity::PValues, ARCH, 0.02, gaps).because(LAWS));
    }
    checks
}

/// `P_u` without, with a constant and with a trend; `P_z` where urca has the same statistic.
fn urca(x: &Array2<f64>, case: &str, params: PhillipsOuliarisParams, values: &References) -> Vec<Check> {
    if params.trend == Trend::Ctt {
        return Vec::new();
    }
    let scale = (x.nrows() as f64 - 1.0) / x.nrows() as f64;
    let p_u = phillips_ouliaris(x.view(), params).ok().map(|found| found.p_u.statistic * scale);
    let pair = p_u.map(|value| (value, values.get(case, "statistic", "p-u")));
    let mut checks = vec![Check::new(METHOD, case, Quantity::Statistics, URCA, 1e-8, pair).because(ROWS)];
    if params.trend == Trend::N {
        let case = format!("{case} from zero");
        let shifted = x - &x.row(0);
        let p_z = phillips_ouliaris(shifted.view(), params).ok().map(|found| found.p_z.statistic * scale);
        let pair = p_z.map(|value| (value, values.get(&case, "statistic", "p-z")));
        checks.push(Check::new(METHOD, &case, Quantity::Statistics, URCA, 1e-8, pair).because(ROWS));
    }
    checks
}
