//! p-values and critical values of MacKinnon for `n` integrated series: one for a unit-root test, more for a test of
//! no cointegration on the residuals of a static regression.

use fxsens_core::fit::FitError;

use super::mackinnon_tables::{
    CRITICAL_C, CRITICAL_CT, CRITICAL_CTT, CRITICAL_N, Surface, TAU_LARGE, TAU_SMALL, TAU_STAR, Z_LARGE,
    Z_SMALL, Z_STAR,
};
use super::p_value::{PValue, Reach, normal_cdf};
use super::{Trend, law};

/// Sizes of the published critical values.
pub const SIZES: [f64; 3] = [0.01, 0.05, 0.10];

/// Most series with published p-values; [`t_p_value`] continues with simulated laws.
const SURFACES: usize = 6;

/// Most series of any table.
pub const MOST_SERIES: usize = 12;

/// Asymptotic p-value of a Dickey–Fuller t statistic: MacKinnon (1994) for one to six series, own simulation for seven
/// to twelve.
///
/// The quadratic for the left tail has a minimum, the cubic for the rest a maximum; beyond them the surface says
/// nothing. There the p-value is that of the turning point and is marked as a bound, not set to 0 or 1.
///
/// # Errors
/// [`FitError::Unsupported`] for no series and for more than twelve.
pub fn t_p_value(statistic: f64, trend: Trend, series: usize) -> Result<PValue, FitError> {
    check(series, MOST_SERIES)?;
    if series > SURFACES {
        let law = law::find(&format!("eg-t-{}-{series}", trend.id()))?;
        return Ok(law.lower_tail(statistic, f64::INFINITY));
    }
    let (row, column) = (index(trend), series - 1);
    let (small, large) = (&TAU_SMALL[row][column], &TAU_LARGE[row][column]);
    if statistic <= TAU_STAR[row][column] {
        let lowest = -small[1] / (2.0 * small[2]);
        let value = normal_cdf(polynomial(small, statistic.max(lowest)));
        return Ok(PValue { value, reach: if statistic < lowest { Reach::AtMost } else { Reach::Inside } });
    }
    let highest = turning_point(large);
    let value = normal_cdf(polynomial(large, statistic.min(highest)));
    Ok(PValue { value, reach: if statistic > highest { Reach::AtLeast } else { Reach::Inside } })
}

/// Asymptotic p-value of the normalised bias `T(α − 1)` of one series, MacKinnon (1994). The two parts of the surfaces
/// for several series, as other programs have them, do not meet; they are left out.
///
/// # Errors
/// None in practice; kept beside [`t_p_value`].
pub fn z_p_value(statistic: f64, trend: Trend) -> Result<PValue, FitError> {
    let row = index(trend);
    if statistic <= Z_STAR[row] {
        let score = polynomial(&Z_SMALL[row], (-statistic).ln());
        return Ok(PValue::inside(normal_cdf(score)));
    }
    let highest = highest(&Z_LARGE[row], Z_STAR[row]);
    let value = normal_cdf(polynomial(&Z_LARGE[row], statistic.min(highest)));
    Ok(PValue { value, reach: if statistic > highest { Reach::AtLeast } else { Reach::Inside } })
}

/// Critical values of a Dickey–Fuller t statistic at [`SIZES`] for a regression with `nobs` rows, MacKinnon (2010).
/// Without deterministic terms they exist for one series only; for more the list is empty.
///
/// # Errors
/// [`FitError::Unsupported`] for no series and for more than twelve.
pub fn t_critical_values(trend: Trend, series: usize, nobs: usize) -> Result<Vec<(f64, f64)>, FitError> {
    check(series, MOST_SERIES)?;
    let table: &[Surface] = match trend {
        Trend::N => &CRITICAL_N,
        Trend::C => &CRITICAL_C,
        Trend::Ct => &CRITICAL_CT,
        Trend::Ctt => &CRITICAL_CTT,
    };
    let surface = table.get(series - 1).into_iter().flatten();
    Ok(SIZES.into_iter().zip(surface).map(|(size, b)| (size, polynomial(b, 1.0 / nobs as f64))).collect())
}

/// Asymptotic critical values of a normalised bias at [`SIZES`]: [`z_p_value`] inverted.
///
/// # Errors
/// As [`z_p_value`].
pub fn z_critical_values(trend: Trend) -> Result<Vec<(f64, f64)>, FitError> {
    let solve = |size: f64| {
        let (mut low, mut high) = (-200.0, 0.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            let below = z_p_value(middle, trend)?.value < size;
            if below { low = middle } else { high = middle }
        }
        Ok((size, f64::midpoint(low, high)))
    };
    SIZES.into_iter().map(solve).collect()
}

fn check(series: usize, most: usize) -> Result<(), FitError> {
    if (1..=most).contains(&series) {
        return Ok(());
    }
    Err(FitError::Unsupported {
        what: format!("this test on {series} series"),
        why: format!("its law is tabulated for one to {most}"),
    })
}

fn index(trend: Trend) -> usize {
    trend.terms()
}

fn polynomial(b: &[f64], x: f64) -> f64 {
    b.iter().rev().fold(0.0, |sum, coefficient| sum * x + coefficient)
}

/// Where a cubic that rises at zero turns to the right of zero; infinite when it does not.
fn turning_point(b: &[f64; 4]) -> f64 {
    let (quadratic, linear, constant) = (3.0 * b[3], 2.0 * b[2], b[1]);
    let inside = linear * linear - 4.0 * quadratic * constant;
    if inside < 0.0 {
        return f64::INFINITY;
    }
    let roots =
        [(-linear - inside.sqrt()) / (2.0 * quadratic), (-linear + inside.sqrt()) / (2.0 * quadratic)];
    roots.into_iter().filter(|root| *root > 0.0).fold(f64::INFINITY, f64::min)
}

/// The first point to the right of `start` where a polynomial stops rising, to a hundredth; infinite when it rises on.
fn highest(b: &[f64; 5], start: f64) -> f64 {
    let slope = |x: f64| b[1] + x * (2.0 * b[2] + x * (3.0 * b[3] + x * 4.0 * b[4]));
    let steps = (1..6000).map(|i| start + 0.01 * f64::from(i));
    steps.into_iter().find(|x| slope(*x) <= 0.0).unwrap_or(f64::INFINITY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_parts_of_each_surface_meet() {
        for trend in Trend::ALL {
            for series in 1..=SURFACES {
                let star = TAU_STAR[index(trend)][series - 1];
                let gap = t_p_value(star, trend, series).unwrap().value
                    - t_p_value(star + 1e-9, trend, series).unwrap().value;
                assert!(gap.abs() < 0.005, "t {trend:?} {series}: {gap}");
            }
            let star = Z_STAR[index(trend)];
            let gap = z_p_value(star, trend).unwrap().value - z_p_value(star + 1e-9, trend).unwrap().value;
            assert!(gap.abs() < 0.01, "z {trend:?}: {gap}");
        }
    }

    #[test]
    fn beyond_the_surface_a_p_value_is_a_bound_and_neither_zero_nor_one() {
        let far = t_p_value(-60.0, Trend::C, 1).unwrap();
        assert!(far.value > 0.0 && far.value < 1e-20 && far.reach == Reach::AtMost);
        let near = t_p_value(50.0, Trend::C, 1).unwrap();
        assert!(near.value > 0.99 && near.value < 1.0 && near.reach == Reach::AtLeast);
        assert!(z_p_value(-400.0, Trend::C).unwrap().value > 0.0);
    }

    #[test]
    fn more_series_than_tabulated_are_refused() {
        assert!(t_p_value(-3.0, Trend::C, 13).is_err() && t_p_value(-3.0, Trend::C, 0).is_err());
    }
}
