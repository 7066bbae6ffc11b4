//! Every model of this crate passes the suite.

use fxsens_regression::models;
use fxsens_testing::check_model;

#[test]
fn every_model_conforms() {
    let entries = models();
    assert_eq!(
        entries.iter().map(|entry| entry.info().id).collect::<Vec<_>>(),
        [
            "ols",
            "gls-ar",
            "ardl",
            "nardl",
            "dols",
            "fmols",
            "ccr",
            "im-ols",
            "vecm",
            "iv",
            "local-projection",
            "rolling",
            "tvp"
        ]
    );
    for entry in entries {
        check_model(entry.as_ref());
    }
}
