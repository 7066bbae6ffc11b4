//! Properties of the decomposition. Its numbers are compared with other programs in `fxsens verify`.

use super::{Decomposition, SeasonalWindow, Smoother, Stl, stl};

fn series(n: i32) -> Vec<f64> {
    (0..n)
        .map(|t| 0.1 * f64::from(t) + [2.0, -1.0, 0.5, -1.5][(t % 4) as usize] + f64::from(t * t % 7) / 9.0)
        .collect()
}

fn decomposed(y: &[f64], window: SeasonalWindow, robust: bool) -> Decomposition {
    stl(y, &Stl::new(4, window, robust)).unwrap_or_else(|error| panic!("{error}"))
}

const WINDOWS: [SeasonalWindow; 2] = [SeasonalWindow::Periodic, SeasonalWindow::Years(7)];

#[test]
fn the_parts_add_up_and_follow_scale_and_level() {
    let y = series(46);
    let other: Vec<f64> = y.iter().map(|y| 512.0 * y - 300.0).collect();
    for window in WINDOWS {
        for robust in [false, true] {
            let (a, b) = (decomposed(&y, window, robust), decomposed(&other, window, robust));
            for (t, y) in y.iter().enumerate() {
                assert!((a.seasonal[t] + a.trend[t] + a.remainder[t] - y).abs() < 1e-12);
                assert!((512.0 * a.seasonal[t] - b.seasonal[t]).abs() < 1e-8);
                assert!((512.0 * a.trend[t] - 300.0 - b.trend[t]).abs() < 1e-8);
                assert!((0.0..=1.0).contains(&a.weights[t]));
            }
        }
    }
}

#[test]
fn without_weights_the_adjustment_of_a_sum_is_the_sum_of_adjustments() {
    let (x, z) = (series(46), series(46).into_iter().rev().collect::<Vec<_>>());
    let sum: Vec<f64> = x.iter().zip(&z).map(|(x, z)| x + z).collect();
    for window in WINDOWS {
        let [x, z, sum] = [&x, &z, &sum].map(|y| decomposed(y, window, false).seasonal);
        for t in 0..sum.len() {
            assert!((x[t] + z[t] - sum[t]).abs() < 1e-12);
        }
    }
}

#[test]
fn a_pure_pattern_on_a_line_is_recovered_and_one_outlier_hardly_moves_it() {
    let pattern = [2.0, -1.0, 0.5, -1.5];
    let y: Vec<f64> = (0..48).map(|t| 5.0 + 0.25 * f64::from(t) + pattern[(t % 4) as usize]).collect();
    let mut spoilt = y.clone();
    spoilt[21] += 40.0;
    // Local lines and five rounds; the periodic defaults, two rounds of constants, leave a little of the slope.
    let window = SeasonalWindow::Years(7);
    // Fifteen rounds of weights leave less than a thousandth of the outlier.
    let spoils = 40.0 / 1000.0;
    let (clean, robust) = (decomposed(&y, window, false), decomposed(&spoilt, window, true));
    for t in 0..48 {
        assert!((clean.seasonal[t] - pattern[t % 4]).abs() < 1e-10, "{t}");
        assert!((robust.seasonal[t] - pattern[t % 4]).abs() < spoils, "{t}");
    }
    assert!(robust.weights[21] <= 0.0 && (robust.remainder[21] - 40.0).abs() < spoils);
}

#[test]
fn what_cannot_be_decomposed_is_an_error() {
    let error = |y: &[f64], options: Stl| stl(y, &options).map(|_| ()).map_err(|e| e.to_string());
    let plain = |years| Stl::new(4, SeasonalWindow::Years(years), false);
    let says = |result: Result<(), String>, text: &str| {
        assert!(result.as_ref().is_err_and(|e| e.contains(text)), "{result:?}");
    };
    let y = series(40);
    says(error(&y[..7], plain(7)), "8 observations, and has 7");
    says(error(&[], Stl::new(4, SeasonalWindow::Periodic, true)), "has 0");
    says(error(&y, plain(8)), "odd seasonal window of at least 3, not 8");
    says(error(&y, plain(1)), "not 1");
    says(error(&y, Stl::new(1, SeasonalWindow::Periodic, false)), "two seasons");
    says(error(&y, Stl { trend: Smoother::new(9, 2), ..plain(7) }), "trend degree of 0 or 1, not 2");
    let mut hole = y.clone();
    hole[5] = f64::NAN;
    says(error(&hole, plain(7)), "observation 6");
    assert!(error(&[3.0; 40], Stl::new(4, SeasonalWindow::Periodic, true)).is_ok());
}
