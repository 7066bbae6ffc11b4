//! NIST's Statistical Reference Datasets: digits are asserted inside `verify`; here is what surrounds the numbers.

use fxsens_core::fit::NoteLevel;
use fxsens_regression::verify;
use fxsens_testing::simulate::column;

use crate::{design, ols};

#[test]
fn every_reference_value_is_reached() {
    let checks = verify::all_cases();
    let failed: Vec<_> = checks.iter().filter(|check| !check.passed()).collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(checks.iter().filter(|check| check.case.starts_with("nist")).count(), 20);
}

/// A polynomial of degree ten on Filip's range.
fn steep_polynomial() -> fxsens_core::sample::Sample {
    let x: Vec<f64> = (0..82).map(|t| -8.8 + 0.07 * f64::from(t)).collect();
    let y = column("y", x.iter().map(|x| 0.8 + 0.01 * x + 0.001 * (7.0 * x).sin()));
    let powers = (1..=10).map(|p| column(&format!("x^{p}"), x.iter().map(|x| x.powi(p)))).collect();
    design(y, powers).sample()
}

#[test]
fn an_ill_conditioned_design_is_fitted_with_a_warning() {
    let fit = ols(&steep_polynomial(), "kind = 'classical'").unwrap();
    assert!(fit.glance.condition_number.unwrap() > 1e8);
    let warned = |note: &&fxsens_core::fit::Note| {
        note.level == NoteLevel::Warning && note.text.contains("conditioned")
    };
    assert_eq!(fit.notes.iter().filter(warned).count(), 1);
}

#[test]
fn an_exact_fit_is_finite_and_says_so() {
    let x: Vec<f64> = (0..21).map(f64::from).collect();
    let y = column("y", x.iter().map(|x| 1.0 + x + x * x));
    let sample = design(y, vec![column("x", x.clone()), column("x^2", x.iter().map(|x| x * x))]).sample();
    for kind in ["classical", "hc0", "hc3", "hac", "ewc"] {
        let fit = ols(&sample, &format!("kind = '{kind}'")).unwrap();
        assert!(fit.terms.iter().all(|term| (term.estimate - 1.0).abs() < 1e-10));
        assert!(fit.tests.is_empty() && fit.glance.log_likelihood.is_none());
        assert!(fit.notes.iter().any(|note| note.text.contains("exactly")));
        let text = serde_json::to_string(&fit).unwrap();
        assert!(serde_json::from_str::<fxsens_core::fit::Fit>(&text).is_ok(), "{kind}: no NaN is saved");
    }
}

#[test]
fn the_order_of_the_powers_does_not_matter() {
    let text = fxsens_testing::reference::read("nist/data.csv");
    let values = |wanted: &str| -> Vec<f64> {
        let cells = text.lines().map(|line| line.split(',').collect::<Vec<_>>());
        let kept = cells.filter(|c| c[0] == "filip" && c[2] == wanted);
        kept.map(|c| c[3].parse().unwrap()).collect()
    };
    let (x, y) = (values("x"), column("y", values("y")));
    let certified = fxsens_testing::References::load("nist/values.csv");
    let orders: [&[i32]; 3] = [
        &[10, 9, 8, 7, 6, 5, 4, 3, 2, 1],
        &[2, 1, 3, 4, 5, 6, 7, 8, 9, 10],
        &[5, 4, 1, 10, 2, 3, 6, 9, 8, 7],
    ];
    for order in orders {
        let powers = order.iter().map(|p| column(&format!("x^{p}"), x.iter().map(|x| x.powi(*p)))).collect();
        let fit = ols(&design(y.clone(), powers).sample(), "kind = 'classical'").unwrap();
        assert!(
            fit.notes.iter().any(|note| note.text.contains("`x^10`") && note.text.contains("whole powers"))
        );
        for term in &fit.terms {
            let expected = certified.get("filip", "estimate", &term.name);
            fxsens_testing::assert_close(
                term.estimate,
                expected,
                1e-12,
                "twelve certified digits, as in order",
            );
        }
    }
}
