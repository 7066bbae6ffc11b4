//! Development only: the conformance suite, simulated data with known truth, reference values, a server on this machine.
//!
//! Everything here fails by panicking with a message, as tests do.

pub mod close;
pub mod conformance;
pub mod loopback;
pub mod reference;
pub mod simulate;

pub use close::{assert_close, relative_difference};
pub use conformance::{check_model, check_model_on};
pub use loopback::{Loopback, Reply};
pub use reference::References;
