//! Seasonal adjustment against statsmodels and R.

use fxsens_core::seasonal::{Decomposition, SeasonalWindow, Smoother, Stl, stl};

use crate::verify::check::{Check, Quantity};
use crate::verify::table::{References, number};

const STATSMODELS: &str = "statsmodels 0.15.0";
const R: &str = "R 4.2.2";

const DATA: &str = include_str!("../../../../tests/reference/stl/data.csv");
const VALUES: &str = include_str!("../../../../tests/reference/stl/values.csv");
const VALUES_R: &str = include_str!("../../../../tests/reference/stl/values_r.csv");

/// All checks of this family.
pub(super) fn checks() -> Vec<Check> {
    let (statsmodels, r) = (References::parse(VALUES), References::parse(VALUES_R));
    let mut checks = Vec::new();
    for (name, period) in [("monthly", 12), ("quarterly", 4)] {
        let y = series(name);
        for robust in [false, true] {
            let suffix = if robust { "-robust" } else { "" };
            for years in [7, 13] {
                let found = stl(&y, &Stl::new(period, SeasonalWindow::Years(years), robust)).ok();
                let case = format!("{name}-{years}{suffix}");
                checks.extend(compare(found.as_ref(), &case, STATSMODELS, &statsmodels));
            }
            let found = stl(&y, &Stl::new(period, SeasonalWindow::Periodic, robust)).ok();
            checks.extend(compare(found.as_ref(), &format!("{name}-periodic{suffix}"), R, &r));
            let found = stl(&y, &as_r(period, 7, robust)).ok();
            checks.extend(compare(found.as_ref(), &format!("{name}-7{suffix}"), R, &r));
        }
    }
    checks
}

/// The defaults of R's `stl` with a seasonal window: those of statsmodels but for constants in the seasons, jumps, an even
/// tie of the low-pass window and fewer rounds.
fn as_r(period: usize, years: usize, robust: bool) -> Stl {
    let statsmodels = Stl::new(period, SeasonalWindow::Years(years), robust);
    Stl {
        seasonal: Smoother::new(years, 0).with_tenths(),
        trend: statsmodels.trend.with_tenths(),
        low_pass: statsmodels.low_pass.with_tenths(),
        inner: if robust { 1 } else { 2 },
        ..statsmodels
    }
}

fn compare(found: Option<&Decomposition>, case: &str, reference: &str, values: &References) -> Vec<Check> {
    let empty =
        Decomposition { seasonal: Vec::new(), trend: Vec::new(), remainder: Vec::new(), weights: Vec::new() };
    let found = found.unwrap_or(&empty);
    let parts = [("seasonal", &found.seasonal), ("trend", &found.trend), ("weights", &found.weights)];
    let check = |(part, ours): (&str, &Vec<f64>)| {
        let pairs =
            ours.iter().enumerate().map(|(t, value)| (*value, values.get(case, part, &t.to_string())));
        Check::new(&format!("stl, {part}"), case, Quantity::Estimates, reference, 1e-8, pairs)
    };
    parts.map(check).to_vec()
}

fn series(name: &str) -> Vec<f64> {
    let cells = DATA.lines().skip(1).map(|line| line.split(',').collect::<Vec<_>>());
    cells.filter(|cells| cells.first() == Some(&name)).map(|cells| number(cells[2])).collect()
}
