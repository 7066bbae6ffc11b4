//! What every model must do.

use fxsens_core::model::{ParamError, Params};
use fxsens_model_quantile::{BlockLength, QuantileParams, model};

#[test]
fn quantile_conforms() {
    fxsens_testing::check_model(&*model());
}

#[test]
fn block_length_reads_auto_and_numbers() {
    let read = |text: &str| toml::from_str::<QuantileParams>(text).map(|params| params.block_length);
    assert_eq!(read("block_length = \"auto\"").unwrap(), BlockLength::Auto);
    assert_eq!(read("block_length = 12").unwrap(), BlockLength::Fixed(12));
    for wrong in ["block_length = \"long\"", "block_length = -1", "block_length = 2.5"] {
        let message = read(wrong).unwrap_err().to_string();
        assert!(message.contains("block_length"), "{message}");
    }
}

#[test]
fn values_out_of_range_are_named() {
    let defaults = QuantileParams::default;
    let wrong = [
        (QuantileParams { tau: 0.0, ..defaults() }, "tau"),
        (QuantileParams { tau: 1.0, ..defaults() }, "tau"),
        (QuantileParams { tau: f64::NAN, ..defaults() }, "tau"),
        (QuantileParams { draws: 1, ..defaults() }, "draws"),
        (QuantileParams { block_length: BlockLength::Fixed(0), ..defaults() }, "block_length"),
        (QuantileParams { seed: u64::MAX, ..defaults() }, "seed"),
    ];
    for (params, key) in wrong {
        assert!(matches!(params.check(), Err(ParamError::Invalid { name, .. }) if name == key));
    }
}
