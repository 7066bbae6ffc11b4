//! The yen data against an exact certificate, HiGHS and statsmodels: see `tests/reference/quantile`.

use fxsens_core::fit::Fit;
use fxsens_core::sample::{Intercept, Sample};
use fxsens_model_quantile::{BlockLength, QuantileParams};
use fxsens_testing::reference::columns;
use fxsens_testing::simulate::{Design, column};
use fxsens_testing::{References, assert_close};

const TAUS: [(f64, &str); 3] = [(0.1, "tau-0.1"), (0.5, "tau-0.5"), (0.9, "tau-0.9")];

fn yen() -> Sample {
    let (_, table) = columns("m1/data.csv");
    let series = |name: &str| column(name, table[name].iter().copied());
    Design {
        outcome: series("usdjpy"),
        regressors: vec![series("gap_10y"), series("goods_services_12m")],
        instruments: Vec::new(),
        intercept: Intercept::Included,
    }
    .sample()
}

fn fit(tau: f64, draws: u32) -> Fit {
    let block_length = BlockLength::Fixed(5);
    super::fit(&QuantileParams { tau, draws, block_length, ..QuantileParams::default() }, &yen())
}

#[test]
fn estimates_are_the_certified_vertex() {
    let expected = References::load("quantile/values.csv");
    for (tau, case) in TAUS {
        let fit = fit(tau, 50);
        for term in &fit.terms {
            let value = |quantity| expected.get(case, quantity, &term.name);
            assert_close(
                term.estimate,
                value("estimate"),
                1e-12,
                "the exact vertex, rounding of a 3×3 system",
            );
            assert_close(term.estimate, value("estimate_highs"), 1e-9, "HiGHS, its own rounding");
            assert_close(
                term.estimate,
                value("estimate_statsmodels"),
                1e-6,
                "statsmodels stops before the optimum",
            );
        }
        let check = |u: &f64| if *u < 0.0 { (tau - 1.0) * u } else { tau * u };
        let loss: f64 = fit.augment.residuals.iter().map(check).sum();
        assert_close(loss, expected.get(case, "loss", ""), 1e-12, "the loss at the vertex");
    }
}

#[test]
fn standard_errors_agree_with_another_bootstrap() {
    let expected = References::load("quantile/values.csv");
    for (tau, case) in TAUS {
        let fit = fit(tau, 4000);
        for (j, term) in fit.terms.iter().enumerate() {
            let std_error = fit.term_inference(j, 0.95).std_error.unwrap();
            let reference = expected.get(case, "std_error_blocks_of_5", &term.name);
            assert_close(std_error, reference, 0.1, "4000 draws on either side, heavy tails at 0.1 and 0.9");
        }
    }
}
