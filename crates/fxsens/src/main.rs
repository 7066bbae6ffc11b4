//! fxsens.
fn main() {}
